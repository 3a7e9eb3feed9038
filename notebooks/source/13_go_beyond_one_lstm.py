# %% [markdown] tags=["why"]
# # Go beyond one LSTM
#
# One LSTM layer reads well. Here you measure how far it remembers, let a network look back by attention,
# judge the usual variants by what they score and cost, and learn when to take something else.
#
# ![Three review sentences, each word as dark as the attention it gets](pictures/attended_words.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import AttentionExplorer, LSTMWeights, attend, due, exercise, flashcards, gru_step
from lstm_helpers import load_corpus, load_recorded, lstm_step, plots, quiz, random_cell
from lstm_helpers import recall_scores, recall_sequences, recall_view, recorded_recall, sigmoid
from lstm_helpers import trace_lstm, wilson_interval

rng, reviews = np.random.default_rng(13), load_corpus("reviews")
train, test = (reviews.select(split, ("negative", "positive")) for split in ("train", "test"))

# %% [markdown]
# **You will** measure how far cells remember, compute attention by hand, look at its weights with
# caution, compare variants over several seeds, and serve a model word by word. **You need**
# lessons 04 to 06 and 09. **Time**: about 45 minutes; the code runs in half a minute.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("13_beyond", "predict_distance")

# %% [markdown] tags=["why", "pipeline"]
# ## Where memory ends
#
# The task of lesson 04: read a colour, then N others, then name the first. Guessing is right one time in
# eight. A new line joins RNN, LSTM and GRU: an LSTM that may look back at *all* its states. Here N = 40,
# 300 updates, three seeds.

# %% tags=["metrics", "code_along"]
few = {"steps": 300, "seeds": (0, 1, 2)}
plain = recall_scores("lstm", [40], **few)
looking_back = recall_scores("lstm", [40], attention=True, **few)
print("LSTM, mean of 3 seeds below 0.7:             ", bool(plain.mean[0] < 0.7))
print("LSTM with attention, mean of 3 seeds above 0.9:", bool(looking_back.mean[0] > 0.9))

# %% [markdown] tags=["metrics"]
# Three hundred updates are few. So we recorded more (`tools/record_recall.py`): the same budget for all,
# six kinds of network, six distances, five seeds each. A network for distance N is trained on 1 to N
# others and tested with N.

# %% tags=["metrics", "picture"]
record, networks = load_recorded("recall"), recorded_recall()
print(f"{record['steps']:,} updates of 24 sequences, {record['units']} units, "
      f"{len(record['seeds'])} seeds; mean (worst to best)")
print(f"{'':17}", *(f"{f'N = {n}':^17}" for n in networks[0].distances))
for each in networks:
    runs = zip(each.accuracy.mean(axis=0), each.accuracy.min(axis=0), each.accuracy.max(axis=0))
    print(f"{each.name:17}", *(f"{mean:.2f} ({low:.2f}-{high:.2f})".center(17) for mean, low, high in runs))
for run in record["others"]:  # the same but for one setting
    changed = ", ".join(f"{key.replace('_', ' ')} {run[key]:g}" for key in ("steps", "forget_bias") if key in run)
    print(f"{run['cell'].upper():4} at {run['distance']:3}, {changed:13}:", *(f"{a:.2f}" for a in run["accuracy"]))

# %% [markdown] tags=["metrics"]
# The RNN slips from 25 on. LSTM and GRU are right at 50 and guess at 100. With attention all kinds are
# right at 400. Twice the updates take four of five GRUs to 100, and no LSTM; a forget bias of 5 takes every
# LSTM there, and some of the way at 400. Budget and start move the edge.

# %% [markdown] tags=["deep_dive"]
# ## Attention by hand
#
# Keep all T states (T, H), not the last alone. A **query** q (H,) says what is looked for. Its product
# with a state, the score, is large where both point the same way:
#
# $$s_t = q \cdot h_t \qquad a = \mathrm{softmax}(s) \qquad \text{context} = \sum_t a_t\, h_t$$
#
# Softmax turns scores into weights of sum 1. The context (H,), all states mixed by weight, is read in place
# of the last.

