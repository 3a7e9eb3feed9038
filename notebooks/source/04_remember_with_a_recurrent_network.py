# %% [markdown] tags=["why"]
# # Remember with a recurrent network
#
# A reader keeps something in mind from word to word. A **recurrent network** does so with a handful of
# numbers, its state. In this lesson you build one, teach it, and find out how far back it can remember.
#
# ![A gradient on its way back through 50 timesteps, in three kinds of cell](pictures/gradient_explorer.png)

# %% tags=["code_along"]
from lstm_helpers import GradientExplorer, LSTMWeights, RNNWeights, backpropagate, clip_by_norm, due
from lstm_helpers import exercise, flashcards, global_norm, gradient_flow, load_review_model, plots
from lstm_helpers import quiz, random_cell, recall_scores, recall_sequences, rnn_step, sigmoid
from lstm_helpers import trace_lstm
import numpy as np

rng = np.random.default_rng(4)

# %% [markdown]
# **You will** compute the step by hand, check it against Keras, send a gradient back through time, see
# it vanish and explode, clip it, and let networks compete at remembering. **You need** lesson 03
# and the idea of gradient descent. **Time**: about 45 minutes; the code runs in seconds.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("04_recurrent", "predict_recall")

# %% [markdown] tags=["why"]
# ## One input at once is not enough
#
# Lay the vectors of a sentence side by side, and give them to a plain (`Dense`) layer. Each of its units
# has one weight for each number. So the length is fixed, and every place in the sentence has weights of
# its own. Both are bad for text.

# %% tags=["why", "code_along"]
D, H = 2, 3  # features of a word, units
plain = rng.normal(size=(4 * D, H))  # a plain layer for four words

for length in (4, 5):
    sentence = rng.normal(size=(length, D))
    try:
        print(length, "words: output", (sentence.ravel() @ plain).shape)
    except ValueError as error:
        print(length, "words:", type(error).__name__)
phrase, nothing = rng.normal(size=(2, D)), np.zeros((2, D))
for name, order in (("first", [phrase, nothing]), ("last", [nothing, phrase])):
    print(f"phrase {name:5}", (np.vstack(order).ravel() @ plain).round(2))

# %% [markdown]
# Five words do not fit. And the same two words give quite different numbers at another place, for
# different weights read them. What is learned about a phrase at one place would have to be learned
# again at every other.

# %% [markdown] tags=["why", "deep_dive"]
# ## One word at a time
#
# A recurrent network reads one word, x (D,), and carries a **hidden state**, h (H,), on to the next:
#
# $$h' = \tanh(x W + h U + b)$$
#
# h' is the new h; tanh keeps it between −1 and 1. Kernel W (D, H), recurrent kernel U (H, H) and bias b
# (H,) are the same at every **timestep**, so any length will do.

# %% tags=["code_along"]
words = "not bad at all".split()
inputs = rng.normal(size=(len(words), D)).round(1)
kernel, recurrent_kernel = rng.normal(size=(D, H)).round(1), rng.normal(size=(H, H)).round(1)
bias = np.array([0.1, 0.0, -0.1])

hidden = np.zeros(H)  # nothing read yet
for word, x in zip(words, inputs):
    hidden = np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)
    print(f"after {word:4} h = {hidden.round(2)}")

# %% tags=["code_along", "experiment"]
def last_state(rows, recurrent=recurrent_kernel):
    hidden = np.zeros(H)
    for x in rows:
        hidden = np.tanh(x @ kernel + hidden @ recurrent + bias)
    return hidden


print("not bad at all:", last_state(inputs).round(2))
print("all at bad not:", last_state(inputs[::-1]).round(2))

# %% [markdown] tags=["code_along"]
# Three numbers are all that the network has of the sentence. Read from the end, the same words give
# others: the order counts. The helper `rnn_step` does one step. Collect its states, row t after word t
# (counted from 0), and draw the network *unrolled*: a box for each timestep, yet one set of weights.

