"""The final test's kernel side: kept as it goes, silent until handed in, then counted and told."""

import json
from datetime import date, timedelta

import pytest

from lstm_helpers.intervals import wilson_interval
from lstm_helpers.quiz import FinalTest, Progress, Quiz, final_test
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.final.outcome import CHANGED, LEFT_OPEN, outcome_of
from lstm_helpers.quiz.final.sitting import sittings
from lstm_helpers.quiz.progress_view import progress_view
from tests.quiz.sitters import Sitter, later, right_answer, wrong_answer

MIXED = (True,) * 6 + (False,) * 3 + (None,)


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


def judged(learner):
    return outcome_of(sittings(learner.answers())[-1])


def test_what_a_notebook_stores_is_short_and_nothing_is_written_before_it_begins(learner):
    widget = FinalTest(learner)
    assert repr(widget) == repr(final_test()) == "Final test of 10 questions"
    assert widget._repr_mimebundle_()[0]["text/plain"] == "Final test of 10 questions"
    assert widget.view == {"stage": "start", "problem": "", "asked": 10}
    assert widget.summary() == "No test is handed in yet."
    assert repr(widget.weak_ones()) == "The weak ones again"
    assert not learner.path.exists()


def test_the_page_of_an_open_test_holds_no_key_and_no_feedback(learner):
    sitter = Sitter(learner).begin()
    sitter.answer(0, right=True).answer(1, right=False)
    told = json.dumps([sitter.test.view, sitter.sent], ensure_ascii=False)
    for item, shown in zip(sitter.items(), sitter.sitting["items"], strict=True):
        for text in (*(one.answer for one in item.options), *item.hints, *item.solution):
            assert json.dumps(text, ensure_ascii=False)[1:-1] not in told
        assert not any(shown["key"])
        assert {key for one in shown["options"] for key in one} <= {"id", "text", "place"}
        assert item.kind not in ("number", "shape") or shown["options"] == []
    assert [one["type"] for one in sitter.sent] == ["kept", "kept"]


def test_an_open_test_counts_nowhere_and_shows_in_no_quiz(learner):
    sitter = Sitter(learner).begin()
    for place in range(10):
        sitter.answer(place, right=False)
    assert learner.items() == {}
    assert progress_view(learner)["summary"]["seen"] == 0
    item = sitter.items()[0]
    bank = load_bank(sitter.sitting["items"][0]["lesson"])
    assert Quiz(bank, [item], learner).history[item.id]["acts"] == []


def test_a_test_left_half_way_goes_on_with_another_kernel(learner):
    sitter = Sitter(learner).begin()
    sitter.answer(0, right=True).answer(3, right=False, sure="certain")
    again = Sitter(Progress(learner.path))
    assert again.test.view == sitter.test.view
    assert len(again.sitting["answers"]) == 2
    again.begin()
    assert again.sitting["id"] == sitter.sitting["id"], "begun is begun"


def test_the_last_answer_before_the_end_stands(learner):
    sitter = Sitter(learner).begin()
    sitter.answer(0, right=True).answer(0, right=False, sure="certain").answer(1, right=False)
    sitter.answer(1, right=True, sure="guess")
    late = sitter.act("answer", 1, answer=wrong_answer(sitter.items()[1]), confidence="fairly")
    sitter.hand_in()
    late["act"]["at"] = later(60)
    sitter.tell(late)
    first, second = judged(learner).questions[:2]
    assert (first.right, first.answer.confidence) == (False, "certain")
    assert (second.right, second.answer.confidence) == (True, "guess")
    assert len(learner.answers()) == 1 + 4 + 1 + 1, "all is kept, also what came too late"


def test_handed_in_it_counts_as_one_answer_each(learner):
    days = {date.today()}
    sitter = Sitter(learner).sit(MIXED)
    days.add(date.today())  # another, if midnight came between
    items = learner.items()
    assert len(items) == 9
    assert {one.use for one in items.values()} == {"test"}
    assert sum(one.latest.right_at_first for one in items.values()) == 6
    view = progress_view(learner)
    assert (view["summary"]["right"], view["summary"]["judged"]) == (6, 9)
    assert {one.due for one in items.values()} <= {day + timedelta(days=1) for day in days}
    assert sitter.test.view["stage"] == "done"


def test_a_lessons_quiz_goes_on_as_it_was_before_the_test(learner):
    sitter = Sitter(learner).begin()
    shown, item = sitter.sitting["items"][0], sitter.items()[0]
    bank = load_bank(shown["lesson"])
    quiz = Quiz(bank, [item], learner)
    quiz.send = lambda _: None
    tried = {
        "id": "q", "at": later(-60), "lesson": bank.lesson, "item": item.id, "use": "quiz",
        "objective": item.objective, "action": "answer", "round": 1, "right": False,
        "answer": wrong_answer(item), "confidence": "guess",
    }  # fmt: skip
    quiz._receive(quiz, {"type": "act", "act": tried}, [])
    sitter.answer(0, right=True).hand_in()
    history = Quiz(bank, [item], learner).history[item.id]
    assert ([act["id"] for act in history["acts"]], history["round"]) == (["q"], 1)
    assert learner.items()[bank.lesson, item.id].latest.right