# %% tags=["code_along", "deep_dive"]
D, H = 4, 3
words = "the plot was not good".split()
lstm = random_cell("LSTM", features=D, units=H, seed=13)
inputs = rng.normal(size=(len(words), D))
states = trace_lstm(lstm, inputs).hidden  # (T, H)
# Training would learn which question to ask. These are random; 20 makes the weights differ plainly.
query_kernel = 20 * np.random.default_rng(5).normal(size=(H, H))
query = states[-1] @ query_kernel  # the last state asks

scores = states @ query
powers = np.exp(scores - scores.max())  # the greatest taken off, so that nothing overflows
weights = powers / powers.sum()
context = weights @ states
print("scores ", scores.shape, scores.round(2))
print("weights", weights.shape, weights.round(2), "sum", weights.sum().round(6))
print("context", context.shape, context.round(2))

# %% tags=["code_along"]
import keras

found = attend(query, states)
# In Keras a whole sequence may ask, so the query has a timestep axis, here of one.
layer = keras.layers.Attention()
batch = [query[None, None].astype("float32"), states[None].astype("float32")]  # (1, 1, H), (1, T, H)
theirs, their_weights = layer(batch, return_attention_scores=True)
print("by hand = helper:        ", np.allclose(context, found.context))
print("by hand = Keras to 1e-6: ", bool(np.abs(theirs[0, 0] - context).max() < 1e-6), theirs.shape)
print("weights as well:         ", bool(np.abs(their_weights[0, 0] - weights).max() < 1e-6))

# %% [markdown] tags=["picture", "pipeline"]
# ## Where a trained network looks
#
# *Deeper: can wait.*
#
# A GRU with attention, trained for a second to name the first of 31 words. Below, its weights over eight
# sequences that it has never seen; nobody told it that the place of interest is the first.

# %% tags=["picture", "code_along"]
from lstm_helpers.recall.experiment import train_networks
from lstm_helpers.recall.networks import read, start_weights

trained = start_weights("gru", units=16, seeds=[0], attention=True)
train_networks("gru", trained, 30, np.random.default_rng(0), rate=0.02, steps=300, mixed=True)
probabilities, tape = read("gru", trained, recall_sequences(30, count=8, seed=1)[None])
looked = tape[1].weights[:, 0].T  # (8, 31)
print("weights add up to 1:", np.allclose(looked.sum(axis=1), 1, atol=1e-5))
print("mean weight on the first word above 0.5:", bool(looked[:, 0].mean() > 0.5))
plots.plot_attention(looked)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: attention on padding
#
# At padding a masked LSTM of Keras repeats its last state (on a graphics card it gives zeros). Without a
# mask attention looks there too. Setting the scores to 0 doesn't help, for exp(0) is 1. They must be −∞
# there, so that the weight is 0.

# %% tags=["code_along"]
padded = np.vstack([states, states[-1:], states[-1:], states[-1:]])  # as Keras repeats it
mask = np.arange(len(padded)) < len(states)
wrong = attend(query, padded)
zeroed = np.exp(padded @ query * mask)
right = attend(query, padded, mask)
print(f"wrong, no mask:       {wrong.weights[~mask].sum():.0%} of the weight on padding")
print(f"wrong, scores 0:      {zeroed[~mask].sum() / zeroed.sum():.0%}")
print(f"right, −∞ before exp: {right.weights[~mask].sum():.0%};  context as without padding:",
      np.allclose(right.context, context))

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: attend
#
# Write it with the mask. The check names the likely cause if something is off. In a cell of your own,
# `exercise("13_attend").hint()` helps and `.solution()` shows ours.

# %% tags=["challenge"]
def my_attention(query, states, mask):
    # score, shut out the padding, softmax, add up
    return ...  # weights, context


exercise("13_attend").check(my_attention)

