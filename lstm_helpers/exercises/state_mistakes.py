"""The mistakes that learners make when a model writes, each carried out and compared."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake

Step = Callable[[str, object], tuple[np.ndarray, object]]


def _likeliest(characters: str, logits: np.ndarray) -> str:
    return characters[int(np.argmax(logits))]


def _after_prompt(step: Step, prompt: str) -> tuple[np.ndarray, object]:
    logits, state = None, None
    for character in prompt:
        logits, state = step(character, state)
    return logits, state


def _on(step: Step, characters: str, text: str, length: int, logits, state) -> str:
    """Write on rightly from some logits and a state."""
    for _ in range(length):
        text += _likeliest(characters, logits)
        logits, state = step(text[-1], state)
    return text


def _reset_always(step: Step, characters: str, prompt: str, length: int) -> str:
    text = prompt
    for _ in range(length):
        logits, _ = step(text[-1], None)
        text += _likeliest(characters, logits)
    return text


def _reset_after_prompt(step: Step, characters: str, prompt: str, length: int) -> str:
    logits, _ = _after_prompt(step, prompt)
    return _on(step, characters, prompt, length, logits, None)


def _last_of_prompt_only(step: Step, characters: str, prompt: str, length: int) -> str:
    return _on(step, characters, prompt, length, *step(prompt[-1], None))


def _last_read_twice(step: Step, characters: str, prompt: str, length: int) -> str:
    _, state = _after_prompt(step, prompt)
    return _on(step, characters, prompt, length, *step(prompt[-1], state))


def _never_fed_back(step: Step, characters: str, prompt: str, length: int) -> str:
    (logits, state), text = _after_prompt(step, prompt), prompt
    for _ in range(length):
        text += _likeliest(characters, logits)
        logits, state = step(prompt[-1], state)
    return text


def _state_not_kept(step: Step, characters: str, prompt: str, length: int) -> str:
    (logits, state), text = _after_prompt(step, prompt), prompt
    for _ in range(length):
        text += _likeliest(characters, logits)
        logits, _ = step(text[-1], state)
    return text


def _logits_not_renewed(step: Step, characters: str, prompt: str, length: int) -> str:
    logits, _ = _after_prompt(step, prompt)
    return prompt + length * _likeliest(characters, logits)


def _all_read_again(step: Step, characters: str, prompt: str, length: int) -> str:
    text, state = prompt, None
    for _ in range(length):
        for character in text:
            logits, state = step(character, state)
        text += _likeliest(characters, logits)
    return text


def _right(step: Step, characters: str, prompt: str, length: int) -> str:
    return _on(step, characters, prompt, length, *_after_prompt(step, prompt))


def _least_likely(step: Step, characters: str, prompt: str, length: int) -> str:
    return _on(
        lambda character, state: _negated(step(character, state)),
        characters,
        prompt,
        length,
        *_negated(_after_prompt(step, prompt)),
    )


def _negated(read: tuple[np.ndarray, object]) -> tuple[np.ndarray, object]:
    return -read[0], read[1]


# Each takes step, characters, prompt and length, as the exercise's function does.
MISTAKES: tuple[Mistake[Callable[[Step, str, str, int], str]], ...] = (
    Mistake(
        _reset_always,
        "each character is read with the state None, so the model remembers nothing but the last "
        "one. Hand back the state that the call before returned.",
    ),
    Mistake(
        _reset_after_prompt,
        "the state is dropped at the end of the prompt: the first new character is read with None. "
        "Go on with the state that the prompt left.",
    ),
    Mistake(
        _last_of_prompt_only,
        "of the prompt only the last character counts: either the others are not read, or each is "
        "read with the state None. Read all of them, each with the state of the one before.",
    ),
    Mistake(
        _last_read_twice,
        "the last character of the prompt is read twice, once with the prompt and once more to "
        "get logits. The logits of the first time are those that you need.",
    ),
    Mistake(
        _never_fed_back,
        "what was written is never read: the same old character goes in again. Read each new "
        "character before you choose the next.",
    ),
    Mistake(
        _state_not_kept,
        "every new character is read with the state that the prompt left. Keep the state that "
        "step returns, for the next call.",
    ),
    Mistake(
        _logits_not_renewed,
        "all characters are chosen from the same logits. After each one, step gives new ones.",
    ),
    Mistake(
        _all_read_again,
        "the whole text is read again for each new character, on top of a state that holds it "
        "already. Read the new character only; or start again from None.",
    ),
    Mistake(
        _least_likely,
        "the character with the lowest logit is chosen. Take the highest: np.argmax(logits).",
    ),
    Mistake(
        lambda step, characters, prompt, length: _right(step, characters, prompt, length)[
            len(prompt) :
        ],
        "the prompt is missing. Return it together with what follows.",
    ),
    Mistake(
        lambda step, characters, prompt, length: _right(step, characters, prompt, length + 1),
        "one character too many. Is the loop run once more than length says?",
    ),
    Mistake(
        lambda step, characters, prompt, length: _right(step, characters, prompt, length - 1),
        "one character too few. The first one is chosen from the logits after the prompt, and "
        "counts.",
    ),
    Mistake(
        lambda step, characters, prompt, length: _right(
            step, characters, prompt, length - len(prompt)
        ),
        "length counts the new characters; yours has that many with the prompt.",
    ),
)
