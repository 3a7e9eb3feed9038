"""Take the README's pictures of the gate explorer from lesson 05, running in JupyterLab.

``python -m tools.take_pictures`` writes ``notebooks/pictures/gate_explorer.png`` and
``notebooks/pictures/gate_explorer_dark.png``. It needs Chromium.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.browser.explorer_page import ExplorerPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import LabServer

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "notebooks" / "pictures"
LESSON = "05_open_the_lstm_gates.ipynb"
SENTENCE = "the plot was not good but i loved every minute"
PIVOT = SENTENCE.split().index("but")


def main():
    """Run the lesson, set the scene, and write one picture a theme."""
    if find_chromium() is None:
        return "Chromium was not found: install it, or set CHROMIUM to its path"
    with LabServer() as server, sync_playwright() as playwright:
        page = launch(playwright).new_page(
            viewport={"width": 1280, "height": 1000}, device_scale_factor=2
        )
        notebook = NotebookPage(page, server).open(LESSON).run_all()
        explorer = ExplorerPage(page.locator(".gate-explorer").first)
        set_scene(explorer)
        PICTURES.mkdir(exist_ok=True)
        for theme, suffix in (("light", ""), ("dark", "_dark")):
            notebook.set_theme(theme)
            path = PICTURES / f"gate_explorer{suffix}.png"
            path.write_bytes(packed(explorer.root.screenshot()))
            print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB")
    return None


def set_scene(explorer):
    """Show a sentence that turns at *but*, there, with the forget gate clamped open."""
    explorer.read(SENTENCE)
    explorer.move_to(PIVOT)
    explorer.clamp("forget", 1.0)


def packed(png):
    """Write a screenshot's pixels as tightly as PNG can."""
    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(small, "png", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    sys.exit(main())
