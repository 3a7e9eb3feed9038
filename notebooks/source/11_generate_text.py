# %% [markdown] tags=["why"]
# # Generate text
#
# A language model answers one question: *what comes next?* Draw an answer, add it to the text, ask
# again, and it writes. How much must it remember, how well does it predict, and how daring should it be?
#
# ![Bars of the likeliest next characters, and the text that follows](pictures/generation_explorer.png)

# %% tags=["code_along"]
import numpy as np
from lstm_helpers import GenerationExplorer, continue_text, due, exercise, fit_ngram_model
from lstm_helpers import flashcards, load_corpus, load_verse_model, plots, quiz, softmax, tokenize
from lstm_helpers import trace_lstm

# %% [markdown]
# **You will** predict numbers, letters and words, measure how well, and write text with a temperature.
# **You need** the states of lesson 06 and the training of lesson 08. **Time**: about 50 minutes; the
# code runs in half a minute.
# **Core**: about 35 minutes; sections marked *Deeper* can wait.
#
# Predict first: commit to an answer before you read on.

# %% tags=["test"]
quiz("11_generation", "predict_hello")

# %% [markdown] tags=["why", "deep_dive"]
# ## What comes next?
#
# Any text can be predicted from left to right, each character from those before it:
#
# $$p(x_1 \dots x_T) = \prod_t p(x_t \mid x_1 \dots x_{t-1})$$
#
# So a model of the *next* character is a model of all text. Nobody has to label anything: the answers
# stand in the text, one place further on.

# %% [markdown] tags=["code_along"]
# ## The smallest case: the next number in a row
#
# Before letters, numbers: from three numbers of a row, say the fourth. An LSTM learns three examples.
# What will it then say to *0.4, 0.5, 0.6*, the next in the row, and to *0.6, 0.5, 0.4* or *2, 3, 4*?
# `train` is the loop of lesson 08; `restart` draws new weights.

# %% tags=["code_along", "pipeline"]
from lstm_helpers.training import Plan, restart, train
import keras

row = np.arange(1, 7) / 10
windows, following = np.array([row[i:i + 3] for i in range(3)])[..., None], row[3:]
for window, number in zip(windows, following):
    print(window[:, 0], "→", number)

# %% tags=["code_along", "metrics", "experiment"]
def small_lstm(inputs, outputs, loss):
    network = keras.Sequential([keras.Input(inputs.shape[1:]), keras.layers.LSTM(32),
                                keras.layers.Dense(outputs)])
    network.compile("adam", loss)
    return network


asked = np.array([[0.4, 0.5, 0.6], [0.6, 0.5, 0.4], [2.0, 3.0, 4.0]])[..., None]
rows = small_lstm(windows, 1, "mse")
for seed in (0, 1, 2):
    restart(rows, seed)
    train(rows, lambda: [(windows, following)], 1, Plan(200, 0.03))
    on, back, far = rows.predict_on_batch(asked)[:, 0]
    print(f"seed {seed}: 0.4 0.5 0.6 → {on:.1f};  0.6 0.5 0.4 → {back:.1f};  2 3 4 → below 3: {far < 3}")

# %% [markdown] tags=["why", "code_along"]
# One step past its examples it goes on correctly. A falling row gets the answer of a rising one, and to
# 2, 3, 4 it says less than 3. It has not learned to count.
#
# ## hello world, from one character
#
# Now letters. Let the model see **one** character and name the next. What is there to learn?

# %% tags=["code_along", "pipeline"]
text = "hello world"
characters = "".join(sorted(set(text)))
ids = [characters.index(character) for character in text]
for character in characters:
    after = [text[t + 1] for t in range(len(text) - 1) if text[t] == character]
    print(repr(character), "→", *map(repr, after))

# %% [markdown] tags=["deep_dive", "metrics"]
# After *l* comes *l*, *o* or *d*, once each. Whoever sees an *l* alone can at best give each a third, at
# a loss of ln 3. So there is a lowest loss that no such model goes below, whatever its size:
#
# $$-\frac{1}{N} \sum_t \ln \frac{\mathrm{count}(\text{context}, x_t)}{\mathrm{count}(\text{context})}$$

