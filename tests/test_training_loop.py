"""The training loop: what ends it, what it keeps, and that it trains as Keras's own `fit` does."""

import re
from contextlib import nullcontext

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from lstm_helpers._backend import keras
from lstm_helpers.history import (
    FINISHED,
    INTERRUPTED,
    NO_GAIN,
    NO_TIME,
    Epoch,
    History,
    NoEpochError,
    best_of,
)
from lstm_helpers.networks import classifier_network
from lstm_helpers.training import (
    Plan,
    batches_by_length,
    padded_batches,
    read_rows,
    restart,
    train,
)
from lstm_helpers.training.one_trace import traced_once

X = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")
Y = (X @ [[1.0], [-2.0], [0.5]]).astype("float32")


def line(seed=0):
    keras.utils.set_random_seed(seed)
    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    network.compile(keras.optimizers.Adam(), "mse")
    return network


def quarters():
    return [(X[start : start + 16], Y[start : start + 16]) for start in range(0, 64, 16)]


def test_it_trains_as_keras_fit_does():
    ours, theirs = line(), line()
    history = train(ours, quarters, 4, Plan(epochs=5, learning_rate=0.05, steady=True))
    theirs.optimizer.learning_rate = 0.05
    fitted = theirs.fit(X, Y, batch_size=16, epochs=5, shuffle=False, verbose=0)
    losses = [epoch.loss for epoch in history.epochs]
    np.testing.assert_allclose(losses, fitted.history["loss"], rtol=1e-5)
    assert len(history.batch_losses) == 20
    for start in range(0, 20, 4):
        assert np.mean(history.batch_losses[start : start + 4]) == pytest.approx(
            losses[start // 4], rel=1e-5
        )


def test_batches_of_every_shape_share_one_trace_and_give_kerass_own_figures():
    shapes, random = [(8, 5), (8, 7), (8, 3), (3, 4), (1, 9)], np.random.default_rng(0)
    parts = [
        (
            random.normal(size=(*shape, 2)),
            random.normal(size=(*shape, 1)),
            random.uniform(size=shape),
        )
        for shape in shapes
    ]
    found = []
    for ours in (True, False):
        keras.utils.set_random_seed(0)
        layers = [keras.Input((None, 2)), keras.layers.LSTM(3, return_sequences=True)]
        network = keras.Sequential([*layers, keras.layers.Dropout(0.5), keras.layers.Dense(1)])
        network.compile(keras.optimizers.Adam(), "mse", run_eagerly=not ours)
        if ours:
            traces = counted_traces(network)
            plan = Plan(epochs=1, learning_rate=0.05, steady=True)
            losses = train(network, lambda: parts, len(parts), plan).batch_losses
        else:
            network.optimizer.learning_rate = 0.05
            losses = [network.train_on_batch(*part) for part in parts]
        found.append([*network.get_weights(), np.array(losses)])
    assert traces == ["traced"]
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-7)


def test_what_is_measured_in_the_first_step_is_that_step_alone():
    logs = []
    for around in (traced_once, nullcontext):
        network = line()
        network.compile("sgd", "mse", metrics=["mae"])
        with around(network):
            logs.append(network.train_on_batch(X, Y, return_dict=True))
    assert logs[0] == pytest.approx(logs[1], rel=1e-6)


def counted_traces(network):
    """Count, in the list returned, how often the network's own training step is traced."""
    traces, step = [], network.train_step
    network.train_step = lambda data: traces.append("traced") or step(data)
    return traces


def test_a_network_that_is_trained_again_keeps_its_trace_until_it_is_compiled_again():
    network = line()
    traces = counted_traces(network)
    for _ in range(3):
        train(network, quarters, 4, Plan(epochs=1))
    assert traces == ["traced"]
    network.compile(keras.optimizers.SGD(), "mae")
    history = train(network, quarters, 4, Plan(epochs=1, learning_rate=1e-9, steady=True))
    assert traces == ["traced"] * 2
    off = np.abs(Y - network.predict_on_batch(X)).mean()
    assert history.first.loss == pytest.approx(off, rel=1e-4), "the loss is not the new one"


def test_batches_with_weights_and_without_are_traced_each_by_themselves():
    network = line()
    network.compile("sgd", "mse")
    traces = counted_traces(network)
    weighted = [(X, Y, np.zeros(len(X)))]
    for batches, moves in ((weighted, False), (quarters(), True), (weighted, False)):
        before = network.get_weights()
        train(network, lambda batches=batches: batches, len(batches), Plan(epochs=1))
        assert np.array_equal(before[0], network.get_weights()[0]) != moves
    assert traces == ["traced"] * 2


