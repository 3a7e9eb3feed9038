"""The ward's picture: what it draws, and what it refuses."""

import numpy as np
import pytest

from lstm_helpers.plots import plot_ward

LOSSES = {"rate 1.0": [1.17, 0.85, 0.85], "rate 0.01": [0.67, 0.43]}
PATIENTS = {"1 mask": (0.5, 0.89), "6 logits": (0.881, 0.889), "8 split": (0.86, 0.61)}


def written(axes):
    return [text.get_text() for text in axes.texts]


def test_every_share_is_drawn_in_its_row_with_its_number():
    left, _ = plot_ward(PATIENTS, LOSSES, guessing=0.69).axes
    assert [label.get_text() for label in left.get_yticklabels()] == list(PATIENTS)
    dots = [line.get_xydata()[0].tolist() for line in left.lines if len(line.get_xydata())]
    wanted = [[share, row] for row, pair in enumerate(PATIENTS.values()) for share in pair]
    assert dots == wanted
    assert [text for text in written(left) if text] == [
        "0.50", "0.89", "0.88", "0.89", "0.86", "0.61",
    ]  # fmt: skip


def test_sick_and_cured_are_told_apart_without_colour():
    left, right = plot_ward(PATIENTS, LOSSES, guessing=0.69).axes
    sick, cured = left.lines[:2]
    assert sick.get_markerfacecolor() == "white" != cured.get_markerfacecolor()
    assert right.lines[0].get_linestyle() != right.lines[1].get_linestyle()
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["sick", "cured"]


def test_an_arrow_leads_from_sick_to_cured_where_there_is_room():
    left, _ = plot_ward(PATIENTS, LOSSES, guessing=0.69).axes
    arrows = [text for text in left.texts if text.arrow_patch]
    assert [(arrow.xyann, arrow.xy) for arrow in arrows] == [
        ((0.5, 0), (0.89, 0)),
        ((0.86, 2), (0.61, 2)),
    ]


def test_both_trainings_and_guessing_are_drawn():
    _, right = plot_ward(PATIENTS, LOSSES, guessing=0.69).axes
    assert right.lines[0].get_ydata().tolist() == LOSSES["rate 1.0"]
    assert right.lines[1].get_xdata().tolist() == [1, 2]
    assert set(right.lines[2].get_ydata()) == {0.69}
    assert written(right) == ["rate 1.0", "rate 0.01", "guessing"]


@pytest.mark.parametrize("number", [1, 6, 12])
def test_numbers_stay_inside_the_axes(number):
    picture = plot_ward(
        {f"{i} patient": share for i, share in enumerate([(0.0, 1.0)] * number)}, LOSSES, 0.69
    )
    picture.draw_without_rendering()
    inside = picture.bbox
    for axes in picture.axes:
        for text in axes.texts:
            box = text.get_window_extent()
            assert inside.x0 <= box.x0 <= box.x1 <= inside.x1


@pytest.mark.parametrize(
    ("patients", "losses", "guessing", "words"),
    [
        ({}, LOSSES, 0.69, "patients must hold at least 1 patients; got 0"),
        ({"a": (0.5,)}, LOSSES, 0.69, "patients..a.. must be two shares, sick and cured; got"),
        ({"a": "ab"}, LOSSES, 0.69, "patients..a.. must be two shares"),
        (
            {"a": (0.5, 1.2)},
            LOSSES,
            0.69,
            "each of patients..a.. must lie between 0 and 1; got 1.2",
        ),
        (PATIENTS, {"one": [1.0]}, 0.69, "losses must hold two trainings, sick and cured; got 1"),
        (PATIENTS, {"one": [1.0], "two": []}, 0.69, "at least one epoch of each training"),
        (PATIENTS, {"one": [1.0], "two": [np.nan]}, 0.69, "each of losses..two.. must be"),
        (PATIENTS, LOSSES, np.inf, "guessing must be"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(patients, losses, guessing, words):
    with pytest.raises(ValueError, match=words):
        plot_ward(patients, losses, guessing)
