"""A bank file with a fault is refused in words that name the file, the item and the field."""

import copy
import re

import pytest
import yaml

from lstm_helpers.quiz.bank import BANK_FOLDER, lessons, load_bank, read_bank
from lstm_helpers.quiz.schema import read_yaml

ITEM = {
    "id": "keep",
    "objective": "gates.forget",
    "level": "easy",
    "kind": "one",
    "prompt": "What does a forget gate of 0.5 keep?",
    "options": [
        {"id": "half", "text": "Half", "answer": "Yes, half."},
        {"id": "all", "text": "All", "answer": "That is 1.", "misconception": "switch"},
    ],
    "key": "half",
    "hints": ["It multiplies.", "0.5 times the cell."],
    "solution": ["Half is kept."],
    "mistakes": ["Reading it as the share lost."],
    "evidence": "'half'",
}
NUMBER = ITEM | {
    "kind": "number",
    "tolerance": 0.1,
    "otherwise": "Multiply.",
    "options": [
        {"id": "half", "text": "0.5", "answer": "Yes, half."},
        {"id": "all", "text": "1", "answer": "That is 1.", "misconception": "switch"},
    ],
    "evidence": "0.5",
}
DELETED = object()


def write(tmp_path, *items, **top):
    bank = {
        "lesson": "05_gates",
        "misconceptions": {"switch": "A gate is open or shut."},
        "items": list(items),
    } | top
    path = tmp_path / "05_gates.yaml"
    path.write_text(yaml.safe_dump(bank, allow_unicode=True), encoding="utf-8")
    return path


def changed(item, field, value):
    """Return a copy of an item with one field, such as options.1.text, changed or deleted."""
    item = copy.deepcopy(item)
    *path, last = [int(part) if part.isdigit() else part for part in field.split(".")]
    inner = item
    for part in path:
        inner = inner[part]
    if value is DELETED:
        del inner[last]
    else:
        inner[last] = value
    return item


def test_a_good_item_is_read(tmp_path):
    item = read_bank(write(tmp_path, ITEM)).item("keep")
    assert item.key == ("half",)
    assert item.use == "quiz"
    assert item.option("all").misconception == "switch"


@pytest.mark.parametrize(
    "field",
    [
        *("id", "objective", "level", "kind", "prompt", "options", "key"),
        *("hints", "solution", "mistakes", "evidence"),
        *("options.0.id", "options.0.text", "options.0.answer", "options.1.misconception"),
    ],
)
def test_a_missing_field_is_named(tmp_path, field):
    named = re.sub(r"\.(\d)\.", r"[\1].", field)
    wanted = re.escape(f"field '{named}': got nothing; wanted ")
    item = "" if field == "id" else "item 'keep', "
    with pytest.raises(ValueError, match=f"^05_gates.yaml, .*{item}{wanted}"):
        read_bank(write(tmp_path, changed(ITEM, field, DELETED)))


@pytest.mark.parametrize("field", ["tolerance", "otherwise"])
def test_a_number_needs_its_own_fields(tmp_path, field):
    with pytest.raises(ValueError, match=f"item 'keep', field '{field}': got nothing"):
        read_bank(write(tmp_path, changed(NUMBER, field, DELETED)))


@pytest.mark.parametrize(
    ("item", "field", "value", "message"),
    [
        (ITEM, "level", "tricky", "field 'level': got 'tricky'; wanted one of easy, medium, hard"),
        (ITEM, "kind", "many", "field 'kind': got 'many'; wanted one of one, several"),
        (ITEM, "use", "exam", "field 'use': got 'exam'; wanted one of quiz, predict, myth"),
        (ITEM, "objective", "gates.forgot", r"got 'gates.forgot'.*perhaps 'gates.forget'"),
        (ITEM, "key", "none", "field 'key': got 'none'; wanted one of half, all"),
        (ITEM, "key", ["half"], "field 'key': got a list of 1; wanted one of half, all"),
        (ITEM, "hints", ["One only."], "field 'hints': got a list of 1; wanted .* at least 2"),
        (ITEM, "hints", ["One.", {"a": "b"}], r"field 'hints\[1\]': got a mapping of 1"),
        (ITEM, "prompt", "  ", "field 'prompt': got '  '; wanted text"),
        (ITEM, "prompt", 5, r"field 'prompt': got the number 5; wanted text \(put it in quotes\)"),
        (ITEM, "hint", "x", r"field 'hint': got 'x'; wanted no such field \(perhaps 'hints'\?\)"),
        (ITEM, "options.0.why", "x", r"field 'options\[0\]\.why': got 'x'; wanted no such field"),
        (ITEM, "options.1.id", "half", r"field 'options\[1\]\.id': got 'half'; wanted an id that"),
        (ITEM, "options.1.id", "All!", r"field 'options\[1\]\.id': got 'All!'; wanted an id of"),
        (
            ITEM,
            "options.1.misconception",
            "x",
            r"options\[1\]\.misconception': got 'x'; wanted one",
        ),
        (ITEM, "options.0.misconception", "switch", r"options\[0\]\.misconception'.*is right"),
        (ITEM, "options", "half", "field 'options': got 'half'; wanted a list of options"),
        (ITEM, "options.0", "half", r"field 'options\[0\]': got 'half'; wanted fields with values"),
        (ITEM, "shuffle", "no", "field 'shuffle': got 'no'; wanted true or false"),
        (ITEM, "evidence", "1 +", "field 'evidence': got 'line 1.*; wanted lines of Python"),
        (ITEM, "shown_in", "lesson five", "field 'shown_in': got 'lesson five'; wanted the name"),
        (ITEM, "tolerance", 1, "field 'tolerance': got the number 1; wanted no such field"),
        (NUMBER, "tolerance", -1, "field 'tolerance': got the number -1; wanted how far"),
        (NUMBER, "options.1.text", "lots", r"options\[1\]\.text': got 'lots'; wanted a number"),
        (
            NUMBER,
            "options.1.text",
            "0.55",
            r"options\[1\]\.text': got '0.55'; wanted one that is told",
        ),
        (ITEM | {"kind": "prints"}, "prompt", "What?", "field 'code': got nothing"),
        (ITEM | {"kind": "order"}, "key", ["half"], "field 'key': got a list of 1; wanted all 2"),
        (ITEM | {"kind": "several"}, "key", ["half", "x"], r"field 'key\[1\]': got 'x'"),
        (ITEM | {"kind": "several"}, "key", ["half", "half"], r"field 'key\[1\]': got 'half'"),
    ],
)
def test_a_wrong_field_is_named(tmp_path, item, field, value, message):
    with pytest.raises(ValueError, match="^05_gates.yaml, item 'keep', .*" + message):
        read_bank(write(tmp_path, changed(item, field, value)))


