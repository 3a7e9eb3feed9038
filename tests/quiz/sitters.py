"""A learner who sits the final test: begins, answers by the key or against it, hands in."""

import itertools
from datetime import UTC, datetime, timedelta

from lstm_helpers.quiz import FinalTest
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.grading import grade

_numbers = itertools.count()


def right_answer(item):
    if item.kind in ("several", "order"):
        return list(item.key)
    option = item.option(item.key[0])
    return option.text if item.kind in ("number", "shape") else option.id


def wrong_answer(item):
    """Return an answer that is foreseen and wrong, with a misconception where there is one."""
    if item.kind == "order":
        return list(reversed(item.key))
    others = [option for option in item.options if option.id not in item.key]
    option = next((one for one in others if one.misconception), others[0])
    found = option.text if item.kind in ("number", "shape") else option.id
    found = [found] if item.kind == "several" else found
    assert not grade(item, found).right
    return found


class Sitter:
    """Sits a test as the page would, by messages to the widget.

    Parameters
    ----------
    progress : Progress
        Where the test is kept.
    """

    def __init__(self, progress):
        self.progress = progress
        self.test = FinalTest(progress)
        self.sent = []
        self.test.send = self.sent.append
        self.test._new_id = lambda: f"{progress.path.name}{len(progress.answers())}"

    @property
    def sitting(self):
        return self.test.view["sitting"]

    def tell(self, content):
        self.test._receive(self.test, content, [])
        return self

    def begin(self):
        return self.tell({"type": "begin"})

    def items(self):
        """Return the items asked, from their banks."""
        return [load_bank(one["lesson"]).item(one["id"]) for one in self.sitting["items"]]

    def act(self, action="answer", place=0, **details):
        asked = self.sitting["items"][place]
        names = {"lesson": "15_final_test", "item": "sitting", "objective": "test.sitting"}
        if action == "answer":
            names = {"lesson": asked["lesson"], "item": asked["id"], "objective": "x.y"}
        act = {
            "id": f"{self.sitting['id']}-{next(_numbers)}", "use": "test", "action": action,
            "at": datetime.now(UTC).isoformat(), "round": self.sitting["number"],
        }  # fmt: skip
        return {"type": "act", "act": act | names | details}

    def answer(self, place, right, sure="fairly", **details):
        item = self.items()[place]
        given = right_answer(item) if right else wrong_answer(item)
        return self.tell(self.act("answer", place, answer=given, confidence=sure, **details))

    def hand_in(self):
        return self.tell(self.act("hand_in"))

    def sit(self, rights, sure="fairly"):
        """Begin, answer the questions right or wrong (None leaves one open), and hand in."""
        self.begin()
        for place, right in enumerate(rights):
            if right is not None:
                self.answer(place, right, sure)
        return self.hand_in()


def later(seconds):
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
