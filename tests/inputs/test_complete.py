"""Every public function has a row, and every argument a kind, so that none can be forgotten."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import lstm_helpers
from lstm_helpers import _HOME, plots
from lstm_helpers.widgets.course_widget import CourseWidget, arguments_of, attributes_of
from tests.inputs import rows_widgets

# Records: what a function gives back, or is told. Made by the package, they check nothing.
RECORDS = {
    *("Attention", "Epoch", "GRUStep", "GateTrace", "GradientFlow", "Gradients", "History"),
    *("LSTMStep", "Neighbour", "Origin", "Padded", "PaddedReading", "PaddedTags", "Progress"),
    *("Projection", "Reading", "RecallScores", "RecallView", "SentimentView", "Span", "Stages"),
    *("TagReading", "ThresholdCurve", "ThresholdView", "TwoTaggings", "Unrolled", "WordLabels"),
    *("WordMap", "BinaryScores", "CorpusUnavailableError", "EntityTaggers", "NgramModel"),
    *("Corpus", "TaggedCorpus", "RunningText"),
}
# Models, whose parts are checked together in the tests of each; their methods have rows.
MODELS = {"ReviewModel", "EntityTagger", "TextPipeline", "CharacterModel", "TextClassifier"}
# Their rows are of what their constructors take, which is set on them as well.
WIDGETS = {name for name, home in _HOME.items() if home.startswith("widgets.")}
# What a widget shows, which nobody sets.
READ_ONLY = {"LiveCurves": {"shown"}}
# Its steps install and import: tested in test_installation.py.
ELSEWHERE = {"check_installation"}
ALIKE = {
    *("precision", "f1", "best_f1", "loss", "losses"),
    *("predict", "predict_proba", "part_logits"),
}

_MAKE_ROWS = ("Row", "loaded", "drawn", "row")
_FOLDER = Path(__file__).parent


def _names_of_rows() -> set[str]:
    """Read the names from the sources, so that no network is made for this."""
    found = set()
    for path in _FOLDER.glob("rows_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MAKE_ROWS:
                found |= _names(node.args[0])
    return found


def _names(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.Attribute):
        return {node.attr}  # a widget's class, after which its row is named
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        start = node.values[0].value  # methods that are tried alike, in one loop over their names
        return {f"{start}{name}" for name in ALIKE}
    return set()


def _methods(name: str) -> list[str]:
    """Return the public methods of a class that take an argument."""
    cls = getattr(lstm_helpers, name)
    return [
        f"{name}.{method}"
        for method, value in vars(cls).items()
        if not method.startswith("_")
        and inspect.isfunction(inspect.unwrap(getattr(value, "__func__", value)))
        and len(inspect.signature(getattr(value, "__func__", value)).parameters) > 1
    ]


ROWS = _names_of_rows()


@pytest.mark.parametrize("name", lstm_helpers.__all__)
def test_a_public_name_has_a_row(name):
    if name in RECORDS | MODELS | ELSEWHERE:
        assert name not in ROWS
    else:
        assert name in ROWS


def test_every_picture_has_a_row():
    assert {name for name in plots.__all__ if callable(getattr(plots, name))} <= ROWS


@pytest.mark.parametrize("name", sorted(set(_HOME) - WIDGETS))
def test_a_public_method_has_a_row(name):
    if inspect.isclass(getattr(lstm_helpers, name)):
        assert set(_methods(name)) <= ROWS


@pytest.mark.parametrize("row", rows_widgets.ROWS, ids=lambda row: row.name)
def test_each_argument_of_a_widget_has_a_kind(row):
    cls = getattr(lstm_helpers, row.name)
    assert sorted(row.takes) == sorted(set(arguments_of(cls)) - {"layout"})


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_all_that_can_be_set_on_a_widget_is_checked(name):
    """What traitlets checks by itself, it refuses in words of its own."""
    cls = getattr(lstm_helpers, name)
    own = {
        each
        for base in cls.__mro__
        if base.__module__.startswith("lstm_helpers.")
        for each in vars(base)
    }
    public = {each for each in cls.class_trait_names() if each in own and each[0] != "_"}
    assert issubclass(cls, CourseWidget)
    assert public - set(attributes_of(cls)) == READ_ONLY.get(name, set())


@pytest.mark.parametrize("group", sorted(path.stem[5:] for path in _FOLDER.glob("rows_*.py")))
def test_each_argument_has_a_kind(group):
    for row in importlib.import_module(f"tests.inputs.rows_{group}").ROWS:
        parameters = inspect.signature(row.call).parameters
        if not any(each.kind is each.VAR_KEYWORD for each in parameters.values()):
            assert list(parameters) == list(row.takes), row.name
