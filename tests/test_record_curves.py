"""The recording of trainings: it goes on where it was stopped, and begins anew once it is done."""

import json

import pytest

from tools import record_curves


@pytest.fixture
def recording(monkeypatch, tmp_path):
    """Two trainings that take no time, and a list of those that were run."""
    trained = []
    fault = {"fault": "none", "loss": [0.5]}
    grid = {"rate": 0.01, "units": 4, "sentences": 200, "dropout": 0.0, "loss": [0.4]}
    jobs = {"fault": lambda: trained.append("fault") or fault}
    monkeypatch.setattr(record_curves, "FILE", tmp_path / "curves.json")
    monkeypatch.setattr(record_curves, "fault_jobs", lambda _: jobs)
    monkeypatch.setattr(
        record_curves, "grid_jobs", lambda _: {"grid": lambda: trained.append("grid") or grid}
    )
    monkeypatch.setattr("sys.argv", ["record_curves"])
    return trained


def stop(_corpus):
    def interrupted():
        raise KeyboardInterrupt

    return {"grid": interrupted}


@pytest.mark.parametrize("left", ["", '{"grid": {"rate": 0.0', '{"grid": {}}'])
def test_a_recording_that_was_stopped_goes_on_where_it_was(recording, monkeypatch, tmp_path, left):
    with monkeypatch.context() as stopped:
        stopped.setattr(record_curves, "grid_jobs", stop)
        with pytest.raises(KeyboardInterrupt):
            record_curves.main()
    with (tmp_path / "curves.part").open("a") as kept:
        kept.write(left)  # a line that was being written
    record_curves.main()
    assert recording == ["fault", "grid"]
    record = json.loads((tmp_path / "curves.json").read_text())
    assert [run["loss"] for run in (*record["faults"], *record["runs"])] == [[0.5], [0.4]]


def test_after_a_broken_line_lines_are_added_that_can_be_read(tmp_path):
    path = tmp_path / "curves.part"
    path.write_text('{"first": {}}\n{"second": {"ra')
    record_curves.Kept(path).add("third", {})
    assert list(record_curves.Kept(path).runs) == ["first", "third"]


def test_a_whole_recording_leaves_nothing_that_the_next_would_take_over(recording, tmp_path):
    record_curves.main()
    assert [path.name for path in tmp_path.iterdir()] == ["curves.json"]
    record_curves.main()
    assert recording == ["fault", "grid"] * 2
