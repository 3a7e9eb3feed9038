# %% [markdown] tags=["why"]
# # Pad and mask sequences
#
# Reviews differ in length; the rows of a batch must not. The gaps are filled with zeros. In this
# lesson you see what an LSTM makes of those zeros, and what a **mask** changes.
#
# ![A review cut to ten tokens, and the prediction after each](pictures/padding_explorer.png)

# %% tags=["code_along"]
import numpy as np

from lstm_helpers import PaddingExplorer, due, embed, exercise, flashcards, keras_classifier
from lstm_helpers import keras_lstm, length_for, load_corpus, load_review_model, lstm_step, pad
from lstm_helpers import plots, quiz, read_padded, trace_lstm

model, reviews = load_review_model(), load_corpus("reviews")

# %% [markdown]
# **You will** bring reviews to one length by hand and with Keras, give a trained model more and more
# zeros to read, tell it to skip them, and choose a length. **You need** lesson 01.
# **Time**: about 45 minutes; the code runs in seconds.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first: commit to an answer.

# %% tags=["test"]
quiz("02_padding", "predict_zeros")

# %% [markdown] tags=["why", "pipeline"]
# ## A batch is a box
#
# A network reads many reviews at once, as one array of shape (B, T): B reviews, T timesteps. What if
# the reviews differ in length? Try it with raw rows of ids, of the reviews that praise or blame; the
# neutral ones stay out.

# %% tags=["why", "pipeline"]
train = reviews.select("train", labels=("negative", "positive"))
rows = [model.vocabulary.encode(text) for text in train.texts]
for row in rows[:3]:
    print(len(row), "ids:", row)
try:
    np.array(rows[:3])
except ValueError as error:
    print("ValueError:", error)

# %% [markdown] tags=["metrics"]
# *Inhomogeneous*: the rows are not equally long, so there is no box. How much do reviews differ?

# %% tags=["metrics", "picture"]
lengths = [len(row) for row in rows]
print(f"{len(rows)} reviews: {min(lengths)} to {max(lengths)} tokens, median {np.median(lengths):.0f}")
print(f"longer than 10: {np.mean(np.array(lengths) > 10):.0%} of the reviews")
print(f"kept in rows of 10: {np.minimum(lengths, 10).sum() / sum(lengths):.0%} of the tokens")
plots.plot_lengths(lengths, length=10)

# %% [markdown]
# Whatever length T you choose, shorter reviews need filling up, **padding**, and longer ones lose
# tokens, **truncation**. A row of 10 cuts the dark reviews on the left, and still keeps 91% of the
# tokens, on the right: a cut review loses a few words, not all.

# %% [markdown] tags=["code_along"]
# ## Zeros before or after
#
# Id 0 is reserved for padding (lesson 01). Zeros can go before the tokens, `"pre"`, or after,
# `"post"`; and what is too long loses its first tokens or its last. By hand:


# %% tags=["code_along"]
def my_pad(row, length, where, truncate):
    kept = row[-length:] if truncate == "pre" else row[:length]
    zeros = [0] * (length - len(kept))
    return zeros + kept if where == "pre" else kept + zeros


for where in ("pre", "post"):
    print(where, my_pad([7, 41, 5], 6, where, "pre"))
for truncate in ("pre", "post"):
    print(truncate, my_pad([7, 41, 5, 12], 3, "pre", truncate))

# %% [markdown] tags=["code_along"]
# The helper `pad` does it for a batch and returns two arrays of shape (B, T): `ids`, and `mask`, True
# where there is a token.

# %% tags=["code_along", "picture"]
few, sides = rows[:1000], [(where, cut) for where in ("pre", "post") for cut in ("pre", "post")]
for where, cut in sides:
    by_hand = np.array([my_pad(row, 10, where, cut) for row in few])
    batch = pad(few, 10, where=where, truncate=cut)
    print(f"zeros {where:4}  cut {cut:4}", batch.ids.shape, (batch.ids == by_hand).all())

