# %% [markdown] tags=["why"]
# # Classify sentiment
#
# Praise or blame? It is the classic task for an LSTM, and one that a much plainer model does well. You
# will build both, train them on thousands of reviews, read their worst mistakes, and find out where
# reading in order pays.
#
# ![A sentence read by an LSTM and counted by a bag of words](pictures/sentiment_explorer.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import BinaryScores, SentimentExplorer, binary_scores, due, exercise, load_corpus
from lstm_helpers import load_recorded, plots, quiz, review_bag, sentiment_view, tokenize
from lstm_helpers import wilson_interval
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

# %% [markdown]
# **You will** go from texts to a verdict: look at the data, set a baseline, train, measure, read errors,
# look into the gates, compare honestly. **You need** lessons 05, 08 and 09. **Time**: about 45 minutes;
# one training takes some ten seconds.
# **Core**: about 30 minutes; sections marked *Deeper* can wait.
#
# Predict first: commit to an answer.

# %% tags=["test"]
quiz("10_sentiment", "predict_four")

# %% [markdown] tags=["why"]
# ## Four sentences
#
# Many a first example trains on a handful of sentences and reports an accuracy of 1.0. Let us do the
# same, and then ask the network about sentences that it has not seen.

# %% tags=["code_along", "pipeline"]
from lstm_helpers import fit_text_classifier

four = ["I love this film", "A wonderful story", "I hate this film", "A terrible story"]
is_praise = [True, True, False, False]
tiny = fit_text_classifier(four, is_praise, validation=0, epochs=30, units=8, dropout=0.0, word_dropout=0.0)
print(f"on the four it was trained on: accuracy {tiny.score(four, is_praise)}")

reviews = load_corpus("reviews").select(labels=("negative", "positive"))
train, validation, test = (reviews.select(name) for name in ("train", "validation", "test"))
y_train, y_validation, y_test = (
    np.array(part.labels) == "positive" for part in (train, validation, test))
print(f"on {len(test):,} other reviews:     accuracy below 0.6: {tiny.score(test.texts, y_test) < 0.6}")

# %% tags=["code_along"]
known = set(tokenize(" ".join(four)))
read = [[token in known for token in tokenize(text)] for text in test.texts]
print(f"it knows {len(known)} words, which make up {np.mean(np.concatenate(read)):.0%} of all in other reviews")
print(f"reviews that hold love, hate, wonderful or terrible: "
      f"{np.mean([bool({'love', 'hate', 'wonderful', 'terrible'} & set(tokenize(t))) for t in test.texts]):.0%}")

# %% [markdown]
# 1.0 means that it has learned four sentences by heart. It says nothing of a fifth. Most words of other
# reviews are strange to it, and the few that carry a verdict are rarely there. A figure counts only on
# texts that had no part in training.

# %% [markdown] tags=["pipeline"]
# ## The reviews
#
# The course's corpus has sentences about invented films: negative, positive and neutral (facts without
# an opinion). Here we ask *praise or blame*, so the neutral ones stay out: they have no right answer
# to that question. The splits are fixed.

# %% tags=["pipeline"]
everything = load_corpus("reviews")
print("            negative  neutral  positive")
for split in ("train", "validation", "test"):
    labels = everything.select(split).labels
    print(f"{split:10}  {labels.count('negative'):8,}  {labels.count('neutral'):7,}  {labels.count('positive'):8,}")
for text, label in list(zip(train.texts, train.labels))[40:44]:
    print(f"{label:8}  {text}")

# %% [markdown] tags=["pipeline"]
# The two classes are of nearly equal size, so accuracy can be read (lesson 09). Some sentences come in **order
# pairs**: nearly the same words, opposite verdicts; what differs is the order, a *not* or a *but*. Both
# twins are always in the same split.

# %% tags=["pipeline", "code_along"]
pairs = test.select(paired=True)
for text, label in list(zip(pairs.texts, pairs.labels))[:4]:
    print(f"{label:8}  {text}")
