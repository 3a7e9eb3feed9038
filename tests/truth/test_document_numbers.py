"""The numbers in README.md and its neighbours are those of the course as it is."""

import ast
import re

from tests.test_notebooks_in_sync import LESSONS, ROOT
from tests.truth.course_texts import documents, without_code
from tests.truth.document_claims import claims
from tests.truth.figures import figures, is_computed
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


def benchmark_settings():
    files = sorted((ROOT / "benchmarks").glob("*.py"))
    return [n for path in files for n in numbers_in(ast.parse(path.read_text("utf-8")))]


def test_what_is_said_of_a_measurement_is_set_in_its_code_or_stands_in_its_table():
    text = documents()["benchmarks/README.md"]
    tables = [
        value
        for match in MEASURED.finditer(text)
        for one in figures(match[0])
        for value in one.values
    ]
    prose = said(without_code(MEASURED.sub("", text)))
    frame = [1000 / 60]  # of a common screen, in milliseconds
    numbers = benchmark_settings() + tables + frame
    assert [
        around(prose, one.start, one.end) for one in figures(prose) if not is_computed(one, numbers)
    ] == []


def test_a_number_that_is_not_so_is_found():
    text = "With Python 3.11\nor 3.12, and 16 lessons.\n\n| 05 | gates |\n\nText: CC BY 4.0."
    assert unsaid(text, ["Python 3.11 or 3.12"]) == []
    assert unsaid(text, ["Python 3.11 or 3.13"]) == ["Python 3.11 or 3.13"]
    assert unchecked(text, ["Python 3.11 or 3.12", "16 lessons"]) == []
    (found,) = unchecked(text, ["Python 3.11 or 3.12"])
    assert "16 lessons" in found
