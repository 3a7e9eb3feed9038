"""The classifiers that are measured side by side, each as its users write it.

Every one is a function of training texts, their targets (0 or 1), seconds and a seed; it returns a
function from texts to predicted targets. What it imports is loaded before the clock starts.
"""

import re
from collections import Counter

import numpy as np

PASSES = 4  # of the two networks that are written as tutorials do
WORDS, LENGTH, FEATURES, UNITS, BATCH = 20_000, 200, 64, 64, 64
SHARE_KEPT = 0.1  # of the training texts, to choose the best pass by


def course(texts, targets, seconds, seed):
    """Use the course's classifier, as it comes."""
    from lstm_helpers import fit_text_classifier

    return fit_text_classifier(texts, targets, seconds=seconds, seed=seed).predict


def course_plain(texts, targets, seconds, seed):
    """Use the course's LSTM alone, as the lessons train it."""
    from lstm_helpers import fit_text_classifier

    plain = fit_text_classifier(texts, targets, seconds=seconds, seed=seed, recipe="plain")
    return plain.predict


def _regression(texts, targets, **counted):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(TfidfVectorizer(**counted), LogisticRegression(max_iter=1000)).fit(
        texts, targets
    )


def words(texts, targets, seconds, seed):
    """Weigh words: TF-IDF and logistic regression, both as they come."""
    return _regression(texts, targets).predict


def word_pairs(texts, targets, seconds, seed):
    """Weigh words and pairs of words."""
    return _regression(texts, targets, ngram_range=(1, 2)).predict


def keras_lstm(texts, targets, seconds, seed):
    """Train Embedding, LSTM and Dense on TextVectorization's ids, as the tutorials do."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    ids = keras.layers.TextVectorization(WORDS, output_sequence_length=LENGTH)
    ids.adapt(tf.constant(texts))
    network = keras.Sequential(
        [
            keras.layers.Embedding(WORDS, FEATURES, mask_zero=True),
            keras.layers.LSTM(UNITS),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    network.compile("adam", "binary_crossentropy")
    best = keras.callbacks.EarlyStopping(patience=PASSES, restore_best_weights=True)
    order = np.random.default_rng(seed).permutation(len(texts))  # Keras keeps the last ones back
    network.fit(
        np.asarray(ids(tf.constant(texts)))[order], np.asarray(targets)[order], BATCH, PASSES,
        validation_split=SHARE_KEPT, callbacks=[best], verbose=0,
    )  # fmt: skip

    def predict(new):
        return network.predict(ids(tf.constant(new)), verbose=0)[:, 0] > 0.5

    return predict


def torch_lstm(texts, targets, seconds, seed):
    """Train the same network in PyTorch, with the loop that its tutorials write."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    rows = [re.findall(r"\w+", text.lower()) for text in texts]
    counted = Counter(word for row in rows for word in row).most_common(WORDS - 2)
    known = {word: number for number, (word, _) in enumerate(counted, start=2)}

    def encode(rows):
        cut = [torch.tensor([known.get(word, 1) for word in row[:LENGTH]] or [1]) for row in rows]
        lengths = torch.tensor([len(row) for row in cut])
        return nn.utils.rnn.pad_sequence(cut, batch_first=True), lengths

    class Reader(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(WORDS, FEATURES, padding_idx=0)
            self.lstm = nn.LSTM(FEATURES, UNITS, batch_first=True)
            self.dense = nn.Linear(UNITS, 1)

        def forward(self, ids, lengths):
            packed = nn.utils.rnn.pack_padded_sequence(
                self.embedding(ids), lengths, batch_first=True, enforce_sorted=False
            )
            _, (hidden, _) = self.lstm(packed)
            return self.dense(hidden[-1])[:, 0]

    network = Reader()
    adam, loss = torch.optim.Adam(network.parameters()), nn.BCEWithLogitsLoss()

    def logits(rows):
        network.eval()
        with torch.no_grad():
            parts = [network(*encode(rows[at : at + 512])) for at in range(0, len(rows), 512)]
        return torch.cat(parts)

    wanted = torch.tensor(np.asarray(targets), dtype=torch.float32)
    order = torch.randperm(len(rows))
    few = max(1, int(SHARE_KEPT * len(rows)))
    kept, fit = order[:few], order[few:]
    best, least = None, float("inf")
    for _ in range(PASSES):
        network.train()
        for places in fit[torch.randperm(len(fit))].split(BATCH):
            adam.zero_grad()
            loss(network(*encode([rows[place] for place in places])), wanted[places]).backward()
            adam.step()
        judged = float(loss(logits([rows[place] for place in kept]), wanted[kept]))
        if judged < least:
            least = judged
            best = {name: values.clone() for name, values in network.state_dict().items()}
    network.load_state_dict(best)
    return lambda new: (logits([re.findall(r"\w+", text.lower()) for text in new]) > 0).numpy()


CONTENDERS = {
    "fit_text_classifier": (course, "lstm_helpers.text_classifier"),
    "fit_text_classifier, LSTM alone": (course_plain, "lstm_helpers.text_classifier"),
    "TF-IDF + logistic regression, words": (words, "sklearn.linear_model"),
    "TF-IDF + logistic regression, words and pairs": (word_pairs, "sklearn.linear_model"),
    "Keras: Embedding, LSTM, Dense": (keras_lstm, "tensorflow"),
    "PyTorch: Embedding, LSTM, Linear": (torch_lstm, "torch"),
}
