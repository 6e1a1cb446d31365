"""Results drawn while a treatment, not the liver or the kidney, set them."""

import pytest

from tests.data_access.tiny_trial import found, lab, rule, trial

EXCHANGE = [{"prdecod": "PLASMA EXCHANGE", "prstdtc": "2025-03-12T09:00", "prendtc": "2025-03-12T12:00"}]
PLASMA = [
    {
        "cmdecod": "FRESH FROZEN PLASMA",
        "cmstdtc": "2025-03-12T09:00",
        "cmendtc": "2025-03-12T10:00",
        "cmdose": 200,
    }
]
DIALYSIS = [{"prdecod": "HAEMODIALYSIS", "prstdtc": "2025-03-12T09:00", "prendtc": "2025-03-12T13:00"}]


def bilirubin(moment: str) -> list[dict]:
    return [lab("BILI", 200, moment, "umol/L")]


def inr(moment: str) -> list[dict]:
    return [lab("INR", 2, moment)]


def creatinine(moment: str) -> list[dict]:
    return [lab("CREAT", 80, moment, "umol/L")]


MARKED = {
    "bilirubin at the start of plasma exchange": rule(None, pr=EXCHANGE, lb=bilirubin("2025-03-12T09:00")),
    "bilirubin during it": rule("PE48", pr=EXCHANGE, lb=bilirubin("2025-03-12T09:01")),
    "bilirubin 48 h after its end": rule("PE48", pr=EXCHANGE, lb=bilirubin("2025-03-14T12:00")),
    "bilirubin a minute later": rule(None, pr=EXCHANGE, lb=bilirubin("2025-03-14T12:01")),
    "bilirubin after DPMAS": rule(
        "PE48", pr=[EXCHANGE[0] | {"prdecod": "DPMAS"}], lb=bilirubin("2025-03-13")
    ),
    "an exchange that was not done": rule(
        None, pr=[EXCHANGE[0] | {"proccur": "N"}], lb=bilirubin("2025-03-13")
    ),
    "an exchange on a day without a time": rule(
        "PE48", pr=[{"prdecod": "PLASMA EXCHANGE", "prstdtc": "2025-03-12"}], lb=bilirubin("2025-03-14T23:00")
    ),
    "a result on the day of an exchange, without a time": rule(
        "PE48", pr=EXCHANGE, lb=bilirubin("2025-03-12")
    ),
    "creatinine after plasma exchange": rule(None, pr=EXCHANGE, lb=creatinine("2025-03-13")),
    "INR 24 h after plasma": rule("FFP24", cm=PLASMA, lb=inr("2025-03-13T10:00")),
    "INR a minute later": rule(None, cm=PLASMA, lb=inr("2025-03-13T10:01")),
    "bilirubin after plasma": rule(None, cm=PLASMA, lb=bilirubin("2025-03-12T12:00")),
    "INR after both": rule("FFP24;PE48", pr=EXCHANGE, cm=PLASMA, lb=inr("2025-03-12T15:00")),
    "creatinine within 7 days of dialysis": rule("DIALYSIS", pr=DIALYSIS, lb=creatinine("2025-03-19T12:00")),
    "creatinine later": rule(None, pr=DIALYSIS, lb=creatinine("2025-03-20")),
    "sodium after dialysis": rule(None, pr=DIALYSIS, lb=[lab("SODIUM", 140, "2025-03-13", "mmol/L")]),
}
NAMED = {
    "血浆置换": "PE",
    "Therapeutic plasmapheresis": "PE",
    "DPMAS + PLASMA EXCHANGE": "DPMAS",
    "Continuous renal replacement therapy": "CRRT",
    "CVVHDF": "CRRT",
    "Hemodialysis": "DIALYSIS",
    "Albumin dialysis (MARS)": "OTHER",
    "Paracentesis": "OTHER",
    "Orthotopic liver transplantation": "TRANSPLANT",
}


@pytest.fixture(scope="module")
def db():
    named = {
        name: rule(category, pr=[{"prtrt": name, "prstdtc": "2025-03-12"}])
        for name, category in NAMED.items()
    }
    return trial(MARKED | named)


@pytest.mark.parametrize("name", MARKED)
def test_confounded_results(name: str, db) -> None:
    query = "SELECT confound FROM adam.adlb WHERE {patient} AND paramtyp IS NULL"
    assert found(db, name, query) == [(MARKED[name].expected,)]


@pytest.mark.parametrize("name", NAMED)
def test_a_procedure_is_named_by_what_it_does(name: str, db) -> None:
    assert found(db, name, "SELECT category, astdy FROM adam.adproc WHERE {patient}") == [(NAMED[name], 3)]


def test_plasma_has_its_amount(db) -> None:
    query = "SELECT category, amount, source_domain FROM adam.adproc WHERE {patient}"
    assert found(db, "INR 24 h after plasma", query) == [("FFP", 200, "CM")]
