# %% [markdown] tags=["why"]
# # Split text into tokens
#
# A network computes with numbers, and a review is a row of letters. In this lesson you turn one into
# the other: text → **tokens** → **ids**. What is lost on the way no network can win back, so you will
# also measure the losses.
#
# ![A sentence, its tokens with their ids, and how much of the reviews a vocabulary of 1,000 covers](pictures/token_explorer.png)

# %% tags=["code_along"]
from collections import Counter
from itertools import pairwise

from lstm_helpers import TokenExplorer, Vocabulary, due, exercise, flashcards, load_corpus, plots
from lstm_helpers import quiz, tokenize

train, test = (load_corpus("reviews").select(split) for split in ("train", "test"))

# %% [markdown]
# **You will** see why order matters, build a vocabulary by hand, check it against Keras, measure what
# its size buys, and write an encoder that meets unknown words. **You need** Python's lists and dicts.
# **Time**: about 35 minutes; the code runs in seconds.
# **Core**: about 30 minutes; sections marked *Deeper* can wait.
#
# Predict first: commit to an answer.

# %% tags=["test"]
quiz("01_tokens", "predict_bag")

# %% [markdown] tags=["why"]
# ## Text is a sequence
#
# *I love cats* and *cats love I*: the same words, another meaning, or none. A **bag of words** only
# counts. To it, the two are one sentence.

# %% tags=["why", "code_along"]
one, other = "I love cats".split(), "cats love I".split()
print("bag of words: ", Counter(one), "the same:", Counter(one) == Counter(other))
print("as a sequence:", one, other, "the same:", one == other)

# %% [markdown] tags=["why", "metrics"]
# Does that decide anything? The review corpus, written for this course, holds pairs of sentences with
# nearly the same words and opposite verdicts. A model learns from the *training* sentences; the *test*
# sentences are kept back to judge it. In how many pairs of both sets do the two sentences have exactly
# the same bag?

# %% tags=["metrics"]
pairs = {}
for text, pair in zip(train.texts + test.texts, train.pairs + test.pairs):
    if pair:
        pairs.setdefault(pair, []).append(text)
twins = [texts for texts in pairs.values() if len(texts) == 2]
same = [texts for texts in twins if Counter(tokenize(texts[0])) == Counter(tokenize(texts[1]))]
print(f"{len(twins)} pairs, {len(same)} of them with the same bag of words; for example")
print("\n".join(same[1]))

# %% [markdown]
# For these pairs, praise or blame is *nothing but* order. A bag of words must give both sentences the
# same answer, however long it trains. An LSTM reads a sequence, and so has a chance; lesson 05
# measures how far it gets.

# %% [markdown] tags=["pipeline"]
# ## From text to tokens
#
# A **token** is one unit of text; here, a word. Three steps: make the letters lower case, remove punctuation,
# split at white space.

# %% tags=["code_along", "pipeline"]
PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'"


def my_tokens(text):
    lowered = text.lower()
    kept = "".join(letter for letter in lowered if letter not in PUNCTUATION)
    return kept.split()


print(my_tokens("I didn't laugh.  Not once!"))

# %% tags=["code_along"]
agree = sum(my_tokens(text) == tokenize(text) for text in train.texts)
print(f"by hand and tokenize agree on {agree} of {len(train)} reviews")

# %% [markdown] tags=["deep_dive"]
# Each step throws something away. Sometimes that helps: *Film*, *film* and *film!* become one token.
# Sometimes it hurts.

# %% tags=["deep_dive", "experiment"]
for text in ("US critics told us.", "It's a well-made film", "10/10 :-)", "GOOD?! Good."):
    print(f"{text:24} {tokenize(text)}")

# %% [markdown]
# The country and the pronoun are now one token; *well-made* has grown together; *10/10* is *1010*; the
# smile is gone, and so is the doubt in *GOOD?!*. For our reviews that is a fair price. For other
# text it may not be: look at your own data first.

