from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from clinical.statistics import estimate, median_difference, median_interval
from clinical.statistics.medians import EXACT_UP_TO, FEWEST, bootstrap_medians, drawn_medians, percentiles
from tests.clinical.laws import LAW

VALUES = st.lists(st.integers(0, 200).map(lambda tenths: tenths / 10), min_size=FEWEST, max_size=12)


@pytest.mark.parametrize(
    "values", [[4.0], [1.0, 7.0], [1.0, 2.0, 9.0], [3.0, 1.0, 8.0, 4.0], [1.0, 2.0, 4.0, 8.0, 16.0]]
)
def test_chances_against_every_resample_written_out(values):
    medians = [np.median(resample) for resample in product(values, repeat=len(values))]
    found, chances = bootstrap_medians(np.asarray(values))
    assert chances.sum() == pytest.approx(1)
    for median in set(medians):
        expected = np.mean([each == median for each in medians])
        assert chances[found == median].sum() == pytest.approx(expected)


@pytest.mark.parametrize("n", [13, 39])
def test_chances_of_an_odd_median_by_counting_draws_with_scipy(n):
    """The median is at most the i-th of n values if more than half of n draws are among the first i (Efron 1979)."""
    _, chances = bootstrap_medians(np.arange(float(n)))
    at_most = binom.sf(n // 2, n, np.arange(1, n + 1) / n)
    assert np.cumsum(chances) == pytest.approx(at_most, abs=1e-12)


def test_interval_of_ten_against_random_resampling():
    values = np.asarray([26, 31, 38, 44, 52, 57, 61, 70, 88, 120.0])
    resamples = np.random.default_rng(1).choice(values, (200_000, 10))
    lower, upper = np.quantile(np.median(resamples, axis=1), (0.025, 0.975), method="inverted_cdf")
    found = median_interval(values)
    assert (found.value, found.lower, found.upper) == (54.5, lower, upper)
    assert found.method == estimate.BOOTSTRAP_EXACT


def test_difference_of_ten_and_nine_against_random_resampling():
    generator = np.random.default_rng(2)
    first, second = generator.normal(10, 3, 10), generator.normal(7, 3, 9)
    drawn = [np.median(generator.choice(arm, (200_000, len(arm))), axis=1) for arm in (first, second)]
    expected = np.quantile(drawn[0] - drawn[1], (0.025, 0.975))
    found = median_difference(first, second)
    assert (found.lower, found.upper) == pytest.approx(tuple(expected), abs=0.05)


def test_large_arms_are_resampled_and_say_how_often():
    generator = np.random.default_rng(3)
    first, second = generator.normal(1, 1, EXACT_UP_TO + 1), generator.normal(0, 1, 30)
    found = median_difference(first, second)
    assert "100,000" in found.method.en
    assert found == median_difference(first, second)
    assert median_difference(generator.permutation(first), second) == found
    fewer = median_difference(first[:EXACT_UP_TO], second)
    assert fewer.method == estimate.BOOTSTRAP_EXACT
    assert (found.lower, found.upper) == pytest.approx((fewer.lower, fewer.upper), abs=0.25)
    assert median_interval(first).lower < median_interval(first).value < median_interval(first).upper


@pytest.mark.parametrize("n", [5, 6, 12])
def test_drawn_medians_have_the_counted_chances(n):
    values = np.arange(float(n)) ** 2
    drawn = drawn_medians(values, np.random.default_rng(4))
    found, chances = bootstrap_medians(values)
    for median in np.unique(found):
        assert (drawn == median).mean() == pytest.approx(chances[found == median].sum(), abs=0.006)


@LAW
@given(VALUES, st.floats(0.5, 0.9))
def test_the_median_lies_in_its_interval_and_more_confidence_is_wider(values, level):
    narrow, wide = median_interval(values, level=level), median_interval(values)
    assert (
        min(values) <= wide.lower <= narrow.lower <= narrow.value <= narrow.upper <= wide.upper <= max(values)
    )


@LAW
@given(VALUES, VALUES)
def test_a_difference_lies_in_its_interval_and_changes_sign_with_the_order(first, second):
    gap, back = median_difference(first, second), median_difference(second, first)
    assert gap.lower <= gap.value <= gap.upper
    assert (gap.value, gap.lower, gap.upper) == pytest.approx((-back.value, -back.upper, -back.lower))


@LAW
@given(VALUES, st.randoms())
def test_the_order_of_patients_does_not_matter(values, random):
    assert median_interval(values) == median_interval(random.sample(values, len(values)))


def test_few_values_have_a_median_and_no_interval():
    found = median_interval([1, 2, 3, None, 4])
    assert (found.value, found.n, found.missing, found.reason) == (2.5, 4, 1, estimate.TOO_FEW)
    assert np.isnan([found.lower, found.upper]).all()
    assert median_difference([1, 2, 3, 4, 5], [1, 2]).reason == estimate.TOO_FEW


def test_no_values_have_neither():
    found = median_interval([None, np.nan])
    assert (found.n, found.missing, found.reason) == (0, 2, estimate.NO_PATIENTS)
    assert np.isnan(found.value)
    assert median_difference([], [1, 2]).reason == estimate.NO_PATIENTS


def test_percentiles_of_a_distribution_by_hand():
    values, chances = np.asarray([3.0, 1.0, 2.0]), np.asarray([0.025, 0.025, 0.95])
    assert percentiles(values, chances, 0.025) == (1, 3)
    assert percentiles(values, chances, 0.026) == (2, 2)
