"""What a classifier's open settings become: plain as in the lessons, or strong and fast."""

from dataclasses import dataclass, replace

from lstm_helpers import _validate

_SPEED = 100_000  # tokens a second that two cores surely train an LSTM of this size on
OPEN = ("max_tokens", "length", "batch", "epochs", "learning_rate", "dropout")  # may be given
_PASSES = 3  # over the training texts, that the time should be enough for


@dataclass(frozen=True)
class Settings:
    """How texts are read and trained on.

    Attributes
    ----------
    as_written : bool
        Whether tags and joints of words stay in the texts.
    rarest : int
        How often a word must have been met, at least, to be in the vocabulary.
    max_tokens : int or None
        Greatest size of the vocabulary.
    length : int
        Tokens of a text that the LSTM reads, at most.
    both_ends : bool
        Whether a longer text is read at its beginning and its end; else at its end.
    batch : int
        Texts in a step.
    epochs : int
        Passes over the training texts, at most.
    learning_rate, dropout : float
        Adam's rate at the start; the probability of each dropout.
    bag : bool
        Whether a `WordBag` is trained beside the LSTM, whose embedding starts from its ratios.
    """

    as_written: bool
    rarest: int
    max_tokens: int | None
    length: int
    both_ends: bool
    batch: int
    epochs: int
    learning_rate: float
    dropout: float
    bag: bool


def settings_for(recipe: str, seconds: float | None, texts: int, **given: object) -> Settings:
    """Return the settings of a recipe, for so many texts.

    Parameters
    ----------
    recipe : {"auto", "plain", "strong"}
        ``"auto"``: strong where `seconds` is given, else plain.
    seconds : float or None
        What training may take.
    texts : int
        How many there are to train on.
    **given
        Fields of `Settings` that are to be other than the recipe's; None leaves one to it.

    Returns
    -------
    Settings

    Raises
    ------
    ValueError
        If the recipe is unknown, or a number that is given is out of range.

    Examples
    --------
    >>> settings_for("auto", None, 25_000).length
    256
    >>> settings_for("auto", 60.0, 25_000).length
    80
    >>> settings_for("auto", 60.0, 25_000, length=9).length
    9
    """
    _validate.choice("recipe", recipe, ("auto", "plain", "strong"))
    if seconds is not None and _validate.number("seconds", seconds) <= 0:
        raise ValueError(f"seconds must be more than 0; got {seconds:g}")
    strong = recipe == "strong" or (recipe == "auto" and seconds is not None)
    settings = _strong(seconds, texts) if strong else PLAIN
    for name, low in (("max_tokens", 3), ("length", 1), ("batch", 1), ("epochs", 1)):
        if given.get(name) is not None:
            _validate.whole(name, given[name], low)
    return replace(settings, **{name: one for name, one in given.items() if one is not None})


PLAIN = Settings(
    as_written=True,
    rarest=1,
    max_tokens=None,
    length=256,
    both_ends=False,
    batch=32,
    epochs=8,
    learning_rate=0.01,
    dropout=0.4,
    bag=False,
)


def _strong(seconds: float | None, texts: int) -> Settings:
    affordable = 256 if seconds is None else int(seconds * _SPEED / _PASSES / texts)
    return Settings(
        as_written=False,
        rarest=2 if texts >= 1000 else 1,
        max_tokens=30_000,
        length=min(256, max(32, affordable)),
        both_ends=True,
        batch=32 if texts < 3000 else 64 if texts < 20_000 else 128,
        epochs=_PASSES,
        learning_rate=0.004,
        dropout=0.5,
        bag=True,
    )