def test_rows_of_every_shape_share_one_trace_and_are_read_as_by_keras():
    network = classifier_network(size=9, classes=2, features=2, units=2, dropout=0.0)
    rows = [[5, 6], [], [7], [1, 2, 3, 4]]
    expected = [np.asarray(network(np.array([row or [0]])))[0] for row in rows]
    traces, step = [], network.predict_step
    network.predict_step = lambda data: traces.append("traced") or step(data)
    found = read_rows(network, rows)
    for some in ([[7, 8]], [[3]] * 3):
        read_rows(network, some)
    assert traces == ["traced"]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


def test_afterwards_the_network_is_trained_by_keras_as_ever():
    network = line()
    train(network, quarters, 4, Plan(epochs=1))
    fitted = network.fit(X, Y, epochs=2, verbose=0)
    assert fitted.history["loss"][1] < fitted.history["loss"][0]


def test_the_rate_falls_along_a_cosine():
    network, rates = line(), []
    train(
        network,
        quarters,
        4,
        Plan(epochs=2, learning_rate=0.1),
        validate=lambda: rates.append(float(network.optimizer.learning_rate)) or (1.0, None),
    )
    shares = np.array([3 / 8, 7 / 8])  # of the plan, before the last step of each epoch
    np.testing.assert_allclose(rates, 0.1 * (1 + np.cos(np.pi * shares)) / 2, rtol=1e-5)


def test_the_weights_of_the_best_epoch_are_kept():
    network, seen, judged = line(), [], iter([0.5, 0.2, 0.9])

    def validate():
        seen.append(network.get_weights())
        return next(judged), None

    history = train(network, quarters, 4, Plan(epochs=3), validate)
    assert (history.best.number, history.stopped) == (2, FINISHED)
    for kept, wanted in zip(network.get_weights(), seen[1], strict=True):
        np.testing.assert_array_equal(kept, wanted)


def test_it_stops_when_the_kept_examples_gain_no_more():
    judged = iter([0.5, 0.6, 0.4, 0.45, 0.5, 0.1])
    history = train(line(), quarters, 4, Plan(epochs=9, patience=2), lambda: (next(judged), None))
    assert (len(history.epochs), history.best.number, history.stopped) == (5, 3, NO_GAIN)


def test_interrupted_it_keeps_the_history_and_the_best_weights():
    network, told, after_first = line(), [], []

    def validate():
        after_first.append(network.get_weights())
        return 1.0 / len(after_first), None

    def watch(progress):
        told.append(progress)
        if len(progress.history.epochs) == 1 and progress.history.stopped == FINISHED:
            raise KeyboardInterrupt

    # The watcher is told at the end of each epoch, and once more when all is over.
    history = train(network, quarters, 4, Plan(epochs=50), validate, Once(watch))
    assert history.stopped == INTERRUPTED
    assert len(history.epochs) == 1
    for kept, wanted in zip(network.get_weights(), after_first[0], strict=True):
        np.testing.assert_array_equal(kept, wanted)


def test_interrupted_while_weights_are_copied_it_keeps_an_epoch_and_its_weights():
    network, after_epoch, judged, copied = line(), [], iter([0.5, 0.2]), []
    copy = network.get_weights

    def validate():
        after_epoch.append(copy())
        return next(judged), None

    def interrupted():
        copied.append(copy())
        if len(copied) == 2:
            raise KeyboardInterrupt
        return copied[-1]

    network.get_weights = interrupted
    history = train(network, quarters, 4, Plan(epochs=9), validate)
    assert (len(after_epoch), history.best.number, history.stopped) == (2, 1, INTERRUPTED)
    for kept, wanted in zip(copy(), after_epoch[0], strict=True):
        np.testing.assert_array_equal(kept, wanted)


def test_stopped_before_its_first_epoch_ends_it_says_so_and_no_more():
    def stop():
        raise KeyboardInterrupt

    history = train(line(), stop, 4, Plan(epochs=2))
    assert (history.epochs, history.stopped) == ((), INTERRUPTED)
    for name in ("first", "last", "best"):
        with pytest.raises(ValueError, match="no epoch was finished: you stopped it"):
            getattr(history, name)
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.user_ns["history"] = history
    with capture_output() as shown:
        shell.run_cell("history.last")
    assert shown.stdout.strip() == (
        "no epoch was finished: you stopped it. Train again, and let the first epoch end."
    )


def test_an_interruption_that_tensorflow_has_wrapped_is_one():
    def wrapped():
        raise RuntimeError("MISMATCH of exception types: REPLACED BY KeyboardInterrupt: <EMPTY>")

    def broken():
        raise RuntimeError("the graph is broken")

    assert train(line(), wrapped, 4, Plan(epochs=2)).stopped == INTERRUPTED
    with pytest.raises(RuntimeError, match="the graph is broken"):
        train(line(), broken, 4, Plan(epochs=2))


