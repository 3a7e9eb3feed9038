"""What the page of a final test shows, as plain data; before the end it holds no key."""

from collections.abc import Sequence
from dataclasses import asdict

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.final.drawing import ASKED
from lstm_helpers.quiz.final.outcome import Judged, outcome_of, questions_of
from lstm_helpers.quiz.final.page import LONGEST_NAME
from lstm_helpers.quiz.final.sitting import LESSON, Sitting, open_sitting, sittings
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.page_frame import day_in_words
from lstm_helpers.quiz.widget import shown_item


def sheet_view(answers: Sequence[Answer], notice: str = "", handed_in: bool = False) -> dict:
    """Return what the page of a final test shows.

    Parameters
    ----------
    answers : sequence of Answer
        Everything recorded.
    notice : str
        What to say of the progress file, if there is a problem.
    handed_in : bool
        Whether a test has this moment been handed in: its result is shown, another open or not.

    Returns
    -------
    dict
        ``stage`` (start, open, done), ``problem``, and what the stage needs: ``sitting`` with the
        questions and the answers committed, or ``result``.

    Examples
    --------
    >>> sheet_view([])
    {'stage': 'start', 'problem': '', 'asked': 10}
    """
    found = sittings(answers)
    if not found:
        return {"stage": "start", "problem": notice, "asked": ASKED}
    going_on, ended = open_sitting(found), [one for one in found if one.end is not None]
    if going_on and not (handed_in and ended):
        return {"stage": "open", "problem": notice, "sitting": _open_view(going_on)}
    last = max(ended, key=lambda one: one.end.instant)
    before = [_score(one) for one in ended if one is not last]
    return {"stage": "done", "problem": notice, "result": _result_view(last), "before": before}


def _open_view(sitting: Sitting) -> dict:
    questions = questions_of(sitting)
    return {
        "id": sitting.id,
        "number": sitting.number,
        "lesson": LESSON,
        "items": [_asked(lesson, item) for lesson, item in questions],
        "answers": {
            f"{lesson}/{item}": {"answer": act.answer, "confidence": act.confidence}
            for (lesson, item), act in sitting.answers.items()
        },
    }


def _asked(lesson: str, item: Item) -> dict:
    """Return what the page needs to ask a question, and nothing that judges an answer."""
    shown = shown_item(lesson, item)
    fields = ("id", "kind", "level", "prompt", "code", "objective")
    typed = item.kind in ("number", "shape")
    options = () if typed else shown["options"]
    return {name: shown[name] for name in fields} | {
        "lesson": lesson,
        "name": f"{lesson}/{item.id}",
        "use": "test",
        "options": [{name: one[name] for name in ("id", "text", "place")} for one in options],
        # Of steps the page has to know how many there are, not which comes first.
        "key": [""] * len(item.options) if item.kind == "order" else [],
        "tolerance": 0,
        "otherwise": "",
    }


def _score(sitting: Sitting) -> dict:
    outcome = outcome_of(sitting)
    return {
        "id": sitting.id,
        "day": day_in_words(outcome.day),
        "right": outcome.right,
        "asked": len(outcome.questions),
    }


def _result_view(sitting: Sitting) -> dict:
    outcome = outcome_of(sitting)
    low, high = outcome.interval
    return _score(sitting) | {
        "low": low,
        "high": high,
        "meaning": outcome.meaning_in_words,
        "sureness": outcome.sureness_in_words,
        "questions": [_asked_for(one) for one in outcome.questions],
        "missed": [_asked_for(one) | _told(one) for one in outcome.missed],
        "longest_name": LONGEST_NAME,
    }


def _asked_for(one: Judged) -> dict:
    return {
        "objective": one.objective.text,
        "notebook": one.objective.notebook,
        "title": one.objective.lesson,
        "state": "right" if one.right else "wrong" if one.answer else "open",
        "confidence": one.answer.confidence if one.answer else "",
    }


def _told(one: Judged) -> dict:
    return {
        "prompt": one.item.prompt,
        "code": one.item.code,
        "given": list(one.given),
        "printed": one.item.kind in ("prints", "bug"),
        "says": list(one.says),
        "beliefs": [
            {"text": text, "place": asdict(place) if place else None} for text, place in one.beliefs
        ],
    }
