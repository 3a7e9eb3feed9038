"""Widgets that live in a page without a kernel: their modules, styles and state as files."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import anywidget

# What is longer is kept once for all pages, in a file of its own.
SHARED_FROM = 30_000

_EXPORTED = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
_DEFAULT = re.compile(r"^export default ", re.M)
_FRAMEWORK = ("_model", "_view", "_esm", "_css", "_anywidget", "_dom", "layout", "tab", "tooltip")


@dataclass(frozen=True)
class Living:
    """A widget's place in a page.

    Attributes
    ----------
    module : str
        The widget's class, which names its module and style sheet.
    state : str
        JSON; long values are named, and come from files.
    scripts : tuple of str
        The files that the page has to load, in order.
    """

    module: str
    state: str
    scripts: tuple[str, ...]


class Shelf:
    """The files that living widgets share, in a site's folder ``assets``.

    Parameters
    ----------
    folder : Path
        The folder; it is made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def place(self, widget: anywidget.AnyWidget) -> Living:
        """Write what a widget needs, unless it is there, and return its place in a page.

        Parameters
        ----------
        widget : AnyWidget
            The widget, in the state to begin with.

        Returns
        -------
        Living
        """
        name, state = type(widget).__name__, widget.get_state()
        self._write(f"{name}.css", state["_css"])
        self._write(f"{name}.js", classic_script(name, state["_esm"]))
        scripts, values = [f"{name}.js"], {}
        for key, value in state.items():
            if not key.startswith(_FRAMEWORK):
                values[key] = self._kept(_plain(value), scripts)
        return Living(name, for_script(values), tuple(scripts))

    def _kept(self, value: object, scripts: list[str]) -> object:
        text = for_script(value)
        if len(text) < SHARED_FROM:
            return value
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        self._write(f"{key}.js", f'course.values["{key}"] = {text};\n')
        scripts.append(f"{key}.js")
        return {"$shared": key}

    def _write(self, name: str, text: str) -> None:
        path = self._folder / name
        if not path.exists():
            path.write_text(text, encoding="utf-8")


def classic_script(name: str, module: str) -> str:
    """Turn an ES module into a classic script, which a page opened from the disk may load.

    Parameters
    ----------
    name : str
        The name to keep the module's default export under.
    module : str
        An ES module without imports, its default export at the end, as `join_modules` makes it.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the module imports something, or has no default export.
    """
    if re.search(r"^import\b", module, re.M):
        raise ValueError(f"module of {name} must import nothing; it has an import")
    body, found = _DEFAULT.subn("return ", _EXPORTED.sub("", module))
    if found != 1:
        raise ValueError(f"module of {name} must have one default export; got {found}")
    return f'course.define("{name}", () => {{\n"use strict";\n{body.rstrip()}\n}});\n'


def for_script(value: object) -> str:
    """Return JSON that cannot end the `script` element that it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    return value