# %% [markdown] tags=["pipeline", "deep_dive"]
# ## From tokens to ids
#
# Count all tokens of the training reviews, and number them by falling frequency. Two ids are
# reserved: **0** is padding, for places without a word (lesson 02), and **1** stands for every
# unknown word. So the most frequent token gets 2.

# %% tags=["code_along"]
counts = Counter(token for text in train.texts for token in tokenize(text))
ranked = sorted(counts, key=lambda token: (counts[token], token), reverse=True)
my_ids = {token: rank + 2 for rank, token in enumerate(ranked)}

for token in ("the", "film", "not", "love"):
    print(f"{token:5} occurs {counts[token]:5} times, id {my_ids[token]}")

# %% [markdown]
# The sort key holds the token as well, so equally frequent words always come in the same order: the
# last in the alphabet first, as in Keras. An id is a name, not a measurement. The neighbours of *love*
# show it:

# %%
love = my_ids["love"]
print([f"{token} {my_ids[token]}" for token in ranked[love - 4 : love + 1]])

# %% [markdown] tags=["code_along"]
# Now the helper. `Vocabulary.from_texts` does the same; `encode` looks up, `decode` goes back.

# %% tags=["code_along", "pipeline"]
vocabulary = Vocabulary.from_texts(train.texts)
print("as by hand:", vocabulary.tokens == ("", "[UNK]", *ranked), "with", len(vocabulary), "ids")

ids = vocabulary.encode("I love this film, and my cats love it too!")
print(ids)
print(vocabulary.decode(ids))

# %% [markdown] tags=["deep_dive"]
# *cats* came back as `[UNK]`: it stands in no training review, though *cat* does. The row still has one
# id for each token, so you can see that *something* stood there. Which word it was is lost.

# %% tags=["picture", "pipeline"]
sentences = ["I love cats", "cats love I", test.texts[0], test.texts[4]]
for sentence in sentences:
    print(len(vocabulary.encode(sentence)), "ids:", vocabulary.encode(sentence))
plots.plot_token_ids(sentences, vocabulary)

# %% [markdown]
# Order is kept: the first two rows are each other turned round. And the rows differ in length, while
# a batch needs equal rows. That is the subject of lesson 02.

# %% [markdown] tags=["metrics"]
# ## How many words are enough?
#
# Every id costs a row of numbers in the embedding (lesson 03), so the vocabulary is cut with
# `max_tokens`, reserved ids included. **Coverage** is the share of tokens that are still known.
# Measure it on the training reviews and on sentences the vocabulary has not seen.


# %% tags=["metrics"]
def coverage(texts, size):
    cut = Vocabulary.from_texts(train.texts, max_tokens=size)
    ids = [id_ for text in texts for id_ in cut.encode(text)]
    return sum(id_ > 1 for id_ in ids) / len(ids)


sizes = [10, 30, 100, 300, 1000, len(vocabulary)]
curves = {
    name: [coverage(part.texts, size) for size in sizes]
    for name, part in (("training", train), ("test", test))
}
for size, seen, new in zip(sizes, *curves.values()):
    print(f"{size:5} ids: training {seen:.3f}, test {new:.3f}")
plots.plot_coverage(sizes, curves)

# %% tags=["metrics"]
once = sum(count == 1 for count in counts.values())
unknown = Counter(t for text in test.texts for t in tokenize(text) if t not in vocabulary)
print(
    f"{once} of {len(counts)} words occur once: {once / len(counts):.0%} of the words, "
    f"{once / counts.total():.1%} of the text"
)
print(f"{unknown.total()} tokens of the test sentences are unknown whatever the size")

# %% [markdown]
# The first hundred ids cover more than half of the text, all ids after the first thousand less than a
# tenth. A third of the words occur once: as dear as any other, and learned from one sentence alone.
# And no size of this vocabulary reaches 100% on the test sentences.

# %% [markdown] tags=["experiment"]
# ## The token explorer
#
# 1. Type a sentence of your own. Which words does the review corpus not know?
# 2. Move the size of the vocabulary. Which word is lost first, and which stays to the end?
# 3. Paste a sentence with *didn’t* from your phone. What became of it?

