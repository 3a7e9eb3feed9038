"""The mistakes that learners make with a temperature, each carried out and compared."""

from collections.abc import Callable, Sequence

import numpy as np

from lstm_helpers.exercises.comparison import TOLERANCE
from lstm_helpers.exercises.mistake import Mistake
from lstm_helpers.probabilities import softmax


def _one_hot(logits: np.ndarray, temperature: float) -> np.ndarray:
    return (np.arange(len(logits)) == logits.argmax()).astype(float)


def _shares(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum()


# Each takes logits and temperature, returns what the mistake returns.
MISTAKES: tuple[Mistake[Callable[[np.ndarray, float], np.ndarray]], ...] = (
    Mistake(
        lambda logits, temperature: softmax(logits),
        "the temperature has no effect. Divide the logits by it before exp. To add or subtract it "
        "does nothing, for softmax only sees differences; nor does a factor after exp, which the "
        "division by the sum takes out again.",
    ),
    Mistake(
        lambda logits, temperature: softmax(logits * temperature),
        "the logits are multiplied by the temperature (or the probabilities raised to it). Then a "
        "low one makes all alike, and a high one sharpens: the wrong way round. Divide the logits.",
    ),
    Mistake(
        lambda logits, temperature: softmax(logits) / temperature,
        "the probabilities are divided by the temperature, so they no longer add up to 1, and none "
        "has changed its share. Divide the logits, before the softmax.",
    ),
    Mistake(
        lambda logits, temperature: np.exp((logits - logits.max()) / temperature),
        "exp is there, the division by the sum is missing: these do not add up to 1.",
    ),
    Mistake(
        lambda logits, temperature: np.exp(logits / temperature),
        "exp is there, the division by the sum is missing: these do not add up to 1.",
    ),
    Mistake(
        lambda logits, temperature: logits / temperature,
        "these are still logits. Turn them into probabilities: exp of each, divided by their sum.",
    ),
    Mistake(
        lambda logits, temperature: softmax(logits) ** (1 / temperature),
        "the probabilities are raised to 1 / temperature, a good way, but then they must be "
        "divided by their sum, for they no longer add up to 1.",
    ),
    Mistake(
        lambda logits, temperature: softmax(softmax(logits) / temperature),
        "the softmax is taken twice: the division by the temperature met probabilities, not "
        "logits.",
    ),
    Mistake(
        lambda logits, temperature: _shares(logits / temperature),
        "the logits are divided by their sum, without exp. Logits may be negative; exp makes them "
        "positive first.",
    ),
    Mistake(
        _one_hot,
        "all probability is given to the highest logit. That is the limit of temperature 0; at any "
        "other the rest keeps a share.",
    ),
)


def likely_mistake(
    cases: Sequence[tuple[np.ndarray, float]], answers: Sequence[np.ndarray]
) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : sequence of (ndarray, float)
        Logits and temperature.
    answers : sequence of ndarray
        What was returned for each.

    Returns
    -------
    Mistake or None

    Examples
    --------
    >>> logits = np.array([1.0, 3.0])
    >>> likely_mistake([(logits, 2.0)], [softmax(logits)]) is MISTAKES[0]
    True
    """
    for mistake in MISTAKES:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            carried_out = [mistake.does(logits, temperature) for logits, temperature in cases]
        if all(
            np.allclose(one, other, rtol=TOLERANCE, atol=TOLERANCE)
            for one, other in zip(carried_out, answers, strict=True)
        ):
            return mistake
    return None
