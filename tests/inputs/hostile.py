"""Values that somebody may pass for any argument, whatever it is for."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

NESTED: list = []
NESTED.append(NESTED)


class Silent:
    """What can't even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("nothing to see")


def _locked() -> np.ndarray:
    array = np.arange(6.0).reshape(2, 3)
    array.flags.writeable = False
    return array


# Each made anew, for a generator can be used up once only.
_MAKERS: dict[str, Callable[[], object]] = {
    "None": lambda: None,
    "True": lambda: True,
    "False": lambda: False,
    "NumPy's True": lambda: np.True_,
    "not a number": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "minus infinity": lambda: -float("inf"),
    "minus one": lambda: -1,
    "nought": lambda: 0,
    "one": lambda: 1,
    "one and a half": lambda: 1.5,
    "minus a half": lambda: -0.5,
    "the least number": lambda: 5e-324,
    "the greatest number": lambda: 1.7e308,
    "2 to the 31st": lambda: 2**31,
    "2 to the 63rd": lambda: 2**63,
    "minus 2 to the 63rd": lambda: -(2**63),
    "31 digits": lambda: 10**30,
    "401 digits": lambda: 10**400,
    "5,001 digits": lambda: 10**5000,
    "a fraction": lambda: Fraction(1, 3),
    "a decimal": lambda: Decimal("0.5"),
    "a signalling decimal": lambda: Decimal("sNaN"),
    "a complex number": lambda: 1j,
    "NumPy's nan": lambda: np.float32("nan"),
    "NumPy's int": lambda: np.int8(-3),
    "no text": lambda: "",
    "a text": lambda: "a film",
    "a number in words": lambda: "3",
    "a NUL": lambda: "a\0b",
    "a lone surrogate": lambda: "\ud800 film",
    "signs beyond the plane": lambda: "𝔉𝔦𝔩𝔪 👩‍👩‍👧 \u202egood\u202c e\u0301 İı ß",
    "white space of all kinds": lambda: "\u2028\u00a0\u3000\x1c\x85\t",
    "markup": lambda: "<img src=x onerror=alert(1)>$\\frac{",
    "a long text": lambda: "film " * 2_000,
    "one long word": lambda: "x" * 20_000,
    "bytes": lambda: b"film",
    "a byte array": lambda: bytearray(b"film"),
    "an empty list": list,
    "an empty tuple": lambda: (),
    "an empty dict": dict,
    "a dict": lambda: {"a": 1},
    "a set": lambda: {1, 2},
    "a generator": lambda: (each for each in (1, 2)),
    "a generator of texts": lambda: (each for each in ("a", "b")),
    "a range": lambda: range(3),
    "a list with None": lambda: [None, 1],
    "a list with text": lambda: ["a", 1],
    "texts": lambda: ["good film", "bad film"],
    "odd texts": lambda: ["", "\0", "\ud800", "\u2028"],
    "a list of bytes": lambda: [b"a"],
    "rows that differ": lambda: [[1], [1, 2]],
    "a row of nan": lambda: [float("nan")],
    "a row of infinity": lambda: [float("inf"), 1.0],
    "a row of huge numbers": lambda: [1e308, -1e308],
    "a row of too many digits": lambda: [10**400, 10**5000],
    "flags": lambda: [True, False],
    "a list in a list": lambda: [[]],
    "a list in itself": lambda: NESTED,
    "a type": lambda: int,
    "a function": lambda: len,
    "an object": object,
    "an object that can't be shown": Silent,
    "an array without axes": lambda: np.array(2.0),
    "an empty array": lambda: np.zeros((0, 3)),
    "an array of many axes": lambda: np.zeros((1, 2, 3, 4)),
    "an array of huge numbers": lambda: np.full((2, 2), 1e308),
    "an array of nan": lambda: np.full(3, np.nan),
    "an array of objects": lambda: np.array([None, object()], dtype=object),
    "an array of texts": lambda: np.array(["a", "b"]),
    "an array of bytes": lambda: np.array([b"a"]),
    "a complex array": lambda: np.ones(3, complex),
    "dates": lambda: np.array(["2026-01-01"], dtype="datetime64[D]"),
    "a structured array": lambda: np.zeros(2, dtype=[("a", int), ("b", float)]),
    "a masked array": lambda: np.ma.masked_array([1.0, 2.0, 3.0], [True, False, True]),
    "every second column": lambda: np.arange(12.0).reshape(3, 4)[:, ::2],
    "an array that can't be written to": _locked,
    "half precision": lambda: np.ones(3, np.float16),
    "unsigned": lambda: np.array([2**64 - 1], np.uint64),
    "a matrix": lambda: np.arange(4.0).reshape(2, 2),
    "a counter": lambda: Counter("film"),
}


def values() -> Iterator[tuple[str, Callable[[], object]]]:
    """Give each value's name, and what makes it."""
    yield from _MAKERS.items()


def kin(value: object) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give what is nearly a valid value: numbers of its own shape that are none to compute with."""
    try:
        array = np.asarray(value)
    except ValueError:
        return
    if not array.ndim or not array.size or array.dtype.kind not in "biuf":
        return
    floats = array.astype(float)
    nearly = {
        "nan inside": np.where(np.arange(floats.size).reshape(floats.shape), floats, np.nan),
        "huge": np.full_like(floats, 1.7e308),
        "huge in single precision": np.full_like(floats, 3e38, dtype=np.float32),
        "tiny": np.full_like(floats, 5e-324),
        "complex": floats + 1j,
        "text": floats.astype(str),
        "None inside": np.where(floats == floats.flat[0], None, floats),
        "masked": np.ma.masked_equal(floats, floats.flat[0]),
        "an axis more": floats[None],
        "cut short": floats[:-1],
        "half": floats.astype(np.float16),
        "long": floats.astype(np.longdouble),
        "big-endian": floats.astype(">f8"),
    }
    for name, changed in nearly.items():
        yield name, lambda changed=changed: changed.copy()


_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.binary(max_size=4),
    st.text(st.characters(), max_size=6),  # lone surrogates included
    st.sampled_from([np.float32(1), np.int64(-1), np.datetime64("NaT"), 2**70, 10**400]),
)

# Anything, put together at random.
ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=2), inner, max_size=2),
        st.lists(st.floats(), max_size=4).map(np.array),
    ),
    max_leaves=6,
)
