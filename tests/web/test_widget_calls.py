"""Which call of a cell stands for which of the widgets that it shows."""

import nbformat
import pytest

from web.lesson import widget_calls


def cell_of(source, *texts):
    """Return a code cell with the texts stored for its widgets."""
    cell = nbformat.v4.new_code_cell(source)
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
    return cell


QUIZ, DUE, DECK = "Quiz('05_gates', 2 items)", "What is due for review", "Flashcards of 8 terms"


@pytest.mark.parametrize(
    ("source", "texts", "expected"),
    [
        ('quiz("a", "b")', [QUIZ], [("quiz", ["a", "b"])]),
        ('display(quiz("a", "b"), quiz("a"))', [QUIZ] * 2, [("quiz", ["a", "b"]), ("quiz", ["a"])]),
        ('display(quiz("a"))\nquiz("b")', [QUIZ] * 2, [("quiz", ["a"]), ("quiz", ["b"])]),
        ('quiz("a")\nquiz("b")', [QUIZ], [("quiz", ["b"])]),
        (
            'display(due("a"), flashcards("a"), quiz("b"))',
            [DUE, DECK, QUIZ],
            [("due", []), ("flashcards", ["a"]), ("quiz", ["b"])],
        ),
        ("flashcards()", [DECK], [("flashcards", [])]),
        ("GateExplorer(model)", ["GateExplorer(16 units)"], [("GateExplorer", [])]),
        ("print(1)", [], []),
    ],
)
def test_each_widget_has_its_own_call(source, texts, expected):
    assert widget_calls(cell_of(source, *texts)) == expected


def test_a_call_for_several_widgets_is_refused():
    cell = cell_of('for _time in range(2):\n    display(quiz("a"))', QUIZ, QUIZ)
    with pytest.raises(ValueError, match=r"must call quiz once for each that it shows, 2 times"):
        widget_calls(cell)
