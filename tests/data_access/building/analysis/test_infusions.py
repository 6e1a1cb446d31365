"""Planned infusions and what became of them, and the signs taken around each."""

import pytest

from tests.data_access.tiny_trial import UNTREATED, found, planned_trial, rule, trial


def given(*days: str) -> list[dict]:
    return [
        {"exseq": n, "exstdtc": f"{day}T10:00", "exendtc": f"{day}T11:30", "exvamt": 0.1, "exvamtu": "L"}
        for n, day in enumerate(days, start=1)
    ]


def refused(day: str, reason: str) -> list[dict]:
    return [{"ecoccur": "N", "ecstdtc": day, "ecreasoc": reason}]


GIVEN = ("GIVEN", None)
CUT_OFF = "2025-03-23"
"""Between the third planned day (24 March, window from 23 March) and the fourth (31 March)."""
PLAN = {
    "as planned": rule(
        [GIVEN, GIVEN, ("DUE", None), ("PLANNED", None)], ex=given("2025-03-10", "2025-03-17")
    ),
    "refused with a reason": rule(
        [GIVEN, ("MISSED", "FEVER"), ("DUE", None), ("PLANNED", None)],
        ex=given("2025-03-10"),
        ec=refused("2025-03-17", "FEVER"),
    ),
    "after its window and before the next": rule(
        [GIVEN, ("OVERDUE", None), ("DUE", None), ("PLANNED", None)], ex=given("2025-03-10")
    ),
    "dead": rule(
        [GIVEN] + [("MISSED", "DEATH")] * 3, ex=given("2025-03-10"), dm={"dthfl": "Y", "dthdtc": "2025-03-12"}
    ),
    "transplanted": rule(
        [GIVEN, GIVEN] + [("MISSED", "LIVER TRANSPLANTATION")] * 2,
        ex=given("2025-03-10", "2025-03-17"),
        pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-19"}],
    ),
    "withdrawn": rule(
        [GIVEN, GIVEN] + [("MISSED", "WITHDRAWAL BY SUBJECT")] * 2,
        ex=given("2025-03-10", "2025-03-17"),
        ds=[{"dscat": "DISPOSITION EVENT", "dsdecod": "WITHDRAWAL BY SUBJECT", "dsstdtc": "2025-03-18"}],
    ),
    "randomised and never infused": rule(
        [("MISSED", "NO RECORD"), ("OVERDUE", None), ("DUE", None), ("PLANNED", None)], dm=UNTREATED
    ),
}
DELAY = {
    "one day is within the tolerance": rule(
        [(1, 0, None), (2, 1, None)], ex=given("2025-03-10", "2025-03-18")
    ),
    "two days are a minor deviation": rule(
        [(1, 0, None), (2, 2, "MINOR")], ex=given("2025-03-10", "2025-03-19")
    ),
    "three days are a major one": rule([(1, 0, None), (2, 3, "MAJOR")], ex=given("2025-03-10", "2025-03-20")),
    "a missed dose keeps its number": rule(
        [(1, 0, None), (3, 1, None)], ex=given("2025-03-10", "2025-03-25"), ec=refused("2025-03-17", "FEVER")
    ),
}
UNRECORDED = {
    "a dose takes the nearest planned day": rule([(1, 0), (3, 1)], ex=given("2025-03-10", "2025-03-25")),
    "but never one already taken": rule(
        [(1, 0), (3, 0), (4, -5)], ex=given("2025-03-10", "2025-03-24", "2025-03-26")
    ),
}


@pytest.fixture(scope="module")
def db():
    return planned_trial(PLAN | DELAY | VITAL, cutoff=CUT_OFF)


@pytest.mark.parametrize("name", PLAN)
def test_status_at_the_cut_off(name: str, db) -> None:
    query = "SELECT status, reason FROM adam.adplan WHERE {patient} ORDER BY doseno"
    assert found(db, name, query) == PLAN[name].expected