# %% [markdown] tags=["why", "deep_dive"]
# ## A shorter way back
#
# Why does attention reach further? Count factors. By recurrence alone the gradient passes T − 1 steps
# to the first word, and each may shrink it. The context holds a₀h₀ itself: **one** step, times a₀. (I:
# ones on the diagonal; dots: other ways.)
#
# $$\frac{\partial\,\text{context}}{\partial h_0} = a_0 I + \dots$$
#
# Below, the gradient of the right answer's logit, at the first word, untrained.

# %% tags=["deep_dive", "metrics"]
print(f"{'N':17}", *(f"{n:8}" for n in networks[0].distances))
for cell in ("rnn", "lstm", "gru"):
    for attention in (False, True):
        views = [recall_view(cell, attention, n, trained=False) for n in networks[0].distances]
        print(f"{views[0].network.name:17}", *(f"{view.slopes[0]:8.0e}" for view in views))

# %% [markdown] tags=["metrics"]
# With attention the gradient shrinks about like 1/N, for untrained weights are about 1/T each. Without, it
# vanishes in all three. Untrained gates are no help: at 100, LSTM and GRU pass back less than the RNN. (Lesson
# 04's figure had kernels that shorten vectors; Keras's do so in LSTM and GRU alone.) Training has to open
# the gates.

# %% tags=["picture", "metrics"]
plots.plot_recall_view(recall_view("lstm", attention=False, distance=100, trained=False))

# %% [markdown] tags=["picture"]
# Left, all six kinds by distance; small diamonds are seeds. Right, the LSTM alone, untrained: on its way
# from word 100 back to word 0 the gradient falls from 0.1 to two billionths, by about the same factor a step.

# %% [markdown] tags=["experiment"]
# ## The attention explorer
#
# 1. LSTM, distance 100, before training: switch attention off. What becomes of the gradient at timestep 0?
# 2. With attention, move the distance from 10 to 400. Where does the weight go?
# 3. Switch attention off, and take the RNN, then the GRU. Which of them needs it at a shorter distance?

# %% tags=["experiment"]
AttentionExplorer(cell="lstm", attention=True, distance=100, trained=False)

# %% tags=["metrics"]
print("mean weight on the first word, N =", *(f"{n:6}" for n in networks[0].distances))
for cell in ("lstm", "gru"):
    views = [recall_view(cell, True, n) for n in networks[0].distances]
    print(f"{views[0].network.name:34}", *(f"{view.attended[0]:6.3f}" for view in views))
print(f"{'if all were alike, 1 / (N + 1)':34}", *(f"{1 / (n + 1):6.3f}" for n in networks[0].distances))

# %% [markdown] tags=["metrics"]
# These are means of five seeds. Near by, the LSTM hardly looks at the first word, and is right all the
# same. So the later states must hold it: memory carried it there. From 100 on it looks back more and
# more. The GRU looks back even near by. Right answers alone don't tell which way was taken.

# %% [markdown] tags=["pipeline"]
# ## Attention on real sentences
#
# *Deeper: can wait.*
#
# The course's `TextClassifier` takes `attention=True`: an LSTM, a query from its last state, Keras's
# `Attention`, a softmax. Four quick passes over the two-class reviews.

# %% tags=["pipeline", "code_along"]
from lstm_helpers import fit_text_classifier

plan = load_recorded("variants")["plan"]  # as in the recorded runs below
model = fit_text_classifier(train.texts, train.labels, attention=True, **plan)  # later: seed=2
found = model.evaluate(test.texts, test.labels)
print(f"{len(train):,} sentences to learn from, {len(test):,} to test")
print("accuracy above 0.8:", found["accuracy"] > 0.8)

# %% tags=["code_along", "picture"]
network = model.network_
inside = keras.Model(network.input, network.get_layer("attention").input)  # what it is given


def attention_of(sentence):
    ids = np.array([model.vocabulary_.encode(sentence)])
    query, states = (part[0] for part in inside.predict_on_batch(ids))  # (1, H), (T, H)
    return attend(query[0], states).weights


