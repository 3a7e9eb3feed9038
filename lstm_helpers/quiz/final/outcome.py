"""What became of a test that was handed in: question by question, and in all."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lstm_helpers.intervals import wilson_interval
from lstm_helpers.quiz.answers import CONFIDENCES, Answer
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.final.sitting import Sitting
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.objectives import Objective, load_objectives
from lstm_helpers.quiz.places import Place

LEFT_OPEN = "You left this question open."
CHANGED = "This question has changed since you answered it."
SURENESS = {"certain": "when certain", "fairly": "when fairly sure", "guess": "when guessing"}


@dataclass(frozen=True)
class Judged:
    """One question of a test that was handed in.

    Attributes
    ----------
    lesson : str
        The lesson's short name.
    item : Item
        The question.
    objective : Objective
        What it asks for, and where that is taught.
    answer : Answer or None
        What stood when the test was handed in; None if the question was left open.
    """

    lesson: str
    item: Item
    objective: Objective
    answer: Answer | None

    @property
    def right(self) -> bool:
        """Whether it was answered, and right."""
        return self.answer is not None and self.answer.right

    @property
    def given(self) -> tuple[str, ...]:
        """The answer as the learner saw it, a text for each option chosen."""
        given = self.answer.answer if self.answer else ()
        names = (given,) if isinstance(given, str) else given
        options = [self.item.option(name) for name in names]
        typed = self.item.kind in ("number", "shape")
        return tuple(
            option.text if option and not typed else name
            for name, option in zip(names, options, strict=True)
        )

    @property
    def says(self) -> tuple[str, ...]:
        """The bank's words to that answer."""
        if self.answer is None:
            return (LEFT_OPEN,)
        judged = grade(self.item, self.answer.answer)
        return judged.says if judged.understood else (CHANGED,)

    @property
    def beliefs(self) -> tuple[tuple[str, Place | None], ...]:
        """The misconceptions that the answer suggests, each with the place that disproves it."""
        if self.answer is None:
            return ()
        bank = load_bank(self.lesson)
        named = grade(self.item, self.answer.answer).misconceptions
        return tuple((bank.misconceptions[name], bank.places.get(name)) for name in named)


@dataclass(frozen=True)
class Outcome:
    """A test that was handed in.

    Attributes
    ----------
    day : date
        The learner's calendar day on which it was handed in.
    questions : tuple of Judged
        In the order of asking; what is no longer in a bank is left out.
    """

    day: date
    questions: tuple[Judged, ...]

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(one.right for one in self.questions)

    @property
    def missed(self) -> tuple[Judged, ...]:
        """What was wrong or left open; what the learner was certain of first."""
        wrong = [one for one in self.questions if not one.right]
        return tuple(sorted(wrong, key=lambda one: not _was_certain(one)))

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The range in which the share of right answers to very many such questions may lie."""
        return wilson_interval(self.right, len(self.questions)) if self.questions else (0.0, 1.0)

    @property
    def by_confidence(self) -> dict[str, tuple[int, int]]:
        """How many answers were right, of how many, surest first."""
        answers = [one.answer for one in self.questions if one.answer]
        return {
            confidence: (sum(act.right for act in given), len(given))
            for confidence in reversed(CONFIDENCES)
            for given in [[act for act in answers if act.confidence == confidence]]
        }

    @property
    def score_in_words(self) -> str:
        """How many were right."""
        return f"{self.right} of {len(self.questions)} right"

    @property
    def meaning_in_words(self) -> str:
        """What that says of the learner, and how little."""
        low, high = self.interval
        return (
            "So few questions measure roughly. Had you been asked very many like these, anything "
            f"from {100 * low:.0f}% to {100 * high:.0f}% right would fit this result."
        )

    @property
    def sureness_in_words(self) -> str:
        """How sureness and being right went together, in a line or two."""
        counts = [
            f"{right} of {asked} {SURENESS[confidence]}"
            for confidence, (right, asked) in self.by_confidence.items()
            if asked
        ]
        if not counts:
            return "No question was answered."
        right, asked = self.by_confidence["certain"]
        verdict = " What you were certain of was right." if asked else ""
        if right < asked:
            verdict = " Look first at what was wrong though you were certain."
        return f"Right: {', '.join(counts)}.{verdict}"


def outcome_of(sitting: Sitting) -> Outcome:
    """Judge a sitting that was handed in.

    Parameters
    ----------
    sitting : Sitting
        One with an `end`.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        If the sitting is still open.
    """
    if sitting.end is None:
        raise ValueError("sitting must be handed in; got one that is still open")
    objectives = load_objectives()
    return Outcome(
        sitting.end.day,
        tuple(
            Judged(lesson, item, objectives[item.objective], sitting.answers.get((lesson, item.id)))
            for lesson, item in questions_of(sitting)
        ),
    )


def questions_of(sitting: Sitting) -> list[tuple[str, Item]]:
    """Return a sitting's items, but for those that are in no bank any more.

    Parameters
    ----------
    sitting : Sitting
        Open or handed in.

    Returns
    -------
    list of (lesson, Item)
    """
    known = lessons()
    items = {
        (lesson, item.id): item
        for lesson in dict.fromkeys(lesson for lesson, _ in sitting.questions)
        if lesson in known
        for item in load_bank(lesson).items
    }
    return [(one[0], items[one]) for one in sitting.questions if one in items]


def _was_certain(one: Judged) -> bool:
    return one.answer is not None and one.answer.confidence == "certain"
