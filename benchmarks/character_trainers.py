"""Three ways to train embedding → LSTM → dense on characters within a given time.

Each takes a text, seconds and the characters to know, and returns a `CharacterModel`: so all are
judged alike.
"""

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lstm_helpers import CharacterModel, LSTMWeights, fit_character_model
from lstm_helpers.alphabet import Alphabet
from lstm_helpers.character_model.choosing import LEARNING_RATE, choose
from lstm_helpers.character_model.passages import Passages

LAYER = Path(__file__).parent / ".layer"
ROW = 64  # characters of a row in a batch
FEATURES = 64


@dataclass
class Trained:
    """What came of a training."""

    model: CharacterModel
    characters: int  # read, over and over, until the time was spent
    units: int


def ours(text, seconds, characters, seed=0):
    """Train as the course does where nothing is asked for but the time."""
    model = fit_character_model(text, seconds, seed, characters=characters)
    recipe, steps = model.record["recipe"], len(model.history.batch_losses)
    return Trained(model, steps * recipe["batch"] * recipe["rows"], recipe["units"])


def keras(text, seconds, characters, seed=0):
    """Train as a tutorial does: rows in random order, each from an empty state, Keras's `fit`.

    Its sizes and rates are the best that we know for it. The clock starts after its first step, so
    that what Keras prepares then does not count.
    """
    import keras as k
    import tensorflow as tf

    units, rows, rate = 192, 32, 0.006
    k.utils.set_random_seed(seed)
    ids = encoded(text, characters)
    network = k.Sequential(
        [
            k.Input((None,), dtype="int32"),
            k.layers.Embedding(len(characters), FEATURES),
            k.layers.LSTM(units, return_sequences=True),
            k.layers.Dense(len(characters)),
        ]
    )
    loss = k.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(k.optimizers.Adam(rate, clipnorm=1.0), loss)
    count = (len(ids) - 1) // ROW
    inputs, targets = (part[: count * ROW].reshape(-1, ROW) for part in (ids[:-1], ids[1:]))
    pairs = tf.data.Dataset.from_tensor_slices((inputs, targets)).shuffle(count, seed=seed)
    batches = pairs.batch(rows, drop_remainder=True).repeat().prefetch(2)

    class Timed(k.callbacks.Callback):
        steps, began = 0, None

        def on_train_batch_end(self, batch, logs=None):
            self.steps += 1
            self.began = self.began or time.perf_counter()
            share = (time.perf_counter() - self.began) / seconds
            self.model.optimizer.learning_rate = rate * falling(share)
            self.model.stop_training = share >= 1

    timed, steps = Timed(), count // rows
    network.fit(
        batches, epochs=10**9, steps_per_epoch=steps, verbose=0, shuffle=False, callbacks=[timed]
    )
    embedding, kernel, recurrent, bias, dense_kernel, dense_bias = network.get_weights()
    lstm = LSTMWeights(kernel, recurrent, bias)
    model = CharacterModel(characters, embedding, lstm, dense_kernel, dense_bias)
    return Trained(model, timed.steps * rows * ROW, units)


def pytorch(text, seconds, characters, seed=0):
    """Train `torch.nn.LSTM` by our recipe, from its own first weights, keeping no text back."""
    sys.path.append(str(LAYER))  # at the end: the course's own packages come first
    import torch

    ids = encoded(text, characters)
    chosen = choose(len(ids), seconds, ROW)
    size, units = len(characters), chosen.units
    torch.manual_seed(seed)
    layers = torch.nn.ModuleDict(
        {
            "embedding": torch.nn.Embedding(size, FEATURES),
            "lstm": torch.nn.LSTM(FEATURES, units, batch_first=True),
            "dropout": torch.nn.Dropout(chosen.dropout),
            "dense": torch.nn.Linear(units, size),
        }
    )
    with torch.no_grad():
        layers["lstm"].bias_ih_l0[units : 2 * units] = 1  # the forget gate, as Keras starts it
    adam = torch.optim.Adam(layers.parameters(), betas=(0.9, 0.99))
    passages, random = Passages(ids, chosen.batch, ROW), np.random.default_rng(seed)
    steps, state, began = 0, None, time.perf_counter()
    while (share := (time.perf_counter() - began) / seconds) < 1:
        for inputs, targets, goes_on in passages.batches(random):
            if state is not None:
                kept = torch.from_numpy(goes_on)[None, :, None]
                state = tuple(part.detach() * kept for part in state)
            adam.param_groups[0]["lr"] = LEARNING_RATE * falling(share) * min(1, (steps + 1) / 50)
            vectors = layers["embedding"](torch.from_numpy(inputs))
            hidden, state = layers["lstm"](vectors, state)
            logits = layers["dense"](layers["dropout"](hidden))
            wanted = torch.from_numpy(targets).reshape(-1).long()
            loss = torch.nn.functional.cross_entropy(logits.reshape(-1, size), wanted)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
            adam.step()
            steps += 1
            share = (time.perf_counter() - began) / seconds
            if share >= 1:
                break
    named = {name: array.detach().numpy() for name, array in layers.named_parameters()}
    lstm = LSTMWeights(  # PyTorch has the gates in Keras's order
        named["lstm.weight_ih_l0"].T,
        named["lstm.weight_hh_l0"].T,
        named["lstm.bias_ih_l0"] + named["lstm.bias_hh_l0"],
    )
    dense = named["dense.weight"].T, named["dense.bias"]
    model = CharacterModel(characters, named["embedding.weight"], lstm, *dense)
    return Trained(model, steps * chosen.batch * ROW, units)


def encoded(text, characters):
    """Return a text's ids."""
    return np.array(Alphabet(characters).encode(text), dtype=np.int32)


def falling(share):
    """Return what is left of the learning rate after a share of the time: half a cosine."""
    return (1 + math.cos(math.pi * min(1.0, share))) / 2


TRAINERS = {
    "`fit_character_model`": ours,
    "plain Keras": keras,
    "PyTorch `nn.LSTM`, our recipe": pytorch,
}
