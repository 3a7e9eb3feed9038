# %% [markdown] tags=["why"]
# # Tag named entities
#
# Who, where, which firm? A tagger gives every word a label. You will find out what a network can know
# of a word when it has read what stands before it, and what more it knows when it reads from both
# ends; and you will measure both so that the figure means something.
#
# ![A sentence tagged by two taggers, one of which has read on](pictures/tagging_explorer.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import FeatureVocabulary, TaggingExplorer, exercise, load_corpus, load_entity_taggers
from lstm_helpers import load_record, may_follow, pad_tagged, plots, quiz, read_twice, span_scores
from lstm_helpers import split_tokens, tag_accuracy, tag_spans, token_features, tokenize, trace_lstm

corpus = load_corpus("entities")
train, test = corpus.select("train"), corpus.select("test")

# %% [markdown]
# **You will** read spans from tags, keep padding out of loss and measure, score by whole entities,
# build a bidirectional LSTM by hand, train a tagger and read its errors. **You need** lessons 02 and
# 06. **Time**: about 50 minutes; the code runs in half a minute.
#
# Predict first: commit to an answer before you read on.

# %% tags=["test"]
quiz("12_tagging", "predict_first_word")

# %% [markdown] tags=["why"]
# ## One label a token
#
# A review gets one label. Here each token gets one: 761 sentences, written for this course, with the
# names of people (PER), places (LOC) and organisations (ORG) marked. The test sentences are kept for
# the end.

# %% tags=["pipeline"]
tokens, tags = train.tokens[3], train.tags[3]
for token, tag in zip(tokens, tags):
    print(f"{token:10} {tag}")
print([len(corpus.select(split)) for split in ("train", "validation", "test")], "sentences")

# %% tags=["picture"]
shown = [0, 1, 2, 3, 4, 8, 9, 10]
plots.plot_tagged([("", train.tokens[k], train.tags[k]) for k in shown])

# %% [markdown] tags=["picture"]
# One word, three colours: *Jordan* is a person, a country or a firm. What tells you which stands
# *after* the word more often than before it. Keep that in mind.

# %% [markdown] tags=["recall", "deep_dive"]
# ## B, I and O
#
# A name may have several tokens, so each tag says which part it is:
#
# - **B-** begins an entity, **I-** continues it, **O** is outside.
# - Why not the kind alone? Two names may touch. *B-PER B-PER* are two people, *B-PER I-PER* is one.
#
# What the tags say together are **spans**: start, end (not included), kind.

# %% tags=["code_along"]
spans = []
for place, tag in enumerate(tags):
    if tag.startswith("I-") and spans and spans[-1][1] == place and spans[-1][2] == tag[2:]:
        spans[-1] = (spans[-1][0], place + 1, tag[2:])  # one token longer
    elif tag != "O":
        spans.append((place, place + 1, tag[2:]))
print(spans)
print("as the helper:", spans == tag_spans(tags))
print([" ".join(tokens[start:end]) for start, end, kind in tag_spans(tags)])

# %% [markdown] tags=["deep_dive"]
# Not every row of tags makes sense: I-PER may follow B-PER or I-PER, and nothing else. A network does
# not know that; it chooses each tag by itself. `may_follow` tells what is legal.

# %% tags=["deep_dive"]
kinds = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
print("may follow →  ", *[f"{tag:6}" for tag in kinds])
for before in (None, *kinds):
    marks = ["yes" if may_follow(before, tag) else "·" for tag in kinds]
    print(f"{before or '(start)':14}", *[f"{mark:6}" for mark in marks])

# %% [markdown] tags=["metrics", "why"]
# ## How well can the left side do?
#
# 48 test sentences hold a word, the *focus*, of this kind: another test sentence has the same words
# before it and another tag. Who reads from the left must answer both alike. So the best possible share
# can be counted, before anything is trained.

# %% tags=["metrics", "code_along"]
from collections import Counter, defaultdict

hard = test.select(kind="right_context")
answers = defaultdict(Counter)
for row, focus_tags, place in zip(hard.tokens, hard.tags, hard.focus_places):
    answers[row[: place + 1]][focus_tags[place]] += 1
ceiling = sum(max(counts.values()) for counts in answers.values())
print("after", repr("Jordan"), "and no more:", dict(answers["Jordan",]))
print(f"at best {ceiling} of {len(hard)} right from the left side alone ({ceiling / len(hard):.0%})")

# %% [markdown] tags=["metrics"]
# Nobody can beat that with the left side alone: not a larger network, not more training. It is a limit
# of what was read, not of what was learned.

