"""Explorers without a browser: made once, set to anything, and spoken to as a page does."""

from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from lstm_helpers.widgets.course_widget import (
    CourseWidget,
    arguments_of,
    attributes_of,
    sendable,
)
from lstm_helpers.widgets.kernel_explorer import KernelExplorer

# Whatever json.loads may give: lone surrogates, NaN, numbers beyond any bounds.
_LEAVES = st.one_of(
    *(st.none(), st.booleans(), st.integers(-2, 12), st.integers(), st.floats()),
    st.text(st.characters(), max_size=6),
    st.sampled_from(["\ud800", "pre", "swap", "the boat", 10**400, -0.0, 1.0, "9" * 5000]),
)
JSON = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=5,
)


@cache
def shared(cls: type[CourseWidget]) -> CourseWidget:
    """Return an explorer that is made once and put back before it is used again."""
    return cls()


def state(explorer: CourseWidget) -> dict[str, object]:
    return {name: getattr(explorer, name) for name in attributes_of(type(explorer))}


@cache
def first_state(cls: type[CourseWidget]) -> dict[str, object]:
    return state(shared(cls))


def begin_anew(explorer: CourseWidget, wanted: dict[str, object]) -> None:
    explorer._trait_values.update(wanted)


def settable(cls: type[CourseWidget]) -> Callable[..., CourseWidget]:
    """Return what makes an explorer, or sets the shared one where only attributes are given."""
    names = attributes_of(cls)

    def made(**given: object) -> CourseWidget:
        if not set(given) <= set(names):
            return cls(**given)
        explorer = shared(cls)
        begin_anew(explorer, first_state(cls))
        for name in sorted(given, key=names.index):
            before = state(explorer)
            try:
                setattr(explorer, name, given[name])
            except ValueError:
                assert state(explorer) == before, f"{name} was refused, and the state changed"
                raise
        return explorer

    return made


def works(explorer: CourseWidget) -> None:
    """Assert that an explorer says what it shows, and that a page can be told all of it."""
    assert sendable(explorer.get_state([name for name in explorer.keys if name[0] != "_"]))
    if isinstance(explorer, KernelExplorer):
        scene = explorer._scene()
        lines = [*explorer._readout(scene), explorer._alt(scene)]
        assert all(isinstance(line, str) and line for line in lines)
        assert sendable([control.on_page() for control in explorer._controls()])
        assert sendable(explorer._values())


def names_of(cls: type[CourseWidget]) -> list[str]:
    return [name for name in arguments_of(cls) if name != "layout"]
