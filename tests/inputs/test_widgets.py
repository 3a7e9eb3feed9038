"""Explorers, whatever is passed to them, set on them, or sent by a page."""

from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_helpers as course
from lstm_helpers.widgets.course_widget import arguments_of, attributes_of, sendable
from lstm_helpers.widgets.kernel_explorer import KernelExplorer
from tests.inputs import trying
from tests.inputs.explorers import JSON, begin_anew, first_state, shared, state, works
from tests.inputs.rows_widgets import ROWS


@trying.each(ROWS)
def test_valid_arguments_give_what_was_promised(row):
    trying.keeps_its_promise(row)


@trying.each(ROWS)
def test_a_hostile_value_is_refused_by_name(row):
    trying.refuses_the_hostile(row)


@trying.each(ROWS)
def test_anything_else_is_refused_by_name(row):
    trying.refuses_anything_else(row)


LOOK = {"width": 640, "ratio": 1, "dark": False, "ground": [1, 1, 1]}
EXPLORERS = [getattr(course, row.name) for row in ROWS]
DRAWN = [cls for cls in EXPLORERS if issubclass(cls, KernelExplorer)]


def each(classes):
    return pytest.mark.parametrize("cls", classes, ids=lambda cls: cls.__name__)


def coherent(explorer):
    """Assert that it works, and takes over once more all that it holds."""
    works(explorer)
    for name, value in state(explorer).items():
        setattr(explorer, name, value)


@contextmanager
def spoken_to(cls):
    """Give an explorer in its first state; what it says has to be fit for a page."""
    explorer = shared(cls)
    begin_anew(explorer, first_state(cls))
    with patch.object(type(explorer), "_send", _checked):
        yield explorer
    begin_anew(explorer, first_state(cls))


def _checked(_explorer, message, buffers=None):
    assert sendable(message), message


@each(DRAWN)
def test_no_message_of_a_page_raises_or_leaves_what_cannot_be(cls):
    names = st.sampled_from(attributes_of(cls))
    place = st.floats(0, 1)
    message = JSON | st.fixed_dictionaries(
        {},
        optional={
            "asked": JSON,
            "look": JSON | st.just(LOOK),
            "set": JSON | st.dictionaries(names, JSON, max_size=3),
            "pick": JSON | st.lists(JSON | place, min_size=2, max_size=2) | st.tuples(place, place),
        },
    )

    @trying.few(10)
    @given(st.lists(message, min_size=1, max_size=4))
    def test(messages):
        with spoken_to(cls) as explorer:
            explorer._look = None
            for each in messages:
                explorer._hear(explorer, each, [])
                coherent(explorer)

    test()


@each(EXPLORERS)
def test_no_state_of_a_page_raises_or_leaves_what_cannot_be(cls):
    own, every = attributes_of(cls), sorted(shared(cls).keys)
    some = st.sampled_from(own or every) | st.sampled_from(every) | st.text(max_size=3)

    @trying.few(10)
    @given(st.lists(JSON | st.dictionaries(some, JSON, max_size=4), min_size=1, max_size=3))
    def test(states):
        with spoken_to(cls) as explorer:
            rest = {name: getattr(explorer, name) for name in every if name not in own}
            for each in states:
                explorer.set_state(each)
                coherent(explorer)
            assert {name: getattr(explorer, name) for name in rest} == rest

    test()


@trying.few(25)
@given(
    st.lists(st.binary(max_size=20), max_size=3),
    st.fixed_dictionaries(
        {"kind": st.just("replay"), "load": st.just(True)},
        optional={
            "request": JSON | st.just("1"),
            "sentence": JSON,
            "padding": JSON,
            "mask_padding": JSON,
        },
    ),
)
def test_no_message_to_the_gate_explorer_raises(buffers, message):
    with spoken_to(course.GateExplorer) as explorer:
        explorer._hear(explorer, message, buffers)
        coherent(explorer)


@trying.few(25)
@given(JSON)
def test_any_other_message_to_the_gate_explorer_is_passed_over(message):
    with spoken_to(course.GateExplorer) as explorer:
        explorer._hear(explorer, message, [])


@each(EXPLORERS)
def test_a_misspelt_name_is_told_with_those_there_are(cls):
    known = ", ".join(arguments_of(cls)) or "none"
    with pytest.raises(TypeError, match="no argument 'sentense'") as refused:
        cls(sentense="a film")
    assert str(refused.value).endswith(f"it has {known}")
    with pytest.raises(AttributeError, match="no attribute 'sentense'"):
        shared(cls).sentense = "a film"


@each(EXPLORERS)
def test_what_ipywidgets_checks_is_refused_by_name_as_well(cls):
    with pytest.raises(ValueError, match="layout"):
        shared(cls).layout = 3


def test_attributes_that_are_set_together_are_set_wholly_or_not():
    explorer = shared(course.GateExplorer)
    begin_anew(explorer, first_state(course.GateExplorer))
    heard = []
    note = heard.append
    explorer.observe(note, ["sentence", "padding"])
    with pytest.raises(ValueError, match="padding must be"), explorer.hold_trait_notifications():
        explorer.sentence, explorer.padding = "a film", 11
    assert state(explorer) == first_state(course.GateExplorer)
    assert heard == []
    explorer.unobserve(note, ["sentence", "padding"])


@trying.each([row for row in ROWS if issubclass(getattr(course, row.name), KernelExplorer)])
def test_an_open_page_follows_what_python_sets(row):
    cls = getattr(course, row.name)

    @trying.few(3)
    @given(st.lists(row.valid, min_size=1, max_size=2))
    def test(several):
        with spoken_to(cls) as explorer:
            explorer._hear(explorer, {"look": LOOK}, [])
            for name, value in (each for values in several for each in values.items()):
                setattr(explorer, name, value)
                coherent(explorer)
            explorer._look = None

    test()
