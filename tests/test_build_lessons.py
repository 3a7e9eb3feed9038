"""The lessons' build: the same source gives the same bytes, and a bad cell is named."""

import nbformat
import pytest

from tools.build_lessons import LessonError, build, find_sources, normalise, read_source

LESSON = """# %% [markdown] tags=["why"]
# # A title with σ

# %% tags=["picture"]
import anywidget
import matplotlib.pyplot as plt


class Shown(anywidget.AnyWidget):
    _esm = "export default { render({ el }) { el.textContent = 'here' } }"

    def __repr__(self):
        return "Shown()"


Shown()

# %%
lines = plt.plot([1, 2, 3])

# %%
for number in range(3):
    print(number, flush=True)
"""


@pytest.fixture
def lesson(tmp_path):
    source = tmp_path / "01_try.py"
    source.write_text(LESSON, "utf-8")
    return source, tmp_path / "01_try.ipynb"


def test_second_build_changes_no_byte(lesson):
    source, target = lesson
    assert build(source, target) is True
    first, written = target.read_bytes(), target.stat().st_mtime_ns
    assert build(source, target) is False
    assert target.read_bytes() == first
    assert target.stat().st_mtime_ns == written

    notebook = nbformat.reads(first.decode(), as_version=4)
    nbformat.validate(notebook)
    markdown, widget, figure, prints = notebook.cells
    assert markdown.metadata == {"tags": ["why"]}
    assert widget.outputs[0].data == {"text/plain": "Shown()"}
    assert set(figure.outputs[0].data) == {"image/png", "text/plain"}
    assert [output.text for output in prints.outputs] == ["0\n1\n2\n"]
    assert [cell.execution_count for cell in (widget, figure, prints)] == [1, 2, 3]
    assert notebook.metadata.language_info == {"name": "python"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("object()", "memory address"),
        ("import os; print(os.path.expanduser('~'))", "path of this machine"),
        ("[1, 2];", "; at the end"),
    ],
)
def test_bad_cell_is_named_and_nothing_written(tmp_path, code, words):
    source = tmp_path / "02_bad.py"
    source.write_text(f"# %% [markdown]\n# Text\n\n# %%\n{code}\n", "utf-8")
    with pytest.raises(LessonError) as refused:
        build(source, tmp_path / "02_bad.ipynb")
    assert str(refused.value).startswith("02_bad, cell 2 of 2: ")
    assert words in str(refused.value)
    assert code in str(refused.value)
    assert list(tmp_path.iterdir()) == [source]


def test_cells_that_say_the_same_have_ids_of_their_own(tmp_path):
    source = tmp_path / "03_twice.py"
    source.write_text("# %%\nx = 1\n\n# %%\nx = 1\n\n# %% [markdown]\n# x = 1\n", "utf-8")
    ids = [cell.id for cell in read_source(source).cells]
    assert len(set(ids)) == 3
    assert ids == [cell.id for cell in read_source(source).cells]


def test_normalising_twice_changes_nothing_more():
    stream = {"output_type": "stream", "name": "stdout"}
    cell = nbformat.v4.new_code_cell("print(1)", metadata={"tags": ["why"], "collapsed": True})
    cell.outputs = [nbformat.from_dict({**stream, "text": text}) for text in ("1", "2\n")]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    normalise(notebook)
    once = nbformat.writes(notebook)
    normalise(notebook)
    assert nbformat.writes(notebook) == once
    assert cell.outputs == [{**stream, "text": "12\n"}]
    assert cell.metadata == {"tags": ["why"]}


def test_lessons_are_found_by_number_name_or_path(tmp_path):
    for name in ("00_start_here", "05_open_the_lstm_gates"):
        (tmp_path / f"{name}.py").touch()

    def stems(*names):
        return [path.stem for path in find_sources(names, tmp_path)]

    assert stems() == ["00_start_here", "05_open_the_lstm_gates"]
    assert stems("05") == ["05_open_the_lstm_gates"]
    assert stems("notebooks/05_open_the_lstm_gates.ipynb", "05") == ["05_open_the_lstm_gates"]
    with pytest.raises(
        LessonError, match=r"No lesson is called '5'\. The lessons: 00_start_here, 05"
    ):
        stems("5")
