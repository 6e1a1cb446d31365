"""Which record is the baseline, what is compared with it, and how days are counted."""

import pytest

from tests.data_access.tiny_trial import UNTREATED, found, lab, rule, trial

EARLY, LATE, AFTER = "2025-03-01T08:00", "2025-03-09T08:00", "2025-03-17"


def alt(value: float | None, moment: str, **more) -> dict:
    return lab("ALT", value, moment, "U/L", **more)


RANDOMISED = [{"dsdecod": "RANDOMIZED", "dsstdtc": "2025-03-08"}]
LIMITED = alt(None, LATE, lbblfl="Y") | {"lborres": "<5", "lbstresc": "<5"}
FLAGGED, BEFORE_DOSE = "FLAGGED", "LAST BEFORE DOSE"
BASELINE = {
    "LBBLFL is the baseline": rule((40, FLAGGED), lb=[alt(40, EARLY, lbblfl="Y"), alt(60, LATE)]),
    "LBLOBXFL is the baseline": rule((40, FLAGGED), lb=[alt(40, EARLY, lblobxfl="Y"), alt(60, LATE)]),
    "of two flags the sponsor's own decides": rule(
        (40, FLAGGED), lb=[alt(40, EARLY, lbblfl="Y"), alt(60, LATE, lblobxfl="Y")]
    ),
    "without a flag the last number before the dose": rule(
        (60, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, LATE), alt(None, "2025-03-10")]
    ),
    "a minute before the dose counts": rule(
        (60, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, "2025-03-10T09:59")]
    ),
    "the minute of the dose counts": rule(
        (60, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, "2025-03-10T10:00")]
    ),
    "a minute after the dose does not": rule(
        (40, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, "2025-03-10T10:01")]
    ),
    "the day of the dose without a time counts": rule(
        (60, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, "2025-03-10")]
    ),
    "the day after the dose does not": rule((40, BEFORE_DOSE), lb=[alt(40, EARLY), alt(60, "2025-03-11")]),
    "never dosed, the last up to randomisation": rule(
        (40, "LAST BEFORE RANDOMISATION"),
        dm=UNTREATED,
        ds=RANDOMISED,
        lb=[alt(40, "2025-03-08"), alt(60, LATE)],
    ),
    "a flagged result below the limit is no number": rule((None, FLAGGED), lb=[alt(40, EARLY), LIMITED]),
}
CHANGE = {
    "none before treatment": rule(
        [(None, None, 1.25, None), (None, None, 1.0, "Y"), (20, 50, 1.5, None)],
        lb=[alt(50, EARLY), alt(40, LATE), alt(60, AFTER)],
    ),
    "no ratio to a baseline of zero": rule(
        [(None, None, None, "Y"), (6, None, None, None)],
        lb=[lab("BASO", 0, LATE, "10^9/L"), lab("BASO", 6, AFTER, "10^9/L")],
    ),
}
DAYS = {
    "no day zero on either axis": rule(
        [(-2, -1), (-1, 1), (1, 2), (2, 3)],
        ds=[{"dsdecod": "RANDOMIZED", "dsstdtc": "2025-03-09"}],
        lb=[alt(40, f"2025-03-{day}") for day in ("08", "09", "10", "11")],
    ),
    "none for a screening failure": rule(
        [(None, None)], dm={"arm": None, "armnrs": "SCREEN FAILURE"} | UNTREATED, lb=[alt(40, EARLY)]
    ),
}


@pytest.fixture(scope="module")
def db():
    return trial(BASELINE | CHANGE | DAYS)


@pytest.mark.parametrize("name", BASELINE)
def test_baseline(name: str, db) -> None:
    query = "SELECT DISTINCT base, basetype FROM adam.adlb WHERE {patient} AND paramcd = 'ALT'"
    assert found(db, name, query) == [BASELINE[name].expected]


@pytest.mark.parametrize("name", CHANGE)
def test_change_from_baseline(name: str, db) -> None:
    query = (
        "SELECT chg, pchg, r2base, ablfl FROM adam.adlb "
        "WHERE {patient} AND paramcd IN ('ALT', 'BASO') ORDER BY adtm"
    )
    assert found(db, name, query) == CHANGE[name].expected


@pytest.mark.parametrize("name", DAYS)
def test_study_days(name: str, db) -> None:
    query = "SELECT ady, randdy FROM adam.adlb WHERE {patient} AND paramcd = 'ALT' ORDER BY adtm"
    assert found(db, name, query) == DAYS[name].expected
