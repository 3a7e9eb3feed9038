# %% [markdown] tags=["why"]
# # Turn tokens into vectors
#
# An id is a name, and a network computes with sizes. An **embedding** stands between: a table with one
# row of numbers for each id. You look rows up by hand, count what they cost, and measure what they
# have learned.
#
# ![Three one-hot rows times a table of six rows; each one picks out a row](pictures/lookup.png)

# %% tags=["code_along"]
import numpy as np

from lstm_helpers import EmbeddingExplorer, WordAtlas, cosine_similarities, count_labels, due, embed
from lstm_helpers import exercise, flashcards, fresh_embedding, load_corpus, load_review_model
from lstm_helpers import nearest_neighbours, one_hot, pad, plots, project, quiz, sigmoid, tokenize

# %% [markdown]
# **You will** see why ids cannot be fed as numbers, multiply one-hot rows by a table, find the same in
# Keras, watch which rows training moves, and measure what near vectors share. **You need**
# lessons 01, 02 and NumPy arrays. **Time**: about 45 minutes; the code runs in seconds.
# **Core**: about 30 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("03_embedding", "predict_dull")

# %% [markdown] tags=["why", "deep_dive"]
# ## An id is not a number to compute with
#
# Ids follow frequency, so a word's neighbours by id are words about as frequent. To a network a
# bigger number is *more*. A **gate** of an LSTM (lesson 05) weighs its input and squashes it to between
# 0, shut, and 1, open. Let the weight be 0.1, and feed the id:

# %% tags=["why", "deep_dive", "pipeline"]
train, test = (load_corpus("reviews").select(split) for split in ("train", "test"))
model = load_review_model()
vocabulary = model.vocabulary

(id_,) = vocabulary.encode("wonderful")
print([f"{vocabulary.tokens[near]} {near}" for near in range(id_ - 3, id_ + 4)])
for word in ("the", "good", "wonderful", "waste"):
    (id_,) = vocabulary.encode(word)
    print(f"{word:9} id {id_:3}   gate {sigmoid(np.array(0.1 * id_)):.3f}")

# %% [markdown] tags=["metrics"]
# The rarer the word, the more open the gate, whatever the word means. Does it matter? Train one simple
# classifier, a logistic regression, twice on 25 ids a sentence. First they are taken as numbers. Then
# each id has a column of its own at each place, 1 where it stands and 0 elsewhere.

# %% tags=["metrics"]
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

seen, new = (part.select(labels=("negative", "positive")) for part in (train, test))
seen_ids, new_ids = (pad(map(vocabulary.encode, part.texts), length=25).ids for part in (seen, new))
print(f"share of praise: {new.labels.count('positive') / len(new):.2f}")
for name, coding in (
    ("ids as numbers", StandardScaler()),
    ("a column for each id", OneHotEncoder(handle_unknown="ignore")),
):
    classifier = make_pipeline(coding, LogisticRegression(max_iter=1000)).fit(seen_ids, seen.labels)
    print(f"{name + ':':22} {classifier.score(new_ids, new.labels):.2f} right")

# %% [markdown]
# Half of these test sentences praise, so 0.51 is a coin's result. With a column for each id, and so a
# weight for each, the same classifier learns from the same ids.

# %% [markdown] tags=["deep_dive"]
# ## One-hot: fair, and far too wide
#
# Let V be the number of ids. A **one-hot** row has V places, all zeros but a one in the id's column, so
# no id is more than another. A sentence of T tokens makes T rows:
#
# one-hot: shape (T, V)

# %% tags=["code_along", "metrics"]
ids = vocabulary.encode("a wonderful film")
rows = np.zeros((len(ids), len(vocabulary)))
for place, id_ in enumerate(ids):
    rows[place, id_] = 1

print("ids", ids, "shape", rows.shape, "ones at", [int(row.argmax()) for row in rows])
print("as one_hot:", np.array_equal(rows, one_hot(ids, len(vocabulary))))
words = one_hot(vocabulary.encode("wonderful excellent dull"), len(vocabulary))
for other, name in ((1, "excellent"), (2, "dull")):
    print(f"wonderful to {name:9} {np.linalg.norm(words[0] - words[other]):.3f}")
for name, width in (("one-hot", len(vocabulary)), ("50 wide", 50)):
    size = 1000 * 10 * width
    print(f"1000 reviews of 10 tokens, {name:11} {size:11,} numbers, {4 * size / 1e6:5.1f} MB")

# %% [markdown]
# Two weaknesses. All words are equally far from each other: *excellent* is no nearer to *wonderful* than
# *dull* is. And nearly every number is a zero that has to be stored, at 4 bytes each, and multiplied.
# With 50 numbers a token, the same reviews take 2 MB.

