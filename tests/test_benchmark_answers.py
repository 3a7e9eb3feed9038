"""The measurement of the progress file runs, and would notice what it is there to notice."""

import os
import re
import signal
import subprocess
import sys

import pytest

from benchmarks import report

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL") or not hasattr(os, "fork"),
    reason="this system has no SIGKILL and no fork, which the measurement is made of",
)

# Files that lose answers in one way or another.
FAULTS = {
    "an answer told safe and not written": "AnswerFile.append = lambda self, answers: None",
    "a file that does not open": "AnswerFile.read = refuse",
}
SABOTAGED = """
from benchmarks import answers
from lstm_helpers.quiz.store import AnswerFile, StoreError
def refuse(self):
    raise StoreError("it is damaged")
{fault}
raise SystemExit(answers.main(["--kills", "3", "--answers", "16"]))
"""


def run(*arguments):
    # In memory, where there is such a place: writers die there as well, and no disk is waited for.
    place = {"TMPDIR": "/dev/shm"} if os.access("/dev/shm", os.W_OK) else {}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        encoding="utf-8",
        env=os.environ | place,
    )


def figures(output):
    """Return the table's figures by what they count."""
    rows = re.findall(r"^\| (.+) \| (\S.*) \|$", output, flags=re.MULTILINE)
    return {what.strip("*"): figure.split()[0].strip("*") for what, figure in rows[1:]}


def test_a_few_kills_and_a_small_crowd_lose_nothing():
    done = run("-m", "benchmarks.answers", "--quick")
    assert done.returncode == 0, done.stdout + done.stderr
    found = figures(done.stdout)
    assert found["writers killed (SIGKILL) at a random moment"] == "30"
    assert int(found["answers that a writer was told are safe"]) >= 29
    assert found["of these lost"] == "0"
    assert found["files that did not open, or with a fault"] == "0"
    assert found["answers written at once"] == "400"
    assert found["of these missing"] == "0"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_loses_answers_is_noticed(fault):
    done = run("-c", SABOTAGED.format(fault=FAULTS[fault]))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "✗" in done.stdout


def test_a_table_goes_between_its_own_marks(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- x -->\nold\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n")
    report.write("x", ["| new |"], readme)
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("a\n<!-- x -->\nMeasured 20")
    assert text.endswith("\n\n| new |\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n")
    with pytest.raises(RuntimeError, match="lost the marks <!-- z -->"):
        report.write("z", [], readme)
