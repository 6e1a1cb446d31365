"""Against survRM2 on real data: test_pbc.py."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics import (
    estimate,
    kaplan_meier,
    longest_horizon,
    restricted_mean,
    restricted_mean_difference,
)
from tests.clinical.laws import LAW
from tests.clinical.times import PLACEBO, PLACEBO_RELAPSE, patients, split

ALIVE = kaplan_meier([10] * 10, [0] * 10)


def test_without_censoring_it_is_the_mean_of_the_published_remissions():
    """Freireich 1963: 182 weeks in 21 patients under placebo; the error is the SD (n) of them / sqrt(21)."""
    mean = restricted_mean(kaplan_meier(PLACEBO, PLACEBO_RELAPSE), 23)
    assert mean.value == pytest.approx(182 / 21)
    assert mean.error == pytest.approx(np.std(PLACEBO) / np.sqrt(21))
    assert restricted_mean(kaplan_meier(PLACEBO, PLACEBO_RELAPSE), 100).value == pytest.approx(182 / 21)


def test_by_hand_with_a_censoring():
    """Day 2 one of four dies, day 4 one is censored, day 6 one of two dies: 2 + 4 x 0.75 + 2 x 0.375 to day 8."""
    curve = kaplan_meier([2, 4, 6, 9], [1, 0, 1, 0])
    mean = restricted_mean(curve, 8)
    assert mean.value == 5.75
    assert mean.error == pytest.approx(np.sqrt(3.75**2 / 12 + 0.75**2 / 2))
    assert (mean.lower, mean.upper) == (pytest.approx(5.75 - 1.959964 * mean.error), 8)


def test_it_is_not_estimable_after_the_last_observation():
    mean = restricted_mean(kaplan_meier([2, 4], [1, 0]), 4.1)
    assert np.isnan([mean.value, mean.lower, mean.upper]).all()
    assert mean.reason == estimate.AFTER_LAST
    assert restricted_mean(kaplan_meier([], []), 1).reason == estimate.NO_PATIENTS


@pytest.mark.parametrize(
    "curve", [ALIVE, kaplan_meier([3] * 10, [1] * 10), kaplan_meier([3], [1])], ids=["alive", "ties", "one"]
)
def test_without_spread_no_certainty_is_claimed(curve):
    mean = restricted_mean(curve, 10 if curve is ALIVE else 3)
    assert np.isfinite(mean.value)
    assert np.isnan([mean.lower, mean.upper, mean.error]).all()
    assert mean.reason == estimate.NO_SPREAD


def test_a_difference_lacks_an_interval_if_an_arm_does():
    dying = kaplan_meier([2, 4, 10], [1, 1, 0])
    gap = restricted_mean_difference(ALIVE, dying, 10)
    assert gap.value == pytest.approx(10 - (2 + 4 / 3 + 2))
    assert np.isnan([gap.lower, gap.upper]).all()
    assert (gap.reason, gap.n) == (estimate.NO_SPREAD, 13)


def test_two_levels_are_not_mixed():
    with pytest.raises(ValueError):
        restricted_mean_difference(ALIVE, kaplan_meier([1], [1], level=0.9), 1)


@pytest.mark.parametrize("horizon", [0, -1, np.nan, np.inf])
def test_a_horizon_lies_after_the_start(horizon):
    with pytest.raises(ValueError):
        restricted_mean(ALIVE, horizon)


def test_the_longest_common_horizon():
    dead = kaplan_meier([3, 5], [1, 1])
    assert longest_horizon(ALIVE, kaplan_meier([4, 7], [1, 0])) == 7
    assert longest_horizon(ALIVE, dead) == 10
    assert longest_horizon(dead, kaplan_meier([9], [1])) == 9
    assert np.isnan(longest_horizon(ALIVE, kaplan_meier([], [])))


@LAW
@given(patients(), patients())
def test_a_difference_changes_sign_with_the_order_of_the_arms(first, second):
    one, other = kaplan_meier(*split(first)), kaplan_meier(*split(second))
    horizon = longest_horizon(one, other)
    if horizon > 0:
        gap, back = (restricted_mean_difference(*pair, horizon) for pair in ((one, other), (other, one)))
        assert np.isfinite(gap.value)
        assert (gap.value, gap.lower, gap.upper) == pytest.approx(
            (-back.value, -back.upper, -back.lower), nan_ok=True
        )


@LAW
@given(patients(), st.integers(1, 12))
def test_it_lies_between_nothing_and_the_horizon(found, horizon):
    mean = restricted_mean(kaplan_meier(*split(found)), horizon)
    assert np.isnan(mean.value) or 0 <= mean.value <= horizon
    assert np.isnan(mean.lower) or 0 <= mean.lower <= mean.value <= mean.upper <= horizon
