from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics import estimate, highest_compatible, proportion, risk_difference
from clinical.statistics.proportions import wilson
from tests.clinical.laws import LAW

COUNTS = st.integers(0, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
PATIENTS = st.integers(1, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(0, 0, 30.8), (1, 0.3, 44.5), (7, 34.8, 93.3), (10, 69.2, 100)]
)
@pytest.mark.shows("primary outcome 1")
def test_exact_intervals_of_ten_against_the_trial_document(count, lower, upper):
    """trial.md 3.5, percent."""
    found = proportion(count, 10)
    assert (100 * found.lower, 100 * found.upper) == pytest.approx((lower, upper), abs=0.05)


def test_one_sided_limit_against_the_trial_document():
    assert 100 * highest_compatible(0, 10) == pytest.approx(25.9, abs=0.05)
    assert highest_compatible(10, 10) == 1


def test_exact_interval_against_binom_test_in_r():
    """R, ?binom.test: 682 of 925."""
    found = proportion(682, 925)
    assert (found.lower, found.upper) == pytest.approx((0.7076683, 0.7654066), abs=1e-7)


@LAW
@given(PATIENTS, st.floats(0.5, 0.99))
def test_an_exact_limit_leaves_half_of_the_doubt_on_its_side(of, level):
    """The definition of Clopper and Pearson, by summing binomial chances."""
    count, total = of
    found = proportion(count, total, level=level)

    def chance(results, rate):
        return sum(comb(total, k) * rate**k * (1 - rate) ** (total - k) for k in results)

    if count:
        assert chance(range(count, total + 1), found.lower) == pytest.approx((1 - level) / 2, rel=1e-6)
    if count < total:
        assert chance(range(count + 1), found.upper) == pytest.approx((1 - level) / 2, rel=1e-6)
    assert 0 <= found.lower <= found.value <= found.upper <= 1


@pytest.mark.parametrize(
    ("count", "total", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_score_interval_against_newcombe_1998_table_one(count, total, lower, upper):
    """Newcombe RG. Stat Med 1998;17:857, method 3."""
    assert wilson(count, total) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("table", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1),
        ((10, 10, 0, 10), 0.6075, 1),
    ],
)
def test_difference_against_newcombe_1998_table_two(table, lower, upper):
    """Newcombe RG. Stat Med 1998;17:873, method 10."""
    found = risk_difference(*table)
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)
    assert (found.n, found.method) == (table[1] + table[3], estimate.NEWCOMBE)


@LAW
@given(PATIENTS, PATIENTS)
def test_a_difference_lies_in_its_interval_and_changes_sign_with_the_order(first, second):
    gap, back = risk_difference(*first, *second), risk_difference(*second, *first)
    assert -1 - 1e-12 <= gap.lower <= gap.value <= gap.upper <= 1 + 1e-12
    assert (gap.value, gap.lower, gap.upper) == pytest.approx((-back.value, -back.upper, -back.lower))


@LAW
@given(PATIENTS, PATIENTS, st.floats(0.5, 0.9))
def test_more_confidence_is_a_wider_interval(first, second, level):
    for make in (
        lambda at: proportion(*first, level=at),
        lambda at: risk_difference(*first, *second, level=at),
    ):
        narrow, wide = make(level), make(0.95)
        assert wide.lower <= narrow.lower + 1e-12
        assert narrow.upper <= wide.upper + 1e-12


def test_nobody_is_no_proportion():
    found = proportion(0, 0)
    assert np.isnan([found.value, found.lower, found.upper]).all()
    assert found.reason == estimate.NO_PATIENTS
    assert np.isnan(highest_compatible(0, 0))
    gap = risk_difference(0, 0, 3, 10)
    assert np.isnan([gap.value, gap.lower, gap.upper]).all()
    assert (gap.reason, gap.n) == (estimate.NO_PATIENTS, 10)


@LAW
@given(COUNTS)
def test_one_patient_more_or_less_than_possible_is_refused(of):
    count, total = of
    for wrong in (-1 - count, total + 1):
        with pytest.raises(ValueError):
            proportion(wrong, total)
        with pytest.raises(ValueError):
            highest_compatible(wrong, total)
        with pytest.raises(ValueError):
            risk_difference(0, 1, wrong, total)