some = [rows[0], rows[4], rows[5], rows[19]]
before, after = pad(some, 10, where="pre"), pad(some, 10, where="post")
print("lengths", [len(row) for row in some], "tokens in each row", after.mask.sum(axis=1))
plots.plot_batches({"zeros before": before, "zeros after": after})

# %% [markdown] tags=["code_along"]
# ## The Keras helpers
#
# `pad_sequences` lives in `keras.utils` today. `TextVectorization`, the layer of lesson 01, pads and
# cuts to a length of yours, given an `output_sequence_length`. Which sides do they take if you name
# none?

# %% tags=["code_along", "pipeline"]
import inspect

import keras

parameters = inspect.signature(keras.utils.pad_sequences).parameters
print({name: parameters[name].default for name in ("padding", "truncating", "value")})
layer = keras.layers.TextVectorization(output_sequence_length=10)
layer.set_vocabulary(list(model.vocabulary.tokens))
layered = keras.ops.convert_to_numpy(layer(list(train.texts[:1000])))
for where, cut in sides:
    ours = pad(few, 10, where=where, truncate=cut).ids
    theirs = keras.utils.pad_sequences(few, 10, padding=where, truncating=cut)
    print(f"zeros {where:4}  cut {cut:4}  equal to pad_sequences: {(theirs == ours).all()}, "
          f"to TextVectorization: {(layered == ours).all()}")

# %% [markdown] tags=["deep_dive"]
# Two helpers, opposite habits: left alone, `pad_sequences` works at the **front**, and
# `TextVectorization` always at the **end**. Train with one and predict with the other, and the model
# gets different words of every long review; without a mask, different rows for the short ones too. Name the
# sides yourself.

# %% [markdown] tags=["why"]
# ## What is cut off
#
# An LSTM reads token by token and carries some numbers along, its **state**. Each token changes it; the
# last state gives the verdict. (Lesson 04 builds such a reader.) Many reviews judge at the end. Cut it,
# and the model judges something else. `read_padded` lets the review model read a sentence brought to a
# length.

# %% tags=["pipeline", "experiment"]
for sentence in (
    "I wanted to love it, but it is simply a bad film.",
    "I hated the way they treat the old woman like a joke.",
):
    print(f"{sentence}  unpadded {read_padded(model, sentence, 10).unpadded:.2f}")
    for cut in ("post", "pre"):
        reading = read_padded(model, sentence, 10, truncate=cut)
        print(f"   cut {cut:4}  {reading.probability:.2f}  {' '.join(reading.tokens[reading.kept])}")

# %% tags=["picture"]
sentence = "The beginning is a bit silly, but do not give up, it becomes a superb film."
reading = read_padded(model, sentence, 10, truncate="post")
print(f"P(positive) of the row {reading.probability:.2f}, of the sentence {reading.unpadded:.2f}")
plots.plot_padded_reading(reading)

# %% [markdown]
# The figure shows P(positive) after each token, and the lost tokens struck out. *Superb* was five words
# away; the row ends in blame. The second sentence above shows that no side is safe: its verdict is the
# second word. Which side costs more? Count the right verdicts over the test reviews.

# %% tags=["metrics"]
test = reviews.select("test", labels=("negative", "positive"))
test_rows = [model.vocabulary.encode(text) for text in test.texts]
positive = np.array(test.labels) == "positive"


def accuracy(network, ids):
    return np.mean((np.asarray(network(ids))[:, 0] > 0.5) == positive)


network = keras_classifier(model)
for length in (5, 10, 20):
    cut = {side: pad(test_rows, length, truncate=side).ids for side in ("post", "pre")}
    scores = "  ".join(f"cut {side} {accuracy(network, ids):.2f}" for side, ids in cut.items())
    print(f"length {length:2}: {scores}")
print("the longest test review:", max(map(len, test_rows)), "tokens")

# %% [markdown] tags=["why"]
# In these reviews the end matters more, so cut the front. At 20 nothing is cut. Other texts may put the
# main thing first, as news does: measure on yours. And to *choose* a side, measure on validation texts,
# kept back for choices alone: what was chosen on the test looks too good there (lesson 09).

