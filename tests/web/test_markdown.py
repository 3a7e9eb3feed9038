"""Markdown of lessons as HTML: no other markup, formulas as MathML, links between pages."""

import re

import pytest
from lxml import html

from tests.quiz.exported import HOSTILE
from web.build import NOTEBOOKS
from web.lesson import read_lessons
from web.markdown import code, math, page_address, render

LESSONS = read_lessons(NOTEBOOKS)
TEXTS = [text for text in HOSTILE if "$" not in text]  # dollars stand for formulas, below


@pytest.mark.parametrize("text", [*TEXTS, " ".join(TEXTS)], ids=range(len(TEXTS) + 1))
def test_hostile_text_brings_no_markup_of_its_own(text):
    page, _ = render(f"a {text} b")
    made = html.fragment_fromstring(str(page), create_parent="div")
    tags = {node.tag for node in made.iter()}
    assert not tags & {"script", "img", "iframe", "svg", "style", "object", "embed"}
    for node in made.iter():
        assert not [name for name in node.attrib if name.startswith("on") or name == "style"]
        assert not node.get("href", "").startswith("javascript")


def test_code_is_text_with_marked_tokens():
    made = html.fragment_fromstring(str(code('x = "</span><script>" # <b>')), create_parent="pre")
    assert made.text_content() == 'x = "</span><script>" # <b>'
    assert {node.tag for node in made.iter()} == {"pre", "span"}


def test_links_to_notebooks_lead_to_pages():
    assert page_address("05_open_the_lstm_gates.ipynb#One-gate") == (
        "05_open_the_lstm_gates.html#One-gate"
    )
    assert page_address("https://example.org/05_x.ipynb") == "https://example.org/05_x.ipynb"
    page, _ = render("[gates](05_open_the_lstm_gates.ipynb)")
    assert 'href="05_open_the_lstm_gates.html"' in page


def test_a_heading_has_the_id_that_jupyterlab_gives_it():
    page, headings = render("## One *gate* by `hand`")
    assert headings == [(2, "One gate by hand")]
    assert '<h2 id="One-gate-by-hand">One <em>gate</em> by <code>hand</code></h2>' in page


def test_no_attribute_holds_a_style():
    page, _ = render("| a | b |\n|---:|:---|\n| 1 | 2 |")
    assert 'class="right"' in page
    assert "style" not in page


def test_a_picture_keeps_its_alternative_text_and_its_place():
    page, _ = render("![a *cell*](pictures/x.png)", {"pictures/x.png": (800, 260)})
    assert 'alt="a cell" width="800" height="260"' in page


def test_a_formula_brings_no_markup_of_its_own():
    made = html.fragment_fromstring(math(r"a < b \text{<img src=x onerror=f()>}"))
    assert not {node.tag for node in made.iter()} & {"img", "script"}


def test_a_broken_formula_is_refused():
    with pytest.raises(ValueError, match="tex must be a formula that can be drawn; got"):
        render(r"a $\left( x$ b")


def test_a_prime_is_no_exponent():
    made = math("c' = f \\odot c")
    assert "<msup>" not in made
    assert '<mi>c</mi><mo class="prime">' in made


def test_an_upright_word_is_one_word():
    assert "<mtext>softmax</mtext>" in math(r"a = \mathrm{softmax}(s)")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_every_formula_of_a_lesson_becomes_mathml(lesson):
    texts = [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]
    written = sum(len(re.findall(r"\$\$.+?\$\$", text, re.S)) for text in texts)
    pages = [render(re.sub(r"!\[.*?\]\(.*?\)", "", text, flags=re.S))[0] for text in texts]
    drawn = [html.fragment_fromstring(str(page), create_parent="div") for page in pages]
    formulas = [math for page in drawn for math in page.iter("math")]
    assert sum(formula.get("display") == "block" for formula in formulas) == written
    for formula in formulas:
        assert "\\" not in formula.text_content(), "a command that was not understood"
