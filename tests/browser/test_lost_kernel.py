"""A kernel that is killed while explorers move: they say so in words, and come back with a run."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.explorer_page import ExplorerPage
from tests.browser.shown_explorer import control, expect_to_say, show

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has one way alone
SILENT = re.compile("The kernel is busy or has stopped. If it stays so, run the cell again.")


def kill_kernel(notebook):
    """Kill the kernel without a word of warning."""
    os.kill(int(notebook.run_in_kernel("import os; print(os.getpid())")), KILL)


def close_dialog(notebook):
    """Close what JupyterLab says of a kernel that has died, and wait for the next kernel."""
    notebook.page.locator(".jp-Dialog button.jp-mod-accept").click(timeout=120_000)
    expect(notebook.page.locator(".jp-Dialog")).to_have_count(0)
    notebook.wait_until_idle()


def test_what_the_kernel_draws_says_that_it_is_gone_and_comes_back(rough, server):
    explorer = show(rough, server, "PaddingExplorer(length=20)")
    length, alert = control(explorer, "length"), explorer.locator("[role=alert]")
    before = explorer.locator("[aria-live]").inner_text()
    length.press("ArrowRight")
    kill_kernel(rough)
    for value in ("22", "23", "24"):  # JupyterLab's dialog, once there, would take all keys
        length.fill(value)
    expect(alert).to_have_text(SILENT, timeout=60_000)
    assert explorer.locator("img.ke-picture").is_visible(), "the last picture stays"
    close_dialog(rough)
    rough.run_all()
    again = rough.page.locator(".kernel-explorer").first
    expect_to_say(again, before.splitlines()[0])
    control(again, "length").press("End")
    expect(again.locator("[aria-live]")).not_to_have_text(before)
    expect(again.locator("[role=alert]")).to_have_text("")


@pytest.mark.parametrize("dead", [False, True], ids=["running", "killed"])
def test_what_the_page_computes_goes_on(rough, server, dead):
    server.write_notebook("alone.ipynb", "from lstm_helpers import GateExplorer\nGateExplorer()")
    rough.open("alone.ipynb").run_all()
    explorer = ExplorerPage(rough.output(0).locator(".gate-explorer"))
    if dead:
        kill_kernel(rough)
        close_dialog(rough)
    explorer.chips.first.wait_for()
    last = explorer.chips.count() - 1
    explorer.move_to(0).press("End")
    assert explorer.timestep == last
    probability = explorer.probability
    explorer.clamp("forget", 0)
    assert explorer.altered_probability is not None
    assert explorer.probability == probability
    if dead:
        rough.run_all()
        assert ExplorerPage(rough.output(0).locator(".gate-explorer")).move_to(1).timestep == 1
