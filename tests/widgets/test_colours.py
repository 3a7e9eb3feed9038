"""Maps can be read by colour-blind learners, in light and dark."""

from itertools import combinations

import numpy as np
import pytest

# How colours look with one kind of cone missing: Machado, Oliveira and Fernandes, 2009.
SIGHT = {
    "full": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
GROUNDS = {"light": [1, 1, 1], "dark": [0.067, 0.067, 0.067]}
VISIBLE = 0.02  # a difference in OKLab that is seen between neighbours


def as_seen(colours, sight):
    """Return sRGB colours as someone of that sight sees them."""
    colours = np.asarray(colours)
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.asarray(SIGHT[sight]).T, 0, 1)
    return np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)


@pytest.fixture(scope="module", params=GROUNDS)
def ramps(javascript, request):
    return javascript("colours", "module.rampsOn(value)", GROUNDS[request.param])


def oklab(javascript, colours):
    return np.array(javascript("colours", "value.map(module.toOklab)", colours.tolist()))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", ["candidate", "cell", "hidden"])
def test_negative_is_told_from_positive(javascript, ramps, name, sight):
    seen = oklab(javascript, as_seen(ramps[name], sight))
    for share in (0.3, 0.6, 1.0):  # of the scale's end
        reach = round(share * 127)
        apart = np.linalg.norm(seen[128 + reach] - seen[127 - reach])
        assert apart > 0.2 * share


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", ["forget", "input", "output"])
def test_a_more_open_gate_looks_more_open(javascript, ramps, name, sight):
    seen = oklab(javascript, as_seen(ramps[name], sight))
    tenths = seen[np.linspace(0, 255, 11).astype(int)]
    lightness = np.diff(tenths[:, 0])
    assert (lightness < 0).all() or (lightness > 0).all()
    assert all(np.linalg.norm(b - a) > VISIBLE for a, b in combinations(tenths, 2))


def test_nothing_is_the_ground_and_a_gate_has_its_own_hue(ramps):
    for name in ("candidate", "cell", "hidden"):
        middle = np.asarray(ramps[name][127:129])
        assert np.ptp(middle, axis=0).max() < 0.02
    assert np.round(np.multiply(ramps["forget"][204], 255)).tolist() == [0xD5, 0x5E, 0x00]


@pytest.mark.parametrize(
    ("colour", "rgb"),
    [
        ("#D55E00", [213, 94, 0]),
        ("rgb(17, 18, 19)", [17, 18, 19]),
        ("rgba(255, 0, 0, 0.5)", [255, 0, 0]),
    ],
)
def test_colours_of_the_page_are_understood(javascript, colour, rgb):
    parsed = javascript("colours", "module.parseColour(value)", colour)
    assert np.round(np.multiply(parsed, 255)).tolist() == rgb