def test_a_question_asked_by_a_test_alone_is_fresh_in_its_quiz(learner):
    sitter = Sitter(learner).begin()
    item, lesson = sitter.items()[0], sitter.sitting["items"][0]["lesson"]
    sitter.answer(0, right=False).hand_in()
    history = Quiz(load_bank(lesson), [item], learner).history[item.id]
    assert history == {"round": 2, "acts": [], "review": False}


def test_the_kernel_judges_whatever_the_page_says(learner):
    sitter = Sitter(learner).begin()
    wrong = wrong_answer(sitter.items()[0])
    cheat = sitter.act("answer", 0, answer=wrong, confidence="certain", right=True)
    sitter.tell(cheat).hand_in()
    kept = next(one for one in learner.answers() if one.action == "answer")
    assert kept.right is False
    assert kept.objective == load_bank(kept.lesson).item(kept.item).objective


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lesson": "99_end"}, "lesson must be one of"),
        ({"lesson": ["05_gates"]}, "lesson must be one of"),
        ({"item": "gone"}, "item must be one of"),
        ({"answer": {"a": 1}}, "answer must be one that question"),
        ({"answer": None}, "answer must be one that question"),
        ({"confidence": "very"}, "confidence must be one of"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(learner, change, why):
    sitter = Sitter(learner).begin()
    item = sitter.items()[0]
    good = sitter.act("answer", 0, answer=right_answer(item), confidence="guess")
    sitter.tell({"type": "act", "act": good["act"] | change})
    assert sitter.sent[-1]["type"] == "refused"
    assert why in sitter.sent[-1]["why"]
    assert sitter.sitting["answers"] == {}


@pytest.mark.parametrize("content", [None, 5, [], {}, {"type": "hello"}, {"type": ["begin"]}])
def test_other_messages_are_ignored(learner, content):
    sitter = Sitter(learner).tell(content)
    assert (sitter.sent, sitter.test.view["stage"]) == ([], "start")


def test_an_answer_waiting_in_the_browser_may_be_delivered_by_another_widget(learner):
    sitter = Sitter(learner).begin()
    act = sitter.act("answer", 0, answer=right_answer(sitter.items()[0]), confidence="guess")
    bank = load_bank("05_gates")
    quiz, sent = Quiz(bank, list(bank.items[:1]), learner), []
    quiz.send = sent.append
    quiz._receive(quiz, act, [])
    assert (sent[0]["type"], sent[0]["safe"]) == ("kept", True)
    assert len(Sitter(learner).sitting["answers"]) == 1


def test_the_outcome_tells_each_wrong_answers_own_words_and_place(learner):
    sitter = Sitter(learner).sit(MIXED, sure="certain")
    outcome = judged(learner)
    assert (outcome.right, len(outcome.questions)) == (6, 10)
    assert outcome.interval == wilson_interval(6, 10)
    low, high = outcome.interval
    said = outcome.meaning_in_words.replace("\u00a0", " ")
    assert f"from {100 * low:.0f}% to {100 * high:.0f}% right" in said
    assert outcome.by_confidence == {"certain": (6, 9), "fairly": (0, 0), "guess": (0, 0)}
    assert outcome.sureness_in_words == (
        "Right: 6 of 9 when certain. Look first at what was wrong though you were certain."
    )
    assert len(outcome.missed) == 4
    for one in outcome.missed[:3]:
        stray = [option for option in one.item.options if option.answer in one.says]
        assert stray or one.says == (one.item.otherwise,)
        bank = load_bank(one.lesson)
        for belief, place in one.beliefs:
            name = next(name for name, text in bank.misconceptions.items() if text == belief)
            assert place == bank.places.get(name)
    assert any(place for one in outcome.missed for _, place in one.beliefs)
    assert outcome.missed[-1].says == (LEFT_OPEN,)
    view = sitter.test.view["result"]
    states = [one["state"] for one in view["questions"]]
    assert states == ["right"] * 6 + ["wrong"] * 3 + ["open"]
    assert [one["prompt"] for one in view["missed"]] == [one.item.prompt for one in outcome.missed]


def test_what_was_certain_and_wrong_comes_first(learner):
    sitter = Sitter(learner).begin()
    for place in range(10):
        sitter.answer(place, right=place < 5, sure="certain" if place in (0, 8) else "guess")
    sitter.hand_in()
    outcome = judged(learner)
    assert outcome.missed[0].item.id == outcome.questions[8].item.id
    assert outcome.by_confidence == {"certain": (1, 2), "fairly": (0, 0), "guess": (4, 8)}


@pytest.mark.parametrize(
    ("rights", "words"),
    [((None,) * 10, "No question was answered."), ((True,) * 10, "What you were certain of was")],
)
def test_a_test_all_open_or_all_right(learner, rights, words):
    sitter = Sitter(learner).sit(rights, sure="certain")
    outcome = judged(learner)
    assert words in outcome.sureness_in_words
    assert sitter.test.summary().startswith(f"{outcome.right} of 10 right\n")
    assert len(sitter.test.summary().splitlines()) == 3 + 10


def test_a_second_sitting_asks_others_and_remembers_the_first(learner):
    sitter = Sitter(learner).sit(MIXED)
    first = {one.item.id for one in judged(learner).questions}
    sitter.begin()
    assert not first & {item.id for item in sitter.items()}
    assert sitter.sitting["number"] == 2
    for place in range(10):
        sitter.answer(place, right=True)
    sitter.hand_in()
    (before,) = sitter.test.view["before"]
    assert (before["right"], before["asked"]) == (6, 10)
    assert sitter.test.view["result"]["right"] == 10


def test_two_machines_tests_of_one_number_stay_apart(learner, tmp_path):
    other = Progress(tmp_path / "other.sqlite")
    Sitter(learner).sit((True,) * 10)
    Sitter(other).sit((False,) * 10)
    copy = tmp_path / "copy.json"
    other.export(copy)
    assert learner.merge(copy) == 12
    scores = [outcome_of(one).right for one in sittings(learner.answers())]
    assert scores == [10, 0]
    assert [one.number for one in sittings(learner.answers())] == [1, 1]


def brought_over(learner, progress, name):
    copy = learner.path.with_name(name)
    progress.export(copy)
    learner.merge(copy)


def test_a_test_left_open_goes_on_though_another_machines_later_one_has_ended(learner, tmp_path):
    sitter = Sitter(learner).begin()
    for place in range(3):
        sitter.answer(place, right=True)
    other = Progress(tmp_path / "other.sqlite")
    Sitter(other).sit((False,) * 10)
    brought_over(learner, other, "copy.json")
    first, second = sittings(learner.answers())
    assert (first.end, second.end is None) == (None, False)
    again = Sitter(Progress(learner.path))
    assert again.test.view["stage"] == "open"
    assert (again.sitting["id"], len(again.sitting["answers"])) == (first.id, 3)
    again.begin()
    assert again.sitting["id"] == first.id, "begun is begun"
    again.hand_in()
    view = again.test.view
    assert (view["result"]["id"], [one["id"] for one in view["before"]]) == (first.id, [second.id])
    assert again.test.summary().startswith("3 of 10 right\n")


def test_of_two_open_tests_the_result_of_one_is_shown_before_the_other_goes_on(learner, tmp_path):
    older = Sitter(learner).begin().sitting["id"]
    other = Progress(tmp_path / "other.sqlite")
    Sitter(other).begin().answer(0, right=True)
    brought_over(learner, other, "copy.json")
    sitter = Sitter(Progress(learner.path))
    newer = sitter.sitting["id"]
    sitter.hand_in()
    assert (sitter.test.view["stage"], sitter.test.view["result"]["id"]) == ("done", newer)
    sitter.begin()
    assert sitter.sitting["id"] == older != newer


def test_a_clock_of_the_page_that_is_slow_loses_nothing(learner):
    sitter = Sitter(learner).begin()
    sitter.answer(0, right=True, at=later(-3600))
    assert len(sitter.sitting["answers"]) == 1


def test_questions_that_have_left_the_bank_leave_the_test_too(learner, monkeypatch):
    sitter = Sitter(learner).begin()
    lost = sitter.sitting["items"][0]
    sitter.answer(0, right=True).answer(1, right=True)
    bank = load_bank(lost["lesson"])
    kept = tuple(item for item in bank.items if item.id != lost["id"])
    smaller = type(bank)(bank.lesson, bank.misconceptions, kept, bank.places)
    both = {lost["lesson"]: smaller}
    monkeypatch.setattr(
        "lstm_helpers.quiz.final.outcome.load_bank", lambda name: both.get(name) or load_bank(name)
    )
    sitter.hand_in()
    assert len(judged(learner).questions) == 9


def test_an_answer_to_a_question_that_has_changed_says_so(learner):
    sitter = Sitter(learner).begin()
    sitter.answer(0, right=False).hand_in()
    one = judged(learner).questions[0]
    changed = type(one)(one.lesson, sitter_item(one.item), one.objective, one.answer)
    assert changed.says == (CHANGED,)


def sitter_item(item):
    from dataclasses import replace

    options = tuple(replace(option, id=f"{option.id}_new") for option in item.options)
    return replace(item, kind="one", options=options, key=(options[0].id,))


def test_a_file_that_cannot_be_written_is_told_and_the_test_goes_on(learner):
    learner.path.write_text("somebody's notes\n" * 99)
    sitter = Sitter(Progress(learner.path))
    assert "it is not a progress file" in sitter.test.view["problem"]
    sitter.sit((True,) * 10)
    assert sitter.sent[0]["safe"] is False
    assert sitter.test.view["result"]["right"] == 10
    assert "it is not a progress file" in sitter.test.view["problem"]
