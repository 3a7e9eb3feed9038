"""The open challenge of lesson 11: its cell runs with a text of the learner's own."""

from pathlib import Path

import jupytext
import pytest

SOURCE = Path(__file__).parent.parent / "notebooks" / "source" / "11_generate_text.py"


@pytest.fixture(scope="module")
def cell():
    (cell,) = (
        cell.source
        for cell in jupytext.read(SOURCE, fmt="py:percent").cells
        if "\nmy_text = ..." in cell.source
    )
    return cell


def run(cell):
    exec(compile(cell, "cell", "exec"), {})  # it needs no other cell of the lesson


def test_unattempted_it_says_so(cell, capsys):
    run(cell)
    assert capsys.readouterr().out.startswith("Not attempted yet")


def test_with_a_text_it_trains_and_writes(cell, capsys):
    text = "Der Fährmann singt, die Möwe schreit – es wird schon hell.\n" * 20
    quick = cell.replace("seconds=30", "seconds=1").replace("my_text = ...", f"my_text = {text!r}")
    run(quick)
    out = capsys.readouterr().out
    assert "nats on the last tenth of your text" in out
    assert "\nDer Fährmann" in out
