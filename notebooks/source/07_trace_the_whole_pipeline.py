# %% [markdown] tags=["why"]
# # Trace the whole pipeline
#
# You know the parts: tokens, padding, vectors, states. Now put them in a row and send a thousand
# sentences through: **text → ids → padded ids → vectors → last state → probabilities**. When a model
# misbehaves, ask at which of these six stages it began.
#
# ![A sentence at the third of six stages: ten ids, one unknown](pictures/pipeline_explorer.png)

# %% tags=["code_along"]
import numpy as np

from lstm_helpers import PipelineExplorer, Vocabulary, due, exercise, flashcards, load_corpus
from lstm_helpers import load_pipeline, pad, plots, quiz, softmax, stage_notes, tokenize, trace_lstm

corpus = load_corpus("reviews")

# %% [markdown]
# **You will** print six shapes from a thousand sentences, train the network between them, repeat it in
# NumPy, turn any numbers into probabilities, predict next words, and find where a pipeline
# broke. **You need** lessons 01 to 06. **Time**: about 40 minutes; the code runs in seconds.
# **Core**: about 30 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("07_pipeline", "predict_widest")

# %% [markdown] tags=["pipeline"]
# ## Stage 1: a thousand strings
#
# Take 1,000 of the test sentences of the review corpus, drawn at random with a fixed seed. No network
# of this lesson is trained on them, so they can judge one.

# %% tags=["pipeline", "code_along"]
train, test = corpus.select("train"), corpus.select("test")
drawn = np.sort(np.random.default_rng(7).permutation(len(test))[:1000])
texts = [test.texts[row] for row in drawn]
truth = np.array([test.labels[row] for row in drawn])

print(len(texts), "strings; the 130th:", repr(texts[129]))
print({label: int((truth == label).sum()) for label in ("negative", "neutral", "positive")})

# %% [markdown] tags=["metrics"]
# Praise and blame are nearly balanced; a neutral sentence, a fact without a verdict, is one in ten.
# Whoever always says *positive* is right 453 times, and no other single answer does better on these
# sentences. That is their **majority baseline**, which a network has to beat.

# %% [markdown] tags=["pipeline", "code_along"]
# ## Stage 2: a thousand lists of ids
#
# The vocabulary comes from the training sentences, cut to 2,000 ids.

# %% tags=["pipeline", "code_along"]
vocabulary = Vocabulary.from_texts(train.texts, max_tokens=2000)
ids = [vocabulary.encode(text) for text in texts]

lengths = [len(row) for row in ids]
print(len(ids), "lists, of", min(lengths), "to", max(lengths), "ids; the 130th:")
print(tokenize(texts[129]))
print(ids[129])
print(f"unknown: {sum(row.count(1) for row in ids)} of {sum(lengths)} tokens")

# %% [markdown]
# Capitals and punctuation are gone, and *text* has become a 1: it is too rare in the
# training sentences for an id of its own.
# Lists of differing length are not an array yet.

# %% [markdown] tags=["pipeline", "code_along"]
# ## Stage 3: one box, 1000 × 10
#
# Ten timesteps for everyone. Zeros go after the tokens; too long a sentence loses its **first** tokens.
# The mask remembers where there is a token.

# %% tags=["pipeline", "code_along"]
batch = pad(ids, length=10, where="post", truncate="pre")
print(batch.ids.shape, "and a mask of", batch.mask.shape)
print(batch.ids[129])

too_long = [length for length in lengths if length > 10]
print(f"{len(too_long)} sentences lose {sum(too_long) - 10 * len(too_long)} tokens")
print(f"{(~batch.mask).sum()} of {batch.mask.size} places are padding")

# %% [markdown]
# The 130th had eleven tokens and lost *the*, its first. A third of all sentences lose something here;
# what is lost here no later stage brings back.

# %% [markdown] tags=["pipeline", "deep_dive"]
# ## Stages 4 to 6: a network
#
# | layer | takes | gives |
# |---|---|---|
# | Embedding(2000, 50) | (B, 10) | (B, 10, 50) |
# | LSTM(64) | (B, 10, 50) | (B, 64) |
# | Dense(3, softmax) | (B, 64) | (B, 3) |
#
# `text_network` stacks these three Keras layers, mask on.

