# %% [markdown] tags=["why"]
# # Return sequences and states
#
# At every word an LSTM holds a hidden state h and a cell state c. What does it hand on: the last h,
# every h, or both states? Two flags decide. You will follow every number through two timesteps, then
# choose the flags for your task.
#
# ![An LSTM unrolled over a sentence: what it returns has a thick frame](pictures/return_explorer.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import ReturnExplorer, due, embed, exercise, flashcards, load_corpus
from lstm_helpers import load_review_model, lstm_returns, lstm_step, plots, quiz, sigmoid
from lstm_helpers import small_network, tokenize, trace_lstm, unroll

model = load_review_model()

# %% [markdown]
# **You will** unroll an LSTM by hand, predict the shape of all it can return, build, count and stack
# layers, and carry a state from one piece of a text to the next. **You need** the gates of
# lesson 05.
# **Time**: about 45 minutes; the code runs in seconds.
# **Core**: about 30 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("06_returns", "predict_tensors")

# %% [markdown] tags=["why"]
# ## Three wishes
#
# - *Praise or blame?* One answer a text: the **last** h.
# - *Which words are names?* One answer a word: **every** h.
# - *Now say it in French.* Another network goes on from what this one remembers: **h and c**.
#
# The layer computes the same numbers each time. The flags choose what leaves it.

# %% [markdown] tags=["pipeline"]
# ## Good Day: two words, two steps
#
# *Good Day* has 2 tokens. An embedding turns each into 5 features, and an LSTM of 3 units reads them.
# The network below is untrained, drawn at random with a fixed seed: its numbers mean nothing, but you
# can follow them.

# %% tags=["pipeline", "code_along"]
embedding, weights = small_network(units=3)
ids = model.vocabulary.encode("Good Day")
inputs = embed(ids, embedding)
print("ids", ids, "  embedding", embedding.shape, "  inputs", inputs.shape, "= (T, D)")
print(inputs.round(2))

# %% [markdown] tags=["deep_dive"]
# Unrolled, an LSTM is the same step again and again, with the same weights. Only the states move on
# (x has shape (5,), h and c have shape (3,)):
#
# $$h_0 = c_0 = 0 \qquad (h_t, c_t) = \mathrm{step}(x_t, h_{t-1}, c_{t-1})$$

# %% tags=["code_along"]
hidden, cell = np.zeros(3), np.zeros(3)
for word, x in zip(tokenize("Good Day"), inputs):
    step = lstm_step(weights, x, hidden, cell)
    hidden, cell = step.hidden, step.cell
    print(f"after {word:4}  h {hidden.round(2)}  c {cell.round(2)}")

# %% tags=["picture", "code_along"]
trace = trace_lstm(weights, inputs)  # the same loop, with every row kept
print("hidden", trace.hidden.shape, "  cell", trace.cell.shape, "= (T, H)")
print("last rows = by hand:", np.allclose(trace.hidden[-1], hidden, atol=1e-6),
      np.allclose(trace.cell[-1], cell, atol=1e-6))
day = unroll("Good Day", model.vocabulary, return_sequences=True, return_state=True)
plots.plot_unrolled(day)

# %% [markdown] tags=["picture"]
# Read from the left. Both boxes are *one* layer, at two timesteps. h₁ (solid) and c₁ (dashed) leave
# the first and enter the second; what leaves the layer for good has a thick frame. In code h₁ is
# `trace.hidden[0]`. Check one number: the top one of c₂.

# %% tags=["code_along", "deep_dive"]
f, i, g = (gate[1, 0] for gate in (trace.forget, trace.input, trace.candidate))
old = trace.cell[0, 0]
print(f"f · c₁ + i · g = {f:.2f} · {old:.2f} + {i:.2f} · {g:.2f} = {f * old + i * g:.2f}")
print(f"c₂ of the first unit            = {trace.cell[1, 0]:.2f}")

# %% [markdown] tags=["deep_dive"]
# ## Two flags, four combinations
#
# Now Keras, with the same weights, on a batch of one sentence: shape (1, 2, 5), which is (batch,
# timesteps, features). A layer with two flags can be made in four ways.

