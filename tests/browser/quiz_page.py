"""A quiz as a learner uses it: choose, say how sure, commit, read, ask for a hint."""

import json

# True once the kernel has confirmed every act that this page sent: it is in the learner's file.
# A kernel takes such messages beside its cells, so that a cell may be done before they are.
NOTHING_WAITS = (
    "() => !Object.keys(localStorage).some(key => key.startsWith('lstm-course:pending:'))"
)


class QuizPage:
    """One quiz in a page.

    Parameters
    ----------
    root : playwright.sync_api.Locator
        The element of class ``quiz``.
    """

    def __init__(self, root):
        self.root = root

    @property
    def card(self):
        return self.root.locator(".quiz-card")

    @property
    def item(self):
        return self.card.get_attribute("data-item")

    @property
    def state(self):
        """One of not-attempted, trying, right, right-later, missed."""
        return self.card.get_attribute("data-state")

    def states(self):
        """Return the state of every question, in order."""
        steps = self.root.locator(".quiz-step")
        return steps.evaluate_all("steps => steps.map(step => step.dataset.state)")

    @property
    def verdict(self):
        return self.card.locator(".quiz-feedback").get_attribute("data-verdict")

    @property
    def solution_is_shown(self):
        return self.card.locator(".quiz-solution").count() > 0

    def hints(self):
        return self.card.locator(".quiz-hint").all_inner_texts()

    def go_to(self, item):
        self.root.locator(f".quiz-step[data-item='{item}']").click()

    def choose(self, option, sure="fairly"):
        """Choose an option by its id, say how sure, and commit."""
        self.card.locator(f".quiz-option[data-option='{option}']").click()
        self.card.locator(f".quiz-sure[data-confidence='{sure}']").click()
        self.card.locator(".quiz-commit").click()

    def click(self, button):
        """Press a button by what is written on it, or by how that begins."""
        self.card.get_by_role("button", name=button).click()


def bank_item(notebook, lesson, item):
    """Read an item of a lesson's bank in the notebook's kernel: its key, its options by id."""
    code = f"""
import json
from lstm_helpers.quiz.bank import load_bank
found = next(one for one in load_bank({lesson!r}).items if one.id == {item!r})
answers = {{option.id: option.answer for option in found.options}}
print(json.dumps(dict(key=found.key, options=list(answers), answers=answers)))
"""
    return json.loads(notebook.run_in_kernel(code))
