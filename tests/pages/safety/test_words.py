"""Sentences of the safety page that name the edition of the grades."""

import pytest
from pandas import DataFrame

from clinical.ctcae import VERSION
from data_access.safety.infusion_toxicity import ROWS
from pages.common.text import LANGUAGES, Words
from pages.parts.safety import phrases


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_of_numbers_says_a_placeholder_faults_md_w12(language):
    table = phrases.readable(DataFrame({"row": list(ROWS), "grade": 3}), Words(language))
    said = " ".join([*map(str, table.columns), *map(str, table.to_numpy().ravel())])
    assert "{" not in said and f"v{VERSION}" in said
