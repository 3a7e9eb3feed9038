"""Training a model of characters: what is asked for, what is chosen where nothing is asked."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from lstm_helpers import _validate
from lstm_helpers.alphabet import Alphabet, two_or_more
from lstm_helpers.character_model.choosing import LEARNING_RATE, choose
from lstm_helpers.character_model.learner import CharacterLearner
from lstm_helpers.character_model.model import CharacterModel
from lstm_helpers.character_model.parameters import Parameters
from lstm_helpers.character_model.passages import Passages
from lstm_helpers.history import Progress
from lstm_helpers.training import Plan, train

_MOST_KEPT = 20_000  # characters kept back where nobody says how many
_PIECES = 10  # in so many from all over the text: its end may be about what is nowhere else in it
_JUDGED_ROW = 256  # characters read in one go where the text kept back is measured


def fit_character_model(
    text: str,
    seconds: float | None = None,
    seed: int = 0,
    *,
    units: int | None = None,
    features: int = 64,
    epochs: int | None = None,
    batch: int | None = None,
    rows: int = 64,
    learning_rate: float = LEARNING_RATE,
    dropout: float | None = None,
    validation: float | str | None = None,
    characters: str | None = None,
    watch: Callable[[Progress], None] | None = None,
    after_epoch: Callable[[CharacterModel], None] | None = None,
) -> CharacterModel:
    """Train a model of characters on a text.

    Parameters
    ----------
    text : str
        The longer the better: tens of thousands of characters.
    seconds : float, optional
        How long training may take; without it, all epochs are run.
    seed : int
        The same seed gives the same figures on the same machine, unless time runs out.
    units : int, optional
        H of the LSTM; else 256 if `seconds` is 60 or more, and 128 if it is less or left out.
    features : int
        D, the length of the vector for each character.
    epochs : int, optional
        Passes over the text, at most; 20 if neither this nor `seconds` is given.
    batch, rows : int
        Rows in a step, else 32, or with `seconds` fewer where the text is short; characters in a
        row.
    learning_rate : float
        Adam's: it rises to this in the first 50 steps, and falls to 0 along a cosine.
    dropout : float, optional
        Probability that a unit's hidden state is blanked while training; else 0, or with `seconds`
        0.5, and 0.2 from 300,000 characters on.
    validation : float or str, optional
        Text kept back to choose the best epoch by: the share of `text`, at its end, or another
        text. If it isn't given, a tenth, but no more than 20,000 characters, in ten pieces from all
        over it where it has 100,000 or more.
    characters : str, optional
        Those the model is to know, where they are more than those of `text`.
    watch : function, optional
        Is called with a `Progress` while it trains.
    after_epoch : function, optional
        Is called after each epoch with the model as it is.

    Returns
    -------
    CharacterModel

    Raises
    ------
    ValueError
        If what is left of the text to train on is no longer than a row, the text holds one
        character only or one that is not among `characters`, or a number is out of range.

    Notes
    -----
    Passages from anywhere in the text are read side by side, each from an empty state and on
    through a few batches, with gradients through `rows` characters (truncated back-propagation
    through time). All of it is NumPy: see `CharacterLearner`.

    Examples
    --------
    >>> model = fit_character_model("la " * 100, epochs=1, units=8, batch=4, rows=16)
    >>> model.history.epochs[0].number
    1
    """
    rows = _validate.whole("rows", rows, low=1)
    _validate.room("rows", rows)
    for name, called in (("watch", watch), ("after_epoch", after_epoch)):
        if called is not None:
            _validate.function(name, called)
    seed = _validate.whole("seed", seed, 0, 2**32 - 1)
    plan = Plan(learning_rate=learning_rate, seconds=seconds)
    fitted, held, alphabet = _split(text, validation, characters, rows)
    chosen = choose(len(fitted), seconds, rows)
    units = _validate.whole("units", chosen.units if units is None else units, low=1)
    features = _validate.whole("features", features, low=1)
    _validate.weights_room(len(alphabet), features, units)
    batch = _validate.whole("batch", chosen.batch if batch is None else batch, low=1)
    _validate.room("batch", batch, rows, units)
    dropout = _validate.number("dropout", chosen.dropout if dropout is None else dropout, 0.0, 1.0)
    if dropout == 1:
        raise ValueError("dropout must be below 1; got 1")
    plan = replace(plan, epochs=chosen.epochs if epochs is None else epochs)
    weights = Parameters(len(alphabet), features, units)
    weights.draw(seed)
    passages, random = Passages(fitted, batch, rows), np.random.default_rng(seed)

    def judge() -> tuple[float | None, None]:
        model = CharacterModel(alphabet.characters, *weights.parts())
        if after_epoch is not None:
            after_epoch(model)
        return model.loss(held, _JUDGED_ROW) if held else None, None

    with CharacterLearner(weights, batch, rows, dropout, seed) as learner:
        history = train(
            learner,
            lambda: passages.batches(random),
            passages.steps(),
            plan,
            judge,
            watch,
        )
    recipe = {"units": units, "features": features, "dropout": dropout, "batch": batch}
    recipe |= {"rows": rows, "learning_rate": learning_rate, "seed": seed}
    return CharacterModel(alphabet.characters, *weights.parts(), history, {"recipe": recipe})


def _split(
    text: str, validation: float | str | None, characters: str | None, rows: int
) -> tuple[np.ndarray, str, Alphabet]:
    """Return the ids to train on, the text kept back (perhaps none), and the alphabet."""
    text = _validate.text("text", text)
    share = 0.0
    if isinstance(validation, str):
        held = validation
    elif validation is None:
        share = 0.1
        text, held = _keep_back(text)
    else:
        share = _validate.number("validation", validation, 0.0, 0.5)
        text, held = _cut_end(text, round(share * len(text)))
    if characters is None:
        characters = "".join(sorted(set(text + held)))
        if len(characters) < 2:
            raise ValueError("text must hold at least two different characters")
    alphabet = Alphabet(characters)
    ids = alphabet.encode(text)
    if isinstance(validation, str):
        two_or_more("validation", validation, alphabet)
    if len(ids) < rows + 1:
        raise ValueError(
            f"text must hold at least {math.ceil((rows + 1) / (1 - share))} characters for rows of "
            f"{rows}; got {len(ids) + len(held) * (share > 0)}"
        )
    return np.array(ids, dtype=np.int32), held, alphabet


def _keep_back(text: str) -> tuple[str, str]:
    """Return what to train on and what to judge by, where nobody says which."""
    kept = round(min(0.1 * len(text), _MOST_KEPT))
    if kept < _MOST_KEPT // 2:
        return _cut_end(text, kept)
    ends = [len(text) * number // _PIECES for number in range(_PIECES + 1)]
    parts = [_cut_end(text[start:end], kept // _PIECES) for start, end in pairwise(ends)]
    fitted, held = ("".join(one) for one in zip(*parts, strict=True))
    return fitted, held


def _cut_end(text: str, count: int) -> tuple[str, str]:
    """Return a text without its last characters, and those; a single one is left where it is."""
    return (text[:-count], text[-count:]) if count > 1 else (text, "")