# %% [markdown] tags=["pipeline"]
# ## What the network sees of a token
#
# So far we lowered all letters. For names that throws away half of what tells. And another trouble:
# most names in new sentences were never seen before.

# %% tags=["pipeline"]
sentence = "Jordan's uncle signed in Baden-Baden."
print(tokenize(sentence))
print(split_tokens(sentence))

seen = {token.lower() for row in train.tokens for token in row}
names = [token for row, marks in zip(test.tokens, test.tags)
         for token, mark in zip(row, marks) if mark != "O"]
unseen = sum(name.lower() not in seen for name in names) / len(names)
print(f"tokens of names in the test sentences: {len(names)}, not seen in training: {unseen:.0%}")

# %% [markdown] tags=["pipeline", "deep_dive"]
# A new name still has a shape, *Xx*, and an ending, *-ton*, *-ski*, *-ed*. So each token gets three
# ids: its word in small letters, its shape, its last three letters. The vector of a token is the **sum**
# of three rows of the embedding: x = e(word) + e(shape) + e(ending).

# %% tags=["pipeline", "code_along"]
vocabulary = FeatureVocabulary.from_sentences(train.tokens)  # what occurs twice or more
print(len(vocabulary), "ids; 0 is padding, 1 to 3 an unseen word, shape, ending")
for token, ids in zip(("Jordan", "Vellberg", "exported"), vocabulary.encode(["Jordan", "Vellberg", "exported"])):
    print(f"{token:9}", token_features(token), ids)

# %% [markdown] tags=["pipeline"]
# *Vellberg* has no word of its own, but a capital letter, and an ending it shares with others.
#
# ## A network with an answer for each token
#
# `return_sequences=True` hands on every h, and the dense layer makes a logit for each tag of each of
# them.

# %% tags=["pipeline", "code_along"]
import keras
from lstm_helpers.networks import tagger_network

network = tagger_network(len(vocabulary), tags=7, units=24, seed=0)
for layer in network.layers:
    if layer.count_params() or layer.name == "ids":
        print(f"{layer.name:10} {layer.output.shape!s:22} {layer.count_params():6,} parameters")

# %% [markdown] tags=["pipeline"]
# From (batch, T, 3) ids to (batch, T, 7) logits: one row a token. T is open, for sentences differ in
# length. In a batch they don't, and so there is padding.

# %% [markdown] tags=["deep_dive"]
# ## Padding must not count
#
# The targets are tags as numbers, 0 for O. Behind a short sentence there are zeros too, and they mean
# nothing. Only a mask tells the one from the other.

# %% tags=["pipeline", "deep_dive"]
batch = pad_tagged(test, vocabulary)
print("ids", batch.ids.shape, " targets", batch.targets.shape, " mask", batch.mask.shape)
short = min(range(len(test)), key=lambda k: len(test.tokens[k]))
print(test.tokens[short])
print("targets", batch.targets[short])
print("mask   ", batch.mask[short].astype(int))

# %% [markdown] tags=["metrics", "deep_dive"]
# ## Pitfall: a measure that counts padding
#
# Say O everywhere, and measure the share of right tags. Wrong: over all places. Right: over the tokens.

# %% tags=["metrics", "code_along"]
all_o = np.zeros_like(batch.targets)
wrong = (all_o == batch.targets).mean()
right = (all_o == batch.targets)[batch.mask].mean()
print(f"padding is {(~batch.mask).mean():.0%} of the places")
print(f"wrong, padding counted: {wrong:.3f}")
print(f"right, tokens only:     {right:.3f}")

# %% [markdown] tags=["metrics"]
# Padding is always right, so it flatters; and the longer the longest sentence, the more. The loss has
# the same trouble: it would praise the network for what is no answer. Keras takes **weights**, 1 for a
# token and 0 for padding. By hand, with the untrained network:

# %% tags=["code_along", "deep_dive"]
from lstm_helpers.probabilities import softmax

logits = network.predict_on_batch(batch.ids)
chosen = np.take_along_axis(softmax(logits), batch.targets[..., None], axis=2)[..., 0]
losses = -np.log(chosen)  # (B, T): cross-entropy at every place
by_hand = losses[batch.mask].mean()

cross_entropy = keras.losses.SparseCategoricalCrossentropy(
    from_logits=True, reduction="mean_with_sample_weight")
