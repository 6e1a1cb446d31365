"""Days of the study for moved dates: one number for each date, no day 0, and nothing of the date left."""

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.common.days import DATE, DATE_TIME, DAY_ONE, SHORT_DATE, date_of, study_day, written
from data_access.masking import mask_columns

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def named(number: int) -> str:
    return f"D{number}"


def test_day_one_is_the_one_that_the_copy_moves_patients_to():
    assert DAY_ONE.isoformat() == mask_columns.DAY_ONE


# CDISC: --DY is date - reference + 1 on or after the reference date, date - reference before it.
@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1999, 12, 31), -1), (date(2000, 1, 1), 1), (date(2000, 1, 2), 2), (date(2000, 1, 15), 15),
        (date(2000, 3, 1), 61), (date(1998, 12, 31), -366), (datetime(2000, 1, 1, 23, 59), 1),
    ],
)  # fmt: skip
def test_days_are_counted_as_cdisc_counts_them(day, number):
    assert study_day(day) == number


@given(DATES)
def test_a_day_is_one_date_and_never_zero(day):
    assert study_day(day) != 0
    assert date_of(study_day(day)) == day


@given(DATES)
def test_the_next_day_has_the_next_number_but_for_zero(day):
    step = study_day(day + timedelta(days=1)) - study_day(day)
    assert step == (2 if day == DAY_ONE - timedelta(days=1) else 1)


def test_there_is_no_day_0():
    with pytest.raises(ValueError):
        date_of(0)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)), st.sampled_from(["T", " "]))
def test_of_a_recorded_moment_the_time_of_day_stays_and_no_date(moment, between):
    recorded = f"{moment:%Y-%m-%d}{between}{moment:%H:%M}"
    shown = written(recorded, DATE, named)
    assert shown == f"D{study_day(moment)} {moment:%H:%M}" == written(moment, DATE_TIME, named)
    assert not re.search(r"\d{4}-\d\d", shown)


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("2000-01-15T08:30", "D15 08:30"),
        ("2000-01-15", "D15"),
        ("1999-12-31 – 2000-01-02", "D-1 – D2"),
        ("2000-01-15T", "D15T"),
        ("2000-02-31", "2000-02-31"),
        ("2000-01", "2000-01"),
        ("2000-01-155", "2000-01-155"),
        ("lot 12000-01-01-7", "lot 12000-01-01-7"),
        ("", ""),
    ],
)
def test_every_date_in_a_text_and_nothing_else_is_replaced(recorded, shown):
    assert written(recorded, DATE, named) == shown


@given(st.text())
def test_text_without_a_date_and_every_text_of_who_sees_dates_stays(text):
    assert written(text, DATE, None) == text
    if "-" not in text:
        assert written(text, DATE, named) == text


def test_with_dates_the_form_is_the_callers():
    moment = datetime(2026, 3, 4, 8, 30)
    assert written(moment, DATE, None) == "2026-03-04"
    assert written(moment, SHORT_DATE, None) == "03-04"
    assert written(moment, DATE_TIME, None) == "2026-03-04 08:30"
    assert written("2026-03-04T08:30", DATE, None) == "2026-03-04T08:30"
