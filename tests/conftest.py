"""What holds for every test, and for every kernel that nbval starts."""

import atexit
import gc
import os
import re
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from lstm_helpers.lab.settings import variables
from tests.browser.chromium import NO_CHROMIUM, find_chromium, launch
from tests.needed import needed

# Quiet and on the processor, also where pytest is started without course.py.
os.environ.update(variables(graphics_card=False))

# Tests run side by side on all cores, where TensorFlow's threads would wait for each other: one
# each takes a seventh less of the processors. The figures of a lesson hold with any number.
os.environ.update({"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"})

# A shell lets what it starts in the background ignore Ctrl-C, and so would all that tests start:
# no kernel could be interrupted and no server stopped.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Lessons and quizzes see a learner who has answered nothing yet, kernels an IPython as it comes:
# nobody's progress, start-up files or history of commands are touched.
for _name in ("LSTM_COURSE_HOME", "IPYTHONDIR"):
    os.environ[_name] = tempfile.mkdtemp(prefix="lstm-course-")
    atexit.register(shutil.rmtree, os.environ[_name], ignore_errors=True)

# Tests run side by side, so how long a single example takes says nothing.
settings.register_profile("course", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1_000)  # ten times as many
settings.load_profile("course")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Collect tests with no search for garbage between them: all of it stays, and is let be."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


# Who asks for one of these is shown something in a real Chromium.
CHROMIUM_FIXTURES = {"browser", "chromium", "playwright"}
IN_JUPYTERLAB = Path(__file__).parent / "browser"


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the marker
def pytest_collection_modifyitems(items):
    shown, others = [], []
    for item in items:
        asks = CHROMIUM_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        (shown if asks or IN_JUPYTERLAB in item.path.parents else others).append(item)
    for item in shown:
        item.add_marker("chromium")
    items[:] = shown + others  # the longest first, so that at the end no core waits for another


class _EachLessonByItself(LoadScopeScheduling):
    """Modules stay together, as with ``--dist=loadscope``; lessons in the browser are shared out.

    They are the longest of all, and each opens a notebook of its own.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith("tests/browser/test_lessons.py::"):
            return nodeid
        return super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return _EachLessonByItself(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def playwright():
    """Start Playwright once a process: a second one beside it would refuse to start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(request):
    needed(find_chromium(), NO_CHROMIUM)
    browser = launch(request.getfixturevalue("playwright"))
    yield browser
    browser.close()


@pytest.fixture
def told(capsys, monkeypatch):
    """Return a function that checks an answer to an exercise and gives what was printed.

    Nothing is returned and nothing goes to the error stream, whatever the answer does.
    """
    from lstm_helpers import exercise
    from lstm_helpers.exercises import attempt

    # On a busy machine a right answer may take longer than a learner would wait.
    monkeypatch.setattr(attempt, "SECONDS", 60)

    def check(name, function):
        assert exercise(name).check(function) is None
        printed = capsys.readouterr()
        assert printed.err == ""
        return re.sub(r"\s+", " ", printed.out).strip()

    return check
