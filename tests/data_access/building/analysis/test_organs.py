"""Organ failure by day: what each finding means, and what cannot be said. Expected by hand from Moreau 2013."""

import pytest

from tests.data_access.tiny_trial import found, lab, rule, trial

DAY = "2025-03-12"


def pressure(value: float, moment: str = f"{DAY}T08:00", **more) -> dict:
    return {
        "vstestcd": "MAP",
        "vsstresn": value,
        "vsstresc": f"{value:g}",
        "vsstresu": "mmHg",
        "vsdtc": moment,
    } | more


def sign(code: str, value: float, moment: str = f"{DAY}T08:00", **more) -> dict:
    return pressure(value, moment, **more) | {"vstestcd": code}


def coma(grade: int, moment: str = DAY) -> dict:
    return {"rstestcd": "HEGRADE", "rsstresn": grade, "rsstresc": str(grade), "rsdtc": moment}


def pressor(name: str = "TERLIPRESSIN", start: str = DAY, end: str | None = DAY, **more) -> dict:
    return {"cmtrt": name, "cmdecod": name, "cmstdtc": start, "cmendtc": end, "cmroute": "INTRAVENOUS"} | more


def session(start: str, end: str | None = None) -> dict:
    return {"prdecod": "HAEMODIALYSIS", "prstdtc": start, "prendtc": end or start}


# Each: organ, points, failing, basis of 12 March; None: no row.
RULES = {
    "bilirubin of 12 mg/dL": rule(
        ("LIVER", 3, "Y", "BILI 205.2 umol/L"), lb=[lab("BILI", 12, f"{DAY}T08:00", "mg/dL")]
    ),
    "the worst of two decides": rule(
        ("LIVER", 3, "Y", "BILI 300 umol/L"),
        lb=[lab("BILI", 300, f"{DAY}T06:00", "umol/L"), lab("BILI", 90, f"{DAY}T18:00", "umol/L")],
    ),
    "bilirubin of 6 mg/dL is impaired": rule(("LIVER", 2, "N", "BILI 102.6 umol/L"), lb=[lab("BILI", 6, DAY, "mg/dL")]),
    "creatinine of 2 mg/dL fails at two points": rule(
        ("KIDNEY", 2, "Y", "CREAT 176.8 umol/L"), lb=[lab("CREAT", 2, DAY, "mg/dL")]
    ),
    "dialysis without any creatinine": rule(("KIDNEY", 3, "Y", "RRT HAEMODIALYSIS"), pr=[session(f"{DAY}T09:00")]),
    "a normal creatinine under dialysis": rule(
        ("KIDNEY", 3, "Y", "CREAT 80 umol/L"), pr=[session("2025-03-10")], lb=[lab("CREAT", 80, DAY, "umol/L")]
    ),
    "grade III": rule(("BRAIN", 3, "Y", "HEGRADE 3"), rs=[coma(1, f"{DAY}T06:00"), coma(3, f"{DAY}T20:00")]),
    "an impossible grade": rule(None, rs=[coma(7)]),
    "INR of 2.5": rule(("COAGULATION", 3, "Y", "INR 2.5"), lb=[lab("INR", 2.5, DAY)]),
    "INR beyond the limit of the test": rule(
        ("COAGULATION", 3, "Y", "INR >10"),
        lb=[{"lbtestcd": "INR", "lborres": ">10", "lbstresc": ">10", "lbdtc": DAY}],
    ),
    "a low pressure is not yet failure": rule(("CIRCULATION", 2, "N", "MAP 65 mmHg"), vs=[pressure(65)]),
    "a pressure of 70": rule(("CIRCULATION", 1, "N", "MAP 70 mmHg"), vs=[pressure(70)]),
    "a pressure from systolic and diastolic": rule(
        ("CIRCULATION", 2, "N", "MAP 90/54 mmHg"), vs=[sign("SYSBP", 90), sign("DIABP", 54)]
    ),
    "a pressure while standing is left out": rule(None, vs=[pressure(60, vspos="STANDING")]),
    "terlipressin with a good pressure": rule(
        ("CIRCULATION", 3, "Y", "VASOPRES TERLIPRESSIN"), vs=[pressure(85)], cm=[pressor()]
    ),
    "a vasopressor begun before and still given": rule(
        ("CIRCULATION", 3, "Y", "VASOPRES NOREPINEPHRINE"), cm=[pressor("NOREPINEPHRINE", "2025-03-11", "2025-03-13")]
    ),
    "a vasopressor reported as ongoing": rule(
        ("CIRCULATION", 3, "Y", "VASOPRES TERLIPRESSIN"),
        cm=[pressor(start="2025-03-11", end=None, cmenrtpt="ONGOING")], lb=[lab("ALT", 30, "2025-03-20", "U/L")],
    ),
    "a vasopressor without a word on its end": rule(
        ("CIRCULATION", 1, None, "MAP 85 mmHg"),
        vs=[pressure(85)], cm=[pressor(start="2025-03-11", end=None)], lb=[lab("ALT", 30, "2025-03-20", "U/L")],
    ),
    "a vasopressor not given": rule(
        ("CIRCULATION", 1, "N", "MAP 85 mmHg"), vs=[pressure(85)], cm=[pressor(cmoccur="N")]
    ),
    "ventilation": rule(
        ("LUNGS", 3, "Y", "VENTIL MECHANICAL VENTILATION"), pr=[{"prdecod": "MECHANICAL VENTILATION", "prstdtc": DAY}]
    ),
    "a saturation without oxygen fraction says nothing": rule(None, vs=[sign("OXYSAT", 88, vsstresu="%")]),
    "a saturation with it": rule(
        ("LUNGS", 3, "Y", "SPO2FIO2 88/0.5"), vs=[sign("OXYSAT", 88), sign("FIO2", 50, vsstresu="%")]
    ),
    "nothing": rule(None),
    "a month is no day": rule(None, lb=[lab("BILI", 300, "2025-03", "umol/L")]),
}  # fmt: skip
QUERY = f"SELECT organ, points, failing, basis FROM adam.adorgan WHERE {{patient}} AND adt = DATE '{DAY}'"


