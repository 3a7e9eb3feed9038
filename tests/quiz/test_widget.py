"""The quiz widget's kernel side: what it shows, what it keeps, what it answers."""

from datetime import UTC, datetime, timedelta

import pytest

from lstm_helpers.quiz import Progress, Quiz, progress, quiz
from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.front_end import STATIC
from lstm_helpers.quiz.progress_panel import progress_view
from tests.needed import run_in_node

GATES = load_bank("05_gates")


@pytest.fixture
def learner(tmp_path):
    return Progress(tmp_path / "progress.sqlite")


def ask(learner, *items):
    """Return a quiz of some items, and the list of what it sends to the browser."""
    widget = Quiz(GATES, [GATES.item(item) for item in items], learner)
    sent = []
    widget.send = sent.append
    return widget, sent


def message(number=1, *, item="forget_quarter", ago=0, **change):
    act = {
        "id": f"act-{number}", "lesson": "05_gates",
        "at": (datetime.now(UTC) - timedelta(days=ago)).isoformat(),
        "item": item, "objective": "gates.forget", "use": "quiz", "action": "answer", "round": 1,
        "answer": "1", "right": True, "confidence": "certain",
    }  # fmt: skip
    return {"type": "act", "act": act | change}


def test_what_a_notebook_stores_is_short_and_the_same_for_everybody():
    assert repr(quiz("05_gates", "predict_but")) == "Quiz('05_gates', 1 item)"
    assert repr(quiz("00_start")) == f"Quiz('00_start', {len(load_bank('00_start').items)} items)"
    assert repr(progress()) == "Progress of this course"
    for widget, text in ((quiz("00_start"), "Quiz("), (progress(), "Progress of this course")):
        data, _ = widget._repr_mimebundle_()
        assert data["text/plain"].startswith(text)
        assert "text/html" not in data


def test_a_lesson_is_asked_without_its_predictions_and_myths():
    assert {item["use"] for item in quiz("05_gates").items} == {"quiz"}
    asked = [item["id"] for item in quiz("05_gates", "myth_one_vector", "predict_but").items]
    assert asked == ["myth_one_vector", "predict_but"]


def test_an_unknown_lesson_or_item_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="lesson must be one of 00_start"):
        quiz("gates")
    with pytest.raises(ValueError, match=r"item must be one of predict_story, .*; got 'predict'"):
        quiz("05_gates", "predict")


def test_evidence_stays_in_the_kernel():
    assert all("evidence" not in item for item in quiz("05_gates").items)


def test_options_keep_one_order_for_a_learner_and_steps_never_come_sorted():
    def orders():
        return {
            item["id"]: [one["id"] for one in item["options"]] for item in quiz("05_gates").items
        }

    assert orders() == orders()
    assert orders()["one_timestep"] != list(GATES.item("one_timestep").key)
    written = [option.id for option in GATES.item("spot_the_sigmoid").options]
    assert orders()["spot_the_sigmoid"] == written


def test_an_answer_is_kept_and_confirmed(learner):
    widget, sent = ask(learner, "forget_quarter")
    widget._receive(widget, message(), [])
    assert sent == [{"type": "kept", "id": "act-1", "safe": True, "notice": ""}]
    again, _ = ask(Progress(learner.path), "forget_quarter")
    assert again.history["forget_quarter"]["acts"][0]["answer"] == "1"


def test_a_page_loaded_again_is_told_what_was_done_since(learner):
    widget, _ = ask(learner, "forget_quarter", "output_half")
    widget._receive(widget, message(1, right=False), [])
    widget._receive(widget, message(2, action="hint", answer=None, right=None), [])
    widget._receive(widget, message(3, lesson="00_start"), [])
    told = widget.get_state()["history"]
    assert [act["id"] for act in told["forget_quarter"]["acts"]] == ["act-1", "act-2"]
    assert told["output_half"]["acts"] == []


