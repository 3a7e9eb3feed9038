"""The package's layers, held as data and checked against its imports."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lstm_helpers"

# Module (or sub-package) -> layer and the third-party packages it may import besides NumPy.
# A module imports lower layers only; within a layer, only what stands above it in this table.
TABLE = {
    "_validate": (0, set()),
    "_counted": (0, set()),
    "_course_folder": (1, set()),
    "_learner_home": (1, set()),
    "corpus": (1, {"pooch", "requests"}),
    "spans": (1, set()),
    "recorded": (1, set()),
    "tokenizer": (1, set()),
    "alphabet": (1, set()),
    "weights_file": (1, set()),
    "feature_vocabulary": (1, set()),
    "padding": (2, set()),
    "padded_tags": (2, set()),
    "embedding": (3, set()),
    "neighbours": (3, set()),
    "projection": (3, set()),
    "word_labels": (3, set()),
    "word_map": (3, set()),
    "cells": (4, set()),
    "probabilities": (4, set()),
    "surprise": (4, set()),
    "ngram": (4, set()),
    "tag_rows": (4, set()),
    "surgery": (5, set()),
    "trace": (5, set()),
    "last_state": (5, set()),
    "gradients": (5, set()),
    "returns": (5, set()),
    "unrolled": (5, set()),
    "recall": (5, set()),
    "recall_views": (5, set()),
    "attention": (5, set()),
    "pretrained": (6, set()),
    "tagger": (6, set()),
    "tagger_file": (6, set()),
    "pipeline": (6, set()),
    "pipeline_file": (6, set()),
    "history": (6, set()),
    "curves": (6, set()),
    "_backend": (6, {"keras"}),
    "models": (6, set()),
    "networks": (6, set()),
    "training": (6, {"tensorflow"}),
    "pipeline_keras": (6, set()),
    "tagger_fitting": (6, set()),
    "prediction": (7, set()),
    "padded_reading": (7, set()),
    "two_taggings": (7, set()),
    "gate_census": (7, set()),
    "stage_report": (7, set()),
    "metrics": (7, {"sklearn"}),
    "span_metrics": (7, set()),
    "intervals": (7, set()),
    "calibration": (7, set()),
    "thresholds": (7, set()),
    "threshold_views": (7, set()),
    "message_filters": (7, {"sklearn"}),
    "sentiment_views": (7, {"sklearn"}),
    "text_classifier": (7, {"sklearn", "scipy"}),
    "character_model": (7, {"threadpoolctl"}),
    "plots": (8, {"matplotlib", "PIL"}),
    "widgets": (9, {"ipywidgets", "anywidget", "traitlets"}),
    "quiz": (9, {"anywidget", "traitlets", "yaml", "platformdirs", "ipywidgets", "scipy"}),
    "exercises": (9, {"sklearn"}),
    "installation": (9, set()),
    "ways": (9, set()),
    "lesson_sections": (9, set()),
    "missing_names": (9, set()),
    "lab": (9, set()),
}
ORDER = list(TABLE)


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def place(path: Path) -> str:
    """Return the row of the table that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def test_contributing_shows_the_same_table():
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", text, re.MULTILINE)
    shown = [(name, int(layer)) for layer, names in rows for name in re.findall(r"`(\w+)`", names)]
    assert sorted(shown) == sorted((name, layer) for name, (layer, _) in TABLE.items())


def imported(path: Path) -> set[str]:
    """Return the dotted names of all modules a file imports, at any depth of the code."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written out in full"
            if node.module == "lstm_helpers":
                names.update(f"lstm_helpers.{alias.name}" for alias in node.names)
            else:
                names.add(node.module)
    return names


def faults(own: str, names: set[str]) -> list[str]:
    """Return what the imports `names` of a file in row `own` break of the table."""
    layer, allowed = TABLE[own]
    found = []
    for name in sorted(names):
        top, _, rest = name.partition(".")
        if top == "lstm_helpers":
            other = rest.partition(".")[0]
            if other not in TABLE:
                found.append(f"{name} is not in the table")
            elif other != own and (
                TABLE[other][0] > layer or ORDER.index(other) > ORDER.index(own)
            ):
                found.append(f"{own} (layer {layer}) imports {other} (layer {TABLE[other][0]})")
        elif top not in sys.stdlib_module_names and top != "numpy" and top not in allowed:
            found.append(f"{own} may not import {top}")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_what_its_layer_may(path):
    assert place(path) in TABLE, f"{path.name} has no row in the table"
    assert faults(place(path), imported(path)) == []


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ("cells", "lstm_helpers.trace"),
        ("cells", "keras"),
        ("corpus", "lstm_helpers.tokenizer"),
        ("quiz", "lstm_helpers.exercises"),
        ("plots", "lstm_helpers.toolbox"),
    ],
)
def test_a_forbidden_import_is_noticed(own, name):
    assert faults(own, {name})


WITHOUT_KERAS = [
    "import lstm_helpers",
    "from lstm_helpers import load_review_model, classify, trace_lstm, binary_scores",
    "from lstm_helpers import load_verse_model, fit_ngram_model; load_verse_model().loss('to')",
    "from lstm_helpers import quiz; quiz('05_gates')",
    "from lstm_helpers import exercise; exercise('05_forget')",
    "from lstm_helpers import GateExplorer; GateExplorer().reading",
    "from lstm_helpers import TokenExplorer; TokenExplorer(); TokenExplorer(['a film'])",
    "from lstm_helpers import LiveCurves; LiveCurves()",
    "from lstm_helpers import PaddingExplorer; PaddingExplorer().readout",
    "from lstm_helpers import EmbeddingExplorer; EmbeddingExplorer().readout",
    "from lstm_helpers import GradientExplorer; GradientExplorer().readout",
    "from lstm_helpers import ReturnExplorer; ReturnExplorer().readout",
    "from lstm_helpers import PipelineExplorer; PipelineExplorer().readout",
    "from lstm_helpers import CurvesExplorer; CurvesExplorer().readout",
    "from lstm_helpers import ThresholdExplorer; ThresholdExplorer().readout",
    "from lstm_helpers import SentimentExplorer; SentimentExplorer().readout",
    "from lstm_helpers import GenerationExplorer; GenerationExplorer().readout",
    "from lstm_helpers import TaggingExplorer; TaggingExplorer().readout",
    "from lstm_helpers import AttentionExplorer; AttentionExplorer().readout",
]
RUN_EACH = """
import json, sys
found = []
for statement in json.load(sys.stdin):
    exec(statement, {})
    found.append(sorted({"tensorflow", "keras"} & sys.modules.keys()))
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def keras_after():
    """Run all statements in one new Python: nothing is unloaded, so none can hide another's fault.

    Each in a Python of its own would import Matplotlib and scikit-learn again and again.
    """
    done = subprocess.run(
        [sys.executable, "-c", RUN_EACH],
        input=json.dumps(WITHOUT_KERAS),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(zip(WITHOUT_KERAS, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("statement", WITHOUT_KERAS)
def test_tensorflow_is_not_imported_unasked(keras_after, statement):
    assert keras_after[statement] == []


def test_a_figure_and_an_exercise_bring_no_scikit_learn_that_they_do_not_need():
    asked = "from lstm_helpers import exercise, plots; plots.plot_token_ids; exercise('05_forget')"
    told = f"import sys; {asked}; print('sklearn' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_no_module_holds_two_concepts():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 260
    }
    assert long == {}