# %% tags=["code_along", "deep_dive"]
from lstm_helpers import keras_lstm, weights_from_keras
import keras

batch, wishes = inputs[None], [(False, False), (False, True), (True, False), (True, True)]
for sequences, state in wishes:
    returned = keras_lstm(weights, return_sequences=sequences, return_state=state)(batch)
    tensors = returned if state else [returned]
    print(f"return_sequences={sequences!s:5}  return_state={state!s:5} ",
          *[tuple(tensor.shape) for tensor in tensors])

# %% [markdown]
# `return_sequences` adds the axis of timesteps to the first tensor. `return_state` adds two tensors,
# and leaves the first as it is. Which numbers are in them? `lstm_returns` picks from our trace what
# each combination should give; compare with Keras, number by number.

# %% tags=["code_along", "metrics"]
for sequences, state in wishes:
    ours = lstm_returns(trace, sequences, state)
    returned = keras_lstm(weights, return_sequences=sequences, return_state=state)(batch)
    pairs = zip(ours.values(), returned if state else [returned])
    print(f"{', '.join(ours):20}  largest difference below 1e-6:",
          all(np.abs(one - other).max() < 1e-6 for one, other in pairs))

# %% [markdown] tags=["why", "deep_dive"]
# ## Pitfall: three tensors, not two
#
# Some older texts say that `return_state=True` gives *the last output and the last cell state*. Whoever
# believes it writes two names for what comes back.

# %% tags=["code_along"]
stately = keras_lstm(weights, return_state=True)
try:
    output, cell = stately(batch)  # wrong
except ValueError as error:
    print("ValueError:", error)
output, hidden, cell = (tensor.numpy() for tensor in stately(batch))  # right
print("output", output.round(2), "\nh     ", hidden.round(2), "\nc     ", cell.round(2))
print("output = h, exactly:         ", np.array_equal(output, hidden))

both = keras_lstm(weights, return_sequences=True, return_state=True)
sequence, hidden, cell = (tensor.numpy() for tensor in both(batch))
print("last row of the sequence = h:", np.array_equal(sequence[:, -1], hidden))
print("c is a row of the sequence:  ", any(np.allclose(row, cell) for row in sequence[0]))

# %% [markdown]
# The output is made of h alone, so without `return_sequences` h comes back twice; with it, the first
# tensor holds every h, and the last of them comes back twice. The cell state is in no output. It
# leaves by `return_state` or not at all, and only the last one.

# %% [markdown] tags=["experiment"]
# ## The return explorer
#
# 1. Switch both flags on and off. Which frames come and go, and which numbers are returned twice?
# 2. Type a sentence of your own; move the units. Which sizes in the shapes follow which?
# 3. Set more timesteps than words. What is the last output, with and without the mask?

# %% tags=["experiment"]
ReturnExplorer(sentence="Good Day", return_sequences=True)

# %% [markdown] tags=["pipeline", "metrics"]
# ## A whole small model
#
# Give both h to a dense layer: `Flatten` lays the (2, 3) sequence into one row of 6, `Dense(1)` weighs
# it. How many parameters is that? Keras counts first (`small.summary()` draws it as a table; None is
# the batch, any number of sentences), then the formula.

# %% tags=["pipeline", "metrics"]
layers = keras.layers
small = keras.Sequential([
    keras.Input((2,)),
    layers.Embedding(50_000, 5),
    layers.LSTM(3, return_sequences=True),
    layers.Flatten(),
    layers.Dense(1),
])
for layer in small.layers:
    print(f"{type(layer).__name__:9}  {layer.output.shape!s:12}  {layer.count_params():7,}")
print(f"together                 {small.count_params():7,}")

# %% tags=["metrics", "code_along"]
V, D, H, T = 50_000, 5, 3, 2
counts = V * D, 4 * (H * (D + H) + H), 0, T * H + 1
print("Embedding V·D, LSTM 4·(H·(D + H) + H), Flatten 0, Dense T·H + 1")
print(" + ".join(f"{count:,}" for count in counts), f"= {sum(counts):,}")
print("as Keras counts:", [layer.count_params() for layer in small.layers] == list(counts))

