"""The learner's progress in one look: objectives, sure but wrong, due for review."""

from datetime import date
from pathlib import Path

import anywidget
import traitlets

from lstm_helpers.quiz.bank import lessons, load_bank
from lstm_helpers.quiz.item import Item
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.widgets._assets import join_modules, read_asset

STATIC = Path(__file__).parent / "static"


class ProgressPanel(anywidget.AnyWidget):
    """Draws what the learner has done; its button draws it again.

    Parameters
    ----------
    progress : Progress, optional
        What to draw; by default the learner's own.

    Examples
    --------
    >>> ProgressPanel()
    Progress of this course
    """

    _esm = join_modules(STATIC / "quiz_text.js", STATIC / "progress.js")
    _css = read_asset(STATIC, "quiz.css") + read_asset(STATIC, "progress.css")

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or Progress.open()
        super().__init__(view=progress_view(self._progress))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return "Progress of this course"

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if isinstance(content, dict) and content.get("type") == "refresh":
            self.view = progress_view(self._progress)


def progress() -> ProgressPanel:
    """Draw what you have done in all lessons so far, and what is due for review.

    Returns
    -------
    ProgressPanel
        The widget.

    Examples
    --------
    >>> progress()
    Progress of this course
    """
    return ProgressPanel()


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
        ``summary`` (counts), ``lessons`` (objectives with their counts), ``due`` and ``surprises``
        (questions, by prompt and notebook), ``problem`` (in words, or "").
    """
    today = today or date.today()
    items, found = progress.items(), progress.objectives(today)
    known, asked = load_objectives(), _asked()
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
    due = [(item.lesson, item.item) for item in progress.due(today)]
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
        "due": [_question(asked[key]) for key in due if key in asked],
        "surprises": [_question(asked[key]) for key in surprises if key in asked],
        "problem": progress.problem,
    }


def _asked() -> dict[tuple[str, str], Item]:
    return {(lesson, item.id): item for lesson in lessons() for item in load_bank(lesson).items}


def _question(item: Item) -> dict:
    notebook = load_objectives()[item.objective].notebook
    first = item.prompt.split("\n\n")[0]
    return {"prompt": first, "notebook": notebook}
