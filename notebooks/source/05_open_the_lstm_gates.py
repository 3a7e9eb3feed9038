# %% [markdown] tags=["why"]
# # Open the LSTM gates
#
# A plain recurrent network rewrites its whole memory at every word. An LSTM asks three questions
# first: what to **forget**, what to **write**, what to **show**. In this lesson you open a trained
# LSTM, watch it answer these questions word by word, and change its answers.
#
# ![A trained LSTM reads a sentence: six maps, one cell, one prediction](pictures/gate_explorer_reading.png)

# %% tags=["picture"]
from lstm_helpers import GateExplorer, Intervention, LSTMWeights, binary_scores, classify, due
from lstm_helpers import exercise, flashcards, gates_by_word, load_corpus, load_review_model
from lstm_helpers import lstm_step, plots, quiz, sigmoid, trace_lstm, weights_from_keras
import keras
import numpy as np

keras.utils.set_random_seed(5)
model = load_review_model()

# %% [markdown]
# **You will** compute a gate by hand, check it against Keras, watch trained units read *your*
# sentence, operate on their gates, and measure what they forget. **You need** matrix products and the
# idea of a hidden state. **Time**: about 45 minutes; the code runs in seconds.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("05_gates", "predict_story")

# %% [markdown] tags=["why"]
# ## Notes on a story
#
# You read a story and keep notes. Most words change nothing. At *she moved to Oslo* you strike out
# the old city, write the new one, and when someone asks where she lives, you read out that line and
# no other. Strike out, write, read out: **forget**, **input** and **output** gates.

# %% [markdown] tags=["deep_dive"]
# ## Valves and content
#
# A gate is a number between 0 (shut) and 1 (open) that multiplies something. The **sigmoid** makes
# such numbers: σ(z) = 1 / (1 + e⁻ᶻ). What may be written needs a sign as well, so it comes from
# **tanh**, between −1 and 1.

# %% tags=["picture"]
z = np.array([-4.0, -1.0, 0.0, 1.0, 4.0])
print("z      ", z)
print("sigmoid", sigmoid(z).round(2))
print("tanh   ", np.tanh(z).round(2))
plots.plot_squashing()

# %% [markdown]
# At z = 0 a valve is half open and the content is nothing. Neither curve quite reaches its ends (the
# −1 and 1 printed above are rounded): in theory a gate is never *exactly* shut.

# %% [markdown] tags=["deep_dive", "code_along"]
# ## One gate by hand
#
# With D features and H units, each gate has a kernel W (D, H), a recurrent kernel U (H, H) and a
# bias b (H,). It looks at the new input x and the previous hidden state h:
#
# $$f = \sigma(x W_f + h U_f + b_f)$$
#
# Keras keeps four such sets side by side: input, forget, candidate, output. The other three come next.

# %%
D, H = 4, 3
layer = keras.layers.LSTM(H)
layer.build((None, None, D))
weights = weights_from_keras(layer)
print("kernel          ", weights.kernel.shape, "= (D, 4H)")
print("recurrent_kernel", weights.recurrent_kernel.shape, "= (H, 4H)")
print("bias            ", weights.bias.shape, "  = (4H,)")

# %% tags=["code_along"]
rng = np.random.default_rng(5)
x, hidden, cell = rng.normal(size=D), rng.normal(size=H), rng.normal(size=H)

second = slice(H, 2 * H)
W_f, U_f, b_f = weights.kernel[:, second], weights.recurrent_kernel[:, second], weights.bias[second]
forget = sigmoid(x @ W_f + hidden @ U_f + b_f)
print("b_f   ", b_f)
print("forget", forget.round(2))
print("sigmoid(1)", sigmoid(1.0).round(2))

# %% [markdown]
# Three units, three valves. The bias shows a habit of Keras: `unit_forget_bias=True` starts every
# forget gate's **bias** at 1. Where nothing else speaks the gate is then 0.73, and a young network
# on average keeps more than it drops.

# %% [markdown] tags=["deep_dive", "code_along"]
# ## Write, keep, show
#
# The input gate i, the candidate g and the output gate o are made the same way, each with its own
# quarter. Then both states are renewed (⊙ multiplies element by element; all have shape (H,)):
#
# $$c' = f \odot c + i \odot g \qquad h' = o \odot \tanh(c')$$

# %% tags=["code_along"]
def quarter(k):
    part = slice(k * H, (k + 1) * H)
    from_input, from_hidden = weights.kernel[:, part], weights.recurrent_kernel[:, part]
    return x @ from_input + hidden @ from_hidden + weights.bias[part]


