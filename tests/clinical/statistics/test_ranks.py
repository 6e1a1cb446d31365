from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, rankdata

from clinical.statistics import estimate, hodges_lehmann, wilcoxon
from clinical.statistics.ranks import EXACT_UP_TO
from clinical.statistics.significance import ALL_ALIKE, ONE_ARM
from tests.clinical.laws import LAW

# Hollander M, Wolfe DA. Nonparametric Statistical Methods, table 4.1: permeability of membranes.
AT_TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLIER = [1.15, 0.88, 0.90, 0.74, 1.21]
# StatXact's blood pressures, also in the R package exactRankTests: with ties.
TREATED = [94, 108, 110, 90]
CONTROL = [80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88]

TIED = st.lists(st.integers(0, 5), min_size=1, max_size=7)
DISTINCT = st.lists(st.integers(-1000, 1000), min_size=2, max_size=20, unique=True)


def test_against_hollander_and_wolfe():
    """R, ?wilcox.test: W = 35, one-sided 0.1272 (so 0.2544); shift 0.305, interval -0.15 to 0.76."""
    found = wilcoxon(AT_TERM, EARLIER)
    assert (found.statistic, found.p) == (35, pytest.approx(0.2544, abs=5e-5))
    shift = hodges_lehmann(AT_TERM, EARLIER)
    assert (shift.value, shift.lower, shift.upper) == pytest.approx((0.305, -0.15, 0.76))
    assert shift.method == estimate.RANK_EXACT


def test_with_ties_against_statxact():
    """StatXact manual and ?wilcox.exact of exactRankTests: two-sided 0.0989."""
    assert wilcoxon(TREATED, CONTROL).p == pytest.approx(0.0989, abs=5e-5)


@LAW
@given(TIED, TIED)
def test_with_ties_against_every_split_of_the_patients(first, second):
    ranks = rankdata(first + second)
    centre = len(first) * (len(ranks) + 1) / 2
    far = abs(ranks[: len(first)].sum() - centre)
    splits = [sum(ranks[list(each)]) for each in combinations(range(len(ranks)), len(first))]
    found = wilcoxon(first, second)
    if len(set(first + second)) == 1:
        assert np.isnan(found.p)
        assert found.reason == ALL_ALIKE
    else:
        assert found.p == pytest.approx(np.mean([abs(each - centre) >= far for each in splits]))


@LAW
@given(DISTINCT, st.data())
def test_without_ties_against_scipy(values, data):
    size = data.draw(st.integers(1, len(values) - 1))
    found = wilcoxon(values[:size], values[size:])
    other = mannwhitneyu(values[:size], values[size:], method="exact")
    assert (found.statistic, found.p) == (other.statistic, pytest.approx(other.pvalue))


def test_many_patients_are_approximated_as_scipy_does():
    generator = np.random.default_rng(1)
    first, second = generator.integers(0, 20, 84), generator.integers(2, 22, 80)
    found = wilcoxon(first, second)
    other = mannwhitneyu(first, second, method="asymptotic")
    assert (found.statistic, found.p) == (other.statistic, pytest.approx(other.pvalue))
    assert "approximation" in found.name.en
    assert hodges_lehmann(first, second).method == estimate.RANK_NORMAL


def test_exact_and_approximate_intervals_meet():
    generator = np.random.default_rng(2)
    first, second = generator.normal(0, 1, EXACT_UP_TO // 2), generator.normal(1, 1, EXACT_UP_TO // 2)
    exact = hodges_lehmann(first, second)
    more = hodges_lehmann(first, np.append(second, np.median(second)))
    assert (exact.method, more.method) == (estimate.RANK_EXACT, estimate.RANK_NORMAL)
    assert (exact.lower, exact.upper) == pytest.approx((more.lower, more.upper), abs=0.1)


@LAW
@given(DISTINCT, DISTINCT)
def test_a_shift_lies_in_its_interval_and_changes_sign_with_the_order(first, second):
    shift, back = hodges_lehmann(first, second), hodges_lehmann(second, first)
    assert (shift.value, shift.lower, shift.upper) == pytest.approx(
        (-back.value, -back.upper, -back.lower), nan_ok=True
    )
    assert not shift.lower > shift.value
    assert not shift.upper < shift.value


@LAW
@given(
    st.lists(st.integers(0, 99), min_size=6, max_size=15),
    st.lists(st.integers(0, 99), min_size=6, max_size=15),
)
def test_more_confidence_is_a_wider_interval(first, second):
    narrow, wide = hodges_lehmann(first, second, level=0.8), hodges_lehmann(first, second)
    assert wide.lower <= narrow.lower
    assert narrow.upper <= wide.upper


def test_the_interval_and_the_test_agree():
    """Moses' interval is the test turned round: 0 is outside exactly where p is below 0.05."""
    generator = np.random.default_rng(3)
    for shift in np.linspace(0, 2, 15):
        first, second = generator.normal(shift, 1, 10), generator.normal(0, 1, 10)
        found = hodges_lehmann(first, second)
        assert (found.lower > 0 or found.upper < 0) == (wilcoxon(first, second).p < 0.05)


def test_so_few_patients_have_no_interval_at_this_level():
    """3 v 3: the widest interval, lowest to highest difference, covers 90 %."""
    found = hodges_lehmann([1, 2, 3], [4, 5, 6])
    assert found.value == -3
    assert np.isnan([found.lower, found.upper]).all()
    assert found.reason == estimate.TOO_FEW
    assert hodges_lehmann([1, 2, 3], [4, 5, 6], level=0.8).reason is None


def test_missing_values_are_counted_and_an_empty_arm_is_no_comparison():
    found = wilcoxon([1, None, 3], [np.nan, 2])
    assert (found.n, found.missing) == (3, 2)
    empty = wilcoxon([None], [1, 2])
    assert (empty.reason, empty.missing, empty.power) == (ONE_ARM, 1, None)
    assert np.isnan([empty.statistic, empty.p]).all()
    assert hodges_lehmann([], [1]).reason == estimate.NO_PATIENTS


def test_values_that_differ_only_by_binary_rounding_are_ties():
    assert wilcoxon([0.1 + 0.2], [0.3]).reason == ALL_ALIKE