# %% tags=["code_along", "pipeline"]
from lstm_helpers import pipeline_from_keras, text_network
import keras

LABELS = ("negative", "neutral", "positive")
keras.utils.set_random_seed(7)
network = text_network(size=2000, features=50, units=64, classes=3)
for layer in network.layers:
    print(f"{layer.name:10} {layer.count_params():7,} parameters")

# %% [markdown] tags=["deep_dive"]
# Two rounds (*epochs*) over the 8,892 training sentences. Each step reads 64 of them. The less
# probability the true labels got, the higher is their **loss**; lesson 08 computes it. The step moves
# the parameters of *all three* layers a little, so that the loss falls. Stages 2 and 3 have no
# parameters: training cannot mend them.

# %% tags=["code_along"]
rows = pad([vocabulary.encode(text) for text in train.texts], length=10, where="post").ids
wanted = np.array([LABELS.index(label) for label in train.labels])
# The loss by its name in Keras; "sparse": the labels are class numbers.
network.compile(keras.optimizers.Adam(0.004), "sparse_categorical_crossentropy", jit_compile=False)
history = network.fit(rows, wanted, batch_size=64, epochs=2, verbose=0)
print(len(rows), "rows; loss fell:", history.history["loss"][1] < history.history["loss"][0])

# %% tags=["pipeline", "code_along", "metrics"]
embedding, lstm, dense = network.layers
vectors = embedding(batch.ids)
state = lstm(vectors, mask=batch.mask)
probabilities = dense(state)
for name, value in (("vectors", vectors), ("last state", state), ("probabilities", probabilities)):
    print(f"{name:13} {tuple(value.shape)}")

predicted = np.array(LABELS)[np.argmax(probabilities, axis=1)]
accuracy = (predicted == truth).mean()
print("each row adds up to 1:", np.allclose(np.sum(probabilities, axis=1), 1, atol=1e-5))
print("majority baseline:", (truth == "positive").mean().round(3))
print("the network is right on more than three quarters:", accuracy > 0.75)

# %% [markdown]
# The exact share is in `accuracy`. Training adds up millions of rounded numbers, and processors round
# in their own order; so the share may differ a little on yours, and the lesson prints a bound.

# %% [markdown] tags=["code_along"]
# ## The same in NumPy
#
# Look up, read token by token, multiply. That gives three numbers a sentence, its *logits*; the line
# after it makes them probabilities (*softmax*, explained below). If every one of the thousand rows agrees
# with Keras at every stage, nothing is hidden in these layers.

# %% tags=["code_along", "pipeline"]
live = pipeline_from_keras(network, vocabulary, LABELS, length=10)

my_vectors = live.embedding[batch.ids]
my_state = np.array([trace_lstm(live.lstm, row, mask=mask).hidden[-1]
                     for row, mask in zip(my_vectors, batch.mask)])
my_logits = my_state @ live.dense_kernel + live.dense_bias
my_probabilities = np.exp(my_logits) / np.exp(my_logits).sum(axis=1, keepdims=True)

for mine, theirs in ((my_vectors, vectors), (my_state, state), (my_probabilities, probabilities)):
    print(mine.shape, "equal to Keras:", np.allclose(mine, theirs, atol=1e-5))

# %% [markdown] tags=["pipeline"]
# Four lines, the same numbers. `TextPipeline.run` does all of it, from the strings on, and keeps what
# every stage holds: six shapes for the thousand sentences. Below them one sentence, every number of it
# drawn.

# %% tags=["pipeline", "picture"]
stages = live.run(texts)
for number, (name, shape) in enumerate(stages.shapes.items(), start=1):
    print(f"{number}  {name:13}  {shape}")
print("equal to Keras:", np.allclose(stages.probabilities, probabilities, atol=1e-5))
plots.plot_pipeline(live, texts[129])

# %% [markdown] tags=["metrics", "pipeline"]
# ## What each stage costs
#
# *Deeper: can wait.*
#
# How many numbers it holds for the 1,000 sentences, how many parameters made it, and what was lost on
# the way. `stage_notes` counts.

