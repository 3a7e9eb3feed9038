# %% [markdown] tags=["why"]
# # Take the final test
#
# Ten questions from the whole course, and not a word until you hand them in. Then a result by objective, a
# reply to each wrong answer, and more questions on what was weak.
#
# A test is one more way to learn: what you bring up from memory stays longer.
#
# ![A question of the test with three answers committed before it](pictures/final_test.png)

# %%
from math import comb, sqrt
from lstm_helpers import due, final_test, flashcards, plots, progress, wilson_interval

# %% [markdown]
# **You will** sit a test of ten questions, read what its result says and what it does not, and mend what
# was weak. **You need** the lessons before this one; none has to be perfect. **Time**: about 25 minutes,
# and you may stop and come back.

# %% [markdown] tags=["test"]
# ## How it works
#
# - Three easy, four medium and three hard questions are drawn, from ten different lessons. Your next test
#   asks others.
# - Answer, and say how sure you are. Until you hand in, you can change it.
# - Each answer is kept as you commit it: close the page or stop the kernel, and go on later.

# %% [markdown] tags=["test"]
# Predict first: how many of the ten will be right? Write the number down here, in place of the `...`.

# %% tags=["test"]
my_prediction = ...

if my_prediction is ...:
    print("No prediction yet: replace the ... by a number from 0 to 10 and run the cell again.")
else:
    print(f"You expect {my_prediction} of 10.")

# %% [markdown] tags=["test"]
# ## The test
#
# The page holds no answers until you hand in. Keep the lessons shut if you want to know what you know
# without them.

# %% tags=["test"]
test = final_test()
test

# %% [markdown] tags=["test", "metrics"]
# ## The result
#
# It appears above once you have handed in; this cell says it in a few lines, when you run it again.

# %% tags=["test", "metrics"]
print(test.summary())

# %% [markdown] tags=["metrics", "deep_dive"]
# ## What a result means
#
# Say you got *k* of *n* right. The share *p* = *k*/*n* was counted on few questions; others would have
# given another. Wilson's interval holds the true shares that fit it, where *z* = 1.96 for 95%:
#
# $$\frac{p + \frac{z^2}{2n} \pm z \sqrt{\frac{p (1 - p)}{n} + \frac{z^2}{4 n^2}}}{1 + \frac{z^2}{n}}$$

# %% tags=["metrics", "code_along"]
def by_hand(k, n, z=1.96):
    p = k / n
    middle = p + z**2 / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n)


low, high = by_hand(7, 10)
print(f"7 of 10, by hand:   {low:.2f} to {high:.2f}")
print("7 of 10, by helper: {:.2f} to {:.2f}".format(*wilson_interval(7, 10)))

# %% [markdown] tags=["metrics"]
# Both agree. Somebody with 7 of 10 may be one who gets two questions in five right, or one who gets
# nearly nine in ten.

# %% [markdown] tags=["picture", "metrics"]
# Here is every score that ten questions can give, and for comparison one of a hundred (dotted:
# half).

# %% tags=["picture", "metrics"]
scores = {f"{right} of 10": (right, 10) for right in range(11)}
plots.plot_share_ranges(scores | {"70 of 100": (70, 100)})

# %% [markdown] tags=["picture", "metrics"]
# The ranges are wide, and most of them overlap: 5 of 10 and 8 of 10 can come from the same knowledge. At
# 10 of 10 the range still begins near 0.7. A hundred questions leave little more than a third of the
# width.

# %% [markdown] tags=["metrics", "deep_dive"]
# ## Pitfall: two more right
#
# First 6 of 10, then 8: have you learned something? Take a learner who gets 0.7 of all questions right
# and learns nothing in between, and work out how far two scores lie apart.

# %% tags=["metrics", "code_along"]
n, share = 10, 0.7
chance = [comb(n, k) * share**k * (1 - share)**(n - k) for k in range(n + 1)]
apart = [sum(chance[a] * chance[b] for a in range(n + 1) for b in range(n + 1) if abs(a - b) == gap)
         for gap in range(n + 1)]

