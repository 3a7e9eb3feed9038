"""Small ES modules are joined into one, or refused with the reason."""

import pytest

from lstm_helpers import quiz
from lstm_helpers.quiz.front_end import STATIC
from lstm_helpers.widgets._assets import join_modules, read_asset


def write(folder, **files):
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.js")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_imports_of_every_form_are_taken_out(tmp_path):
    paths = write(
        tmp_path,
        a="export const one = 1;\nexport function two() {}\n",
        b="import {\n  one,\n  two,\n} from \"./a.js\";\nimport { one } from './a.js'\n"
        "const text = 'import { x } from \"./x.js\"';\nexport default { one, two, text };\n",
    )
    joined = join_modules(*paths)
    assert joined.count("import") == 1, "only the one inside the text is left"
    assert "export const one = 1;" in joined
    assert joined.endswith("export default { one, two, text };")


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("const a = 1;", "function a() {}", "b.js declares 'a', as a.js does already"),
        ("const a = 1;", 'import { c } from "./c.js";', "b.js imports './c.js': it is not joined"),
        ("const a = 1;", 'import { c } from "d3";', "b.js imports 'd3': only relative imports"),
        (
            "export const a = 1;",
            'import { a as c } from "./a.js";',
            "b.js imports './a.js': import plain",
        ),
        (
            "export const a = 1;",
            'import * as c from "./a.js";',
            "b.js imports './a.js': import plain",
        ),
        ("export default 1;", "export default 2;", "b.js has a default export, and so has a.js"),
        ("const a = 1;", "const { b, c } = a;", "b.js takes values apart at its top level"),
    ],
)
def test_what_cannot_be_joined_is_named(tmp_path, first, second, message):
    with pytest.raises(ValueError, match=message):
        join_modules(*write(tmp_path, a=first, b=second))


def test_an_asset_that_is_not_there_is_answered_with_those_there_are():
    assert read_asset(quiz, "quiz.css") == read_asset(STATIC, "quiz.css")
    with pytest.raises(FileNotFoundError, match=r"got 'quizz\.css', and there is: .*quiz\.css"):
        read_asset(STATIC, "quizz.css")
