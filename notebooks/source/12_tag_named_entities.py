# %% [markdown] tags=["why"]
# # Tag named entities
#
# Who, where, which firm? A tagger gives every token a label. You will find out what a network can know
# of a word when it has read what stands before it, and what more it knows when it reads from both
# ends.
#
# ![A sentence tagged by two taggers, one of which has read on](pictures/tagging_explorer.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import FeatureVocabulary, TaggingExplorer, due, exercise, flashcards, load_corpus
from lstm_helpers import legal_tags, load_entity_taggers, load_recorded, may_follow, pad_tagged
from lstm_helpers import plots, quiz, read_twice, span_scores, split_tokens, tag_accuracy, tag_spans
from lstm_helpers import tagged_batches, trace_lstm, weights_from_keras
from lstm_helpers.training.one_trace import traced_once

# %% [markdown]
# **You will** read spans from tags, keep padding out of loss and measure, score by whole entities,
# build a bidirectional LSTM by hand, train a tagger and read its errors.
# **You need** lessons [02](02_pad_and_mask_sequences.ipynb),
# [06](06_return_sequences_and_states.ipynb) and [09](09_measure_what_matters.ipynb).
# **Time**: about 45 minutes; the code runs in half a minute.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("12_tagging", "predict_first_word")

# %% [markdown] tags=["why"]
# ## One label a token
#
# A review gets one label. Here each token gets one. The sentences were written for this course, a third
# about the wide world, two thirds about one invented valley. In them the names of people (PER), places (LOC)
# and organisations (ORG) are marked. No network learns from the test sentences.

# %% tags=["pipeline", "picture"]
corpus = load_corpus("entities")
train, test = corpus.select("train"), corpus.select("test")
print([len(corpus.select(split)) for split in ("train", "validation", "test")], "sentences")
tokens, tags = train.tokens[7], train.tags[7]
for token, tag in zip(tokens, tags):
    print(f"{token:10} {tag}")
shown = [0, 1, 2, 3, 4, 7, 10, 12]
plots.plot_tagged([("", train.tokens[k], train.tags[k]) for k in shown])

# %% [markdown] tags=["picture"]
# One word, three colours: *Jordan* is a person, a country or a firm. What tells you which it is comes
# *after* the word, all five times. Keep that in mind.

# %% [markdown] tags=["recall", "deep_dive"]
# ## B, I and O
#
# A name may have several tokens, so each tag says which part it is:
#
# - **B-** begins an entity, **I-** continues it, **O** is outside.
# - Why not the kind alone? Two names may touch. *B-PER B-PER* are two people, *B-PER I-PER* is one.
#
# Together the tags say **spans**: start, end (not included), kind.

# %% tags=["code_along"]
spans = []
for place, tag in enumerate(tags):
    if tag.startswith("I-") and spans and spans[-1][1:] == (place, tag[2:]):
        spans[-1] = (spans[-1][0], place + 1, tag[2:])  # one token longer
    elif tag != "O":
        spans.append((place, place + 1, tag[2:]))
print(spans, [" ".join(tokens[start:end]) for start, end, kind in spans])
print("as the helper:", spans == tag_spans(tags))
for row in (["B-PER", "B-PER"], ["B-PER", "I-PER"], ["B-PER", "I-LOC"]):
    print(*row, " spans:", len(tag_spans(row)), " legal:", may_follow(row[0], row[1]))
print("may a row begin with I-PER:", may_follow(None, "I-PER"))

# %% [markdown] tags=["metrics", "why"]
# ## How well can the left side do?
#
# Some test sentences hold a word, the *focus*, of this kind: another test sentence begins with the same
# words, this one included, and yet gives it another tag. Whoever reads from the left must answer both alike. So
# the best possible share can be counted, before anything is trained.

# %% tags=["metrics", "code_along"]
from collections import Counter, defaultdict

hard = test.select(kind="right_context")
answers = defaultdict(Counter)
for row, focus_tags, place in zip(hard.tokens, hard.tags, hard.focus_places):
    answers[row[: place + 1]][focus_tags[place]] += 1
limit = sum(max(counts.values()) for counts in answers.values())
print("after", repr("Jordan"), "and no more:", dict(answers["Jordan",]))
print(f"at best {limit} of {len(hard)} right from the left side alone ({limit / len(hard):.0%})")