first, second = 6, 8
print(f"wrong: {second} > {first}, so something was learned: {second > first}")
print(f"right: so far apart, or farther, by chance alone: {sum(apart[abs(second - first):]):.2f}")
ranges = [wilson_interval(k, n) for k in range(n + 1)]
covered = sum(c for c, (low, high) in zip(chance, ranges) if low <= share <= high)
print(f"the interval holds the true 0.7 in {covered:.2f} of all tests")

# %% [markdown] tags=["metrics"]
# Nearly half of all pairs of tests differ by two or more though nothing has changed. The interval holds
# this learner's share in 92 of 100 tests, a little less often than the 95 it aims at.

# %% [markdown] tags=["metrics"]
# And what would guessing bring? Take four options to each question; a number or an order is harder to
# guess.

# %% tags=["metrics", "code_along"]
guessed = [comb(n, k) * 0.25**k * 0.75**(n - k) for k in range(n + 1)]
print(f"right on average: {sum(k * c for k, c in enumerate(guessed)):.1f} of 10")
print(f"5 or more right by guessing: {sum(guessed[5:]):.2f} of all tests")
print(f"8 or more right by guessing: {sum(guessed[8:]):.4f} of all tests")

# %% [markdown] tags=["metrics", "why"]
# So a high score is hardly luck; two scores near each other say little. What helps is not the number:
#
# - **each objective missed**, with the idea behind your answer and the place that teaches better,
# - **what you were certain of, and got wrong**: there an idea has to change,
# - **what you guessed, and got right**: it is not yours yet.

# %% [markdown] tags=["test", "challenge"]
# ## The weak ones again
#
# The objectives that you missed, asked by other questions where there are others, now with hints, feedback
# and solutions. Those of which you were certain come first. The list fills when you hand in.

# %% tags=["test", "challenge"]
test.weak_ones()

# %% [markdown] tags=["test"]
# ## A page to keep
#
# Under the result, *Download the page* gives one file to read or print: the day, the result by objective,
# what to look at again. Python writes it too, under a name of your choice:

# %% tags=["test", "code_along"]
my_file = ...  # such as "my_test.html"

if my_file is ...:
    print("No page yet: replace the ... by a file's name in quotes and run the cell again.")
else:
    try:
        print("Written:", test.page(my_file))
    except ValueError as why:
        print(f"No page yet: {why}.")

# %% [markdown] tags=["test", "recall"]
# ## What you know
#
# All lessons at one look; press *Refresh* after a test. Each question handed in counts as one answer;
# what you got wrong comes up for review tomorrow.

# %% tags=["test"]
progress()

# %% [markdown] tags=["test", "recall"]
# ## What is due
#
# Run this cell again on other days: ten minutes now and then keep more in mind than the same time spent
# at once.

# %% tags=["test"]
due()

# %% [markdown] tags=["recall"]
# ## All terms
#
# Every term of the glossary as a card, those due first. Say what it means before you turn it.

# %% tags=["recall"]
flashcards()

# %% [markdown] tags=["why", "deep_dive"]
# ## What to read next
#
# - Hochreiter and Schmidhuber, *Long Short-Term Memory* (1997): where it began.
# - Gers, Schmidhuber and Cummins, *Learning to Forget* (2000): the forget gate.
# - Greff and others, *LSTM: A Search Space Odyssey* (2017): which part is worth what.
# - Vaswani and others, *Attention Is All You Need* (2017): the Transformer.

# %% [markdown] tags=["why", "deep_dive"]
# Books that go further:
#
# - Goodfellow, Bengio and Courville, *Deep Learning*, the chapter on sequence modelling.
# - Jurafsky and Martin, *Speech and Language Processing*: text and language, from the ground up.
# - Keras's guides on recurrent networks, and on masking and padding: the same layers, in the words
#   of those who made them.

# %% [markdown]
# ## In this course we
#
# - turned text into tokens, ids, padded batches and vectors,
# - opened every gate, computed each step by hand, and checked it against Keras,
# - trained, read curves, measured, repaired.
#
# **In practice** build something of your own soon: a baseline, one LSTM, one honest number with its
# range.
#
# **Next**: what is due tomorrow, and a second test next week.
