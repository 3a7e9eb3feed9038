"""Takes what a page says a learner did, keeps it, and answers the page."""

from collections.abc import Callable

from lstm_helpers import _validate
from lstm_helpers.quiz.answers import TEST, Answer
from lstm_helpers.quiz.bank import load_bank
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.widgets.course_widget import sendable


def keep(content: object, progress: Progress, send: Callable[[dict], object]) -> Answer | None:
    """Keep an act that a page sent, and confirm it; refuse in words what cannot be kept.

    Parameters
    ----------
    content : object
        The message, whatever it is; wanted is a mapping with `act`.
    progress : Progress
        Where it is kept.
    send : callable
        Takes the reply.

    Returns
    -------
    Answer or None
        What was kept; None if nothing was.

    Examples
    --------
    >>> keep({"act": {"id": "1"}}, None, lambda reply: print(reply["type"]))
    refused
    """
    act = content.get("act") if isinstance(content, dict) else None
    if act is None:
        return None
    try:
        answer = Answer.from_message(_judged(act))
    except ValueError as fault:
        sent_id = act.get("id") if isinstance(act, dict) else None
        told_id = sent_id if sendable(sent_id) else None
        send({"type": "refused", "id": told_id, "why": str(fault)})
        return None
    safe = progress.record(answer)
    send({"type": "kept", "id": answer.id, "safe": safe, "notice": progress.take_notice()})
    return answer


def _judged(act: object) -> object:
    """Judge an answer to a test here, for the page that asks a test does not hold its keys."""
    if not isinstance(act, dict) or (act.get("use"), act.get("action")) != (TEST, "answer"):
        return act
    item = load_bank(act.get("lesson")).item(act.get("item"))
    judged = grade(item, act.get("answer"))
    if not judged.understood:
        answer = _validate.brief(act.get("answer"))
        raise ValueError(f"answer must be one that question {item.id!r} can take; got {answer}")
    return act | {"objective": item.objective, "right": judged.right}
