"""The threshold explorer in JupyterLab: every control moved by keys, the read-out read."""

import re

import pytest
from playwright.sync_api import expect

from lstm_helpers import ThresholdExplorer
from lstm_helpers.plots.live import Look
from tests.browser.shown_explorer import control, expect_to_say, show


@pytest.fixture(scope="module")
def explorer(notebook, server):
    return show(notebook, server, "ThresholdExplorer(threshold=0.2)")


def test_the_threshold_moves_counts_and_measures(explorer):
    expect_to_say(explorer, "Threshold 0.20: precision 0.62, recall 0.57", "Of 157 unwanted, 90")
    control(explorer, "threshold").press("ArrowRight")
    expect_to_say(explorer, "Threshold 0.21")
    control(explorer, "threshold").press("End")
    expect_to_say(explorer, "Threshold 1.00", "Nothing is called unwanted", "accuracy 0.87.")
    control(explorer, "threshold").press("Home")
    expect_to_say(explorer, "Threshold 0.00: precision 0.13, recall 1.00")


def test_the_share_moves_precision_alone(explorer):
    control(explorer, "threshold").fill("20")
    expect_to_say(explorer, "Threshold 0.20: precision 0.62, recall 0.57")
    control(explorer, "share").press("Home")
    expect_to_say(explorer, "recall 0.57", "Counted as if 1% of 10,000", "an accuracy of 0.99.")
    control(explorer, "share").press("End")
    expect_to_say(explorer, "recall 0.57", "Counted as if 50% of 10,000", "an accuracy of 0.50.")


def test_the_lstm_can_be_put_in_front(explorer):
    chosen = control(explorer, "model").locator("input").first
    chosen.press("ArrowRight")
    named = re.compile(r"Above, how P\(unwanted\) is spread among unwanted and among wanted")
    expect(explorer.locator("img.ke-picture")).to_have_attribute("alt", named)
    expect_to_say(explorer, "The highest F1 of this model is")
    expect(control(explorer, "model").locator("input").nth(1)).to_be_checked()


def test_a_click_on_the_picture_sets_the_threshold(explorer):
    picture = explorer.locator("img.ke-picture")
    box = picture.bounding_box()
    picture.click(position={"x": 0.3 * box["width"], "y": 0.3 * box["height"]})
    same = ThresholdExplorer(threshold=0.2)
    same._render(Look(width=round(box["width"])))
    same._pick(0.3, 0.7)  # counted from the lower left corner
    assert 0.2 < same.threshold < 1
    expect_to_say(explorer, f"Threshold {same.threshold:.2f}:")
    expect(explorer.locator("[role=alert]")).to_have_text("")
