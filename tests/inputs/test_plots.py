"""Every picture, whatever is passed."""

from tests.inputs import trying
from tests.inputs.rows_plots import ROWS


@trying.each(ROWS)
def test_valid_arguments_give_what_was_promised(row):
    trying.keeps_its_promise(row)


@trying.each(ROWS)
def test_a_hostile_value_is_refused_by_name(row):
    trying.refuses_the_hostile(row)
