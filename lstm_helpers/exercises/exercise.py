"""An exercise: what to write, a check that explains, a ladder of hints, the solution."""

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

from lstm_helpers.exercises.attempt import AnswerError, Attempt

_WIDTH = 88  # characters a printed line


@dataclass(eq=False, repr=False)
class Exercise:
    """One exercise of a lesson; its methods print, and return nothing.

    Attributes
    ----------
    name : str
        Such as ``"05_forget"``: the lesson's number and a word.
    objectives : tuple of str
        Names of the objectives it trains.
    prompt : str
        What to write.
    reference : function
        The solution. Its name and parameters are those the learner's function must have.
    review : function
        Takes an `Attempt`, returns what to say about it or raises `AnswerError`.
    hints : tuple of str
        From a nudge to nearly the answer.
    imports : str
        The import lines that the solution needs; "" if none.
    seconds : float, optional
        How long one call of the learner's function may take; left out, a few seconds.
    """

    name: str
    objectives: tuple[str, ...]
    prompt: str
    reference: Callable
    review: Callable[[Attempt], str]
    hints: tuple[str, ...]
    imports: str
    seconds: float | None = None
    _hints_given: int = field(default=0, init=False)

    def __repr__(self) -> str:
        return f"Exercise({self.name!r})"

    def check(self, function: object = None) -> None:
        """Run a learner's function and print whether it is right, and if not, why.

        Whatever the function does, no exception comes out: an error in it, an endless loop, a
        wrong type are all told in words.

        Parameters
        ----------
        function : function
            The learner's, as the exercise's prompt asks for it.

        Examples
        --------
        >>> def forget_on_cue():
        ...     return ...
        >>> from lstm_helpers import exercise
        >>> exercise("05_forget").check(forget_on_cue)
        Not attempted yet: replace the ... and run the cell again.
        """
        attempt = None
        try:
            attempt = Attempt(function, self.reference, self.seconds)
            says = self.review(attempt)
        except AnswerError as error:
            says = str(error)
        if attempt is not None and attempt.printed:
            print(f"Your function printed:\n{textwrap.indent(attempt.printed, '    ')}")
        _say(says)

    def hint(self) -> None:
        """Print the next hint, before the first the task; after the last, all of them again.

        Examples
        --------
        >>> from dataclasses import replace
        >>> from lstm_helpers import exercise
        >>> unhelped = replace(exercise("05_lstm_step"))
        >>> unhelped.hint()  # doctest: +ELLIPSIS
        The task: Write my_lstm_step(...
        Hint 1 of 4: All four parts begin alike...
        """
        total = len(self.hints)
        if self._hints_given < total:
            if not self._hints_given:
                _say(f"The task: {self.prompt}")
            self._hints_given += 1
            _say(f"Hint {self._hints_given} of {total}: {self.hints[self._hints_given - 1]}")
            return
        _say(f'There are no more hints; exercise("{self.name}").solution() shows the solution.')
        for number, hint in enumerate(self.hints, start=1):
            _say(f"Hint {number} of {total}: {hint}")

    def solution(self) -> None:
        """Print a solution, its steps explained in comments.

        Examples
        --------
        >>> from lstm_helpers import exercise
        >>> exercise("05_lstm_step").solution()  # doctest: +ELLIPSIS
        import numpy as np
        from lstm_helpers import sigmoid
        <BLANKLINE>
        <BLANKLINE>
        def my_lstm_step(kernel, recurrent_kernel, bias, x, hidden, cell):
            ...
        """
        imports = f"{self.imports}\n\n\n" if self.imports else ""
        print(f"{imports}{inspect.getsource(self.reference).rstrip()}")


def _say(message: str) -> None:
    for line in message.splitlines():
        indented = line.startswith(" ")  # code and errors, which stay as they are
        print(line if indented else textwrap.fill(line, _WIDTH, break_on_hyphens=False))