# %% tags=["metrics", "pipeline"]
for note in stage_notes(live, stages):
    unit = "characters" if note.stage == "text" else "numbers"
    print(f"{note.title:13} {note.numbers:7,} {unit}, {note.parameters:7,} parameters")
    print(f"{'':13} lost: {note.lost}")

# %% [markdown]
# The vectors take most room: half a million numbers. The last state has about an eighth of that: 64
# numbers have to stand for ten words and their order. And only three of the six stages have anything
# to learn.

# %% [markdown] tags=["experiment"]
# ## The pipeline explorer
#
# It runs the network you have trained.
#
# 1. Move *stage* from 1 to 6 with the arrow keys. Where does your sentence stop being readable?
# 2. Put in a word that no review uses, and follow it to stage 4.
# 3. At stage 6, lower *length*. When does the verdict turn, and which word went missing?

# %% tags=["experiment"]
PipelineExplorer(live, "The story was a wonderful one, and the music was zorblish.", "padded")

# %% [markdown] tags=["pipeline", "deep_dive"]
# ## One sentence through the network
#
# From here on we use a stored pipeline: the same three layers, trained a little longer, so that you
# see the very numbers of this page. Of long rows you see the beginning.

# %% tags=["pipeline", "code_along"]
model = load_pipeline()
one = model.run(texts[129])

print("ids       ", one.padded[0])
print("vectors   ", one.vectors[0, 4, :6].round(2), "… of", one.tokens[0][5])
print("last state", one.state[0, :6].round(2), "…")
print("logits    ", one.logits[0].round(2))

# %% [markdown] tags=["deep_dive"]
# ## Softmax: from logits to probabilities
#
# A **logit** may be any number. With C classes, z of shape (C,):
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# The exponential makes every number positive and keeps the order. Dividing by their sum makes them add
# up to 1: each is a share of one whole.

# %% tags=["code_along", "deep_dive", "picture"]
z = one.logits[0]
exponentials = np.exp(z)
shares = exponentials / exponentials.sum()
for label, logit, e, p in zip(model.labels, z, exponentials, shares):
    print(f"{label:8}  logit {logit:5.2f}   exp {e:5.2f}   share {p:.3f}")
print(f"sum of exp {exponentials.sum():.2f}; sum of shares {shares.sum():.3f}")
print("softmax agrees:", np.allclose(shares, softmax(z), atol=1e-6))
plots.plot_stage(model, texts[129], "probabilities")

# %% [markdown]
# *Neutral* it is: the sentence states a fact and judges nothing. Only differences between logits count:
# add the same to all three, and every share stays. That is also the cure for overflow: first
# subtract the greatest logit from all.

# %% tags=["deep_dive", "experiment"]
print("plus 5:      ", softmax(z + 5).round(3))
with np.errstate(over="ignore", invalid="ignore"):
    huge = np.exp(z + 1000) / np.exp(z + 1000).sum()
print("naive, +1000:", huge)
print("softmax:     ", softmax(z + 1000).round(3))

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: softmax
#
# `logits` has shape (batch, classes). Return the probabilities, same shape, each row adding up to 1;
# no logit may be too large for you.
#
# In a cell of your own, `exercise("07_softmax").hint()` helps and `.solution()` shows ours.


# %% tags=["challenge"]
def my_softmax(logits):
    # positive numbers first, then shares of each row
    return ...


exercise("07_softmax").check(my_softmax)

# %% [markdown] tags=["metrics"]
# ## From probabilities to an answer
#
# **argmax** takes the class with the greatest share, however small its lead. A **threshold** lets the
# model keep silent where it is not sure. What does that buy?

# %% tags=["metrics"]
stages = model.run(texts)
hit, sure = np.array(stages.predicted) == truth, stages.probabilities.max(axis=1)
print(f"argmax: {hit.mean():.2f} right, on all sentences")
for threshold in (0.6, 0.8, 0.95):
    answered = sure >= threshold
    print(f"from {threshold:4} on: answers {answered.mean():.0%}, {hit[answered].mean():.2f} right")

