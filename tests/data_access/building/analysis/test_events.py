"""Adverse events and times to events."""

import pytest

from tests.data_access.tiny_trial import UNTREATED, found, lab, planned_trial, rule, trial


def event(start: str | None, **more) -> list[dict]:
    return [{"aeterm": "Fever", "aestdtc": start} | more]


EMERGENT = {
    "on the day of the dose, without a time": rule("Y", ae=event("2025-03-10")),
    "a minute before the dose": rule("N", ae=event("2025-03-10T09:59")),
    "a minute after the dose": rule("Y", ae=event("2025-03-10T10:01")),
    "the day before": rule("N", ae=event("2025-03-09")),
    "in the month of the dose": rule("Y", ae=event("2025-03")),
    "in the month before": rule("N", ae=event("2025-02")),
    "in the year of the dose": rule("Y", ae=event("2025")),
    "no start, ended before": rule("N", ae=event(None, aeendtc="2025-03-09")),
    "no start, no end": rule("Y", ae=event(None)),
    "never dosed, from randomisation": rule("Y", dm=UNTREATED, ae=event("2025-03-10")),
    "a screening failure": rule(
        "N", dm=UNTREATED | {"arm": None, "armnrs": "SCREEN FAILURE"}, ae=event("2025-03-12")
    ),
}
ONGOING = {
    "no end": rule("Y", ae=event("2025-03-12")),
    "not recovered": rule("Y", ae=event("2025-03-12", aeout="NOT RECOVERED/NOT RESOLVED")),
    "an end": rule("N", ae=event("2025-03-12", aeendtc="2025-03-13")),
    "recovered, nobody knows when": rule("N", ae=event("2025-03-12", aeout="RECOVERED/RESOLVED")),
    "fatal": rule("N", ae=event("2025-03-12", aeout="FATAL")),
}
DOSES = [
    {"exseq": 1, "exstdtc": "2025-03-10T10:00", "exendtc": "2025-03-10T11:30"},
    {"exseq": 2, "exstdtc": "2025-03-17T10:00", "exendtc": "2025-03-17T11:30"},
]
AFTER_INFUSION = {
    "before the first infusion": rule(("N", None, None), ae=event("2025-03-10T09:00"), ex=DOSES),
    "during it": rule(("Y", "TIMED", 1), ae=event("2025-03-10T10:30"), ex=DOSES),
    "24 h after its end": rule(("Y", "TIMED", 1), ae=event("2025-03-11T11:30"), ex=DOSES),
    "a minute later": rule(("N", None, 1), ae=event("2025-03-11T11:31"), ex=DOSES),
    "the day after, time not known": rule(("Y", "BY DATE", 2), ae=event("2025-03-18"), ex=DOSES),
    "two days after, time not known": rule(("N", None, 2), ae=event("2025-03-19"), ex=DOSES),
    "no infusion given": rule((None, None, None), ae=event("2025-03-12")),
}
CODED = {
    "no decoded term": rule(("Fever", 3, None), ae=event("2025-03-12", aetoxgr="3")),
    "a decoded term": rule(
        ("Pyrexia", None, "SEVERE"), ae=event("2025-03-12", aedecod="Pyrexia", aesev="Severe")
    ),
}


@pytest.fixture(scope="module")
def db():
    return trial(EMERGENT | ONGOING | CODED)


@pytest.fixture(scope="module")
def planned():
    return planned_trial(AFTER_INFUSION | TIMES)


@pytest.mark.parametrize("name", EMERGENT)
def test_treatment_emergent(name: str, db) -> None:
    assert found(db, name, "SELECT trtemfl FROM adam.adae WHERE {patient}") == [(EMERGENT[name].expected,)]


@pytest.mark.parametrize("name", ONGOING)
def test_ongoing(name: str, db) -> None:
    assert found(db, name, "SELECT ongofl FROM adam.adae WHERE {patient}") == [(ONGOING[name].expected,)]


@pytest.mark.parametrize("name", CODED)
def test_term_grade_and_severity(name: str, db) -> None:
    query = "SELECT aedecod, aetoxgr, aesev FROM adam.adae WHERE {patient}"
    assert found(db, name, query) == [CODED[name].expected]


@pytest.mark.parametrize("name", AFTER_INFUSION)
def test_within_24_hours_of_an_infusion(name: str, planned) -> None:
    query = "SELECT inf24fl, inf24how, doseno FROM adam.adae WHERE {patient}"
    assert found(planned, name, query) == [AFTER_INFUSION[name].expected]


SEEN = [lab("ALT", 40, "2025-06-09", "U/L")]
DEATH = {"dthfl": "Y", "dthdtc": "2025-03-30"}
TRANSPLANT = [{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-20"}]
RANDOMISED = [{"dsdecod": "RANDOMIZED", "dsstdtc": "2025-03-08"}]
NO_TRANSPLANT = "LAST KNOWN ALIVE WITHOUT TRANSPLANTATION"
TIMES = {
    "alive": rule([("OS", 92, 1, None, "LAST KNOWN ALIVE"), ("TFS", 92, 1, None, NO_TRANSPLANT)], lb=SEEN),
    "dead": rule([("OS", 21, 0, "DEATH", None), ("TFS", 21, 0, "DEATH", None)], dm=DEATH),
    "transplanted": rule(
        [("OS", 92, 1, None, "LAST KNOWN ALIVE"), ("TFS", 11, 0, "LIVER TRANSPLANTATION", None)],
        lb=SEEN,
        pr=TRANSPLANT,
    ),
    "transplanted, then dead": rule(
        [("OS", 21, 0, "DEATH", None), ("TFS", 11, 0, "LIVER TRANSPLANTATION", None)], dm=DEATH, pr=TRANSPLANT
    ),
    "never dosed, from randomisation": rule(
        [("OS", 23, 0, "DEATH", None), ("TFS", 23, 0, "DEATH", None)], dm=DEATH | UNTREATED, ds=RANDOMISED
    ),
    "dead on the day of the dose": rule(
        [("OS", 1, 0, "DEATH", None), ("TFS", 1, 0, "DEATH", None)], dm=DEATH | {"dthdtc": "2025-03-10"}
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_time_to_event(name: str, planned) -> None:
    query = "SELECT paramcd, aval, cnsr, evntdesc, cnsdtdsc FROM adam.adtte WHERE {patient} ORDER BY paramcd"
    assert found(planned, name, query) == TIMES[name].expected
