"""Scores as rows: value, source rows, what is missing, whom they apply to."""

import pytest

from clinical.scores import REGISTRY, meld
from tests.data_access.tiny_trial import found, lab, rule, trial

DRAW = "2025-03-12T08:00"
SEQUENCE = {"BILI": 11, "INR": 12, "CREAT": 13}


def tube(moment: str = DRAW, **moments: str | None) -> list[dict]:
    """Bilirubin 342, INR 2.1 and creatinine 133 at a moment, each at its own if given, None: not drawn."""
    results = {"BILI": (342, "umol/L"), "INR": (2.1, ""), "CREAT": (133, "umol/L")}
    drawn = {code: moments.get(code, moment) for code in results}
    return [
        lab(code, *results[code][:1], at, results[code][1], lbseq=SEQUENCE[code])
        for code, at in drawn.items()
        if at
    ]


def session(start: str, end: str, name: str = "HAEMODIALYSIS") -> dict:
    return {"prdecod": name, "prstdtc": start, "prendtc": end}


# 3.78 ln 20 + 11.2 ln 2.1 + 9.57 ln 1.5045 + 6.43, and with the 4.0 mg/dL that dialysis puts for creatinine.
VALUE, ON_DIALYSIS = 30, 39
TWO_SESSIONS = [
    session("2025-03-09T08:00", "2025-03-09T12:00"),
    session("2025-03-11T08:00", "2025-03-11T12:00"),
]
ONE_SESSION = [session("2025-03-11T08:00", "2025-03-11T12:00")]
LONG_AGO = [session("2025-03-01T08:00", "2025-03-01T12:00"), *ONE_SESSION]
A_DAY_OF_CRRT = [session("2025-03-10T08:00", "2025-03-11T08:00", "CRRT")]
HOURS_OF_CRRT = [session("2025-03-10T08:00", "2025-03-10T20:00", "CRRT")]
NO_INR = "INR: never measured in this patient"
SCORED = {
    "one tube": rule((VALUE, None, [11, 12, 13], None), lb=tube()),
    "24 h apart": rule(
        (VALUE, None, [11, 12, 13], None), lb=tube(INR="2025-03-11T08:00", CREAT="2025-03-13T08:00")
    ),
    "the same day without a time": rule((VALUE, None, [11, 12, 13], None), lb=tube(INR="2025-03-12")),
    "more than 24 h apart": rule(None, lb=tube(INR="2025-03-11T07:59")),
    "two dialyses within 7 days": rule(
        (ON_DIALYSIS, None, [11, 12, 13], "DIALYSIS"), lb=tube(), pr=TWO_SESSIONS
    ),
    "one dialysis": rule((VALUE, None, [11, 12, 13], "DIALYSIS"), lb=tube(), pr=ONE_SESSION),
    "two dialyses, one too long ago": rule((VALUE, None, [11, 12, 13], "DIALYSIS"), lb=tube(), pr=LONG_AGO),
    "24 h of CRRT": rule((ON_DIALYSIS, None, [11, 12, 13], "DIALYSIS"), lb=tube(), pr=A_DAY_OF_CRRT),
    "12 h of CRRT": rule((VALUE, None, [11, 12, 13], "DIALYSIS"), lb=tube(), pr=HOURS_OF_CRRT),
    "after plasma": rule(
        (VALUE, None, [11, 12, 13], "FFP24"),
        lb=tube(),
        cm=[{"cmdecod": "FRESH FROZEN PLASMA", "cmstdtc": "2025-03-12T06:00"}],
    ),
}
MISSING = {
    "an input outside the window": rule("INR: none within 24 h", lb=tube(INR="2025-03-11T07:59")),
    "an input the patient never had": rule(NO_INR, lb=tube(INR=None)),
    "two such inputs": rule(
        f"CREAT: never measured in this patient; {NO_INR}", lb=tube(INR=None, CREAT=None)
    ),
    "no draw at all": rule(
        f"BILI: never measured in this patient; CREAT: never measured in this patient; {NO_INR}",
        lb=tube(BILI=None, INR=None, CREAT=None),
    ),
    "s9 a value that cannot be": rule(
        "INR: only questioned values", lb=[*tube(INR=None), lab("INR", 0, DRAW)]
    ),
}
SOME = {
    "one draw of two": rule(
        [(VALUE, None), (None, "INR: none within 24 h")],
        lb=[
            *tube(),
            lab("BILI", 300, "2025-03-20T08:00", "umol/L"),
            lab("CREAT", 80, "2025-03-20T08:00", "umol/L"),
        ],
    ),
}
HBV = [{"mhcat": "AETIOLOGY", "mhdecod": "CHRONIC HEPATITIS B"}]
ACUTE = [{"mhdecod": "ACUTE LIVER FAILURE"}]
OUTSIDE = "not applicable: defined for acute-on-chronic liver failure from hepatitis B only"
APPLIED = {
    "COSSH-ACLF II not in acute failure": rule(OUTSIDE, mh=[*HBV, *ACUTE], lb=tube()),
    "where nothing says otherwise, what is missing": rule(
        "HEGRADE: never measured in this patient; NEUT: not measured in this study; "
        "UREA: not measured in this study",
        lb=tube(),
    ),
}
FULL = [
    *tube(),
    lab("ALB", 30, DRAW, "g/L"),
    lab("SODIUM", 130, DRAW, "mmol/L"),
    lab("ALT", 100, DRAW, "U/L", lbstnrhi=40),
    lab("ALP", 100, "2025-03-12T20:00", "U/L", lbstnrhi=125),
    lab("PLAT", 80, DRAW, "10^9/L"),
]
CLINICAL = [
    {"rstestcd": "HEGRADE", "rsstresn": 1, "rsdtc": "2025-03-12T07:00"},
    {"rstestcd": "ASCITES", "rsstresn": 2, "rsdtc": "2025-03-06"},
]
ALL = {
    "everything measured": rule(
        {"MELD", "MELDNA", "MELD30", "ALBI", "CHILDPUG", "RRATIO"}, lb=FULL, rs=CLINICAL
    )
}