# %% [markdown] tags=["deep_dive", "pipeline"]
# ## One-hot times a table is a lookup
#
# Let E be a table: a row for each id, and in each row D numbers, its **features**. Then
#
# X = one-hot · E, shapes (T, D) = (T, V) · (V, D)
#
# In each sum over V all terms are zero but one. So the product *is* row `id` of E, and nobody has to
# multiply.

# %% tags=["code_along", "deep_dive", "picture"]
table = np.array([[0.0, 0.0, 0.0], [0.1, 0.2, 0.1], [0.3, -0.5, 0.8],
                  [0.9, 0.4, -0.1], [-0.7, 0.6, 0.2], [0.0, 0.3, -0.4]])
tokens = ["", "[UNK]", "film", "good", "not", "the"]
ids = [4, 3, 2]

product = one_hot(ids, len(table)) @ table  # @: each row times each column, summed
print("as rows of the table:", np.array_equal(product, table[ids]))
print("as embed:            ", np.array_equal(product, embed(ids, table)))
print("shapes", one_hot(ids, 6).shape, "times", table.shape, "gives", product.shape)
plots.plot_lookup(ids, table, tokens)

# %% [markdown] tags=["code_along"]
# The one in the first row stands in column 4, and row 4 comes out. `keras.layers.Embedding` is that
# table: given ours, it looks the same rows up. A `Dense` layer multiplies its input by such a table, and
# may add a row, its *bias*; without, it gives the same from one-hot rows, the long way. Both learn
# their weights alike.

# %% tags=["code_along", "pipeline"]
import keras

layer = keras.layers.Embedding(6, 3)
layer.build()
layer.set_weights([table])
found = keras.ops.convert_to_numpy(layer(np.array([ids])))
print("shape", found.shape, "as by hand:", np.allclose(found[0], product))

dense = keras.layers.Dense(3, use_bias=False)
dense.build((None, 6))
dense.set_weights([table])
slow = keras.ops.convert_to_numpy(dense(one_hot(ids, 6)))
print("Dense on one-hot rows gives the same:", np.allclose(slow, product))

# %% [markdown] tags=["pipeline", "metrics"]
# ## On a thousand reviews
#
# A thousand reviews, each brought to 10 ids (lesson 02), and a fresh embedding with 50 features.
# **Parameters**, the numbers that training sets: V rows of D numbers, V · D, and no bias. Neither the
# length of the reviews nor how many there are matters, for all places share one table.

# %% tags=["pipeline", "code_along", "metrics"]
batch = pad(map(vocabulary.encode, train.texts[:1000]), length=10).ids
layer = keras.layers.Embedding(len(vocabulary), 50, mask_zero=True)
print("ids", batch.shape, "→ vectors", tuple(layer(batch).shape))
print("padding is passed on as a mask of shape", tuple(layer.compute_mask(batch).shape))

for size, features in ((50_000, 5), (len(vocabulary), 50), (len(vocabulary), 16)):
    layer = keras.layers.Embedding(size, features)
    layer.build()
    print(f"{size:6,} ids × {features:2} features = {layer.count_params():,} parameters")

# %% [markdown] tags=["why", "pipeline"]
# ## Why it comes before the LSTM
#
# An LSTM wants a vector at each timestep: (batch, timesteps, features). Ids have no feature axis, and
# text has no numbers at all. Try ids without an embedding, and text without ids.

# %% tags=["why"]
lstm = keras.layers.LSTM(4, name="lstm")
try:
    lstm(batch)
except ValueError as error:
    print("ids: ", str(error).split("Full")[0])

network = keras.Sequential([keras.layers.Embedding(6, 3), keras.layers.LSTM(4)])
network.compile("sgd", "mse")  # how to train it; any way will do here
try:
    network.fit(np.array(["good film", "not good"]), np.zeros((2, 4)), verbose=0)
except ValueError as error:
    print("text:", str(error)[:18])

# %% [markdown] tags=["pipeline"]
# `ndim` counts axes: the LSTM wants three, and ids have two. Strings (`str`) are refused as well. First
# ids, then an embedding, then the LSTM:

# %% tags=["pipeline", "metrics"]
network = keras.Sequential([
    keras.Input((10,), dtype="int32"),
    keras.layers.Embedding(len(vocabulary), 16, mask_zero=True),
    keras.layers.LSTM(16),
    keras.layers.Dense(1, activation="sigmoid"),
])
for layer in network.layers:
    print(f"{layer.name.split('_')[0]:9} → {layer.output.shape!s:15} {layer.count_params():6,} parameters")