# %% tags=["picture", "code_along"]
weights = RNNWeights(kernel, recurrent_kernel, bias)
states = [np.zeros(H)]
for x in inputs:
    states.append(rnn_step(weights, x, states[-1]))
states = np.array(states[1:])
print("helper = by hand:", np.allclose(states[-1], hidden), " states:", states.shape)
plots.plot_recurrent_steps(inputs, states, words)

# %% tags=["code_along"]
import keras

layer = keras.layers.SimpleRNN(H, return_sequences=True)  # all states; by default the last only
layer.build((None, None, D))
layer.set_weights([kernel, recurrent_kernel, bias])
batch = inputs[None].astype("float32")  # a batch of one sentence
difference = np.abs(layer(batch)[0] - states).max()
print("Keras = helper to 1e-6:", bool(difference < 1e-6), " shape", layer(batch).shape)

# %% [markdown] tags=["pipeline"]
# By hand, by helper, by Keras: the same states. In the course's pipeline the vectors come from an
# embedding. However long the sentence, the network ends in one state, which a `Dense` layer can read:
# one row for the one sentence, here eight units.

# %% tags=["pipeline"]
from lstm_helpers import embed

model = load_review_model()
reader = keras.layers.SimpleRNN(8)
for sentence in ("a warm film", "not bad at all", "the plot was not good but i loved every minute"):
    ids = model.vocabulary.encode(sentence)
    vectors = embed(ids, model.embedding)
    state = reader(vectors[None].astype("float32"))
    print(f"{len(ids):2} ids -> vectors {vectors.shape} -> last state {tuple(state.shape)}")

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: read a sequence
#
# Write the whole reading: begin with zeros, return the state after each word, shape (T, H). The check
# names the likely cause if something is off.
#
# In a cell of your own, `exercise("04_rnn_step").hint()` helps and `.solution()` shows ours.

# %% tags=["challenge"]
def my_rnn(kernel, recurrent_kernel, bias, inputs):
    # one state for each word, each made from the word and from the state before
    return ...


exercise("04_rnn_step").check(my_rnn)

# %% [markdown] tags=["deep_dive"]
# ## Back through time
#
# How should U change? The loss L says how wrong the answer is; moving U a little against its slope, the
# **gradient**, lowers it. L looks at the last state, but U acted at every step. The chain rule goes
# back step by step:
#
# $$\frac{\partial L}{\partial h_{t-1}} = \left(\frac{\partial L}{\partial h_t} \odot (1-h_t^2)\right) U^\top$$
#
# Shapes: ((H,) ⊙ (H,)) (H, H) = (H,). The slope of tanh is 1 − h².

# %% tags=["code_along", "deep_dive"]
target = np.array([1.0, 0.0, -1.0])
back = states[-1] - target  # dL/dh after the last word, for L = half the squared distance
by_hand = np.zeros((H, H))  # dL/dU
for t in reversed(range(len(words))):
    z_slope = back * (1 - states[t] ** 2)  # back through tanh; ⊙ is *, number by number
    before = states[t - 1] if t > 0 else np.zeros(H)
    by_hand += np.outer(before, z_slope)  # this timestep's share
    back = z_slope @ recurrent_kernel.T  # ⊤ is .T, rows as columns: to the state before
print(by_hand.round(3))

# %% [markdown] tags=["code_along"]
# This is **back-propagation through time**. All states have to be kept for it, so memory grows with
# the text. Is it right? Nudge each number of U a little, read the sentence again, and see by how much
# the loss moves.

# %% tags=["code_along"]
def loss_with(recurrent):
    return ((last_state(inputs, recurrent) - target) ** 2).sum() / 2


nudged, step = np.zeros((H, H)), 1e-6
for place in np.ndindex(H, H):
    nudge = np.zeros((H, H))
    nudge[place] = step
    up, down = loss_with(recurrent_kernel + nudge), loss_with(recurrent_kernel - nudge)
    nudged[place] = (up - down) / (2 * step)
print("by hand = finite differences:", np.allclose(by_hand, nudged, atol=1e-8))

# %% tags=["code_along"]
import tensorflow as tf