# %% tags=["experiment"]
TokenExplorer(train.texts, text="I didn't expect to love this zorblish film!", max_tokens=1000)

# %% [markdown] tags=["code_along"]
# ## The Keras layer
#
# **Keras** is the library we build networks with, *layer* by layer. Its layer `TextVectorization`
# does all of this inside a model: `adapt` learns the vocabulary, calling the layer gives ids. Are they
# ours?

# %% tags=["code_along", "pipeline"]
import keras

layer = keras.layers.TextVectorization()
layer.adapt(list(train.texts))
print("same vocabulary:", layer.get_vocabulary() == list(vocabulary.tokens))

batch = keras.ops.convert_to_numpy(layer(list(test.texts)))
rows = [vocabulary.encode(text) for text in test.texts]
equal = sum(list(row[: len(ids)]) == ids for row, ids in zip(batch, rows))
print(f"same ids in {equal} of {len(test)} test sentences; shape {batch.shape}")

# %% tags=["code_along"]
small = keras.layers.TextVectorization(max_tokens=500)
small.adapt(list(train.texts))
cut = Vocabulary.from_texts(train.texts, max_tokens=500)
print("same with 500 ids:", small.get_vocabulary() == list(cut.tokens))
print("Keras:", keras.ops.convert_to_numpy(small(sentences[:2])).tolist())
print("ours: ", [cut.encode(sentence) for sentence in sentences[:2]])

# %% [markdown]
# Token for token, id for id. Keras adds one thing: it returns a box, one row a sentence, with zeros
# after the shorter ones.

# %% [markdown] tags=["deep_dive"]
# ## Code that is gone
#
# *Deeper: can wait.*
#
# Older tutorials begin with a `Tokenizer`. Try the line:

# %%
try:
    from keras.preprocessing.text import Tokenizer
except ModuleNotFoundError as error:
    print("ModuleNotFoundError:", error)

# %% [markdown]
# TensorFlow still carries an old copy under `tensorflow.keras`. It runs, and gives different ids: numbers
# from 1 up, with no id for unknown words unless asked. Watch *cats*.

# %% tags=["deep_dive"]
from tensorflow.keras.preprocessing.text import Tokenizer

old = Tokenizer()
old.fit_on_texts(train.texts)
for sentence in ("I love cats", "I love", "I didn't love cats"):
    old_ids, new_ids = old.texts_to_sequences([sentence])[0], vocabulary.encode(sentence)
    print(f"{sentence:18} old {old_ids}  new {new_ids}")

old.num_words, cut = 5, Vocabulary.from_texts(train.texts, max_tokens=5)
kept = old.texts_to_sequences([" ".join(counts)])[0]
print(f"limit 5: old {len(kept)} words, new {len(cut) - 2} words, padding and unknown")

# %% [markdown]
# | then | now |
# |---|---|
# | `Tokenizer(num_words=1000)` | `TextVectorization(max_tokens=1000)` |
# | `fit_on_texts(texts)` | `adapt(texts)` |
# | `texts_to_sequences(texts)` | `layer(texts)`, padded at once |
# | `word_index` | `get_vocabulary()` |
#
# The old one dropped *cats* without a trace: *I love cats* became *I love*. And the two limits do not
# count alike: 5 left the old one four words, and the new one three.

# %% [markdown] tags=["deep_dive"]
# ## Other units
#
# *Deeper: can wait.*
#
# Words are one choice. **Characters** leave hardly anything unknown, but make long rows. **Subwords**
# lie between: the most frequent words stay whole, rare ones are spelled in pieces. A common way to find
# the pieces is **byte pair encoding**: begin with characters, join the most frequent pair of
# neighbours, repeat.


# %% tags=["code_along", "deep_dive"]
def join(pieces, pair):
    joined = []
    for piece in pieces:
        if joined and (joined[-1], piece) == pair:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


print(join(list("good mood"), ("o", "o")))

