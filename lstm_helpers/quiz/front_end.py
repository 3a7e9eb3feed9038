"""What each widget of the quiz is in a browser: its modules joined, and its styles."""

from pathlib import Path

from lstm_helpers import widgets
from lstm_helpers.widgets._assets import join_modules, read_asset

STATIC = Path(__file__).parent / "static"

_SHORTCUTS = Path(widgets.__file__).parent / "static" / "shortcuts.js"


def join_script(*names: str) -> str:
    """Join modules of ``static``, after the explorers' own ``shortcuts``, into a widget's script.

    Parameters
    ----------
    *names : str
        The modules without their ending, each after those it imports.

    Returns
    -------
    str
        One ES module.

    Examples
    --------
    >>> "export function download" in join_script("download")
    True
    """
    return join_modules(_SHORTCUTS, *(STATIC / f"{name}.js" for name in names))


def join_styles(*names: str) -> str:
    """Join the styles that all widgets of the quiz share with some of their own.

    Parameters
    ----------
    *names : str
        The style sheets without their ending.

    Returns
    -------
    str

    Examples
    --------
    >>> join_styles("due").startswith(join_styles())
    True
    """
    return "".join(read_asset(STATIC, f"{name}.css") for name in ("quiz", *names))