from_loss = np.zeros_like(states)
from_loss[-1] = states[-1] - target  # the loss looks at the last state only
gradients = backpropagate(weights, inputs, from_loss)
print("by hand = backpropagate:", np.allclose(by_hand, gradients.weights.recurrent_kernel))

with tf.GradientTape() as tape:  # notes what is computed, then goes back through it
    loss = tf.reduce_sum((layer(batch)[0, -1] - target) ** 2) / 2
slope = tape.gradient(loss, layer.trainable_variables[1].value)
print("by hand = Keras to 1e-6:", np.allclose(by_hand, slope, atol=1e-6))

# %% [markdown] tags=["deep_dive"]
# ## Gradients shrink with distance
#
# Four ways, one gradient. Now look how it travels. From the last state back to state t there are
# T − 1 − t steps, so as many factors, each (H, H):
#
# $$\frac{\partial L}{\partial h_t} = \frac{\partial L}{\partial h_{T-1}}\;\prod_{k=T-1}^{t+1} \mathrm{diag}(1-h_k^2)\;U^\top$$
#
# (diag: a matrix with these numbers on its diagonal, else 0.) The slopes are at most 1. If U shortens
# vectors as well, the product dwindles.

# %% tags=["metrics", "code_along"]
# Of 50 timesteps; this U halves the norm of every vector, |v|, the root of its summed squares.
flow = gradient_flow("RNN", length=50, gain=0.5)
for steps in (0, 1, 10, 20, 33, 49):
    print(f"{steps:2} steps before the end: |dL/dh| = {flow.curve.norms[-1 - steps]:.0e}")

weight, update = np.float32(0.5), np.float32(1e-10)
print("is 0.5 changed by an update of 1e-10?", bool(weight - update != weight))
print(f"exact numbers would need {0.01 / 1e-10:,.0f} of them to move by 0.01")

# %% [markdown]
# A half, a quarter, an eighth: 33 steps back about 1e-10 is left. An update of that size teaches
# nothing: a weight of 0.5 in float32, Keras's format, does not move at all. The network may *need* the
# first word; training can't tell it so. This is the **vanishing gradient**.

# %% [markdown] tags=["deep_dive", "metrics"]
# ## Or they explode
#
# If U makes norms greater, the same product may grow instead. Here U multiplies every norm by its
# *gain*. A gradient *holds* if it ends between a hundredth and a hundredfold of what it was:

# %% tags=["metrics"]
for gain in (0.5, 1.0, 2.0):
    curve = gradient_flow("RNN", length=50, gain=gain).curve
    print(f"gain {gain}: 49 steps back |dL/dh| = {curve.norms[0]:.1e}, {curve.verdict}; "
          f"tanh left {curve.factor / gain:.1%} of the gain a step")

# %% [markdown]
# At gain 2 it grows 4,500-fold. Without tanh that would be 2⁴⁹; but large states flatten tanh, and its
# small slopes hold against it. Of the three, gain 1 alone holds, and there too tanh takes its part.

# %% tags=["picture"]
flow = gradient_flow("LSTM", length=50, gain=0.8)
for name, curve in flow.curves.items():
    print(f"{name:4} |dL/dh| 49 steps before the end: {curve.norms[0]:.0e}")
plots.plot_gradient_norms(flow)

# %% [markdown] tags=["picture"]
# Three cells, untrained, recurrent kernels of gain 0.8 (LSTM: lesson 05; the GRU is its younger kin
# with two gates). A step to the left is a step back in time; on the logarithmic axis a straight line
# means the same factor each step. The LSTM loses least, the GRU most: before training.

# %% [markdown] tags=["experiment"]
# ## The gradient explorer
#
# 1. RNN: move *recurrent gain* from 0.8 to 1 and to 2. Where does the verdict change?
# 2. LSTM, gain 0.8: open the gate that keeps, *LSTM's forget bias* from 1 to 5. What becomes of the
#    curve?
# 3. RNN, gain 2: set *clip at* to 1. Which of the two pictures changes, and which doesn't?