@pytest.mark.parametrize("name", DELAY)
def test_delay_against_the_planned_day(name: str, db) -> None:
    query = (
        "SELECT doseno, delay_days, deviation FROM adam.adplan "
        "WHERE {patient} AND status = 'GIVEN' ORDER BY doseno"
    )
    assert found(db, name, query) == DELAY[name].expected


@pytest.mark.parametrize("name", UNRECORDED)
def test_doses_are_numbered_by_day_where_no_study_records_missed_ones(name: str) -> None:
    query = "SELECT doseno, delay_days FROM adam.adex WHERE {patient} ORDER BY exseq"
    assert found(planned_trial(UNRECORDED), name, query) == UNRECORDED[name].expected


def test_a_dose_has_its_volume_and_both_days(db) -> None:
    query = "SELECT volume_ml, astdy, randdy, doseno FROM adam.adex WHERE {patient} AND exseq = 2"
    assert found(db, "as planned", query) == [(100, 8, 8, 2)]


def temperature(value: float | None, moment: str, point: str, **more) -> dict:
    return {"vstestcd": "TEMP", "vsstresn": value, "vsdtc": moment, "vstpt": point} | more


VITAL = {
    "around an infusion": rule(
        [(36.5, 1, -15, None), (37.7, 1, 30, 1.2), (None, 1, 45, None), (37.0, None, None, None)],
        ex=given("2025-03-10"),
        vs=[
            temperature(36.5, "2025-03-10T09:45", "PRE-INFUSION", vstptref="INFUSION 1"),
            temperature(37.7, "2025-03-10T10:30", "30 MIN", vstptref="INFUSION 1"),
            temperature(None, "2025-03-10T10:45", "45 MIN", vstptref="INFUSION 1", vsstat="NOT DONE"),
            temperature(37.0, "2025-03-14T08:00", "MORNING"),
        ],
    ),
    "known by the clock alone": rule(
        [(36.5, 1, -60, None), (36.4, 1, 0, None), (37.4, 1, 1440, 1.0)],
        ex=given("2025-03-10"),
        vs=[
            temperature(36.5, "2025-03-10T09:00", "A"),
            temperature(36.4, "2025-03-10T10:00", "B"),
            temperature(37.4, "2025-03-11T10:00", "C"),
        ],
    ),
}


@pytest.mark.parametrize("name", VITAL)
def test_signs_by_minutes_from_the_start(name: str, db) -> None:
    query = "SELECT aval, doseno, atptn, chgpre FROM adam.advs WHERE {patient} ORDER BY adtm"
    assert found(db, name, query) == VITAL[name].expected


def test_a_sign_that_was_not_taken_says_so(db) -> None:
    query = "SELECT reason FROM adam.advs WHERE {patient} AND reason IS NOT NULL"
    assert found(db, "around an infusion", query) == [("not done",)]


@pytest.mark.parametrize(
    ("route", "frequency", "infusions"),
    [("INTRAVENOUS", "ONCE", 2), (None, None, 2), ("TRANSDERMAL", "ONCE", 0),
     ("ORAL", None, 0), ("INTRAVENOUS", "QD", 0),
     ("口服", None, 0)],
)  # fmt: skip
def test_h14_m7_what_is_taken_by_mouth_through_the_skin_or_daily_is_no_infusion(
    route, frequency, infusions
) -> None:
    doses = [
        {
            "extrt": "X",
            "exstdtc": day,
            "exendtc": day,
            "exroute": route,
            "exdosfrq": frequency,
            "exseq": number,
        }
        for number, day in enumerate(("2025-03-10T10:00", "2025-03-17T10:00"), start=1)
    ]
    signs = [
        {"vstestcd": "SYSBP", "vsstresn": 120, "vsdtc": dose["exstdtc"], "vsseq": at}
        for at, dose in enumerate(doses)
    ]
    db = trial({"one": rule(None, ex=doses, vs=signs)})
    seen = found(
        db, "one", "SELECT count(DISTINCT doseno) FROM adam.advs WHERE {patient} AND doseno IS NOT NULL"
    )
    assert seen == [(infusions,)]
