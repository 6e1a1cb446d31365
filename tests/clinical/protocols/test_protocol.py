"""The plan of the trial: infusions, arms and visit windows, as trial.md sections 1.5 and 3.6 decide them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.protocols.protocol import MSC_EV, for_study, month_day

WINDOWS = MSC_EV.visit_windows


def test_four_weekly_infusions_against_trial_md() -> None:
    assert [(dose.number, dose.day) for dose in MSC_EV.doses] == [(1, 1), (2, 8), (3, 15), (4, 22)]
    assert {(dose.tolerance_days, dose.minor_deviation_days) for dose in MSC_EV.doses} == {(1, 2)}


def test_visits_and_tolerances_against_trial_md() -> None:
    assert [(visit.name, visit.tolerance_days) for visit in MSC_EV.visits] == [
        ("Day 8", 1),
        ("Day 15", 1),
        ("Day 22", 1),
        ("Week 4", 3),
        ("Week 8", 7),
        ("Week 12", 7),
        ("Month 4", 14),
        ("Month 5", 14),
        ("Month 6", 14),
        ("Month 12", 30),
    ]


def test_windows_are_contiguous() -> None:
    assert len(WINDOWS) > 1
    assert all(
        after.first_day == before.last_day + 1 for before, after in zip(WINDOWS, WINDOWS[1:], strict=False)
    )


@given(st.integers(5, 396))
def test_a_day_belongs_to_the_nearest_visit_and_of_two_to_the_later(day: int) -> None:
    (window,) = [window for window in WINDOWS if window.first_day <= day <= window.last_day]
    days = [visit.day for visit in MSC_EV.visits]
    assert window.number == min(reversed(days), key=lambda planned: abs(planned - day))


@pytest.mark.parametrize(("months", "day"), [(1, 31), (6, 184), (12, 366)])
def test_months_of_30_4375_days(months: int, day: int) -> None:
    assert month_day(months) == day


@pytest.mark.parametrize(
    ("arm", "role"),
    [
        ("MSC-EV", "EXPERIMENTAL"),
        ("MSCEV", "EXPERIMENTAL"),
        ("Control", "CONTROL"),
        ("Placebo", None),
        (None, None),
    ],
)
def test_roles_of_arms(arm: str | None, role: str | None) -> None:
    assert MSC_EV.role_of(arm) == role


def test_a_study_is_known_by_its_own_or_its_registered_name() -> None:
    assert for_study("SIM-MSCEV") is for_study("OTHER", ["NCT05940610"]) is MSC_EV
    assert for_study("CDISCPILOT01", ["NCT00000000"]) is for_study(None) is None


def test_time_points_around_an_infusion_against_trial_md_3_4() -> None:
    """Before (at most 30 min), +15 to +60 min, the end, then 1 to 24 h after the end."""
    points = MSC_EV.time_points
    assert [(point.minutes, point.from_end) for point in points] == [
        (0, False), (15, False), (30, False), (45, False), (60, False), (0, True),
        (60, True), (120, True), (240, True), (480, True), (1440, True),
    ]  # fmt: skip
    assert points[0].early_minutes == 30 and [point.before for point in points] == [True] + [False] * 10
    assert [point.number for point in points] == list(range(1, 12))


@pytest.mark.parametrize("from_end", [False, True])
def test_the_time_windows_around_an_infusion_do_not_overlap(from_end: bool) -> None:
    points = [point for point in MSC_EV.time_points if point.from_end == from_end]
    assert points
    assert all(
        one.minutes + one.late_minutes < other.minutes - other.early_minutes
        for one, other in zip(points, points[1:], strict=False)
    )