# %% [markdown]
# Nearly all of it is the embedding. The LSTM has 108 numbers whether it reads two words or two
# thousand. The dense layer after `Flatten` has a weight for each of T · H numbers, and so fixes T. Does
# the model compute what you think? Put in our numbers.

# %% tags=["code_along", "pipeline"]
small.layers[0].set_weights([embedding])
small.layers[1].set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
kernel, bias = small.layers[3].get_weights()

flat = trace.hidden.reshape(6)
by_hand, by_keras = flat @ kernel + bias, small(np.array([ids])).numpy()[0]
print("Flatten gives", flat.round(2))
print("by hand = Keras:", np.allclose(by_hand, by_keras, atol=1e-6))

# %% [markdown] tags=["deep_dive"]
# ## A model that does not know its shapes
#
# *Deeper: can wait.*
#
# Leave out `Input` and Keras cannot know what will come in. The model has no shapes, and no weights,
# until it is built.

# %% tags=["deep_dive"]
open_ended = keras.Sequential([layers.Embedding(1000, 64), layers.LSTM(32)], name="open_ended")
try:
    print(open_ended.output_shape)
except AttributeError as error:
    print("AttributeError:", error)
print("arrays of weights before:", len(open_ended.weights))
open_ended.build((None, 10))
print("built for 10 tokens:", open_ended.output_shape, " arrays of weights:", len(open_ended.weights))

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: Flatten without a length
#
# *Deeper: can wait.*
#
# (None, 32): the batch is open, each sentence gives the 32 units of its last h. The four arrays
# are the embedding's, and the LSTM's kernel, recurrent kernel and bias. No array depends on T,
# which may stay open. A dense layer after `Flatten` needs it: its row has T · H numbers.

# %%
try:
    keras.Sequential([keras.Input((None, 5)), layers.LSTM(3, return_sequences=True),
                      layers.Flatten(), layers.Dense(1)])  # wrong
except ValueError as error:
    print("wrong: ValueError:", str(error).split(". ")[0])
any_length = keras.Sequential([keras.Input((None, 5)), layers.LSTM(3), layers.Dense(1)])  # right
print("right:", any_length.output_shape)

# %% [markdown] tags=["deep_dive"]
# ## Stack two layers
#
# A second LSTM can read what the first one shows. It reads a *sequence*, so the first must return one.
# Without the flag:

# %% tags=["code_along"]
try:
    keras.Sequential([
        keras.Input((2, 5)),
        layers.LSTM(4, name="lower"),
        layers.LSTM(3, name="upper"),
    ])
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# Three axes wanted (batch, timesteps, features), two found: `lower` has handed on (None, 4), its last
# h. One flag mends it; every recurrent layer but the last needs it. To `upper`, the 4 units of `lower`
# are 4 features. By hand it is one trace after the other.

# %% tags=["code_along"]
keras.utils.set_random_seed(6)
lower, upper = layers.LSTM(4, return_sequences=True), layers.LSTM(3)
stack = keras.Sequential([keras.Input((2, 5)), lower, upper])
for layer in stack.layers:
    print(f"{layer.output.shape!s:12}  {layer.count_params():3} parameters")

shown = trace_lstm(weights_from_keras(lower), inputs).hidden
on_top = trace_lstm(weights_from_keras(upper), shown).hidden[-1]
print("by hand = Keras:", np.allclose(on_top, stack(batch)[0], atol=1e-6))

# %% [markdown] tags=["why"]
# ## Hand a state over
#
# In classic translators an **encoder** reads the sentence and hands its states to a **decoder**, which
# starts from them in place of zeros. So both have the same H, and h and c are all the decoder knows of
# the sentence. Ours are untrained; the decoder reads *a lovely film*. Does it need h and c?

# %% tags=["code_along", "pipeline"]
encoder, decoder = layers.LSTM(3, return_state=True), layers.LSTM(3, return_sequences=True)
start = embed(model.vocabulary.encode("a lovely film"), embedding)
output, hidden, cell = encoder(batch)
answer = decoder(start[None], initial_state=[hidden, cell]).numpy()[0]
print("answer", answer.shape)

