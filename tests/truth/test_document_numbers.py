"""The numbers in README.md and its neighbours are those of the course as it is."""

import ast
import re

from lstm_helpers import load_review_model
from tests.test_notebooks_in_sync import LESSONS, ROOT
from tests.truth.course_texts import documents, without_code
from tests.truth.document_claims import claims
from tests.truth.figures import figures, is_computed, slips_of
from tests.truth.helper_settings import numbers_in
from tests.truth.lesson_prose import around, said

MEASURED = re.compile(r"<!-- (\w[\w ]*) -->.*?<!-- /\1 -->", re.DOTALL)
# In README.md every number is in a sentence that is checked, or is one of these.
NAMED = re.compile(r"^\| \d\d \||MIT|\bCC0 1\.0|\bCC BY 4\.0", re.MULTILINE)


def on_one_line(text):
    return " ".join(text.split())


def unsaid(text, sentences):
    """Return the sentences that a text does not hold."""
    return [sentence for sentence in sentences if sentence not in on_one_line(text)]


def unchecked(text, sentences):
    """Return the numbers of a text that stand in none of the sentences."""
    text = on_one_line(said(without_code(NAMED.sub("", text))))
    for sentence in sentences:
        text = text.replace(sentence, "")
    return [around(text, one.start, one.end) for one in figures(text)]


def test_documents_say_what_is_so():
    found = {name: unsaid(documents()[name], sentences) for name, sentences in claims().items()}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


def test_every_number_of_the_readme_is_checked():
    assert unchecked(documents()["README.md"], claims()["README.md"]) == []


def test_the_table_of_lessons_goes_to_the_last_one():
    numbers = re.findall(r"^\| (\d\d) \|", documents()["README.md"], re.MULTILINE)
    assert numbers == [lesson[:2] for lesson in LESSONS]


def settings_of(module, seen):
    """Return the numbers in a measurement's code, and in what it imports from beside it."""
    place = ROOT.joinpath(*module.split("."))
    files = sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    if module in seen or not files[0].is_file():
        return []
    seen.add(module)
    found = []
    for tree in (ast.parse(path.read_text("utf-8")) for path in files):
        found += numbers_in(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("benchmarks"):
                names = [f"{node.module}.{name.name}" for name in node.names]
                for one in names if node.module == "benchmarks" else [node.module]:
                    found += settings_of(one, seen)
    return found


def measurements():
    """Return (prose, numbers) of each measurement: what is said, and what it set or measured."""
    found = []
    known = [1000 / 60, load_review_model().lstm.units]  # a screen's frame in ms; what is drawn
    for part in re.split(r"^## ", documents()["benchmarks/README.md"], flags=re.MULTILINE)[1:]:
        tables = [
            value
            for match in MEASURED.finditer(part)
            for one in figures(match[0])
            for value in one.values
        ]
        seen = set()
        commands = re.findall(r"python -m (benchmarks\.\w+)", part)
        code = [number for command in commands for number in settings_of(command, seen)]
        found.append((said(without_code(MEASURED.sub("", part))), [*known, *tables, *code]))
    return found


def test_what_is_said_of_a_measurement_is_set_in_its_code_or_stands_in_its_table():
    assert [
        around(prose, one.start, one.end)
        for prose, numbers in measurements()
        for one in figures(prose)
        if not is_computed(one, numbers)
    ] == []


def test_most_slips_of_the_pen_are_found():
    """Numbers of all measurements in one pool would bear out twice as many."""
    borne_out = [
        is_computed(slip, numbers)
        for prose, numbers in measurements()
        for one in figures(prose)
        for slip in slips_of(one)
    ]
    assert len(borne_out) > 100
    assert borne_out.count(False) / len(borne_out) > 0.6


def test_a_number_that_is_not_so_is_found():
    text = "With Python 3.11\nor 3.12, and 16 lessons.\n\n| 05 | gates |\n\nText: CC BY 4.0."
    assert unsaid(text, ["Python 3.11 or 3.12"]) == []
    assert unsaid(text, ["Python 3.11 or 3.13"]) == ["Python 3.11 or 3.13"]
    assert unchecked(text, ["Python 3.11 or 3.12", "16 lessons"]) == []
    (found,) = unchecked(text, ["Python 3.11 or 3.12"])
    assert "16 lessons" in found