sentences = ["the plot was not good but i loved every minute",
             "a dull start and a wonderful end", "nobody in it is worth two hours of your life"]
plots.plot_attended_words([s.split() for s in sentences], [attention_of(s) for s in sentences])

# %% [markdown] tags=["why", "metrics"]
# ## Weights are not explanations
#
# *Deeper: can wait.*
#
# Dark words look like reasons. Are they? A state holds the words *before* it as well, so weight on a
# timestep isn't weight on its word. Test it: leave one word out at a time, and see how far P(positive)
# moves.

# %% tags=["metrics", "experiment"]
def moves(text):
    words = text.split()
    return [text, *(" ".join(words[:t] + words[t + 1:]) for t in range(len(words)))]


first = sentences[0].split()
p = model.predict_proba(moves(sentences[0]))[:, 1]
moved, weight = np.abs(p[1:] - p[0]), attention_of(sentences[0])
loved = first.index("loved")
print("without 'loved' P moves more than without 'every' and without 'minute' together:",
      bool(moved[loved] > moved[loved + 1:].sum()))
print("weight on these three together, above 0.9:", bool(weight[loved:].sum() > 0.9))

# %% tags=["metrics"]
asked = [text for text in test.texts if len(model.vocabulary_.encode(text)) == len(text.split()) > 7][:100]
p = iter(model.predict_proba([each for text in asked for each in moves(text)])[:, 1])
hits = []
for text in asked:
    whole, *without = (next(p) for _ in moves(text))
    hits.append(attention_of(text).argmax() == np.abs(np.array(without) - whole).argmax())
print(f"{len(asked)} test sentences; guessing a word would hit {np.mean([1 / len(t.split()) for t in asked]):.0%}")
print("most weight = moves most, in more than half of them:  ", bool(np.mean(hits) > 0.5))
print("                          in more than nine in ten:   ", bool(np.mean(hits) > 0.9))

# %% [markdown] tags=["metrics"]
# The states after *every* and *minute* have read *loved* too, so any of them may get the weight (above,
# add `seed=2`: it shifts). In more than half of the sentences the heaviest word moves P most; in ten or
# more it doesn't. A heat map tells where the model looked. Why it answered so is asked by leaving words
# out.

# %% [markdown] tags=["why", "pipeline"]
# ## More layers, other cells
#
# **Stack** layers: the second reads the first's states (lesson 06). **Read from both ends** (lesson 12).
# Or take a **GRU**: no cell state, two gates like an LSTM's. *Reset* r: how much of h the candidate g
# sees. *Update* z: how much of h stays; the rest is filled from g. All (H,), biases left out:
#
# $$g = \tanh(x W_g + r \odot (h U_g)) \qquad h' = z \odot h + (1 - z) \odot g$$

# %% tags=["code_along", "deep_dive"]
gru = random_cell("GRU", features=D, units=H, seed=13)
x, h = inputs[0], states[0]
# Three blocks: update, reset, candidate. In g, r weighs what comes from h and not what comes from x, so
# the two are kept apart, each with a bias (in Keras: reset_after=True).
from_x = np.split(x @ gru.kernel + gru.bias[0], 3)
from_h = np.split(h @ gru.recurrent_kernel + gru.bias[1], 3)
z, r = sigmoid(from_x[0] + from_h[0]), sigmoid(from_x[1] + from_h[1])
g = np.tanh(from_x[2] + r * from_h[2])
by_hand = z * h + (1 - z) * g  # some papers exchange z and 1 - z
cell = keras.layers.GRUCell(H)
cell.build((None, D))
cell.set_weights([gru.kernel, gru.recurrent_kernel, gru.bias])
theirs, _ = cell(x[None].astype("float32"), [h[None].astype("float32")])
print("by hand = helper:       ", np.allclose(by_hand, gru_step(gru, x, h).hidden))
print("by hand = Keras to 1e-6:", bool(np.abs(theirs[0] - by_hand).max() < 1e-6))