# %% [markdown] tags=["pipeline", "metrics"]
# A larger network cannot beat these 63, nor can more training. The limit lies in what was read.
#
# ## What the network sees of a token
#
# So far words lost their capitals: all letters became lower case. For names that throws away much of
# what tells. And another trouble: some names in a new sentence were never seen before.

# %% tags=["pipeline"]
print(split_tokens("Jordan's uncle signed in Baden-Baden."))
seen = {token.lower() for row in train.tokens for token in row}
names = [token for row, marks in zip(test.tokens, test.tags)
         for token, mark in zip(row, marks) if mark != "O"]
unseen = sum(name.lower() not in seen for name in names) / len(names)
print(f"tokens of names in the test sentences: {len(names)}, not seen in training: {unseen:.0%}")

# %% [markdown] tags=["pipeline", "deep_dive"]
# A new name still has a shape, *Xx*, and an ending, *-ton*. So each token gets three ids: its word,
# its shape, its last three letters; *name* marks a capital not known in small letters. Its vector is
# the **sum** of three rows of the embedding: x = e(word) + e(shape) + e(ending), each of shape (D,).

# %% tags=["pipeline", "code_along"]
vocabulary = FeatureVocabulary.from_sentences(train.tokens)  # what occurs twice or more
print(len(vocabulary), "ids; 0 is padding, 1 to 3 an unseen word, shape, ending")
few = ["The", "Jordan", "Vellberg", "sold"]
for token, ids in zip(few, vocabulary.encode(few)):
    print(f"{token:9} {ids!s:18}", [vocabulary.features[k] for k in ids])

# %% [markdown] tags=["pipeline"]
# ## A network with an answer for each token
#
# *Vellberg* has no id of its own as a word, but a shape and an ending. Now the network, of Keras's own
# layers: `return_sequences=True` hands on every h, and `Dense(7)` makes a logit for each of the seven
# tags, at each token. `Bidirectional` comes later in this lesson.

# %% tags=["pipeline", "code_along"]
import keras
from keras import layers


def build(size, units, both=True, features=64):
    ids = keras.Input((None, 3), dtype="int32")
    embed = layers.Embedding(size, features, mask_zero=True, name="embedding")
    vectors = layers.SpatialDropout1D(0.4)(layers.Add()([embed(ids[..., k]) for k in range(3)]))
    lstm = layers.LSTM(units, return_sequences=True, name="lstm")
    states = (layers.Bidirectional(lstm, name="both_ways") if both else lstm)(vectors)
    return keras.Model(ids, layers.Dense(7, name="dense")(layers.Dropout(0.4)(states)))


for layer in filter(layers.Layer.count_params, build(len(vocabulary), units=128, both=False).layers):
    print(f"{layer.name:10} {layer.output.shape!s:16} {layer.count_params():7,} parameters")

# %% [markdown] tags=["pipeline", "deep_dive"]
# One row a token. T is open, for sentences differ in length. In one batch all rows must be equally long.
#
# ## Padding must not count
#
# The targets are tags as numbers, 0 for O. After a short sentence there are zeros too, and they mean
# nothing. Only a mask tells the one from the other.

# %% tags=["pipeline", "deep_dive"]
batch = pad_tagged(test, vocabulary)
print("ids", batch.ids.shape, " targets", batch.targets.shape, " mask", batch.mask.shape)
short = min((k for k in range(len(test)) if "B-PER" in test.tags[k]), key=lambda k: len(test.tokens[k]))
print(*test.tokens[short])
print("targets", batch.targets[short])
print("mask   ", batch.mask[short].astype(int))

# %% [markdown] tags=["metrics", "deep_dive"]
# **Pitfall: a measure that counts padding.** Say O everywhere, and measure the share of right tags.
# Wrong: over all places. Right: over the tokens.

# %% tags=["metrics", "code_along"]
all_o = np.zeros_like(batch.targets)
wrong = (all_o == batch.targets).mean()
right = (all_o == batch.targets)[batch.mask].mean()
print(f"padding is {(~batch.mask).mean():.0%} of the places")
print(f"wrong, padding counted: {wrong:.3f}")
print(f"right, tokens only:     {right:.3f}")

# %% [markdown] tags=["metrics", "deep_dive"]
# Padding is always right, so it flatters. A loss over all places has the same trouble. Keras leaves
# padding out where a mask reaches the loss (lesson 07); where none does, as for these bare logits, it
# takes **weights**, 1 for a token and 0 for padding. By hand, with a logit of 3 for O, else 0:

