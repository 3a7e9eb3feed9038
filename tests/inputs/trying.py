"""The three tests that every row goes through."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.inputs import hostile
from tests.inputs.row import Row


# There are hundreds of rows, so each is tried a little; the profile "thorough" asks for ten times
# as much of each. A row's strategy may build a model; how long that takes says nothing about the
# function.
def few(examples: int) -> settings:
    """Return settings for a test that is tried so often; more often, if the profile asks for it."""
    times = settings().max_examples / settings.get_profile("course").max_examples
    return settings(max_examples=round(examples * times), suppress_health_check=list(HealthCheck))


_PATIENT = few(25)


def each(rows: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.name)


def keeps_its_promise(row: Row) -> None:
    """Valid arguments give what was promised, and are not changed."""

    @_PATIENT
    @given(row.valid)
    def test(arguments: dict) -> None:
        row.keeps_its_promise(arguments)

    test()


def refuses_the_hostile(row: Row) -> None:
    """Each hostile value in the place of each argument is refused by name, or taken rightly."""
    faults: list[str] = []

    @settings(_PATIENT, max_examples=1, phases=[Phase.generate], database=None)
    @given(row.valid)
    def test(arguments: dict) -> None:
        faults.extend(row.faults(arguments))

    test()
    assert not faults, "\n".join(faults).encode("ascii", "backslashreplace").decode()


def refuses_anything_else(row: Row) -> None:
    """So is whatever Hypothesis puts together."""

    @_PATIENT
    @given(row.valid, st.sampled_from(sorted(row.takes)), hostile.ANYTHING)
    def test(arguments: dict, name: str, value: object) -> None:
        assert row.refuses_or_keeps(arguments, name, lambda: value) is None

    if row.takes:
        test()
