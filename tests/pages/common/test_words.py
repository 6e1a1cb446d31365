"""Words that other code reads a meaning from."""

import pytest

from pages.common.text import LANGUAGES, Words, plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_begins_with_its_sign_since_the_arrow_follows_it(language):
    assert Words(language)("patient.per_week", change="-5").startswith("-5")


def test_data_cannot_turn_the_direction_of_the_figures_beside_them():
    assert plain("A\u202eday 52\u2067\u200f") == "A\ufffdday 52\ufffd\ufffd"


def test_data_stay_one_line_and_no_markdown():
    assert plain("*a*\n# b\u2028<i>") == r"\*a\* \# b \<i\>"