by_keras = float(cross_entropy(batch.targets, logits, sample_weight=batch.mask))
print(f"masked by hand: {by_hand:.3f}   equal to Keras: {abs(by_hand - by_keras) < 1e-5}")
print(f"with padding:   {losses.mean():.3f}")

# %% [markdown] tags=["deep_dive"]
# Before training all seven tags are about equally likely, and −ln(1/7) = 1.95. Padding shifts the
# mean already now. In training it would do worse: half of the lesson to be learned would be *say O*.
#
# The **reading** is masked as well: the network's LSTM skips padding, as in lesson 02.

# %% [markdown] tags=["metrics", "why"]
# ## Why accuracy flatters
#
# 0.85 for saying O everywhere. It finds no name at all. A better opponent is a **dictionary**: each
# word gets the tag that it had most often in training, a new word O.

# %% tags=["metrics", "code_along"]
counts = defaultdict(Counter)
for row, marks in zip(train.tokens, train.tags):
    for token, mark in zip(row, marks):
        counts[token][mark] += 1


def by_dictionary(tokens):
    return [counts[t].most_common(1)[0][0] if t in counts else "O" for t in tokens]


nothing = [["O"] * len(row) for row in test.tokens]
looked_up = [by_dictionary(row) for row in test.tokens]
for name, called in (("all O", nothing), ("dictionary", looked_up)):
    print(f"{name:10}  tokens right {tag_accuracy(test.tags, called):.3f}"
          f"  entities found exactly {span_scores(test.tags, called).correct} of "
          f"{span_scores(test.tags, called).actual}")

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
print("tokens right:", np.mean([a == b for a, b in zip(true, called)]).round(2))
print(f"exact {exact}, predicted {len(predicted)}, actual {len(actual)}: "
      f"F1 {2 * exact / (len(predicted) + len(actual)):.2f}")
print(f"as the helper: {span_scores([true], [called]).f1:.2f}")

# %% [markdown] tags=["metrics"]
# Five of seven tags are right, but one of three entities: one was cut short, one has another kind.
# Each of these is two faults, for a wrong entity was predicted and a true one was missed. The
# baselines, and the words of the focus:

# %% tags=["metrics"]
def focus_right(called):
    pairs = zip(test.tags, called, test.focus_places)
    return sum(true[k] == given[k] for true, given, k in pairs if k is not None)


def report(name, called):
    scores = span_scores(test.tags, called)
    print(f"{name:10}  accuracy {tag_accuracy(test.tags, called):.2f}  precision {scores.precision:.2f}"
          f"  recall {scores.recall:.2f}  F1 {scores.f1:.2f}  focus {focus_right(called)} of {len(hard)}")


report("all O", nothing)
report("dictionary", looked_up)

# %% [markdown] tags=["deep_dive", "why"]
# ## From both ends
#
# Let a second LSTM read the sentence from its end. At token t the first has read tokens 0 … t, the
# second T − 1 … t. Put both h side by side, and everything has been read:
#
# $$\overrightarrow{h}_t = \mathrm{step}(x_t, \overrightarrow{h}_{t-1}) \qquad \overleftarrow{h}_t = \mathrm{step}'(x_t, \overleftarrow{h}_{t+1}) \qquad y_t = [\overrightarrow{h}_t, \overleftarrow{h}_t]$$
#
# Shapes (H,), (H,), (2H,); step′ has weights of its own.

# %% tags=["code_along", "deep_dive"]
from lstm_helpers import weights_from_keras

keras.utils.set_random_seed(12)
both_ways = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))
words = ["Jordan", "exported", "less", "phosphate"]
inputs = np.random.default_rng(12).normal(size=(4, 5)).astype(np.float32)
by_keras = both_ways(inputs[None]).numpy()[0]

forward = trace_lstm(weights_from_keras(both_ways.forward_layer), inputs).hidden
turned = trace_lstm(weights_from_keras(both_ways.backward_layer), inputs[::-1]).hidden
backward = turned[::-1]  # its first row belongs to the last word
joined = np.concatenate([forward, backward], axis=1)
print("forward", forward.shape, " backward", backward.shape, " joined", joined.shape)
print("by hand = Keras, to 1e-6:", np.abs(joined - by_keras).max() < 1e-6)

# %% tags=["picture"]
plots.plot_both_ways(words, forward, backward)

# %% [markdown] tags=["picture"]
# Follow the arrows. Above *Jordan* the upper three numbers (→) have read one word, the lower three (←)
# four. Above *phosphate* it is the other way round. Change the last word: which numbers above *Jordan*
# can notice?

