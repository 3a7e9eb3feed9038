"""One sitting of the final test, read back from the progress file: drawn, answered, handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lstm_helpers.quiz.answers import CARD, TEST, Answer

LESSON = "15_final_test"
_OWN = {"lesson": LESSON, "item": "sitting", "objective": "test.sitting", "use": TEST}


@dataclass(frozen=True)
class Sitting:
    """Ten questions put to a learner together, and what they did about them.

    Attributes
    ----------
    draw : Answer
        The act that fixed the questions.
    acts : tuple of Answer
        Every answer committed to them before they were handed in, in order of time.
    end : Answer or None
        The handing in; None while the test is open.
    """

    draw: Answer
    acts: tuple[Answer, ...] = ()
    end: Answer | None = None

    @property
    def id(self) -> str:
        """The draw's id, with which the ids of all acts of the sitting begin."""
        return self.draw.id

    @property
    def number(self) -> int:
        """1 for the first sitting. Two machines whose answers were merged may each have a first."""
        return self.draw.round

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The lesson and id of each item drawn, in the order of asking."""
        return tuple(tuple(name.split("/", 1)) for name in self.draw.answer if "/" in name)

    @property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """The answer that stands for each question answered: the one committed last."""
        return {(act.lesson, act.item): act for act in self.acts}


def sittings(answers: Iterable[Answer]) -> list[Sitting]:
    """Return all sittings that were begun.

    Parameters
    ----------
    answers : iterable of Answer
        Everything recorded, in any order.

    Returns
    -------
    list of Sitting
        In order of time. What was answered after a sitting was handed in is left out.

    Examples
    --------
    >>> begun = draw_act([("05_gates", "keep")], 1, "a1")
    >>> [(one.number, one.questions, one.end) for one in sittings([begun])]
    [(1, (('05_gates', 'keep'),), None)]
    """
    done = [one for one in answers if one.use == TEST]
    # An answer belongs to its draw by its id alone: the clocks of page and kernel may differ.
    draws = [one for one in done if one.action == "draw" and isinstance(one.answer, tuple)]
    found = {one.id: Sitting(one) for one in sorted(draws, key=lambda act: (act.instant, act.id))}
    for act in sorted(done, key=lambda act: (act.instant, act.action == "hand_in", act.id)):
        known = found.get(sitting_of(act))
        if known is None or known.end is not None:
            continue
        if act.action == "hand_in":
            found[known.id] = replace(known, end=act)
        elif act.action == "answer" and (act.lesson, act.item) in known.questions:
            found[known.id] = replace(known, acts=(*known.acts, act))
    return list(found.values())


def open_sitting(found: Sequence[Sitting]) -> Sitting | None:
    """Return the sitting to go on with.

    Parameters
    ----------
    found : sequence of Sitting
        All sittings, in order of time.

    Returns
    -------
    Sitting or None
        Of those not handed in, the one begun last; another machine's may have ended since.
    """
    return next((one for one in reversed(found) if one.end is None), None)


def counted(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that tell what a learner knows.

    Parameters
    ----------
    answers : iterable of Answer
        Everything recorded.

    Returns
    -------
    list of Answer
        What was done in quizzes; of each test that was handed in, the answers that stood then; no
        flashcards, and nothing of a test that is still open.
    """
    answers = list(answers)
    own = [one for one in answers if one.use not in (CARD, TEST)]
    ended = [one for one in sittings(answers) if one.end is not None]
    return own + [act for one in ended for act in one.answers.values()]


def draw_act(questions: Iterable[tuple[str, str]], number: int, id: str) -> Answer:
    """Return the act that fixes a sitting's questions.

    Parameters
    ----------
    questions : iterable of (lesson, item)
        In the order of asking.
    number : int
        1 for the first sitting.
    id : str
        The sitting's own, without a hyphen; no other has it.

    Returns
    -------
    Answer
    """
    names = tuple(f"{lesson}/{item}" for lesson, item in questions)
    now = datetime.now(UTC).isoformat()
    return Answer(id, now, **_OWN, action="draw", round=number, answer=names)


def sitting_of(act: Answer) -> str:
    """Return the id of the sitting that an act belongs to."""
    return act.id.partition("-")[0]
