"""Results drawn while a treatment, not the liver or the kidney, set them."""

import duckdb
import pytest

from data_access import build
from data_access.common import decisions
from data_access.common.errors import BuildError
from tests.data_access.deliveries import dm, write_csv
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
    "w8 bilirubin after DPMAS": rule(
        "ADS48", pr=[EXCHANGE[0] | {"prdecod": "DPMAS"}], lb=bilirubin("2025-03-13")
    ),
    "w8 INR after DPMAS is the liver's own": rule(
        None, pr=[EXCHANGE[0] | {"prdecod": "DPMAS"}], lb=inr("2025-03-13")
    ),
    "w8 INR after DPMAS with plasma": rule(
        "FFP24", pr=[EXCHANGE[0] | {"prdecod": "DPMAS"}], cm=PLASMA, lb=inr("2025-03-12T15:00")
    ),
    "w8 INR after DPMAS with plasma exchange": rule(
        "PE48", pr=[EXCHANGE[0] | {"prdecod": "DPMAS+PE"}], lb=inr("2025-03-13")
    ),
    "d7 INR after a plasma substitute": rule(
        None, cm=[PLASMA[0] | {"cmdecod": None, "cmtrt": "血浆代用品羟乙基淀粉"}], lb=inr("2025-03-12T12:00")
    ),
    "d5 creatinine after a dialysis catheter": rule(
        None, pr=[DIALYSIS[0] | {"prdecod": None, "prtrt": "血液透析导管置入术"}], lb=creatinine("2025-03-13")
    ),
    "d5 a catheter that was coded as a session": rule(
        None, pr=[DIALYSIS[0] | {"prtrt": "Dialysis catheter insertion"}], lb=creatinine("2025-03-13")
    ),
    "an artificial liver that the report names": rule(
        "PE48",
        pr=[EXCHANGE[0] | {"prdecod": "ARTIFICIAL LIVER SUPPORT", "prtrt": "血浆置换"}],
        lb=inr("2025-03-13"),
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
    "Continuous renal replacement therapy": "CRRT",
    "CVVHDF": "CRRT",
    "Hemodialysis": "DIALYSIS",
    "Albumin dialysis (MARS)": "ADSORPTION",
    "人工肝": "ALSS",
    "肝移植术前评估": "OTHER",
    "Liver transplant evaluation": "OTHER",
    "等待肝移植": "OTHER",
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


def test_d5_one_session_and_a_catheter_are_no_dialysis_for_meld_by_optn_9_1_d() -> None:
    """Bilirubin 20 mg/dL, INR 2.0, creatinine 1.0: MELD 10 (0.378 ln 20 + 1.12 ln 2 + 0.643) = 25.5, not 39."""
    sessions = [
        {"prtrt": "血液透析导管置入术", "prstdtc": "2025-03-11"},
        DIALYSIS[0] | {"prdecod": "Hemodialysis"},
    ]
    draw = [
        lab("BILI", 342, "2025-03-13", "umol/L"),
        lab("INR", 2, "2025-03-13"),
        lab("CREAT", 88.4, "2025-03-13", "umol/L"),
    ]
    one = trial({"one": rule(None, pr=sessions, lb=draw)})
    assert found(one, "one", "SELECT aval FROM adam.adlb WHERE {patient} AND paramcd = 'MELD'") == [(26,)]


def test_d6_an_evaluation_is_no_transplant() -> None:
    looked_at = {
        name: rule("N", pr=[{"prtrt": name, "prstdtc": "2025-03-12"}])
        for name in ("肝移植术前评估", "Liver transplant evaluation", "等待肝移植")
    } | {"done": rule("Y", pr=[{"prtrt": "肝移植术", "prstdtc": "2025-03-12"}])}
    db = trial(looked_at)
    for name, each in looked_at.items():
        assert found(db, name, "SELECT ltfl FROM adam.adsl WHERE {patient}") == [(each.expected,)]


def test_what_was_decided_is_obeyed_and_what_is_doubtful_is_listed(tmp_path) -> None:
    """The file of decisions beside the database, read again at every build."""
    names = ["血液透析导管置入术", "NOVEL LIVER THERAPY", "Hemodialysis"]
    write_csv(tmp_path, "dm.csv", [dm()])
    write_csv(tmp_path, "pr.csv", [
        {"DOMAIN": "PR", "USUBJID": "T-1", "PRSEQ": at, "PRTRT": name, "PRSTDTC": "2024-01-03"}
        for at, name in enumerate(names)
    ])  # fmt: skip
    out = tmp_path / "out" / "t.duckdb"
    out.parent.mkdir()
    asked = "SELECT name, kinds, how FROM meta.treatment_name ORDER BY ALL"
    build.build(tmp_path, out)
    with duckdb.connect(out, read_only=True) as db:
        assert db.execute(asked).fetchall() == [
            ("NOVEL LIVER THERAPY", "OTHER", "UNMATCHED"), ("血液透析导管置入术", "OTHER", "EXCLUDED")
        ]  # fmt: skip
    decisions.decide(out, {"NOVEL LIVER THERAPY": "DPMAS"})
    build.build(tmp_path, out)
    with duckdb.connect(out, read_only=True) as db:
        assert db.execute(asked).fetchall()[0] == ("NOVEL LIVER THERAPY", "DPMAS", "DECIDED")
        assert ("DPMAS",) in db.execute("SELECT category FROM adam.adproc").fetchall()


def test_a_damaged_file_of_decisions_stops_the_build(tmp_path) -> None:
    out = tmp_path / "t.duckdb"
    decisions.beside(out).write_text("{", encoding="utf-8")
    with pytest.raises(BuildError, match="t.decisions.json is damaged"):
        decisions.treatments(out)
