"""How every export writes a key: shares of the mark, numbers, the spellings of a shape."""

from decimal import Decimal

from lstm_helpers.quiz.item import Item, Option
from lstm_helpers.quiz.parsing import parse_number, parse_shape

MOST_RIGHT = 10  # Moodle's shares of a mark go down to a tenth


def key_first(item: Item) -> list[Option]:
    """Return the answers foreseen, the right one first, so that it wins where two could match.

    Parameters
    ----------
    item : Item
        The item.

    Returns
    -------
    list of Option

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> bank = load_bank("05_gates")
    >>> [option.text for option in key_first(bank.item("parameters_5_3"))][0]
    '108'
    """
    return sorted(item.options, key=lambda option: option.id not in item.key)


def share(item: Item) -> str:
    """Return the share of the mark, in per cent, that each right option of several earns.

    Parameters
    ----------
    item : Item
        An item of kind several.

    Returns
    -------
    str
        A share that Moodle knows; choosing one wrong option takes all of the mark away.

    Raises
    ------
    ValueError
        If there are more right options than Moodle can share a mark between.

    Examples
    --------
    >>> from lstm_helpers.quiz.bank import load_bank
    >>> items = [item for item in load_bank("05_gates").items if item.kind == "several"]
    >>> [len(item.key) for item in items], [share(item) for item in items]
    ([3], ['33.33333'])
    """
    if len(item.key) > MOST_RIGHT:
        raise ValueError(
            f"item {item.id!r} has {len(item.key)} right options; Moodle shares a mark between "
            f"{MOST_RIGHT} at most"
        )
    return _without_zeros(f"{100 / len(item.key):.5f}")


def number(text: str) -> str:
    """Return a number in plain decimals, without the powers of ten that GIFT cannot read.

    Parameters
    ----------
    text : str
        A number as a bank writes it.

    Returns
    -------
    str

    Examples
    --------
    >>> number("1e-3"), number("75 %"), number("1 234")
    ('0.001', '0.75', '1234')
    """
    return decimals(parse_number(text).value)


def decimals(value: float) -> str:
    """Return a number in plain decimals, as short as it is exact.

    Parameters
    ----------
    value : float
        A finite number.

    Returns
    -------
    str

    Examples
    --------
    >>> decimals(1e-09), decimals(3.0)
    ('0.000000001', '3')
    """
    return _without_zeros(f"{Decimal(str(value)):f}")


def spellings(text: str) -> tuple[str, ...]:
    """Return the ways to write a shape that are accepted where an answer is compared as text.

    Parameters
    ----------
    text : str
        A shape as a bank writes it.

    Returns
    -------
    tuple of str
        The way Python writes it first.

    Examples
    --------
    >>> spellings("(None, 32)")
    ('(None, 32)', '(None,32)', '[None, 32]', '[None,32]', 'None, 32', 'None,32')
    >>> spellings("(8,)")
    ('(8,)', '(8)', '[8]', '8')
    """
    sizes = [str(size) for size in parse_shape(text).value]
    if len(sizes) == 1:
        return tuple(form.format(*sizes) for form in ("({},)", "({})", "[{}]", "{}"))
    joined = (", ".join(sizes), ",".join(sizes))
    found = [form.format(inner) for form in ("({})", "[{}]", "{}") for inner in joined]
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))


def _without_zeros(decimals: str) -> str:
    return decimals.rstrip("0").rstrip(".") if "." in decimals else decimals
