"""A page's messages are handled beside the cell that runs: two threads at one explorer, at once."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from lstm_helpers import PaddingExplorer, TokenExplorer

PATIENCE = 60  # seconds; a thread that waits longer has been forgotten
LOOK = {"width": 700, "ratio": 1, "dark": True, "ground": [0, 0, 0]}


class Halting:
    """Stands in for a method: its first call halts half-way until it may go on."""

    def __init__(self, method):
        self.method, self.calls = method, 0
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, *arguments, **named):
        self.calls += 1
        if self.calls == 1:
            self.reached.set()
            assert self.go_on.wait(PATIENCE)
        return self.method(*arguments, **named)


def set_meanwhile(explorer, halting, data, name, value):
    """Let a cell set an attribute while the explorer is half-way through what its page sent."""
    with ThreadPoolExecutor(2) as threads:
        page = threads.submit(explorer._handle_msg, {"content": {"data": data}, "buffers": []})
        assert halting.reached.wait(PATIENCE)
        cell = threads.submit(setattr, explorer, name, value)
        wait([cell], timeout=0.2)  # it has to wait; were it not to, it would be done by now
        halting.go_on.set()
        page.result(PATIENCE)
        cell.result(PATIENCE)


@pytest.fixture
def explorer():
    explorer = PaddingExplorer(sentence="A dull film.", length=20)
    explorer._answers = []
    explorer.send = lambda answer, buffers: explorer._answers.append(answer)
    explorer._hear(explorer, {"look": LOOK}, [])
    explorer._answers.clear()
    return explorer


def asked(**attributes):
    return {"method": "custom", "content": {"asked": "1", "set": attributes}}


def test_a_cell_s_change_outlives_a_page_s_refused_one(explorer, monkeypatch):
    halting = Halting(explorer._scene)
    monkeypatch.setattr(explorer, "_scene", halting)
    set_meanwhile(explorer, halting, asked(sentence="so " * 201), "length", 30)
    assert (explorer.length, explorer.sentence) == (30, "A dull film.")
    assert [bool(answer["problem"]) for answer in explorer._answers] == [True, False]


def test_what_is_told_last_is_what_is_so(explorer, monkeypatch):
    halting = Halting(explorer._figure.png)
    monkeypatch.setattr(explorer._figure, "png", halting)
    set_meanwhile(explorer, halting, asked(sentence="A good film."), "length", 30)
    assert len(explorer._answers) == 2
    assert explorer._answers[-1]["readout"] == explorer.readout
    assert explorer._answers[-1]["values"]["length"] == 30
    assert explorer._answers[-1]["values"]["sentence"] == "A good film."


def test_a_token_of_the_page_and_a_shorter_text_of_a_cell_do_not_clash(monkeypatch):
    explorer = TokenExplorer(["a good film"], text="a good film")
    halting = Halting(explorer._send)
    monkeypatch.setattr(explorer, "_send", halting)
    moved = {"method": "update", "state": {"position": 2}, "buffer_paths": []}
    set_meanwhile(explorer, halting, moved, "text", "good")
    assert (explorer.text, explorer.position) == ("good", 0)
