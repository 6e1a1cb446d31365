"""Laboratory results in one unit, with their range, and nothing lost that can be shown."""

import pytest

from tests.data_access.tiny_trial import found, lab, rule, trial

DAY, AFTER = "2025-03-09T08:00", "2025-03-17"
REPORTED = {"lbtestcd": "BILI", "lborres": "１０", "lborresu": "mg/dL", "lbornrhi": "1", "lbdtc": DAY}
FALLBACK = lab("HGB", 8.9, DAY, "furlong") | {"lborres": "14.3", "lborresu": "g/dL"}
VALUE = {
    "bilirubin in mg/dL": rule([("BILI", 171, "umol/L")], lb=[lab("BILI", 10, DAY, "mg/dL")]),
    "a code of another name and the Greek mu": rule(
        [("BILI", 171, "umol/L")], lb=[lab("TBIL", 171, DAY, "μmol/L")]
    ),
    "creatinine in mg/dL": rule([("CREAT", 88.4, "umol/L")], lb=[lab("CREA", 1, DAY, "mg/dL")]),
    "platelets in K/uL": rule([("PLAT", 120, "10^9/L")], lb=[lab("PLT", 120, DAY, "K/uL")]),
    "sodium in mEq/L": rule([("SODIUM", 140, "mmol/L")], lb=[lab("NA", 140, DAY, "mEq/L")]),
    "urea nitrogen in mg/dL": rule([("UREA", 3.57, "mmol/L")], lb=[lab("BUN", 10, DAY, "mg/dL")]),
    "a ratio without a unit": rule([("INR", 1.8, "")], lb=[lab("INR", 1.8, DAY)]),
    "a result that is only reported": rule([("BILI", 171, "umol/L")], lb=[REPORTED]),
    "an unknown standard unit, a known reported one": rule([("HGB", 143, "g/L")], lb=[FALLBACK]),
    "an unknown unit keeps the result out": rule([], lb=[lab("ALB", 5, DAY, "furlong")]),
    "not done is no result": rule([], lb=[lab("K", None, DAY, lbstat="NOT DONE")]),
    "urine is not blood, by specimen": rule(
        [("GLUC", 5, "mmol/L"), ("GLUC.URINE", 30, "mmol/L")],
        lb=[lab("GLUC", 5, DAY, "mmol/L"), lab("GLUC", 30, DAY, "mmol/L", lbspec="URINE")],
    ),
    "urine is not blood, by category": rule(
        [("PROT.URINALYSIS", 0.3, "g/L")], lb=[lab("PROT", 0.3, DAY, "g/L", lbcat="URINALYSIS")]
    ),
    "a test not known here, in one unit": rule([("CA199", 5, "IU/mL")], lb=[lab("CA199", 5, DAY, "U/mL")]),
    "a test not known here, in two units": rule(
        [], lb=[lab("CEA", 5, DAY, "U/mL"), lab("CEA", 5, DAY, "ng/mL")]
    ),
}
LIMIT = {"lborres": "<0.2", "lborresu": "mg/dL", "lbstresc": "<3.42", "lbstresu": "umol/L"}
REPORTED_LIMIT = {"lborres": "> 25", "lborresu": "mg/dL", "lbstresc": None, "lbstresu": None}
WORDS = {"lborres": "HAEMOLYSED", "lbstresc": "HAEMOLYSED"}
WRITTEN = {
    "a limit keeps its sign": rule(
        [(None, "<3.42", "<0.2", "reported only as a limit")], lb=[lab("BILI", None, DAY) | LIMIT]
    ),
    "a reported limit is converted": rule(
        [(None, ">427.5", "> 25", "reported only as a limit")], lb=[lab("BILI", None, DAY) | REPORTED_LIMIT]
    ),
    "words stay words": rule(
        [(None, "HAEMOLYSED", "HAEMOLYSED", "not a number")], lb=[lab("K", None, DAY) | WORDS]
    ),
    "a converted number is written in the standard unit": rule(
        [(171, "171", "10", None)], lb=[lab("BILI", 10, DAY, "mg/dL")]
    ),
}


def ranged(value: float, **more) -> list[dict]:
    return [lab("ALT", value, DAY, "U/L", lbstnrlo=7, lbstnrhi=40, lbnrind="NORMAL") | more]


INDICATOR = {
    "below": rule([("LOW",)], lb=ranged(6)),
    "at the lower limit": rule([("NORMAL",)], lb=ranged(7)),
    "at the upper limit": rule([("NORMAL",)], lb=ranged(40)),
    "above": rule([("HIGH",)], lb=ranged(40.1)),
    "without a range, as the laboratory says": rule(
        [("HIGH",)], lb=ranged(300, lbstnrlo=None, lbstnrhi=None, lbnrind="HIGH")
    ),
    "with a converted range": rule([("HIGH",)], lb=[REPORTED]),
}


def bilirubin(value: float, moment: str) -> dict:
    return lab("BILI", value, moment, "umol/L", lbstnrhi=17.1)


def creatinine(value: float, moment: str) -> dict:
    return lab("CREAT", value, moment, "umol/L", lbstnrhi=97)


GRADED = {
    "INR 1.5 times the limit is 1": rule([(1.5, 1, 1)], lb=[lab("INR", 1.8, DAY, lbstnrhi=1.2)]),
    "bilirubin 10 times the limit is 3, above it 4": rule(
        [(10, 3, 3), (10.1, 4, 3)], lb=[bilirubin(171, DAY), bilirubin(172.71, AFTER)]
    ),
    "creatinine rises only after treatment has begun": rule(
        [(0.9278350515, 0, 0), (0.618556701, 0, 0), (0.9278350515, 1, 0)],
        lb=[creatinine(90, "2025-03-01"), creatinine(60, DAY), creatinine(90, AFTER)],
    ),
    "without a limit no grade": rule([(None, None, None)], lb=[lab("ALT", 40, DAY, "U/L")]),
}
FIND = "FROM adam.adlb WHERE {patient} AND paramtyp IS NULL ORDER BY adtm, paramcd"


@pytest.fixture(scope="module")
def db():
    return trial(VALUE | WRITTEN | INDICATOR | GRADED)


@pytest.mark.parametrize("name", VALUE)
def test_value_in_the_standard_unit(name: str, db) -> None:
    assert found(db, name, f"SELECT paramcd, aval, avalu {FIND}") == VALUE[name].expected


@pytest.mark.parametrize("name", WRITTEN)
def test_result_as_text(name: str, db) -> None:
    assert found(db, name, f"SELECT aval, avalc, lborres, reason {FIND}") == WRITTEN[name].expected


@pytest.mark.parametrize("name", INDICATOR)
def test_indicator_by_the_range_of_the_record(name: str, db) -> None:
    assert found(db, name, f"SELECT anrind {FIND}") == INDICATOR[name].expected


@pytest.mark.parametrize("name", GRADED)
def test_grades_against_ctcae_v4_03(name: str, db) -> None:
    assert found(db, name, f"SELECT r2anrhi, atoxgr, btoxgr {FIND}") == GRADED[name].expected
