"""The final test as a widget: drawn, answered without a word, handed in, and then talked over."""

import secrets
from pathlib import Path

import traitlets

from lstm_helpers import _validate
from lstm_helpers.quiz.final.drawing import ASKED, draw_for
from lstm_helpers.quiz.final.outcome import Outcome, outcome_of
from lstm_helpers.quiz.final.page import name_as_text, result_page
from lstm_helpers.quiz.final.sitting import draw_act, open_sitting, sittings
from lstm_helpers.quiz.final.view import sheet_view
from lstm_helpers.quiz.final.weak_ones import WeakOnes, last_ended
from lstm_helpers.quiz.front_end import join_script, join_styles
from lstm_helpers.quiz.inbox import keep
from lstm_helpers.quiz.learner_progress import Progress
from lstm_helpers.quiz.transfer import write_new
from lstm_helpers.widgets.course_widget import CourseWidget

NOT_YET = "No test is handed in yet."


class FinalTest(CourseWidget):
    """Ten questions from all lessons, with no feedback until they are handed in; then the result.

    Each answer is kept in the progress file when it is committed, so that a test left half-way
    goes on where it was. The page holds no keys: the kernel judges.

    Parameters
    ----------
    progress : Progress, optional
        Where the test is kept; by default with the learner's own answers.

    Examples
    --------
    >>> FinalTest()
    Final test of 10 questions
    """

    _esm = join_script(
        *("quiz_text", "download", "quiz_link", "quiz_grading", "quiz_flow", "quiz_answer"),
        *("quiz_delivery", "quiz_frame"),
        *("final_asking", "final_sheet", "final_result", "final_test"),
    )
    _css = join_styles("final_test")

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or Progress.open()
        self._again: list[WeakOnes] = []
        super().__init__(view=sheet_view(self._progress.answers(), self._progress.take_notice()))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"Final test of {ASKED} questions"

    @staticmethod
    def _new_id() -> str:
        return secrets.token_hex(16)

    def begin(self) -> None:
        """Draw ten questions, unless a test is open already."""
        answers = self._progress.answers()
        found = sittings(answers)
        if open_sitting(found) is None:
            number = 1 + max((one.number for one in found), default=0)
            sitting = self._new_id()
            self._progress.record(draw_act(draw_for(answers, sitting), number, sitting))
        self._refresh()

    def summary(self) -> str:
        """Say how the last test handed in went, in a few lines.

        Returns
        -------
        str
        """
        outcome = self._outcome()
        if outcome is None:
            return NOT_YET
        lines = [outcome.score_in_words, outcome.meaning_in_words, outcome.sureness_in_words]
        signs = {True: "✓", False: "✗"}
        return "\n".join(
            lines + [f"{signs[one.right]} {one.objective.text}" for one in outcome.questions]
        )

    def page(self, path: str | Path, name: str = "") -> Path:
        """Write the result of the last test handed in as a page to keep or print.

        Parameters
        ----------
        path : str or Path
            A file that does not exist yet, such as ``"my_test.html"``.
        name : str
            Whose result it is; it stands on the page as text.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ValueError
            If no test is handed in yet, `path` names no file, or one that exists or cannot be
            written, or `name` is no text of at most 80 characters.
        """
        outcome = self._outcome()
        if outcome is None:
            raise ValueError("a page needs a test that was handed in; there is none yet")
        if not isinstance(path, str | Path) or not str(path).strip():
            raise ValueError(f"path must be the name of a new file; got {_validate.brief(path)}")
        write_new(Path(path), result_page(outcome, name))
        return Path(path)

    def weak_ones(self) -> WeakOnes:
        """Ask what was missed again, by other questions of its objective if there are any.

        Returns
        -------
        WeakOnes
            Filled when the test is handed in.
        """
        self._again.append(WeakOnes(self._progress))
        return self._again[-1]

    def _outcome(self) -> Outcome | None:
        ended = last_ended(self._progress)
        return None if ended is None else outcome_of(ended)

    def _refresh(self, handed_in: bool = False) -> None:
        notice = self.view.get("problem") or self._progress.take_notice()
        self.view = sheet_view(self._progress.answers(), notice, handed_in)
        for again in self._again:
            again.renew()

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Do what the page asks; what cannot be done is answered in words, never raised."""
        asked = content.get("type") if isinstance(content, dict) else None
        if asked == "begin":
            self.begin()
        elif asked == "page":
            self._send_page(content.get("name"))
        elif (kept := keep(content, self._progress, self.send)) is not None:
            self._refresh(kept.action == "hand_in")

    def _send_page(self, name: object) -> None:
        try:
            outcome, name = self._outcome(), name_as_text(name)
        except ValueError as fault:
            words = f"{str(fault)[:1].upper()}{str(fault)[1:]}."
            self.send({"type": "told", "words": words, "good": False})
            return
        if outcome is None:
            self.send({"type": "told", "words": NOT_YET, "good": False})
            return
        file = f"lstm-course-test-{outcome.day.isoformat()}.html"
        self.send({"type": "file", "name": file, "text": result_page(outcome, name)})


def final_test() -> FinalTest:
    """Ask ten questions from all lessons, and say only at the end what was right.

    Returns
    -------
    FinalTest
        The widget; it also has `summary`, `page` and `weak_ones`.

    Examples
    --------
    >>> final_test()
    Final test of 10 questions
    """
    return FinalTest()
