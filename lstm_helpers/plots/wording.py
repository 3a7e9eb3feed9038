"""How numbers, shapes and words are written in figures."""

from collections.abc import Sequence


def two_decimals(value: float, signed: bool = True) -> str:
    """Write a number with two decimals and, if `signed`, its sign; a zero has none.

    Parameters
    ----------
    value : float
        Any finite number.
    signed : bool
        Whether a plus is written.

    Returns
    -------
    str

    Examples
    --------
    >>> two_decimals(0.14), two_decimals(-0.391), two_decimals(-0.004)
    ('+0.14', '−0.39', '0.00')
    """
    text = f"{value:{'+' if signed else ''}.2f}".replace("-", "−")
    return text[1:] if text in ("+0.00", "−0.00") else text


def shape_text(shape: Sequence[int]) -> str:
    """Write a shape as Python does.

    Parameters
    ----------
    shape : sequence of int
        Of an array.

    Returns
    -------
    str

    Examples
    --------
    >>> shape_text((1, 2, 3)), shape_text([3])
    ('(1, 2, 3)', '(3,)')
    """
    return str(tuple(int(size) for size in shape))


def subscript(number: int) -> str:
    """Write a number from 0 to 9 small and low.

    Parameters
    ----------
    number : int
        One digit.

    Returns
    -------
    str

    Examples
    --------
    >>> "h" + subscript(2)
    'h₂'
    """
    return chr(ord("₀") + number)


def shortened(word: str, most: int) -> str:
    """Cut a word that is longer than `most` characters, and say so by a dot.

    Parameters
    ----------
    word : str
        Any text.
    most : int
        At least 1.

    Returns
    -------
    str

    Examples
    --------
    >>> shortened("film", 5), shortened("wonderful", 5)
    ('film', 'wond…')
    """
    return word if len(word) <= most else f"{word[: most - 1]}…"


def character_name(character: str) -> str:
    r"""Name a character that can't be seen by itself.

    Parameters
    ----------
    character : str
        One character.

    Returns
    -------
    str

    Examples
    --------
    >>> character_name(" "), character_name("\n"), character_name("a")
    ('space', 'new line', 'a')
    """
    return {" ": "space", "\n": "new line", "\t": "tab"}.get(character, character)
