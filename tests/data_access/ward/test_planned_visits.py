"""Planned visits and what became of them, one patient per rule; no record is not a missed visit."""

import pytest

from data_access.ward.due import AHEAD_DAYS, PLANNED
from tests.data_access.building.analysis.test_infusions import given
from tests.data_access.tiny_trial import UNTREATED, found, planned_trial, rule, trial

CUT_OFF = "2025-03-27"
"""Study day 18: the window of day 15 (23 to 25 March) is over, that of day 22 (30 March to 1 April) not begun."""


def made(*visits: tuple[str, str], **more) -> list[dict]:
    return [{"visit": name, "svstdtc": day} | more for name, day in visits]


DAY_8, DAY_15, DAY_22 = ("DAY 8", "2025-03-17"), ("DAY 15", "2025-03-24"), ("DAY 22", "2025-03-30")
DONE = ("DONE", None)
# Each: status and reason of the visits of day 8, 15 and 22 on the cut-off.
VISITS = {
    "as planned": rule([DONE, DONE, ("PLANNED", None)], sv=made(DAY_8, DAY_15)),
    "the next has not begun": rule([DONE, ("OVERDUE", None), ("PLANNED", None)], sv=made(DAY_8)),
    "the next has begun": rule([("NO RECORD", None), ("OVERDUE", None), ("PLANNED", None)], sv=[]),
    "a later one was made": rule(
        [("MISSED", "LATER VISIT MADE"), DONE, ("PLANNED", None)], sv=made(DAY_15)
    ),
    "recorded as not made": rule(
        [("MISSED", "ICU"), DONE, ("PLANNED", None)],
        sv=[*made(("DAY 8", None), svoccur="N", svreasoc="ICU"), *made(DAY_15)],
    ),
    "not made, nobody said why": rule(
        [("MISSED", "NO REASON GIVEN"), ("OVERDUE", None), ("PLANNED", None)], sv=made(("DAY 8", None), svoccur="N")
    ),
    "early and late by two days": rule(
        [("EARLY", None), ("LATE", None), ("PLANNED", None)], sv=made(("DAY 8", "2025-03-15"), ("DAY 15", "2025-03-26"))
    ),
    "on the edges of the window": rule(
        [DONE, DONE, ("PLANNED", None)], sv=made(("DAY 8", "2025-03-16"), ("DAY 15", "2025-03-25"))
    ),
    "made on a day that is not known": rule([DONE, DONE, ("PLANNED", None)], sv=made(("DAY 8", "2025-03"), DAY_15)),
    "dead in the window": rule(
        [DONE, ("NOT EXPECTED", "DEATH"), ("NOT EXPECTED", "DEATH")],
        sv=made(DAY_8), dm={"dthfl": "Y", "dthdtc": "2025-03-24"},
    ),
    "no record while still alive": rule(
        [("NO RECORD", None), ("NOT EXPECTED", "DEATH"), ("NOT EXPECTED", "DEATH")],
        dm={"dthfl": "Y", "dthdtc": "2025-03-20"},
    ),
    "seen after the transplant": rule(
        [DONE, DONE, ("NOT EXPECTED", "LIVER TRANSPLANTATION")],
        sv=made(DAY_8, DAY_15), pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-19"}],
    ),
    "left": rule(
        [DONE, ("NOT EXPECTED", "LOST TO FOLLOW-UP"), ("NOT EXPECTED", "LOST TO FOLLOW-UP")],
        sv=made(DAY_8),
        ds=[{"dscat": "DISPOSITION EVENT", "dsdecod": "LOST TO FOLLOW-UP", "dsstdtc": "2025-03-18"}],
    ),
    "an unscheduled visit is no planned one": rule(
        [("NO RECORD", None), ("OVERDUE", None), ("PLANNED", None)], sv=made(("UNSCHEDULED 3.01", "2025-03-17"))
    ),
    "control arm, never infused, from randomisation": rule(
        [DONE, DONE, ("PLANNED", None)],
        dm=UNTREATED | {"arm": "Control", "armcd": "CTRL", "actarm": None}, sv=made(DAY_8, DAY_15),
    ),
}  # fmt: skip
THREE = "SELECT status, reason FROM adam.advisit WHERE {patient} AND planned_dy <= 22 ORDER BY place"


