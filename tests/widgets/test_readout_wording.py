"""What the gate explorer's read-out and panels say is true of what was done."""

import pytest

WORDS = ["I", "loved", "it"]


def moment(words=WORDS, swaps=None, padding=0, masked=True, forget=None, **state):
    """Return a moment of the explorer; as learned P(positive) ends at 0.006, altered at 0.999."""
    swaps, timesteps = swaps or {}, state.pop("timesteps", None)
    columns = [
        {"token": word, "known": True, "padding": False, "skipped": False, "swapKnown": True}
        | ({"swap": swaps[t], "swapKnown": swaps[t] != "zorb"} if t in swaps else {})
        for t, word in enumerate(words)
    ]
    zero = {"token": "", "known": True, "padding": True, "skipped": masked, "swapKnown": True}
    columns += [dict(zero) for _ in range(padding)]
    run = {"timesteps": len(columns), "units": 1}
    before, after = (
        run | {"probabilities": [0.5] * (len(columns) - 1) + [p]} for p in (0.006, 0.999)
    )
    surgery = {"forget": forget, "input": None, "output": None, "forget_bias": 0,
               "timesteps": timesteps, "units": None}  # fmt: skip
    return {
        "state": {
            "sentence": " ".join(words), "swaps": swaps, "padding": padding,
            "mask_padding": masked, "intervention": None if forget is None else surgery,
            "timestep": 0, "unit": 0,
        } | state,
        "scene": {
            "columns": columns, "total": len(words), "learned": before,
            "altered": after if swaps or forget is not None else None,
            "operated": forget is not None, "swapped": bool(swaps),
        },
        "covered": False,
        "verdict": None,
    }  # fmt: skip


@pytest.fixture
def says(javascript):
    script = "module.describeChange(value.before, value.now)"
    return lambda before, now: javascript("readout", script, {"before": before, "now": now})


EFFECT = "P(positive) goes from 0.01 to 1.00 (+0.99)."
CLAMPED = "The forget gate is clamped to 1.00 for every unit at every token"
WITH_ALL = f"with all that is altered, {EFFECT}"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({}, {"swaps": {2: "this"}}, f"“this” in place of “it”: {EFFECT}"),
        ({"swaps": {2: "a"}}, {"swaps": {2: "this"}}, f"“this” in place of “it”: {EFFECT}"),
        ({"forget": 1}, {"forget": 1, "swaps": {2: "this"}},
         f"“this” in place of “it”: {WITH_ALL}"),
        ({"forget": 1, "swaps": {2: "a"}}, {"forget": 1}, f"“it” is read again: {WITH_ALL}"),
        ({"swaps": {0: "we"}}, {"swaps": {0: "we", 2: ""}}, f"“it” is left out: {WITH_ALL}"),
        ({"swaps": {0: "we", 2: "a"}}, {"swaps": {0: "we"}}, f"“it” is read again: {WITH_ALL}"),
        ({}, {"forget": 1}, f"{CLAMPED}: {EFFECT}"),
        ({"swaps": {0: "we"}}, {"swaps": {0: "we"}, "forget": 1},
         f"{CLAMPED}: {WITH_ALL}"),
    ],
)  # fmt: skip
def test_an_effect_of_more_than_one_change_is_said_to_be(says, before, now, said):
    assert says(moment(**before), moment(**now)) == said


def test_an_unknown_word_swapped_in_is_the_one_called_unknown(says):
    said = says(moment(), moment(swaps={2: "zorb"}))
    assert said == f"“zorb”, not in the vocabulary, in place of “it”: {EFFECT}"


def test_what_padding_does_is_said_of_the_run_as_learned(says):
    read, masked = moment(padding=2, masked=False), moment(padding=2)
    same = "2 padding tokens, skipped by the mask: P(positive) = 0.01, as without padding."
    assert says(read, masked) == same
    altered = says(moment(forget=1), moment(padding=2, masked=False, forget=1))
    assert altered.endswith("without a mask: P(positive) as learned = 0.01.")