same = sum(sorted(tokenize(a)) == sorted(tokenize(b)) for a, b in zip(pairs.texts[::2], pairs.texts[1::2]))
print(f"{len(pairs) // 2} pairs among the test reviews; in {same} of them both hold exactly the same words")

# %% [markdown] tags=["metrics"]
# ## The baseline comes first
#
# Before any network: the majority, then a bag of words, TF-IDF with logistic regression. Its one setting,
# C, is chosen on validation reviews; the test is for the verdict alone. How good can it be without any
# order?

# %% tags=["test"]
quiz("10_sentiment", "predict_bag")

# %% tags=["metrics", "code_along"]
def bag_of_words(c, words=1):
    vectors = TfidfVectorizer(ngram_range=(1, words))
    return make_pipeline(vectors, LogisticRegression(C=c, max_iter=1000))


print("on validation: words, words and pairs")
for c in (1, 3, 10):
    tried = [bag_of_words(c, words).fit(train.texts, y_train) for words in (1, 2)]
    print(f"C {c:4}", *[f"{model.score(validation.texts, y_validation):13.3f}" for model in tried])

# %% tags=["metrics", "code_along"]
def report(name, p):
    one, right = binary_scores(y_test, p), (p > 0.5) == y_test
    order = right[np.array(test.pairs) != ""].mean()
    print(f"{name:16} accuracy {one.accuracy:.3f}  precision {one.precision:.3f}  recall {one.recall:.3f}"
          f"  F1 {one.f1:.3f}   order pairs {order:.3f}")


bag = bag_of_words(c=3).fit(train.texts, y_train)
bag_2 = bag_of_words(c=10, words=2).fit(train.texts, y_train)
p_bag, p_bag_2 = (model.predict_proba(test.texts)[:, 1] for model in (bag, bag_2))
report("majority", np.zeros(len(test)))  # always blame: the larger class in training, not in the test
report("words", p_bag)
report("words and pairs", p_bag_2)

# %% [markdown] tags=["metrics"]
# Words alone are right on about 85 of 100 reviews: *dull* is dull wherever it stands. Neighbouring words,
# such as *not good*, bring it to nearly 88. On the order pairs words alone are at chance; on the 92 with
# the same words they must be: for two equal bags there is only one answer.

# %% [markdown] tags=["pipeline"]
# ## Train an LSTM
#
# Ids → embedding (32 features, padding masked) → LSTM (32 units) → dense layer, two logits. Dropout 0.4;
# Adam, its rate falling to 0; five epochs. Rate, batch and epochs were chosen on validation reviews, so the
# network may learn from all training reviews, as the bags did: `validation=0` keeps none back.

# %% tags=["pipeline", "code_along"]
from IPython.display import display
from ipywidgets import FloatProgress

bar = FloatProgress(max=1.0, description="training")
display(bar)


def watch(progress):
    bar.value = progress.share


settings = {"learning_rate": 0.015, "batch": 64, "epochs": 5, "validation": 0, "word_dropout": 0.0}
lstm = fit_text_classifier(train.texts, y_train, seed=0, watch=watch, **settings)
print(f"{lstm.history_.stopped}; {lstm.network_.count_params():,} parameters")

# %% tags=["metrics"]
p_lstm = lstm.predict_proba(test.texts)[:, 1]
one = binary_scores(y_test, p_lstm)
print(f"accuracy 0.85 or better: {one.accuracy >= 0.85};  precision and recall 0.80 or better: "
      f"{min(one.precision, one.recall) >= 0.80}")
print(f"F1 within 0.05 of precision and of recall: {max(abs(one.f1 - one.precision), abs(one.f1 - one.recall)) < 0.05}")

# %% [markdown] tags=["metrics"]
# Above 0.85, and F1 lies close to precision and recall: the network does not lean far to either side.
# (Your last digits may differ from ours, so we print bounds here, and all digits where they were
# recorded.)

