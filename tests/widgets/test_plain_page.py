"""The explorer in the browser alone: what needs no JupyterLab and no kernel."""

import pytest

from lstm_helpers import GateExplorer, Intervention
from tests.widgets.conftest import SENTENCE

# A page keeps its timers in order: this one ends after the explorer's, which take 250 ms at most.
TIMERS_ARE_OVER = "() => new Promise((done) => setTimeout(done, 300))"
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
BUT = SENTENCE.split().index("but")


def root(page):
    page.evaluate(NEXT_FRAME)
    return page.locator(".gate-explorer").first


def fact(page, name):
    return root(page).get_attribute(f"data-{name}")


def readout(page):
    return root(page).locator("[aria-live]").inner_text()


def read(page, sentence):
    field = page.locator(".ge-sentence")
    field.fill(sentence)
    field.press("Enter")


def test_it_works_without_a_kernel(chromium, model):
    def learner(page):
        read(page, "the film was very bad")
        page.locator("[data-control='forget'] input[type='range']").fill("1")
        page.evaluate(TIMERS_ARE_OVER)
        assert root(page).locator(".ge-replay").inner_text() == ""
        return fact(page, "probability"), fact(page, "altered-probability")

    learned, altered = map(float, chromium.visit(GateExplorer(model), learner))
    probability = lambda *surgery: model.read("the film was very bad", *surgery).probabilities[-1]  # noqa: E731
    assert learned == pytest.approx(probability(), abs=1e-6)
    assert altered == pytest.approx(probability(Intervention(forget=1.0)), abs=1e-6)


def test_a_static_page_shows_what_was_measured(chromium, model):
    explorer = GateExplorer(model, sentence=SENTENCE)
    explorer._replay = {
        "sentence": SENTENCE, "padding": 0, "mask_padding": True, "difference": 4e-8,
    }  # fmt: skip

    def learner(page):
        checked = root(page).locator(".ge-replay").inner_text()
        read(page, "another film")
        return checked, root(page).locator(".ge-replay").inner_text()

    checked, other = chromium.visit(explorer, learner)
    assert checked == "replay checked at build: equal to Keras to 4·10⁻⁸"
    assert other == ""


def test_what_was_measured_with_a_mask_is_not_shown_for_a_run_without_one(chromium, model):
    explorer = GateExplorer(model, sentence=SENTENCE, padding=3)
    explorer._replay = {
        "sentence": SENTENCE, "padding": 3, "mask_padding": True, "difference": 4e-8,
    }  # fmt: skip

    def learner(page):
        masked = root(page).locator(".ge-replay-text").inner_text()
        page.locator(".ge-mask input").uncheck()
        unmasked = root(page).locator(".ge-replay-text").inner_text()
        page.locator(".ge-mask input").check()
        return masked, unmasked, root(page).locator(".ge-replay-text").inner_text()

    words = "replay checked at build: equal to Keras to 4·10⁻⁸"
    assert chromium.visit(explorer, learner) == (words, "", words)


def test_the_check_offers_itself_and_reports(chromium, model):
    def learner(page):
        page.evaluate("window.kernel = true")
        read(page, SENTENCE + " indeed")
        page.wait_for_function(f"window.sent.at(-1)?.floats[0] === {12 * 16}")
        asked = page.evaluate("window.sent.at(-1)")
        assert (asked["load"], asked["floats"]) == (False, [12 * 16, 12 * 16])
        answer = (
            "(more) => window.hear({kind: 'replay', request: window.sent.at(-1).request, ...more})"
        )
        page.evaluate(answer, {"difference": None})
        root(page).get_by_role("button", name="check against Keras").click()
        assert page.evaluate("window.sent.at(-1).load") is True
        said = []
        for reply in (
            {"difference": 3e-8},
            {"difference": 0.5},
            {"difference": None, "trouble": "No."},
        ):
            page.evaluate(answer, reply)
            said.append((root(page).locator(".ge-replay-text").inner_text(), fact(page, "replay")))
        return said

    assert chromium.visit(GateExplorer(model), learner) == [
        ("replay = Keras to 3·10⁻⁸ ✓", "3.0e-8"),
        ("replay = Keras to 5·10⁻¹ ✗", "5.0e-1"),
        ("No.", ""),
    ]


def test_a_change_while_it_is_out_of_sight_is_drawn_when_it_comes_into_view(chromium, model):
    def learner(page):
        page.evaluate(
            """() => {
                 window.kernel = true;
                 window.close_first();
                 document.body.replaceChildren();
                 window.show();
                 document.body.lastChild.style.display = "none";
                 window.model.set("sentence", "another film");
               }"""
        )
        page.evaluate(NEXT_FRAME)
        page.evaluate(NEXT_FRAME)
        page.evaluate("() => { document.body.lastChild.style.display = ''; }")
        page.wait_for_selector(".gate-explorer[data-tokens='2']")
        page.wait_for_function("window.sent.at(-1)?.kind === 'replay'")
        assert page.evaluate("window.sent.at(-1).sentence") == "another film"

    chromium.visit(GateExplorer(model), learner)


