"""An explorer as its cell in a lesson opens it, made again without running the lesson."""

import ast

import lstm_helpers
from lstm_helpers import load_corpus, load_review_model
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

# Networks that a lesson trains are not there without running it; the shipped one stands in.
TRAINED = ("live", "own")
# What else a lesson has made before its explorer; `texts` are those that names stand for by then.
MADE = {
    "model": lambda texts: load_review_model(),
    "load_review_model()": lambda texts: load_review_model(),
    "train.texts": lambda texts: load_corpus("reviews").select("train").texts,
    "at_but": lambda texts: load_review_model().read(texts["sentence"]).tokens.index("but"),
}


def is_explorer(name: str) -> bool:
    """Say whether a name is that of an explorer."""
    return name.endswith("Explorer") and name in lstm_helpers.__all__


def moves_alone(explorer: object) -> bool:
    """Say whether an explorer needs no kernel to move."""
    return not isinstance(explorer, KernelExplorer)


def open_explorer(name: str, source: str, before: str = "") -> tuple[object, bool]:
    """Make the explorer that a cell shows.

    Parameters
    ----------
    name : str
        Its class.
    source : str
        The cell.
    before : str
        The lesson's code before it.

    Returns
    -------
    object
        The explorer.
    bool
        Whether the shipped network stands in for one that the lesson trains.

    Raises
    ------
    ValueError
        If the cell makes no such explorer, or makes it from what is not known here.
    """
    call, texts = _call(name, source), _texts(f"{before}\n{source}")
    given = [_value(argument, texts) for argument in call.args]
    named = {one.arg: _value(one.value, texts) for one in call.keywords}
    every = [*call.args, *(one.value for one in call.keywords)]
    trained = any(ast.unparse(argument) in TRAINED for argument in every)
    return getattr(lstm_helpers, name)(*given, **named), trained


def _call(name: str, source: str) -> ast.Call:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
            return node
    raise ValueError(f"source must hold a call of {name}; got {source!r}")


def _texts(code: str) -> dict[str, str]:
    """Return the texts that names stand for at the end of some code."""
    return {
        node.targets[0].id: node.value.value
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def _value(argument: ast.expr, texts: dict[str, str]) -> object:
    written = ast.unparse(argument)
    if isinstance(argument, ast.Constant):
        return argument.value
    if written in MADE:
        return MADE[written](texts)
    if written in texts:
        return texts[written]
    if written in TRAINED:
        return None
    raise ValueError(
        f"{written} must be a constant or one of {', '.join((*MADE, *TRAINED))}: "
        "the site makes explorers without running lessons"
    )
