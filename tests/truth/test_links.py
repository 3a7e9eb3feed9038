"""Every link leads to a file and a heading that are there; addresses outside are sound and few."""

import re
from collections import Counter
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest

from lstm_helpers.quiz.bank import lessons as banks
from lstm_helpers.ways import headings
from tests.test_notebooks_in_sync import LESSONS, ROOT, course_files
from tests.truth.course_texts import course_texts, documents, without_code

_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<to>[^)\s]+)\)")
_SHOWN = re.compile(
    r"!\[(?P<text>[^\]]*)\]\((?P<to>[^)\s]+)\)"
    r"|<(?:img|source)\b[^>]*?\b(?:src|srcset)=\"(?P<source>[^\"]+)\"",
    re.DOTALL,
)
_LESSON = re.compile(r"\b[Ll]essons?\s+(?P<first>\d+)(?P<more>(?:(?:,| and| or| to|–)\s?\d+)*)\b")
_FILE_OF_LESSON = re.compile(r"(?<![\w/])\d\d_[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"\bhttps?://[^\s\"'`<>)\]}]+")
_HERE = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\{)|http://www\.w3\.org/")
_READ = (".md", ".py", ".yaml", ".yml", ".toml", ".cfg", ".cff", ".txt", ".html", ".js", ".json")


def linked():
    """Return the texts that hold links: the lessons and the documents."""
    lessons = {name: text for name, text in course_texts().items() if name.endswith(".ipynb")}
    return lessons | documents()


def anchors(name):
    """Return what the headings of a lesson or document are linked by."""
    titles = headings(linked()[name])
    if name.endswith(".ipynb"):
        return {title.replace(" ", "-") for title in titles}
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def fault(name, to):
    """Return what is wrong with a link in a file; None if it leads where it says."""
    parts = urlsplit(to)
    if parts.scheme:
        return None if parts.scheme == "https" and "." in parts.netloc else "no https address"
    path = unquote(parts.path)
    there = PurePosixPath(name).parent / path if path else PurePosixPath(name)
    there = (ROOT / there).resolve()
    if not there.exists() or not there.is_relative_to(ROOT):
        return "no such file"
    target = there.relative_to(ROOT).as_posix()
    if parts.fragment and (
        target not in linked() or unquote(parts.fragment) not in anchors(target)
    ):
        return "no such heading"
    return None


def broken(name, text):
    """Return the links and pictures of a text that lead nowhere, or that have no words."""
    found = []
    for match in [*_LINK.finditer(text), *_SHOWN.finditer(text)]:
        to = match["to"] or match.groupdict().get("source")
        why = fault(name, to) or (
            None if match["text"] is None or match["text"].strip() else "mute"
        )
        if why:
            found.append(f"{to}: {why}")
    return found


def wrong_lessons(text):
    """Return what a text calls a lesson and is none, or is written without its two digits."""
    known = {lesson[:2] for lesson in LESSONS}
    numbers = [
        number
        for match in _LESSON.finditer(text)
        for number in [match["first"], *re.findall(r"\d+", match["more"])]
    ]
    return [number for number in numbers if number not in known]


def addresses():
    """Return how often each address outside is written in the course's files."""
    found = Counter()
    for path in course_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in _READ and not name.startswith("tests/"):
            for match in _ADDRESS.finditer(path.read_text("utf-8")):
                if not _HERE.match(match[0]):
                    found[match[0].rstrip(".,;:")] += 1
    return found


@pytest.mark.parametrize("name", sorted(linked()))
def test_every_link_and_picture_leads_somewhere(name):
    assert broken(name, linked()[name]) == []


def test_every_lesson_that_a_text_names_is_there():
    found = {name: wrong_lessons(without_code(text)) for name, text in course_texts().items()}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


def test_every_lesson_bank_or_exercise_named_in_full_is_there():
    exercises = (ROOT / "lstm_helpers" / "exercises").glob("lesson_*.py")
    known = {*LESSONS, *banks(), *(path.stem.removeprefix("lesson_") for path in exercises)}
    found = {
        name: [word for word in _FILE_OF_LESSON.findall(text) if word not in known]
        for name, text in linked().items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_addresses_outside_are_https_and_written_once():
    for address, times in addresses().items():
        parts = urlsplit(address)
        assert (parts.scheme, times) == ("https", 1), address
        assert re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", parts.netloc), address


def test_there_are_links_to_judge():
    assert sum(len(_LINK.findall(text)) for text in linked().values()) > 50
    assert len(addresses()) > 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[gates](05_open_the_lstm_gates.ipynb#One-gate-by-hand)", None),
        ("[the wheel](../CONTRIBUTING.md#the-wheel)", None),
        ("[gates](05_open_the_gates.ipynb)", "no such file"),
        ("[gates](05_open_the_lstm_gates.ipynb#Two-gates-by-hand)", "no such heading"),
        ("[the wheel](../CONTRIBUTING.md#the-weel)", "no such heading"),
        ("[](05_open_the_lstm_gates.ipynb)", "mute"),
        ("![](pictures/gate_explorer.png)", "mute"),
        ("![A cell](pictures/gate_explorers.png)", "no such file"),
        ('<img alt="A cell" src="pictures/none.png">', "no such file"),
        ("[out](http://example.org)", "no https address"),
        ("[out](../../elsewhere)", "no such file"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(text, why):
    found = [fault.partition(": ")[2] for fault in broken("notebooks/00_start_here.ipynb", text)]
    assert found == ([why] if why else [])


def test_a_lesson_that_is_not_there_is_found():
    assert wrong_lessons("Lessons 05, 08 and 19, lesson 7; lessons 10 to 12") == ["19", "7"]
