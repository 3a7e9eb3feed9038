"""Reads YAML strictly: every fault is one sentence that names the file, the item and the field."""

from collections.abc import Collection, Hashable
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import yaml
from yaml.composer import Composer


class _NoKeyTwice:
    """Refuses a mapping with the same key twice, where YAML keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the field {key!r} stands twice", problem_mark=key_node.start_mark
                )
            seen.add(key if isinstance(key, Hashable) else None)
        return super().construct_mapping(node, deep)


class _StrictLoader(_NoKeyTwice, yaml.SafeLoader):
    """A safe loader in Python, whose words for each fault are the same everywhere."""


if yaml.__with_libyaml__:

    class _QuickLoader(_NoKeyTwice, Composer, yaml.CSafeLoader):
        """The same, parsed in C; but composed in Python, where any depth of brackets ends well."""

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            Composer.__init__(self)

else:  # PyYAML was built where there is no libyaml
    _QuickLoader = _StrictLoader


def read_yaml(path: Path) -> object:
    r"""Read one YAML file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    object
        What the file holds.

    Raises
    ------
    ValueError
        If the file is missing, is not UTF-8 text or is not YAML; names file and line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "bank.yaml"
    >>> _ = path.write_text("lesson: 05_gates\nlesson: 06_return\n")
    >>> read_yaml(path)
    Traceback (most recent call last):
    ValueError: bank.yaml, line 2: the field 'lesson' stands twice
    """
    try:
        return _load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise ValueError(f"{path.name}: not UTF-8 text (at byte {fault.start})") from None
    except OSError as fault:
        raise ValueError(f"{path.name}: cannot be read ({fault.strerror or fault})") from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{path.name}{line}: {fault.problem or fault.context}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        reason = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        raise ValueError(f"{path.name}: not readable as YAML ({reason})") from None


def _load(text: str) -> object:
    try:
        return yaml.load(text, _QuickLoader)
    except yaml.YAMLError:
        return yaml.load(text, _StrictLoader)  # says what is wrong


class Fields:
    """One mapping of a YAML file, taken field by field, each checked as it is taken.

    Parameters
    ----------
    value : object
        What the file holds at this place.
    file : str
        The file's name, for messages.
    item : str
        The item's id, or "" outside an item.
    at : str
        The place within the item, such as ``"options[2]"``, or "".

    Raises
    ------
    ValueError
        If `value` is not a mapping, and from each method if the field is not as wanted.

    Examples
    --------
    >>> fields = Fields({"level": "tricky"}, "05_gates.yaml", "keep")
    >>> fields.choice("level", ["easy", "hard"])
    Traceback (most recent call last):
    ValueError: 05_gates.yaml, item 'keep', field 'level': got 'tricky'; wanted one of easy, hard
    """

    def __init__(self, value: object, file: str, item: str = "", at: str = "") -> None:
        self.file, self.item, self.at = file, item, at
        self._taken: set[str] = set()
        self._value: dict = (
            {str(name): inner for name, inner in value.items()} if isinstance(value, dict) else {}
        )
        if not isinstance(value, dict):
            self.wrong("", value, "fields with values, as in `id: …`")

    @property
    def names(self) -> list[str]:
        """The names of the fields that came."""
        return list(self._value)

    def wrong(self, field: str, came: object, wanted: str) -> NoReturn:
        """Raise a ValueError that names file, item and field, what came and what was wanted."""
        place = ".".join(part for part in (self.at, field) if part)
        where = self.file
        where += f", item {self.item!r}" if self.item else ""
        where += f", field {place!r}" if place else ""
        raise ValueError(f"{where}: got {describe(came)}; wanted {wanted}")

    def take(self, field: str, wanted: str, default: object = ...) -> object:
        """Return a field's raw value; without a default a missing field is an error."""
        self._taken.add(field)
        if field not in self._value:
            if default is ...:
                self.wrong(field, ..., wanted)
            return default
        return self._value[field]

    def text(self, field: str, wanted: str = "text", default: object = ...) -> str:
        """Return a field that is text and not blank, without surrounding space."""
        value = self.take(field, wanted, default)
        if value is default:
            return value
        if not isinstance(value, str) or not value.strip():
            hint = " (put it in quotes)" if isinstance(value, bool | int | float) else ""
            self.wrong(field, value, wanted + hint)
        return value.strip()

    def choice(self, field: str, allowed: Collection[str], default: object = ...) -> str:
        """Return a field that is one of the allowed words."""
        wanted = f"one of {', '.join(allowed)}"
        value = self.take(field, wanted, default)
        if value is not default and (not isinstance(value, str) or value not in allowed):
            close = get_close_matches(value, allowed, 1, 0.8) if isinstance(value, str) else []
            self.wrong(field, value, wanted + (f" (perhaps {close[0]!r}?)" if close else ""))
        return value

    def flag(self, field: str, default: bool) -> bool:
        """Return a field that is true or false."""
        value = self.take(field, "true or false", default)
        if not isinstance(value, bool):
            self.wrong(field, value, "true or false")
        return value

    def entries(self, field: str, at_least: int, wanted: str) -> list:
        """Return a field that is a list of at least so many entries."""
        wanted = f"a list of {wanted}, at least {at_least}"
        value = self.take(field, wanted)
        if not isinstance(value, list) or len(value) < at_least:
            self.wrong(field, value, wanted)
        return value

    def texts(self, field: str, at_least: int, wanted: str) -> tuple[str, ...]:
        """Return a field that is a list of texts."""
        value = self.entries(field, at_least, wanted)
        for number, entry in enumerate(value):
            if not isinstance(entry, str) or not entry.strip():
                self.wrong(f"{field}[{number}]", entry, "text (a colon in it? put it in quotes)")
        return tuple(entry.strip() for entry in value)

    def finish(self) -> None:
        """Refuse any field that was not asked for."""
        for field in self._value:
            if field not in self._taken:
                close = get_close_matches(field, self._taken, 1, 0.7)
                wanted = f"no such field (perhaps {close[0]!r}?)" if close else "no such field"
                self.wrong(
                    field, self._value[field], f"{wanted}; known: {', '.join(sorted(self._taken))}"
                )


def describe(value: object) -> str:
    """Say in a few words what a YAML value is.

    Parameters
    ----------
    value : object
        What came; ``...`` where nothing did.

    Returns
    -------
    str

    Examples
    --------
    >>> describe(...), describe([1, 2]), describe("a"), describe(0.5)
    ('nothing', 'a list of 2', "'a'", 'the number 0.5')
    """
    if value is ... or value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…'"
