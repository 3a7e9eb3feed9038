"""Each lesson has a core that stands alone, and says truly how long it takes."""

import re

import nbformat
import pytest

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.ways import headings
from tests.core_path import MARK, borrowed, divide, minutes, names
from tests.test_notebooks_in_sync import LESSONS, read

# The first is a tour of the course, the last one long test: in both all is core.
WITH_CORE = LESSONS[1:-1]

TIME = re.compile(r"\*\*Time\*\*: about (\d+) minutes")
CORE = re.compile(r"\*\*Core\*\*: about (\d+) minutes; sections marked \*Deeper\* can wait\.")
DRIFT = 0.15  # a stated time is rounded to five minutes


def sections(lesson):
    return divide(read(lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_opening_names_the_core_where_something_can_wait_and_nowhere_else(lesson):
    opening, *others = sections(lesson)
    can_wait = any(section.deeper for section in others)
    assert can_wait == (lesson in WITH_CORE)
    assert len(CORE.findall("\n".join(opening.texts))) == can_wait


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_mark_stands_under_a_heading_or_not_at_all(lesson):
    texts = [cell.source for cell in read(lesson).cells if cell.cell_type == "markdown"]
    marked = sum(section.deeper for section in sections(lesson))
    assert "\n".join(texts).count(MARK.strip("*.")) == marked


@pytest.mark.parametrize("lesson", WITH_CORE)
def test_between_a_third_and_two_thirds_of_the_sections_are_core(lesson):
    _, *inner, closing = sections(lesson)
    core = [section for section in inner if not section.deeper]
    assert 1 / 3 <= len(core) / len(inner) <= 2 / 3
    assert not closing.deeper


@pytest.mark.parametrize("lesson", WITH_CORE)
def test_the_core_uses_no_name_of_what_can_wait(lesson):
    assert borrowed(sections(lesson)) == set()


@pytest.mark.parametrize("lesson", WITH_CORE)
def test_stated_minutes_are_those_of_its_words_code_and_questions(lesson):
    parts = sections(lesson)
    opening = "\n".join(parts[0].texts)
    whole, core = (int(stated.search(opening)[1]) for stated in (TIME, CORE))
    assert whole == pytest.approx(minutes(parts), rel=DRIFT)
    assert core == pytest.approx(minutes(part for part in parts if not part.deeper), rel=DRIFT)


def test_at_least_half_of_an_objectives_questions_are_answered_in_the_core():
    core = {(lesson, title) for lesson in LESSONS for title in _core_headings(lesson)}
    answered = {}
    for item, places in _places_of_items():
        answered.setdefault(item.objective, []).append(not core.isdisjoint(places))
    assert answered
    shares = {objective: sum(found) / len(found) for objective, found in answered.items()}
    assert {objective: share for objective, share in shares.items() if share < 1 / 2} == {}


def _core_headings(lesson):
    core = [section.title for section in sections(lesson) if not section.deeper]
    return headings("\n".join(f"## {title}" for title in core if title))


def _places_of_items():
    """Yield each question with the headings that disprove its wrong answers, if it has any."""
    for bank in map(load_bank, lessons()):
        for item in bank.items:
            held = {option.misconception for option in item.options} & bank.places.keys()
            if held:
                found = (bank.places[misconception] for misconception in held)
                yield item, {(place.notebook, place.heading) for place in found}


NEW = nbformat.v4


def notebook(*cells):
    kinds = {"text": NEW.new_markdown_cell, "code": NEW.new_code_cell}
    return NEW.new_notebook(cells=[kinds[kind](source) for kind, source in cells])


def test_a_section_may_begin_within_a_cell():
    lesson = notebook(
        ("text", "# A lesson"),
        ("text", "## First\n\ntwo words"),
        ("code", "x = 1"),
        ("text", f"That was it.\n\n## Second: `x`\n\n{MARK}\n\nThe rest."),
        ("code", "y = x"),
    )
    opening, first, second = divide(lesson)
    assert (opening.title, first.title, second.title) == ("", "First", "Second: `x`")
    assert (opening.deeper, first.deeper, second.deeper) == (False, False, True)
    assert "That was it." in first.texts[-1]
    assert [cell.source for cell in second.code] == ["y = x"]


def test_what_a_deeper_section_made_is_missed_in_the_core():
    lesson = notebook(
        ("code", "import math\nrate = 1"),
        ("text", f"## Deeper\n\n{MARK}"),
        ("code", "found = rate\nrate = 2"),
        ("text", "## Core"),
        ("code", "print([found for _ in 'ab'], math.pi)\nrate = rate + 1"),
        ("code", "print(rate)"),
    )
    assert borrowed(divide(lesson)) == {("Core", "found", "Deeper"), ("Core", "rate", "Deeper")}


@pytest.mark.parametrize(
    ("source", "read_names", "made_names"),
    [
        ("x = y", {"y"}, {"x"}),
        ("x = 1\nprint(x)", set(), {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("def f(a):\n    return [a * b for b in c]", {"c"}, {"f"}),
        ("def f():\n    return late\nlate = 1", set(), {"f", "late"}),
        ("from math import pi as p\nimport os.path", set(), {"p", "os"}),
        ("display(quiz('x'))", {"quiz"}, set()),
        ("class A:\n    b = c", {"c"}, {"A"}),
    ],
)
def test_names_that_a_cell_reads_and_makes(source, read_names, made_names):
    assert names(source) == (read_names, made_names)


def test_a_section_takes_as_long_as_its_words_code_and_questions():
    lesson = notebook(
        ("text", "## Reading\n\n" + "word " * 179),
        ("text", "## Doing"),
        ("code", 'quiz("05_gates", "predict_story", "predict_but")\n# no line of code\nx = 1'),
        ("code", 'exercise("05_step").check(my_step)'),
        ("code", "explorer = GateExplorer(model)"),
    )
    _, reading, doing = divide(lesson)
    assert reading.seconds == pytest.approx(60)
    assert doing.seconds == pytest.approx(1 / 3 + 4 * 4 + 2 * 45 + 240 + 180)