# %% [markdown] tags=["why"]
# ## Zeros are read
#
# So far the model skipped all zeros. Take the mask away, and add more and more zeros to sentences that
# it has understood.


# %% tags=["experiment", "metrics", "picture"]
def drift(sentence, where, masked):
    size = len(model.vocabulary.encode(sentence))
    return [read_padded(model, sentence, size + n, where, masked=masked).probability for n in range(61)]


sentences = ("I loved every minute of it.", "A dull film.", "I came in happy and went home angry.",
             "The cast was good, but the ending was a mess.")
ways = {"zeros after, no mask": ("post", False), "zeros before, no mask": ("pre", False),
        "zeros after, masked": ("post", True)}
panels = {way: {text: drift(text, *how) for text in sentences} for way, how in ways.items()}
for way, curves in panels.items():
    print(f"{way:22}", *(f"{n:>5}" for n in (0, 5, 10, 20, 40, 60)))
    for text, curve in curves.items():
        print(f"  {text[:20]:20}", *(f"{curve[n]:5.2f}" for n in (0, 5, 10, 20, 40, 60)))
plots.plot_drift(panels)

# %% [markdown]
# Left: warm praise ends as mild blame, by nothing but zeros. Clear sentences hold out for a while, the
# fourth over all 60; the doubtful third changes its verdict at once. Middle: zeros *before* do far
# less. Right: with a mask every line is flat.

# %% [markdown] tags=["deep_dive"]
# ## Why the answer drifts
#
# *Deeper: can wait.*
#
# Each id has a row of numbers in a table, the **embedding** (lesson 03). Without a mask a zero is an
# id like others: row 0 is read, and the state moves on. It has two parts: c, kept, and h, shown
# (lesson 05). What is in row 0?

# %% tags=["deep_dive"]
sizes = np.linalg.norm(model.embedding, axis=1)
print(f"largest number in row 0: {np.abs(model.embedding[0]).max():.3f}")
print(f"root of its summed squares: {sizes[0]:.2f};",
      f"median of all other rows: {np.median(sizes[1:]):.2f}")

# %% [markdown] tags=["deep_dive"]
# Nearly nothing. This model was trained with a mask, so row 0 was never read and never moved: it holds
# the small random numbers, between −0.05 and 0.05, that Keras begins with. And still the state moves:
# each new state is made from the one before and added constants (*biases*) as well, not from the input alone.


# %% tags=["deep_dive", "experiment"]
def cell_after(sentence, zeros):
    ids = model.vocabulary.encode(sentence) + [0] * zeros
    return trace_lstm(model.lstm, embed(ids, model.embedding)).cell[-1]


for zeros in (0, 20, 40, 60, 100, 200):
    cells = [cell_after(sentence, zeros) for sentence in sentences]
    apart = [np.linalg.norm(cells[0] - cell) for cell in cells[1:]]
    print(f"{zeros:3} zeros: first sentence to the others", *(f"{d:5.2f}" for d in apart))
drowned = [read_padded(model, text, 300, "post", masked=False).probability for text in sentences]
print("P(positive) of the four in rows of 300:", *(f"{p:.2f}" for p in drowned))

# %% [markdown] tags=["deep_dive"]
# What the LSTM keeps of four different sentences, c, runs into **one** state. At each zero its *forget
# gate* (lesson 05) keeps less than the whole of c; what the old state writes anew makes up for that
# only for a while, in this model. What it says in the end, 0.35, it says about all four.

# %% tags=["deep_dive"]
start = cell_after("", 60)
read, shifted = (
    trace_lstm(model.lstm, embed([0] * zeros + rows[0], model.embedding)).cell for zeros in (0, 60)
)
print(f"60 zeros move the empty cell state by   {np.linalg.norm(start):.2f}")
print(f"of that, left after reading a review:   {np.linalg.norm(read[-1] - shifted[-1]):.2f}")

