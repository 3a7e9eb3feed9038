"""The teacher's commands: what they print and write, and how they say what is wrong."""

import json
import subprocess
import sys

import pytest
import yaml

from lstm_helpers.quiz import bank_report
from lstm_helpers.quiz.__main__ import main
from lstm_helpers.quiz.bank import lessons, load_bank, read_bank
from lstm_helpers.quiz.export import WRITERS, export
from lstm_helpers.quiz.objectives import load_objectives
from tests.quiz.test_bank import ITEM, NUMBER, changed, write


def run(capsys, *words):
    """Return exit status, standard output, standard error."""
    status = main(words)
    return status, *capsys.readouterr()


@pytest.mark.parametrize("to", WRITERS)
def test_a_lesson_is_printed_or_written(capsys, tmp_path, to):
    wanted = export([load_bank("05_gates")], to)
    assert run(capsys, "export", "--to", to, "--lesson", "05_gates") == (0, wanted, "")
    path = tmp_path / "gates"
    status, said, _ = run(
        capsys, "export", "--to", to, "--lesson", "05_gates", "--output", str(path)
    )
    assert (status, said) == (0, f"Written: {path}, {len(wanted.encode()):,} bytes.\n")
    assert path.read_bytes() == wanted.encode()


def test_all_lessons_are_exported_unless_some_are_named(capsys, tmp_path):
    def ids(*words):
        return {one["id"].split("/")[0] for one in json.loads(run(capsys, "export", *words)[1])}

    own = write(tmp_path, ITEM)
    assert ids("--to", "jupyterquiz") == set(lessons())
    assert ids("--to", "jupyterquiz", "--lesson", "01_tokens", "02_padding") == {
        *("01_tokens", "02_padding")
    }
    assert json.loads(run(capsys, "export", "--to", "jupyterquiz", str(own))[1])[0]["id"].endswith(
        "/keep"
    )


def test_it_is_a_module_to_run():
    command = [sys.executable, "-m", "lstm_helpers.quiz", "export", "--to", "gift"]
    done = subprocess.run([*command, "--lesson", "05_gates"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == export([load_bank("05_gates")], "gift")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["export", "--to", "gift", "--lesson", "99"], 1, "lesson must be one of 00_start"),
        (["export", "--to", "gift", "nowhere"], 1, "FILE must be a bank's file or one of 00_start"),
        (["check", "nowhere.yaml"], 1, "nowhere.yaml: cannot be read"),
        (["preview", "05_gates", "keeep"], 1, "item must be one of predict_story"),
        (
            ["preview", "05_gates", "--output", "no/such/folder.html"],
            1,
            "folder.html: No such file",
        ),
    ],
)
def test_a_fault_is_one_sentence(capsys, tmp_path, monkeypatch, words, status, said):
    monkeypatch.chdir(tmp_path)
    found, printed, error = run(capsys, *words)
    assert (found, printed) == (status, "")
    assert error.count("\n") == 1
    assert said in error


@pytest.mark.parametrize("words", [[], ["export"], ["export", "--to", "qti"], ["shuffle"]])
def test_a_command_that_is_not_understood_has_status_2(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "usage: python -m lstm_helpers.quiz" in capsys.readouterr().err


def test_an_item_that_cannot_be_exported_is_named(capsys, tmp_path):
    path = write(tmp_path, ITEM | {"prompt": "Ring \x07"})
    status, _, error = run(capsys, "export", "--to", "moodle", str(path))
    assert status == 1
    assert error.startswith("item 'keep', field 'prompt': U+0007 cannot be exported")


def test_check_counts_and_runs_the_evidence(capsys, tmp_path):
    path = write(tmp_path, ITEM, NUMBER | {"id": "half", "level": "hard"})
    status, said, error = run(capsys, "check", str(path))
    assert (status, error) == (0, "")
    head, row, *_ = said.splitlines()
    counts = dict(zip(head.split(), row.split(), strict=True))
    assert counts["items"] == "2"
    assert [counts[name] for name in ("easy", "medium", "hard", "one", "number")] == list("1·111")
    assert "05_gates: 2 keys computed, as stated; 0 shown in a lesson" in said
    assert "05_gates: 0 of 2 quiz items are medium, less than a quarter" in said


@pytest.mark.parametrize(
    ("evidence", "fault"),
    [
        ("'all'", "keep: the key is half, and the evidence gives 'all'"),
        ("1 / 0", "keep: its evidence stops with ZeroDivisionError: division by zero"),
        ("raise SystemExit", "keep: its evidence stops with SystemExit: "),
        ("x = 1", "keep: its evidence stops with ValueError: the evidence of item 'keep' must set"),
    ],
)
def test_a_key_that_is_not_so_is_told(capsys, tmp_path, evidence, fault):
    path = write(tmp_path, changed(ITEM, "evidence", evidence))
    status, said, error = run(capsys, "check", str(path))
    assert status == 1
    assert fault in said
    assert error == "\n1 key not as stated.\n"


def test_a_faulty_bank_is_refused_by_file_item_and_field(capsys, tmp_path):
    path = write(tmp_path, changed(ITEM, "level", "tricky"))
    status, _, error = run(capsys, "check", str(path))
    assert status == 1
    assert error.startswith("05_gates.yaml, item 'keep', field 'level': got 'tricky'; wanted")


def test_the_tables_count_every_item_of_the_course():
    banks = [load_bank(lesson) for lesson in lessons()]
    *_, total = bank_report.count_table(banks).splitlines()
    assert total.split()[:2] == ["all", str(sum(len(bank.items) for bank in banks))]
    rows = [line.split() for line in bank_report.objective_table(banks).splitlines()[1:]]
    assert sum(int(asked) for _, asked, _ in rows) == sum(len(bank.items) for bank in banks)


def test_what_is_missing_is_said_of_objectives_never_asked_too(tmp_path):
    bank = read_bank(write(tmp_path, ITEM))
    lacking = bank_report.missing([bank], list(load_objectives()))
    assert "objective gates.forget is asked once" in lacking
    assert "objective gates.cell is never asked" in lacking
    enough = read_bank(write(tmp_path, ITEM, ITEM | {"id": "again"}))
    assert (
        bank_report.missing([enough])[0]
        == "05_gates: 0 of 2 quiz items are medium, less than a quarter"
    )


def test_evidence_is_not_in_the_file_of_a_preview(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, changed(ITEM, "evidence", "'half'  # secret"))
    assert yaml.safe_load(path.read_text("utf-8"))["items"][0]["evidence"].endswith("secret")
    assert run(capsys, "preview", str(path))[0] == 0
    assert "secret" not in (tmp_path / "05_gates_preview.html").read_text("utf-8")


@pytest.mark.parametrize("to", WRITERS)
def test_evidence_is_in_no_export(tmp_path, to):
    items = [
        changed(ITEM, "evidence", "'half'  # secret"),
        changed(NUMBER, "evidence", "0.5  # secret") | {"id": "half"},
    ]
    bank = read_bank(write(tmp_path, *items))
    assert all(item.evidence.endswith("# secret") for item in bank.items)
    text = export([bank], to)
    assert bank.items[1].otherwise.removesuffix(".") in text
    assert "secret" not in text
