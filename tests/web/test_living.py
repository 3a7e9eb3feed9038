"""Widgets as files of a site: scripts that any page may load, values kept once."""

import json

import pytest

from lstm_helpers import GateExplorer
from web.living import Shelf, classic_script, for_script


def test_a_module_becomes_a_script_that_defines_it():
    module = "const a = 1;\nexport const b = a;\nexport function c() {}\nexport default { b, c };\n"
    script = classic_script("Sum", module)
    assert script.startswith('course.define("Sum", () => {\n')
    assert "export" not in script
    assert "\nreturn { b, c };\n" in script


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        ("const a = 1;", "one default export; got 0"),
        ("import { b } from './b.js';\nexport default b;", "must import nothing"),
    ],
)
def test_a_module_that_cannot_be_one_is_refused(module, fault):
    with pytest.raises(ValueError, match=fault):
        classic_script("Sum", module)


def test_json_cannot_end_its_script():
    text = "</script><!-- ü \u2028"
    assert "<" not in for_script({"a": text})
    assert json.loads(for_script({"a": text})) == {"a": text}


def test_weights_are_written_once_for_all_pages(tmp_path):
    shelf = Shelf(tmp_path)
    first = shelf.place(GateExplorer(sentence="a good film"))
    files = {path.name for path in tmp_path.iterdir()}
    second = shelf.place(GateExplorer(sentence="a dull film"))
    assert {path.name for path in tmp_path.iterdir()} == files
    assert first.scripts == second.scripts
    assert files == {"GateExplorer.css", *first.scripts}
    state = json.loads(first.state)
    assert state["sentence"] == "a good film"
    assert f"{state['_embedding']['$shared']}.js" in first.scripts
    assert len(first.state) < 30_000