# %% tags=["code_along", "metrics"]
from lstm_helpers.networks import classifier_network

wide = 32  # both D and H
print("one RNN layer ", wide * wide + wide * wide + wide)
print("one GRU layer ", 3 * (wide * wide + wide * wide + 2 * wide), "  three blocks, two biases each")
print("one LSTM layer", 4 * (wide * wide + wide * wide + wide), "  four blocks")
for name, settings in {"rnn": {"cell": "rnn"}, "gru": {"cell": "gru"}, "lstm": {}, "3 lstm": {"layers": 3},
                       "both ways": {"bidirectional": True}}.items():
    built = classifier_network(100, 2, features=wide, units=wide, **settings)
    print(f"Keras, {name:9}", [each.count_params() for each in built.layers if "lstm" in each.name or
                              "gru" in each.name or "rnn" in each.name or "both" in each.name])

# %% [markdown] tags=["deep_dive"]
# ## Regularise
#
# **Dropout** blanks inputs and parts of the last state at random in training, so that a network can't
# lean on one; **recurrent dropout** blanks parts of h, the same at every step. **Normalisation**
# brings numbers to mean 0 and standard deviation 1, then a learned scale and shift. **Layer**
# normalisation: over one state's units; **batch**: over a batch's sentences.

# %% tags=["code_along", "deep_dive"]
last_states = rng.normal(2, 3, size=(4, 6)).astype("float32")  # those of 4 sentences, 6 units
for name, axis in (("LayerNormalization", 1), ("BatchNormalization", 0)):
    centred = last_states - last_states.mean(axis, keepdims=True)
    by_hand = centred / np.sqrt(last_states.var(axis, keepdims=True) + 1e-3)
    layer = getattr(keras.layers, name)(epsilon=1e-3)
    print(f"{name:18} by hand = Keras to 1e-5:",
          bool(np.abs(layer(last_states, training=True) - by_hand).max() < 1e-5))
other = last_states.copy()
other[1:] += 5 * rng.random((3, 6), dtype="float32")  # the same first sentence among others
for name in ("LayerNormalization", "BatchNormalization"):
    layer = getattr(keras.layers, name)()
    a, b = (np.asarray(layer(part, training=True))[0] for part in (last_states, other))
    print(f"{name:18} the first sentence is the same in other company:", np.allclose(a, b, atol=1e-6))

# %% [markdown]
# Batch normalisation mixes sentences in training: what one becomes depends on its company, and afterwards
# on running means and variances. On rows of unequal length, layer normalisation is the usual choice; it looks at
# one state alone.

# %% [markdown] tags=["metrics"]
# ## What it is worth
#
# Opinions are cheap; here are runs. Each variant, three seeds, same plan, on the 2,563 two-class test
# reviews (`tools/record_variants.py`). The plan is shorter than lesson 10's trainings, and its figures
# are lower. *In pairs*: the order pairs of lesson 10. Parameters are those without the
# embedding. *No dropout*: without word dropout (lesson 03) as well.

# %% tags=["metrics", "picture"]
recorded = load_recorded("variants")
print("                     accuracy  by seed            in pairs  parameters  CPU seconds")
for name, runs in recorded["runs"].items():
    accuracy, pairs, seconds = ([run[k] for run in runs] for k in ("accuracy", "in_pairs", "cpu_seconds"))
    print(f"{name:20} {np.mean(accuracy):8.3f}  {' '.join(f'{a:.3f}' for a in accuracy)}  {np.mean(pairs):8.3f}"
          f"  {runs[0]['parameters']:10,}  {np.mean(seconds):11.1f}")
