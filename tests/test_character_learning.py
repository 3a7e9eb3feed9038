"""The character model's training: gradients against two oracles, and how it begins and ends."""

import itertools
import time
from concurrent.futures import Future
from threading import Event
from types import SimpleNamespace

import numpy as np
import pytest

from lstm_helpers import CharacterModel, fit_character_model, keras_character_network
from lstm_helpers._backend import keras
from lstm_helpers.character_model import learner as learner_module
from lstm_helpers.character_model.adam import Adam
from lstm_helpers.character_model.choosing import choose
from lstm_helpers.character_model.fitting import _keep_back
from lstm_helpers.character_model.learner import CharacterLearner, thread_count
from lstm_helpers.character_model.parameters import Parameters
from lstm_helpers.character_model.passages import Passages
from lstm_helpers.history import INTERRUPTED, NO_TIME
from lstm_helpers.training import loop

SIZE, FEATURES, UNITS, ROWS, LENGTH = 7, 5, 6, 4, 9
NAMES = list(Parameters(SIZE, FEATURES, UNITS).shapes)
TEXT = "the tide comes in, the tide goes out. " * 40
QUICK = {"units": 16, "features": 8, "batch": 8, "rows": 32, "learning_rate": 0.02, "dropout": 0}
KEPT = {"validation": TEXT[:200]}


def drawn(dtype=np.float32, seed=0):
    weights = Parameters(SIZE, FEATURES, UNITS, dtype)
    weights.draw(seed)
    return weights


def batch(seed=1):
    ids = np.random.default_rng(seed).integers(0, SIZE, (ROWS, LENGTH + 1))
    return ids[:, :-1], ids[:, 1:]


def gradients(weights, goes_on=(False,) * ROWS, **options):
    with CharacterLearner(weights, ROWS, LENGTH, **options) as learner:
        loss = learner.read(*batch(), goes_on)
        return loss, learner.gradients


