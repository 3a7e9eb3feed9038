"""Questions, tests and flashcards: buttons that are pressed again and again."""

import itertools
from dataclasses import dataclass
from typing import ClassVar

from benchmarks.contender import Contender


@dataclass(frozen=True)
class ButtonContender(Contender):
    """A button pressed again and again, by Enter; what made it vanish is taken back between."""

    def keys(self):
        """Yield the key to press, without end."""
        return itertools.repeat("Enter")


@dataclass(frozen=True)
class QuizContender(ButtonContender):
    """A question answered again and again."""

    def prepare(self, output):
        """Take the answer back if there is one, choose an option, say how sure."""
        again = output.locator(".quiz-retry, .quiz-again").first
        if again.is_visible():
            again.click()
        output.locator(".quiz-option").first.click()
        output.locator(".quiz-sure").first.click()
        super().prepare(output)


class FinalTestContender(ButtonContender):
    """Questions of the final test answered one after the other, in one test after the other."""

    TYPED: ClassVar[dict[str, str]] = {"number": "1", "shape": "(1, 2)"}

    def prepare(self, output):
        """Begin a test if none is open, fill in the question that is shown, say how sure."""
        self.begin(output)
        card = output.locator(".quiz-card")
        kind = card.get_attribute("data-kind")
        if kind in self.TYPED:
            card.locator(".quiz-field").fill(self.TYPED[kind])
        elif kind != "order":
            card.locator(".quiz-option").first.click()
        card.locator(".quiz-sure").first.click()
        super().prepare(output)

    def begin(self, output):
        """Open a test with a question that is not answered yet."""
        if output.locator(".quiz-step").count():
            if output.locator(".quiz-step[data-state='open']").count():
                return
            output.locator(".final-hand-in").click()
            output.locator(".final-go").click()
        output.locator(".final-begin, .final-again").click()
        output.locator(".quiz-step, .final-go").first.wait_for()
        if output.locator(".final-go").count():  # another test is asked for twice
            output.locator(".final-go").click()
        output.locator(".quiz-step").first.wait_for()


class HandInContender(FinalTestContender):
    """Tests handed in one after the other, so that the kernel judges and the result is shown."""

    def prepare(self, output):
        """Open a test, and ask to hand it in."""
        self.begin(output)
        output.locator(".final-hand-in").click()
        ButtonContender.prepare(self, output)


class CardContender(ButtonContender):
    """Flashcards turned one after the other."""

    def prepare(self, output):
        """Say of the card just turned that it was known; deal all cards again after the last."""
        for selector in (".flashcard-say", ".flashcard-all"):
            button = output.locator(selector).first
            if button.is_visible():
                button.click()
        super().prepare(output)
