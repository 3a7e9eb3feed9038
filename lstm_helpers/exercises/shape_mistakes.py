"""The mistakes that learners make when they predict an LSTM's shapes, each carried out."""

from collections.abc import Callable
from typing import NamedTuple

from lstm_helpers.exercises.mistake import Mistake

Shape = tuple[int, ...]


class Sizes(NamedTuple):
    """What a layer is called on, and how it was made.

    Attributes
    ----------
    batch, timesteps, features, units : int
        B, T, D and H.
    return_sequences, return_state : bool
        The flags of the layer.
    """

    batch: int
    timesteps: int
    features: int
    units: int
    return_sequences: bool
    return_state: bool


def right_shapes(sizes: Sizes) -> list[Shape]:
    """Return the shape of each tensor that a Keras LSTM layer returns.

    Parameters
    ----------
    sizes : Sizes
        Of the input and the layer.

    Returns
    -------
    list of tuple of int
        One shape, or three with `return_state`.

    Examples
    --------
    >>> right_shapes(Sizes(1, 2, 5, 3, return_sequences=True, return_state=True))
    [(1, 2, 3), (1, 3), (1, 3)]
    """
    state = (sizes.batch, sizes.units)
    output = (sizes.batch, sizes.timesteps, sizes.units) if sizes.return_sequences else state
    return [output, state, state] if sizes.return_state else [output]


def _changed(**changes: Callable[[Sizes], object]) -> Callable[[Sizes], list[Shape]]:
    """Return the right shapes for sizes of which some were mistaken."""
    return lambda sizes: right_shapes(
        sizes._replace(**{name: change(sizes) for name, change in changes.items()})
    )


def _per_shape(change: Callable[[Sizes, Shape], Shape]) -> Callable[[Sizes], list[Shape]]:
    """Return the right shapes, each changed in the same way."""
    return lambda sizes: [change(sizes, shape) for shape in right_shapes(sizes)]


def _per_list(change: Callable[[list[Shape]], list[Shape]]) -> Callable[[Sizes], list[Shape]]:
    """Return the right shapes, their list changed."""
    return lambda sizes: change(right_shapes(sizes))


def _glued(sizes: Sizes) -> list[Shape]:
    output, *states = right_shapes(sizes)
    return [output, (sizes.batch, 2 * sizes.units)] if states else [output]


# Each takes `Sizes`, returns the shapes as a learner who makes this mistake would.
MISTAKES: tuple[Mistake[Callable[[Sizes], list[Shape]]], ...] = (
    Mistake(
        _changed(units=lambda sizes: sizes.features),
        "the number of features stands where the units belong. A layer reads D features and gives "
        "H units: what comes in does not come out.",
    ),
    Mistake(
        _per_shape(lambda _, shape: shape[1:]),
        "the batch is missing. Keras always works on a batch, even of one sentence, and its axis "
        "comes first.",
    ),
    Mistake(
        _per_list(lambda shapes: [shapes[0], shapes[-1]] if len(shapes) == 3 else shapes),
        "two tensors with return_state=True; there are three: the output, the last hidden state h "
        "and the last cell state c. The output is returned whatever the flags.",
    ),
    Mistake(
        _per_list(lambda shapes: shapes[1:] or shapes),
        "with return_state=True the output is missing. It comes first, and the two states after "
        "it: three tensors.",
    ),
    Mistake(
        _glued,
        "h and c are taken for one tensor of 2 · units. They are two tensors of the same shape.",
    ),
    Mistake(
        _per_list(lambda shapes: [shapes[0]] * len(shapes)),
        "with return_sequences the states have an axis of timesteps too. return_state gives the "
        "last h and the last c only, whatever return_sequences says.",
    ),
    Mistake(
        _changed(return_state=lambda _: False),
        "return_state is not taken into account. With it, h and c come after the output.",
    ),
    Mistake(
        _changed(return_state=lambda _: True),
        "three tensors whatever return_state says. Without it only the output comes back.",
    ),
    Mistake(
        _changed(return_sequences=lambda _: False),
        "return_sequences is not taken into account. With it, the output has an axis of timesteps: "
        "h after every word.",
    ),
    Mistake(
        _changed(return_sequences=lambda _: True),
        "the output has an axis of timesteps whatever return_sequences says. Without it only the "
        "last h is returned.",
    ),
    Mistake(
        _changed(return_sequences=lambda sizes: not sizes.return_sequences),
        "return_sequences is turned round: True means all timesteps, False the last one.",
    ),
    Mistake(
        _changed(
            return_sequences=lambda sizes: sizes.return_state,
            return_state=lambda sizes: sizes.return_sequences,
        ),
        "the two flags are mixed up. return_sequences decides on the timesteps of the output, "
        "return_state on whether h and c are returned as well.",
    ),
    Mistake(
        _changed(batch=lambda sizes: sizes.timesteps, timesteps=lambda sizes: sizes.batch),
        "batch and timesteps have changed places. The order is (batch, timesteps, units).",
    ),
    Mistake(
        _per_shape(lambda _, shape: (*shape[:-2], shape[-1], shape[-2])),
        "the units do not stand last. The order is (batch, timesteps, units), and (batch, units) "
        "for one timestep.",
    ),
    Mistake(
        _per_shape(lambda sizes, shape: (*shape[:-1], 4 * sizes.units)),
        "4 · units is the width of the weights, for three gates and the candidate. What leaves the "
        "layer is h, with one number for each unit.",
    ),
    Mistake(
        _per_shape(lambda _, shape: (shape[0], shape[1] * shape[2]) if len(shape) == 3 else shape),
        "timesteps and units are multiplied into one axis. That is what a Flatten layer does after "
        "the LSTM.",
    ),
    Mistake(
        _per_shape(lambda sizes, shape: (*shape, sizes.features)),
        "there is an axis of features in what is returned. The features are read by the weights "
        "and do not come out again.",
    ),
)


def likely_mistake(cases: list[Sizes], answers: list[list[Shape]]) -> Mistake | None:
    """Find the mistake that gives exactly these answers.

    Parameters
    ----------
    cases : list of Sizes
        What was asked.
    answers : list of list of tuple
        The shapes that came for each.

    Returns
    -------
    Mistake or None
        None if no known mistake explains all answers.

    Examples
    --------
    >>> cases = [Sizes(1, 2, 5, 3, False, False), Sizes(1, 2, 5, 3, True, False)]
    >>> likely_mistake(cases, [[(3,)], [(2, 3)]]) is MISTAKES[1]
    True
    """
    return next(
        (
            mistake
            for mistake in MISTAKES
            if all(
                mistake.does(sizes) == answer for sizes, answer in zip(cases, answers, strict=True)
            )
        ),
        None,
    )