@pytest.mark.parametrize(
    ("top", "message"),
    [
        ({"lesson": "06_return"}, "field 'lesson': got '06_return'; wanted the file's own name"),
        ({"author": "me"}, "field 'author': got 'me'; wanted no such field"),
        ({"items": []}, "field 'items': got a list of 0; wanted a list of items, at least 1"),
        ({"misconceptions": {"switch": ""}}, "field 'misconceptions.switch': got ''"),
        ({"misconceptions": {"switch": None}}, "field 'misconceptions.switch': got nothing"),
        (
            {"misconceptions": {"switch": "A.", "spare": "B."}},
            "field 'misconceptions.spare': got nothing",
        ),
        (
            {"misconceptions": {"switch": "A.", "Switch!": "B."}},
            r"field 'misconceptions\.Switch!': got 'Switch!'; wanted an id of small letters",
        ),
        ({"misconceptions": ["switch"]}, "field 'misconceptions': got a list of 1"),
        ({"items": ["keep"]}, r"item 'items\[0\]': got 'keep'; wanted fields with values"),
    ],
)
def test_a_fault_outside_items_is_named(tmp_path, top, message):
    with pytest.raises(ValueError, match="^05_gates.yaml, " + message):
        read_bank(write(tmp_path, ITEM, **top))


def test_two_items_of_one_id_are_refused(tmp_path):
    with pytest.raises(ValueError, match="item 'keep', field 'id': got 'keep'; wanted an id that"):
        read_bank(write(tmp_path, ITEM, ITEM))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"lesson: [05_gates", r"05_gates\.yaml, line 1: "),
        (
            b"lesson: 05_gates\nitems:\n  - id: a\n    id: b\n",
            r"line 4: the field 'id' stands twice",
        ),
        (b"lesson: \xff\xfe", r"05_gates\.yaml: not UTF-8 text"),
        (b"", r"05_gates\.yaml: got nothing; wanted fields"),
        (b"!!python/object/apply:os.getcwd []", r"05_gates\.yaml, line 1: "),
        (b"lesson: 2025-13-45", r"05_gates\.yaml: not readable as YAML"),
        (b"[" * 100_000, r"05_gates\.yaml: not readable as YAML"),  # C could run out of its stack
        (b"- " * 100_000, r"05_gates\.yaml: not readable as YAML"),
    ],
)
def test_what_is_not_a_bank_at_all_is_refused(tmp_path, content, message):
    path = tmp_path / "05_gates.yaml"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_bank(path)


@pytest.mark.parametrize("lesson", lessons())
def test_a_bank_parsed_in_c_is_as_yaml_in_python_reads_it(lesson):
    path = BANK_FOLDER / f"{lesson}.yaml"
    assert read_yaml(path) == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"^05_gates\.yaml: cannot be read"):
        read_bank(tmp_path / "05_gates.yaml")


def test_an_unknown_lesson_or_item_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match=r"lesson must be one of 00_start, .*05_gates.*'99_end'"):
        load_bank("99_end")
    with pytest.raises(ValueError, match=r"lesson must be one of 00_start, .*got \['05_gates'\]"):
        load_bank(["05_gates"])
    with pytest.raises(ValueError, match=r"item must be one of .*predict_but.*; got 'predict_and'"):
        load_bank("05_gates").item("predict_and")


def test_a_call_of_quiz_asks_what_it_names_once_or_all_that_are_for_a_quiz():
    bank = load_bank("05_gates")
    last, first = bank.items[-1], bank.items[0]
    assert bank.asked(last.id, first.id, last.id) == [last, first]
    assert bank.asked() == [item for item in bank.items if item.use == "quiz"]
    assert 0 < len(bank.asked()) < len(bank.items)