memory = trace_lstm(weights_from_keras(encoder), inputs)
state = memory.hidden[-1], memory.cell[-1]
by_hand = trace_lstm(weights_from_keras(decoder), start, initial_state=state).hidden
print("by hand = Keras:", np.allclose(by_hand, answer, atol=1e-6))

# %% tags=["experiment", "code_along"]
zeros = np.zeros((1, 3), dtype=np.float32)
for name, given in {"h and c": [hidden, cell], "h alone": [hidden, zeros],
                    "c alone": [zeros, cell], "nothing": [zeros, zeros]}.items():
    other = decoder(start[None], initial_state=given).numpy()[0]
    print(f"{name}: same answer {np.allclose(other, answer, atol=1e-6)}")

# %% [markdown]
# It needs both. With one of them replaced by zeros the decoder runs as before, for the shapes fit, but
# from another memory; no error says so.

# %% [markdown] tags=["pipeline"]
# ## Cut a text and go on
#
# *Deeper: can wait.*
#
# The same trick reads a text in pieces: the state at the cut is all that the rest needs. Take a test
# review and the trained review model that you opened in lesson 05.

# %% tags=["pipeline", "code_along"]
review = "The make-up is so poor that the old king looks younger than his son."
reading = model.read(review)
cut = len(reading.tokens) // 2


def positive(trace):
    return sigmoid(trace.hidden[-1] @ model.dense_kernel + model.dense_bias)


print(" ".join(reading.tokens[:cut]), "|", " ".join(reading.tokens[cut:]))
print(f"in one piece: P(positive) {reading.probabilities[-1]:.2f}")

# %% tags=["pipeline", "code_along"]
first = trace_lstm(model.lstm, reading.inputs[:cut])
state = first.hidden[-1], first.cell[-1]
carried = trace_lstm(model.lstm, reading.inputs[cut:], initial_state=state)
dropped = trace_lstm(model.lstm, reading.inputs[cut:])

print(f"state carried over: P(positive) {positive(carried):.2f}")
print(f"state dropped:      P(positive) {positive(dropped):.2f}")
whole = np.concatenate([first.hidden, carried.hidden])
print("every h as in one piece:", np.allclose(whole, reading.trace.hidden, atol=1e-6))

# %% [markdown] tags=["metrics"]
# With the state carried over, the cut cannot be seen. Without it the network judges the second half
# alone, and has never met *poor*. How often does that turn a verdict? Cut every longer test review in
# the middle.

# %% tags=["metrics"]
same = turned = 0
longer = [t for t in load_corpus("reviews").select("test").texts if len(tokenize(t)) >= 12]
for text in longer:
    reading = model.read(text)
    early, late = np.array_split(reading.inputs, 2)
    trace_1 = trace_lstm(model.lstm, early)
    carried = trace_lstm(model.lstm, late, initial_state=(trace_1.hidden[-1], trace_1.cell[-1]))
    whole, cut_off = reading.probabilities[-1], positive(trace_lstm(model.lstm, late))
    same += abs(positive(carried) - whole) < 1e-6
    turned += (cut_off > 0.5) != (whole > 0.5)
print(f"{len(longer)} reviews of 12 tokens or more: carried over, {same} the same;")
print(f"dropped, {turned} verdicts turned ({turned / len(longer):.0%})")

# %% [markdown]
# Often the second half says enough by itself. But one verdict in ten turned without the state. A
# model that is fed a stream – speech, a log, its own text – has to carry it.

# %% [markdown] tags=["deep_dive", "pipeline"]
# ## Pitfall: the last row is not the last word
#
# *Deeper: can wait.*
#
# In a batch, short sentences are padded: here two zeros after *Good Day*. `sequence[:, -1]` still takes
# the last timestep. Whose h is that?

# %% tags=["deep_dive", "code_along"]
padded = embed([*ids, 0, 0], embedding)
mask = np.array([True, True, False, False])
wrong, _, _ = (tensor.numpy() for tensor in both(padded[None]))
right, hidden, cell = (tensor.numpy() for tensor in both(padded[None], mask=mask[None]))

