"""The token explorer in the browser alone: typed in, moved, read, by keyboard and in time."""

import re

import pytest

from lstm_helpers import TokenExplorer, Vocabulary, load_corpus

TRAIN = load_corpus("reviews").select("train").texts
TEXT = "I loved this zorblish film"


@pytest.fixture
def explorer():
    return TokenExplorer(TRAIN, text=TEXT, max_tokens=1000)


def drawn(page):
    """Wait for the next frame: deeds that follow each other within one are drawn together."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def chips(page):
    drawn(page)
    return [
        (chip.locator(".te-token").inner_text(), int(chip.locator(".te-id").inner_text()))
        for chip in page.locator(".te-chip").all()
    ]


def readout(page):
    drawn(page)
    return page.locator(".token-explorer [aria-live]").inner_text()


def fact(page, name):
    drawn(page)
    return page.locator(".token-explorer").get_attribute(f"data-{name}")


def test_typed_text_becomes_tokens_and_ids_at_once(chromium, explorer):
    typed = "Good FILM, didn't you love it? <img src=x onerror=alert(1)>"

    def learner(page):
        page.locator(".te-text").fill(typed)
        assert page.locator(".token-explorer img").count() == 0
        return chips(page), readout(page)

    shown, said = chromium.visit(explorer, learner)
    cut = Vocabulary.from_texts(TRAIN, max_tokens=1000)
    assert [id_ for _, id_ in shown] == cut.encode(typed)
    assert said.startswith("9 tokens, 3 of them unknown: “img”, “srcx” and “onerroralert1”.")


def test_a_line_break_parts_words_in_the_field_as_it_does_in_the_tokens(chromium):
    def learner(page):
        field = page.locator(".te-text")
        before = chips(page), field.input_value()
        field.press("End")
        field.press("!")
        return before, (chips(page), field.input_value())

    explorer = TokenExplorer(TRAIN, text="good\r\nfilm", max_tokens=1000)
    (before, held), (after, typed) = chromium.visit(explorer, learner)
    assert (held, typed) == ("good film", "good film!")
    assert [word for word, _ in before] == ["good", "film"]
    assert after == before


def test_the_size_decides_what_is_known(chromium, explorer):
    def learner(page):
        before = chips(page), readout(page)
        page.locator(".te-size").fill("10")
        page.locator(".te-size").press("Enter")
        after = chips(page), readout(page)
        page.locator(".te-size").fill("1")
        page.locator(".te-size").press("Enter")
        return before, after, fact(page, "size"), page.evaluate("model.get('max_tokens')")

    (before, said), (after, says), smallest, state = chromium.visit(explorer, learner)
    assert dict(before)["zorblish"] == 1
    assert "1 of them unknown: “zorblish”" in said
    assert dict(after) == {"i": 7, "loved": 1, "this": 1, "zorblish": 1, "film": 8}
    coverage = TokenExplorer(TRAIN, max_tokens=10).coverage
    assert says.endswith(f"With 10 ids, {coverage * 100:.1f}% of the texts’ tokens are known.")
    assert (smallest, state) == ("3", 3)


def test_the_slider_moves_by_keyboard_from_end_to_end(chromium, explorer):
    def learner(page):
        slider = page.locator(".te-slider")
        slider.focus()
        seen = []
        for key in ("End", "ArrowLeft", "Home", "ArrowRight"):
            page.keyboard.press(key)
            seen.append(int(fact(page, "size")))
        return seen, slider.get_attribute("aria-valuetext")

    (greatest, less, smallest, more), said = chromium.visit(explorer, learner)
    assert greatest == len(Vocabulary.from_texts(TRAIN))
    assert less < greatest
    assert (smallest, more, said) == (3, 4, "4 ids")


def test_arrow_keys_walk_along_the_tokens(chromium, explorer):
    def learner(page):
        page.locator(".te-chip").first.click()
        said = []
        for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowLeft"):
            page.keyboard.press(key)
            drawn(page)
            focused = page.evaluate("document.activeElement.dataset.token")
            said.append((focused, page.locator(".te-detail").inner_text()))
        return said, page.locator(".te-chip[aria-pressed='true']").count()

    said, pressed = chromium.visit(explorer, learner)
    assert [token for token, _ in said] == ["loved", "film", "film", "zorblish", "i", "i"]
    assert re.fullmatch(r"“loved” occurs \d+ times: id \d+", said[0][1])
    assert said[3][1] == "“zorblish” is in none of the texts: unknown at any size, id 1"
    assert pressed == 1


def test_what_has_no_token_and_what_has_many_are_both_shown(chromium, explorer):
    def learner(page):
        page.locator(".te-text").fill("?! 🙂")
        emoji = readout(page)
        page.locator(".te-text").fill(" ...")
        nothing = readout(page), len(chips(page)), page.locator(".te-detail").inner_text()
        page.locator(".te-text").fill("film " * 1500)
        return (
            emoji,
            nothing,
            readout(page),
            len(chips(page)),
            page.locator(".te-note").inner_text(),
        )

    emoji, nothing, many, shown, more = chromium.visit(explorer, learner)
    assert emoji.startswith("1 token, unknown: “🙂”.")
    assert nothing[0].startswith("There is no word here yet: type a sentence.")
    assert nothing[1:] == (0, "")
    assert many.startswith("1500 tokens, all of them known.")
    assert (shown, more) == (200, "and 1,300 more")


def test_a_change_from_python_is_shown_and_both_views_agree(chromium, explorer):
    def learner(page):
        page.evaluate("void window.show()")
        page.evaluate("model.set('text', 'a good film'); model.set('max_tokens', 3)")
        page.wait_for_function(
            "[...document.querySelectorAll('.token-explorer')]"
            ".every((root) => root.dataset.size === '3' && root.dataset.tokens === '3')"
        )
        page.locator(".te-text").first.fill("good")
        page.wait_for_function(
            "document.querySelectorAll('.token-explorer')[1].dataset.tokens === '1'"
        )
        listening = page.evaluate("window.listening()")
        page.evaluate("window.close_first()")
        return listening, page.evaluate("window.listening()")

    both, one = chromium.visit(explorer, learner)
    assert one == both / 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_follows_the_theme(chromium, explorer, theme):
    def learner(page):
        page.wait_for_function("document.querySelector('.token-explorer').dataset.theme")
        return fact(page, "theme")

    assert chromium.visit(explorer, learner, color_scheme=theme) == theme
