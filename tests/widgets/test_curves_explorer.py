"""The curves explorer in Python: what can be set, what it says, and what it answers a page."""

from itertools import product

import pytest

from lstm_helpers import CurvesExplorer, load_recorded_runs
from lstm_helpers.plots.live import Look


@pytest.fixture
def explorer():
    return CurvesExplorer()


def test_its_repr_is_short_and_fixed(explorer):
    assert repr(explorer) == "CurvesExplorer()"


def test_the_read_out_tells_the_figures_of_the_run(explorer):
    explorer.rate, explorer.units, explorer.sentences, explorer.dropout = 0.003, 64, 200, 0.4
    explorer.epochs = 6
    run = load_recorded_runs().run(0.003, 64, 200, 0.4).first(6)
    headline, rule, figures, lowest, reference = explorer.readout
    assert headline.startswith(
        "Rate 0.003, 64 units, 200 sentences, dropout 0.4: by epoch 6 the tr"
    )
    assert explorer._scene().diagnosis.because in rule
    assert f"Loss {run.loss[-1]:.2f} in training, {run.validation_loss[-1]:.2f} in val" in figures
    assert f"{min(run.validation_loss):.2f}" in lowest
    assert "1.10" in reference and "0.95" in reference and "0.45" in reference


def test_epochs_that_are_hidden_are_not_spoken_of(explorer):
    explorer.epochs = 1
    assert len(explorer._scene().run) == 1
    assert "at its lowest so far" in explorer.readout[3]
    explorer.epochs = 10
    assert "was lowest after epoch" in explorer.readout[3]
    assert "epochs since have not helped" in explorer.readout[3]


def test_every_state_can_be_drawn_and_read(explorer):
    runs = load_recorded_runs()
    names = ("rate", "units", "sentences", "dropout")
    for values in product(*map(runs.values, names)):
        for name, value in zip(names, values, strict=True):
            setattr(explorer, name, value)
        assert all(explorer.readout)
        assert explorer._alt(explorer._scene()).startswith("Loss and accuracy by epoch, 1 to 10.")
    assert explorer._render(Look(width=560)).startswith(b"\x89PNG")


def test_a_page_may_send_whole_numbers_for_others(explorer):
    explorer.rate, explorer.dropout = 1, 0
    assert (explorer.rate, explorer.dropout) == (1.0, 0.0)
    assert "no dropout" in explorer.readout[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rate": 0.5}, "rate must be one of 0.0003, 0.001, 0.003, 0.01, 0.1, 1; got 0.5"),
        ({"rate": "fast"}, "rate must be one of 0.0003, .*; got 'fast'"),
        ({"units": True}, "units must be one of 4, 16, 64; got True"),
        ({"sentences": 500}, "sentences must be one of 200, 700, 2000; got 500"),
        ({"dropout": 0.9}, "dropout must be one of 0, 0.4; got 0.9"),
        ({"epochs": 0}, "epochs must be a whole number from 1 to 10; got 0"),
        ({"epochs": 11}, "epochs must be a whole number from 1 to 10; got 11"),
    ],
)
def test_what_was_not_recorded_is_refused_in_words(explorer, change, words):
    with pytest.raises(ValueError, match=words):
        CurvesExplorer(**change)
    ((name, value),) = change.items()
    before = explorer.readout
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.readout == before


def test_runs_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="runs must be of type RecordedRuns; got"):
        CurvesExplorer(runs={})