# %% tags=["deep_dive", "metrics"]
def lowest_loss(context):
    seen = [text[t - context:t] for t in range(context, len(text))]
    pairs = [text[t - context:t + 1] for t in range(context, len(text))]
    return np.mean([np.log(seen.count(pair[:-1]) / pairs.count(pair)) for pair in pairs])


for context in (1, 2, 3):
    print(f"{context} of context: lowest mean loss {lowest_loss(context):.3f} nats a character")

# %% [markdown] tags=["code_along"]
# One character leaves 0.468 nats that no training can remove. Two characters leave nothing. Let us see
# whether a real LSTM agrees: one timestep, one-hot input, three seeds, at first trained only briefly.

# %% tags=["code_along", "experiment"]
def spell(network, context):
    written = text[:context]
    while len(written) < len(text):
        seen = eye[[characters.index(character) for character in written[-context:]]]
        written += characters[network.predict_on_batch(seen[None])[0].argmax()]
    return written


# The network gives logits, without a softmax; from_logits=True: the loss takes the softmax itself.
eye, nats = np.eye(len(characters)), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
one, wanted = eye[ids[:-1]][:, None], np.array(ids[1:])  # (10, 1, 8): ten examples of one timestep
one_letter = small_lstm(one, len(characters), nats)
for seed in (0, 1, 2):
    restart(one_letter, seed)
    train(one_letter, lambda: [(one, wanted)], 1, Plan(30, 0.01, steady=True))
    print(f"seed {seed} writes {spell(one_letter, context=1)!r}")

# %% [markdown]
# *lllll*: the most frequent letter, for ever. Is it the short training? The same three seeds once more,
# for five times as many updates and from a higher rate, down to the lowest loss.

# %% tags=["experiment", "metrics"]
for seed in (0, 1, 2):
    restart(one_letter, seed)
    loss = train(one_letter, lambda: [(one, wanted)], 1, Plan(150, 0.03)).best.loss
    shares = softmax(one_letter.predict_on_batch(eye[[characters.index("l")]][None])[0])
    after_l = {character: round(float(shares[characters.index(character)]), 2) for character in "dlo"}
    print(f"seed {seed}: loss {loss:.2f}, after l {after_l}, "
          f"spells it: {spell(one_letter, context=1) == text}")

# %% [markdown] tags=["why", "code_along"]
# All three have found the best there is: a third each after *l*, at the lowest loss. Which of the three
# is written is then decided by decimals too small to print. No patience mends this: what the model lacks is
# **context**.
#
# ## Mended by context, mended by state
#
# Give the same network two timesteps in place of one:

# %% tags=["code_along", "experiment"]
two = np.array([eye[ids[t - 2:t]] for t in range(2, len(text))])  # (9, 2, 8)
two_letters = small_lstm(two, len(characters), nats)
for seed in (0, 1, 2):
    restart(two_letters, seed)
    train(two_letters, lambda: [(two, np.array(ids[2:]))], 1, Plan(60, 0.03))
    print(f"seed {seed} writes {spell(two_letters, context=2)!r}")

# %% [markdown] tags=["pipeline"]
# Every seed spells it, if you give it the first two letters. There is a better way: read the whole row
# with one LSTM, answer at *every* timestep, and carry the **state**. Then nobody has to say how much
# context is enough. `fit_character_model` does that.

# %% tags=["code_along", "pipeline"]
from lstm_helpers import fit_character_model

speller = fit_character_model(text, seed=0, units=32, features=8, epochs=120, batch=1, rows=10,
                              learning_rate=0.03, validation=0)
for start in ("hel", "hell", "hello worl"):
    likely = speller.next_probabilities(start)
    print(f"after {start!r:13} {speller.characters[likely.argmax()]!r}, above 0.9: {likely.max() > 0.9}")
