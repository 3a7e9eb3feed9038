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