# %% tags=["experiment"]
GradientExplorer(cell="RNN", length=50, gain=0.8)

# %% [markdown] tags=["deep_dive", "metrics"]
# ## Clip what is too long
#
# A *small* step against its gradient lowers a loss; the step is the gradient times a small number, the
# **learning rate**. A very long gradient makes it a leap, to where that no longer holds. **Clipping by
# the global norm** shortens a gradient above a limit to that limit, and keeps its direction:
#
# $$g' = g \cdot \min\left(1, \frac{\text{limit}}{\lVert g \rVert}\right)$$

# %% tags=["code_along", "deep_dive"]
cell = random_cell("RNN", gain=2.0, features=2, units=8, seed=4)
draw = np.random.default_rng(4)
long_inputs, wanted = draw.normal(scale=0.1, size=(20, 2)), draw.uniform(-0.5, 0.5, 8)


def loss_and_slope(weights):
    hidden = np.zeros(8)
    for x in long_inputs:
        hidden = rnn_step(weights, x, hidden)
    from_loss = np.zeros((20, 8))
    from_loss[-1] = hidden - wanted
    return (from_loss**2).sum() / 2, backpropagate(weights, long_inputs, from_loss).weights


# %% tags=["code_along", "metrics"]
def moved(weights, slope, rate=0.1):
    parts = ("kernel", "recurrent_kernel", "bias")
    return RNNWeights(*(getattr(weights, p) - rate * getattr(slope, p) for p in parts))


loss, slope = loss_and_slope(cell)
for name, part in (("wrong, as it is:", slope), ("right, clipped:", clip_by_norm(slope, 1.0))):
    new_loss, _ = loss_and_slope(moved(cell, part))
    print(f"{name:16} norm {global_norm(part):3.0f}, loss {loss:.2f} -> {new_loss:.2f}")

# %% [markdown]
# One step of the same rate: the long gradient nearly doubles the loss, the clipped one lowers it. In
# Keras: `keras.optimizers.Adam(global_clipnorm=1.0)`. Its `clipnorm` takes each array by itself, which
# can turn the direction.

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: clip a gradient
#
# *Deeper: can wait.*
#
# Three arrays, one gradient. If its norm over all numbers is above the limit, multiply all three by the
# one factor that makes it the limit; else return them as they are.

# %% tags=["challenge"]
def my_clip(kernel, recurrent_kernel, bias, limit):
    # one norm over all three, one factor for all three
    return ...  # kernel, recurrent_kernel, bias


exercise("04_clip").check(my_clip)

# %% [markdown] tags=["metrics", "deep_dive"]
# ## Pitfall: wrong cures for vanishing
#
# *Deeper: can wait.*
#
# Clip? It makes nothing longer. Raise the learning rate, then, so that far words move the weights? It
# multiplies near and far alike. So do Adam's own rates: there is one for each weight, and none for a
# place in the sentence.

# %% tags=["metrics"]
faint = gradient_flow("RNN", length=50, gain=0.5).curve
clipped = clip_by_norm(faint.weight_gradient, 5.0)
before, after = faint.weight_norm, global_norm(clipped)
print(f"wrong cure, clip at 5: norm before {before:.2f}, after {after:.2f}")
for rate in (0.01, 1.0, 1e8):
    near, far = rate * faint.norms[-1], rate * faint.norms[-34]
    parts = f"last word {near:.0e}, 33 before {far:.0e}, ratio {far / near:.0e}"
    print(f"wrong cure, rate {rate:5.0e}: {parts}")
better = gradient_flow("LSTM", length=50, gain=0.5, forget_bias=5.0).curve
print(f"right, another cell:  ratio {better.norms[-34] / better.norms[-1]:.1f}")

# %% [markdown]
# At the rate that makes the far word's part 0.01, the last word's is a hundred million. No rate fits
# both: what has to change is the *ratio*. A U of gain 1 changes it, and so does another cell:
# an LSTM with open forget gates has 0.4 left after the same 33 steps, even at gain 0.5. Why?