# %% tags=["experiment", "code_along"]
other = inputs.copy()
other[3] += 1.0  # another last word
changed = np.abs(both_ways(other[None]).numpy()[0] - by_keras) > 1e-6
for word, row in zip(words, changed):
    print(f"{word:10} forward changed {row[:3].any()!s:5}  backward changed {row[3:].any()}")

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: turning padding to the front
#
# The backward layer begins at the end of the row. If that is padding and nothing masks it, the padding
# is read first, and every number after it is another.

# %% tags=["deep_dive"]
padded = np.concatenate([inputs, np.full((3, 5), 0.5, np.float32)])  # id 0 has a vector too
mask = np.array([True] * 4 + [False] * 3)
wrong = both_ways(padded[None]).numpy()[0, :4]
right = both_ways(padded[None], mask=mask[None]).numpy()[0, :4]
print("wrong, no mask: forward as before", np.allclose(wrong[:, :3], forward, atol=1e-6),
      " backward as before", np.allclose(wrong[:, 3:], backward, atol=1e-6))
print("right, mask:    forward as before", np.allclose(right[:, :3], forward, atol=1e-6),
      " backward as before", np.allclose(right[:, 3:], backward, atol=1e-6))

# %% [markdown] tags=["code_along"]
# ## Train one
#
# The course's `train` loop takes batches with weights. A word is now and then read as unseen, the rarer
# the more often, so that the network learns what to do with new names. Fifteen passes take some ten
# seconds.

# %% tags=["code_along"]
from lstm_helpers import tagged_batches
from lstm_helpers.tagger_fitting import compile_tagger, tagger_from_keras
from lstm_helpers.training import Plan, train as train_network

keras.utils.set_random_seed(0)
network = compile_tagger(tagger_network(len(vocabulary), tags=7, units=24, seed=0))
padded_train, random = pad_tagged(train, vocabulary), np.random.default_rng(0)
history = train_network(network, lambda: tagged_batches(padded_train, 16, random, word_dropout=0.25),
                        steps=33, plan=Plan(epochs=15, learning_rate=0.01))
print("the loss fell below a third:", history.epochs[-1].loss < history.epochs[0].loss / 3)

# %% tags=["metrics", "code_along"]
mine = tagger_from_keras(network, vocabulary)
called = [mine.read(row).tags for row in test.tokens]
scores = span_scores(test.tags, called)
print("more entities exact than by the dictionary:",
      scores.correct > span_scores(test.tags, looked_up).correct)
print("F1 above 0.45:", scores.f1 > 0.45)
network_says = network.predict_on_batch(batch.ids[:8])
numpy_says = [mine.read(row).probabilities for row in test.tokens[:8]]
print("NumPy as Keras:", all(np.allclose(softmax(a[: len(b)]), b, atol=1e-5)
                             for a, b in zip(network_says, numpy_says)))

# %% [markdown] tags=["metrics"]
# One training, one seed: figures of such a run depend on chance, and a little on your processor, so the
# cell prints bounds. What is true of the *method* takes several seeds.
#
# ## Left side against both sides, five seeds
#
# Recorded by `tools/record_entity_taggers.py`: the same sentences, settings and number of passes. Both
# give 48 numbers a token, from one LSTM(48) or two LSTM(24).

# %% tags=["metrics"]
record = load_record("entity_taggers")
for name, runs in record["runs"].items():
    print(f"{name}: {runs[0]['parameters']['lstm']:,} parameters in the LSTM, "
          f"{np.mean([run['cpu_seconds'] for run in runs]):.0f} s a training")
    for measure in ("accuracy", "f1", "focus_right"):
        found = np.array([run["test"][measure] for run in runs])
        print(f"   {measure:11} mean {found.mean():5.2f}  from {found.min():5.2f} to {found.max():5.2f}")

# %% tags=["picture", "metrics"]
measured = {
    title: {name.replace("_", " "): [run["test"][measure] / whole for run in runs]
            for name, runs in record["runs"].items()}
    for title, measure, whole in (("focus words right", "focus_right", 48), ("span F1", "f1", 1))
}
plots.plot_by_seed(measured, bounds={"focus words right": ("limit of the left side", ceiling / 48)})

# %% [markdown] tags=["metrics"]
# TO BE READ FROM THE FIGURES.

# %% [markdown] tags=["why", "metrics"]
# ## Read the errors
#
# A figure does not tell what goes wrong. The pair of taggers with seed 0 comes with the course, in
# NumPy. Sort what the two-sided one gets wrong, one entity at a time.

