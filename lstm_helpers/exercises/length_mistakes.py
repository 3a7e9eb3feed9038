"""The mistakes that learners make when they choose a row length, each carried out and compared."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_helpers.exercises.mistake import Mistake


@dataclass(frozen=True)
class Case:
    """One set of sequences to choose a length for.

    Attributes
    ----------
    name : str
        What is said of it to the learner.
    sequences : list of list of int
        The ids.
    share : float
        The wanted share of tokens.
    """

    name: str
    sequences: list[list[int]]
    share: float


def _sequences(*lengths: int) -> list[list[int]]:
    return [[7] * n for n in lengths]


# Where a length keeps exactly the wanted share, share and 1 - share are exact in binary: whoever
# compares what is lost with 1 - share is right as well. So is whoever divides means, for 4
# sequences and 32 tokens are powers of 2.
CASES = (
    Case("three short sequences and a long one, share 0.75", _sequences(4, 5, 7, 16), 0.75),
    Case("sequences of 9 and 18 tokens, share 0.9", _sequences(9, 18), 0.9),
    Case("ten sequences, one of them empty, share 0.5", _sequences(0, *range(2, 11)), 0.5),
    Case(
        "forty sequences of 4 to 43 tokens, share 0.95",
        _sequences(*range(43, 3, -1)),  # the longest first, so that their order is no help
        0.95,
    ),
    Case("forty sequences of 4 to 43 tokens, share 0.6", _sequences(*range(43, 3, -1)), 0.6),
    Case("three sequences, all tokens wanted", _sequences(2, 6, 3), 1.0),
    Case("two sequences, share 0", _sequences(3, 5), 0.0),  # a row still has one place
)


def _first(lengths: list[int], enough: Callable[[int], bool]) -> int:
    return next((n for n in range(1, max(lengths) + 1) if enough(n)), max(lengths))


def _right(lengths: list[int], share: float) -> int:
    total = sum(lengths)
    return _first(lengths, lambda n: sum(min(k, n) for k in lengths) / total >= share)


def _strictly(lengths: list[int], share: float) -> int:
    total = sum(lengths)
    return _first(lengths, lambda n: sum(min(k, n) for k in lengths) / total > share)


def _whole_sentences(lengths: list[int], share: float) -> int:
    return _first(lengths, lambda n: sum(k <= n for k in lengths) / len(lengths) >= share)


def _tokens_of_whole_sentences(lengths: list[int], share: float) -> int:
    total = sum(lengths)
    return _first(lengths, lambda n: sum(k for k in lengths if k <= n) / total >= share)


def _filled_with_padding(lengths: list[int], share: float) -> int:
    return max(1, math.ceil(share * sum(lengths) / len(lengths)))


def _rounded_down(lengths: list[int], share: float) -> int:
    needed = int(share * sum(lengths))
    return _first(lengths, lambda n: sum(min(k, n) for k in lengths) >= needed)


_SENTENCES = (
    "the share of sentences that stay whole is measured, as with a percentile of the lengths. A "
    "sentence that is cut still keeps most of its tokens; count tokens."
)
_MEAN = "this is the mean length. It says nothing about how much of the longer sequences is lost."
_MAXIMUM = (
    "this is the greatest length. It loses no token, and pads all rows to the length of one; a "
    "share below 1 asks for less."
)

# Each takes the lengths of the sequences and the share, returns a length.
MISTAKES: tuple[Mistake[Callable[[list[int], float], float]], ...] = (
    Mistake(_whole_sentences, _SENTENCES),
    *(
        Mistake(
            lambda lengths, share, end=end: end(np.percentile(lengths, 100 * share)), _SENTENCES
        )
        for end in (float, int, math.ceil, round)
    ),
    *(
        Mistake(lambda lengths, share, end=end: end(np.mean(lengths)), _MEAN)
        for end in (float, int, math.ceil, round)
    ),
    Mistake(
        lambda lengths, share: int(np.median(lengths)),
        "this is the median length: half of the sequences are longer, however much the share asks.",
    ),
    Mistake(lambda lengths, share: max(lengths), _MAXIMUM),
    *(
        Mistake(
            lambda lengths, share, end=end: end(share * max(lengths)),
            "this is the share times the greatest length. How many tokens that keeps depends on "
            "all the lengths; sum min(len(sequence), n) over them.",
        )
        for end in (float, int, math.ceil, round)
    ),
    Mistake(
        lambda lengths, share: _right(lengths, share) - 1,
        "off by one, too short. If the lengths tried begin at 1, the place of the first that is "
        "enough, counted from 0, is one less than the length.",
    ),
    Mistake(
        lambda lengths, share: _right(lengths, share) + 1,
        "off by one, too long: the length is raised once more after the first that is enough.",
    ),
    Mistake(
        _strictly,
        "more than the share is asked for. At least means that exactly the share is enough: >=, "
        "and not >.",
    ),
    Mistake(
        _rounded_down,
        "the number of tokens wanted is rounded to a whole one. At least 90% of 27 tokens are "
        "24.3, so 24 are too few: compare without int and round.",
    ),
    Mistake(
        _tokens_of_whole_sentences,
        "only the tokens of sequences that stay whole are counted. One that is cut keeps the first "
        "or last n tokens, so it counts min(len(sequence), n).",
    ),
    Mistake(
        _filled_with_padding,
        "every place of the box is counted as a token, zeros included. A sequence shorter than n "
        "keeps len(sequence) tokens, and the rest of its row is padding.",
    ),
    Mistake(
        lambda lengths, share: _right(lengths, 0.95),
        "0.95 is written into the function. Use share, for the wanted share may be another.",
    ),
    Mistake(
        lambda lengths, share: sum(min(k, _right(lengths, share)) for k in lengths),
        "this is the number of tokens kept. Return the length of the row.",
    ),
    Mistake(
        lambda lengths, share: sum(min(k, _right(lengths, share)) for k in lengths) / sum(lengths),
        "this is the share that is kept. Return the length of the row.",
    ),
)


def likely_mistake(answers: list[float]) -> Mistake | None:
    """Find the mistake that gives exactly these lengths.

    Parameters
    ----------
    answers : list of float
        The lengths that came, one for each of `CASES`.

    Returns
    -------
    Mistake or None
        None if no known mistake explains them.

    Examples
    --------
    >>> likely_mistake([max(map(len, case.sequences)) for case in CASES]).cause[:28]
    'this is the greatest length.'
    """
    return next(
        (
            mistake
            for mistake in MISTAKES
            if all(
                mistake.does([len(s) for s in case.sequences], case.share) == answer
                for case, answer in zip(CASES, answers, strict=True)
            )
        ),
        None,
    )