print("h after day:             ", trace.hidden[-1].round(2))
print("wrong, last row, no mask:", wrong[0, -1].round(2))
print("right, h returned, mask: ", hidden[0].round(2))
print("every row with the mask:\n", right[0].round(2))
by_hand = trace_lstm(weights, padded, mask=mask).hidden
print("by hand = Keras:", np.allclose(by_hand, right[0], atol=1e-6))

# %% [markdown]
# Without a mask the LSTM reads the zeros like words, and no error says so. At a masked timestep the
# state is **held**, and the sequence repeats it. On a graphics card those rows are zeros: there take
# the last h from `return_state`. The sequence has four rows as before; whoever labels tokens has to
# skip the last two.

# %% [markdown] tags=["deep_dive"]
# ## The relatives
#
# *Deeper: can wait.*
#
# A GRU has no cell state, so `return_state` gives two tensors. `Bidirectional` reads from both ends
# with two layers and, by default, joins their outputs: twice the units, and twice the states.

# %% tags=["deep_dive"]
text = keras.Input((10, 64))
for name, returned in {
    "LSTM(32)": [layers.LSTM(32)(text)],
    "GRU(32), state": layers.GRU(32, return_state=True)(text),
    "both ways": [layers.Bidirectional(layers.LSTM(32))(text)],
    "both ways, sequences": [layers.Bidirectional(layers.LSTM(32, return_sequences=True))(text)],
    "both ways, state": layers.Bidirectional(layers.LSTM(32, return_state=True))(text),
}.items():
    print(f"{name:20}", *[tensor.shape for tensor in returned])

# %% [markdown] tags=["recall", "why"]
# ## Which flag for which task
#
# | task | wants | flag |
# |---|---|---|
# | judge a text | last h, (B, H) | none |
# | label each token | every h, (B, T, H) | `return_sequences` |
# | feed the next LSTM | every h | `return_sequences` |
# | start a decoder | last h and c, (B, H) | `return_state` |
# | go on reading | last h and c | `return_state` |

# %% [markdown] tags=["challenge"]
# ## Your turn: predict the shapes
#
# Write down what Keras returns, before Keras does. The answer is a list, one shape a tensor:
# `[(1, 3)]`, or three of them. In a cell of your own, `exercise("06_shapes").hint()` helps and
# `.solution()` shows ours.

# %% tags=["challenge"]
def my_shapes(batch, timesteps, features, units, return_sequences, return_state):
    # how many tensors, and which axes has each?
    return ...


exercise("06_shapes").check(my_shapes)

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: read in two pieces
#
# *Deeper: can wait.*
#
# `layer(inputs)` returns output, hidden and cell, as an LSTM with both flags does; `layer(inputs,
# initial_state=[hidden, cell])` starts from given states. Read `first`, then `second`, each with a call
# of its own, and return what one call on both together would give.

# %% tags=["challenge"]
def my_reading(layer, first, second):
    # two calls, one after the other; then put their outputs together
    return ...


exercise("06_carry").check(my_reading)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: a layer that remembers the last customer
#
# *Deeper: can wait.*
#
# `stateful=True`, met in lesson 04, carries both states of an LSTM from call to call by itself. Good for
# pieces of one text; for the next text you must reset it, or it begins with the memory of another.

# %%
stateful = layers.LSTM(3, stateful=True)
stateful.build((1, None, 5))
stateful.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
once, again = stateful(batch).numpy(), stateful(batch).numpy()
stateful.reset_state()
print("first call: ", once.round(2))
print("second call:", again.round(2), " wrong, if this is a new text")
print("after reset:", stateful(batch).numpy().round(2), " right")

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("06_returns", "myth_flag_changes_reading", "myth_output_is_memory"), quiz("06_returns"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("06_returns"), due("06_returns"))

# %% [markdown]
# ## In this lesson we
#
# - followed two words through an unrolled LSTM to Keras's numbers,
# - saw what each flag returns, and that no output holds c,
# - stacked layers, and carried a state over a cut.
#
# **In practice** print the shapes first: many faults show there.
#
# **Next**: [trace the whole pipeline](07_trace_the_whole_pipeline.ipynb), one shape at a time.