# %% tags=["metrics", "code_along"]
left_only, both_sides = load_entity_taggers()
tagged = {"left only": [left_only.read(row).tags for row in test.tokens],
          "both sides": [both_sides.read(row).tags for row in test.tokens]}
for name, called in tagged.items():
    report(name, called)


def fault(span, others):
    if any(span[:2] == other[:2] for other in others):
        return "another kind"
    overlaps = any(span.start < other.end and other.start < span.end for other in others)
    return "other ends" if overlaps else "not there"


missed, invented = Counter(), Counter()
for true, called in zip(test.tags, tagged["both sides"]):
    actual, predicted = tag_spans(true), tag_spans(called)
    missed.update(fault(span, predicted) for span in actual if span not in predicted)
    invented.update(fault(span, actual) for span in predicted if span not in actual)
print("true entities not found exactly:", dict(missed.most_common()))
print("predicted entities not exact:   ", dict(invented.most_common()))

# %% tags=["picture", "metrics"]
rows = []
for k in [k for k, called in enumerate(tagged["both sides"]) if called != test.tags[k]][:8]:
    rows += [("true", test.tokens[k], test.tags[k]),
             ("both sides", test.tokens[k], tagged["both sides"][k])]
plots.plot_tagged(rows)

# %% [markdown] tags=["metrics"]
# TO BE READ.

# %% tags=["metrics"]
illegal = sum(not may_follow(before, tag) for called in tagged["both sides"]
              for before, tag in zip((None, *called), called))
print("tags that BIO does not allow there:", illegal, "of", sum(map(len, test.tokens)))

# %% [markdown] tags=["experiment", "picture"]
# ## Word by word
#
# Two tags below each word, the left-only tagger's above the other's; below, the probabilities for one
# word. What differs has a thick frame.

# %% tags=["picture"]
plots.plot_tagging(read_twice("Jordan has little water and shares most of it.", load_entity_taggers()))

# %% [markdown] tags=["experiment"]
# ## The tagging explorer
#
# 1. Move *read up to* from the first word on. Which tagger changes its mind about the first word, and
#    at which word?
# 2. Type a name that nobody has ever had. What do shape and ending tell? Write it small: what is left?
# 3. Build a sentence in which the left side is enough. And one on which both fail.

# %% tags=["experiment"]
TaggingExplorer(sentence="Jordan has little water and shares most of it.")

# %% [markdown] tags=["deep_dive", "why"]
# ## When you cannot use it
#
# The backward layer starts at the end. In a stream the end is not there yet. You can tag what there is
# so far, but then tags change as words come in. How many?

# %% tags=["metrics", "experiment"]
revised = {"left only": 0, "both sides": 0}
for row in test.tokens:
    for name, tagger in (("left only", left_only), ("both sides", both_sides)):
        final = tagger.read(row).tags
        at_once = [tagger.read(row[: t + 1]).tags[t] for t in range(len(row))]
        revised[name] += sum(now != later for now, later in zip(at_once, final))
print("tokens whose tag changed after it was shown:", revised, "of", sum(map(len, test.tokens)))

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: reading the answer
#
# Worse where the next word *is* the question. A language model with a backward layer reads the word it
# shall predict, and learns to copy it: a loss near 0, and nothing to say when it has to go on by itself.
# The states at *exported*, when the word after it is another:

# %%
other = inputs.copy()
other[2] += 1.0  # another third word
after = both_ways(other[None]).numpy()[0]
print("wrong, both ways: the state at word 2 knows word 3:", not np.allclose(after[1], by_keras[1]))
print("right, forward:   the state at word 2 knows word 3:",
      not np.allclose(after[1, :3], by_keras[1, :3]))

# %% [markdown] tags=["recall", "why"]
# ## Which reading for which task
#
# | task | the end is there | read |
# |---|---|---|
# | names in an article | yes | both ways |
# | judge a review | yes | both ways, or one |
# | captions, live | no | from the left |
# | the next word | it is the answer | from the left |

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
quiz("12_tagging", "myth_accuracy", "myth_always_both")

# %% tags=["test"]
quiz("12_tagging")

# %% [markdown]
# ## In this lesson we
#
# - gave each token a tag, and read spans from tags,
# - kept padding out of loss and measure, and scored by whole entities,
# - counted what the left side can know, and read from both ends.
#
# **In practice** taggers start from large pretrained networks and forbid illegal tags by a last layer
# (a CRF). Masks, spans and the question *what is known when* stay the same.
#
# **Next**: beyond one LSTM, with stacks, GRUs and attention.