input_gate, candidate, output = sigmoid(quarter(0)), np.tanh(quarter(2)), sigmoid(quarter(3))
new_cell = forget * cell + input_gate * candidate
print("kept    f ⊙ c", (forget * cell).round(2))
print("written i ⊙ g", (input_gate * candidate).round(2))
print("new cell c'  ", new_cell.round(2))
new_hidden = output * np.tanh(new_cell)
print("new hidden h'", new_hidden.round(2))

# %% [markdown]
# The third line is the sum of the first two, up to rounding. Old and new content have **separate**
# valves: a unit may keep everything and still write. The output gate decides how much the rest of the
# network sees.

# %% [markdown] tags=["code_along"]
# ## By hand, by helper, by Keras
#
# `lstm_step` does the same in a few readable lines. A Keras cell does it in production. If all three
# agree, you know what an LSTM computes.

# %% tags=["picture"]
step = lstm_step(weights, x, hidden, cell)
_, (keras_hidden, keras_cell) = layer.cell(
    x[None].astype("float32"), [hidden[None].astype("float32"), cell[None].astype("float32")]
)
print("by hand = helper:", np.allclose(new_hidden, step.hidden, atol=1e-6))
print("helper = Keras:  ", np.allclose(step.hidden, keras_hidden[0], atol=1e-6),
      np.allclose(step.cell, keras_cell[0], atol=1e-6))
plots.plot_cell_diagram(step, previous_cell=cell, unit=0)

# %% [markdown] tags=["picture"]
# All three agree. The picture shows the same step for unit 0. The yellow line on top is the
# **conveyor**: the cell state passes through one multiplication and one addition, and no matrix.

# %% [markdown] tags=["deep_dive"]
# ## Why the conveyor matters
#
# Gradients travel back along the same line. How much does the cell at the end still depend on the
# cell at the start? Along the conveyor, by the product of all forget gates in between.

# %%
for gate in (0.5, 0.9, 0.99, 1.0):
    print(f"forget = {gate:4}  after 100 words: {gate ** 100:.1e}")

# %% [markdown]
# Halving at every word leaves nothing to learn from. A forget gate that *chooses* to stay near 1
# carries a signal over a hundred words. A plain recurrent network has no such gate.

# %% [markdown] tags=["code_along", "deep_dive"]
# ## A memory you can read
#
# *Deeper: can wait.*
#
# Back to the story. One unit remembers where someone lives: Paris is +1, Rome is −1. We set its
# weights by hand: a city opens the input gate **and** shuts the forget gate; other words do neither.

# %%
#                   input  forget  candidate  output
kernel = np.array([[ 12.0,  -12.0,    +4.0,    0.0],   # "paris"
                   [ 12.0,  -12.0,    -4.0,    0.0]])  # "rome"
bias = np.array([   -6.0,    +6.0,     0.0,    6.0])
memory = LSTMWeights(kernel, recurrent_kernel=np.zeros((1, 4)), bias=bias)

# %% tags=["pipeline", "experiment"]
story = "she lived in paris for years but now lives in rome".split()
inputs = np.array([[word == "paris", word == "rome"] for word in story], dtype=float)
trace = trace_lstm(memory, inputs)
clamped = trace_lstm(memory, inputs, intervention=Intervention(forget=1.0))
for t in (2, 3, 7, 10):
    print(f"{story[t]:6} forget {trace.forget[t, 0]:.2f}  input {trace.input[t, 0]:.2f}"
          f"  cell {trace.cell[t, 0]:+.2f}  with forget = 1: {clamped.cell[t, 0]:+.2f}")

# %% [markdown]
# At *paris* the unit writes +1 and keeps nearly all of it; at *rome* it strikes out the old city and
# writes the new one in the same step. In the last column its forget gate is *clamped*, held at 1, so it
# cannot forget: what it holds at the end is 0, which names neither city.

# %% [markdown] tags=["metrics"]
# ## Count the parameters
#
# Three gates and the candidate make four sets, each with a kernel, a recurrent kernel and a bias:
# **4 · (H · (D + H) + H)** numbers.

# %%
for features, units in [(5, 3), (4, 3), (50, 64)]:
    layer = keras.layers.LSTM(units)
    layer.build((None, None, features))
    formula = 4 * (units * (features + units) + units)
    print(f"D = {features:2}, H = {units:2}: formula {formula}, Keras {layer.count_params()}")

# %% [markdown] tags=["pipeline"]
# ## A trained network reads
#
# The course's review model has learned from film reviews to tell praise from blame: an embedding,
# one LSTM, one sigmoid unit on the last hidden state (praise 1, blame 0, neutral sentences 0.5).
# Nobody set its gates. Before you look inside, commit again.

