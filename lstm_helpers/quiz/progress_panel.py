"""The learner's progress in one look, and what they may do with it: copy, merge, start again."""

import json
from datetime import date
from pathlib import Path

import traitlets

from lstm_helpers.quiz.front_end import join_script, join_styles
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.progress_view import progress_view
from lstm_helpers.quiz.transfer import CopyError
from lstm_helpers.widgets.course_widget import CourseWidget


class ProgressPanel(CourseWidget):
    """Draws what the learner has done; its buttons copy it, merge another copy, or start again.

    Parameters
    ----------
    progress : Progress, optional
        What to draw; by default the learner's own.

    Examples
    --------
    >>> ProgressPanel()
    Progress of this course
    """

    _esm = join_script(
        *("quiz_text", "quiz_delivery", "download", "notebook_link"),
        *("progress_sureness", "progress_copies", "progress"),
    )
    _css = join_styles("progress")

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or Progress.open()
        super().__init__(view=progress_view(self._progress))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return "Progress of this course"

    def export(self, path: str | Path) -> Path:
        """Write a copy of all answers, which `merge` reads on this machine or another.

        Parameters
        ----------
        path : str or Path
            A file that does not exist yet, such as ``"my_answers.json"``.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ValueError
            If a file of that name exists, or it cannot be written.
        """
        self._progress.export(path)
        return Path(path)

    def merge(self, path: str | Path) -> int:
        """Add the answers of a copy, or of another machine's ``progress.sqlite``.

        Parameters
        ----------
        path : str or Path
            The file; it is only read. Answers that are known already change nothing.

        Returns
        -------
        int
            How many answers were new here.

        Raises
        ------
        ValueError
            If the file is not one of the two, or anything in it is not as wanted.
        RuntimeError
            If your own progress file cannot be read or written.
        """
        added = self._progress.merge(path)
        self._refresh()
        return added

    def reset(self) -> Path | None:
        """Forget all answers, after writing a copy beside the progress file.

        Returns
        -------
        Path or None
            The copy, which `merge` reads; None if there was nothing to forget.

        Raises
        ------
        ValueError
            If the copy cannot be written; then nothing is forgotten.
        RuntimeError
            If the progress file cannot be read or written; it is left as it is.
        """
        copy = self._progress.reset()
        self._refresh()
        return copy

    def _refresh(self) -> None:
        self.view = progress_view(self._progress)

    def _receive(self, _widget: object, content: object, buffers: object) -> None:
        """Do what a button of the panel asks, and answer in words; nothing is ever raised."""
        asked = content.get("type") if isinstance(content, dict) else None
        try:
            if asked == "refresh":
                self._refresh()
            elif asked == "export":
                self._send_copy()
            elif asked == "merge" and buffers:
                self._tell(_merged_in_words(self.merge(bytes(buffers[0]))))
            elif asked == "reset":
                self._ask_or_reset(sure=content.get("sure") is True)
        except CopyError as fault:
            self._tell(
                f"Nothing was merged. This is not a copy of your answers: {fault.why}.", False
            )
        except (ValueError, RuntimeError) as fault:
            self._tell(f"{str(fault)[:1].upper()}{str(fault)[1:]}", False)

    def _send_copy(self) -> None:
        text = self._progress.export()
        name = f"lstm-course-answers-{date.today().isoformat()}.json"
        count = len(json.loads(text)["answers"])
        self.send(
            {"type": "copy", "name": name, "text": text, "words": f"{_counted(count)} in {name}."}
        )

    def _ask_or_reset(self, sure: bool) -> None:
        count = len(self._progress.answers())
        if not count and self._progress.problem:  # the file can't be read: it may hold something
            self._tell(self._progress.problem, good=False)
        elif not count:
            self._tell("There is nothing to forget.")
        elif sure:
            copy = self.reset()
            self._tell(
                f"You start again. A copy of everything is kept in {copy}; merge it to have it all "
                "back. A quiz that is open starts again when you run its cell."
            )
        else:
            copy = f"A copy is first written to {self._progress.path.parent}."
            words = f"Forget all you have done ({_counted(count)})? {copy}"
            self.send({"type": "confirm", "words": words})

    def _tell(self, words: str, good: bool = True) -> None:
        self.send({"type": "told", "words": words, "good": good})


def progress() -> ProgressPanel:
    """Draw what you have done in all lessons so far, and what is due for review.

    Returns
    -------
    ProgressPanel
        The widget; it also has `export`, `merge` and `reset`.

    Examples
    --------
    >>> progress()
    Progress of this course
    """
    return ProgressPanel()


def _counted(count: int) -> str:
    return f"{count:,} answers and hints" if count != 1 else "1 answer or hint"


def _merged_in_words(added: int) -> str:
    if not added:
        return "All of these answers were here already."
    return f"{_counted(added)} added. A quiz that is open shows them when you run its cell."
