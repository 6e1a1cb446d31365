"""What happened to a patient, one patient per rule. Expected by hand from trial.md 3.2 and 3.3."""

import pytest

from clinical.ward.news import HAPPENINGS
from tests.data_access.building.analysis.test_infusions import given, refused
from tests.data_access.tiny_trial import found, lab, planned_trial, rule, trial

MORNING = "T08:00"


def inr(*values: float, first: int = 11) -> list[dict]:
    """One INR a day from that day of March 2025 on."""
    return [lab("INR", value, f"2025-03-{day:02}{MORNING}") for day, value in enumerate(values, start=first)]


def of(code: str, *values: float, first: int = 11, unit: str = "") -> list[dict]:
    """One result of that test a day."""
    return [row | {"lbtestcd": code, "lbstresu": unit, "lborresu": unit} for row in inr(*values, first=first)]


def coma(*grades: int) -> list[dict]:
    return [
        {
            "rstestcd": "HEGRADE",
            "rsstresn": grade,
            "rsstresc": str(grade),
            "rsdtc": f"2025-03-{day:02}{MORNING}",
        }
        for day, grade in enumerate(grades, start=11)
    ]


def event(term: str, start: str = "2025-03-12", **more) -> dict:
    return {"aeterm": term, "aedecod": term, "aestdtc": start} | more


