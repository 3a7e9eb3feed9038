"""The token explorer in JupyterLab: typed in and moved by keys, with the kernel following."""

import pytest

LESSON = "01_split_text_into_tokens.ipynb"


@pytest.fixture(scope="module")
def explorer(notebook):
    notebook.open(LESSON).run_all()
    return notebook.page.locator(".token-explorer").first


def readout(explorer):
    return explorer.locator("[aria-live]").inner_text()


def test_typing_changes_the_read_out(explorer):
    explorer.locator(".te-text").fill("A film about cats")
    assert readout(explorer).startswith("4 tokens, 1 of them unknown: “cats”.")


def test_keys_move_the_slider_and_not_the_notebook(explorer):
    slider = explorer.locator(".te-slider")
    slider.focus()
    for key, size in (("Home", "3"), ("ArrowRight", "4"), ("ArrowUp", "5"), ("End", "3,784")):
        slider.press(key)
        assert f"With {size} ids," in readout(explorer)
    assert slider.evaluate("slider => slider === document.activeElement")


def test_keys_walk_along_the_tokens(explorer):
    explorer.locator(".te-text").fill("A film about cats")
    explorer.locator(".te-chip").first.click()
    for _ in range(3):
        explorer.page.keyboard.press("ArrowRight")
    said = explorer.locator(".te-detail").inner_text()
    assert said == "“cats” is in none of the texts: unknown at any size, id 1"


def test_a_late_echo_of_the_kernel_changes_nothing(explorer):
    field = explorer.locator(".te-text")
    field.fill("")
    field.press_sequentially("so many good words", delay=60)
    explorer.page.wait_for_timeout(600)
    assert field.input_value() == "so many good words"
    assert readout(explorer).startswith("4 tokens, all of them known.")
