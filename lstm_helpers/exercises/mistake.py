"""Known wrong ways to do an exercise; each is carried out, and compared with what a learner got."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Generic, TypeVar

Way = TypeVar("Way", bound=Callable)


@dataclass(frozen=True)
class Mistake(Generic[Way]):
    """A wrong way to do an exercise, or one of its parts.

    Attributes
    ----------
    does : function
        The exercise's function, or one of its parts, with the mistake in it.
    cause : str
        What to tell the learner.
    """

    does: Way
    cause: str


@dataclass(frozen=True)
class StageMistake:
    """One stage of several done wrongly.

    Attributes
    ----------
    stage : str
        The stage's name.
    does : function
        The stage with the mistake in it.
    cause : str
        What to tell the learner.
    """

    stage: str
    does: Callable
    cause: str


def one_or_two_stages(known: Sequence[StageMistake]) -> Iterator[tuple[StageMistake, ...]]:
    """Yield each mistake alone, then each two that can be made at once.

    Parameters
    ----------
    known : sequence of StageMistake
        All that are looked for.

    Yields
    ------
    tuple of StageMistake
        One, or two of different stages.

    Examples
    --------
    >>> stages = {"no bias": "z", "no input": "z", "no tanh": "hidden"}
    >>> known = [StageMistake(stage, print, cause) for cause, stage in stages.items()]
    >>> [" + ".join(each.cause for each in made) for made in one_or_two_stages(known)]
    ['no bias', 'no input', 'no tanh', 'no bias + no tanh', 'no input + no tanh']
    """
    yield from ((mistake,) for mistake in known)
    yield from ((one, two) for one, two in combinations(known, 2) if one.stage != two.stage)


def one_or_both_parts(
    first: Sequence[Mistake], second: Sequence[Mistake]
) -> Iterator[tuple[Mistake | None, Mistake | None]]:
    """Yield each mistake of two parts alone, then each of the first with each of the second.

    Parameters
    ----------
    first, second : sequence of Mistake
        All that are looked for in either part.

    Yields
    ------
    tuple of Mistake or None
        Of the first part and of the second; None for a part that is right.

    Examples
    --------
    >>> split, look_up = Mistake(str.split, "not lowered"), Mistake(sorted, "sorted")
    >>> made = one_or_both_parts([split], [look_up])
    >>> [tuple(each and each.cause for each in parts) for parts in made]
    [('not lowered', None), (None, 'sorted'), ('not lowered', 'sorted')]
    """
    yield from ((mistake, None) for mistake in first)
    yield from ((None, mistake) for mistake in second)
    yield from product(first, second)