# %% [markdown] tags=["deep_dive"]
# That is why zeros before hurt less. They shift the *start*, and only so far: the one state is soon
# reached, and more zeros change nothing. Then come the words, and speak last. Is the harm small over
# all test reviews as well? The same weights, once with and once without a mask:

# %% tags=["metrics", "pipeline"]
unmasked = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),
        keras.layers.Embedding(*model.embedding.shape),  # mask_zero is False unless you say so
        keras.layers.LSTM(model.lstm.units),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
unmasked.set_weights(network.get_weights())
for length, where in ((20, "post"), (40, "post"), (60, "post"), (60, "pre")):
    ids = pad(test_rows, length, where=where).ids
    scores = f"masked {accuracy(network, ids):.2f}  unmasked {accuracy(unmasked, ids):.2f}"
    print(f"length {length}, zeros {where:4}  {scores}")

# %% [markdown] tags=["metrics", "why"]
# Same weights, same words. In rows of 60 with zeros *after* the words the unmasked model comes near
# guessing (0.5); with zeros *before* it loses hardly anything. With the mask nothing changes, whatever
# the length.

# %% [markdown] tags=["deep_dive", "code_along"]
# ## What a mask does
#
# The mask m is 1 where a timestep is read, else 0. It chooses between the new state, which
# `lstm_step` makes from the input and the old one, and the old. c and h, H numbers each, go on as c'
# and h':
#
# $$c' = m\,c_{new} + (1 - m)\,c \qquad h' = m\,h_{new} + (1 - m)\,h$$
#
# A skipped timestep carries both on, unchanged. By hand, by helper, by Keras:

# %% tags=["code_along", "deep_dive"]
batch = pad([rows[5]], 10, where="post")
inputs, mask = embed(batch.ids[0], model.embedding), batch.mask[0]
hidden = cell = np.zeros(model.lstm.units)
for x, m in zip(inputs, mask):
    step = lstm_step(model.lstm, x, hidden, cell)
    hidden, cell = m * step.hidden + (1 - m) * hidden, m * step.cell + (1 - m) * cell

helper = trace_lstm(model.lstm, inputs, mask=mask)
lstm = keras_lstm(model.lstm, return_state=True)
_, keras_hidden, keras_cell = lstm(inputs[None], mask=mask[None])
for name, one, other in (("by hand, helper", cell, helper.cell[-1]),
                         ("helper, Keras c", helper.cell[-1], keras_cell[0]),
                         ("helper, Keras h", helper.hidden[-1], keras_hidden[0])):
    print(f"{name} agree:", np.allclose(one, other, atol=1e-5))

# %% [markdown] tags=["pipeline", "deep_dive"]
# ## Where the mask comes from, and where it goes
#
# `Embedding(…, mask_zero=True)` makes it: True where the id is not 0. Keras hangs it on the *tensor*,
# its array, as `_keras_mask`, and each layer decides whether to pass it on. Follow two tokens, the
# second unknown, and two zeros, through layers that later lessons explain; here only the mask matters.

# %% tags=["pipeline", "experiment"]
import warnings

layers, ids = keras.layers, np.array([[7, 1, 0, 0]])
embedding = layers.Embedding(10, 4, mask_zero=True)
print(f"{'compute_mask':34} {embedding.compute_mask(ids).numpy()}")
print(f"{'on the vectors':34} {embedding(ids)._keras_mask.numpy()}")
tried = {"Dropout": layers.Dropout(0.2), "Dense": layers.Dense(3),
         "LSTM, return_sequences=True": layers.LSTM(3, return_sequences=True),
         "LSTM": layers.LSTM(3), "Conv1D": layers.Conv1D(3, 2), "Flatten": layers.Flatten()}
with warnings.catch_warnings(action="ignore"):  # the first pitfall below shows what is said
    for name, layer in tried.items():
        passed = getattr(layer(embedding(ids)), "_keras_mask", None)
        print(f"after {name:28} {'no mask' if passed is None else passed.numpy()}")