def test_padding_that_is_read_is_counted_with_a_new_sentence(says):
    now = moment(padding=2, masked=False)
    assert says(None, now).startswith("Read 3 tokens and 2 padding tokens without a mask. P(")
    assert says(None, moment(padding=2)).startswith("Read 3 tokens. P(")


@pytest.mark.parametrize("timesteps", [[3], [9]], ids=["masked", "gone"])
def test_surgery_where_nothing_is_read_changes_nothing(says, timesteps):
    before = moment(padding=2, masked=False)
    said = says(before, moment(padding=2, forget=1, timesteps=timesteps, mask_padding=False))
    assert said == "The surgery acts at no token that is read, so it changes nothing."


def test_surgery_names_the_word_that_is_read_and_which_of_two(javascript):
    words = ["the", "start", "and", "the", "end"]
    columns = moment(words, swaps={1: "plot"})["scene"]["columns"]
    surgery = {"forget": 1, "input": None, "output": None, "forget_bias": 0, "units": None}
    script = "module.describeIntervention(value.surgery, value.columns)"
    given = {"surgery": surgery | {"timesteps": [1, 3]}, "columns": columns}
    assert javascript("readout", script, given).endswith("at “plot” and “the” (timestep 3)")


def test_a_token_left_out_is_not_called_masked(javascript):
    before, now = moment(swaps={1: ""}), moment(swaps={1: ""}, timestep=1)
    for scene in (before["scene"], now["scene"]):
        for run in (scene["learned"], scene["altered"]):
            run |= {"forget": [0.5, 0.5, 0.5], "cell": [0.25, 0.25, 0.5]}
    skip = "value.now.scene.altered.forget[1] = NaN"  # JSON has no word for it
    script = f"({skip}, module.describeChange(value.before, value.now))"
    said = javascript("readout", script, {"before": before, "now": now})
    assert said == (
        "At “loved” (timestep 1) nothing is read, for the token is left out: "
        "the cell of unit 0 stays at +0.25."
    )


@pytest.mark.parametrize(
    ("probabilities", "altered", "said"),
    [
        ([0.005, 0.007], None, "Of the steps after “I” the largest is at “loved”: +0.00."),
        ([0.1, 0.3], [0.1, 0.2],
         "As learned, the later steps’ largest is at “loved”: +0.20."),
        ([0.1, 0.9, 0.2], None, "It last changes its mind at “it”: 0.90 → 0.20."),
        ([0.1, 0.9, 0.2], [0.1, 0.9, 0.9], "As learned, it last turns at “it”: 0.90 → 0.20."),
    ],
)  # fmt: skip
def test_the_largest_step_is_said_to_be_after_the_first_word(
    javascript, probabilities, altered, said
):
    columns = moment()["scene"]["columns"][: len(probabilities)]
    scene = {"learned": {"probabilities": probabilities}, "altered": altered, "columns": columns}
    assert javascript("prediction", "module.describeTurn(value)", scene) == said


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0%"), (0.004, "<1%"), (0.006, "1%"), (0.994, "99%"), (0.996, ">99%"), (1, "100%")],
)
def test_a_gate_short_of_open_or_shut_is_called_neither(javascript, value, written):
    assert javascript("wording", "module.percent(value)", value) == written


@pytest.mark.parametrize(("timestep", "asked"), [(2, 2), (3, None), (9, None)])
def test_no_question_is_asked_about_padding(javascript, timestep, asked):
    given = {"question": {"token": None, "timestep": timestep}}
    given["columns"] = moment(padding=1)["scene"]["columns"]
    script = "module.askedTimestep(value.question, value.columns)"
    assert javascript("predict_first", script, given) == asked


@pytest.mark.parametrize(
    ("known", "said"),
    [([True], "1 token, known."), ([False], "1 token, unknown: “a0”."),
     ([True, False], "2 tokens, 1 of them unknown: “a1”."),
     ([True] * 2, "2 tokens, all of them known.")],
)  # fmt: skip
def test_one_token_is_not_spoken_of_as_many(javascript, known, said):
    columns = [{"token": f"a{t}", "known": each} for t, each in enumerate(known)]
    given = {"columns": columns, "size": 100, "coverage": 0.5}
    assert javascript("token_wording", "module.describeText(value)", given).startswith(said)
