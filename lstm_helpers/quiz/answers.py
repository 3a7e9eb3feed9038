"""What is remembered of a learner's work: one frozen record for each thing they did."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime

from lstm_helpers import _validate

ACTIONS = ("answer", "hint", "give_up", "solution", "draw", "hand_in")
CONFIDENCES = ("guess", "fairly", "certain")
CARD = "card"  # the `use` of a flashcard, which is no question of a bank
TEST = "test"  # the `use` of everything done in a final test

_LONGEST = 200


@dataclass(frozen=True)
class Answer:
    """One act of a learner: an answer to an item, a hint taken, giving up, the solution seen.

    Of a final test there are also the draw of its questions, and the handing in.

    Parameters
    ----------
    id : str
        Unique; recording the same id again changes nothing.
    at : str
        When it happened: ISO 8601 with an offset from UTC.
    lesson, item, objective, use : str
        What was asked.
    action : str
        ``answer``, ``hint``, ``give_up``, ``solution``, ``draw`` or ``hand_in``.
    round : int
        1 for the first time the item is worked on, 2 when it is asked again, and so on.
    answer : str or tuple of str, optional
        What was answered, or the questions drawn; other acts keep none.
    right : bool, optional
        Whether that was right; only an answer keeps this and the next.
    confidence : str, optional
        ``guess``, ``fairly`` or ``certain``.

    Raises
    ------
    ValueError
        If a field is not as wanted.

    Examples
    --------
    >>> item = ("05_gates", "keep", "gates.cell", "quiz")
    >>> Answer("1", "2025-03-01T09:00:00+00:00", *item, action="doze", round=1)
    Traceback (most recent call last):
    ValueError: action must be one of answer, hint, give_up, solution, draw, hand_in; got 'doze'
    """

    id: str
    at: str
    lesson: str
    item: str
    objective: str
    use: str
    action: str
    round: int
    answer: str | tuple[str, ...] | None = None
    right: bool | None = None
    confidence: str | None = None

    def __post_init__(self) -> None:
        for name in ("id", "lesson", "item", "objective", "use"):
            _check(name, getattr(self, name), _is_text, f"text of 1 to {_LONGEST} characters")
        _check("at", self.at, _is_time, "a time such as 2025-03-01T09:00:00+00:00")
        _check("action", self.action, ACTIONS.__contains__, f"one of {', '.join(ACTIONS)}")
        _check("round", self.round, _is_round, "a whole number from 1")
        keeps = {"answer": ("answer", "right", "confidence"), "draw": ("answer",)}
        for name in ("answer", "right", "confidence"):
            if name not in keeps.get(self.action, ()):
                object.__setattr__(self, name, None)
        if self.action not in keeps:
            return
        object.__setattr__(self, "answer", _tuple_if_list(self.answer))
        _check("answer", self.answer, _is_answer, "text or a list of option ids")
        if self.action == "draw":
            return
        _check("right", self.right, lambda value: isinstance(value, bool), "true or false")
        wanted = f"one of {', '.join(CONFIDENCES)}"
        _check("confidence", self.confidence, CONFIDENCES.__contains__, wanted)

    @classmethod
    def from_message(cls, message: object) -> "Answer":
        """Make an answer from what a browser sent, ignoring fields it does not know.

        Parameters
        ----------
        message : object
            Anything; wanted is a mapping of this class's fields.

        Returns
        -------
        Answer

        Raises
        ------
        ValueError
            If the message is not a mapping, lacks a field, or a field is not as wanted.

        Examples
        --------
        >>> Answer.from_message({"id": "1", "at": "2025-03-01T09:00:00+00:00"})
        Traceback (most recent call last):
        ValueError: message lacks lesson, item, objective, use, action, round
        """
        if not isinstance(message, Mapping):
            raise ValueError(f"message must be a mapping; got {type(message).__name__}")
        known = {field.name: message[field.name] for field in fields(cls) if field.name in message}
        try:
            return cls(**known)
        except TypeError:
            missing = [
                field.name
                for field in fields(cls)
                if field.name not in known and field.default is MISSING
            ]
            raise ValueError(f"message lacks {', '.join(missing)}") from None

    @property
    def day(self) -> date:
        """The learner's calendar day on which it happened."""
        return datetime.fromisoformat(self.at).astimezone().date()

    @property
    def instant(self) -> datetime:
        """When it happened, in UTC."""
        return datetime.fromisoformat(self.at).astimezone(UTC)


def _check(name: str, value: object, fits: Callable[[object], bool], wanted: str) -> None:
    if not fits(value):
        raise ValueError(f"{name} must be {wanted}; got {_validate.brief(value)}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and _storable(value)


def _storable(text: str) -> bool:
    # A lone surrogate can come from a browser and cannot be written as UTF-8.
    return not re.search("[\ud800-\udfff]", text)


def _is_time(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value)
        moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return False
    return moment.tzinfo is not None and 2000 < moment.year < 3000


def _is_round(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value < 1_000_000


def _tuple_if_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _is_answer(value: object) -> bool:
    if isinstance(value, tuple):
        return 0 < len(value) <= 50 and all(_is_text(entry) for entry in value)
    return _is_text(value)
