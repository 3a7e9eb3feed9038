"""How the gate explorer writes numbers and words."""

import pytest


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.4949, "0.49"), (0.497, "0.497"), (0.49996, "0.5000"), (0.5, "0.50"), (0.5021, "0.502"),
     (0.9996, "1.00")],
)  # fmt: skip
def test_a_chance_near_one_half_is_told_from_one_half(javascript, value, written):
    assert javascript("wording", "module.chance(value)", value) == written


@pytest.mark.parametrize(
    ("token", "quoted"),
    [
        ("but", "“but”"),
        ("שלום", "“\u2068שלום\u2069”"),
        ("רע" * 20, f"“\u2068{('רע' * 20)[:23]}…\u2069”"),
    ],
    ids=["from the left", "from the right", "long"],
)
def test_quotation_marks_stand_outside_a_word_from_the_right(javascript, token, quoted):
    assert javascript("wording", "module.quote(value)", token) == quoted


@pytest.mark.parametrize(
    ("timesteps", "units", "written"),
    [
        (None, None, "every unit at every token"),
        ([0], [3], "unit 3 at “the”"),
        ([0, 1, 2], [0, 1, 2, 3], "units 0, 1, 2 and 3 at “the”, “plot” and “was”"),
        (range(6), range(6), "units 0, 1, 2, 3 and 2 more at “the”, “plot”, “was” and 3 more"),
        ([6], None, "every unit at padding (timestep 6)"),
        ([9], None, "every unit at timestep 9"),
    ],
)
def test_surgery_says_all_it_acts_on(javascript, timesteps, units, written):
    words = ["the", "plot", "was", "not", "so", "good"]
    columns = [{"token": word, "padding": False} for word in words]
    columns.append({"token": "", "padding": True})
    lists = [each and list(each) for each in (timesteps, units)]
    surgery = dict.fromkeys(("input", "candidate", "output")) | {
        "forget": 1, "forget_bias": 0, "timesteps": lists[0], "units": lists[1],
    }  # fmt: skip
    script = "module.describeIntervention(value.surgery, value.columns)"
    given = {"surgery": surgery, "columns": columns}
    wanted = f"The forget gate is clamped to 1.00 for {written}"
    assert javascript("readout", script, given) == wanted
