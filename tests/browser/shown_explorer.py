"""An explorer that the kernel draws, shown in a notebook of its own, used by keys and read."""

import re

from playwright.sync_api import expect


def show(notebook, server, *calls):
    """Show explorers in a new notebook; return the first, once its picture is there.

    Parameters
    ----------
    notebook : NotebookPage
        A page to open the notebook in.
    server : LabServer
        A running JupyterLab.
    *calls : str
        What makes them, such as ``"PaddingExplorer(length=20)"``, all of one class.

    Returns
    -------
    playwright.sync_api.Locator
    """
    name = calls[0].partition("(")[0]
    path = server.write_notebook(f"{name}.ipynb", f"from lstm_helpers import {name}", *calls)
    notebook.open(path).run_all()
    explorer = notebook.page.locator(f".kernel-explorer[data-explorer={name}]").first
    expect(explorer.locator("img.ke-picture")).to_have_attribute("src", re.compile("^blob:"))
    explorer.scroll_into_view_if_needed()
    return explorer


def control(explorer, name):
    """Locate a control by its attribute's name."""
    return explorer.locator(f"[data-control={name}]")


def expect_to_say(explorer, *words):
    """Wait until the read-out holds the words: the kernel answers a moment after the key."""
    for each in words:
        expect(explorer.locator("[aria-live]")).to_contain_text(each)
