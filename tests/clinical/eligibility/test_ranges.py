"""Ranges: comparisons are decided only for the whole range, and exactly at the limit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.eligibility.kleene import FALSE, TRUE, UNKNOWN
from clinical.eligibility.ranges import Range

NUMBERS = st.integers(-1000, 1000).map(lambda value: value / 10)


@pytest.mark.parametrize(
    ("held", "comparison", "limit", "expected"),
    [
        (Range.of(5, 5), "at_least", 5, TRUE),
        (Range.of(5, 5), "above", 5, FALSE),
        (Range.of(-np.inf, 5, high_open=True), "at_least", 5, FALSE),
        (Range.of(-np.inf, 5), "at_least", 5, UNKNOWN),
        (Range.of(-np.inf, 5), "above", 5, FALSE),
        (Range.of(5, np.inf, low_open=True), "above", 5, TRUE),
        (Range.of(5, np.inf), "above", 5, UNKNOWN),
        (Range.of(5, np.inf), "at_least", 5, TRUE),
        (Range.of(5, np.inf, low_open=True), "at_most", 5, FALSE),
        (Range.of(-np.inf, 5, high_open=True), "below", 5, TRUE),
        (Range.of(-np.inf, np.inf), "below", 5, UNKNOWN),
    ],
)
def test_a_comparison_is_decided_only_by_the_whole_range(held, comparison, limit, expected):
    assert getattr(held, comparison)(limit).tolist() == [expected]


def test_limits_are_met_exactly_as_on_paper():
    rise = Range.exactly(188.1).minus(Range.exactly(171.0))
    assert rise.at_least(17.1).tolist() == [TRUE]
    assert Range.exactly(1.5 * 1.2).above(1.8).tolist() == [FALSE]
    assert Range.exactly(171).at_least(Range.exactly(17.1).times(10)).tolist() == [TRUE]


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_decided_comparison_holds_for_every_value_of_the_range(first, second, limit):
    low, high = sorted((first, second))
    held = Range.of(low, high)
    for value in (low, (low + high) / 2, high):
        for name in ("at_least", "above", "at_most", "below"):
            whole, one = getattr(held, name)(limit)[0], getattr(Range.exactly(value), name)(limit)[0]
            assert whole in (UNKNOWN, one)


@given(NUMBERS, NUMBERS)
def test_opposite_comparisons_exclude_each_other(value, limit):
    held = Range.exactly(value)
    assert held.at_least(limit) != held.below(limit)
    assert held.above(limit) != held.at_most(limit)


def test_contradicting_ranges_have_nothing_in_common():
    assert Range.of(0, 5).within(Range.of(6, 9)).empty.tolist() == [True]
    assert Range.of(0, 5, high_open=True).within(Range.of(5, 9)).empty.tolist() == [True]
    assert Range.of(0, 5).within(Range.of(5, 9)).empty.tolist() == [False]
