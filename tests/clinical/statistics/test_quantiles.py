"""Quantiles by definition 5 of SAS, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics.summary import quantiles

QUARTILES = (0.25, 0.5, 0.75)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7], (7, 7, 7)),
        ([1, 2], (1, 1.5, 2)),
        ([1, 2, 3], (1, 2, 3)),
        ([1, 2, 3, 4], (1.5, 2.5, 3.5)),
        ([5, 1, 4, 2, 3], (2, 3, 4)),
        (list(range(1, 11)), (3, 5.5, 8)),
        ([10, 20, np.nan, 30, 40], (15, 25, 35)),
    ],
    ids=["one", "two", "three", "four", "five, in any order", "ten", "missing ones left out"],
)
def test_quartiles_by_hand_after_sas_definition_5(values, expected):
    """n p whole: the mean of that value and the next; else the next value up."""
    assert tuple(quantiles(np.array(values, dtype=float), QUARTILES)) == expected


def test_nothing_known_gives_nothing():
    assert np.isnan(quantiles(np.array([np.nan]), QUARTILES)).all()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0.01, 0.99))
def test_a_quantile_has_its_share_of_the_values_on_each_side(values, share):
    found = quantiles(np.array(values), [share])[0]
    assert np.mean(np.array(values) <= found) >= share - 1e-9
    assert np.mean(np.array(values) >= found) >= 1 - share - 1e-9
