"""Days are counted without a day 0, and the ticks stand where the reader looks for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.common.time_axis import TimeAxis


def axis(kind="day", first=-8.0, last=36.0):
    return TimeAxis(kind, first, last, date(2026, 3, 1), "")


def test_there_is_no_day_0():
    assert [axis().label(offset) for offset in (-2, -1, 0, 1)] == ["-2", "-1", "1", "2"]


def test_since_an_infusion_days_that_have_gone_by_are_counted_and_the_infusion_is_at_0():
    time = axis("infusion", -1.15, 7.3)
    assert [time.label(offset) for offset in time.ticks()] == ["-1", "0", "1", "2", "3", "4", "5", "6", "7"]


def test_planned_infusion_days_carry_ticks():
    assert {"1", "8", "15", "22", "29"} <= {axis().label(offset) for offset in axis().ticks()}


@pytest.mark.parametrize(("kind", "label"), [("date", "2026-03-08"), ("week", "1")])
def test_other_ways_to_write_the_eighth_day(kind, label):
    assert axis(kind).label(7) == label


@given(st.floats(-400, 400), st.floats(0.5, 4000))
def test_ticks_are_few_and_inside(first, length):
    time = axis(first=first, last=first + length)
    ticks = time.ticks()
    assert len(ticks) <= 11 and all(time.first <= tick <= time.last for tick in ticks)