@pytest.fixture(scope="module")
def db():
    return trial(RULES)


@pytest.mark.parametrize("name", RULES)
def test_each_rule_by_hand(name: str, db) -> None:
    expected = RULES[name].expected
    assert found(db, name, QUERY) == ([] if expected is None else [expected])


def test_the_day_after_dialysis_ends_its_week_creatinine_decides_again() -> None:
    name = "dialysed"
    rows = [lab("CREAT", 80, "2025-03-17T08:00", "umol/L"), lab("CREAT", 80, "2025-03-19T08:00", "umol/L")]
    db = trial({name: rule(None, pr=[session("2025-03-10T08:00", "2025-03-10T12:00")], lb=rows)})
    query = "SELECT ady, failing, confound FROM adam.adorgan WHERE {patient} ORDER BY adt"
    assert found(db, name, query) == [(1, "Y", None), (8, "Y", "DIALYSIS"), (10, "N", None)]


def test_without_any_medication_in_the_study_a_vasopressor_cannot_be_ruled_out() -> None:
    db = trial({"good": rule(None, vs=[pressure(85)]), "low": rule(None, vs=[pressure(65)])})
    query = "SELECT points, failing FROM adam.adorgan WHERE {patient}"
    assert found(db, "good", query) == [(1, None)] and found(db, "low", query) == [(2, None)]


def test_a_failing_organ_under_plasma_keeps_its_confounder_and_its_source() -> None:
    plasma = {"cmdecod": "FRESH FROZEN PLASMA", "cmstdtc": f"{DAY}T06:00", "cmendtc": f"{DAY}T07:00"}
    db = trial({"plasma": rule(None, cm=[plasma], lb=[lab("INR", 2.1, f"{DAY}T08:00")])})
    query = "SELECT confound, source_domain, source_row FROM adam.adorgan WHERE {patient}"
    assert found(db, "plasma", query) == [("FFP24", "LB", 1)]


def test_a_transplanted_liver_is_another_liver() -> None:
    graft = {"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-13"}
    days = [lab("BILI", 300, "2025-03-13T05:00", "umol/L"), lab("BILI", 50, "2025-03-14T08:00", "umol/L")]
    db = trial({"graft": rule(None, pr=[graft], lb=days)})
    query = "SELECT afterlt FROM adam.adorgan WHERE {patient} ORDER BY adt"
    assert found(db, "graft", query) == [("N",), ("Y",)]