# %% [markdown] tags=["deep_dive"]
# Id 1 is read: an unknown word is a word. `Dropout`, `Dense` and an LSTM that answers at every
# timestep pass the mask on. An LSTM that returns its last output alone has used it up. `Conv1D` and
# `Flatten` lose it.
#
# Vectors that come without ids have `Masking`: it skips timesteps at which *all* features are 0.

# %% tags=["code_along", "deep_dive"]
features = np.array([[[0.5, 0.1], [0.0, 0.3], [0.0, 0.0]]], dtype="float32")
masked = keras.layers.Masking(mask_value=0.0)(features)
print("Masking:", masked._keras_mask.numpy())
for option in (False, True):
    keras.utils.set_random_seed(2)
    layer = keras.layers.LSTM(1, return_sequences=True, zero_output_for_mask=option)
    print(f"zero_output_for_mask={option!s:5}", layer(masked).numpy().round(2).ravel())

# %% [markdown] tags=["deep_dive"]
# At the skipped third timestep the LSTM repeats its last output, or gives 0 if asked to. That output
# is no reading; what comes next should know the mask.
#
# On a graphics card it gives 0 anyway. There put zeros *after*: `fit` and `predict` stop with an error
# at masked zeros before the words, unless the LSTM has `use_cudnn=False`.

# %% [markdown] tags=["experiment"]
# ## The padding explorer
#
# 1. Drag the length out to 40, zeros after, no mask. When does the verdict change? Then put zeros
#    before.
# 2. Switch the mask on. What is left of the difference?
# 3. Make the row shorter than the sentence. Find one whose verdict hangs on the side that is cut.

# %% tags=["experiment", "picture"]
PaddingExplorer(sentence="I came in happy and went home angry.", length=20, where="post")

# %% [markdown] tags=["why", "metrics"]
# ## Learning without a mask
#
# *Deeper: can wait.*
#
# That was a model trained *with* a mask. Can one learn without? The same network twice, 1,920 reviews
# in rows of 60, zeros after, a single pass. Chance is 0.5.

