"""A slow connection: half a second each way and 40 kB a second, as on a weak mobile network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.shown_explorer import control

LATENCY = 500  # ms
BYTES = 40_000  # a second
ASK = """async () => {
  const start = performance.now();
  await fetch("/api");
  return performance.now() - start;
}"""


@pytest.fixture
def slow(rough, server):
    """Open a notebook, and only then slow the connection: JupyterLab's own 10 MB are there."""
    path = server.write_notebook(
        "slow.ipynb", "from lstm_helpers import PaddingExplorer", "PaddingExplorer(length=20)"
    )
    rough.open(path)
    limits = {"offline": False, "latency": LATENCY}
    speed = {"downloadThroughput": BYTES, "uploadThroughput": BYTES}
    session = rough.page.context.new_cdp_session(rough.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**limits, **speed})
    assert rough.page.evaluate(ASK) >= LATENCY, "the connection is slow"
    return rough


def test_an_explorer_arrives_and_ends_where_the_learner_does(slow):
    slow.run_all()
    explorer = slow.page.locator(".kernel-explorer")
    explorer.locator("img.ke-picture[src^=blob]").wait_for(timeout=120_000)
    length = control(explorer, "length")
    length.press("Home")
    for _ in range(12):
        length.press("ArrowRight")
    wanted = length.get_attribute("aria-valuetext").split()[0]
    assert wanted == "13", "twelve steps from the first place"
    expect(explorer).to_have_attribute("data-waiting", "false", timeout=120_000)
    assert length.get_attribute("aria-valuetext").split()[0] == wanted
    alt = re.compile(f"^A row of {wanted} places")
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", alt)
    expect(explorer.locator("[role=alert]")).to_have_text("")
