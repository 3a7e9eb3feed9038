"""A quiz in JupyterLab: wrong, hint, right; the solution locked; progress kept over a restart."""

import pytest

from tests.browser.quiz_page import NOTHING_WAITS, QuizPage, bank_item

LESSON = "05_gates"


@pytest.fixture(scope="module")
def opened(notebook, server):
    """Open a notebook with two questions of one choice, taken from lesson 05's bank."""
    server.write_notebook(
        "quiz.ipynb",
        "from lstm_helpers import quiz\n"
        "from lstm_helpers.quiz.bank import load_bank\n"
        f"items = [i for i in load_bank({LESSON!r}).items if i.kind == 'one' and i.use == 'quiz']",
        f"quiz({LESSON!r}, *[item.id for item in items[:2]])",
    )
    notebook.open("quiz.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    return notebook


@pytest.fixture(scope="module")
def quiz(opened):
    return QuizPage(opened.page.locator(".quiz").first)


@pytest.fixture(scope="module")
def item(opened, quiz):
    return bank_item(opened, LESSON, quiz.item)


def test_nothing_is_given_away_before_an_answer(quiz):
    assert quiz.state == "not-attempted"
    assert not quiz.solution_is_shown
    assert quiz.hints() == []
    assert quiz.card.get_by_role("button").all_inner_texts() == ["Commit answer"]


def test_a_wrong_answer_is_answered_and_the_solution_stays_locked(opened, quiz, item):
    wrong = next(option for option in item["options"] if option not in item["key"])
    quiz.choose(wrong, sure="certain")
    assert (quiz.verdict, quiz.state) == ("wrong", "trying")
    assert item["answers"][wrong] in quiz.card.inner_text()
    assert not quiz.solution_is_shown
    assert quiz.card.get_by_role("button", name="Show the solution", exact=True).count() == 0
    opened.screenshot("quiz_wrong_light", quiz.root)


def test_hints_come_one_at_a_time(quiz, item):
    for taken in range(1, 3):
        quiz.click("Show a hint")
        assert len(quiz.hints()) == taken
    assert not quiz.solution_is_shown


def test_the_right_answer_opens_the_solution(opened, quiz, item):
    quiz.click("Try again")
    quiz.choose(item["key"][0])
    assert (quiz.verdict, quiz.state) == ("right", "right-later")
    assert quiz.solution_is_shown
    for theme in ("dark", "light"):
        opened.set_theme(theme)
        opened.screenshot(f"quiz_right_{theme}", quiz.root)


def test_a_quiz_can_be_done_by_keyboard_alone(opened, quiz):
    quiz.click("Next question")
    keys = opened.page.keyboard
    keys.press("Space")  # the first option has the focus
    keys.press("ArrowDown")
    chosen = quiz.card.locator(".quiz-option input:checked")
    options = quiz.card.locator(".quiz-option input")
    assert chosen.input_value() == options.nth(1).input_value()
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    assert quiz.state in ("trying", "right")


def is_a_notebook_saved(request):
    return request.method == "PUT" and "/api/contents/quiz.ipynb" in request.url


def test_letters_stay_in_the_quiz_and_ctrl_s_goes_to_the_notebook(opened, quiz):
    cells = len(opened.cells())
    quiz.card.get_by_role("button").last.focus()
    for key in ("d", "d", "x", "a", "b", "Control+Backspace"):
        opened.page.keyboard.press(key)
    assert len(opened.cells()) == cells
    with opened.page.expect_response(lambda answer: is_a_notebook_saved(answer.request)):
        opened.page.keyboard.press("Control+s")


def test_progress_outlives_a_page_loaded_again(opened, quiz):
    before = quiz.states()
    opened.page.wait_for_function(NOTHING_WAITS)
    opened.save()
    opened.wait_until_idle()  # a kernel at work may not tell a new page of its widgets in time
    opened.page.reload()
    quiz.card.wait_for(timeout=60_000)
    assert quiz.states() == before
    assert "right-later" in before
    opened.wait_until_idle()


def test_progress_outlives_the_kernel(opened, quiz, item):
    before = quiz.states()
    opened.page.wait_for_function(NOTHING_WAITS)
    opened.restart_kernel()
    opened.run_all()
    again = QuizPage(opened.page.locator(".quiz").first)
    again.card.wait_for()
    assert again.states() == before
    assert "right-later" in before
    kept = "from lstm_helpers.quiz import Progress; print(len(Progress.open().items()))"
    assert int(opened.run_in_kernel(kept)) == 2
