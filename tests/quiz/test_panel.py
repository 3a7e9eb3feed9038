"""The progress panel's kernel side: how sure and how right; copy, merge and start again."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from lstm_helpers.quiz import Progress
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.front_end import STATIC
from lstm_helpers.quiz.item import KINDS
from lstm_helpers.quiz.progress_panel import ProgressPanel
from lstm_helpers.quiz.progress_view import progress_view
from lstm_helpers.quiz.store import AnswerFile, StoreError
from tests.needed import run_in_node

QUESTIONS = [item.id for item in load_bank("05_gates").items]


def act(number, *, right=True, sure="certain", place=None, use="quiz", ago=0, round=1):
    at = (datetime.now(UTC) - timedelta(days=ago, seconds=-number)).isoformat()
    item = QUESTIONS[number if place is None else place]
    asked = ("05_gates", item, "gates.forget", use, "answer", round)
    return Answer(f"act-{number}", at, *asked, "1", right, sure)


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "home" / "progress.sqlite")


@pytest.fixture
def panel(learner):
    learner.record(act(1))
    learner.record(act(2, right=False))
    return ProgressPanel(learner)


def press(panel, content, *buffers):
    """Send what a button sends, and return what the panel answers."""
    sent = []
    panel.send = sent.append
    panel._receive(panel, content, [memoryview(buffer) for buffer in buffers])
    return sent


def seen(panel):
    return panel.view["summary"]["judged"]


# ---------------------------------------------------------------- how sure, how right


def test_sureness_is_counted_in_items_as_the_figures_above_it_are(learner):
    for number in range(10):
        learner.record(act(number, right=number > 3))
    learner.record(act(10, sure="guess", right=False))
    learner.record(act(11, right=False, use="predict"))
    learner.record(act(12, place=0, round=2))  # better at the second time
    view = progress_view(learner)
    certain, fairly, guess = view["sureness"]
    assert (certain["right"], certain["asked"]) == (7, 10)
    assert (fairly["asked"], fairly["verdict"], guess["verdict"]) == (0, "none", "few")
    assert certain["asked"] - certain["right"] == view["summary"]["surprises"] == 3
    assert certain["low"] < 0.7 < certain["high"] < 0.9
    assert certain["verdict"] == "over"


@pytest.mark.parametrize(
    ("sure", "right", "asked", "verdict"),
    [
        ("certain", 9, 10, "fits"),
        ("certain", 0, 4, "few"),
        ("certain", 0, 5, "over"),
        ("fairly", 7, 10, "fits"),
        ("guess", 3, 10, "fits"),
        ("guess", 10, 10, "under"),
    ],
)
def test_a_verdict_needs_answers_enough_and_a_promise_clearly_missed(
    learner, sure, right, asked, verdict
):
    for number in range(asked):
        learner.record(act(number, right=number < right, sure=sure))
    found = {row["confidence"]: row["verdict"] for row in progress_view(learner)["sureness"]}
    assert found.pop(sure) == verdict
    assert set(found.values()) == {"none"}


@pytest.mark.parametrize("answer", ["1", "gone", ("a", "b"), ("gone",)])
@pytest.mark.parametrize("kind", KINDS)
def test_an_old_answer_may_not_fit_its_question_any_more(learner, kind, answer):
    found = ((name, item) for name in lessons() for item in load_bank(name).items)
    lesson, item = next(pair for pair in found if pair[1].kind == kind)
    at = (datetime.now(UTC) - timedelta(days=5)).isoformat()
    work = (lesson, item.id, item.objective, "quiz", "answer", 1, answer, False, "certain")
    learner.record(Answer("a", at, *work))
    (surprise,) = progress_view(learner)["surprises"]
    assert isinstance(surprise["belief"], str)


def test_questions_that_are_not_the_courses_are_counted_nowhere(learner):
    items = (item for item in load_bank("05_gates").items if item.use != "predict")
    first, *others = [item for item in items if item.objective == "gates.forget"]
    at = (datetime.now(UTC) - timedelta(days=5)).isoformat()
    asked = [("05_gates", item.id) for item in others]
    for key in [*asked, ("my_gates", "right"), ("my_gates", "wrong"), ("05_gates", "gone")]:
        work = (first.objective, "quiz", "answer", 1, "1", key[1] != "wrong", "certain")
        learner.record(Answer("-".join(key), at, *key, *work))
    view = progress_view(learner)
    rows = [row for lesson in view["lessons"] for row in lesson["objectives"]]
    (row,) = [row for row in rows if row["name"] == first.objective]
    assert row["right"] == row["asked"] - 1 == view["summary"]["judged"] == len(others)
    assert view["summary"]["due"] == len(view["due"]) == len(others)
    assert view["summary"]["surprises"] == len(view["surprises"]) == 0
    assert view["sureness"][0]["asked"] == len(others)


# ---------------------------------------------------------------- copy, merge, start again


def test_a_copy_downloaded_here_is_merged_there(panel, tmp_path):
    (copy,) = press(panel, {"type": "export"})
    assert copy["type"] == "copy"
    assert copy["name"].startswith("lstm-course-answers-20")
    assert copy["words"] == f"2 answers and hints in {copy['name']}."
    there = ProgressPanel(Progress(tmp_path / "there.sqlite"))
    (told,) = press(there, {"type": "merge"}, copy["text"].encode())
    assert told["good"]
    assert told["words"].startswith("2 answers and hints added.")
    assert seen(there) == 2
    (told,) = press(there, {"type": "merge"}, panel._progress.path.read_bytes())
    assert told["words"] == "All of these answers were here already."


def test_a_file_that_is_no_copy_is_refused_in_words(panel):
    (told,) = press(panel, {"type": "merge"}, b"<img src=x onerror=alert(1)>")
    assert told == {
        "type": "told", "good": False, "words": "Nothing was merged. This is not a copy of your "
        "answers: it is neither JSON nor a progress file.",
    }  # fmt: skip
    assert seen(panel) == 2


def test_nothing_is_forgotten_before_the_learner_says_so_twice(panel):
    (question,) = press(panel, {"type": "reset"})
    assert question["type"] == "confirm"
    assert "2 answers and hints" in question["words"]
    assert str(panel._progress.path.parent) in question["words"]
    for unsure in (False, 1, "true", None):
        press(panel, {"type": "reset", "sure": unsure})
    assert len(panel._progress.answers()) == 2
    (told,) = press(panel, {"type": "reset", "sure": True})
    assert seen(panel) == 0
    (copy,) = panel._progress.path.parent.glob("*.json")
    assert f"A copy of everything is kept in {copy};" in told["words"]
    assert panel.merge(copy) == 2
    assert seen(panel) == 2


def test_there_may_be_nothing_to_forget(learner):
    panel = ProgressPanel(learner)
    for content in ({"type": "reset"}, {"type": "reset", "sure": True}):
        assert press(panel, content)[0]["words"] == "There is nothing to forget."


@pytest.mark.parametrize("sure", [False, True])
def test_a_file_that_cannot_be_read_now_is_not_told_to_hold_nothing(panel, monkeypatch, sure):
    def refuse(*_):
        raise StoreError("another program is holding it")

    with monkeypatch.context() as held:
        held.setattr(AnswerFile, "read", refuse)
        (told,) = press(panel, {"type": "reset", "sure": sure})
        assert not told["good"]
        assert "another program is holding it" in told["words"]
        with pytest.raises(RuntimeError, match=r"progress cannot be reset: .* is holding it"):
            panel.reset()
    assert len(panel._progress.answers()) == 2
    assert panel._progress.problem == ""


@pytest.mark.parametrize("content", [{"type": "reset", "sure": True}, {"type": "merge"}])
def test_a_full_disk_is_told_in_words_and_nothing_is_lost(panel, monkeypatch, content):
    def refuse(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(AnswerFile, "append", refuse)
        full.setattr(AnswerFile, "remove", refuse)
        copy = json.loads(panel._progress.export())
        copy["answers"][0]["id"] = "new"
        (told,) = press(panel, content, json.dumps(copy).encode())
    assert not told["good"]
    assert told["words"].startswith("Progress cannot be ")
    assert "the disk is full" in told["words"]
    assert len(Progress(panel._progress.path).answers()) == 2


@pytest.mark.parametrize(
    "content", [None, [], "reset", {}, {"type": ["reset"]}, {"type": "merge"}, {"type": "Reset"}]
)
def test_other_messages_are_ignored(panel, content):
    assert press(panel, content) == []
    assert len(panel._progress.answers()) == 2


def test_the_same_from_python(panel, tmp_path):
    assert panel.export(tmp_path / "mine.json") == tmp_path / "mine.json"
    with pytest.raises(ValueError, match="path must be a new file"):
        panel.export(tmp_path / "mine.json")
    copy = panel.reset()
    assert copy.read_bytes() == (tmp_path / "mine.json").read_bytes()
    assert seen(panel) == 0
    assert panel.reset() is None
    assert panel.merge(tmp_path / "mine.json") == 2
    assert seen(panel) == 2


# ---------------------------------------------------------------- links

LINKS = """
globalThis.document = {};
const { addressBeside } = await import("%s");
const pages = [
  "http://127.0.0.1:8888/lab/tree/notebooks/00_start_here.ipynb?reset#Ten",
  "http://127.0.0.1:8888/lab/workspaces/a/tree/00_start_here.ipynb",
  "https://example.org/course/00_start_here.html",
  "http://127.0.0.1:8888/lab",
  "vscode-webview://1a2b/index.html",
  "",
];
const found = pages.map((page) => addressBeside(page, "05_open"));
console.log(JSON.stringify([...found, addressBeside(pages[0], "../x?y")]));
"""


def test_a_link_leads_to_the_notebook_beside_this_one():
    assert run_in_node(LINKS % (STATIC / "notebook_link.js").as_uri()) == [
        "http://127.0.0.1:8888/lab/tree/notebooks/05_open.ipynb",
        "http://127.0.0.1:8888/lab/workspaces/a/tree/05_open.ipynb",
        "https://example.org/course/05_open.html",
        None,
        None,
        None,
        "http://127.0.0.1:8888/lab/tree/notebooks/..%2Fx%3Fy.ipynb",
    ]
