"""Beneath a NameError stands the section that makes the name; other errors are left alone."""

import json
from importlib import import_module

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lstm_helpers.lab.settings import KERNEL_SETTINGS, SETTINGS
from lstm_helpers.missing_names import REMEDY, place_of
from tests.test_lesson_sections import code, words

LESSON = [
    code("import math"),
    words("## Load a model"),
    code("model = 1"),
    words("## Read"),
    code("reading = model + 1"),
    code("reading = reading + offset"),
    words("## Move it"),
    code("offset = 1"),
    words("## Sum up"),
    code("reading = sum([offset])"),
    code("offset = reading"),
]
ABOVE = f"is made further up, under “{{}}”. {REMEDY}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    store(tmp_path / "a.ipynb", LESSON)
    store(tmp_path / "b.ipynb", [code("import os"), words("## Other"), code("model = 2")])
    (tmp_path / "c.ipynb").write_text("{broken")
    return tmp_path


def store(path, cells):
    path.write_text(json.dumps({"cells": cells}), "utf-8")


@pytest.mark.parametrize(
    ("name", "run", "place"),
    [
        ("model", ["reading = model + 1"], "model " + ABOVE.format("Load a model")),
        ("model", [" reading = model + 1\n\n"], "model " + ABOVE.format("Load a model")),
        ("reading", ["reading = reading + offset"], "reading " + ABOVE.format("Read")),
        ("math", ["offset = 1"], f"math is made further up, before the first heading. {REMEDY}"),
        (
            "offset",
            ["reading = reading + offset"],
            "offset is made further down, under “Move it”: that cell has to be run first.",
        ),
        # An edited cell: the lesson is known by what was run before it.
        ("model", ["import math", "print(model)"], "model " + ABOVE.format("Load a model")),
        ("model", ["import os", "print(model)"], "model " + ABOVE.format("Other")),
        ("reading", ["offset = reading"], "reading " + ABOVE.format("Sum up")),
        ("reading", ["import math", "print(reading)"], "reading " + ABOVE.format("Read")),
        ("modell", ["import math", "print(modell)"], None),  # a slip of the pen
        ("model", ["print(model)"], None),  # no lesson of ours
        ("model", ["model = model"], None),
        (None, ["reading = model + 1"], None),
    ],
)
def test_the_section_that_makes_a_name_is_told(folder, name, run, place):
    assert place_of(name, run, folder) == place


def test_jupyter_tells_the_notebook(folder, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "/elsewhere/b.ipynb")
    assert "“Other”" in place_of("model", ["print(model)"], folder)
    monkeypatch.setenv("JPY_SESSION_NAME", "gone.ipynb")
    assert place_of("model", ["print(model)"], folder) is None


@pytest.fixture
def shell():
    (name,) = SETTINGS[KERNEL_SETTINGS]["IPKernelApp"]["extensions"]
    shell = InteractiveShell()
    import_module(name).load_ipython_extension(shell)
    yield shell
    shell.history_manager.end_session()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("reading = model + 1", True),
        ("def late():\n    return model\nlate()", False),  # not known: no cell of the lesson
        ("1 / 0", False),
        ("def f():\n    model += 1\nf()", False),
    ],
)
def test_a_kernel_says_it_beneath_the_error(shell, capsys, source, told):
    result = shell.run_cell(source, store_history=True)
    assert result.error_in_exec is not None
    shown = capsys.readouterr().out
    assert type(result.error_in_exec).__name__ in shown
    assert ("model " + ABOVE.format("Load a model") in shown) == told


def test_a_function_of_the_lesson_says_it_too(shell, capsys):
    shell.run_cell("import math", store_history=True)
    shell.run_cell("def late():\n    return model", store_history=True)
    shell.run_cell("late()", store_history=True)
    assert ABOVE.format("Load a model") in capsys.readouterr().out