bag = recorded["bag of words"]
print(f"{'bag of words':20} {bag['accuracy']:8.3f}  {'':17}  {bag['in_pairs']:8.3f}  {'':10}  {bag['cpu_seconds']:11.1f}")
low, high = wilson_interval(round(np.mean([run["accuracy"] for run in recorded["runs"]["LSTM"]]) * len(test)), len(test))
print(f"\nLSTM, 95% range on {len(test):,} test sentences: {low:.3f} to {high:.3f}")
plots.plot_variants({name: [run["accuracy"] for run in runs] for name, runs in recorded["runs"].items()},
                    {"bag of words": bag["accuracy"]})

# %% [markdown] tags=["metrics", "recall"]
# Three layers gain next to nothing, at three times the weights, twice the time. The GRU is ahead at
# every seed; in lesson 10, trained longer, the LSTM was, on average. Plain RNN and normalised last states
# come out lower; here neither dropout has paid. But the LSTM's range is over two points
# wide. On pairs all are weak.

# %% [markdown] tags=["why"]
# ## When not to use an LSTM
#
# **Very long texts.** Above, no cell without attention was reliable at 400 others, in any setting we tried.
# And each timestep has to wait for the one before: T steps in a row, however many processors.
#
# **Order-free tasks.** If a set of words decides, a bag of words knows all there is to know.

# %% tags=["metrics", "code_along"]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

draw = np.random.default_rng(0)
shuffled = [" ".join(draw.permutation(text.split())) for text in test.texts]
bag_model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000)).fit(train.texts, train.labels)
same = np.mean(bag_model.predict(test.texts) == bag_model.predict(shuffled))
print(f"bag of words: same label when the words are shuffled: {same:.1%}")
lstm_runs, mixed_runs = (np.array([run["accuracy"] for run in recorded["runs"][name]])
                         for name in ("LSTM", "LSTM, words shuffled"))
print(f"LSTM, recorded: in order {lstm_runs.mean():.3f}; trained and tested on shuffled words "
      f"{mixed_runs.mean():.3f}; bag of words {bag['accuracy']:.3f}")

# %% [markdown] tags=["metrics"]
# The bag can't notice. The LSTM loses three points when the order is gone, and then stands no higher than
# the bag: that is what order was worth here. Where it is worth nothing, so is reading in order.
#
# **Tiny data.** Next, 50 to 1,000 training sentences, drawn anew for each seed; the LSTM gets more passes
# over the fewer.

# %% tags=["metrics", "code_along"]
sizes = [50, 200, 1000]
print("sentences to learn from:    ", *(f"{size:>22}" for size in sizes))
for kind in ("bag of words", "LSTM"):
    cells = [recorded["few"][f"{kind}, {size}"] for size in sizes]
    print(f"{kind:13} mean (by seed):", *(f"{np.mean(c):.2f} ({' '.join(f'{a:.2f}' for a in c)})".rjust(22) for c in cells))

drawn = draw.permutation(len(train.texts))[:100]
texts, labels = [train.texts[i] for i in drawn], [train.labels[i] for i in drawn]
tiny = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(texts, labels)
print(f"live, 100 sentences, bag of words: about {tiny.score(test.texts, test.labels):.1f}")

# %% [markdown] tags=["why", "deep_dive"]
# On average the bag is ahead in every column; one LSTM on 200 learned next to nothing. It has vectors
# and gates to learn at once; and it learns from nine sentences in ten, for the tenth chooses its best pass.
# On all 7,975 (above), again without that tenth, the LSTM is ahead.

# %% [markdown] tags=["why", "deep_dive"]
# ## Why Transformers took over
#
# *Deeper: can wait.*
#
# Attention came in 2014, as a help for recurrent translators. In 2017 the Transformer dropped recurrence
# and kept attention: each token asks the others. Two reasons. Any two tokens are one step apart, and
# in training all timesteps of a layer are computed at once. The price: T² scores.

# %% tags=["metrics", "code_along"]
print("T      steps in a row           furthest pair           scores, or state")
print("       LSTM  self-attention     LSTM  self-attention    LSTM  self-attention")
for T in (10, 100, 1_000, 10_000):
    print(f"{T:<6,} {T:5,} {1:14,}     {T - 1:5,} {1:14,}    {'2H':>4} {T * T:15,}")

