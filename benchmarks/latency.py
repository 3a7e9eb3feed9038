"""Time from a key press to the painted picture, in a real JupyterLab in headless Chromium.

``python -m benchmarks.latency`` measures the course's explorers beside ``interact`` with inline
Matplotlib, ipympl, and Matplotlib blitted into an image, in one run; ``--write`` puts the table
into benchmarks/README.md. What exactly is measured stands there and in stopwatch.js.
"""

import argparse
import random
import statistics
import sys

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.contenders import YARDSTICK, contenders
from benchmarks.latency_cells import SET_UP
from benchmarks.layer import FOLDER, INSTALL, LAYER, has
from benchmarks.report import markdown, verdict, write
from tests.browser.chromium import find_chromium, launch
from tests.browser.notebook_page import NotebookPage
from tests.browser.server import LabServer

WARM_UP = 5  # presses before those that count
PATIENCE = 10_000  # ms to wait for a picture
NO_FRAME_LIMIT = "--disable-frame-rate-limit"


def main(arguments=None):
    """Measure, print the table, and return 1 if a limit was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__)
    parser.add_argument("--presses", type=int, default=40, help="counted presses a contender")
    parser.add_argument("--only", help="measure only contenders with this in their name")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    if find_chromium() is None:
        parser.error("Chromium is not installed: install it, or set CHROMIUM to its path")
    chosen = [c for c in contenders() if not options.only or options.only in c.name]
    if not has("ipympl"):
        print(f"Without ipympl; to measure it as well:\n  {INSTALL}")
        chosen = [c for c in chosen if "ipympl" not in c.name]
    elif any("ipympl" in c.name for c in chosen):
        print("With ipympl from", LAYER.relative_to(FOLDER.parent))
    free, capped = measure(chosen, options.presses)
    lines = table(chosen, free, capped)
    print("\n".join(lines))
    if options.write:
        write("latency", lines)
    return int(any(c.limit and _p95(free[c.name]) > c.limit for c in chosen))


def measure(chosen, presses):
    """Measure every contender twice, in a fresh browser each time.

    Parameters
    ----------
    chosen : list of Contender
    presses : int
        How many key presses count.

    Returns
    -------
    tuple of two dict
        Milliseconds by contender's name: with frames made as fast as they can be, and with 60
        frames a second.
    """
    layer = LAYER if LAYER.is_dir() else None
    with LabServer(notebooks=None, layer=layer) as server, sync_playwright() as playwright:
        server.write_notebook("latency.ipynb", SET_UP, *(contender.cell for contender in chosen))
        return tuple(
            _measure_in(launch(playwright, *flags), server, chosen, presses)
            for flags in ((NO_FRAME_LIMIT,), ())
        )


def _measure_in(browser, server, chosen, presses):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.add_init_script(path=FOLDER / "stopwatch.js")
    notebook = NotebookPage(page, server).open("latency.ipynb").run_all()
    if failed := notebook.cells_with_errors():
        raise RuntimeError(f"a cell failed: {failed[0]}")
    times = {}
    for index, contender in enumerate(chosen, start=1):
        output = notebook.output(index)
        times[contender.name] = _measure_one(page, output, contender, presses)
        print(f"{contender.name}: {statistics.median(times[contender.name]):.1f} ms", flush=True)
    browser.close()
    return times


def _measure_one(page, output, contender, presses):
    # Each has the page to itself: the others' pictures would be laid out and painted with it.
    output.evaluate("""output => { for (const cell of document.querySelectorAll('.jp-Cell'))
        cell.style.display = cell.contains(output) ? '' : 'none'; }""")
    root = output.locator(contender.root).first
    root.wait_for(timeout=60_000)
    root.scroll_into_view_if_needed()
    keys = contender.keys()
    times = []
    for _ in range(WARM_UP + presses):
        contender.prepare(output)
        page.wait_for_timeout(random.uniform(30, 80))  # no step with the frames
        root.evaluate("(root, wanted) => stopwatch.arm(root, wanted)", contender.wanted)
        page.keyboard.press(next(keys))
        times.append(page.evaluate("patience => stopwatch.finish(patience)", PATIENCE))
    return times[WARM_UP:]


def _p95(times):
    return float(np.percentile(times, 95))


def table(chosen, free, capped):
    """Lay the results out as the lines of a Markdown table."""
    yardstick = statistics.median(free[YARDSTICK]) if YARDSTICK in free else None
    head = ["what moves", "median ms", "p95 ms", "n", "limit on p95", "× faster than `interact`"]
    rows = []
    for contender in chosen:
        times, limit = free[contender.name], contender.limit
        median, p95 = statistics.median(times), _p95(times)
        rows.append(
            [
                contender.name,
                f"{median:.1f}",
                f"{p95:.1f}",
                str(len(times)),
                "" if limit is None else f"{limit:.3g} {verdict(p95 <= limit)}",
                f"{yardstick / median:.1f}" if yardstick else "",
                f"{_p95(capped[contender.name]):.1f}",
            ]
        )
    return markdown([*head, "p95 at 60 Hz"], rows)


if __name__ == "__main__":
    sys.exit(main())
