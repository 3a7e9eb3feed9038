"""Every number in a lesson's words is one that the lesson computes, sets, or may state."""

from functools import cache
from pathlib import Path

import nbformat
import pytest
import yaml

from tests.test_notebooks_in_sync import LESSONS
from tests.truth.claims import claims
from tests.truth.figures import figures, shares, slips_of
from tests.truth.helper_settings import defaults
from tests.truth.lesson_prose import said
from tests.truth.lesson_results import lesson_sections, sections

EXCUSED = yaml.safe_load((Path(__file__).parent / "not_computed.yaml").read_text("utf-8"))


@cache
def stated(lesson):
    return claims(lesson_sections(lesson))


def uncomputed(lesson):
    return [claim for claim in stated(lesson) if not claim.computed]


def excuse(claim, reasons):
    """Return the words of the table that excuse a number, if there are any."""
    at = claim.text.find(claim.beside) + claim.beside.find(claim.number)
    for words in reasons:
        start = claim.text.find(words)
        if start <= at < start + len(words) and claim.number in words:
            return words
    return None


def lesson_of(*cells):
    """Return the sections of a lesson of Markdown cells and of pairs of code and its output."""
    made = []
    for cell in cells:
        if isinstance(cell, str):
            made.append(nbformat.v4.new_markdown_cell(cell))
        else:
            code, text = cell
            outputs = [nbformat.v4.new_output("stream", text=text)]
            made.append(nbformat.v4.new_code_cell(code, outputs=outputs))
    return sections(made)


def faults(*cells):
    return [claim.number for claim in claims(lesson_of(*cells)) if not claim.computed]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_number_is_computed_or_has_a_reason(lesson):
    reasons = EXCUSED.get(lesson, {})
    assert [one.beside for one in uncomputed(lesson) if not excuse(one, reasons)] == []


@pytest.mark.parametrize("lesson", sorted(EXCUSED))
def test_every_reason_is_needed(lesson):
    reasons = EXCUSED[lesson]
    used = {excuse(claim, reasons) for claim in uncomputed(lesson)}
    assert [words for words in reasons if words not in used] == []
    assert all(len(why.split()) > 4 for why in reasons.values())


def test_the_table_names_lessons_and_is_small():
    assert set(EXCUSED) <= set(LESSONS)
    assert sum(map(len, EXCUSED.values())) <= 20


RESULT = ("print(share)", "accuracy 0.872, F1 0.41; 2,563 reviews, 24 of 200\n")


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("It is right on 0.87.", []),
        ("It is right on 0.88.", ["0.88"]),
        ("It is right on 87%, and 87% it is.", []),
        ("It is right on 86%.", ["86%"]),
        ("Right are 87 of 100.", []),
        ("Right are 88 of 100.", ["88 of 100"]),
        ("Of 2,563 reviews.", []),
        ("Of 2,564 reviews.", ["2,564"]),
        ("F1 is 0.412.", ["0.412"]),
        ("Two of five are found.", []),
        ("Four of five are found: four in seven.", ["four in seven"]),
        ("Lessons 10 to 12, stage 4; patients 1, 2 and 5; in 2017 and (1997).", []),
        ("**Time**: about 40 minutes. **Core**: about 30 minutes.\n\n| 05 | gates |", []),
        ("`Dense(8)` and $0.5 x$, see [it](05_x.ipynb#Step-9), F1, float32, 2.21.0, 1.5⁷.", ["8"]),
        ("Some 2.6 thousand reviews.", []),
        ("Some 2.7 thousand reviews.", ["2.7"]),
    ],
)
def test_a_wrong_number_is_found_and_a_right_one_is_not(words, wrong):
    assert faults("# One", "## Two", RESULT, words) == wrong


def test_a_result_counts_near_where_it_is_printed():
    before = ("# One", "## Two", RESULT)
    assert faults(*before, "It is 0.87.", "## Three", "It is 0.87, of 24.", "## Four") == ["0.87"]
    assert faults(*before, "## Three", "Text.", "## Four", "Of 24.", "## Five") == ["24"]
    assert faults(*before, "## Three", "Text.", "## Four", "Of 2,563: 0.872.", "## Five") == []
    assert faults(*before, "## Three", "Text.", "## In this lesson", "It was 0.87, of 24.") == []


def test_what_is_set_need_not_be_printed():
    code = ('fit_text_classifier(texts, rate=0.015)\nprint("of 77 texts")', "")
    words = "Rate 0.015, 32 units, 77 texts; not 0.016."
    assert faults("# One", "## Two", code, words) == ["0.016"]
    assert defaults("def f(a, b=3, *, c=(4, 5)): 6\nG = 7\nh = 8") == [3, 4, 5, 7]


def test_in_an_explorers_list_numbers_are_settings():
    tried = "1. Set it to 17.\n   Then to 18.\n2. And 19.\n\nIt gives 21."
    assert faults("# One", "## Two", ("TokenExplorer(model)", ""), tried) == ["21"]
    assert faults("# One", "## Two", ("explain(model)", ""), tried) == ["17", "18", "19", "21"]


def test_numbers_are_read_as_they_are_meant():
    read = {
        one.values[0]: one.steps[0] for one in figures("1,000 of 3e-4, −0.50 and 7%; 1.1 million")
    }
    assert read == pytest.approx({1000: 1, 3e-4: 1e-4, 0.5: 0.01, 0.07: 0.01, 1.1e6: 1e5})
    (share,) = shares("Four of the five fit")
    assert share.values == (0.8,)
    assert said("See lesson\n05; then 7").split() == ["See", ";", "then", "7"]


@pytest.mark.parametrize("places", [0, 2])
def test_most_slips_of_the_pen_are_found(places):
    """A checker for which some number somewhere would always do were worth nothing."""
    slips = [
        claim.evidence.bears_out(slip)
        for lesson in LESSONS
        for claim in stated(lesson)
        if (claim.figure.steps[0] <= 0.011 if places else claim.figure.values[0] >= 13)
        for slip in slips_of(claim.figure)
    ]
    assert len(slips) > 200
    assert slips.count(False) / len(slips) > {0: 0.8, 2: 0.6}[places]