@pytest.fixture(scope="module")
def db():
    return planned_trial(VISITS, cutoff=CUT_OFF)


@pytest.mark.parametrize("name", VISITS)
def test_what_became_of_a_visit(name: str, db) -> None:
    assert found(db, name, THREE) == VISITS[name].expected


def test_a_visit_in_its_window_is_due():
    db = planned_trial({"in the window": rule(None, sv=made(DAY_8, DAY_15))}, cutoff="2025-03-30")
    assert found(db, "in the window", THREE)[2] == ("DUE", None)


def test_windows_of_the_protocol_by_hand(db):
    query = (
        "SELECT avisit, CAST(window_lo AS VARCHAR), CAST(window_hi AS VARCHAR) FROM adam.advisit "
        "WHERE {patient} AND planned_dy IN (8, 57) ORDER BY place"
    )
    assert found(db, "as planned", query) == [
        ("Day 8", "2025-03-16", "2025-03-18"),
        ("Week 8", "2025-04-28", "2025-05-12"),
    ]


def tv(number: float, name: str, day: int | None, rule_: str = "", armcd: str | None = None) -> dict:
    return {"visitnum": number, "visit": name, "visitdy": day, "tvstrl": rule_, "armcd": armcd}


PLAN = [
    tv(1, "SCREENING", -7),
    tv(2, "BASELINE", 1),
    tv(3, "WEEK 2", 15),
    tv(4, "WEEK 4", 29, armcd="A"),
    tv(5, "WEEK 4", 29, armcd="B"),
    tv(9, "RETRIEVAL", 29, "If subject stopped treatment early"),
    tv(10, "FOLLOW-UP", None),
]


def test_without_a_protocol_the_plan_is_that_of_tv_and_has_no_window():
    """Visits before day 1, without a day, on a condition or of another arm are not planned for this patient."""
    visited = [{"visitnum": 2, "svstdtc": "2025-03-10"}, {"visitnum": 3, "svstdtc": "2025-03-29"}]
    db = trial({"A-1": rule(None, dm={"arm": "A", "armcd": "A"}, sv=visited)}, cutoff="2025-05-01", tv=PLAN)
    query = "SELECT avisit, planned_dy, status, window_lo, delay_days FROM adam.advisit WHERE {patient} ORDER BY place"
    assert found(db, "A-1", query) == [
        ("BASELINE", 1, "DONE", None, 0),
        ("WEEK 2", 15, "DONE", None, 5),
        ("WEEK 4", 29, "OVERDUE", None, None),
    ]


def test_without_any_plan_there_is_no_planned_visit():
    db = trial({"A-1": rule(None, sv=made(("WEEK 2", "2025-03-24")))}, tv=[tv(3, "WEEK 2", None)])
    assert found(db, "A-1", "SELECT * FROM adam.advisit WHERE {patient}") == []


def test_an_infusion_that_death_made_impossible_is_not_expected_and_a_late_one_is_late():
    rules = {
        "dead": rule(
            ["DONE", "NOT EXPECTED", "NOT EXPECTED", "NOT EXPECTED"],
            ex=given("2025-03-10"), dm={"dthfl": "Y", "dthdtc": "2025-03-12"},
        ),
        "late": rule(["DONE", "LATE", "OVERDUE", "PLANNED"], ex=given("2025-03-10", "2025-03-19")),
    }  # fmt: skip
    db = planned_trial(rules, cutoff=CUT_OFF)
    query = f"SELECT status FROM ({PLANNED}) WHERE {{patient}} AND kind = 'DOSE' ORDER BY planned_dt"
    assert {name: [row[0] for row in found(db, name, query)] for name in rules} == {
        name: each.expected for name, each in rules.items()
    }


def test_the_board_looks_a_week_ahead():
    assert AHEAD_DAYS == 7
