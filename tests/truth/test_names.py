"""What a text writes as code is there: names of the course's code, modules, files."""

import re
from pathlib import PurePath

import pytest

from tests.test_notebooks_in_sync import ROOT
from tests.truth.course_code import defined_in, known_names
from tests.truth.course_texts import course_data, course_texts

_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+)\1(?!`)")
_FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'|“[^”]*”')
_FILE = re.compile(r"(?<![\w/.-])(?:[\w.-]+/)+(?:[\w-]+(?:\.\w+)*)?(?![\w*/{])")
_DOTTED = re.compile(r"\blstm_helpers((?:\.[A-Za-z_]\w*)+)")
# What can only be a name of code: with an underscore, called, capital in its midst, with a dot.
_NAME = re.compile(r"\b(?:[A-Za-z]\w*_\w*|[A-Za-z]\w+(?=\()|[A-Z]\w*[a-z]\w*[A-Z]\w*)\b")

# Names that a text speaks of and that no code of the course uses: whose they are.
ELSEWHERE = {
    "CuDNNLSTM": "of old Keras, gone",
    "MultinomialNB": "scikit-learn",
    "batch_input_shape": "of old Keras, gone",
    "class_report": "written by `python -m lstm_helpers.quiz report`",
    "display_quiz": "jupyterquiz",
    "feature_log_prob_": "of scikit-learn's MultinomialNB",
    "fit_generator": "of old Keras, gone",
    "global_clipnorm": "of Keras's optimisers",
    "imdb_word_index": "a file of keras.datasets.imdb",
    "load_data": "of keras.datasets.imdb",
    "my_gates": "a reader's bank",
    "my_gates_preview": "written by `python -m lstm_helpers.quiz preview`",
    "naive_bayes": "scikit-learn",
    "predict_classes": "of old Keras, gone",
    "unit_forget_bias": "of Keras's LSTM",
    "use_cudnn": "of Keras's LSTM",
    "validation_data": "of Keras's fit",
    "x_test": "in Keras's imdb.npz",
    "x_train": "in Keras's imdb.npz",
}
# Files that are not among the course's own: who makes them.
MADE = {
    "_site/": "`python course.py site`",
    ".venv/bin/coverage": "`python course.py setup`",
    ".venv/bin/python": "`python course.py setup`",
    ".venv/bin/ruff": "`python course.py setup`",
    "imdb/imdb.npz": "load_corpus, or whoever saves it there",
    "imdb/imdb_word_index.json": "load_corpus, or whoever saves it there",
    "notebooks/source/NN_verb_topic.py": "whoever writes a lesson",
    "package/_course": "setup.py, in a wheel",
    "sms_spam/SMSSpamCollection": "load_corpus, or whoever saves it there",
    "tiny_shakespeare/input.txt": "load_corpus, or whoever saves it there",
    "wikigold/wikigold.conll.txt": "load_corpus, or whoever saves it there",
}


def spans(text):
    return [match[2] for match in _SPAN.finditer(_FENCED.sub("", text))]


def unknown_names(text, own=frozenset()):
    """Return the names in a text's code that neither the course's code nor `own` holds."""
    found = []
    for span in spans(text):
        code = _QUOTED.sub("", _FILE.sub("", span))
        known = known_names() | own
        found += [name for name in _NAME.findall(code) if name not in known]
    return found


def unresolved(text):
    """Return the dotted names of the package in a text that lead nowhere."""
    found = []
    for match in _DOTTED.finditer(_FENCED.sub("", text)):
        *modules, last = match[1].lstrip(".").split(".")
        held = defined_in(".".join(modules))
        if last not in held and not defined_in(".".join([*modules, last])):
            found.append(match[0])
    return found


def missing_files(text, file=""):
    """Return the files and folders that a text in a file names and that are not there."""
    places = [ROOT, *(ROOT / place for place in PurePath(file).parents)]
    return sorted(
        name for name in named_files(text) if not any((place / name).exists() for place in places)
    )


def named_files(text):
    """Return the files and folders that a text names."""
    return {name for span in spans(text) for name in _FILE.findall(span)}


def words_of_code(value, inside=False):
    """Return all words in the fields of a bank that hold code."""
    if isinstance(value, dict):
        parts = [words_of_code(part, name in ("code", "evidence")) for name, part in value.items()]
        return frozenset().union(*parts, value if inside else ())
    if isinstance(value, list):
        return frozenset().union(*(words_of_code(part, inside) for part in value))
    return (
        frozenset(re.findall(r"\w+", value)) if inside and isinstance(value, str) else frozenset()
    )


def test_every_name_in_a_text_is_one_of_the_code():
    found = {}
    for name, text in course_texts().items():
        own = words_of_code(course_data().get(name, {}))
        if unknown := set(unknown_names(text, own)) - set(ELSEWHERE):
            found[name] = sorted(unknown)
    assert found == {}


def test_every_dotted_name_of_the_package_resolves():
    found = {name: unresolved(text) for name, text in course_texts().items()}
    assert {name: names for name, names in found.items() if names} == {}


def test_every_file_that_a_text_names_is_there():
    found = {}
    for name, text in course_texts().items():
        if missing := set(missing_files(text, name)) - set(MADE):
            found[name] = sorted(missing)
    assert found == {}


def test_no_entry_of_the_tables_has_outlived_its_use():
    everything = "\n\n".join(course_texts().values())
    assert set(ELSEWHERE) <= set(unknown_names(everything))
    assert set(MADE) <= named_files(everything)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("`lstm_step` and `pad(rows)`, `GateExplorer`", []),
        ("`lstm_stepp` and `padd(rows)`, `GateExplorers`", ["lstm_stepp", "padd", "GateExplorers"]),
        ('`quiz("no_such_bank")`, a plain `word`', []),
        ("```\nnot_read(1)\n```", []),
    ],
)
def test_a_name_that_is_nowhere_is_found(text, faults):
    assert unknown_names(text) == faults


def test_a_module_a_member_or_a_file_that_is_nowhere_is_found():
    text = "`lstm_helpers.cells.lstm_step`, `lstm_helpers.quiz.bank.load_bank`, `lstm_helpers.pad`"
    assert unresolved(text) == []
    assert unresolved("`lstm_helpers.cell.lstm_step` `lstm_helpers.quiz.bank.lode`") == [
        "lstm_helpers.cell.lstm_step",
        "lstm_helpers.quiz.bank.lode",
    ]
    assert missing_files("`tests/test_cells.py` in `tests/`, `tests/test_sells.py`") == [
        "tests/test_sells.py"
    ]
    assert missing_files("`quizzes/05_gates.yaml`", "data/README.md") == []