def test_two_views_follow_each_other_and_one_can_go(chromium, model):
    def learner(page):
        alone = page.evaluate("window.listening()")
        page.evaluate("() => { window.close_second = window.show(); }")
        page.wait_for_function(
            "document.querySelectorAll('.gate-explorer[data-tokens]').length === 2"
        )
        second = page.locator(".gate-explorer").nth(1)
        second.locator(".ge-chip").nth(BUT).click()
        second.locator("[data-control='output'] input[type='range']").fill("0.2")
        page.evaluate(NEXT_FRAME)
        for name in ("timestep", "altered-probability"):
            assert fact(page, name) == second.get_attribute(f"data-{name}") != ""
        page.evaluate("window.close_second()")
        assert page.evaluate("window.listening()") == alone
        page.evaluate("window.close_first()")
        assert page.evaluate("window.listening()") == 0
        page.evaluate("window.model.set('timestep', 1)")
        assert fact(page, "timestep") == str(BUT)

    chromium.visit(GateExplorer(model), learner)


def test_typing_over_a_chip_by_keyboard(chromium, model):
    def learner(page):
        page.locator(".ge-chip").nth(3).click()
        page.keyboard.type("very bad")
        page.keyboard.press("Enter")
        first = readout(page)
        page.keyboard.press("F2")
        page.keyboard.type("never seen")
        page.keyboard.press("Escape")
        kept = page.locator(".ge-chip.ge-swapped").inner_text()
        page.keyboard.press("Delete")
        left_out = readout(page)
        page.locator(".ge-undo").click()
        return first, kept, left_out, readout(page), fact(page, "altered-probability")

    first, kept, left_out, undone, altered = chromium.visit(GateExplorer(model), learner)
    assert first.startswith(
        "Only “very” is taken, for one token stands in the place of one. “very”"
    )
    assert kept == "very"
    assert left_out.startswith("“not” is left out: P(positive) goes from")
    assert (undone, altered) == ("“not” is read again, as learned.", "")


def test_a_token_left_out_is_called_so_wherever_it_is_met(chromium, model):
    def learner(page):
        page.locator(".ge-chip").nth(3).click()
        page.keyboard.press("Delete")
        root(page)
        return (
            page.locator(".ge-chip").nth(3).get_attribute("aria-label"),
            page.locator("[data-gate='forget'] .ge-note").first.inner_text(),
            page.locator(".ge-figure-altered .ge-note").inner_text(),
        )

    chip, gate, figure = chromium.visit(GateExplorer(model, sentence=SENTENCE), learner)
    assert (chip, gate, figure) == ("not, left out", "left out", "other words")


def test_surgery_stays_at_its_token_until_it_is_moved(chromium, model):
    def learner(page):
        page.locator(".ge-chip").nth(BUT).click()
        page.locator("[data-axis='timesteps'] .ge-choice").nth(1).click()
        page.locator("[data-control='forget_bias'] input").fill("-4")
        page.locator(".ge-chip").nth(1).click()
        pinned = page.evaluate("model.get('intervention')")
        page.locator(".ge-follow:visible").click()
        moved = page.evaluate("model.get('intervention')")
        read(page, "a new film")
        return pinned, moved, page.evaluate("model.get('intervention')"), readout(page)

    pinned, moved, gone, said = chromium.visit(GateExplorer(model), learner)
    assert (pinned["forget_bias"], pinned["timesteps"]) == (-4, [BUT])
    assert moved["timesteps"] == [1]
    assert gone is None
    assert said.startswith("The surgery at one token went with its sentence. Read 3 tokens")


def test_a_press_on_the_token_that_is_pinned_already_leaves_it_pinned(chromium, model):
    def learner(page):
        page.locator(".ge-chip").nth(5).click()
        page.locator("[data-axis='timesteps'] .ge-choice").nth(1).click()
        root(page)
        return page.evaluate("model.get('intervention')")["timesteps"]

    surgery = Intervention(forget=1.0, timesteps=(2, 3))
    assert chromium.visit(GateExplorer(model, intervention=surgery), learner) == [2, 3]


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_no_token_is_left_out_while_the_maps_are_covered(chromium, model, key):
    def learner(page):
        page.locator(".ge-chip").nth(3).click()
        page.keyboard.press(key)
        root(page)
        return page.evaluate("model.get('swaps')")

    explorer = GateExplorer(model, sentence=SENTENCE, question=QUESTION)
    assert chromium.visit(explorer, learner) == {}