# At temperature 0.1, explained further down, it is nearly always the likeliest that is written.
print("from h alone:", speller.generate("h", length=10, temperature=0.1))

# %% [markdown] tags=["recall", "pipeline"]
# Three times the same *l* comes in, and three different answers come out: the state tells them apart.
# That is what a state is for.
#
# ## Verse
#
# Eleven letters can be learned by heart. Now a real text: verse in one voice, written for this course.

# %% tags=["pipeline"]
verse = load_corpus("verse")
train_text, validation_text, test_text = map(verse.text, ("train", "validation", "test"))
print(verse.pieces[0][:180])
print("…\n")
for split in ("train", "validation", "test"):
    print(f"{split:10} {verse.splits.count(split):3} pieces {len(verse.text(split)):6,} characters")
print("different characters:", len(verse.characters))

# %% [markdown] tags=["metrics"]
# Whole pieces were held out; all models are judged on the test part. To be beaten: models that count. A
# *bigram* looks at the last character, a *trigram* at the last two. Each of its counts gives up a
# **discount**, for shorter contexts to share out (Kneser–Ney). The discount is chosen on validation text.

# %% tags=["metrics", "code_along"]
from dataclasses import replace


def counted(order):
    model = fit_ngram_model(train_text, order, 0.5, verse.characters)
    tried = [replace(model, discount=discount) for discount in (0.5, 0.6, 0.7, 0.8, 0.9)]
    return min(tried, key=lambda model: model.loss(validation_text))


names = ("all alike", "letter frequencies", "bigram", "trigram")
counting = {name: counted(order) for order, name in enumerate(names)}
print("chosen on validation:", counting["trigram"])
losses = {name: model.loss(test_text) for name, model in counting.items()}
for name, loss in losses.items():
    print(f"{name:18} {loss:.2f} held-out nats a character, perplexity {np.exp(loss):4.1f}")

# %% [markdown] tags=["code_along", "recall"]
# **Perplexity** is exp of the mean loss: as unsure as a fair choice among so many. Knowing nothing, 60;
# the trigram, 6.
#
# ## Train a small LSTM
#
# Rows of 64 characters, targets one place further on, an answer at every timestep: 64 units, four
# epochs, some seconds. `watch` moves the bar; ■ stops, and keeps the best epoch.

# %% tags=["code_along", "metrics"]
from IPython.display import display
from ipywidgets import FloatProgress

bar = FloatProgress(max=1.0, description="training")
display(bar)
small = fit_character_model(train_text, seed=0, units=64, epochs=4, batch=8, learning_rate=0.02,
                            validation=validation_text, characters=verse.characters,
                            watch=lambda progress: setattr(bar, "value", progress.share))
falls = [epoch.validation_loss for epoch in small.history.epochs]
print(f"{len(falls)} epochs, each lowers the validation loss: {falls == sorted(falls, reverse=True)}")
print("held-out nats below the bigram's: ", small.loss(test_text) < losses["bigram"])
print("held-out nats below the trigram's:", small.loss(test_text) < losses["trigram"])

# %% [markdown] tags=["metrics"]
# Some seconds are enough to beat both. Let it write with `small.generate("The ")` in a cell of your
# own.
#
# ## A larger one, recorded
#
# More units, more epochs and dropout take longer, so this training was recorded, by
# `tools/pretrain_verse_model.py`. Its weights come with the course.

# %% tags=["metrics"]
model = load_verse_model()
record = model.record
print({name: record["recipe"][name] for name in ("units", "dropout", "epochs", "batch", "rows")})
print(f"seed {record['seed']}, {record['cpu_seconds']} seconds of one core, "
      f"best epoch {record['best_epoch']}")
for epoch, sample in record["samples"]:
    loss = record["validation_loss"][epoch - 1]
    print(f"epoch {epoch:2}, validation {loss:.2f}: {' / '.join(sample.splitlines())[:66]}")

# %% [markdown]
# First come spaces and the shortest words, then more and more real ones; sense stays out of reach. What
# does **dropout** do, which blanks half of the hidden numbers at each training step? The same network
# without it was recorded too, from the same seed.