@pytest.fixture(scope="module")
def taped():
    """The loss and gradients that TensorFlow finds for the same weights and batch."""
    tensorflow = pytest.importorskip("tensorflow")
    model = CharacterModel("abcdefg", *drawn().parts())
    network, (ids, targets) = keras_character_network(model), batch()
    with tensorflow.GradientTape() as tape:
        losses = keras.losses.sparse_categorical_crossentropy(targets, network(ids), True)
        loss = tensorflow.reduce_mean(losses)
    found = dict(
        zip(
            ("embedding", "kernel", "recurrent_kernel", "bias", "dense_kernel", "dense_bias"),
            tape.gradient(loss, network.trainable_variables),
            strict=True,
        )
    )
    return float(loss), {
        name: np.asarray(tensorflow.convert_to_tensor(slope)) for name, slope in found.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_gradients_are_those_of_tensorflow(taped, name):
    loss, found = gradients(drawn())
    wanted_loss, wanted = taped
    assert loss == pytest.approx(wanted_loss, abs=1e-5)
    embedding, lstm, dense_kernel, dense_bias = found.parts()
    ours = {
        "embedding": embedding,
        "kernel": lstm.kernel,
        "recurrent_kernel": lstm.recurrent_kernel,
        "bias": lstm.bias,
        "dense_kernel": dense_kernel,
        "dense_bias": dense_bias,
    }[name]
    assert np.abs(wanted[name]).max() > 1e-3  # there is something to compare
    np.testing.assert_allclose(ours, wanted[name], atol=1e-5)


@pytest.mark.parametrize("dropout", [0.0, 0.4])
@pytest.mark.parametrize("name", NAMES)
def test_gradients_are_those_of_finite_differences(name, dropout):
    direction = np.random.default_rng(2).normal(size=Parameters(SIZE, FEATURES, UNITS).shapes[name])

    def loss_at(step):
        weights = drawn(np.float64)
        getattr(weights, name)[...] += step * direction
        return gradients(weights, dropout=dropout)[0]

    _, found = gradients(drawn(np.float64), dropout=dropout)
    wanted = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5
    assert abs(wanted) > 1e-4
    assert float((getattr(found, name) * direction).sum()) == pytest.approx(wanted, abs=1e-8)


def test_rows_dealt_out_to_threads_give_the_same_gradients(monkeypatch):
    loss, whole = gradients(drawn(np.float64))
    monkeypatch.setattr(learner_module, "thread_count", lambda rows, units: 3)
    dealt_loss, dealt = gradients(drawn(np.float64))
    assert dealt_loss == pytest.approx(loss, abs=1e-12)
    np.testing.assert_allclose(dealt.flat, whole.flat, atol=1e-12)


def test_threads_train_to_the_same_weights(monkeypatch):
    trained = []
    for count in (1, 2):
        monkeypatch.setattr(learner_module, "thread_count", lambda rows, units, count=count: count)
        weights = drawn(np.float64)
        with CharacterLearner(weights, ROWS, LENGTH) as learner:
            learner.optimizer.learning_rate = 0.01
            for seed in range(5):
                learner.train_on_batch(*batch(seed), [seed > 0] * ROWS)
        trained.append(weights.flat)
    np.testing.assert_allclose(*trained, atol=1e-10)
    assert np.abs(trained[0] - drawn(np.float64).flat).max() > 1e-3


def test_who_interrupts_an_update_finds_the_threads_at_rest(monkeypatch):
    monkeypatch.setattr(learner_module, "thread_count", lambda rows, units: 2)
    weights, result, updating = drawn(), Future.result, Event()

    def interrupted(future, timeout=None):
        if updating.is_set():
            raise KeyboardInterrupt
        return result(future, timeout)

    with CharacterLearner(weights, ROWS, LENGTH) as learner:
        prepare, update = learner.optimizer.prepare, learner.optimizer.update

        def prepared(gradients):
            parts = prepare(gradients)
            updating.set()
            return parts

        def slow(flat, part):
            time.sleep(0.2)
            update(flat, part)

        monkeypatch.setattr(Future, "result", interrupted)
        monkeypatch.setattr(learner.optimizer, "prepare", prepared)
        monkeypatch.setattr(learner.optimizer, "update", slow)
        with pytest.raises(KeyboardInterrupt):
            learner.train_on_batch(*batch(), [False] * ROWS)
        found = weights.flat.copy()
    np.testing.assert_array_equal(weights.flat, found)
    assert (found != drawn().flat).any()


def test_a_row_goes_on_from_its_state_or_begins_anew():
    weights, (ids, targets) = drawn(), batch()
    model = CharacterModel("abcdefg", *weights.parts())
    text = [
        "".join(model.characters[id_] for id_ in (*row, last))
        for row, (*_, last) in zip(ids, targets, strict=True)
    ]
    half = LENGTH // 3
    goes_on = np.array([True, False, True, False])
    with CharacterLearner(weights, ROWS, half) as learner:
        learner.read(ids[:, :half], targets[:, :half], np.zeros(ROWS, bool))
        found = learner.read(ids[:, half : 2 * half], targets[:, half : 2 * half], goes_on)
    wanted = [
        model.losses(row)[half : 2 * half] if goes else model.losses(row[half : 2 * half + 1])
        for row, goes in zip(text, goes_on, strict=True)
    ]
    assert found == pytest.approx(np.mean(wanted), abs=1e-6)


def test_adam_is_that_of_keras_once_it_is_warm():
    ours, theirs = np.linspace(-1, 1, 5), keras.Variable(np.linspace(-1, 1, 5), dtype="float32")
    adam = Adam(5, float)
    adam.learning_rate = 0.03
    optimizer = keras.optimizers.Adam(0.03, beta_2=0.99, epsilon=1e-8, global_clipnorm=1.0)
    optimizer.build([theirs])
    random = np.random.default_rng(0)
    for step in range(1, 80):
        slope = random.normal(size=5)
        optimizer.learning_rate = 0.03 * min(1.0, step / 50)
        optimizer.apply([keras.ops.convert_to_tensor(slope, "float32")], [theirs])
        for part in adam.prepare(slope.copy()):
            adam.update(ours, part)
    np.testing.assert_allclose(ours, np.asarray(theirs.value), atol=1e-5)


@pytest.mark.parametrize("count", [17, 65, 300, 5000])
def test_a_passage_is_read_on_from_batch_to_batch(count):
    passages = Passages(np.arange(count), rows=4, length=16, pieces=3)
    batches = list(passages.batches(np.random.default_rng(3)))
    assert len(batches) == passages.steps() == max(1, (count - 1) // 64)
    assert not batches[0][2].any()
    for (before, _, _), (ids, targets, goes_on) in zip(
        [batches[0], *batches], batches, strict=False
    ):
        assert ids.shape == (4, 16)
        assert (np.diff(ids, axis=1) == 1).all()
        np.testing.assert_array_equal(targets, ids + 1)
        assert ids.min() >= 0
        assert targets.max() < count
        np.testing.assert_array_equal(ids[goes_on, 0], before[goes_on, -1] + 1)


def test_every_batch_has_beginnings_and_later_pieces():
    passages = Passages(np.arange(5000), rows=6, length=16, pieces=3)
    batches = list(passages.batches(np.random.default_rng(3)))
    assert [goes_on.sum() for *_, goes_on in batches[1:]] == [4] * (len(batches) - 1)


def test_passages_come_from_the_whole_text():
    passages, random = Passages(np.arange(5000), rows=4, length=16), np.random.default_rng(3)
    read = [ids for _ in range(3) for ids, _, _ in passages.batches(random)]
    assert 0.8 * 5000 < len(np.unique(read)) < 3 * passages.steps() * 64


def test_a_long_text_is_judged_by_pieces_from_all_over_it():
    text = "".join(f"{number:06}\n" for number in range(20_000))  # each line says where it stands
    fitted, held = _keep_back(text)
    lines = [int(line) for line in held.split("\n") if len(line) == 6]
    assert len(held) == 14_000
    assert np.histogram(lines, bins=10, range=(0, 20_000))[0].min() > 190
    assert not set(lines) & {int(line) for line in fitted.split("\n") if len(line) == 6}
    assert sorted(fitted + held) == sorted(text)


def test_a_short_text_is_judged_by_its_end():
    assert _keep_back("ab" * 50) == ("ab" * 45, "ab" * 5)


def test_what_is_chosen_follows_time_and_length():
    assert choose(1_000_000, 107, 64).units > choose(1_000_000, 25, 64).units
    assert choose(50_000, 25, 64).dropout > choose(1_000_000, 25, 64).dropout
    assert choose(3_000, 25, 64).batch < choose(1_000_000, 25, 64).batch
    assert choose(3_000, 25, 64).epochs > choose(1_000_000, None, 64).epochs


def test_small_batches_are_read_in_one_thread(monkeypatch):
    monkeypatch.setattr(learner_module.os, "cpu_count", lambda: 8)
    assert thread_count(rows=1, units=32) == 1
    assert thread_count(rows=32, units=256) == 4
    monkeypatch.setattr(learner_module.os, "cpu_count", lambda: 2)
    assert thread_count(rows=32, units=256) == 2
    monkeypatch.setattr(learner_module.os, "cpu_count", lambda: None)
    assert thread_count(rows=32, units=256) == 1


def clock(monkeypatch, tick):
    """Let each look at the clock take `tick` seconds."""
    ticks = itertools.count()
    monkeypatch.setattr(
        loop, "time", SimpleNamespace(perf_counter=lambda: tick * float(next(ticks)))
    )


def test_it_stops_when_the_time_is_spent(monkeypatch):
    clock(monkeypatch, tick=0.1)
    seen = []
    model = fit_character_model(TEXT, seconds=9, watch=seen.append, **QUICK, **KEPT)
    assert model.history.stopped == NO_TIME
    assert 9 <= seen[-1].seconds < 11  # the clock is looked at after each batch
    assert seen[-1].share == 1
    assert model.loss(TEXT[:200]) == pytest.approx(model.history.best.validation_loss)


def test_time_that_is_not_needed_is_not_spent(monkeypatch):
    clock(monkeypatch, tick=1e-9)
    model = fit_character_model(TEXT, seconds=9, epochs=2, **QUICK, **KEPT)
    assert [epoch.number for epoch in model.history.epochs] == [1, 2]


def test_stopped_by_hand_it_keeps_the_best_epoch():
    seen = []

    def stop(model):
        seen.append(model)
        if len(seen) == 3:
            raise KeyboardInterrupt

    model = fit_character_model(TEXT, epochs=9, after_epoch=stop, **QUICK, **KEPT)
    assert model.history.stopped == INTERRUPTED
    losses = [epoch.validation_loss for epoch in model.history.epochs]
    assert len(losses) == 2
    assert model.loss(TEXT[:200]) == pytest.approx(min(losses))
    np.testing.assert_array_equal(model.embedding, seen[int(np.argmin(losses))].embedding)


def test_a_loss_that_is_no_number_ends_it_with_the_best_epoch(monkeypatch):
    steps, read = itertools.count(), CharacterLearner.read

    def broken(self, *parts):
        loss = read(self, *parts)
        return float("nan") if next(steps) == 8 else loss

    monkeypatch.setattr(CharacterLearner, "read", broken)
    with pytest.warns(UserWarning, match="the loss became nan in epoch"):
        model = fit_character_model(TEXT, epochs=9, **QUICK, **KEPT)
    assert model.loss(TEXT[:200]) == pytest.approx(model.history.best.validation_loss)


def test_of_a_long_text_no_more_than_needed_is_kept_back():
    random = np.random.default_rng(0)
    text = "".join(random.choice(list("ab "), 250_000))
    lengths = []
    options = QUICK | {"units": 2, "rows": 1000, "batch": 200}
    fit_character_model(text, epochs=1, watch=lambda p: lengths.append(p), **options)
    assert len(lengths[-1].history.batch_losses) == 230_000 // 200_000


def test_dropout_of_everything_is_refused():
    with pytest.raises(ValueError, match="dropout must be below 1; got 1"):
        fit_character_model(TEXT, **QUICK | {"dropout": 1})
