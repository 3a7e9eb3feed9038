"""Sentences of the course's documents that hold numbers, with the numbers computed."""

import re
import tomllib
from functools import cache

from launcher.installation import SPACE
from lstm_helpers import Intervention, load_recorded, load_review_model
from lstm_helpers.corpus import PUBLIC, load_corpus
from lstm_helpers.pipeline import STAGES
from lstm_helpers.quiz.final.drawing import SHARES
from lstm_helpers.ways import WAYS
from tests import test_lesson_cells as limits
from tests.core_path import MARK
from tests.test_notebooks_in_sync import LESSONS, ROOT, code_cells
from tests.truth.course_texts import course_texts

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SENTENCE = "the plot was not good but i loved every minute"  # of README.md's picture


@cache
def claims() -> dict[str, list[str]]:
    """Return by document what it has to say, word for word, for its numbers to be true."""
    thousand = f"{sentences():,}"
    return {
        "README.md": [
            f"falls from {probability():.2f} to {probability(forget=1.0):.2f}",
            f"with Python {pythons()} and about {SPACE / 1e9:g} GB of free disk",
            f"{WORDS[len(STAGES)]} stages from {thousand} sentences to {thousand} predictions",
            f"thresholds moved on {len(load_corpus('messages').texts):,} messages",
            f"{WORDS[count('09', 'Trap ')]} traps, each run",
            f"a scoreboard over {WORDS[len(load_recorded('sentiment')['test']['LSTM'])]} seeds",
            f"recall at distances up to {farthest()},",
            f"{WORDS[count('14', 'Patient ')]} broken models, each diagnosed",
            f"{WORDS[sum(SHARES.values())]} questions, a result by objective",
            f"of {WORDS[len(PUBLIC)]} public corpora to download",
            "Data: CC0 1.0. Text: CC BY 4.0.",
        ],
        "TEACHING.md": [
            f"needs about {SPACE / 1e9:g} GB",
            "it takes: {} to {} minutes".format(*minutes("Time")),
            "do the core alone, {} to {} minutes".format(*minutes("Core")),
            "Lessons {} to {} offer public texts".format(*with_public_texts()),
        ],
        "CONTRIBUTING.md": [
            f"(Python {pythons()})",
            f"pip install dist/lstm_helpers-{project()['version']}-py3-none-any.whl",
            f"at most {limits.CODE_LINES} lines a code cell, {limits.WORDS} words a Markdown cell, "
            f"{limits.CELLS} cells a lesson",
        ],
        "STYLE_GUIDE.md": [
            f"{limits.CODE_LINES} at most), its output",
            f"to {limits.CELLS} cells; Markdown cells of at most {limits.WORDS} words",
            f"the tags of the {WORDS[len(WAYS)]} ways in",
            f"stands one line: ``` {MARK} ```",
        ],
        "deploy/jupyterhub/README.md": [f"a Python ({pythons()})"],
        "data/README.md": [f"`load_corpus` knows {WORDS[len(PUBLIC)]} more names"],
    }


def probability(**clamped: float) -> float:
    """Return what the review model says of the picture's sentence at its end."""
    surgery = Intervention(**clamped) if clamped else None
    return float(load_review_model().read(SENTENCE, surgery).probabilities[-1])


def project() -> dict:
    """Return what pyproject.toml says of the package."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pythons() -> str:
    """Return the versions of Python that the package takes, in words."""
    suitable = project()["requires-python"]
    low, high = map(int, re.fullmatch(r">=3\.(\d+),<3\.(\d+)", suitable).groups())
    *most, last = [f"3.{minor}" for minor in range(low, high)]
    return f"{', '.join(most)} or {last}"


def lesson(number: str) -> str:
    """Return a lesson's name by its two digits."""
    return next(name for name in LESSONS if name.startswith(number))


def count(number: str, start: str) -> int:
    """Return the highest number that a lesson's headings and words give to one of its kind."""
    text = course_texts()[f"notebooks/{lesson(number)}.ipynb"]
    return max(map(int, re.findall(rf"\b{start}(\d+)", text)))


def sentences() -> int:
    """Return how many sentences lesson 07 sends through, as it prints."""
    printed = [
        output.get("text", "") for cell in code_cells(lesson("07")) for output in cell.outputs
    ]
    return int(re.search(r"^(\d+) strings", "\n".join(printed), re.MULTILINE)[1])


def farthest() -> int:
    """Return the greatest distance of the recorded memory task."""
    runs = load_recorded("recall")["runs"]
    return max(run["distance"] for run in runs)


def minutes(what: str) -> tuple[int, int]:
    """Return the least and the most time that a lesson says it takes, or its core."""
    stated = re.compile(rf"\*\*{what}\*\*: about (\d+) minutes")
    said = [stated.search(text) for text in course_texts().values()]
    times = [int(match[1]) for match in said if match]
    return min(times), max(times)


def with_public_texts() -> tuple[str, str]:
    """Return the first and the last lesson that offer a public text."""
    offering = [
        name[:2]
        for name in LESSONS
        if any(cell.source.startswith("CORPUS = ") for cell in code_cells(name))
    ]
    return offering[0], offering[-1]