# %% tags=["metrics", "experiment"]
from lstm_helpers import load_recorded

for name, run in (("with dropout", record), ("without", load_recorded("verse_dropout"))):
    best, epochs = run["best_epoch"], len(run["train_loss"])
    fitted, held = run["train_loss"][best - 1], run["validation_loss"][best - 1]
    print(f"{name:12} best epoch {best} of {epochs}: training {fitted:.2f}, validation {held:.2f}")

# %% [markdown] tags=["deep_dive"]
# Without dropout the training loss falls further, the validation loss less far: it has begun to learn by
# heart. (With dropout the training loss is taken under blanks, and looks worse.)
#
# ## From state to probabilities, by hand
#
# With h (192,) after the prompt, the dense kernel (192, 60) and bias (60,):
#
# $$z = h W + b \qquad p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$

# %% tags=["code_along", "deep_dive"]
from lstm_helpers import keras_character_network

prompt = "The boat "
trace = trace_lstm(model.lstm, model.embedding[model.encode(prompt)])
logits = trace.hidden[-1] @ model.dense_kernel + model.dense_bias
by_keras = keras_character_network(model)(np.array([model.encode(prompt)])).numpy()[0, -1]

print("by hand = helper:", np.allclose(softmax(logits), model.next_probabilities(prompt), atol=1e-6))
print("by hand = Keras: ", np.allclose(logits, by_keras, atol=1e-4))
for id_ in np.argsort(-logits)[:5]:
    print(f"{model.characters[id_]!r:4} {softmax(logits)[id_]:.2f}")

# %% [markdown] tags=["metrics", "picture"]
# ## How good is it?
#
# *Deeper: can wait.*
#
# All predict the same held-out characters. The LSTM reads them in rows of 256, each from an empty state;
# the counting models always see their context. To be fair, two that count longer contexts join in, a
# 5-gram and a 7-gram.

# %% tags=["metrics", "picture"]
losses |= {f"{order}-gram": counted(order).loss(test_text) for order in (5, 7)}
losses["LSTM"] = model.loss(test_text)
losses = dict(sorted(losses.items(), key=lambda pair: -pair[1]))
print({name: round(loss, 2) for name, loss in losses.items()})
print("LSTM below trigram:", losses["LSTM"] < losses["trigram"])
plots.plot_held_out_losses(losses)

# %% [markdown] tags=["deep_dive", "why"]
# On this text the LSTM, one seed, predicts best, far ahead of the trigram. The 5-gram and the 7-gram come
# near, perhaps as five characters often hold a word.
#
# ## Temperature
#
# Divide the logits by a temperature T before the softmax:
#
# $$p_k = \frac{e^{z_k / T}}{\sum_j e^{z_j / T}}$$
#
# Below 1 differences grow: the likeliest gets likelier, the rarest rarer. Above 1 they get more alike. The
# ranking stays.

# %% tags=["code_along", "deep_dive"]
for temperature in (0.2, 0.5, 1.0, 2.0):
    scaled = logits / temperature
    by_hand = np.exp(scaled - scaled.max()) / np.exp(scaled - scaled.max()).sum()
    helper = model.next_probabilities(prompt, temperature)
    entropy = -(by_hand * np.log(by_hand)).sum()  # mean surprise: the higher, the more open
    print(f"T = {temperature}: by hand = helper {np.allclose(by_hand, helper, atol=1e-6)}, "
          f"likeliest {by_hand.max():.2f}, entropy {entropy:.2f} nats")

# %% tags=["picture"]
written = continue_text(model, prompt, length=200, temperature=0.5, seed=2)
print(f"mean surprise of what it wrote: {written.nats:.2f} nats a character")
plots.plot_generation(written)

# %% [markdown] tags=["picture", "metrics"]
# Filled bars: T = 0.5; hollow ones: T = 1. In the text, what the model gave less than 50% is shaded,
# less than 10% also underlined. What do cold and heat do to words? Measured on four samples of 200
# characters: how many of the words stand in the training text, and how long a piece was copied from it?