# %% [markdown] tags=["why", "deep_dive"]
# ## What the LSTM was invented to mend
#
# An LSTM (lesson 05) has a second state, the **cell state** c, multiplied by no matrix:
#
# $$c' = f \odot c + i \odot g$$
#
# All are (H,). The forget gate f, from 0 to 1, is how much is kept; i ⊙ g is written. With f, i and
# g held fixed, ∂c'/∂c = diag(f), (H, H). Training can bring f near 1.

# %% tags=["code_along", "deep_dive"]
lstm = random_cell("LSTM", gain=0.8, features=D, units=H, seed=4)
no_other_way = LSTMWeights(lstm.kernel, 0 * lstm.recurrent_kernel, lstm.bias)
sentence = np.random.default_rng(4).normal(size=(30, D))
at_the_end = np.zeros((30, H))
at_the_end[-1] = 1.0

for name, one in (("U = 0", no_other_way), ("with U", lstm)):
    found = backpropagate(one, sentence, at_the_end)
    direct = trace_lstm(one, sentence).forget[1:].prod(axis=0) * found.cell[-1]
    print(f"{name:6} all ways", *(f"{slope:8.0e}" for slope in found.cell[0]))
    print("       directly", *(f"{slope:8.0e}" for slope in direct),
          "the same:", np.allclose(found.cell[0], direct, atol=0))
for gate in (0.5, sigmoid(1.0), sigmoid(5.0)):
    print(f"forget gate {gate:.3f}: over 30 words {gate**30:.0e} passes directly")

# %% [markdown]
# With U = 0 the forget gates' product is all there is. With U there are other ways, over h into the
# next gates and g. Directly, a gate of 0.731 (that of Keras's starting bias, 1) passes less than a
# ten-thousandth over 30 words. But training can open it. Is that worth anything? Let networks compete.

# %% [markdown] tags=["metrics", "pipeline"]
# ## A task that needs memory
#
# *Deeper: can wait.*
#
# Read a colour, then others, then name the first. There are eight, each drawn at random; guessing is
# right one time in eight.

# %% tags=["pipeline"]
from lstm_helpers.recall import RECALL_WORDS

for ids in recall_sequences(distance=5, count=3, seed=4):
    colours = [RECALL_WORDS[id_] for id_ in ids]
    print(" ".join(colours), "->", colours[0])

# %% [markdown]
# The same for all: 16 units, first weights as in Keras, 400 updates of Adam at rate 0.02, 24 sequences
# each, clipped at 1. For each distance N a new network is trained on 1 to N others and tested on 500
# sequences with N. Five seeds each, that is, five random starts, side by side in NumPy.

# %% tags=["metrics", "nbval-ignore-output"]
# Training is chaotic: on another processor the figures differ somewhat. The next cell asks what
# should hold on any.
scores = [recall_scores(cell) for cell in ("rnn", "lstm", "gru")]
print("mean (worst to best of 5 seeds); guessing 0.125")
print("     ", *(f"{'N = ' + str(distance):^18}" for distance in scores[0].distances))
for one in scores:
    cells = zip(one.mean, one.lowest, one.highest)
    shown = (f"{mean:.2f} ({low:.2f}-{high:.2f})".center(18) for mean, low, high in cells)
    print(f"{one.cell:5}", *shown)

# %% tags=["picture", "metrics"]
rnn, lstm, gru = scores
print("after 5 others all three above 0.95: ", all(one.mean[1] > 0.95 for one in scores))
print("after 30 LSTM and GRU above 0.8:     ", bool(min(lstm.mean[-1], gru.mean[-1]) > 0.8))
print("after 30 the RNN below 0.7:          ", bool(rnn.mean[-1] < 0.7))
print("worst LSTM above the RNNs' mean there:", bool(lstm.lowest[-1] > rnn.mean[-1]))
plots.plot_recall(scores)

# %% [markdown] tags=["metrics", "experiment"]
# Near by, all three remember. With distance the RNN falls; LSTM and GRU hold, even the GRU, whose
# untrained gradient vanished fastest: gates *learn*. Would other settings overturn that? Give the RNN
# other rates, about as many weights as the LSTM's network (34 units), or four times the updates; and
# train LSTMs without the short sequences. Three seeds each.

