"""Joins small ES modules into the one module that an anywidget front end is.

An anywidget takes its JavaScript as one text. We write several small modules that import
each other by relative path, so that each can be read and tested alone, and join them here.
"""

import re
from pathlib import Path
from types import ModuleType

# Declarations and imports are recognised where they begin a line: our modules are written so.
_IMPORT = re.compile(
    r"^import\b(?P<names>[^;\"']*?)(?:\bfrom\s*)?[\"'](?P<source>[^\"']+)[\"'];?[ \t]*\n?", re.M
)
_DECLARATION = re.compile(
    r"^(?:export\s+)?(?:default\s+)?(?:async\s+)?"
    r"(?:function\s*\*?|class|const|let|var)\s+(?P<name>[A-Za-z_$][\w$]*|[{\[])",
    re.M,
)
_DEFAULT = re.compile(r"^export\s+default\b", re.M)


def read_asset(folder: str | Path | ModuleType, name: str) -> str:
    """Read a text file that belongs to a widget.

    Parameters
    ----------
    folder : str, Path or module
        The folder that holds the file; for a module, the ``static`` folder beside it.
    name : str
        File name, such as ``"quiz.css"``.

    Returns
    -------
    str
        The file's text.

    Raises
    ------
    FileNotFoundError
        If there is no such file; the message lists the files there are.

    Examples
    --------
    >>> import lstm_helpers.widgets._assets as assets
    >>> read_asset(Path(assets.__file__).parent, "_assets.py").splitlines()[0][3:19]
    'Joins small ES m'
    """
    if hasattr(folder, "__file__"):
        folder = Path(folder.__file__).parent / "static"
    path = Path(folder) / name
    if not path.is_file():
        known = ", ".join(sorted(entry.name for entry in path.parent.glob("*"))) or "nothing"
        raise FileNotFoundError(
            f"name must be a file in {path.parent.name}; got {name!r}, and there is: {known}"
        )
    return path.read_text(encoding="utf-8")


def join_modules(*paths: str | Path) -> str:
    r"""Join ES modules, each after those it imports, into one module.

    Parameters
    ----------
    *paths : str or Path
        The modules' files, in an order in which each comes after the files it imports.

    Returns
    -------
    str
        One ES module: the files' text without their relative ``import`` statements.

    Raises
    ------
    ValueError
        If a file imports one that was not joined before it, imports anything but a relative
        path, renames what it imports, declares a name that an earlier file declares, or if
        there are two default exports.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> gate, draw = folder / "gate.js", folder / "draw.js"
    >>> _ = gate.write_text("export const open = 1;\n")
    >>> _ = draw.write_text('import { open } from "./gate.js";\nexport default { open };\n')
    >>> print(join_modules(gate, draw))
    // gate.js
    export const open = 1;
    // draw.js
    export default { open };
    """
    joined, owner, default, parts = set(), {}, None, []
    for path in map(Path, paths):
        source = path.read_text(encoding="utf-8")
        for statement in _IMPORT.finditer(source):
            _check_import(path, statement, joined)
        source = _IMPORT.sub("", source)
        for declaration in _DECLARATION.finditer(source):
            name = declaration["name"]
            if name in "{[":
                raise ValueError(
                    f"{path.name} takes values apart at its top level; name each alone"
                )
            if name in owner:
                raise ValueError(
                    f"{path.name} declares {name!r}, as {owner[name]} does already; rename one"
                )
            owner[name] = path.name
        if _DEFAULT.search(source):
            if default:
                raise ValueError(
                    f"{path.name} has a default export, and so has {default}; keep one"
                )
            default = path.name
        joined.add(path.resolve())
        parts.append(f"// {path.name}\n{source.strip()}\n")
    return "".join(parts).rstrip("\n")


def _check_import(path: Path, statement: re.Match, joined: set[Path]) -> None:
    target, names = statement["source"], statement["names"]
    if not target.startswith("."):
        wanted = "only relative imports, as of './grading.js', can be joined"
    elif " as " in f" {names} " or not re.fullmatch(r"\s*\{[\w$\s,]*\}\s*", names):
        wanted = "import plain names from it, as in import { a, b } from …"
    elif (path.parent / target).resolve() not in joined:
        wanted = "it is not joined before this file; put it earlier"
    else:
        return
    raise ValueError(f"{path.name} imports {target!r}: {wanted}")