# %% tags=["code_along", "deep_dive"]
logits = np.zeros((*batch.targets.shape, 7), np.float32)
logits[..., 0] = 3.0
log_p = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
losses = -np.take_along_axis(log_p, batch.targets[..., None], axis=2)[..., 0]  # (B, T)
# Keras's default reduction would divide by all places, padding included; this one by the weights.
cross_entropy = keras.losses.SparseCategoricalCrossentropy(
    from_logits=True, reduction="mean_with_sample_weight")
by_keras = float(cross_entropy(batch.targets, logits, sample_weight=batch.mask))
print(f"masked, by hand: {losses[batch.mask].mean():.3f}"
      f"   equal to Keras: {abs(losses[batch.mask].mean() - by_keras) < 1e-5}")
print(f"wrong, with padding: {losses.mean():.3f}")

# %% [markdown] tags=["metrics", "why"]
# The unmasked loss looks better, and nothing was learned. The mask of `mask_zero=True` also lets the
# LSTM skip padding while it *reads* (lesson 02).
#
# ## Why accuracy flatters
#
# *Deeper: can wait.*
#
# Saying O finds no name at all. A better opponent is a **dictionary**: each word gets the tag that it
# had most often in training, a new word O.

# %% tags=["metrics", "code_along"]
counts = defaultdict(Counter)
for row, marks in zip(train.tokens, train.tags):
    for token, mark in zip(row, marks):
        counts[token][mark] += 1
looked_up = [[counts[t].most_common(1)[0][0] if t in counts else "O" for t in row]
             for row in test.tokens]
scores = span_scores(test.tags, looked_up)
print(f"tokens right: all O {right:.2f}, dictionary {tag_accuracy(test.tags, looked_up):.2f}")
none = span_scores(test.tags, [["O"] * len(row) for row in test.tokens])
print(f"entities found exactly: all O {none.correct}, dictionary {scores.correct} of {scores.actual}")

# %% [markdown] tags=["metrics"]
# ## Span F1: exact spans
#
# So count entities. One is found if start, end **and** kind are right; half a name is another name.
#
# $$\mathrm{precision} = \frac{\mathrm{exact}}{\mathrm{predicted}} \qquad \mathrm{recall} = \frac{\mathrm{exact}}{\mathrm{actual}} \qquad F_1 = \frac{2\,\mathrm{exact}}{\mathrm{predicted} + \mathrm{actual}}$$

# %% tags=["metrics", "code_along"]
true = ["B-ORG", "I-ORG", "I-ORG", "O", "B-PER", "O", "B-LOC"]
called = ["B-ORG", "I-ORG", "O", "O", "B-PER", "O", "B-PER"]
actual, predicted = set(tag_spans(true)), set(tag_spans(called))
exact = len(actual & predicted)
print("tokens right:", round(np.mean([a == b for a, b in zip(true, called)]), 2))
print(f"exact {exact}, predicted {len(predicted)}, actual {len(actual)}: "
      f"F1 {2 * exact / (len(predicted) + len(actual)):.2f}")
print(f"as the helper: {span_scores([true], [called]).f1:.2f}")

# %% [markdown] tags=["metrics"]
# Five of seven tags are right, but one of three entities: one was cut short, one has another kind.
# Each is two faults, for a wrong entity was predicted and a true one missed. *seqeval* is the usual
# library for this; the course kept what it says of 40 cases of random tags, of one to four rows each.

# %% tags=["metrics"]
recorded = load_recorded("seqeval")


def rows_of(letters):
    return [[recorded["letters"][letter] for letter in row] for row in letters.split(" ")]


apart = [abs(span_scores(rows_of(case["tags"]), rows_of(case["predicted"])).f1 - case["f1"])
         for case in recorded["cases"]]
print(f"{len(apart)} cases, F1 as by seqeval in all:", max(apart) < 1e-6)