# %% tags=["metrics", "experiment"]
three = (0, 1, 2)
rates = (0.005, 0.01, 0.04)
other_rates = [recall_scores("rnn", [30], rate=rate, seeds=three).mean[0] for rate in rates]
wide = recall_scores("rnn", [30], units=34, seeds=three)
weights_in_all = [one.parameters + 8 * (one.units + 1) for one in (wide, lstm)]  # with the last layer
long = recall_scores("rnn", [30], steps=1600, seeds=three).mean[0]
print("RNN at 30: other rates, all below 0.7:           ", bool(max(other_rates) < 0.7))
better = wide.mean[0] > rnn.accuracy[list(three), -1].mean()
print("RNN at 30: with 34 units better than with 16:    ", bool(better), "weights", weights_in_all)
print("RNN at 30: after 1,600 updates above 0.6:        ", bool(long > 0.6))
for start in (1.0, 5.0):
    only = recall_scores("lstm", [20], mixed=False, forget_bias=start, seeds=three).mean[0]
    found = "above 0.7" if only > 0.7 else "below 0.3" if only < 0.3 else "in between"
    print(f"LSTM trained on 20 others alone, forget bias {start:.0f}: ", found)

# %% [markdown]
# At 30 the RNN's limit is one of budget: trained longer, it too names most first words; gated cells
# learn that sooner. Without short examples an LSTM as Keras starts it fails even at 20. With forget
# gates open at first, bias 5, it learns: they carry state and gradient. An LSTM *eases* vanishing
# gradients; it does not end them.

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: shuffling time
#
# *Deeper: can wait.*
#
# Shuffle the *sentences* of a batch, never the words within them. A batch has shape (sentences, T, D):
# a shuffle along the wrong axis runs without an error, and gives another state.

# %% tags=["code_along"]
pair = np.stack([inputs, rng.normal(size=inputs.shape)])
wrong = pair[:, [2, 0, 3, 1]]  # the words, in both sentences
right = pair[[1, 0]]  # the sentences
print("as read:", last_state(pair[0]).round(2))
print("wrong:  ", last_state(wrong[0]).round(2))
print("right:  ", last_state(right[1]).round(2), "(now second)")

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: `stateful` is not a better memory
#
# *Deeper: can wait.*
#
# A layer begins each batch with zeros. `stateful=True` begins row i where row i of the *last batch*
# ended. That is for one long text cut in pieces; for new sentences it mixes in what strangers said.

# %% tags=["code_along"]
keeper = keras.layers.SimpleRNN(H, stateful=True)
keeper.build((1, None, D))
keeper.set_weights([kernel, recurrent_kernel, bias])
first, again = np.asarray(keeper(batch)), np.asarray(keeper(batch))
print("wrong, the same sentence twice gives the same:", np.allclose(first, again))
keeper.reset_state()
print("right, reset before a new sentence:           ", np.allclose(first, keeper(batch)))

# %% [markdown] tags=["test", "recall"]
# ## Terms, myths, and a check of what you know
#
# | term | meaning |
# |---|---|
# | hidden state | h, the H numbers carried on |
# | back-propagation through time | chain rule, last timestep first |
# | vanishing, exploding gradient | too small to teach, so large it harms |
# | clipping | shortening, direction kept |

# %% tags=["test"]
display(quiz("04_recurrent", "myth_remembers_everything", "myth_clipping_mends"), quiz("04_recurrent"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("04_recurrent"), due("04_recurrent"))

# %% [markdown]
# ## In this lesson we
#
# - carried a state from word to word, as Keras does,
# - sent a gradient back, saw it vanish and explode, and clipped it,
# - measured how far RNN, LSTM and GRU remember.
#
# **In practice** take an LSTM or GRU, clip, compare several seeds.
#
# **Next**: [open the LSTM gates](05_open_the_lstm_gates.ipynb): the cell that chooses what to keep.
