# %% [markdown] tags=["why"]
# # Train and read the curves
#
# Training turns random numbers into a reader. It takes seconds, and it can go wrong without an error.
# You will train a classifier of film reviews, watch its loss fall, read the curves, and name the
# fault when they look wrong.
#
# ![Loss and accuracy by epoch of a recorded training that overfits](pictures/curves_explorer.png)

# %% tags=["code_along"]
import math
import keras
import numpy as np
from lstm_helpers import CurvesExplorer, LiveCurves, backpropagate, clip_by_norm, diagnose, due
from lstm_helpers import exercise, flashcards, global_norm, guessing, load_corpus
from lstm_helpers import load_recorded_runs, load_review_model, observe, pad, plots, quiz
from lstm_helpers import trace_lstm
from lstm_helpers.training import Plan, train

# %% [markdown]
# **You will** train, stop and repeat a training, set its learning rate, tell underfitting from
# overfitting, and find a fault by its symptom. **You need** the pipeline of lesson 07 and gradients
# from lesson 04. **Time**: about 45 minutes; the code runs for half a minute.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first.

# %% tags=["test"]
quiz("08_training", "predict_first_loss")

# %% [markdown] tags=["pipeline"]
# ## Three classes
#
# The reviews are negative, neutral or positive. They were split once: *train* to learn from,
# *validation* to choose by, *test* for one verdict at the end. Count them first: every figure of a
# training means something only beside what *guessing* gives.

# %% tags=["pipeline", "metrics"]
corpus = load_corpus("reviews")
reviews, kept, test = (corpus.select(split) for split in ("train", "validation", "test"))
print(f"{'':9} {'train':>6} {'valid.':>6} {'test':>6}")
for label in sorted(set(reviews.labels)):
    print(f"{label:9}", *(f"{part.labels.count(label):6,}" for part in (reviews, kept, test)))
guess = guessing(reviews.labels)
print("always the most frequent class: accuracy", round(guess.accuracy, 2))

# %% [markdown] tags=["deep_dive"]
# ## The loss, and where it starts
#
# The network gives each class a probability p, shape (3,). The **loss**, here **cross-entropy**, is
# the surprise at the true label, averaged over a batch. The logarithm is the natural one, so it counts
# in **nats**:
#
# $$L = -\log p_{\mathrm{label}}$$
#
# An untrained network has no reason to prefer a class. By hand, from three equal logits:

# %% tags=["code_along", "deep_dive"]
logits = np.zeros(3)
p = np.exp(logits) / np.exp(logits).sum()
shares, kept_shares = (np.unique(part.labels, return_counts=True)[1] / len(part)
                       for part in (reviews, kept))

print("p", p.round(2), "  loss", (-np.log(p[0])).round(2), "= log 3 =", round(math.log(3), 2))
# Who answers with the shares pays -log of a label's share, as often as the label comes.
print("knowing the shares", shares.round(2), "  loss", (-shares @ np.log(shares)).round(2),
      "  in validation", (-kept_shares @ np.log(shares)).round(2))
print("by hand = helper:", np.allclose([-np.log(p[0]), -shares @ np.log(shares)],
                                       [guess.even, guess.by_share]))

# %% [markdown]
# Two marks on the way down. Guessing evenly costs 1.10. 0.95 can be had by knowing how frequent each
# class is, without reading a word, and 0.93 in validation, where fewer are neutral. A loss clearly
# below that proves by itself that something was learned from the text.

# %% [markdown] tags=["experiment", "picture"]
# ## Train, and watch
#
# One **step**: read a batch of 64 sentences, compute the loss, move every weight a little against its
# gradient. One **epoch**: all sentences once. `LiveCurves` draws the loss while it falls. ■ in the
# toolbar stops the training, and finished epochs are kept: if you try it, wait for the first.

# %% tags=["experiment", "code_along", "pipeline"]
from IPython.display import display
from lstm_helpers import fit_text_classifier

