"""Medication and procedures: groups, and from when to when as far as the source says."""

from datetime import date

import pytest

from tests.data_access.tiny_trial import found, rule, trial


def drug(**more) -> list[dict]:
    return [
        {"cmtrt": "FUROSEMIDE", "cmdecod": "FUROSEMIDE", "cmstdtc": "2025-03-05", "cmendtc": "2025-03-09"}
        | more
    ]


# Each: group, first day it can have begun, last it can have ended, ongoing.
RULES = {
    "both dates": rule(("DIURETIC", date(2025, 3, 5), date(2025, 3, 9), "N"), cm=drug()),
    "ended in February": rule(("DIURETIC", date(2020, 1, 1), date(2025, 2, 28), "N"),
                              cm=drug(cmstdtc="2020", cmendtc="2025-02")),
    "reported as ongoing": rule(("DIURETIC", date(2025, 3, 5), None, "Y"), cm=drug(cmendtc=None, cmenrtpt="ONGOING")),
    "no word on its end": rule(("DIURETIC", date(2025, 3, 5), None, None), cm=drug(cmendtc=None)),
    "ended before the study": rule(("DIURETIC", None, date(2025, 3, 9), "N"),
                                   cm=drug(cmstdtc=None, cmendtc=None, cmenrf="BEFORE")),
    "not coded": rule(("ANTIBIOTIC", date(2025, 3, 5), date(2025, 3, 9), "N"),
                      cm=drug(cmdecod="UNCODED", cmtrt="CEPHALEXIN")),
    "plasma": rule(("PLASMA", date(2025, 3, 5), date(2025, 3, 9), "N"), cm=drug(cmdecod="FRESH FROZEN PLASMA")),
    "a procedure": rule(("ARTIFICIAL_LIVER", date(2025, 3, 5), date(2025, 3, 5), "N"),
                        pr=[{"prdecod": "PLASMA EXCHANGE", "prstdtc": "2025-03-05"}]),
    "an unknown procedure": rule(("PROCEDURE", date(2025, 3, 5), date(2025, 3, 5), "N"),
                                 pr=[{"prtrt": "PARACENTESIS", "prstdtc": "2025-03-05"}]),
    "an unknown medicine": rule(("OTHER", date(2025, 3, 5), date(2025, 3, 9), "N"),
                                cm=drug(cmdecod="ZINC", cmtrt="ZINC")),
}  # fmt: skip


@pytest.fixture(scope="module")
def db():
    return trial(RULES)


@pytest.mark.parametrize("name", RULES)
def test_each_rule_by_hand(name: str, db) -> None:
    query = "SELECT cmgroup, astlo, aenhi, ongofl FROM adam.adcm WHERE {patient}"
    assert found(db, name, query) == [RULES[name].expected]


def test_what_was_not_given_is_not_there() -> None:
    db = trial({"refused": rule(None, cm=drug(cmoccur="N"), pr=[{"prtrt": "CRRT", "proccur": "N"}])})
    assert found(db, "refused", "SELECT 1 FROM adam.adcm WHERE {patient}") == []