# %% tags=["metrics", "experiment"]
def longest_copy(text):
    n = 0
    while any(text[i:i + n + 1] in train_text for i in range(len(text) - n)):
        n += 1
    return n


known = set(tokenize(train_text))
for temperature in (0.2, 0.7, 1.0, 1.5):
    samples = [model.generate("\n", 200, temperature, seed) for seed in range(4)]
    words = [word for sample in samples for word in tokenize(sample)[:-1]]  # the last may be cut
    found = np.mean([word in known for word in words])
    print(f"T = {temperature}: known words {found:4.0%}, longest copy {max(map(longest_copy, samples))}: "
          f"{' / '.join(samples[0][1:54].splitlines())}")

# %% [markdown] tags=["experiment"]
# Cold, it keeps to words that it has met; hot, it invents. No copy is longer than a few words.
#
# ## The generation explorer
#
# 1. Move the temperature. Which bars grow? Does their order change?
# 2. Type *The wat*, then *The wate*, then *The water*. Where is it sure?
# 3. Change the seed at 0.2 and at 1.5. Which words come back?

# %% tags=["experiment"]
GenerationExplorer(prompt="The boat ", temperature=0.7)

# %% [markdown] tags=["why", "deep_dive"]
# ## Pitfall: a state that is dropped while writing
#
# *Deeper: can wait.*
#
# The model knows what it has written only through its state. The same loop twice: once it forgets
# before every character, once it carries its state on.

# %% tags=["code_along", "deep_dive"]
def write(forgetful, length=90):
    reader, written = model.read("The ferry "), "The ferry "
    for chance in np.random.default_rng(3).random(length):
        id_ = reader.draw(chance, temperature=0.7)
        if forgetful:
            reader.reset()  # wrong: each character as if it were the first of a text
        reader.read(id_)
        written += model.characters[id_]
    return " / ".join(written.split("\n"))


print("wrong:", write(forgetful=True))
print("right:", write(forgetful=False))

# %% [markdown] tags=["metrics"]
# No error tells you. The loss does: cut the held-out text into rows, and let each begin with an empty
# state. How much is context worth?

# %% tags=["metrics"]
for length in (1, 4, 16, 64, 256):
    loss = model.loss(test_text, row=length)
    print(f"rows of {length:3}: {loss:.2f} nats, perplexity {np.exp(loss):4.1f}")
print(f"bigram:      {losses['bigram']:.2f} nats")

# %% [markdown] tags=["deep_dive"]
# Dropped at every character, it is worse than the bigram. Rows of sixteen win back most of the loss.
# Beyond 64, the length of the rows that it was trained on, there is little more to gain.
#
# ## Pitfall: always the likeliest
#
# *Deeper: can wait.*
#
# Why draw at all? Take the likeliest character each time, and see.

# %% tags=["experiment", "deep_dive"]
reader, greedy = model.read("The "), "The "
for _ in range(150):
    id_ = int(reader.logits.argmax())  # wrong, if you want a text
    greedy += model.characters[id_]
    reader.read(id_)
print("wrong:", " / ".join(greedy.split("\n")))
print("right:", " / ".join(model.generate("The ", 150, temperature=0.7, seed=5).split("\n")))

# %% [markdown] tags=["pipeline", "why"]
# It runs in a circle: what is likely leads back to what was likely. Chance keeps a text moving.
#
# ## The next word
#
# *Deeper: can wait.*
#
# A keyboard suggests words. A model of words has the same layers, with words for characters. Ours can
# do it too: write until the word ends, many times, and count.

# %% tags=["pipeline", "experiment"]
from collections import Counter


def next_word(prompt, seed):
    return model.generate(prompt, 14, 0.5, seed).removeprefix(prompt).split()[0].strip(".,;:?!")


print(Counter(next_word("I went down to the ", seed) for seed in range(100)).most_common(5))
words = len(test_text.split())
per_word = model.loss(test_text) * len(test_text) / words
print(f"{len(test_text) / words:.1f} characters a word: {per_word:.1f} nats, "
      f"perplexity {np.exp(per_word):.0f} a word")