# %% tags=["metrics"]
targets = np.array([label == "positive" for label in train.labels[:1920]], dtype="float32")
for mask_zero in (True, False):
    keras.utils.set_random_seed(2)
    young = keras.Sequential([
        keras.Input((None,), dtype="int32"),
        keras.layers.Embedding(len(model.vocabulary), 16, mask_zero=mask_zero),
        keras.layers.LSTM(16),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    young.compile(keras.optimizers.Adam(0.04), "binary_crossentropy", jit_compile=False)
    young.fit(pad(rows[:1920], 60, where="post").ids, targets, batch_size=64, verbose=0)
    score = accuracy(young, pad(test_rows, 60, where="post").ids)
    print(f"mask_zero={mask_zero!s:5}  accuracy on test reviews {score:.1f}")
print(f"left after 51 zeros at a forget gate of 0.73: {0.73**51:.0e}")

# %% [markdown] tags=["why"]
# Without a mask it has learned nothing in this pass. A median review has 51 zeros between its words and
# the verdict. At each a young forget gate keeps about 0.73; what training sends back to the words, to
# correct how they are read, fades about as much (lesson 04). If an LSTM *doesn't learn*, look at its
# padding first.

# %% [markdown] tags=["metrics"]
# ## What padding costs
#
# *Deeper: can wait.*
#
# On a CPU a masked timestep is computed all the same, and thrown away. So fewer zeros are less work.
# Batches of 32, each as long as its longest row: as the reviews come, and sorted by length before.


# %% tags=["metrics", "picture"]
def in_batches(rows, size=32):
    groups = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [pad(group, max(map(len, group)), where="post") for group in groups]


fixed = [pad(rows, 60, where="post")]
for name, batches in (("all in rows of 60", fixed), ("as they come", in_batches(rows)),
                      ("similar length", in_batches(sorted(rows, key=len)))):
    mask = np.concatenate([batch.mask.ravel() for batch in batches])
    print(f"{name:18} {mask.size:6} places, {1 - mask.mean():.1%} of them zeros")
mixed, sorted_ = in_batches(rows)[0], in_batches(sorted(rows, key=len))[125]
plots.plot_batches({"32 as they come": mixed, "32 of similar length": sorted_})

# %% [markdown]
# Sorting, or **bucketing** by rough length, takes nearly all zeros out. One thing to mind: shuffle the
# *batches* in every pass over them, or the network always meets short reviews first.

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: choose a length
#
# `sequences` is a list of lists of ids. Return the shortest row length at which truncation keeps at
# least `share` of all **tokens**. Mind the word: tokens, not sentences.
#
# In a cell of your own, `exercise("02_length").hint()` helps and `.solution()` shows ours.


# %% tags=["challenge"]
def my_length(sequences, share):
    # a row of n places keeps min(len(sequence), n) tokens of each sequence
    return ...


exercise("02_length").check(my_length)

# %% tags=["metrics"]
# The course's own is `length_for`. Choose on training texts, as you do the vocabulary.
for share in (0.9, 0.95, 0.99):
    length = length_for(rows, share)
    whole = np.mean(np.array(lengths) <= length)
    print(f"{share:.0%} of tokens: length {length}, which leaves {whole:.0%} of the reviews whole")

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: the mask is lost on the way
#
# *Deeper: can wait.*
#
# A product, a reshape, a `Lambda` between embedding and LSTM, and the mask is gone. A layer says so; an
# operation says nothing at all. `Rescaling`, the layer made for this, keeps it.


# %% tags=["deep_dive", "pipeline"]
def double(x):
    return 2 * x


for name, step in (("wrong, an operation", double), ("wrong, a Lambda", layers.Lambda(double)),
                   ("right, a Rescaling", layers.Rescaling(2.0))):
    with warnings.catch_warnings(record=True, action="always") as said:
        kept = hasattr(step(embedding(ids)), "_keras_mask")
    print(f"{name:20} mask kept: {kept!s:5}  warnings: {len(said)}")
    for warning in said:
        print("   " + str(warning.message).split(". ")[1])

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: padding that counts as words
#
# *Deeper: can wait.*
#
# `value` may be any id, and `mask_zero` looks for 0 alone: filled with 2, short reviews end in the most
# frequent word. And a mean over all timesteps counts zeros as words; `GlobalAveragePooling1D` heeds
# the mask.

# %% tags=["deep_dive", "code_along"]
for name, value in (("wrong, filled with 2", 2), ("right, filled with 0", 0)):
    filled = keras.utils.pad_sequences([rows[25]], 10, padding="post", value=value)
    known = layers.Embedding(len(model.vocabulary), 4, mask_zero=True).compute_mask(filled).numpy()
    print(f"{name}: {known.sum()} of 10 read:", " ".join(model.vocabulary.decode(filled[0])))

vectors = embedding(ids)
words = vectors.numpy()[0, :2].mean(axis=0)
pooled = layers.GlobalAveragePooling1D()(vectors)[0]
print("wrong, mean of all places:   the words' mean?", np.allclose(vectors.numpy()[0].mean(axis=0), words))
print("right, pooled with its mask: the words' mean?", np.allclose(pooled, words))

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know
#
# **Padding**: zeros that fill a row. **Truncation**: tokens cut off a row. **Mask**: True where a
# timestep is read. **Bucketing**: batches of similar length.

# %% tags=["test"]
display(quiz("02_padding", "myth_zeros_are_nothing", "myth_mask_shortens"), quiz("02_padding"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("02_padding"), due("02_padding"))

# %% [markdown]
# ## In this lesson we
#
# - filled and cut rows to one length, on either side,
# - saw an unmasked LSTM read zeros, and forget the sentence over them,
# - masked them, followed the mask through layers, and lost it on purpose.
#
# **In practice** set `mask_zero=True`, and name both sides yourself.
#
# **Next**: [turn tokens into vectors](03_turn_tokens_into_vectors.ipynb).
