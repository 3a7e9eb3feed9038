"""The mistakes that learners make when they clip a gradient, each carried out and compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_helpers.exercises.comparison import TOLERANCE
from lstm_helpers.exercises.mistake import Mistake

Parts = Sequence[np.ndarray]


@dataclass(frozen=True)
class Case:
    """The arguments of one call: the three parts of a gradient, and the greatest norm allowed."""

    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray
    limit: float

    @property
    def parts(self) -> tuple[np.ndarray, ...]:
        """The gradient alone."""
        return self.kernel, self.recurrent_kernel, self.bias


def _norm(parts: Parts) -> float:
    return float(np.sqrt(sum((part**2).sum() for part in parts)))


def _by(factor: Callable[[Parts, float], float]) -> Callable[[Parts, float], list[np.ndarray]]:
    """Return a way to clip that scales all parts alike; 0 divided by 0 leaves them as they are."""

    def clip(parts: Parts, limit: float) -> list[np.ndarray]:
        if not any(part.any() for part in parts):
            return list(parts)
        return [part * factor(parts, limit) for part in parts]

    return clip


def _if_above(norm: Callable[[Parts], float]) -> Callable[[Parts, float], list[np.ndarray]]:
    return _by(lambda parts, limit: min(1.0, limit / norm(parts)))


def _each_alone(clip: Callable[[Parts, float], list[np.ndarray]]) -> Callable:
    return lambda parts, limit: [clip([part], limit)[0] for part in parts]


_RIGHT = _if_above(_norm)
_ALWAYS = _by(lambda parts, limit: limit / _norm(parts))

# Each takes the parts and the limit, returns the parts as the mistake leaves them.
MISTAKES: tuple[Mistake[Callable[[Parts, float], list[np.ndarray]]], ...] = (
    Mistake(
        lambda parts, limit: list(parts),
        "nothing is scaled. When the norm is above the limit, multiply every part by limit / norm.",
    ),
    Mistake(
        _each_alone(_RIGHT),
        "each array is clipped by its own norm. That turns the gradient: parts are shortened by "
        "differing factors. Take one norm over all three, and one factor.",
    ),
    Mistake(
        _ALWAYS,
        "a gradient below the limit is scaled up to it. Clipping only shortens; leave a small "
        "gradient as it is.",
    ),
    Mistake(
        _each_alone(_ALWAYS),
        "each array is brought to the limit by itself, small ones too. One norm over all three, "
        "one factor, and only when the norm is above the limit.",
    ),
    Mistake(
        lambda parts, limit: [np.clip(part, -limit, limit) for part in parts],
        "each number is cut off at the limit, as np.clip does. That turns the gradient as well; "
        "here all numbers are multiplied by the same factor.",
    ),
    Mistake(
        _if_above(lambda parts: sum((part**2).sum() for part in parts)),
        "the root is forgotten: the norm is the square root of the sum of the squares.",
    ),
    Mistake(
        _if_above(lambda parts: sum(np.sqrt((part**2).sum()) for part in parts)),
        "three norms are added up. Add the squares of all numbers first, then take one root.",
    ),
    Mistake(
        _if_above(lambda parts: max(np.sqrt((part**2).sum()) for part in parts)),
        "the largest of three norms is taken. The global norm is over all numbers together.",
    ),
    Mistake(
        _if_above(lambda parts: sum(np.abs(part).sum() for part in parts)),
        "absolute values are added up. The norm is the root of the sum of the squares.",
    ),
    Mistake(
        _if_above(lambda parts: max(np.abs(part).max() for part in parts)),
        "the largest number is taken for the norm. The norm is the root of the sum of the squares.",
    ),
    Mistake(
        _by(lambda parts, limit: _norm(parts) / limit if _norm(parts) > limit else 1.0),
        "the factor is upside down: norm / limit makes a long gradient longer. It is limit / norm.",
    ),
    Mistake(
        _by(lambda parts, limit: 1 / _norm(parts) if _norm(parts) > limit else 1.0),
        "the gradient is brought to a norm of 1, not of limit: multiply by limit / norm.",
    ),
    Mistake(
        _by(lambda parts, limit: limit if _norm(parts) > limit else 1.0),
        "the parts are multiplied by the limit, without dividing by the norm.",
    ),
    Mistake(
        _by(lambda parts, limit: 0.0 if _norm(parts) > limit else 1.0),
        "a long gradient is thrown away. Keep its direction, and shorten it to the limit.",
    ),
    Mistake(
        _by(lambda parts, limit: min(1.0, limit / _norm(parts[:1])) if parts[0].any() else 1.0),
        "only the kernel's norm is taken. The norm is over kernel, recurrent_kernel and bias.",
    ),
    Mistake(
        _by(lambda parts, limit: 1.0 if _norm(parts) > limit else min(1e9, limit / _norm(parts))),
        "the condition is the wrong way round: scale when the norm is above the limit.",
    ),
)


def likely_mistake(cases: list[Case], answers: list[list[np.ndarray]]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : list of Case
        The arguments of each call.
    answers : list of list of ndarray
        The three parts that each call returned.

    Returns
    -------
    Mistake or None
        None if no known mistake explains the answers.

    Examples
    --------
    >>> case = Case(np.array([[3.0]]), np.array([[0.0]]), np.array([4.0]), limit=1.0)
    >>> likely_mistake([case], [list(case.parts)]) is MISTAKES[0]
    True
    """
    return next(
        (
            mistake
            for mistake in MISTAKES
            if all(
                _same(mistake.does(case.parts, case.limit), answer)
                for case, answer in zip(cases, answers, strict=True)
            )
        ),
        None,
    )


def _same(expected: list[np.ndarray], found: list[np.ndarray]) -> bool:
    return all(
        np.abs(wanted - came).max() <= TOLERANCE
        for wanted, came in zip(expected, found, strict=True)
    )
