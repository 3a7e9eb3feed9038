"""What the progress panel draws, as plain data."""

from collections.abc import Iterable
from datetime import date

from lstm_helpers.intervals import wilson_interval
from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.grading import grade
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.review import ItemProgress, ObjectiveProgress, by_confidence, by_objective

# How much of what one is so sure of may be expected to be right.
PROMISES = {"certain": (0.9, 1.0), "fairly": (0.5, 0.9), "guess": (0.0, 0.5)}
ENOUGH = 5  # answers; with fewer, nothing is said of how well sureness fits


def progress_view(progress: Progress, today: date | None = None) -> dict:
    """Return what the panel draws, as plain data.

    Parameters
    ----------
    progress : Progress
        The learner's progress.
    today : date, optional
        The day for which to say what is due; today by default.

    Returns
    -------
    dict
        ``summary`` (counts), ``sureness`` (how often right when how sure), ``lessons`` (objectives
        with their counts), ``due`` and ``surprises`` (questions, by prompt and notebook),
        ``problem`` (in words, or ""). All of it tells of the course's own questions alone.
    """
    today = today or date.today()
    known, asked = load_objectives(), _asked()
    # A teacher's own questions are in the file too, and so are those that have left the course.
    items = {key: item for key, item in progress.items().items() if key in asked}
    found = {name: ObjectiveProgress() for name in known} | by_objective(items.values(), today)
    rows: dict[str, dict] = {}
    for name, objective in known.items():
        counts = found[name]
        lesson = rows.setdefault(objective.notebook, {"title": objective.lesson, "objectives": []})
        lesson["objectives"].append(
            {
                "name": name,
                "text": objective.text,
                "seen": counts.seen > 0,
                "right": counts.right,
                "asked": sum(
                    item.objective == name and item.use != "predict" for item in asked.values()
                ),
            }
        )
    surprises = [
        key for key, item in items.items() if item.latest.sure_but_wrong and item.use != "predict"
    ]
    waiting = [(item.lesson, item.item) for item in progress.due(today)]
    due = [key for key in waiting if key in asked]
    counts = [found[name] for name in known]
    return {
        "summary": {
            "seen": sum(count.seen > 0 for count in counts),
            "objectives": len(known),
            "right": sum(count.right for count in counts),
            "judged": sum(count.judged for count in counts),
            "surprises": len(surprises),
            "due": len(due),
        },
        "lessons": [{"notebook": notebook, **lesson} for notebook, lesson in rows.items()],
        "sureness": sureness_view(items.values()),
        "due": [_question(asked[key]) for key in due],
        "surprises": [
            _question(asked[key]) | {"belief": _belief(asked[key], items[key])} for key in surprises
        ],
        "problem": progress.problem,
    }


def sureness_view(items: Iterable[ItemProgress]) -> list[dict]:
    """Return how often a learner was right at first try, by how sure they were.

    Parameters
    ----------
    items : iterable of ItemProgress
        The learner's items; predictions are left out.

    Returns
    -------
    list of dict
        Surest first: ``confidence``, ``right`` of ``asked``, the interval ``low`` to ``high`` in
        which the true share may well lie, the ``promise`` (from, to) that the word makes, and the
        ``verdict``: none, few, over (surer than right), under or fits.

    Examples
    --------
    >>> sureness_view([])[0]["verdict"]
    'none'
    """
    counted = by_confidence(items)
    rows = []
    for confidence, promise in PROMISES.items():
        right, asked = counted[confidence]
        low, high = wilson_interval(right, asked) if asked else (0.0, 1.0)
        verdict = "over" if high < promise[0] else "under" if low > promise[1] else "fits"
        if asked < ENOUGH:
            verdict = "few" if asked else "none"
        rows.append(
            {
                "confidence": confidence,
                "right": right,
                "asked": asked,
                "low": low,
                "high": high,
                "promise": list(promise),
                "verdict": verdict,
            }
        )
    return rows


def _asked() -> dict[tuple[str, str], Item]:
    return {(lesson, item.id): item for lesson in lessons() for item in load_bank(lesson).items}


def _question(item: Item) -> dict:
    notebook = load_objectives()[item.objective].notebook
    first = item.prompt.split("\n\n")[0]
    return {"prompt": first, "notebook": notebook}


def _belief(item: Item, done: ItemProgress) -> str:
    """Return the misconception that the latest first answer suggests, or ""."""
    suggested = grade(item, done.latest.answers[0].answer).misconceptions
    beliefs = load_bank(done.lesson).misconceptions
    return next((beliefs[name] for name in suggested if name in beliefs), "")
