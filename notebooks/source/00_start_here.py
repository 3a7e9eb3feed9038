# %% [markdown] tags=["why"]
# # Start here
#
# In this course you type a sentence and watch a trained LSTM read it: every gate, every unit, every
# word. Then you change it, predict what it does, write its step yourself, and measure it.
#
# Nothing here needs a graphics card, and after set-up nothing needs a network.

# %% [markdown]
# **Shift-Enter** runs a cell; *Run → Run All Cells* runs them all. Do that now, then read on. Do it
# again whenever you come back to a lesson: what moves needs its cell to have run. If a name *is not
# defined*, the error says below which section makes it. The **+** above makes a new, empty cell.

# %%
from lstm_helpers import GateExplorer, check_installation, due, load_review_model, progress, quiz
from lstm_helpers import ways_in

# %% [markdown]
# ## Is everything in place?
#
# One line each. A line with ✗ says what to do.

# %%
check_installation()

# %% [markdown] tags=["experiment"]
# ## Two minutes with a trained network
#
# This network has read thousands of film-review sentences. It reads one word at a time, from left to
# right, and after each word it has an opinion: how likely is it that this is praise?

# %% tags=["experiment"]
GateExplorer(load_review_model(), sentence="the plot was not good but i loved every minute")

# %% [markdown] tags=["experiment"]
# Try three things:
#
# 1. Click a word, then walk with ← and →. Where does the network change its mind?
# 2. Type a sentence of your own and press Enter.
# 3. Under *gate surgery*, tick **forget** and drag its slider to 0: the network now keeps only what it
#    showed at the word before. What becomes of the prediction?

# %%
model = load_review_model()
for sentence in ["I loved this film.", "I did not love this film.", "I loved it, but it is far too long."]:
    print(f"P(positive) = {model.read(sentence).probabilities[-1]:.2f}   {sentence}")

# %% [markdown]
# Each number is the network's answer after the last word. It can be wrong, and be sure of it; lesson
# 05 measures how often it is right.

# %% [markdown] tags=["test"]
# ## One question
#
# Questions in this course work like this: you commit to an answer and say how sure you are; only
# then you learn whether it is right, and why the others tempt. Hints are there when you ask.

# %% tags=["test"]
quiz("00_start", "why_lstm")

# %% [markdown] tags=["why"]
# ## What it is for
#
# Translation, the next word on a phone's keyboard, speech, chat, telling praise from blame: in all
# of them what a word means depends on other words, often on words far back. A model that has lost
# the beginning of a sentence by its end will often go wrong.

# %% [markdown] tags=["deep_dive"]
# ## Where it fits
#
# **Before it**: numbers for words, plain networks that take one fixed row of numbers, and simple
# recurrent networks that read in order but soon forget. **After it**: the GRU, attention, and the
# Transformers behind today's chat programs. The LSTM made long stretches learnable, and every part of
# it can be seen.

# %% [markdown]
# ## The map
#
# text → tokens → padded ids and mask → vectors → **gates and states** → prediction → metric

# %% [markdown]
# | lesson | | you leave with |
# |---|---|---|
# | 00 | start here | this map |
# | 01 | [split text into tokens](01_split_text_into_tokens.ipynb) | a vocabulary with Keras's ids, an encoder that meets unknown words |
# | 02 | [pad and mask sequences](02_pad_and_mask_sequences.ipynb) | batches of one length, and predictions that zeros cannot move |
# | 03 | [turn tokens into vectors](03_turn_tokens_into_vectors.ipynb) | an embedding looked up, counted, and seen to learn |
# | 04 | [remember with a recurrent network](04_remember_with_a_recurrent_network.ipynb) | a state carried on, and its gradients carried back until they vanish |
# | 05 | [open the LSTM gates](05_open_the_lstm_gates.ipynb) | every gate of a trained network, seen, moved and measured |
# | 06 | [return sequences and states](06_return_sequences_and_states.ipynb) | every shape an LSTM can return, and which numbers they are |
# | 07 | [trace the whole pipeline](07_trace_the_whole_pipeline.ipynb) | six stages from text to prediction, each looked into |

# %% [markdown]
# | lesson | | you leave with |
# |---|---|---|
# | 08 | [train and read the curves](08_train_and_read_the_curves.ipynb) | a network trained before your eyes, and its curves diagnosed |
# | 09 | [measure what matters](09_measure_what_matters.ipynb) | precision, recall, F1 and perplexity by hand, and four traps met |
# | 10 | [classify sentiment](10_classify_sentiment.ipynb) | a whole task, and an honest scoreboard with its spread |
# | 11 | [generate text](11_generate_text.ipynb) | verse written letter by letter, its temperature in your hand |
# | 12 | [tag named entities](12_tag_named_entities.ipynb) | a label for every word, read from both ends |
# | 13 | [go beyond one LSTM](13_go_beyond_one_lstm.ipynb) | stacks, GRUs and attention, run, and when to use none of them |
# | 14 | [repair broken models](14_repair_broken_models.ipynb) | nine sick models, each diagnosed by a test and cured |
# | 15 | [take the final test](15_final_test.ipynb) | ten questions, and what to look at again |

# %% [markdown]
# ## Ten ways in
#
# Unfold whichever way suits you now; its links lead to those places in every lesson.

# %%
ways_in()

# %% [markdown] tags=["test"]
# ## Check yourself

# %% tags=["test"]
quiz("00_start", "family_order", "plain_and_order", "bag_prints", "when_to_forget", "wrong_tool")

# %% [markdown] tags=["test", "recall"]
# ## What is due
#
# What you answer comes back after 1 day, then 3, 7 and 16 days after the time before; what was wrong
# starts at 1 again. On a later day begin here: what is due, from all lessons, is asked below. Each
# lesson ends with the same, for what you have read so far.

# %% tags=["test"]
due()

# %% [markdown] tags=["test", "recall"]
# ## What you know
#
# All objectives of the course at one look. Your answers are kept in one file on this machine, shared by
# all lessons; nothing leaves it.

# %% tags=["test"]
progress()

# %% [markdown]
# **Next**: [split text into tokens](01_split_text_into_tokens.ipynb), or straight to the heart of it:
# [open the LSTM gates](05_open_the_lstm_gates.ipynb).