# %% tags=["test"]
quiz("05_gates", "predict_but")

# %% tags=["picture", "pipeline"]
sentence = "the plot was not good but i loved every minute"
reading = model.read(sentence)
for token, forget, p in zip(reading.tokens, reading.trace.forget, reading.probabilities):
    print(f"{token:8} mean forget {forget.mean():.2f}   P(positive) {p:.2f}")

at_but = reading.tokens.index("but")
held = model.read(sentence, Intervention(forget=1.0, timesteps=[at_but]))
print(f"with forget = 1 at but alone:  P(positive) {held.probabilities[at_but]:.2f}")
plots.plot_gate_maps(reading)

# %% [markdown]
# A row is a unit, a column a token. The deeper the colour, the wider open; *candidate*, *cell* and
# *hidden* have a second colour, for values below zero. At *but* most forget gates go low, and
# P(positive) rises, before *loved* comes. Held open at that one word, it rises far less: the network
# lets go of the blame.

# %% [markdown] tags=["experiment"]
# ## The gate explorer
#
# *Replay = Keras to …* is measured: what is drawn as learned is compared with the real Keras layer.
#
# 1. Walk with ← and →. Click a unit; where is *its* forget gate shut?
# 2. Type a sentence of your own and press Enter.
# 3. Clamp **forget**: tick it and drag its slider to 1, for *every unit*. Where does the prediction end
#    now?

# %% tags=["experiment"]
explorer = GateExplorer(model, sentence=sentence, timestep=at_but)
explorer

# %% [markdown] tags=["metrics"]
# ## What does it really forget?
#
# *Deeper: can wait.*
#
# One sentence proves little. Take all test sentences, which the network has never seen, and average
# the forget gate over all units at every word that occurs often enough.

# %% tags=["metrics"]
test = load_corpus("reviews").select("test")
census = gates_by_word(model, test.texts, "forget", min_count=8)
everywhere = np.average([word.mean for word in census], weights=[word.count for word in census])
print(f"{len(test)} sentences, {len(census)} words seen 8 times or more; mean {everywhere:.2f}")
for name, words in [("most shut", census[:6]), ("most open", census[-6:])]:
    print(f"{name:9}", ", ".join(f"{word.word} {word.mean:.2f} ({word.count})" for word in words))
print(f"in brackets how often; grey bars: spread (standard deviation), at but {census[0].spread:.2f}")
plots.plot_word_gates(census[:12], census[:-13:-1], "forget")

# %% tags=["metrics"]
census = gates_by_word(model, test.texts, "input", min_count=8)
for name, words in [("writes most", census[:-7:-1]), ("writes least", census[:6])]:
    print(f"{name:12}", ", ".join(f"{word.word} {word.mean:.2f}" for word in words))

# %% [markdown]
# One word stands apart: at *but* the forget gates stand at 0.15, against 0.69 on average, and the
# spread from sentence to sentence is small. The network writes most at words that judge. No rule told
# it, only labels. But do not see a reason in every word: *costumes*, met ten times, is probably chance.

# %% [markdown] tags=["metrics"]
# ## Does order matter to it?
#
# *Deeper: can wait.*
#
# The corpus holds pairs: nearly the same words, opposite verdicts. *Big budget, small heart* blames;
# *small budget, big heart* praises. Here are three such pairs of twins among the test sentences.

# %% tags=["metrics"]
twins = load_corpus("reviews").select("test", paired=True)
for text, label in list(zip(twins.texts, twins.labels))[:6]:
    print(f"{label:8}  P(positive) {classify(model, [text])[0]:.2f}  {text}")

# %% [markdown]
# Four of six are right; in the first two pairs the blame even gets the higher number. What would a
# model do that sees only *which* words there are? Give such a bag of words (TF-IDF: words that many
# reviews hold weigh less) a good classifier and the same training sentences. The neutral ones,
# without a verdict, stay out.

# %% tags=["metrics"]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

train = load_corpus("reviews").select("train", labels=("negative", "positive"))
bag = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(train.texts, train.labels)
test = load_corpus("reviews").select("test", labels=("negative", "positive"))

print(f"all {len(test)} sentences      bag of words {bag.score(test.texts, test.labels):.2f}")
print(f"{len(twins)} sentences in pairs  bag of words {bag.score(twins.texts, twins.labels):.2f}")

# %% tags=["metrics"]
def accuracy(part, surgery=None):
    positive = np.array(part.labels) == "positive"
    return binary_scores(positive, classify(model, part.texts, surgery)).accuracy