# Each: code, term, base, value of every happening of a value, the oldest first.
VALUES = {
    "a first value crosses nothing": rule([], lb=of("SODIUM", 120.0, unit="mmol/L")),
    "a limit is crossed once": rule([("TO_AMBER", "INR", 1.8, 2.1)], lb=inr(1.8, 2.1, 2.2, 2.0)),
    "an equal level is not repeated, a higher one is": rule(
        [("TO_AMBER", "PLAT", 60, 40), ("TO_RED", "PLAT", 30, 18)], lb=of("PLAT", 60, 40, 30, 18, 15, unit="10^9/L")
    ),
    "what was better in between crosses again": rule(
        [("TO_AMBER", "INR", 1.8, 2.1), ("TO_AMBER", "INR", 1.9, 2.2)], lb=inr(1.8, 2.1, 1.9, 2.2)
    ),
    "falling tests cross downwards": rule(
        [("TO_AMBER", "SODIUM", 130, 129), ("TO_RED", "SODIUM", 129, 124)],
        lb=of("SODIUM", 130, 129, 124, 133, unit="mmol/L"),
    ),
    "from amber to red": rule([("TO_RED", "PTA", 25, 19)], lb=of("PTA", 25, 19, unit="%")),
    "the limit itself, either side": rule(
        [("TO_AMBER", "PTA", 30, 29.9)], lb=of("PTA", 31, 30, 29.9, 20, unit="%")
    ),
    "plasma hides nothing and crosses nothing": rule(
        # 1.6 under plasma is left out: 2.1 comes after 2.2 and crosses nothing.
        [],
        lb=inr(2.2, 1.6, 2.1),
        cm=[{"cmtrt": "FRESH FROZEN PLASMA", "cmstdtc": "2025-03-11T20:00", "cmendtc": "2025-03-11T21:00"}],
    ),
    "creatinine in 48 hours": rule(
        # 26.5 above the lowest of 48 h; 100 is 1.67 times 60 as well, and one result is one happening.
        [("TO_AMBER", "AKI_48H", 60, 100)], lb=of("CREAT", 60, 100, unit="umol/L")
    ),
    "creatinine in 7 days": rule(
        [("TO_AMBER", "AKI_7D", 60, 95)], lb=of("CREAT", 60, 70, 75, 85, 95, unit="umol/L")
    ),
    "MELD against a week before": rule(
        # By hand: 3.78 ln 2 + 11.2 ln INR + 6.43 at bilirubin 2 and creatinine 1 mg/dL: 10.1, a week later 18.9.
        [("TO_AMBER", "INR", 1.1, 2.4), ("TO_RED", "MELD_RISE", 10, 19)],
        lb=[
            *inr(1.1), *of("BILI", 34.2, unit="umol/L"), *of("CREAT", 88.4, unit="umol/L"), *inr(2.4, first=18),
            *of("BILI", 34.2, first=18, unit="umol/L"), *of("CREAT", 88.4, first=18, unit="umol/L"),
        ],
    ),
    "encephalopathy, every rise": rule(
        [("HE", "HE_RISE", 0, 1), ("HE", "HE_RISE", 1, 2), ("HE", "HE_RISE", 1, 2)], rs=coma(0, 1, 2, 1, 2)
    ),
    "encephalopathy of grade four after three": rule(
        # Grade III is a failing brain first; the next rise is still one into the red.
        [("ORGAN", "BRAIN", 2, 3), ("COMA", "HE_RISE", 3, 4)], rs=coma(2, 3, 4)
    ),
    "another liver": rule(
        [("TRANSPLANT", "LIVER TRANSPLANTATION", None, None), ("TO_AMBER", "INR", 1.8, 2.1)],
        lb=inr(1.8, 2.1, 2.6),
        pr=[{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-12"}],
    ),
    "an organ begins to fail": rule(
        [("ORGAN", "COAGULATION", 2.4, 2.6)], lb=inr(2.4, 2.6, 2.7)
    ),
    "an organ that fails at entry is how the patient came": rule([], lb=inr(2.6, 2.7, first=8)),
    "an organ first known under treatment": rule([("ORGAN", "COAGULATION", None, 2.6)], lb=inr(2.6)),
}  # fmt: skip
# Each: codes and terms of all happenings, the weightiest first.
EVENTS = {
    "death first, then what else happened": rule(
        [("DEATH", "Sepsis"), ("SERIOUS", "Sepsis"), ("TO_AMBER", "INR")],
        dm={"dthfl": "Y", "dthdtc": "2025-03-20"},
        ae=[event("Sepsis", aeser="Y", aetoxgr="5", aesdth="Y", aeout="FATAL", aeendtc="2025-03-20")],
        lb=inr(1.8, 2.1),
    ),
    "serious before grade three before infection": rule(
        [("SERIOUS", "A"), ("GRADE3", "B"), ("GRADE3", "D"), ("INFECTION", "C")],
        ae=[
            event("C", aetoxgr="2", aebodsys="Infections and infestations"),
            event("D", aesev="SEVERE"),
            event("B", aetoxgr="3"),
            event("A", aetoxgr="1", aeser="Y"),
            event("mild", aetoxgr="1"),
        ],
    ),
    "the first session and one a week after the last": rule(
        [("ORGAN", "KIDNEY"), ("DIALYSIS", "HAEMODIALYSIS")],
        lb=of("CREAT", 90, first=11, unit="umol/L"),
        pr=[
            {"prdecod": "HAEMODIALYSIS", "prstdtc": day, "prendtc": day}
            for day in ("2025-03-13", "2025-03-15", "2025-04-01")
        ],
    ),
    "left the study": rule(
        [("LEFT", "WITHDRAWAL BY SUBJECT")],
        ds=[{"dscat": "DISPOSITION EVENT", "dsdecod": "WITHDRAWAL BY SUBJECT", "dsstdtc": "2025-03-18"}],
    ),
}
# Each: number of the infusion, reason, day from which it counts as missed.
DOSES = {
    "refused": rule(
        [("2", "FEVER", "2025-03-17")],
        ex=given("2025-03-10", "2025-03-24", "2025-03-31"),
        ec=refused("2025-03-17", "FEVER"),
    ),
    "overtaken by the next": rule(
        [("2", "NO RECORD", "2025-03-23")], ex=given("2025-03-10", "2025-03-23", "2025-03-31")
    ),
    "a week without a record": rule(
        [("2", "NO RECORD", "2025-03-24"), ("3", "NO RECORD", "2025-03-31"), ("4", "NO RECORD", "2025-04-07")],
        ex=given("2025-03-10"),
    ),
    "no more possible": rule(
        [], ex=given("2025-03-10"), dm={"dthfl": "Y", "dthdtc": "2025-03-12"}
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def db():
    return trial(VALUES | EVENTS)


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str, db) -> None:
    query = "SELECT code, term, base, aval FROM adam.adnews WHERE {patient} ORDER BY adtc, rank DESC"
    assert found(db, name, query) == VALUES[name].expected


@pytest.mark.parametrize("name", EVENTS)
def test_events_weightiest_first(name: str, db) -> None:
    query = "SELECT code, term FROM adam.adnews WHERE {patient} ORDER BY rank, term"
    assert found(db, name, query) == EVENTS[name].expected


@pytest.mark.parametrize("name", DOSES)
def test_missed_infusions(name: str) -> None:
    query = (
        "SELECT term, avalc, strftime(adt, '%Y-%m-%d') FROM adam.adnews "
        "WHERE {patient} AND code = 'MISSED' ORDER BY term"
    )
    # Each alone: whether a study records what was not given is a fact of the study.
    assert found(planned_trial({name: DOSES[name]}, cutoff="2025-04-20"), name, query) == DOSES[name].expected


def test_death_outranks_everything_and_a_limit_come_nearer_nothing():
    assert HAPPENINGS[0] == "DEATH" and HAPPENINGS[-1] == "TO_AMBER"
    assert HAPPENINGS.index("TRANSPLANT") < HAPPENINGS.index("ORGAN") < HAPPENINGS.index("SERIOUS")


def test_a_partial_date_counts_as_soon_as_it_can_be_and_is_shown_as_it_is_known():
    rules = {
        "month": rule(("2025-03", "2025-03-31"), ae=[event("A", "2025-03", aeser="Y")]),
        "year": rule(("2025", "2025-12-31"), ae=[event("A", "2025", aeser="Y")]),
        "month, ended": rule(
            ("2025-03", "2025-03-20"), ae=[event("A", "2025-03", aeser="Y", aeendtc="2025-03-20")]
        ),
        "none": rule(("", "2025-12-31"), ae=[event("A", None, aeser="Y")]),
        "day": rule(("2025-03-12", "2025-03-12"), ae=[event("A", aeser="Y")]),
    }
    db = trial(rules)
    query = "SELECT adtc, strftime(adtlast, '%Y-%m-%d') FROM adam.adnews WHERE {patient}"
    assert {name: found(db, name, query) for name in rules} == {
        name: [each.expected] for name, each in rules.items()
    }


def test_without_a_previous_cut_nothing_is_called_known_or_late(db):
    assert db.execute("SELECT DISTINCT known, latefl FROM adam.adnews").fetchall() == [(None, None)]


def test_every_happening_of_a_record_names_it(db):
    assert db.execute("SELECT count(*) FROM adam.adnews WHERE source_file IS NULL").fetchone() == (0,)
