"""Lesson 11, exercise 2: let a model write, its state carried from character to character."""

from dataclasses import dataclass

import numpy as np

from lstm_helpers.cells import LSTMWeights, lstm_step
from lstm_helpers.exercises.attempt import AnswerError, Attempt
from lstm_helpers.exercises.exercise import Exercise
from lstm_helpers.exercises.state_mistakes import MISTAKES, Step

_CHARACTERS = "abcdef "
_UNITS = 8
# A seed for the weights, a prompt, how many characters to write.
_SIZES = ((1, "abca", 12), (5, "fed cab", 15), (12, "be", 9))


def my_writing(step, characters, prompt, length):
    """Return the prompt and what the model writes after it."""
    # Step 1. Read the prompt; nothing was read before it, so the state is None.
    state = None
    for character in prompt:
        logits, state = step(character, state)
    # Step 2. Choose the likeliest next character, write it, and read it with the state that was
    #         left. The logits it gives are for the one after.
    text = prompt
    for _ in range(length):
        text += characters[np.argmax(logits)]
        logits, state = step(text[-1], state)
    return text


@dataclass(frozen=True)
class _Case:
    step: Step
    characters: str
    prompt: str
    length: int

    def arguments(self) -> dict[str, object]:
        return {
            "step": self.step,
            "characters": self.characters,
            "prompt": self.prompt,
            "length": self.length,
        }


def _cases() -> list[_Case]:
    return [_Case(toy_step(seed), _CHARACTERS, prompt, length) for seed, prompt, length in _SIZES]


def toy_step(seed: int) -> Step:
    """Return one step of a small LSTM with random weights, as a function of letter and state.

    Parameters
    ----------
    seed : int
        Of the weights.

    Returns
    -------
    function
        ``step(character, state)`` returns the logits of shape (7,) and the new state; the state
        before anything is read is None.

    Examples
    --------
    >>> logits, state = toy_step(seed=0)("a", None)
    >>> logits.shape
    (7,)
    """
    rng = np.random.default_rng(seed)
    size = len(_CHARACTERS)
    weights = LSTMWeights(
        2 * rng.normal(size=(size, 4 * _UNITS)),
        2 * rng.normal(size=(_UNITS, 4 * _UNITS)),
        rng.normal(size=4 * _UNITS),
    )
    dense = 4 * rng.normal(size=(_UNITS, size))

    def step(character, state):
        if character not in _CHARACTERS or len(character) != 1:
            raise ValueError(f"step reads one character of {_CHARACTERS!r}; got {character!r}")
        if state is None:
            state = np.zeros(_UNITS), np.zeros(_UNITS)
        if not isinstance(state, tuple) or len(state) != 2:
            raise ValueError("state must be None or what step returned as its second value")
        read = lstm_step(weights, np.eye(size)[_CHARACTERS.index(character)], *state)
        return read.hidden @ dense, (read.hidden, read.cell)

    return step


def _review(attempt: Attempt) -> str:
    cases = _cases()
    answers = [_answer(attempt, case) for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        expected = my_writing(**case.arguments())
        if answer != expected:
            raise AnswerError(
                f"Not yet, with the prompt {case.prompt!r} and {case.length} characters to write:\n"
                f"    yours    {answer!r}\n    expected {expected!r}\n"
                f"{_cause(cases, answers, answer, expected)}"
            )
    return (
        f"Right. {len(cases)} models wrote what they had to write, their state carried from the "
        "first character of the prompt to the last one written."
    )


def _answer(attempt: Attempt, case: _Case) -> str:
    value = attempt.call(**case.arguments())
    if isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value):
        raise AnswerError("Return one text: put the characters together with ''.join(…).")
    if not isinstance(value, str):
        raise AnswerError(
            "Return a text, the prompt and what follows it. Yours returned a value of type "
            f"{type(value).__name__}."
        )
    return value


def _cause(cases: list[_Case], answers: list[str], answer: str, expected: str) -> str:
    for mistake in MISTAKES:
        if [mistake.does(**case.arguments()) for case in cases] == answers:
            return f"Likely cause: {mistake.cause}"
    if len(answer) != len(expected):
        return f"Its length is {len(answer)}; expected {len(expected)}, the prompt included."
    first = next(place for place, (a, b) in enumerate(zip(answer, expected, strict=True)) if a != b)
    return f"They differ first at place {first}. Which state did step get there?"


EXERCISE = Exercise(
    name="11_carry_state",
    objectives=("task.context", "task.language_model"),
    prompt=(
        "Write my_writing(step, characters, prompt, length). step(character, state) lets a model "
        "read one character: it returns logits, one for each of characters, and the new state; "
        "before anything is read the state is None. Read the prompt, then write length characters, "
        "always the likeliest, and return the prompt and what follows."
    ),
    reference=my_writing,
    review=_review,
    hints=(
        "The model knows of the text only what is in the state. Who keeps the state between two "
        "calls of step?",
        "You do. Begin with state = None, and for each character of the prompt: "
        "logits, state = step(character, state). What do the last logits tell you?",
        "They are for the first new character: characters[np.argmax(logits)]. Add it to the text, "
        "and read it in turn, with the state you have.",
        "for _ in range(length): text += characters[np.argmax(logits)]; then "
        "logits, state = step(text[-1], state). Return text.",
    ),
    imports="import numpy as np",
)
