"""The mistakes that learners make with the accuracy of a padded batch, each carried out."""

from collections.abc import Callable

import numpy as np

from lstm_helpers.exercises.mistake import Mistake

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # targets, predicted, mask


def right_accuracy(targets: np.ndarray, predicted: np.ndarray, mask: np.ndarray) -> float:
    """Return the share of tokens that are tagged rightly, padding left out."""
    return float((targets == predicted)[mask].mean())


# Each takes targets, predicted and mask, returns a number.
MISTAKES: tuple[Mistake[Callable[[np.ndarray, np.ndarray, np.ndarray], float]], ...] = (
    Mistake(
        lambda t, p, m: float((t == p).mean()),
        "padding is counted. Its targets are 0, as those of O, so a network that says 0 there is "
        "called right for nothing. Take the real tokens alone: (targets == predicted)[mask].",
    ),
    Mistake(
        lambda t, p, m: float((t * m == p * m).mean()),
        "both sides are multiplied by the mask, so padding is 0 = 0 and always right. Take the "
        "real tokens out instead: (targets == predicted)[mask].",
    ),
    Mistake(
        lambda t, p, m: float(((t == p) & m).mean()),
        "right tokens are counted without the padding, but divided by all places, padding "
        "included. Divide by mask.sum().",
    ),
    Mistake(
        lambda t, p, m: float((t == p)[t > 0].mean()),
        "targets > 0 is taken for the mask. Target 0 is O as well as padding, so every O is left "
        "out. That is why a mask has to come along.",
    ),
    Mistake(
        lambda t, p, m: float((t == p)[p > 0].mean()),
        "only tokens that were predicted to be something else than 0 are counted. Every real "
        "token counts.",
    ),
    Mistake(
        lambda t, p, m: float((t == p)[~m].mean()),
        "the mask is turned round: this is measured on the padding. The mask is True at tokens.",
    ),
    Mistake(
        lambda t, p, m: float(
            np.mean([(a == b)[k].mean() for a, b, k in zip(t, p, m, strict=True)])
        ),
        "this is the mean of one accuracy for each sentence, so a token of a short sentence counts "
        "more. Count the tokens of all sentences together.",
    ),
    Mistake(
        lambda t, p, m: float(((t == p) | ~m).all(axis=1).mean()),
        "this is the share of sentences without any fault. Wanted is the share of tokens.",
    ),
    Mistake(
        lambda t, p, m: float((t != p)[m].mean()),
        "this is the share of wrong tokens. Accuracy is the share of right ones.",
    ),
    Mistake(
        lambda t, p, m: float((t == p)[m].sum()),
        "this is how many tokens are right. Divide by how many there are: mask.sum().",
    ),
    *(
        Mistake(
            lambda t, p, m, digits=digits: round(right_accuracy(t, p, m), digits),
            "the share is rounded. Return it as it is; round where you print.",
        )
        for digits in (2, 3, 4)
    ),
    Mistake(
        lambda t, p, m: 100 * right_accuracy(t, p, m),
        "this is in per cent. Wanted is a share, from 0 to 1.",
    ),
)


def likely_mistake(cases: list[Arrays], answers: list[float]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : list of tuple of three ndarray
        Targets, predicted and mask of each batch.
    answers : list of float
        What came.

    Returns
    -------
    Mistake or None

    Examples
    --------
    >>> one = (np.array([[1, 0]]), np.array([[1, 0]]), np.array([[True, False]]))
    >>> likely_mistake([one], [100.0]) is MISTAKES[-1]
    True
    """
    for mistake in MISTAKES:
        with np.errstate(invalid="ignore"):
            found = [mistake.does(*case) for case in cases]
        if np.allclose(found, answers, rtol=0, atol=1e-6):
            return mistake
    return None