live = LiveCurves()
display(live)
settings = {"units": 16, "features": 16, "batch": 64, "smoothing": 0.0, "seed": 0}
judged_by = (kept.texts, kept.labels)
classifier = fit_text_classifier(
    reviews.texts, reviews.labels, epochs=5, validation=judged_by, watch=live, **settings
)

# %% [markdown] tags=["metrics"]
# ## A table with an observation
#
# Training figures are means over the epoch, taken *while* the network changed. Validation figures come
# from sentences it never trains on, after the epoch. They choose the best epoch, so they flatter a
# little; test figures don't. `observe` compares with the epoch before: a loss that moves by less than
# 2% *stands still*.

# %% tags=["metrics", "nbval-ignore-output"]
# The last digits depend on the processor, so this output is not compared by the tests.
history = classifier.history_
print(f"epochs: {history.last.number}; {history.stopped}")
print(f"the first batch, before any step: loss {history.batch_losses[0]:.3f}\n")
print("epoch   loss  accuracy   validation  accuracy   observation")
for epoch, says in zip(history.epochs, observe(history)):
    print(f"{epoch.number:5}  {epoch.loss:5.3f}     {epoch.accuracy:5.3f}        "
          f"{epoch.validation_loss:5.3f}     {epoch.validation_accuracy:5.3f}   {says}")

# %% tags=["metrics", "picture"]
first, last = history.first, history.last
print("loss of the first batch:", round(history.batch_losses[0], 1))
print("training loss at the end below 0.5:", last.loss < 0.5)
print("validation accuracy at the end 0.85 or more:", last.validation_accuracy >= 0.85)
print("first epoch: validation loss below training loss:", first.validation_loss < first.loss)
figures = classifier.evaluate(test.texts, test.labels)
print("on the test sentences, looked at once, accuracy above 0.83:", figures["accuracy"] > 0.83)
plots.plot_curves(history, guess)

# %% [markdown]
# Validation *better* than training, in the first epoch? Two things differ above all. The training
# figure includes the clumsy first steps; and in training some words and features are blanked (dropout),
# in validation not. Compare curves with themselves over time, not point by point with each other. (What
# *fits* means, above the picture, comes below.)

# %% [markdown] tags=["experiment"]
# ## Stop it, repeat it
#
# *Deeper: can wait.*
#
# ■ interrupts the kernel. Our loop catches that: finished epochs stay in the history, and the network
# gets the weights of its best one. Here a watcher presses ■ after an epoch. The seed fixes the first
# weights, the order of the sentences and the dropout. Another seed gives other figures: try several.

# %% tags=["code_along"]
pressed = []


def press_stop(progress):
    if progress.history.epochs and not pressed:
        pressed.append("■")
        raise KeyboardInterrupt


stopped = fit_text_classifier(
    reviews.texts, reviews.labels, epochs=5, validation=judged_by, watch=press_stop, **settings
)
print("stopped because", stopped.history_.stopped, "  epochs kept:", len(stopped.history_.epochs))
print("it predicts all the same:", stopped.predict(["a film"])[0] in stopped.classes_)
print("same seed, same figures:", stopped.history_.first.loss == history.first.loss)

# %% [markdown] tags=["code_along", "deep_dive"]
# ## The same in plain Keras
#
# *Deeper: can wait.*
#
# `compile` names optimiser, loss and measure; `fit` runs the epochs and returns a History. Our loop
# makes the same steps: given the same batches, the same figures.

# %% tags=["code_along"]
ids = pad([classifier.vocabulary_.encode(text) for text in reviews.texts[:320]], 20, where="post").ids
labels = np.array([classifier.classes_.tolist().index(label) for label in reviews.labels[:320]])


