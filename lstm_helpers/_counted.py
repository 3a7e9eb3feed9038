"""How a number of things is written."""


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number of things.

    Parameters
    ----------
    count : int
        How many.
    one, many : str
        What one is called, and several, if an s doesn't do.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(1, "token"), counted(1200, "token"), counted(2, "class", "classes")
    ('1 token', '1,200 tokens', '2 classes')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