# %% [markdown] tags=["pipeline", "deep_dive"]
# ## Look inside your own network
#
# Your trained network can be read word by word, as in lesson 05. `as_review_model` copies its weights
# into NumPy. Two logits become one, for a softmax over a and b is a sigmoid of their difference:
#
# $$\frac{e^b}{e^a + e^b} = \sigma(b - a)$$

# %% tags=["pipeline", "code_along"]
from lstm_helpers import as_review_model, load_review_model

own = as_review_model(lstm)
by_keras = lstm.predict_proba(test.texts[:200])[:, 1]
by_numpy = [own.read(text).probabilities[-1] for text in test.texts[:200]]
print("word by word in NumPy = Keras:", np.allclose(by_numpy, by_keras, atol=1e-4))

# %% [markdown] tags=["picture"]
# ## Two judges, one sentence
#
# The LSTM has an opinion after every word. The bag has one for all of them, whatever their order, and
# each word adds its share. (`review_bag` splits texts into the LSTM's tokens.) Two words change places:

# %% tags=["picture"]
course = load_review_model()  # trained for lesson 05; the same on every machine
view = sentiment_view("The start was dull, but the ending was great", course, review_bag(), "swap", word=3, other=8)
print(f"as typed:   LSTM {view.before.probability:.2f}, bag {view.before.bag_probability:.2f}")
print(f"swapped:    LSTM {view.probability:.2f}, bag {view.bag_probability:.2f}")
plots.plot_sentiment(view)

# %% [markdown] tags=["experiment"]
# ## The sentiment explorer
#
# This one has *your* network inside.
#
# 1. Swap *dull* and *great*. Which judge notices?
# 2. Type *It is good* and put *not* before *good*; then try *It is never dull*.
# 3. Type *I came in happy and went home angry*. Who is right? Swap the two.

# %% tags=["experiment"]
SentimentExplorer(own)

# %% [markdown] tags=["metrics", "why"]
# ## Read the worst errors
#
# A measure says how often; only reading says why. Sort the wrong answers by how sure the network was.
# Here it is the network of lesson 05, whose mistakes are the same on every machine. (To mend a model by
# its errors, read those in validation: a test that has taught you is no test.)

# %% tags=["metrics", "code_along"]
from lstm_helpers import classify

p_course = classify(course, test.texts)
wrong = np.flatnonzero((p_course > 0.5) != y_test)
worst = sorted(wrong, key=lambda place: -abs(p_course[place] - 0.5))
print(f"{len(wrong)} of {len(test):,} are wrong")
for place in worst[:10]:
    print(f"{test.labels[place]:8}  P(positive) {p_course[place]:.3f}  bag {p_bag[place]:.2f}  {test.texts[place]}")

# %% [markdown]
# Some need the world: an exam that was failed before the film, a cat that was the only bad thing. Some
# turn on a small word (*they cannot only scream*). Some mock (*can we go now?*). And the network can be
# very sure and wrong: its 0.999 is no promise.

# %% [markdown] tags=["picture", "deep_dive"]
# ## The gates on the worst error
#
# *Deeper: can wait.*
#
# *Impossible to like and impossible to believe* is blame, and the network says 1.00 for praise. Where
# does it go wrong? Look at the answer after each word, then at the forget and input gates.

# %% tags=["picture", "deep_dive"]
reading = course.read(test.texts[worst[0]])
print("token        P(positive)  forget  input")
for token, p, forget, gate in zip(
        reading.tokens, reading.probabilities, reading.trace.forget, reading.trace.input):
    print(f"{token:12} {p:11.2f} {forget.mean():7.2f} {gate.mean():6.2f}")
plots.plot_gate_maps(reading)

# %% tags=["metrics", "code_along"]
for text, label in zip(everything.select("train").texts, everything.select("train").labels):
    if "impossible" in tokenize(text):
        print(f"{label:8}  {text}")