# %% [markdown]
# The surer the model, the more often it is right: a threshold trades answers for accuracy. From 0.95 on
# it is right on 96 of 100 sentences that it answers, and silent on half of all.

# %% [markdown] tags=["pipeline", "why"]
# ## The same pipeline, another question
#
# *Deeper: can wait.*
#
# Which word comes next? The classes are now the words themselves: a vocabulary of 500 ids. The label of
# each place is the id that follows it. In training the LSTM answers after *every* timestep
# (`return_sequences=True`, lesson 06), so a sentence gives up to nine examples.

# %% tags=["pipeline", "code_along"]
words = Vocabulary.from_texts(train.texts, max_tokens=500)


def shifted(texts):
    rows = [words.encode(text) for text in texts]
    options = {"length": 9, "where": "post", "truncate": "post"}
    return pad([row[:-1] for row in rows], **options).ids, pad([row[1:] for row in rows], **options).ids


before, after = shifted(texts)
for read, follows in zip(before[416, :4], after[416, :4]):
    print(f"after {words.tokens[read]!r} comes {words.tokens[follows]!r}")

# %% tags=["code_along"]
keras.utils.set_random_seed(7)
writer = text_network(size=500, features=50, units=64, classes=500, return_sequences=True)
writer.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", jit_compile=False)
reads, follows = shifted(train.texts)
# The mask of the padding goes with the vectors as far as the loss, which leaves padding out.
writer.fit(reads, follows, batch_size=64, verbose=0)
print("training gives", tuple(writer(before[:1]).shape), "for one sentence")

# %% tags=["pipeline", "picture", "experiment"]
next_word = pipeline_from_keras(writer, words, words.tokens, length=9)
prompts = [" ".join(tokenize(text)[:-1]) for text in texts]
for name, shape in next_word.run(prompts).shapes.items():
    print(f"{name:13}  {shape}")

print("most probable after 'I loved the':", next_word.run("I loved the").predicted[0])
plots.plot_stage(next_word, "I loved the", "probabilities")

# %% [markdown] tags=["metrics"]
# The stages are the same six; in use the last state alone counts. *[UNK]*, every rarer word in one,
# leads. How good is it? Let p be the share of the word that came. Always 1/6: as unsure as a fair die.
# **Perplexity**, exp of the mean of −ln p, is that number of faces. Lower is better.

# %% tags=["metrics"]
there = after > 0
counts = np.bincount(follows[follows > 0], minlength=500) + 1.0
single = counts / counts.sum()
pairs = np.zeros((500, 500))
np.add.at(pairs, (reads[follows > 0], follows[follows > 0]), 1)
# 20 imagined pairs after each word, spread like single words, so that no pair has probability 0.
pairs = (pairs + 20 * single) / (pairs.sum(axis=1, keepdims=True) + 20)

shares = {"frequency of single words": single[after[there]],
          "a table of pairs": pairs[before[there], after[there]],
          "LSTM": np.asarray(writer(before))[there, after[there]]}
*counted, lstm = (float(np.exp(-np.log(chances).mean())) for chances in shares.values())
print(f"always 1/6, like a die:    {np.exp(-np.log(np.full(9, 1 / 6)).mean()):.0f}")
for name, perplexity in zip(shares, counted):
    print(f"{name + ':':26} {perplexity:.0f}")
print("LSTM below 75:", lstm < 75)
print("LSTM better than the table:", lstm < counted[1])

# %% [markdown] tags=["metrics"]
# Far better than knowing how frequent words are; after one round still behind a plain table that
# counts which word follows which. Give `fit` an `epochs=4` and run on from there: what now? A model is
# worth what it beats, measured on the same ids.

# %% [markdown] tags=["deep_dive", "pipeline"]
# ## Pitfall: another vocabulary, another order
#
# *Deeper: can wait.*
#
# An id means something only beside the vocabulary it was trained with, and a column only beside the
# order of the labels. Make either anew where the model is used, and every shape stays right.

# %% tags=["deep_dive", "metrics"]
from dataclasses import replace


def right(pipeline):
    return f"{(np.array(pipeline.run(texts).predicted) == truth).mean():.2f} right"


