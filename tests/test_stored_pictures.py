"""The pictures stored in the lessons: each is of a sensible size, and something is drawn on it."""

import base64
import io

import pytest
from PIL import Image

from lstm_helpers.plots import style
from tests.test_notebooks_in_sync import LESSONS, code_cells

PICTURES = [
    pytest.param(base64.b64decode(data["image/png"]), output.metadata["image/png"], id=lesson)
    for lesson in LESSONS
    for cell in code_cells(lesson)
    for output in cell.outputs
    if "image/png" in (data := output.get("data", {}))
]


def drawn(png):
    """Return the share of the pixels that are not of the commonest colour."""
    with Image.open(io.BytesIO(png)) as picture:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
    counts = [count for count, _ in colours]
    return 1 - max(counts) / sum(counts)


def test_there_are_more_than_forty_pictures():
    assert len(PICTURES) > 40


@pytest.mark.parametrize(("png", "metadata"), PICTURES)
def test_a_stored_picture_shows_something_at_a_sensible_size(png, metadata):
    with Image.open(io.BytesIO(png)) as picture:
        width, height = picture.size
    assert abs(width - 2 * metadata["width"]) <= 2  # sharp where a pixel is two
    assert 600 <= metadata["width"] <= 860
    assert 250 <= height <= 1.1 * width
    assert drawn(png) > 0.03


def test_nothing_and_empty_axes_are_told_from_a_picture():
    figure = style.figure(8.6, 3)
    assert drawn(figure._repr_png_()[0]) == 0
    style.plain(figure.subplots())
    assert 0 < drawn(figure._repr_png_()[0]) < 0.025
