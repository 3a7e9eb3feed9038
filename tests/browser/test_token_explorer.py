"""The token explorer in JupyterLab: typed in and moved by keys, with the kernel following."""

import pytest
from playwright.sync_api import expect

CELLS = (
    "from lstm_helpers import TokenExplorer, load_corpus",
    'TokenExplorer(load_corpus("reviews").select("train").texts, max_tokens=1000)',
)
TEXT_IN_PYTHON = """next(
    one.text for one in __import__("ipywidgets").widgets.widget._instances.values()
    if type(one).__name__ == "TokenExplorer"
)"""


@pytest.fixture(scope="module")
def explorer(notebook, server):
    notebook.open(server.write_notebook("tokens.ipynb", *CELLS)).run_all()
    return notebook.page.locator(".token-explorer").first


def expect_to_say(explorer, words):
    """Wait until the read-out holds the words: it is written a moment after the key."""
    expect(explorer.locator("[aria-live]")).to_contain_text(words)


def test_typing_changes_the_read_out(explorer):
    explorer.locator(".te-text").fill("A film about cats")
    expect_to_say(explorer, "4 tokens, 1 of them unknown: “cats”.")


def test_keys_move_the_slider_and_not_the_notebook(explorer):
    slider = explorer.locator(".te-slider")
    slider.focus()
    for key, size in (("Home", "3"), ("ArrowRight", "4"), ("ArrowUp", "5"), ("End", "3,784")):
        slider.press(key)
        expect_to_say(explorer, f"With {size} ids,")
    assert slider.evaluate("slider => slider === document.activeElement")


def test_keys_walk_along_the_tokens(explorer):
    explorer.locator(".te-text").fill("A film about cats")
    explorer.locator(".te-chip").first.click()
    for _ in range(3):
        explorer.page.keyboard.press("ArrowRight")
    expect(explorer.locator(".te-detail")).to_have_text(
        "“cats” is in none of the texts: unknown at any size, id 1"
    )


def test_a_late_echo_of_the_kernel_changes_nothing(notebook, explorer):
    field = explorer.locator(".te-text")
    field.fill("")
    field.press_sequentially("so many good words", delay=60)
    notebook.wait_for_python(TEXT_IN_PYTHON, "so many good words")
    notebook.run_in_kernel("")  # what Python echoed was sent before this is answered
    assert field.input_value() == "so many good words"
    expect_to_say(explorer, "4 tokens, all of them known.")
