"""A learner's progress: kept in one file where possible, in memory where not."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lstm_helpers.quiz.answers import Answer
from lstm_helpers.quiz.final.sitting import counted
from lstm_helpers.quiz.objectives import load_objectives
from lstm_helpers.quiz.progress_home import progress_file
from lstm_helpers.quiz.review import ItemProgress, ObjectiveProgress, by_item, by_objective
from lstm_helpers.quiz.siblings import with_reviews
from lstm_helpers.quiz.store import AnswerFile, StoreError
from lstm_helpers.quiz.transfer import as_json, read_copy, write_new


class Progress:
    """Everything a learner has answered, in this notebook and all others.

    Nothing leaves the machine. If the file cannot be read or written the course goes on in memory
    and `problem` says why; a file that cannot be read is left as it is.

    Parameters
    ----------
    path : str or Path
        The SQLite file. `Progress.open` finds it by itself.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress(Path(tempfile.mkdtemp()) / "progress.sqlite")
    >>> moment = "2025-03-01T09:00:00+00:00"
    >>> work = ("05_gates", "keep", "gates.cell", "quiz", "answer", 1, "half", True, "certain")
    >>> progress.record(Answer("a1", moment, *work))
    True
    >>> progress.items()["05_gates", "keep"].latest.right_at_first
    True
    """

    def __init__(self, path: str | Path) -> None:
        self.path, self.problem = Path(path), ""
        self._file = AnswerFile(self.path)
        self._unsaved: dict[str, Answer] = {}
        # A kernel takes what a page sends in a thread of its own, beside a cell that it runs.
        self._one_writes = threading.RLock()
        self._lasting = self._told = False

    @staticmethod
    def open() -> "Progress":
        """Return this process's progress, shared by all its quizzes.

        Returns
        -------
        Progress
            The same object each time, so that what waits in memory is not lost.
        """
        return _opened(progress_file())

    def record(self, answer: Answer) -> bool:
        """Keep an answer; the same id twice is one answer.

        Parameters
        ----------
        answer : Answer
            What the learner did.

        Returns
        -------
        bool
            True if it is safely in the file; False if it is in memory only, for which `problem`
            gives the reason. It is written later if the file becomes writable.
        """
        with self._one_writes:
            self._unsaved[answer.id] = answer
            if self._lasting:
                return False
            try:
                self._file.append(self._unsaved.values())
            except StoreError as fault:
                self._note(fault)
                return False
            self._unsaved.clear()
            self.problem = ""
            return True

    def answers(self) -> list[Answer]:
        """Return everything recorded, in the file and in memory.

        Returns
        -------
        list of Answer
            In the order in which they were kept.
        """
        kept: list[Answer] = []
        with self._one_writes:
            try:
                kept = self._file.read()
            except StoreError as fault:
                self._note(fault)
            else:  # what was wrong with it has been mended, or the file was taken away
                self._lasting = False
                if not self._unsaved:
                    self.problem = ""
            return list({answer.id: answer for answer in [*kept, *self._unsaved.values()]}.values())

    def items(self) -> dict[tuple[str, str], ItemProgress]:
        """Return the items attempted; flashcards are none, nor is a test that is still open.

        Returns
        -------
        dict of (lesson, item) to ItemProgress
        """
        return with_reviews(by_item(counted(self.answers())))

    def objectives(self, today: date | None = None) -> dict[str, ObjectiveProgress]:
        """Return every objective of the course with its counts.

        Parameters
        ----------
        today : date, optional
            The day for which to count what is due; today by default.

        Returns
        -------
        dict of str to ObjectiveProgress
            All zero where nothing was attempted.
        """
        found = by_objective(self.items().values(), today or date.today())
        return {name: ObjectiveProgress() for name in load_objectives()} | found

    def due(self, today: date | None = None) -> list[ItemProgress]:
        """Return the items to be asked again by a day.

        Parameters
        ----------
        today : date, optional
            The day; today by default.

        Returns
        -------
        list of ItemProgress
            The longest due first.
        """
        day = today or date.today()
        waiting = [item for item in self.items().values() if item.due and item.due <= day]
        return sorted(waiting, key=lambda item: item.due)

    def export(self, path: str | Path | None = None) -> str:
        """Return everything recorded as JSON text; with a path, write it there as well.

        Parameters
        ----------
        path : str or Path, optional
            A file that does not exist yet.

        Returns
        -------
        str

        Raises
        ------
        ValueError
            If a file of that name exists, or it cannot be written.
        """
        text = as_json(self.answers())
        if path is not None:
            write_new(Path(path), text)
        return text

    def merge(self, path: str | Path | bytes) -> int:
        """Add the answers of another machine, or of a copy; those known already change nothing.

        Parameters
        ----------
        path : str, Path or bytes
            A JSON file written by `export`, or another ``progress.sqlite``; it is only read. Or
            the content of such a file.

        Returns
        -------
        int
            How many answers were new here.

        Raises
        ------
        ValueError
            If the file is not one of the two, or anything in it is not as wanted; then nothing
            is added.
        RuntimeError
            If the progress file cannot be read or written; then nothing is added.
        """
        with self._one_writes:
            known = {answer.id: answer for answer in self.answers()}
            new = [answer for answer in read_copy(path, known) if answer.id not in known]
            self._or_say_why("merged", lambda: self._file.append([*self._unsaved.values(), *new]))
            self.problem = ""
            return len(new)

    def reset(self) -> Path | None:
        """Forget all answers, after writing them to a JSON file beside the progress file.

        Returns
        -------
        Path or None
            The JSON file; None if there was nothing to forget.

        Raises
        ------
        ValueError
            If the copy cannot be written; then nothing is forgotten.
        RuntimeError
            If the progress file cannot be read or written; it is left as it is.
        """
        with self._one_writes:
            known = self.answers()
            # With nothing in memory a problem is that of reading: what the file holds is not known.
            if self._lasting or (self.problem and not known):
                raise RuntimeError(f"progress cannot be reset: {self.problem}")
            if not known:
                return None
            copy = self.path.with_name(f"progress-until-{datetime.now():%Y%m%d-%H%M%S-%f}.json")
            write_new(copy, as_json(known))
            # Only what the copy holds: another notebook may have added an answer meanwhile.
            self._or_say_why("reset", lambda: self._file.remove(known))
            return copy

    def take_notice(self) -> str:
        """Return the problem in words the first time there is one to tell; "" ever after."""
        if self._told or not self.problem:
            return ""
        self._told = True
        return self.problem

    def _or_say_why(self, done: str, change: Callable[[], None]) -> None:
        try:
            change()
        except StoreError as fault:
            self._note(fault)
            raise RuntimeError(f"progress cannot be {done}: {self.problem}") from None
        self._unsaved.clear()

    def _note(self, fault: StoreError) -> None:
        self._lasting = fault.lasting
        self.problem = (
            f"Your progress cannot be kept in {self.path}: {fault}. The course goes on, and holds "
            "this session's answers in memory and in this browser. Nothing in the file was changed."
        )


@cache
def _opened(path: Path) -> Progress:
    return Progress(path)