# %% [markdown]
# This is the review model's design; None is the batch, any number of reviews. Most of its parameters
# are in the table, and the LSTM meets each token as 16 numbers. With little text of your own you may
# fill the table with vectors trained on far more, and freeze it: `Embedding(…, trainable=False)`, then
# `set_weights`.

# %% [markdown] tags=["deep_dive", "experiment"]
# ## Which rows does training move?
#
# *Deeper: can wait.*
#
# The **loss** says in one number how wrong the answers are. Training moves each weight a little
# downhill: against its **gradient**, the slope of the loss. A row takes part only where its id stands
# in the batch; others get a gradient of zero. Two steps, one review each, show it.


# %% tags=["deep_dive", "experiment", "code_along"]
def moved(optimizer, mask):
    embedding = keras.layers.Embedding(len(vocabulary), 4, mask_zero=mask)
    network = keras.Sequential([embedding, keras.layers.LSTM(4), keras.layers.Dense(1)])
    network.compile(optimizer, "mse")
    network.build((None, 4))
    for text in ("I loved it", "a dull film"):
        before = embedding.get_weights()[0]
        network.train_on_batch(pad([vocabulary.encode(text)], length=4).ids, np.array([[1.0]]))
        changed = np.flatnonzero((before != embedding.get_weights()[0]).any(axis=1))
        print(f"  {text:12} moved", [vocabulary.tokens[id_] or "padding" for id_ in changed])


for name, kind, mask in (("plain", "SGD", True), ("no mask", "SGD", False), ("Adam", "Adam", True)):
    print(name)
    moved(getattr(keras.optimizers, kind)(0.1), mask)

# %% [markdown] tags=["deep_dive"]
# Only words of the review move, and padding unless it is masked. **Adam** keeps a running mean of
# gradients, so words of the first review go on moving in the second step. The review model had a mask
# and Adam. Built again with its own seed, it has the numbers it began with. Which rows are still the
# same?

# %% tags=["deep_dive", "metrics"]
from lstm_helpers.models import review_network

keras.utils.set_random_seed(model.record["seed"])
start = review_network(*model.embedding.shape, units=16).get_layer("embedding").get_weights()[0]
same = np.flatnonzero((start == model.embedding).all(axis=1))
print("all first numbers within ±0.05:", bool((abs(start) <= 0.05).all()))
print("rows never moved:", same, "of", len(start))
print("word dropout:", model.record["recipe"]["word_dropout"])

# %% [markdown]
# Padding's row alone. The row of unknown words, 1, moved too, though the vocabulary knows every word of
# the training reviews: with a **word dropout** of 0.1, one word in ten was read as unknown.

# %% [markdown] tags=["deep_dive", "code_along"]
# ## What the trained vectors say
#
# To compare vectors, measure the angle between them. The **cosine similarity** is
#
# cos(a, b) = a · b / (‖a‖ ‖b‖), with a, b of shape (D,) and ‖a‖ the length of a
#
# 1 where they point the same way, 0 at a right angle, −1 where they are opposed.


