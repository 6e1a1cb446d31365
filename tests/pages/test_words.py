"""Words that other code reads a meaning from."""

import pytest

from pages.common.text import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_begins_with_its_sign_since_the_arrow_follows_it(language):
    assert Words(language)("patient.per_week", change="-5").startswith("-5")
