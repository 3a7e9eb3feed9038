"""What every measurement says besides its figures: the machine, the day, a table in README.md."""

import datetime
import os
import platform
import re
import time
from pathlib import Path

README = Path(__file__).parent / "README.md"


def machine():
    """Say in one line what the figures were measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    model = (named or [platform.processor() or platform.machine()])[0]
    python = f"Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, {python}"


def write(name, lines, readme=README):
    """Replace the table between the marks of that name in README.md."""
    when = datetime.date.fromtimestamp(time.time()).isoformat()
    table_lines = "\n".join([f"Measured {when} on {machine()}.", "", *lines])
    block = f"<!-- {name} -->\n{table_lines}\n<!-- /{name} -->"
    marked = re.compile(f"<!-- {name} -->.*<!-- /{name} -->", flags=re.DOTALL)
    text = readme.read_text(encoding="utf-8")
    if not marked.search(text):
        raise RuntimeError(
            f"{readme.name} has lost the marks <!-- {name} --> between which the table goes"
        )
    readme.write_text(marked.sub(lambda _: block, text), encoding="utf-8")


def verdict(kept):
    """Mark a limit as kept or missed."""
    return "✓" if kept else "✗"


def markdown(head, rows, words=(0,)):
    """Lay cells of text out as the lines of a Markdown table.

    Parameters
    ----------
    head : list of str
    rows : list of list of str
    words : tuple of int
        The columns of words, aligned to the left; all others hold figures.

    Returns
    -------
    list of str
    """
    rule = ["---" if column in words else "--:" for column in range(len(head))]
    joined = (" | ".join(cells) for cells in (head, *rows))
    top, *rest = (f"| {line} |" for line in joined)
    return [top, f"|{'|'.join(rule)}|", *rest]