for words in ("impossible", "impossible to like", "bad sound made this impossible to follow"):
    print(f"P(positive) {classify(course, [words])[0]:.2f}  {words}")

# %% [markdown]
# At *impossible* it jumps to 1.00: there the input gates stand widest open, and no later word takes it
# back. The gates did their work; the word was learned wrongly. It stands in three training reviews, and
# two of them praise. An error like this asks for more data before it asks for more units.

# %% [markdown] tags=["metrics"]
# ## Where does order pay?
#
# *Deeper: can wait.*
#
# Sort the test reviews by what they hold (one with *not* and *but* stands in both rows), and count both
# judges on each kind. The range is Wilson's (lesson 09): how far a share may be off, counted on so few.

# %% tags=["metrics", "code_along"]
sets = [set(tokenize(text)) for text in test.texts]
in_pair = np.array(test.pairs) != ""
denies = np.array([bool(words & {"not", "no", "never", "nothing", "nobody", "cannot"}) for words in sets])
turns = np.array([bool(words & {"but", "although", "though", "yet", "despite"}) for words in sets])
print("                         reviews   LSTM of lesson 05     bag of words")
for name, kind in {"order pairs": in_pair, "others with not, no …": denies & ~in_pair,
                   "others with but, yet …": turns & ~in_pair, "all the rest": ~(in_pair | denies | turns)}.items():
    cells = []
    for p in (p_course, p_bag):
        right = int(((p > 0.5) == y_test)[kind].sum())
        cells.append("{:.3f} ({:.2f} to {:.2f})".format(right / kind.sum(), *wilson_interval(right, int(kind.sum()))))
    print(f"{name:24} {kind.sum():7,}", *cells, sep="   ")

# %% [markdown]
# On nearly two thirds of the reviews the two are level: there order hardly matters. Where a word denies
# or turns, the network is some six points ahead. (Touching ranges don't refute it: both judged the
# same reviews.) On the order pairs it is far ahead, and far from perfect. An average depends on how many
# of each there are.

# %% [markdown] tags=["challenge"]
# ## Your turn: count twins
#
# A pair is understood only if *both* twins are judged rightly. Given right and wrong decisions and the pair
# ids (`""` for none), return the share of such pairs, 0 if there is none. `exercise("10_twins").hint()` helps.

# %% tags=["challenge"]
def share_of_pairs(right, pairs):
    # which texts belong together, and are both right?
    return ...


exercise("10_twins").check(share_of_pairs)

# %% [markdown] tags=["why", "metrics"]
# ## An honest scoreboard
#
# One training is one draw. So `tools/record_sentiment.py` trained every network with five seeds, all on
# the same reviews; ± is the standard deviation over them, and a bag has one run. On validation each chose
# the best of three learning rates, the bags the best of six values of C. Commit first.

# %% tags=["test"]
quiz("10_sentiment", "predict_board")

# %% tags=["metrics"]
record = load_recorded("sentiment")
COUNTS = ("true_positives", "false_negatives", "false_positives", "true_negatives")
twins = len(pairs) // 2
print("                           accuracy       precision recall   F1   order pairs     CPU s   parameters")
for name, runs in record["test"].items():
    scores = [BinaryScores(*(run[count] for count in COUNTS)) for run in runs]
    accuracy, order = [one.accuracy for one in scores], [run["order_right"] / len(pairs) for run in runs]
    means = [np.mean([getattr(one, kind) for one in scores]) for kind in ("precision", "recall", "f1")]
    print(f"{name:24} {np.mean(accuracy):.3f} ± {np.std(accuracy):.3f}     {means[0]:.3f}   {means[1]:.3f}  {means[2]:.3f}"
          f"  {np.mean(order):.3f} ± {np.std(order):.3f}  {np.mean([run['seconds'] for run in runs]):5.1f}"
          f"  {runs[0]['parameters']:10,}")