def test_an_answer_left_over_from_another_lesson_is_kept_too(learner):
    widget, _ = ask(learner, "forget_quarter")
    widget._receive(widget, message(lesson="00_start", item="why_lstm"), [])
    assert ("00_start", "why_lstm") in learner.items()


@pytest.mark.parametrize(
    "content",
    [{"type": "act", "act": {"id": "x"}}, {"type": "act", "act": "x"}, message(confidence="very")],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_raised(learner, content):
    widget, sent = ask(learner, "forget_quarter")
    widget._receive(widget, content, [])
    assert sent[0]["type"] == "refused"
    assert learner.items() == {}


@pytest.mark.parametrize("content", [None, [], "text", {}, {"type": "hello"}])
def test_other_messages_are_ignored(learner, content):
    widget, sent = ask(learner, "forget_quarter")
    widget._receive(widget, content, [])
    assert sent == []


def test_a_file_that_cannot_be_read_is_told_once(tmp_path):
    path = tmp_path / "progress.sqlite"
    path.write_text("not a database, but somebody's notes\n" * 50)
    learner = Progress(path)
    first, sent = ask(learner, "forget_quarter")
    second, _ = ask(learner, "output_half")
    assert "it is not a progress file" in first.notice
    assert second.notice == ""
    first._receive(first, message(), [])
    assert sent == [{"type": "kept", "id": "act-1", "safe": False, "notice": ""}]
    third, _ = ask(learner, "forget_quarter")
    assert third.history["forget_quarter"]["acts"]


def test_an_item_that_is_due_is_asked_afresh(learner):
    widget, _ = ask(learner, "forget_quarter", "output_half")
    widget._receive(widget, message(1, ago=5), [])
    widget._receive(widget, message(2, item="output_half", objective="gates.output"), [])
    history = ask(learner, "forget_quarter", "output_half")[0].history
    assert history["forget_quarter"] == {"round": 2, "acts": [], "review": True}
    assert history["output_half"]["review"] is False


def test_an_item_left_open_days_ago_is_asked_afresh_and_that_answer_counts(learner):
    widget, _ = ask(learner, "forget_quarter")
    widget._receive(widget, message(1, ago=5, answer="3", right=False), [])
    again, _ = ask(learner, "forget_quarter")
    assert again.history["forget_quarter"] == {"round": 2, "acts": [], "review": True}
    again._receive(again, message(2, round=2), [])
    assert learner.due() == []
    shown = ask(learner, "forget_quarter")[0].history["forget_quarter"]
    assert ([act["id"] for act in shown["acts"]], shown["review"]) == (["act-2"], False)


def test_an_item_left_open_today_goes_on_where_it_was(learner):
    widget, _ = ask(learner, "forget_quarter")
    widget._receive(widget, message(1, answer="3", right=False), [])
    shown = ask(learner, "forget_quarter")[0].history["forget_quarter"]
    assert ([act["id"] for act in shown["acts"]], shown["round"]) == (["act-1"], 1)


def test_the_panel_counts_and_refreshes(learner):
    view = progress_view(learner)
    assert view["summary"]["seen"] == 0
    widget, _ = ask(learner, "forget_quarter")
    widget._receive(widget, message(1, ago=5, answer="3", right=False), [])
    view = progress_view(learner)
    assert view["summary"] | {"objectives": 0} == {
        "seen": 1, "objectives": 0, "right": 0, "judged": 1, "surprises": 1, "due": 1
    }  # fmt: skip
    idea = "The forget gate's value says how much is forgotten."
    assert view["surprises"] == [view["due"][0] | {"belief": idea}]
    assert view["due"][0]["notebook"] == "05_open_the_lstm_gates"


def test_old_answers_may_name_items_that_are_gone(learner):
    learner.record(Answer.from_message(message(1, ago=5, item="removed_long_ago")["act"]))
    view = progress_view(learner)
    assert view["due"] == []
    assert ask(learner, "forget_quarter")[0].history["forget_quarter"]["acts"] == []


BROWSER = """
const kept = new Map();
globalThis.localStorage = new Proxy({}, {
  get: (_, name) => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  })[name],
  ownKeys: () => [...kept.keys()],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
});
let part = "";
globalThis.document = { getElementById: () => part && { textContent: part } };
const pageOf = (address) => {
  part = address && JSON.stringify({ baseUrl: address });
  return import(`%s?${Math.random()}`); // loaded afresh
};
const act = (id) => ({ id, at: id, action: "answer" });
const sent = [];
"""

DELIVERY = """
const { Delivery, pendingActs } = await pageOf("");
const told = [];
let receive;
const send = (content) => sent.push(content.act.id);
const model = { on: (_, f) => (receive = f), off() {}, send };
const delivery = new Delivery(model, (change) => told.push(change));
const ids = () => pendingActs().map((act) => act.id);
kept.set("lstm-course:pending:junk", "{not json");
const steps = [];
delivery.add(act("a"));
delivery.add(act("b"));
steps.push(ids());
receive({ type: "kept", id: "a", safe: true });
steps.push(ids());
receive({ type: "kept", id: "b", safe: false, notice: "in memory" });
steps.push(ids());
delivery.stop();
const next = new Delivery(model, () => {});
next.deliverPending();
receive({ type: "kept", id: "b", safe: true });
steps.push(ids());
model.send = () => { throw new Error("no kernel"); };
next.add(act("c"));
steps.push(ids());
next.stop();
console.log(JSON.stringify({ steps, sent, notice: told.at(-1).notice }));
"""


def in_browser(script):
    return run_in_node(BROWSER % (STATIC / "quiz_delivery.js").as_uri() + script)


def test_the_browser_keeps_an_act_until_it_is_in_the_file():
    found = in_browser(DELIVERY)
    assert found["steps"] == [["a", "b"], ["b"], ["b"], [], ["c"]]
    assert found["sent"] == ["a", "b", "b"]
    assert found["notice"] == "in memory"


REFUSED = """
const { Delivery, pendingActs } = await pageOf("");
const told = [];
let receive;
const model = { on: (_, f) => (receive = f), off() {}, send: ({ act }) => sent.push(act.id) };
const delivery = new Delivery(model, (change) => told.push(change));
delivery.add(act("d"));
receive({ type: "refused", id: "d", why: "at must be a time" });
delivery.stop();
const next = new Delivery(model, () => {});
next.deliverPending();
console.log(JSON.stringify({ left: [...kept.keys()], sent, notice: told.at(-1).notice }));
"""


def test_an_act_that_was_refused_is_told_once_and_not_sent_again():
    found = in_browser(REFUSED)
    assert found == {"left": [], "sent": ["d"], "notice": "Not kept: at must be a time."}


SHARED = """
const model = { on() {}, off() {}, send: ({ act }) => sent.push(act.id) };
const steps = [];
const visit = async (address, id) => {
  const { Delivery, pendingActs } = await pageOf(address);
  const delivery = new Delivery(model, () => {});
  sent.length = 0;
  delivery.deliverPending();
  steps.push([pendingActs().map((one) => one.id), [...sent]]);
  if (id) delivery.add(act(id));
  delivery.stop();
};
kept.set("lstm-course:pending:old", JSON.stringify(act("old")));
await visit("", "own");
await visit("/user/ada/", "a");
await visit("/user/bob/", "b");
await visit("/prefix/user/ada/lab/", "named");
for (const address of ["/user/ada/", "/user/bob/", "/", "/notes/"]) await visit(address);
console.log(JSON.stringify(steps));
"""


def test_learners_of_one_hub_are_kept_apart_and_ones_own_machine_is_as_before():
    steps = in_browser(SHARED)
    kept = [ids for ids, _ in steps]
    assert kept == [["old"], [], [], [], ["a"], ["b"], ["old", "own"], ["old", "own"]]
    assert [sent for _, sent in steps] == kept