# %% [markdown] tags=["deep_dive", "why"]
# ## From both ends
#
# A second LSTM reads from the end. At token t the first has read tokens 0 … t, the second T − 1 … t.
# Side by side they have read everything:
#
# $$\overrightarrow{h}_t = \mathrm{step}(x_t, \overrightarrow{h}_{t-1}) \qquad \overleftarrow{h}_t = \mathrm{step}'(x_t, \overleftarrow{h}_{t+1}) \qquad y_t = [\overrightarrow{h}_t, \overleftarrow{h}_t]$$
#
# Shapes (H,), (H,), (2H,); step′ has weights of its own. Each direction also carries its own c.

# %% tags=["code_along", "deep_dive", "picture"]
keras.utils.set_random_seed(12)
both_ways = layers.Bidirectional(layers.LSTM(3, return_sequences=True))
words = ["Jordan", "exported", "less", "phosphate"]
inputs = np.random.default_rng(12).normal(size=(4, 5)).astype(np.float32)
by_keras = both_ways(inputs[None]).numpy()[0]

forward = trace_lstm(weights_from_keras(both_ways.forward_layer), inputs).hidden
turned = trace_lstm(weights_from_keras(both_ways.backward_layer), inputs[::-1]).hidden
backward = turned[::-1]  # its first row belongs to the last word
joined = np.concatenate([forward, backward], axis=1)
print("forward", forward.shape, " backward", backward.shape, " joined", joined.shape)
print("by hand = Keras, to 1e-6:", np.abs(joined - by_keras).max() < 1e-6)
one = 4 * (3 * (5 + 3) + 3)
print("parameters: one LSTM", one, " both", 2 * one, " Keras", both_ways.count_params())
plots.plot_both_ways(words, forward, backward)

# %% [markdown] tags=["picture"]
# Follow the arrows. Above *Jordan* the upper three numbers (→) have read one word, the lower three (←)
# four. Above *phosphate* it is the other way round. Change the last word: which numbers notice?

# %% tags=["experiment", "code_along"]
other = inputs.copy()
other[3] += 1.0  # another last word
changed = np.abs(both_ways(other[None]).numpy()[0] - by_keras) > 1e-6
for word, row in zip(words, changed):
    print(f"{word:10} forward changed {row[:3].any()!s:5}  backward changed {row[3:].any()}")

# %% [markdown] tags=["deep_dive"]
# **Pitfall: padding read first.** The backward layer begins at the end of the row. If that is padding
# and nothing masks it, the padding is read first, and every number after it is different.

# %% tags=["deep_dive"]
padded = np.concatenate([inputs, np.full((3, 5), 0.5, np.float32)])  # id 0 has a vector too
mask = np.array([True] * 4 + [False] * 3)
wrong = both_ways(padded[None]).numpy()[0, :4]
right = both_ways(padded[None], mask=mask[None]).numpy()[0, :4]
for name, rows in (("wrong, no mask", wrong), ("right, mask   ", right)):
    same = [bool(np.allclose(rows[:, part], by_keras[:, part], atol=1e-6))
            for part in (slice(3), slice(3, 6))]
    print(f"{name}  forward as before: {same[0]}  backward as before: {same[1]}")

# %% [markdown] tags=["code_along", "deep_dive"]
# ## Train one
#
# *Deeper: can wait.*
#
# A short training, with weights in the loss (`sample_weight`) and in the measure (`weighted_metrics`).
# And new names? **Word dropout**: three times in ten a word with a capital is read as *unseen*, and
# rare words are now and then. That is to make it ask shape, ending and neighbours.

# %% tags=["code_along"]
keras.utils.set_random_seed(0)
network = build(len(vocabulary), units=32, features=32)
network.compile(keras.optimizers.Adam(0.015, clipnorm=1.0), cross_entropy,
                weighted_metrics=["accuracy"])
rows, random, losses = pad_tagged(train, vocabulary), np.random.default_rng(0), []
with traced_once(network):  # the step becomes a graph once, not anew for new lengths
    for _ in range(8):
        for ids, targets, weights in tagged_batches(rows, 32, random, 1.0, 0.3):
            losses.append(network.train_on_batch(ids, targets, sample_weight=weights)[0])
print("the loss fell below a quarter:", losses[-1] < losses[0] / 4)

# %% [markdown] tags=["deep_dive"]
# A network chooses each tag by itself, so *B-PER I-ORG* can come out. `legal_tags` takes the likeliest
# row that BIO allows (Viterbi's algorithm). A tagger that may not look ahead takes, token by token, the
# likeliest tag that may follow.