def network():
    keras.utils.set_random_seed(8)
    words = keras.layers.Embedding(len(classifier.vocabulary_), 8, mask_zero=True)
    model = keras.Sequential([keras.Input((20,)), words, keras.layers.LSTM(8),
                              keras.layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    return model

# %% tags=["code_along", "metrics"]
theirs, ours = network(), network()
fitted = theirs.fit(ids, labels, batch_size=32, epochs=2, shuffle=False, verbose=0)
batches = [(ids[start : start + 32], labels[start : start + 32]) for start in range(0, 320, 32)]
# steady: the rate does not fall
looped = train(ours, lambda: batches, len(batches), Plan(epochs=2, learning_rate=0.01, steady=True))
print("Keras's History holds:", list(fitted.history))
losses = [epoch.loss for epoch in looped.epochs]  # fewer than two after a ■
print("our loop = fit:", len(losses) == 2 and np.allclose(losses, fitted.history["loss"], rtol=1e-4))

# %% [markdown] tags=["recall"]
# | wish | `fit_text_classifier` | Keras |
# |---|---|---|
# | watch | `watch=LiveCurves()` | `verbose=1` |
# | judge by kept texts | `validation=(texts, labels)` | `validation_data=(x, y)` |
# | stop early | `patience=2` | `EarlyStopping(patience=2, restore_best_weights=True)` |
# | falling rate | by default | `schedules.CosineDecay` |
# | limit gradients | always, at 1 | `Adam(clipnorm=1.0)` |
# | after ■ | best weights | an error, last weights |

# %% [markdown] tags=["deep_dive"]
# ## Pitfall: labels as a Python list
#
# *Deeper: can wait.*
#
# Older code hands `fit` a list of labels. Today's Keras refuses it: a list could mean several outputs.
# An array can't be misread.

# %%
try:
    theirs.fit(ids[:4], [1, 0, 1, 0], verbose=0)  # wrong
except ValueError as error:
    print("wrong: ValueError:", str(error).split(":")[0])
fitted = theirs.fit(ids[:4], np.array([1, 0, 1, 0]), verbose=0)  # right
print("right: trained for", len(fitted.epoch), "epoch")

# %% [markdown] tags=["deep_dive", "why"]
# ## How large a step? The learning rate
#
# Each step moves a weight w against its gradient, scaled by the **learning rate** η:
#
# $$w \leftarrow w - \eta \, \frac{\partial L}{\partial w}$$
#
# (Adam, of lesson 03, first divides each gradient by its usual size.) Smallest example: L = w², whose
# gradient is 2w, from w = 1. Where do 20 steps lead?

# %% tags=["code_along"]
for rate in (0.001, 0.1, 1.0, 1.1):
    w = 1.0
    for _ in range(20):
        w = w - rate * 2 * w
    print(f"rate {rate:5}: w = {w:8.3f}   loss {w * w:10.3f}")

# %% [markdown]
# Too small: hardly moved. About right: nearly there. At 1.0 each step jumps across the valley to the other
# side; beyond, it climbs out, until the loss is not a finite number: `inf`, then `nan`. Here is the same
# valley in Keras, with the rate that climbs. Our loop stops by itself, and says why.

# %% tags=["code_along", "experiment"]
import warnings

valley = keras.Sequential([keras.Input((1,)), keras.layers.Dense(
    1, use_bias=False, kernel_initializer="ones")])  # gives w · 1, wanted is 0: the loss is w²
valley.compile("sgd", "mse")
step = np.ones((1, 1)), np.zeros((1, 1))
with warnings.catch_warnings(action="ignore"):  # the words are printed below
    climbed = train(valley, lambda: [step] * 40, 40, Plan(epochs=10, learning_rate=1.1, steady=True))
print("stopped:", climbed.stopped)
print("epochs kept:", len(climbed.epochs), " w is that of epoch", climbed.best.number)

# %% [markdown]
# Now the reviews, with the rate at 1.0 beside smaller ones. These trainings were recorded: 2,000
# sentences, 16 units, one training each, seed 0, the rate steady.

# %% tags=["picture", "metrics"]
runs = load_recorded_runs()
about = runs.about
print(f"{len(runs.grid)} trainings, {about['epochs']} epochs, batch {about['batch']}")
rates = {f"rate {rate:g}": runs.run(rate=rate) for rate in (1.0, 0.001, 0.01)}
for name, run in rates.items():
    says = diagnose(run.loss, run.validation_loss, guess.even)
    print(f"{name:10}  lowest loss {min(run.loss):.2f}, in validation {min(run.validation_loss):.2f} "
          f"in epoch {run.best}, accuracy {run.validation_accuracy[run.best - 1]:.2f}  {says.word}")
plots.plot_runs(rates, guess)

# %% [markdown]
# At 1.0 the training loss never gets below guessing, though every gradient was clipped. At 0.001 the
# validation loss is lowest after five epochs, at 0.01 after two, and then it climbs. Start Adam at
# 0.001 or 0.01, and try tenfold steps from there.

# %% [markdown] tags=["metrics", "recall"]
# ## Four diagnoses, one rule
#
# 1. **diverges**: *any* loss not finite, or training loss worse than guessing (1.02 · log 3);
# 2. **underfits**: training loss above half of log 3;
# 3. **overfits**: validation loss 10% above its lowest;
# 4. **fits**: none of these.
#
# The rest reads the last epoch; the first that holds decides. The bounds are ours, set
# *before* looking. Now diagnose A to D.

# %% tags=["challenge", "picture"]
four = {
    "A": runs.run(rate=0.01, units=64, sentences=200),
    "B": runs.run(rate=0.001, units=4),
    "C": runs.run(rate=1.0),
    "D": runs.run(rate=0.0003, units=4, sentences=700),
}
plots.plot_each_run(four, guess)

# %% tags=["test", "challenge"]
quiz("08_training", "four_curves")

# %% tags=["metrics"]
for name, run in four.items():
    says = diagnose(run.loss, run.validation_loss, guess.even)
    print(f"{name} {says.word}: {says.because}")

# %% [markdown] tags=["why"]
# A read 200 sentences with 64 units, and has learned them by heart (losses above 2 are drawn at 2). B
# read 2,000 with 4 units. C had a rate of 1, D one of 0.0003. **Overfitting** is not a low training loss;
# it is a validation loss that has turned. Remedies: more sentences, fewer units, dropout, stopping in
# time.

# %% [markdown] tags=["experiment"]
# ## The curves explorer
#
# 1. Move the learning rate from left to right. At which rates does it learn, and when does the
#    validation loss turn?
# 2. Back at 0.01: 200 sentences, then 700, then 2,000. What happens to the lowest validation loss, ◇?
# 3. Find a training that fits at epoch 10. Then lower *epochs shown*: could you have known earlier?

# %% tags=["experiment"]
CurvesExplorer(rate=0.01)

# %% [markdown] tags=["metrics"]
# ## Stop in time
#
# **Early stopping** ends a training when the validation loss has found no new lowest value for some
# epochs, the **patience**, and keeps the weights of the best one. What patience 2 would have saved and
# kept, in the recorded trainings with 16 units and rate 0.01:

# %% tags=["metrics", "code_along"]
for sentences in runs.values("sentences"):
    run = runs.run(rate=0.01, sentences=sentences)
    stop = next(e for e in range(1, len(run) + 1)
                if e - run.first(e).best >= 2 or e == len(run))
    best = run.first(stop).best
    print(f"{sentences:5,} sentences: stop after {stop:2}, keep epoch {best}: validation loss "
          f"{run.validation_loss[best - 1]:.2f}; at the end {run.validation_loss[-1]:.2f}")

# %% [markdown] tags=["deep_dive"]
# ## Dropout, more sentences, batches, clipping
#
# *Deeper: can wait.*
#
# **Dropout** blanks a random share of features each step: the lowest loss hardly moves; the rise
# after it shrinks, at rate 0.01 only with 2,000 sentences. More sentences lower the lowest loss. A larger
# **batch** makes fewer steps. A **clipped** gradient loses length, not direction. (Keras's `clipnorm` clips
# each array: lesson 04.)

# %% tags=["metrics", "code_along"]
print(" rate  sentences  dropout  lowest validation loss  at the end (16 units)")
for rate in (0.003, 0.01):
    for sentences in runs.values("sentences"):
        for dropout in runs.values("dropout"):
            curve = runs.run(rate=rate, sentences=sentences, dropout=dropout).validation_loss
            print(f"{rate:5}  {sentences:9,}  {dropout:7}  {min(curve):22.2f}  {curve[-1]:10.2f}")

print("steps an epoch:", {batch: math.ceil(len(reviews) / batch) for batch in (8, 32, 64, 512)})
gradient = [np.array([30.0, 40.0])]
clipped = clip_by_norm(gradient, 1.0)
print("length", global_norm(gradient), "→", round(global_norm(clipped), 6), " ", clipped[0])

# %% [markdown] tags=["deep_dive", "why"]
# ## Not plain training: through time, and where it is cut
#
# An LSTM uses its weights at every timestep. Back-propagation through time (BPTT) follows the loss
# back through all of them and adds up. For a whole book that is too long. **Truncated** BPTT cuts the
# text: the state is handed over the cut, the gradient is not.

# %% tags=["code_along", "metrics"]
model = load_review_model()
inputs = model.read(" ".join(reviews.texts[:4])).inputs
looks = np.zeros((len(inputs), model.lstm.units))
looks[-1] = 1.0  # the loss looks at the last state alone
whole = backpropagate(model.lstm, inputs, looks).norms

cut = len(inputs) - 16
early = trace_lstm(model.lstm, inputs[:cut])
late = backpropagate(model.lstm, inputs[cut:], looks[cut:], (early.hidden[-1], early.cell[-1]))
truncated = np.concatenate([np.zeros(cut), late.norms])  # the part before the cut gets nothing
print(f"{len(inputs)} timesteps; after the cut the same:", np.allclose(late.norms, whole[cut:], rtol=1e-5))
for back in (0, 7, 15, 16, 23, 31):
    print(f"{back:2} steps before the end: |∂L/∂h| whole {whole[-1 - back]:.1e}  "
          f"truncated {truncated[-1 - back]:.1e}")

# %% [markdown]
# Forward, the cut is invisible: the same states. Backward it is a wall: what an earlier
# word should have done, no weight hears of. To be sure that a link is taught, keep it in one row. Lesson
# 11's recorded model learned from rows of 64, each from an empty state: there the cut dropped even the
# state.

# %% [markdown] tags=["metrics"]
# ## If it doesn't learn
#
# *Deeper: can wait.*
#
# Seven small trainings with one fault each, recorded beside a sound one (2,000 sentences, six epochs,
# three seeds). The one with *too few epochs* got three, at a lower rate, 0.001. (By its last epoch, the
# sound one overfits.) Which faults can you tell from which?

# %% tags=["metrics"]
names = ("loss", "validation_loss", "validation_accuracy")
print(f"{'fault':16}    loss  validation  accuracy   (last epoch, mean of 3 seeds)")
# "ids as numbers": no embedding; "ids scaled": the same, divided by the vocabulary's size;
# "no mask": rows of 40, zeros after the words.
print(f"{'guessing evenly':16}   {guess.even:5.2f}       {guess.even:5.2f}")
for fault, trainings in runs.faults.items():
    if fault.startswith("copies"):
        continue  # of these later
    ends = [np.mean([getattr(run, name)[-1] for run in trainings]) for name in names]
    print(f"{fault:16}   {ends[0]:5.2f}       {ends[1]:5.2f}     {ends[2]:5.2f}")

# %% tags=["metrics", "picture"]
few, longer = runs.faults["too few epochs"][0], runs.run(rate=0.001)  # both with seed 0
print("the same training, for three epochs:", few == longer.first(3))
for name, run in {"stopped after 3": few, "let run for 10": longer}.items():
    says = diagnose(run.loss, run.validation_loss, guess.even)
    print(f"{name}: {says.word} at its end; validation loss lowest in epoch {run.best}, "
          f"{min(run.validation_loss):.2f}")
plots.plot_runs({"let run for 10": longer, "stopped after 3": few}, guess)

# %% [markdown] tags=["recall", "metrics"]
# Stopped in the middle of the fall: both losses were still on their way down, and more epochs would
# have found the validation loss of 0.56. By the last, the same training overfits.
#
# | symptom | look at |
# |---|---|
# | loss stays near log C = 1.10 | rate too low |
# | both losses still falling at the end | too few epochs |
# | loss above log C, jumping | rate too high |
# | loss stops near 0.95, the shares | mask or embedding missing: hardly anything is read |
# | training learns, validation *accuracy* at guessing | labels mixed up: learned by heart |
# | validation too good to be true | a leak |

# %% [markdown] tags=["metrics"]
# ## Pitfall: judged by training loss
#
# *Deeper: can wait.*
#
# Which learning rate is best for 2,000 sentences, and which epoch? Two ways to choose, one of them
# wrong. The row between has the wrong one's rate, stopped in time: nearly all of the damage is the
# epoch.

# %% tags=["metrics"]
tried = {rate: runs.run(rate=rate) for rate in runs.values("rate")}
wrong = min(tried, key=lambda rate: min(tried[rate].loss))  # wrong
right = min(tried, key=lambda rate: min(tried[rate].validation_loss))  # right
for name, rate in (("wrong", wrong), ("in time", wrong), ("right", right)):
    run = tried[rate]
    chosen = np.argmin(run.loss) if name == "wrong" else run.best - 1
    print(f"{name:7}  rate {rate:g}, epoch {chosen + 1}: training loss {run.loss[chosen]:.2f}, "
          f"validation loss {run.validation_loss[chosen]:.2f}, "
          f"accuracy {run.validation_accuracy[chosen]:.2f}")

# %% [markdown] tags=["metrics"]
# ## Pitfall: validation that leaks
#
# *Deeper: can wait.*
#
# Someone took 500 sentences three times, to have more, and *then* kept a fifth back at random. Most
# of what was kept back has a twin in training. Nearly the same training then gets another figure.
# Whatever belongs together must fall on one side of the split: copies, pairs, neighbours in a text.

# %% tags=["metrics"]
for name, fault in (("wrong: kept back after copying", "copies kept back"),
                    ("right: sentences of their own", "copies, honest")):
    best = [max(run.validation_accuracy) for run in runs.faults[fault]]
    print(f"{name:31}  accuracy {np.mean(best):.2f}  (three seeds: {min(best):.2f} to {max(best):.2f})")

twins = set(kept.pairs) & set(reviews.pairs) - {""}
print("pairs of our reviews that stand in both training and validation:", len(twins))

# %% [markdown] tags=["challenge"]
# ## Your turn: stop in time
#
# Return the epoch after which training stops, and the epoch whose weights are kept, counted from 1.
# Training stops as soon as the lowest loss so far is `patience` epochs old, or after the last epoch. In
# a cell of your own, `exercise("08_early_stop").hint()` helps.

# %% tags=["challenge"]
def my_early_stop(validation_losses, patience):
    # keep the lowest loss so far, and its epoch
    return ...


exercise("08_early_stop").check(my_early_stop)

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: diagnose
#
# *Deeper: can wait.*
#
# Turn the four diagnoses above into code: return `"diverges"`, `"underfits"`, `"overfits"` or
# `"fits"`. `guess` is log C, and some losses are nan or inf.

# %% tags=["challenge"]
def my_diagnosis(losses, validation_losses, guess):
    # four questions; the first that holds decides
    return ...


exercise("08_diagnose").check(my_diagnosis)

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("08_training", "myth_like_any_network", "myth_more_epochs"), quiz("08_training"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("08_training"), due("08_training"))

# %% [markdown]
# ## In this lesson we
#
# - watched a loss fall from log 3, and judged it beside guessing,
# - stopped and repeated a training,
# - told four diagnoses apart by a rule, and a fault by its symptom.
#
# **In practice** look at the first loss, then at both curves, then stop in time.
#
# **Next**: [measure what matters](09_measure_what_matters.ipynb). Accuracy is not everything.