@pytest.fixture(scope="module")
def db():
    return trial(SCORED | MISSING | SOME | APPLIED | ALL)


def test_the_meld_used_here_against_the_worked_example_of_trial_md() -> None:
    assert meld(bilirubin_umol_l=342, inr=2.1, creatinine_umol_l=80) == 26


@pytest.mark.parametrize("name", SCORED)
def test_meld_with_its_source_rows(name: str, db) -> None:
    query = (
        "SELECT aval, reason, srcseq, confound FROM adam.adlb "
        "WHERE {patient} AND paramcd = 'MELD' AND aval IS NOT NULL"
    )
    expected = SCORED[name].expected
    assert found(db, name, query) == ([] if expected is None else [expected])


@pytest.mark.parametrize("name", MISSING)
def test_one_row_says_why_there_is_no_meld(name: str, db) -> None:
    query = "SELECT aval, adt, reason FROM adam.adlb WHERE {patient} AND paramcd = 'MELD'"
    assert found(db, name, query) == [(None, None, MISSING[name].expected)]


@pytest.mark.parametrize("name", SOME)
def test_each_draw_says_why_where_others_have_the_score(name: str, db) -> None:
    query = "SELECT aval, reason FROM adam.adlb WHERE {patient} AND paramcd = 'MELD' ORDER BY adtm"
    assert found(db, name, query) == SOME[name].expected


@pytest.mark.parametrize("name", APPLIED)
def test_a_score_applies_or_says_to_whom_it_does(name: str, db) -> None:
    query = "SELECT reason FROM adam.adlb WHERE {patient} AND paramcd = 'COSSH2'"
    assert found(db, name, query) == [(APPLIED[name].expected,)]


def test_scores_of_a_full_set_of_inputs(db) -> None:
    query = "SELECT paramcd FROM adam.adlb WHERE {patient} AND paramtyp = 'DERIVED' AND aval IS NOT NULL"
    assert {code for (code,) in found(db, "everything measured", query)} >= ALL[
        "everything measured"
    ].expected


def test_a_score_without_bilirubin_stands_at_its_own_draw(db) -> None:
    """R = (100 / 40) / (100 / 125) = 3.125, at the ALT."""
    query = "SELECT aval, adtm, parcat1 FROM adam.adlb WHERE {patient} AND paramcd = 'RRATIO'"
    ((value, moment, category),) = found(db, "everything measured", query)
    assert (value, moment.isoformat(timespec="minutes"), category) == (3.125, DRAW, "SCORE")


@pytest.mark.parametrize("code", REGISTRY)
def test_every_patient_has_a_row_of_every_score(code: str, db) -> None:
    without = "SELECT usubjid FROM adam.adsl EXCEPT SELECT usubjid FROM adam.adlb WHERE paramcd = ?"
    assert db.execute(without, [code]).fetchall() == []


def test_a_study_without_procedures_says_that_dialysis_was_assumed_away() -> None:
    db = trial({"P": rule(None, lb=tube())})
    query = "SELECT aval, note FROM adam.adlb WHERE {patient} AND paramcd = 'MELD'"
    assert found(db, "P", query) == [(VALUE, "DIALYSIS: no procedures recorded in this study, taken as none")]


def test_a_study_without_inr_says_so_once_per_patient() -> None:
    draws = [lab("BILI", 200 + day, f"2025-03-{day}", "umol/L") for day in range(11, 20)]
    db = trial({"P": rule(None, lb=[*draws, lab("CREAT", 80, "2025-03-12", "umol/L")])})
    query = "SELECT reason FROM adam.adlb WHERE {patient} AND paramcd = 'MELD'"
    assert found(db, "P", query) == [("INR: not measured in this study",)]