# %% tags=["code_along"]
def my_cosine(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


after = model.embedding
wonderful, excellent, dull = after[vocabulary.encode("wonderful excellent dull")]
print(f"wonderful and excellent {my_cosine(wonderful, excellent):.2f}")
print(f"wonderful and dull      {my_cosine(wonderful, dull):.2f}")
print("as the helper:", np.allclose(cosine_similarities(wonderful, [dull])[0], my_cosine(wonderful, dull)))

# %% [markdown] tags=["metrics"]
# `nearest_neighbours` compares a word with all others. *Before* stands for random vectors, spread as
# Keras spreads them.

# %% tags=["metrics", "experiment"]
before = fresh_embedding(*after.shape, seed=0)
for word in ("wonderful", "dull"):
    for name, vectors in (("before", before), ("after", after)):
        near = nearest_neighbours(word, vocabulary, vectors, count=6)
        print(f"{word:9} {name:6}", ", ".join(f"{each.word} {each.similarity:.2f}" for each in near))

# %% [markdown] tags=["metrics"]
# After training there is *amazing* beside *wonderful*, *poor* beside *dull*. But *manager*? Test it.
# A word *leans* to a side if at least three of four training reviews that hold it and have an opinion are
# on that side. It is *clear* with ten such reviews or more. How many of a clear word's ten neighbours
# lean as it does?

# %% tags=["metrics"]
labels = count_labels(train, vocabulary)
leaning = labels.leaning
clear = np.flatnonzero((labels.opinions >= 10) & (leaning != 0))


def share(vectors):
    near = [nearest_neighbours(vocabulary.tokens[id_], vocabulary, vectors) for id_ in clear]
    return np.mean([leaning[each.id] == leaning[id_] for id_, ten in zip(clear, near) for each in ten])


print(f"{len(clear)} clear words, {np.sum(leaning[clear] == 1)} of them praise")
print(f"by chance {np.mean([np.mean(leaning[2:] == leaning[id_]) for id_ in clear]):.2f}")
print(f"leaning to neither side: {np.mean(leaning[2:] == 0):.0%} of all words")
print(f"before    {share(before):.2f}\nafter     {share(after):.2f}")

# %% [markdown]
# Before, about what chance gives (not half, for nearly half of all words lean to neither side); after,
# four of five. The vectors learned the *verdict*. Sides and vectors come from the same training
# reviews, so this tells what was learned, not that it holds elsewhere.

# %% [markdown] tags=["picture", "deep_dive"]
# ## A map of 16 features
#
# *Deeper: can wait.*
#
# Nobody can see 16 axes. **Principal component analysis** turns the cloud until its widest side lies
# across, its second widest upwards, and drops the rest. It takes four lines of NumPy.

# %% tags=["code_along", "picture"]
words = after[2:].astype(float)
centred = words - words.mean(axis=0)
_, lengths, axes = np.linalg.svd(centred, full_matrices=False)
points = centred @ axes[:2].T
shares = lengths**2 / np.sum(lengths**2)
print("shown in two axes:", f"{shares[:2].sum():.0%}", "of the variance")
print("as project, but for the sign:", np.allclose(abs(points), abs(project(words).points), atol=1e-6))

atlases = [WordAtlas(vocabulary, before, labels, "before training"),
           WordAtlas(vocabulary, after, labels, "after training")]
maps = [atlas.around("wonderful", count=5, shown=400) for atlas in atlases]
for side, name in ((-1, "blame"), (0, "neither"), (1, "praise")):
    across = [np.mean(map_.points[map_.leanings == side, 0]) / np.ptp(map_.reach[:, 0]) for map_ in maps]
    print(f"{name:8} mean place across, in widths of the map: {across[0]:+z.2f} {across[1]:+z.2f}")
plots.plot_word_maps(maps)

# %% [markdown]
# Before, all three kinds lie mixed. After, blame lies on average to the left of the rest, and praise to
# the right. The right map leaves out two fifths of the *variance*, the cloud's spread, the left one far
# more; so words that lie together on a map need not be near.

# %% [markdown] tags=["deep_dive"]
# ## Similarity is not meaning
#
# *Deeper: can wait.*
#
# Now that you know what was learned, guess each number before you look.

# %% tags=["deep_dive", "metrics"]
for pair in ("good bad", "film movie", "mother father", "king queen", "funny script"):
    one, other = after[vocabulary.encode(pair)]
    print(f"{pair:14} {my_cosine(one, other):+.2f}")

# %% [markdown]
# *good* and *bad* are opposed, for the task pulled them apart. *film* and *movie* mean the same, and
# are hardly near: neither is a verdict. Vectors trained to predict neighbouring words behave otherwise;
# there opposites are often near, since they stand in the same places.

# %% tags=["metrics", "deep_dive"]
for word in ("goodness", "manager"):
    for text, label in zip(train.texts, train.labels):
        if word in tokenize(text):
            print(f"{word}, {label}: {text}")
once = np.flatnonzero((labels.sentences == 1) & (labels.opinions == 1))
nearest = [clear[cosine_similarities(after[id_], after[clear]).argmax()] for id_ in once]
print(f"{len(once)} words stand in a single review, which praises or blames; for")
print(f"{np.mean(leaning[nearest] == leaning[once]):.0%} of them the nearest clear word is on its side")
often, lengths = labels.sentences >= 50, np.linalg.norm(after, axis=1)
groups = {"one review": once, "50 or more": often, "50, one side": often & (leaning != 0)}
for name, ids in groups.items():
    print(f"{name:12} vectors of length {np.median(lengths[ids]):.1f}")

# %% [markdown]
# One review is enough to send a word to its side, as far out as a typical frequent word, though not as
# far as frequent words that lean. *goodness* shares the fate of a film that drags; *manager*, nearest to
# *wonderful*, leans to neither side. A small corpus, one task: expect accidents, and look at the counts.

# %% [markdown] tags=["experiment", "picture"]
# ## The embedding explorer
#
# First as a still, then to move.
#
# 1. Choose *before*, then *after*, for *loved*. What happens to the bars?
# 2. Type *not*, and drag *most frequent words* to the end: all of them. Who comes in? Type some of
#    them: how many sentences hold them?
# 3. Click into the middle of the map. What kind of words lie there?

# %% tags=["picture"]
atlas = WordAtlas(vocabulary, after, labels, "after training")
scene = atlas.around("boring", count=12, shown=400)
print(", ".join(f"{each.word} {each.similarity:.2f}" for each in scene.neighbours[:6]))
plots.plot_word_map(scene)

# %% tags=["experiment"]
EmbeddingExplorer(word="loved", neighbours=10)

# %% [markdown] tags=["challenge"]
# ## Your turn: look up by a product
#
# `ids` is a list of T ids, `embedding` an array of shape (V, D). Build the one-hot rows, and return
# their product with the embedding. In a cell of your own, `exercise("03_lookup").hint()` helps and
# `.solution()` shows ours.


# %% tags=["challenge"]
def my_lookup(ids, embedding):
    # first the rows of zeros, then the ones, then the product
    return ...


exercise("03_lookup").check(my_lookup)

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: count the parameters
#
# *Deeper: can wait.*
#
# A model of `Embedding`, `Flatten` and `Dense(1)` reads rows of `length` ids; `Flatten` lays the
# vectors of a row end to end. Its vocabulary has so many `words`, padding and unknown *not* counted.
# How many parameters has it in all?


# %% tags=["challenge"]
def my_parameters(words, features, length):
    return ...


exercise("03_parameters").check(my_parameters)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: ids without a row
#
# *Deeper: can wait.*
#
# `Embedding(len(words), …)` forgets padding and unknown, and the two rarest words have no row. On a CPU
# that is an error. But −1 is taken from the end, and 1.7 is cut to 1, and no message says so. `embed`
# refuses both; so check ids before they reach a network.

# %% tags=["deep_dive"]
words, numpy = vocabulary.tokens[2:], keras.ops.convert_to_numpy
wrong, right = keras.layers.Embedding(len(words), 4), keras.layers.Embedding(len(words) + 2, 4)
last = np.array([len(vocabulary) - 1])
try:
    wrong(last)
except Exception as error:
    print("wrong:", str(error).split("}} ")[1].split(" [Op")[0])
print("right:", right(last).shape)
print("-1 gives the last row:", np.array_equal(numpy(right(np.array([-1]))), numpy(right(last))))
print("1.7 gives row 1:", np.array_equal(numpy(right(np.array([1.7]))), numpy(right(np.array([1])))))
for bad in (-1, 1.7):
    try:
        embed([bad], after)
    except ValueError as error:
        print("embed:", error)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: an argument that is gone
#
# *Deeper: can wait.*
#
# Older code says `Embedding(…, input_length=10)`. Today that earns a warning, and the length belongs to
# `Input`.

# %% tags=["deep_dive"]
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    keras.layers.Embedding(6, 3, input_length=10)
print("wrong:", caught[0].message)
model_10 = keras.Sequential([keras.Input((10,)), keras.layers.Embedding(6, 3)])
print("right:", model_10.output_shape)

# %% [markdown] tags=["metrics"]
# ## Pitfall: comparing without dividing
#
# *Deeper: can wait.*
#
# A bare product a · b weighs lengths as well: among vectors on the word's own side long ones come
# first, even at a wider angle. A short distance asks for a like length as well as a like direction.

# %% tags=["metrics"]
dull = after[vocabulary.encode("dull")[0]]
lengths = np.linalg.norm(after[2:], axis=1)
ways = {
    "product": after[2:] @ dull,
    "distance": -np.linalg.norm(after[2:] - dull, axis=1),
    "cosine": cosine_similarities(dull, after[2:]),
}
print(f"dull     length {np.linalg.norm(dull):.1f}")
for name, values in ways.items():
    top = [row for row in np.argsort(-values) if vocabulary.tokens[row + 2] != "dull"][:5]
    near = ", ".join(vocabulary.tokens[row + 2] for row in top)
    print(f"{name:8} mean length {lengths[top].mean():.1f}: {near}")

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("03_embedding", "myth_alike", "myth_dense"), quiz("03_embedding"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("03_embedding"), due("03_embedding"))

# %% [markdown]
# ## In this lesson we
#
# - looked rows up as a product, by `embed` and by Keras,
# - counted V · D parameters,
# - saw which rows a step moves, and measured what the vectors learned: the verdict.
#
# **In practice** count reserved ids, and read the neighbours of rare words with doubt.
#
# **Next**: [remember with a recurrent network](04_remember_with_a_recurrent_network.ipynb).