def test_padding_is_skipped_or_read(chromium, model):
    def learner(page):
        alone = fact(page, "probability")
        page.locator(".ge-pad-control select").select_option("4")
        masked = fact(page, "probability"), readout(page), page.locator(".ge-skipped").count()
        page.locator(".ge-mask input").uncheck()
        return alone, masked, fact(page, "probability"), readout(page)

    alone, (masked, said, skipped), unmasked, read_as = chromium.visit(GateExplorer(model), learner)
    assert (masked, skipped) == (alone, 4)
    assert said.startswith("4 padding tokens, skipped by the mask")
    assert unmasked != alone
    assert "without a mask" in read_as


QUESTION = {"gate": "forget", "token": "but", "unit": "mean"}


def test_a_number_is_judged(chromium, model):
    def learner(page):
        box = page.locator(".ge-predict")
        box.locator("input").fill("much")
        box.locator("input").press("Enter")
        assert "Give a number" in box.inner_text()
        assert fact(page, "covered") == "true"
        box.locator("input").fill("0,99")
        box.locator("input").press("Enter")
        return fact(page, "covered"), readout(page), page.evaluate("model.get('answer')")

    explorer = GateExplorer(model, sentence=SENTENCE, question=QUESTION)
    covered, said, answer = chromium.visit(explorer, learner)
    value = explorer.reading.trace.forget[BUT].mean()
    assert covered == "false"
    assert answer["value"] == pytest.approx(value, abs=1e-6)
    assert answer["right"] is bool(abs(value - 0.99) <= 0.1)
    assert said.startswith("You said 0.99: ")


@pytest.mark.parametrize("said", ["falls", "stays", "rises"])
def test_a_move_is_judged(chromium, model, said):
    def learner(page):
        covered = page.locator(".ge-cell .ge-number").all_text_contents()
        assert set(covered) == {"?"}
        page.locator(f"[data-answer='{said}']").click()
        return page.evaluate("model.get('answer')")

    question = {"gate": "forget", "timestep": BUT, "unit": 3}
    explorer = GateExplorer(model, sentence=SENTENCE, question=question)
    answer = chromium.visit(explorer, learner)
    move = float(explorer.reading.trace.forget[BUT, 3] - explorer.reading.trace.forget[BUT - 1, 3])
    truth = "stays" if abs(move) < 0.05 else "falls" if move < 0 else "rises"
    assert (answer["does"], answer["right"]) == (truth, said == truth)


@pytest.mark.parametrize("other", ["a b c d e f but", "a film", SENTENCE.replace("but", "and")])
def test_a_verdict_keeps_the_word_it_was_about(chromium, model, other):
    def learner(page):
        page.locator("[data-answer='falls']").click()
        told = page.locator(".ge-outcome").inner_text()
        read(page, other)
        root(page)
        return told, page.locator(".ge-outcome").inner_text()

    explorer = GateExplorer(model, sentence=SENTENCE, question=QUESTION)
    told, later = chromium.visit(explorer, learner)
    assert told.endswith(" at “but”.")
    assert later == told


def test_a_question_of_another_sentence_covers_nothing(chromium, model):
    def learner(page):
        read(page, "a film")
        uncovered = fact(page, "covered"), page.locator(".ge-prompt").inner_text()
        read(page, SENTENCE)
        return uncovered, fact(page, "covered")

    explorer = GateExplorer(model, sentence=SENTENCE, question=QUESTION)
    (uncovered, prompt), again = chromium.visit(explorer, learner)
    assert (uncovered, again) == ("false", "true")
    assert "does not have" in prompt


@pytest.mark.parametrize(
    "hostile",
    ["<img src=x onerror=window.caught=1>", "</script><script>window.caught=1</script>", "{{1}}"],
)
def test_markup_is_text_wherever_it_comes_from(chromium, model, hostile):
    explorer = GateExplorer(
        model,
        sentence=f"{hostile} but {hostile}",
        question={"gate": "cell", "token": "but", "prompt": hostile},
    )

    def learner(page):
        prompt = page.locator(".ge-prompt").inner_text()
        page.locator("[data-answer='falls']").click()
        page.evaluate("text => window.model.set('swaps', {0: text})", hostile)
        page.locator(".ge-chip.ge-swapped").wait_for()
        return prompt, root(page).locator("img, script").count(), page.evaluate("window.caught")

    assert chromium.visit(explorer, learner) == (hostile, 0, None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_reader_s_preference(chromium, model, scheme):
    theme = chromium.visit(
        GateExplorer(model), lambda page: fact(page, "theme"), color_scheme=scheme
    )
    assert theme == scheme


@pytest.mark.parametrize("width", [320, 390, 700, 900, 1400])
def test_nothing_is_cut_off(chromium, model, width):
    def learner(page):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator("[data-control='forget'] input[type='range']").fill("1")
        root(page)
        return page.evaluate(
            """() => [...document.querySelectorAll('.gate-explorer *:not(.ge-scroller *, svg *)')]
                 .filter((e) => e.getClientRects().length && !e.closest('.ge-tip'))
                 .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
                 .map((e) => e.className || e.tagName)"""
        )

    assert chromium.visit(GateExplorer(model, timestep=BUT), learner) == []