# %% tags=["picture", "metrics"]
boards = {
    "all test reviews": {name: [run["true_positives"] + run["true_negatives"] for run in runs]
                         for name, runs in record["test"].items()},
    "order pairs": {name: [run["order_right"] for run in runs] for name, runs in record["test"].items()},
}
plots.plot_scores(boards, {"all test reviews": len(test), "order pairs": len(pairs)})

# %% [markdown] tags=["metrics"]
# Dots are seeds, grey is Wilson's range. On all reviews GRU and LSTM are about four points ahead of
# single words, and level with words and pairs. On the order pairs each of their trainings is ahead of
# both bags; not each of SimpleRNN's is. There grey takes twins as independent sentences, and is too
# wide: count pairs.

# %% tags=["metrics", "code_along"]
for name, runs in record["test"].items():
    both = np.mean([run["pairs_right"] for run in runs])
    low, high = wilson_interval(round(both), twins)
    print(f"{name:24} both twins right in {both / twins:5.1%} of {twins} pairs ({low:.2f} to {high:.2f})")

# %% [markdown] tags=["metrics"]
# Counted as in your exercise, they are far apart: the LSTM understands two pairs in five, words and pairs
# one in seven. (Two tossed coins: a quarter.)
#
# ## Where the bag of words wins
#
# *Deeper: can wait.*
#
# It trains far faster. Is the LSTM better however few the reviews? Five draws each; fewer reviews were
# read in more epochs:

# %% tags=["metrics"]
print("training reviews     " + "   ".join(f"{name:>24}" for name in record["by_size"]))
for size in (250, 1000, len(train)):
    cells = []
    for name, runs in record["by_size"].items():
        runs = record["test"][name] if size == len(train) else [run for run in runs if run["size"] == size]
        right = [(run["true_positives"] + run["true_negatives"]) / len(test) for run in runs]
        seconds = np.mean([run["seconds"] for run in runs])
        cells.append(f"{np.mean(right):.3f} ± {np.std(right):.3f}, {seconds:5.2f} s")
    print(f"{size:16,}     " + "   ".join(f"{cell:>24}" for cell in cells))

# %% [markdown] tags=["metrics"]
# After 250 and 1,000 reviews the two are level, and the bag took a hundredth of a second. With all, the
# LSTM is four points ahead. (Settings were chosen with all; others may suit fewer.)
#
# `TextClassifier` has scikit-learn's manners, so `cross_val_score` takes it. Three epochs only, to see
# it run:

# %% tags=["metrics", "code_along"]
from lstm_helpers import TextClassifier
from sklearn.model_selection import cross_val_score

few = np.random.default_rng(0).permutation(len(train))[:300]
texts, labels = np.array(train.texts)[few], y_train[few]
small = TextClassifier(units=8, features=8, epochs=3, batch=150, validation=0)
bag_scores = cross_val_score(bag_of_words(c=3), texts, labels, cv=2)
lstm_scores = cross_val_score(small, texts, labels, cv=2)
print(f"bag of words, two parts of 150: {bag_scores.round(2)}")
print(f"LSTM: {len(lstm_scores)} scores, each from 0.4 to 0.8:", bool(np.all((lstm_scores > 0.4) & (lstm_scores < 0.8))))

# %% [markdown] tags=["challenge"]
# ## Your turn: beat the baseline
#
# *Deeper: can wait.*
#
# Words alone reach 0.850 on validation reviews. Write a function that learns from texts and labels (True
# for positive), and returns a fitted model that reaches 0.86, in half a minute. No network is needed.

# %% tags=["challenge"]
def fit_reviews(texts, labels):
    # what do single words not see?
    return ...


exercise("10_baseline").check(fit_reviews)