# %% [markdown] tags=["why", "pipeline"]
# With graphics cards and much text, that won. LSTMs stay useful where memory and time a token must not
# grow: on **small machines**, in **streams**; and with some thousand sentences whose order counts.
#
# ## In production: one step at a time
#
# *Deeper: can wait.*
#
# Carry h and c, read one token: the same computation, the same numbers.

# %% tags=["pipeline", "code_along"]
lstm = LSTMWeights(*network.get_layer("lstm_1").get_weights())
vectors = network.get_layer("embedding").get_weights()[0]
ids = model.vocabulary_.encode("the plot was not good but i loved every minute")
whole = np.asarray(inside(np.array([ids]))[1])[0]  # Keras, all at once: (T, H)

h, c = np.zeros(32), np.zeros(32)
for id_ in ids:
    step = lstm_step(lstm, vectors[id_], h, c)
    h, c = step.hidden, step.cell  # carried to the next token
    anew = lstm_step(lstm, vectors[id_], np.zeros(32), np.zeros(32)).hidden  # forgets each time
print(f"an LSTM keeps between tokens: {h.size + c.size} numbers, however long the text")
print("right, h and c carried: last state as Keras's, to 1e-5:", bool(np.abs(h - whole[-1]).max() < 1e-5))
print("wrong, a new start each time: the same:               ", np.allclose(anew, whole[-1], atol=1e-5))

# %% [markdown] tags=["deep_dive"]
# A plain LSTM answers from this h. Our model has attention and needs every h so far, more with each
# token.
#
# ## Pitfall: a model that is still training
#
# *Deeper: can wait.*
#
# Dropout must be off when a model answers. `predict` sees to it; called by hand with `training=True` the
# same text gets a different answer each time.

# %% tags=["code_along"]
row = np.array([ids])
wrong = [np.asarray(network(row, training=True)) for _ in range(2)]
right = [np.asarray(network(row, training=False)) for _ in range(2)]
print("wrong, training=True:  twice the same:", np.allclose(*wrong))
print("right, training=False: twice the same:", np.allclose(*right))

# %% [markdown] tags=["recall"]
# ## A list for the day it goes live
#
# *Deeper: can wait.*
#
# | what | why |
# |---|---|
# | dropout off | the same text, the same answer |
# | clipped while training | one long gradient can undo an hour |
# | state kept for each user | h and c belong to *one* stream |
# | state reset at a new text | else strangers' words are mixed in |
# | same vocabulary, same padding, mask | as in training |

# %% [markdown] tags=["why"]
# ## Kin
#
# *Deeper: can wait.*
#
# Attention is kin to looking something up: the LSTM keeps notes, attention leafs back in the book. Human
# working memory holds few things and loses them, but whether it has gates like these is an open question.
# A gate resembles a control valve, set by measuring; a valve doesn't learn. Pictures help; they
# prove nothing.

# %% [markdown] tags=["test", "recall"]
# ## Terms, myths, and a check of what you know
#
# | term | meaning |
# |---|---|
# | attention | a weighted sum of states, weights by softmax |
# | query | what is compared with each state |
# | GRU | two gates, no cell state |
# | recurrent dropout | blanks h on its way to the next step |
# | layer normalisation | mean 0, standard deviation 1 over one state's units |

# %% tags=["test"]
display(quiz("13_beyond", "myth_always_best", "myth_more_layers", "myth_trains_alike"), quiz("13_beyond"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("13_beyond"), due("13_beyond"))

# %% [markdown]
# ## In this lesson we
#
# - found how far cells remember, and attention further,
# - computed attention, a GRU and normalisation by hand,
# - compared variants by seeds, parameters, seconds,
# - served one token at a time.
#
# **In practice** begin with a plain baseline, then one LSTM; add one thing at a time, over seeds.
#
# **Next**: [repair broken models](14_repair_broken_models.ipynb), nine patients to diagnose and cure.