# %% tags=["code_along", "deep_dive"]
spelled, merges = {word: list(word) for word in counts}, []
for _ in range(200):
    neighbours = Counter()
    for word, pieces in spelled.items():
        for pair in pairwise(pieces):
            neighbours[pair] += counts[word]
    best = max(neighbours, key=lambda pair: (neighbours[pair], pair))
    spelled = {word: join(pieces, best) for word, pieces in spelled.items()}
    merges.append(best)
print("first joined:", " ".join("".join(pair) for pair in merges[:12]))


# %% tags=["code_along", "experiment"]
def subwords(text):
    rows = [list(token) for token in tokenize(text)]
    for pair in merges:
        rows = [join(row, pair) for row in rows]
    return [piece for row in rows for piece in row]


print(subwords("I loved this film"))
print(subwords("overacted nonsense with a zorblish ending"))

# %% tags=["metrics"]
units = {
    "words": tokenize,
    "subwords": subwords,
    "characters": lambda text: list(" ".join(tokenize(text))),
}
for name, split in units.items():
    known = {unit for text in train.texts[:2000] for unit in split(text)}
    rows = [split(text) for text in test.texts[:500]]
    tokens = [unit for row in rows for unit in row]
    unknown = sum(unit not in known for unit in tokens) / len(tokens)
    length = len(tokens) / len(rows)
    print(f"{name:10}  {len(known):4} units, {length:4.1f} a sentence, {unknown:.1%} unknown")

# %% [markdown]
# Counted on 2,000 training and 500 test sentences, the joins on all training words. Fewer units, longer
# rows, fewer unknowns: one is paid for with the other, for an LSTM has to carry its memory over every
# step. Most of today's language models read subwords; this course stays with words, but for the letters
# of lesson 11.

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: write an encoder
#
# `known` is the list of known tokens, in which a token's place is its id: `known[0]` is padding,
# `known[1]` unknown, then the words. Return the ids of the text's tokens, as Keras gives them. You may
# use `tokenize`.
#
# In a cell of your own, `exercise("01_encoder").hint()` helps and `.solution()` shows ours.


# %% tags=["challenge"]
def my_encode(text, known):
    # first the tokens, then the id of each
    return ...


exercise("01_encoder").check(my_encode)

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: one word, two apostrophes
#
# *Deeper: can wait.*
#
# Phones and word processors write *didn’t* with a curly apostrophe. It isn't ASCII punctuation, so it
# stays, and the word becomes unknown. One `replace` before the split mends it. Capitals beyond ASCII
# stay as well.

# %% tags=["deep_dive"]
typed = "I didn’t love it"
mended = typed.replace("’", "'")
print("wrong:", tokenize(typed), vocabulary.encode(typed))
print("right:", tokenize(mended), vocabulary.encode(mended))
print("stays:", tokenize("ÉCLAIR"))

# %% [markdown] tags=["metrics"]
# ## Pitfall: a vocabulary that has seen the test
#
# *Deeper: can wait.*
#
# Build the vocabulary from *all* texts and nothing in the test is unknown: a flattering figure, for in
# use there will be new words. Learn it from the training texts alone.


# %% tags=["metrics"]
def unknown_share(seen):
    known = Vocabulary.from_texts(seen)
    ids = [id_ for text in test.texts for id_ in known.encode(text)]
    return ids.count(1) / len(ids)


print(f"wrong, from all texts:      {unknown_share(train.texts + test.texts):.1%} unknown")
print(f"right, from training texts: {unknown_share(train.texts):.1%} unknown")

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("01_tokens", "myth_more_is_better", "myth_ids_measure"), quiz("01_tokens"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("01_tokens"), due("01_tokens"))

# %% [markdown]
# ## In this lesson we
#
# - saw that a bag of words cannot tell pairs of opposite reviews apart,
# - built a vocabulary by hand and found Keras's ids,
# - measured what its size buys, and met the words no size knows.
#
# **In practice** look at what becomes unknown before you train.
#
# **Next**: [pad and mask sequences](02_pad_and_mask_sequences.ipynb), where rows become a batch.