# %% [markdown] tags=["deep_dive", "metrics"]
# ## Pitfall: neutral called negative
#
# *Deeper: can wait.*
#
# `label == "positive"` on all three labels turns neutral sentences into blame. No error, and wrong
# answers. Right: leave them out, or give them a class of their own.

# %% tags=["metrics", "code_along"]
three, all_test = everything.select("train"), everything.select("test")
texts, labels = three.texts[:3000], np.array(three.labels[:3000])
wrong_bag = bag_of_words(c=3).fit(texts, labels == "positive")
right_bag = bag_of_words(c=3).fit(texts, labels)
neutral = all_test.select(labels=("neutral",))
print(f"wrong: called blame   {np.mean(~wrong_bag.predict(neutral.texts)):.2f} of {len(neutral)} neutral sentences")
print(f"right: called neutral {np.mean(right_bag.predict(neutral.texts) == 'neutral'):.2f};"
      f"  accuracy on three classes {right_bag.score(all_test.texts, all_test.labels):.2f}")

# %% [markdown] tags=["deep_dive", "metrics"]
# ## Pitfall: the test that chose
#
# *Deeper: can wait.*
#
# Try many models, keep the one that is best on the test, report that figure: it is too high, for luck was
# chosen along with skill. Thirty bags, each trained on 400 reviews drawn for it, judged on 100:

# %% tags=["metrics", "code_along"]
random, tried = np.random.default_rng(0), []
chooses = random.permutation(len(test))[:100]
for _ in range(30):
    rows = random.permutation(len(train))[:400]
    model = bag_of_words(c=3).fit(np.array(train.texts)[rows], y_train[rows])
    right = model.predict(test.texts) == y_test
    tried.append((right[chooses].mean(), np.delete(right, chooses).mean()))
best = max(tried)
print(f"the best of 30, on the 100 that chose it (wrong): {best[0]:.2f}")
print(f"the same model, on {len(test) - 100:,} others (right):      {best[1]:.2f}")

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: reviews from IMDB
#
# *Deeper: can wait.*
#
# One author wrote ours, a sentence each. IMDB's are by many, and long. Change the name and run the cell:
# it downloads once, checks each file by its hash, and if it can't, one sentence says what to do.

# %% tags=["challenge", "metrics"]
CORPUS = "reviews"  # or "imdb": downloads 19 MB once

chosen = load_corpus(CORPUS).select(labels=("negative", "positive"))
learn, judge = chosen.select("train"), chosen.select("test")
tokens = np.mean([len(tokenize(text)) for text in judge.texts])
score = bag_of_words(c=3).fit(learn.texts, learn.labels).score(judge.texts, judge.labels)
print(f"{CORPUS} ({chosen.origin.source}), {tokens:.0f} tokens a review on average")
print(f"single words, {len(learn):,} reviews to learn from: {score:.3f} of {len(judge):,} right")

# %% [markdown] tags=["challenge", "metrics"]
# 0.845 is the baseline from above. A figure holds for texts like these; for others it is measured anew.

# %% [markdown] tags=["recall"]
# ## When which
#
# | | bag of words | LSTM |
# |---|---|---|
# | few hundred texts | first choice | level, for more work |
# | training | a fraction of a second | several seconds |
# | single words decide | level | level |
# | *not*, *but*, order | blind, or neighbours only | ahead |
# | why? | read the weights | watch the gates |

# %% tags=["test"]
display(quiz("10_sentiment", "myth_always_lstm", "myth_training_accuracy"), quiz("10_sentiment"))

# %% tags=["test", "recall"]
# What comes back: questions of this lesson and those before it, on the day that they are due.
due("10_sentiment")

# %% [markdown]
# ## In this lesson we
#
# - saw why 1.0 on four sentences means nothing, and set baselines first,
# - trained an LSTM, read its worst errors and the gates behind one,
# - counted where order pays, with seeds and ranges.
#
# **In practice** report the plain baseline beside your network, on the same test.
#
# **Next**: [generate text](11_generate_text.ipynb), one character after another.