other = Vocabulary.from_texts(test.texts, max_tokens=2000)
print("wrong, a new vocabulary:   ", right(replace(model, vocabulary=other)))
print("wrong, labels exchanged:   ", right(replace(model, labels=("negative", "positive", "neutral"))))
print("right, those of training:  ", right(model))

# %% [markdown] tags=["deep_dive"]
# No exception, and both worse than always saying *positive*. So store vocabulary, settings and labels
# **with** the weights, in one file.

# %% tags=["code_along", "deep_dive"]
import tempfile
from pathlib import Path

from lstm_helpers import save_pipeline

with tempfile.TemporaryDirectory() as folder:
    save_pipeline(model, Path(folder) / "reviews.npz")
    again = load_pipeline(Path(folder) / "reviews.npz")
print("same vocabulary:", again.vocabulary == model.vocabulary, "and labels:", again.labels)
print("same answers:", np.array_equal(again.run(texts).probabilities, stages.probabilities))

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: another length, another cut
#
# *Deeper: can wait.*
#
# The LSTM takes rows of any length, so nothing complains if use differs from training. With a mask
# *more* room does no harm; less room, or cutting at the other end, does: what is cut off may carry the
# verdict, above all near the end of a sentence. Measure it on yours.

# %% tags=["deep_dive", "metrics", "experiment"]
print("as trained, last 10 tokens:", right(model))
print("padding before the tokens: ", right(replace(model, where="pre")))
print("room for 25:               ", right(replace(model, length=25)))
print("first 10 tokens:           ", right(replace(model, truncate="post")))
print("last 5 tokens:             ", right(replace(model, length=5)))

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: logits taken for probabilities
#
# *Deeper: can wait.*
#
# Leave the softmax out, as many a model does for the sake of its loss, and the last layer gives
# logits. They rank the classes alike, but a threshold means nothing to them.

# %% tags=["deep_dive"]
sums = stages.logits.sum(axis=1)
print(f"wrong: logits add up to {sums.min():.1f} … {sums.max():.1f};"
      f" {(stages.logits < 0).any(axis=1).mean():.0%} of the rows hold one below 0")
print("right: probabilities add up to 1:", np.allclose(softmax(stages.logits).sum(axis=1), 1))
same = (stages.logits.argmax(axis=1) == stages.probabilities.argmax(axis=1)).all()
print("same argmax:", bool(same))

# %% [markdown] tags=["challenge"]
# ## Your turn: find the fault
#
# *Deeper: can wait.*
#
# A `run` holds what some program produced at each stage, and the parts it should have used. Return the
# **first** wrong stage, `"ids"`, `"padded"`, `"vectors"`, `"state"` or `"probabilities"`; if there is
# none, `"none"`. Rows are `run.length` long, cut and padded as in this lesson. Many faults leave every
# shape as it was.


# %% tags=["challenge", "pipeline"]
def my_first_fault(run):
    # run.texts, run.ids, run.padded, run.vectors, run.state, run.probabilities; and
    # run.vocabulary, run.length, run.embedding, run.lstm, run.dense_kernel, run.dense_bias
    return ...


exercise("07_find_fault").check(my_first_fault)

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know
#
# **Logit**: a number for a class, of any size. **Softmax**: logits into shares of 1. **Argmax**: the
# class with the greatest. **Threshold**: here the share below which there is no answer, in lesson 09 the
# one above which it is *yes*. **Perplexity**: as unsure as a fair die with that many faces.

# %% tags=["test"]
display(quiz("07_pipeline", "myth_training_mends", "myth_shapes_right"), quiz("07_pipeline"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("07_pipeline"), due("07_pipeline"))

# %% [markdown]
# ## In this lesson we
#
# - sent a thousand sentences through six stages,
# - found Keras's probabilities in NumPy, softmax included,
# - asked the same pipeline for the next word, and broke it without one exception.
#
# **In practice** keep a few sentences with their numbers at every stage, and compare after each change.
#
# **Next**: [train and read the curves](08_train_and_read_the_curves.ipynb): rates, losses, when to stop.
