"""What is shown in a real Chromium can be told from the rest: ``-m "not chromium"``."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import pytest_collection_modifyitems

TESTS = Path(__file__).parent


@pytest.mark.parametrize(
    ("path", "options", "marked"),
    [
        ("browser/test_quiz.py", {"fixturenames": []}, True),
        ("quiz/test_preview.py", {"fixturenames": ["tmp_path", "show", "browser"]}, True),
        ("widgets/test_token_page.py", {"fixturenames": ["chromium"]}, True),
        ("web/test_build.py", {"fixturenames": ["tmp_path"]}, False),
        ("../notebooks/05_gates.ipynb", {}, False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_asks_for_chromium_is_marked(path, options, marked):
    given = []
    item = SimpleNamespace(path=TESTS / path, add_marker=given.append, **options)
    pytest_collection_modifyitems([item])
    assert given == ["chromium"] * marked


def test_what_asks_for_chromium_comes_first_and_all_stay_in_order():
    fixtures = {"a": [], "b": ["browser"], "c": [], "d": ["chromium"]}
    items = [
        SimpleNamespace(path=TESTS / name, fixturenames=named, add_marker=lambda _marker: None)
        for name, named in fixtures.items()
    ]
    pytest_collection_modifyitems(items)
    assert [item.path.name for item in items] == ["b", "d", "a", "c"]


def test_chromium_is_started_by_the_fixtures_alone():
    starts = re.compile(r"\b(?:sync_playwright|launch|Chromium)\(")
    modules = [path for path in TESTS.rglob("*.py") if path.parent.name != "browser"]
    found = {
        path.relative_to(TESTS).as_posix()
        for path in modules
        if starts.search(path.read_text("utf-8"))
    }
    assert found == {"conftest.py", "widgets/conftest.py", "widgets/plain_page.py"}