# %% tags=["metrics", "code_along"]
batch = pad_tagged(test, vocabulary)
probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(network.predict_on_batch(batch.ids)))
called = [legal_tags(row[mask]) for row, mask in zip(probabilities, batch.mask)]
scores = span_scores(test.tags, called)
print("more entities exact than by the dictionary:",
      scores.correct > span_scores(test.tags, looked_up).correct)
print("test span F1 above 0.6:", scores.f1 > 0.6)

# %% [markdown] tags=["metrics"]
# One seed: such figures depend on chance, a little on your processor, so the cell prints bounds.
#
# ## Left side against both sides, five seeds
#
# Recorded by `tools/record_entity_taggers.py`, longer trainings: same sentences, settings, passes. Both
# give 128 numbers a token, by one LSTM(128) or two LSTM(64). But both sides choose a legal row
# when all is read, left-only tag by tag.

# %% tags=["metrics", "picture"]
record = load_recorded("entity_taggers")
for name, runs in record["runs"].items():
    print(f"{name}: {runs[0]['parameters']['lstm']:,} parameters in the LSTM, "
          f"{np.mean([run['cpu_seconds'] for run in runs]):.0f} s a training")
    for measure in ("accuracy", "f1", "focus_right"):
        found = np.array([run["test"][measure] for run in runs])
        print(f"   {measure:11} mean {found.mean():5.2f}  from {found.min():5.2f} to {found.max():5.2f}")
measured = {
    title: {name.replace("_", " "): [run["test"][measure] / whole for run in runs]
            for name, runs in record["runs"].items()}
    for title, measure, whole in (("focus words right", "focus_right", len(hard)), ("span F1", "f1", 1))
}
plots.plot_by_seed(measured, bounds={"focus words right": ("limit of the left side", limit / len(hard))})

# %% tags=["metrics", "code_along"]
taggers = load_entity_taggers()  # those of seed 0
left = [taggers.left_only.read(row) for row in test.tokens]
called = [taggers.both_sides.read(row).tags for row in test.tokens]
for name, given in {
    "left only, tag by tag": [reading.tags for reading in left],
    "left only, row chosen when all is read": [legal_tags(reading.probabilities) for reading in left],
    "both sides": called,
}.items():
    print(f"{name:40} span F1 {span_scores(test.tags, given).f1:.2f}")

# %% [markdown] tags=["why", "metrics"]
# Every two-sided run beats every left-only one: mean F1 0.85, against 0.73. In seed 0 nearly half of
# that comes of choosing late. At the focus words left-only stays below the limit, 63; both sides pass
# it, failing at over a third.
#
# ## Names met, names new
#
# *Deeper: can wait.*
#
# Local papers repeat names. How much does that help?

# %% tags=["metrics", "code_along"]
for name, runs in record["runs"].items():
    for kind, words in (("met", "names that occur in training"), ("new", "names that do not")):
        found = [run["test"][f"{kind}_found"] / run["test"][kind] for run in runs]
        print(f"{name:10}  {runs[0]['test'][kind]} {words:29} found {np.mean(found):.0%}")
met = {row[span.start:span.end] for row, marks in zip(train.tokens, train.tags) for span in tag_spans(marks)}
focus = [row[span.start:span.end] in met for row, marks, k in zip(hard.tokens, hard.tags, hard.focus_places)
         for span in tag_spans(marks) if span.start <= k < span.end]
print(f"focus words that are part of a name: {len(focus)}; names met in training: {sum(focus)}")

# %% [markdown] tags=["metrics"]
# New names are harder, yet from both sides about three in four are found, by shape, ending, neighbours and
# known parts alone. Newness isn't the only difference: the focus names are all met ones. A test speaks for
# text *like the test*.
#
# ## Read the errors
#
# *Deeper: can wait.*
#
# Where is the two-sided tagger of seed 0 wrong?

# %% tags=["metrics", "code_along"]
def fault(span, others):
    if any(span[:2] == other[:2] for other in others):
        return "another kind"
    overlaps = any(span.start < other.end and other.start < span.end for other in others)
    return "other ends" if overlaps else "not there"


missed = Counter(fault(span, tag_spans(given)) for marks, given in zip(test.tags, called)
                 for span in tag_spans(marks) if span not in tag_spans(given))
print("true entities not found exactly:", dict(missed.most_common()))
at_focus = sum(given[k] != marks[k] for given, marks, k in zip(called, test.tags, test.focus_places)
               if k is not None)