print(f"all {len(test)} sentences      LSTM {accuracy(test):.2f}")
print(f"{len(twins)} sentences in pairs  LSTM {accuracy(twins):.2f}")

# %% [markdown]
# On sentences in pairs the bag of words does no better than guessing: most twins hold exactly the same
# words. The LSTM judges 0.72 of them rightly: it has learned something about order, though far from everything.
# Over all sentences the lead is smaller, 0.89 against 0.84.

# %% [markdown] tags=["metrics", "experiment"]
# ## What is forgetting worth?
#
# *Deeper: can wait.*
#
# Hold the forget gate at 1 in every unit, at every word: a perfect memory? Commit first.

# %% tags=["test"]
quiz("05_gates", "predict_clamp")

# %% tags=["metrics", "experiment"]
long_text = " ".join(load_corpus("reviews").select("test").texts[:20])
keep_all = Intervention(forget=1.0)
for name, surgery in [("learned", None), ("forget = 1", keep_all)]:
    cells = model.read(long_text, surgery).trace.cell
    print(f"{name:10}  mean |cell| after {len(cells)} words: {np.abs(cells[-1]).mean():.1f}")

# %% [markdown]
# Nothing is let go, so every write is added on top. And what does that do to the answers? Clamp a
# gate in *every* test sentence and count.

# %% tags=["metrics"]
surgeries = {
    "learned": None,
    "forget = 1": keep_all,
    "forget = 0": Intervention(forget=0.0),
    "input = 1": Intervention(input=1.0),
    "output = 1": Intervention(output=1.0),
}
for name, surgery in surgeries.items():
    print(f"{name:10}  all {accuracy(test, surgery):.2f}   pairs {accuracy(twins, surgery):.2f}")

# %% [markdown]
# Unable to forget, the network falls from 0.89 to 0.82, and on the pairs to 0.54, near guessing.
# Two others hurt the pairs nearly as much: here order needs moving gates. Output gates held open cost
# least. A network *trained* under a clamp might lose less. And this is one network, the best of five
# seeds, on one small corpus.

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: write the step
#
# Fill in the LSTM step for one timestep; every argument is a NumPy array. The check names the likely
# cause if something is off. Until you begin, it says so, and the notebook still runs.
#
# In a cell of your own, `exercise("05_lstm_step").hint()` helps and `.solution()` shows ours.

# %% tags=["challenge"]
def my_lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
    # z for all four parts, then gates and candidate, then the new cell and the new hidden state
    return ...  # hidden, cell: the new ones


exercise("05_lstm_step").check(my_lstm_step)

# %% [markdown] tags=["challenge"]
# ## Your turn: forget on cue
#
# *Deeper: can wait.*
#
# Build a one-unit memory by its weights alone. Its input is a value (−1, 0 or +1) and a cue
# (0 or 1). It must store a value (|cell| at least 0.5, with its sign), keep 90% of it over 100 empty
# timesteps, and drop it at the cue (|cell| below 0.05).

# %% tags=["challenge"]
def forget_on_cue():
    # columns: input, forget, candidate, output; the kernel's rows: the value, the cue
    return ...  # kernel (2, 4), recurrent_kernel (1, 4), bias (4,)


exercise("05_forget").check(forget_on_cue)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: whose order?
#
# *Deeper: can wait.*
#
# Four sets of weights in one matrix: the order is a convention. Keras stores input, forget, candidate,
# output. Other code has the output gate third. Copied weights then run without an error, and wrongly.

# %%
swapped = [0, 1, 3, 2]  # wrong: takes the third quarter for the output gate
wrong = LSTMWeights(*(np.concatenate([np.split(part, 4, axis=-1)[k] for k in swapped], axis=-1)
                      for part in (weights.kernel, weights.recurrent_kernel, weights.bias)))
print("wrong order:", lstm_step(wrong, x, hidden, cell).hidden.round(2))
print("right order:", lstm_step(weights, x, hidden, cell).hidden.round(2))

# %% [markdown]
# No exception, different numbers. That is why this course compares a step by hand with Keras before it
# believes a line of its own.

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("05_gates", "myth_remembers_all", "myth_one_vector", "myth_trains_like_any"), quiz("05_gates"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("05_gates"), due("05_gates"))

# %% [markdown]
# ## In this lesson we
#
# - computed every gate by hand and found Keras's numbers,
# - saw when a memory has to forget,
# - moved a trained network's gates and measured what clamping each costs.
#
# **In practice** nobody sets gates by hand: begin with Keras's defaults.
#
# **Next**: [return sequences and states](06_return_sequences_and_states.ipynb), what a layer hands on.
