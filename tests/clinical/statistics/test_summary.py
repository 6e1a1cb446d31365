"""Against R on real data: test_pbc.py."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics import Summary, summary
from tests.clinical.laws import LAW


@pytest.mark.parametrize(
    ("n", "q1", "q3"),
    [(4, 1.5, 3.5), (5, 2, 4), (6, 2, 5), (8, 2.5, 6.5), (9, 3, 7), (10, 3, 8), (20, 5.5, 15.5)],
)
def test_quartiles_by_hand_as_sas_has_them(n, q1, q3):
    """SAS PCTLDEF=5: n / 4 whole gives the middle of that value and the next, else the next value."""
    found = summary(range(1, n + 1))
    assert (found.q1, found.q3) == (q1, q3)


def test_all_figures_by_hand():
    found = summary([2, 4, 4, 4, 5, 5, 7, 9])
    assert astuple(found) == (8, 0, 5, pytest.approx(np.sqrt(32 / 7)), 4.5, 4, 6, 2, 9)


def test_missing_values_are_counted_and_left_out():
    assert astuple(summary([None, 3, np.nan, 5]))[:3] == (2, 2, 4)


def test_one_value_has_no_spread_and_none_has_nothing():
    one = summary([7])
    assert (one.n, one.mean, one.median, one.q1, one.q3, one.minimum, one.maximum) == (1, 7, 7, 7, 7, 7, 7)
    assert np.isnan(one.sd)
    none = summary([])
    assert (none.n, none.missing) == (0, 0)
    assert np.isnan(astuple(none)[2:]).all()


def test_an_infinite_value_is_refused():
    with pytest.raises(ValueError):
        summary([1, np.inf])


@LAW
@given(st.lists(st.integers(-500, 500), min_size=1), st.randoms())
def test_figures_are_ordered_and_the_order_of_patients_does_not_matter(values, random):
    found = summary(values)
    assert found.minimum <= found.q1 <= found.median <= found.q3 <= found.maximum
    other = summary(random.sample(values, len(values)))
    assert isinstance(other, Summary)
    assert astuple(other) == pytest.approx(astuple(found), nan_ok=True)