print(f"of {len(hard)} focus words {at_focus} are wrong")

# %% tags=["picture", "metrics"]
rows = []
for k in [k for k, given in enumerate(called) if given != test.tags[k]][:6]:
    rows += [("true", test.tokens[k], test.tags[k]), ("tagger", test.tokens[k], called[k])]
print("in the training sentences:", {word: sum(word in row for row in train.tokens) for word in ("toast", "fringe")})
plots.plot_tagged(rows)

# %% [markdown] tags=["experiment", "picture"]
# Mostly it finds where a name is and mistakes what it names, often at words with several readings.
# You know: people burn *toast* and cut a *fringe*. But one training sentence has *toast*, none
# *fringe*.
#
# ## Word by word
#
# *Deeper: can wait.*
#
# Is *Rose* a person? Two tags a word, left-only above; below, one word's probabilities. Thick dark
# frame: they differ.

# %% tags=["picture"]
sentence = "Rose petals lay on Castle Square after the wedding."
plots.plot_tagging(read_twice(sentence, taggers))

# %% [markdown] tags=["experiment"]
# ## The tagging explorer
#
# 1. Move *read up to* from the first word on. Which tagger changes its mind about the first word, and
#    at which word?
# 2. Type *Quillon Vash bought the mill.* Nobody has that name. Write it in lower case: what is left?
# 3. Build a sentence in which the left side is enough. And one on which both fail.

# %% tags=["experiment"]
TaggingExplorer(sentence="Rose petals lay on Castle Square after the wedding.")

# %% [markdown] tags=["recall", "why"]
# ## When you cannot use it
#
# The backward layer starts at the end. Is the end there?
#
# | task | the end | read |
# |---|---|---|
# | names in an article | is there | both ways |
# | judge a review | is there | both ways, or one |
# | captions, live | not yet | from the left |
# | the next word | is the answer, to be copied | from the left |

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: names in Wikipedia
#
# *Deeper: can wait.*
#
# A test says how a model does on text *like the test*. Change the name to `"wikigold"` to see another. The
# file is downloaded once and checked by its hash; if that fails, one sentence says what to do.

# %% tags=["challenge", "metrics"]
CORPUS = "entities"  # or "wikigold": downloads 0.3 MB once

chosen = load_corpus(CORPUS).select("test")
for name, tagger in (("left only", taggers.left_only), ("both sides", taggers.both_sides)):
    scores = span_scores(chosen.tags, [tagger.read(row).tags for row in chosen.tokens])
    print(f"{name:10} on {CORPUS}: {scores.correct} of {scores.actual} found exactly, span F1 {scores.f1:.2f}")

# %% [markdown] tags=["challenge", "metrics"]
# On sentences by the author of its training text, the two-sided tagger has an F1 of 0.85. How much of it
# is left on Wikigold, with other people's sentences, other names, and a fourth kind that counts as O?

# %% [markdown] tags=["challenge"]
# ## Your turn: spans from tags
#
# Other labels this time, DISH, DAY and SHIP, and some illegal rows, as networks write them. In a cell
# of your own, `exercise("12_spans").hint()` helps and `.solution()` shows ours.

# %% tags=["challenge"]
def my_spans(tags):
    # (start, end, kind) of each entity; tokens[start:end] is the entity
    return ...


exercise("12_spans").check(my_spans)

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: a measure without padding
#
# *Deeper: can wait.*
#
# `targets` and `predicted` hold the number of a tag at each place, `mask` is True at tokens. Return the
# share of tokens with the right tag.

# %% tags=["challenge"]
def my_accuracy(targets, predicted, mask):
    # three arrays of shape (batch, timesteps); one number
    return ...


exercise("12_masked_accuracy").check(my_accuracy)

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("12_tagging", "myth_accuracy", "myth_always_both"), quiz("12_tagging"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("12_tagging"), due("12_tagging"))

# %% [markdown]
# ## In this lesson we
#
# - gave each token a tag, and read spans,
# - kept padding out, and scored whole entities,
# - counted what the left side can know, and read from both ends.
#
# **In practice** taggers start from large pretrained networks; some end in a CRF, which learns which tag
# follows which.
#
# **Next**: [go beyond one LSTM](13_go_beyond_one_lstm.ipynb), with stacks, GRUs and attention.