# %% [markdown] tags=["challenge"]
# Four of the five fit; *said* does not. And the unit counts: a perplexity of 4 a character is one of some
# thousand a word.
#
# ## Your turn: a softmax with temperature
#
# Write it so that a very low temperature does no harm. In a cell of your own,
# `exercise("11_temperature").hint()` helps and `.solution()` shows ours.

# %% tags=["challenge"]
def my_softmax(logits, temperature):
    # which of the two operations comes first, the division or exp?
    return ...


exercise("11_temperature").check(my_softmax)

# %% [markdown] tags=["challenge", "code_along"]
# ## Your turn: carry the state
#
# *Deeper: can wait.*
#
# `step(character, state)` lets a model read one character and returns logits and the new state; the
# state before anything is None. Read the prompt, write `length` characters, always the likeliest, and
# return the prompt and what follows.

# %% tags=["challenge"]
def my_writing(step, characters, prompt, length):
    # who keeps the state between two calls?
    return ...


exercise("11_carry_state").check(my_writing)

# %% [markdown] tags=["challenge", "metrics"]
# ## Your turn: far more text
#
# *Deeper: can wait.*
#
# Longer contexts need more text. Change the name to `"tiny_shakespeare"`, 1.1 million characters. The
# file is downloaded once and checked by its hash; if that fails, one sentence says what to do.

# %% tags=["challenge", "metrics"]
CORPUS = "verse"  # or "tiny_shakespeare": downloads 1.1 MB once

chosen = load_corpus(CORPUS)
print(f"{CORPUS}: {len(chosen.text('train')):,} characters to count in")
for order in (3, 5, 7):
    counts = fit_ngram_model(chosen.text("train"), order, 0.7, chosen.characters)
    print(f"{order}-gram: {counts.loss(chosen.text('test')):.2f} held-out nats a character")

# %% [markdown] tags=["challenge", "metrics"]
# On our verse, with the same discount of 0.7 for all, the 7-gram is behind the 5-gram; with discounts
# chosen on validation text, further up, it is a little ahead. And on so much more text? Compare models on one
# text, never one text with another: their alphabets and words differ.

# %% [markdown] tags=["challenge"]
# ## Your turn: a text of your own
#
# *Deeper: can wait.*
#
# A poem, lyrics, a diary: replace the dots by a text between triple quotes, a thousand characters or more,
# in any language. Half a minute later the model writes in that voice, or tries to; ■ stops sooner. Your
# text stays on your machine.

# %% tags=["challenge"]
from lstm_helpers import fit_character_model

my_text = ...  # """Your text, over as many lines as you like."""

if my_text is ...:
    print("Not attempted yet: replace the ... by a text in quotes and run the cell again.")
else:
    mine = fit_character_model(my_text, seconds=30, validation=0.1,
                               watch=lambda progress: print(f"\r{progress.share:.0%}", end=" "))
    held = my_text[-(len(my_text) // 10):]
    print(f"{mine.history.stopped}: {mine.loss(held):.2f} nats on the last tenth of your text (it chose the epoch)")
    print(mine.generate(my_text[:12], length=300, temperature=0.8))

# %% [markdown] tags=["test", "recall"]
# ## Myths, and a check of what you know

# %% tags=["test"]
display(quiz("11_generation", "myth_temperature_truth", "myth_training_loss"), quiz("11_generation"))

# %% tags=["test", "recall"]
# What comes back: the terms as cards, then the questions that are due up to this lesson.
display(flashcards("11_generation"), due("11_generation"))

# %% [markdown]
# ## In this lesson we
#
# - found the lowest loss that a context allows, and mended *hello world* with state,
# - beat counting models on held-out verse,
# - set a temperature, and carried the state while writing.
#
# **In practice** judge on held-out text, and read samples.
#
# **Next**: [tag named entities](12_tag_named_entities.ipynb), an answer for each word.
