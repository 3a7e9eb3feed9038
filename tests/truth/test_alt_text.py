"""Whatever is shown as a picture says in words what it shows."""

import re

import pytest

from lstm_helpers.quiz.final import page
from tests.test_notebooks_in_sync import LESSONS, ROOT, code_cells, course_files
from tests.truth.course_texts import course_texts, documents
from web.lesson import figure_alt, figures

_MARKDOWN = re.compile(r"!\[([^\]]*)\]\([^)\s]+\)")
_IMAGE = re.compile(r"<img\b[^>]*>", re.DOTALL)
_ALT = re.compile(r"\balt=([\"'])(.*?)\1", re.DOTALL)
_KIND = r"(?:an?|the)? ?(?:figure|image|picture|plot|graph|chart|screenshot|map)"
# A canvas, drawing or image that a browser module makes, up to the end of the statement.
_MADE = re.compile(r"\(\s*\"(canvas|svg|img)\"(.*?);\n", re.DOTALL)


def says_little(alt):
    """Whether words for a picture are missing, or say no more than that it is one."""
    words = re.sub(rf"^{_KIND}(?: (?:of|with|\d+))?\b", "", alt.strip(), flags=re.IGNORECASE)
    return len(re.findall(r"\w+", words)) < 4


def mute_images(html):
    """Return the image tags without words of their own; a template's or a module's name will do."""
    found = []
    for tag in _IMAGE.findall(html):
        alt = _ALT.search(tag)
        if alt is None or ("{" not in alt[2] and says_little(alt[2])):
            found.append(tag)
    return found


def mute_drawings(module):
    """Return what a browser module draws without a word for who can't see it.

    Such a drawing is hidden from readers of a screen, which are told elsewhere, or it has a title,
    or a name that is set where it is made or later on.
    """
    found = []
    for match in _MADE.finditer(module):
        kind, made = match.groups()
        named = {
            "img": r"\.alt = ",
            "svg": r'"aria-label"',
            "canvas": r'"aria-label"',
        }[kind]
        shown = 'role: "img"' in made or kind == "img"
        if '"aria-hidden": "true"' in made or "getContext" in made:
            continue
        if shown and re.search(named, module):
            continue
        if kind == "svg" and '"title"' in module:
            continue
        found.append(kind)
    return found


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_figure_of_a_lesson_says_what_it_shows(lesson):
    shown = [figure_alt(cell) for cell in code_cells(lesson) if figures(cell)]
    assert [alt for alt in shown if says_little(alt)] == []
    stored = sum(
        "image/png" in output.get("data", {})
        for cell in code_cells(lesson)
        for output in cell.outputs
    )
    assert stored == sum(len(figures(cell)) for cell in code_cells(lesson))


def test_every_picture_of_a_text_says_what_it_shows():
    lessons = {name: text for name, text in course_texts().items() if name.endswith(".ipynb")}
    found = {}
    for name, text in (lessons | documents()).items():
        mute = [alt for alt in _MARKDOWN.findall(text) if says_little(alt)] + mute_images(text)
        if mute:
            found[name] = mute
    assert found == {}
    assert sum(len(_MARKDOWN.findall(text)) for text in lessons.values()) >= len(LESSONS) - 2


def test_no_page_and_no_module_shows_a_mute_image():
    found, drawings = {}, []
    for path in course_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("web/", "lstm_helpers/", "launcher/")):
            text = path.read_text("utf-8") if path.suffix in (".html", ".py", ".js") else ""
            if path.suffix == ".js":
                drawings += [match[1] for match in _MADE.finditer(text)]
            if mute := mute_images(text) + (mute_drawings(text) if path.suffix == ".js" else []):
                found[name] = mute
    assert found == {}
    assert set(drawings) == {"canvas", "svg", "img"}, "each kind was seen, and so was judged"
    assert len(drawings) >= 8


def test_the_final_tests_page_names_its_drawing():
    assert re.search(r'<svg [^>]*role="img" aria-label="{words}"', page._BAND)


@pytest.mark.parametrize(
    ("alt", "little"),
    [
        ("", True),
        ("figure", True),
        ("A picture of it", True),
        ("Figure 3", True),
        ("The six maps of a reading: a column a token", False),
        ("Loss and accuracy by epoch", False),
    ],
)
def test_words_that_say_nothing_are_found(alt, little):
    assert says_little(alt) == little


def test_an_image_without_words_is_found():
    assert mute_images('<img src="a.png"><img src="b.png" alt=""><img alt="plot" src="c">') != []
    assert (
        mute_images('<img alt="{{ one.alt }}"><img\nalt="What the network\nreads and says">') == []
    )
    assert mute_drawings('const c = element("canvas", {});\n') == ["canvas"]
    assert mute_drawings('const c = drawing("svg", { role: "img" });\n') == ["svg"]
    assert mute_drawings('const c = element("img", {});\n') == ["img"]
    assert mute_drawings('const c = element("canvas", { "aria-hidden": "true" });\n') == []
    labelled = 'const s = drawing("svg", { role: "img" });\ns.setAttribute("aria-label", words);\n'
    assert mute_drawings(labelled) == []
