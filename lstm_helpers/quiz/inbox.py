"""Takes what a page says a learner did, keeps it, and answers the page."""

from collections.abc import Callable

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.learner_progress import Progress


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
        answer = Answer.from_message(act)
    except ValueError as fault:
        sent_id = act.get("id") if isinstance(act, dict) else None
        send({"type": "refused", "id": sent_id, "why": str(fault)})
        return None
    safe = progress.record(answer)
    send({"type": "kept", "id": answer.id, "safe": safe, "notice": progress.take_notice()})
    return answer