class Once:
    """A watcher that is called until it raises, and then stays silent."""

    def __init__(self, watch):
        self.watch = watch

    def __call__(self, progress):
        if self.watch is not None:
            watch = self.watch
            try:
                watch(progress)
            except KeyboardInterrupt:
                self.watch = None
                raise


def test_out_of_time_it_judges_what_it_has():
    history = train(line(), quarters, 4, Plan(epochs=10**6, seconds=0.2), lambda: (1.0, 0.5))
    assert history.stopped == NO_TIME
    assert history.epochs[-1].validation_accuracy == 0.5
    assert len(history.batch_losses) >= 4 * (len(history.epochs) - 1)


def test_a_loss_that_is_no_number_stops_it_and_says_why():
    poisoned = iter([Y[:16], Y[:16], Y[:16] * np.nan, Y[:16]])
    network = line()
    with pytest.warns(UserWarning, match="learning rate of 0.005 is likely too high"):
        history = train(network, lambda: [(X[:16], next(poisoned))], 1, Plan(epochs=4))
    assert "the loss became nan in epoch 3" in history.stopped
    assert len(history.epochs) == 2
    assert all(np.isfinite(weights).all() for weights in network.get_weights())


def test_the_watcher_hears_the_end():
    told = []
    train(line(), quarters, 4, Plan(epochs=2), watch=told.append)
    assert told[-1].share == 1.0
    assert [epoch.number for epoch in told[-1].history.epochs] == [1, 2]
    assert [progress.ended for progress in told] == [False] * (len(told) - 1) + [True]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"epochs": 0}, "epochs must be a whole number at least 1; got 0"),
        ({"learning_rate": -1}, "learning_rate must be at least 0; got -1"),
        ({"seconds": 0}, "seconds must be more than 0; got 0"),
        ({"seconds": -3.0}, "seconds must be more than 0; got -3"),
        ({"patience": 0}, "patience must be a whole number at least 1; got 0"),
        ({"steady": "no"}, "steady must be True or False; got 'no'"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        Plan(**arguments)


@pytest.mark.parametrize(
    ("epochs", "words"),
    [
        ((), "no epoch was finished: you stopped it. Train again, and let the first epoch end."),
        (
            (Epoch(1, float("nan"), None, None, None, 0.0),),
            "no epoch has a loss that is a number: you stopped it",
        ),
    ],
)
def test_the_best_of_nothing_and_of_no_numbers_is_asked_for_in_vain(epochs, words):
    assert best_of(epochs) is None
    with pytest.raises(NoEpochError, match=f"^{re.escape(words)}$"):
        _ = History(epochs, stopped=INTERRUPTED).best


# ---------------------------------------------------------------------------- batches


def test_every_example_is_dealt_once_and_like_lengths_lie_together():
    random = np.random.default_rng(0)
    lengths = random.integers(1, 200, 1000)
    dealt = batches_by_length(lengths, 32, random)
    assert sorted(np.concatenate(dealt)) == list(range(1000))
    padding = sum(lengths[places].max() * len(places) for places in dealt) / lengths.sum() - 1
    at_random = sum(
        lengths[start : start + 32].max() * len(lengths[start : start + 32])
        for start in range(0, 1000, 32)
    )
    assert padding < 0.3 < at_random / lengths.sum() - 1


def test_padded_batches_hold_the_rows_with_their_targets():
    rows = [[7] * length for length in (3, 1, 9, 0, 4)]
    targets = np.arange(5)
    seen = {}
    for ids, places in padded_batches(rows, targets, 2, np.random.default_rng(1)):
        assert ids.shape[1] >= 1
        seen |= {int(place): int((row > 0).sum()) for row, place in zip(ids, places, strict=True)}
    assert seen == dict(enumerate([3, 1, 9, 0, 4]))


def test_a_network_that_is_restarted_trains_as_it_did_at_first():
    network, runs = line(), []
    for _ in range(2):
        restart(network, seed=4)
        runs.append(train(network, quarters, 4, Plan(epochs=3, learning_rate=0.05)).batch_losses)
    assert runs[0] == runs[1]


def test_another_seed_restarts_at_other_weights():
    network, kernels = line(), []
    for seed in (4, 5):
        restart(network, seed)
        kernels.append(network.get_weights()[0])
    assert not np.array_equal(*kernels)


def test_only_a_compiled_network_can_be_restarted():
    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="network must be compiled; got one that is not"):
        restart(network, seed=0)
    with pytest.raises(ValueError, match="seed must be a whole number from 0"):
        restart(line(), seed=-1)
    with pytest.raises(ValueError, match="network must be"):
        restart("network", seed=0)
