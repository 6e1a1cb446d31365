"""How sure a value is, decided at build: what is questioned feeds nothing, a limit that decides, decides."""

# ruff: noqa: E501 - a table of cases is read by the line

import pytest

from clinical.laboratory.certainty import CERTAINTIES, WHY_QUESTIONED, span
from tests.data_access.tiny_trial import found, lab, rule, trial

DAY = "2025-03-09T08:00"


def limited(code: str, result: str, moment: str, unit: str = "", **more) -> dict:
    return lab(code, None, moment, unit) | {"lborres": result, "lbstresc": result} | more


def draw(moment: str, bilirubin: float, inr: float, creatinine: float) -> list[dict]:
    return [
        lab("BILI", bilirubin, moment, "umol/L"),
        lab("INR", inr, moment),
        lab("CREAT", creatinine, moment, "umol/L"),
    ]


def alt(*results: str, uln: float = 40) -> list[dict]:
    numbers = [(each, f"2025-03-{9 + at:02}") for at, each in enumerate(results)]
    return [
        lab("ALT", float(each), day, "U/L", lbstnrhi=uln) if each.isdigit()
        else limited("ALT", each, day, "U/L", lbstnrhi=uln)
        for each, day in numbers
    ]  # fmt: skip


# Name: the results and what must come out as certainty, certwhy, aval, avalq of the last of them.
JUDGED = {
    "s9 INR 999": ([lab("INR", 999, DAY)], ("QUESTIONED", "OUTSIDE RANGE", None, 999)),
    "s9 creatinine 999 is seen in patients": ([lab("CREAT", 999, DAY, "umol/L")], ("PLAUSIBLE", None, 999, None)),
    "s9 bilirubin 9999": ([lab("BILI", 9999, DAY, "umol/L")], ("QUESTIONED", "OUTSIDE RANGE", None, 9999)),
    "s9 minus nine": ([lab("INR", -9, DAY)], ("QUESTIONED", "OUTSIDE RANGE", None, -9)),
    "s9 creatinine 3.0 where mg/dL was meant": ([lab("CREAT", 3, DAY, "umol/L")], ("QUESTIONED", "OUTSIDE RANGE", None, 3)),
    "w1 bilirubin out of line by 17.1": (
        [lab("BILI", 300, "2025-03-07", "umol/L"), lab("BILI", 280, "2025-03-10", "umol/L"), lab("BILI", 17, DAY, "umol/L")],
        ("QUESTIONED", "OTHER UNIT", None, 17),
    ),
    "d3 a limit": ([limited("CREAT", "<27", DAY, "umol/L")], ("LIMIT", None, None, None)),
    "a limit beyond what is seen": ([limited("CREAT", ">9000", DAY, "umol/L")], ("QUESTIONED", "OUTSIDE RANGE", None, 9000)),
    "a number": ([lab("CREAT", 80, DAY, "umol/L")], ("PLAUSIBLE", None, 80, None)),
}  # fmt: skip
# Name: the results of one draw, MELD and MELD-Na.
SCORED = {
    "d3 creatinine below 27 counts as 1.0 whatever it is": (
        [lab("BILI", 342, DAY, "umol/L"), lab("INR", 2.0, DAY), limited("CREAT", "<27", DAY, "umol/L"),
         lab("SODIUM", 130, DAY, "mmol/L")], (26, 29),
    ),
    "d3 in words": (
        [lab("BILI", 342, DAY, "umol/L"), lab("INR", 2.0, DAY), limited("CREAT", "LESS THAN 27", DAY, "umol/L"),
         lab("SODIUM", 130, DAY, "mmol/L")], (26, 29),
    ),
    "d3 a limit that leaves it open leaves it open": (
        [lab("BILI", 342, DAY, "umol/L"), lab("INR", 2.0, DAY), limited("CREAT", "<150", DAY, "umol/L"),
         lab("SODIUM", 130, DAY, "mmol/L")], (None, None),
    ),
    "d3 beyond the cap of creatinine": (
        [lab("BILI", 342, DAY, "umol/L"), lab("INR", 2.0, DAY), limited("CREAT", ">400", DAY, "umol/L"),
         lab("SODIUM", 137, DAY, "mmol/L")], (39, 39),
    ),
    "d3 bilirubin as the draw itself": (
        [limited("BILI", "<3.42", DAY, "umol/L"), lab("INR", 2.0, DAY), lab("CREAT", 60, DAY, "umol/L"),
         lab("SODIUM", 137, DAY, "mmol/L")], (14, 14),
    ),
    "s9 INR 999 gives no score": (
        [*draw(DAY, 342, 999, 80), lab("SODIUM", 130, DAY, "mmol/L")], (None, None),
    ),
}  # fmt: skip
GRADED = {
    "d3 ALT above 2000 is above 20 x 40": (alt("300", ">2000"), 4),
    "d3 with a blank and full width": (alt("300", "＞ ２０００"), 4),
    "d3 above 800 is grade 4, 800 itself is 3": (alt("300", ">800"), 4),
    "d3 from 800 on may be either": (alt("300", "≥800"), None),
    "d3 above 100 may be anything from 1 on": (alt("300", ">100"), None),
    "d3 below its upper limit": (alt("300", "<30"), 0),
    "s9 ALT 99999 has no grade": (alt("300", "99999"), None),
}


@pytest.fixture(scope="module")
def db():
    rules = {name: rule(expected, lb=rows) for name, (rows, expected) in (JUDGED | SCORED | GRADED).items()}
    return trial(rules)


@pytest.mark.parametrize("name", JUDGED)
def test_a_value_is_as_sure_as_the_registry_and_its_neighbours_make_it(name, db):
    query = "SELECT certainty, certwhy, aval, avalq FROM adam.adlb WHERE {patient} AND paramtyp IS NULL ORDER BY source_row DESC"
    assert found(db, name, query)[0] == JUDGED[name][1]


@pytest.mark.parametrize("name", SCORED)
def test_scores_by_optn_9_1_d_where_a_limit_decides(name, db):
    of = "SELECT max(aval) FILTER (paramcd = '{code}') FROM adam.adlb WHERE {{patient}}"
    assert (
        tuple(found(db, name, of.format(code=code))[0][0] for code in ("MELD", "MELDNA")) == SCORED[name][1]
    )


@pytest.mark.parametrize("name", GRADED)
def test_grades_by_ctcae_v4_03_where_a_limit_decides(name, db):
    query = "SELECT atoxgr FROM adam.adlb WHERE {patient} AND paramcd = 'ALT' ORDER BY adtm DESC"
    assert found(db, name, query)[0] == (GRADED[name][1],)


def test_a_score_says_that_an_input_is_known_only_as_a_limit(db):
    query = "SELECT reason FROM adam.adlb WHERE {patient} AND paramcd = 'MELD'"
    assert found(db, "d3 a limit that leaves it open leaves it open", query) == [
        ("CREAT: known only as a limit",)
    ]


def test_what_decided_is_named_with_its_row(db):
    query = "SELECT inputs FROM adam.adscore WHERE {patient} AND paramcd = 'MELD'"
    ((inputs,),) = found(db, "d3 creatinine below 27 counts as 1.0 whatever it is", query)
    named = {each["name"]: (each["aval"], each["source_row"]) for each in inputs}
    assert named["creatinine_umol_l"] == (27, 3)


def test_a_questioned_value_is_no_baseline_no_peak_no_newest_and_no_visit(db):
    name = "w1 bilirubin out of line by 17.1"
    assert found(db, name, "SELECT aval FROM adam.latest WHERE {patient} AND paramcd = 'BILI'") == [(280,)]
    assert found(db, name, "SELECT base FROM adam.adlb WHERE {patient} AND paramcd = 'BILI' LIMIT 1") == [
        (280,)
    ]
    assert found(
        db, "s9 INR 999", "SELECT count(*) FROM adam.latest WHERE {patient} AND paramcd = 'INR'"
    ) == [(0,)]
    assert found(db, "s9 INR 999", "SELECT count(*) FROM adam.adnews WHERE {patient}") == [(0,)]
    assert found(db, "s9 INR 999", 'SELECT "INR", n_red FROM adam.board WHERE {patient}') == [(None, 0)]


def test_the_vocabulary_is_closed(db):
    used = db.execute("SELECT DISTINCT certainty FROM adam.adlb WHERE certainty IS NOT NULL").fetchall()
    assert {each for (each,) in used} <= set(CERTAINTIES)
    whys = db.execute("SELECT DISTINCT certwhy FROM adam.adlb WHERE certwhy IS NOT NULL").fetchall()
    assert {each for (each,) in whys} == set(WHY_QUESTIONED)
    assert db.execute(
        "SELECT count(*) FROM adam.adlb WHERE certainty = 'QUESTIONED' AND aval IS NOT NULL"
    ).fetchone() == (0,)


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_a_limit_itself_belongs_to_its_span_only_with_the_equals_sign(sign):
    low, high = span(sign, 27.0)
    assert (low <= 27.0 <= high) == ("=" in sign)


ULN = {"lbstnrhi": 35}


def after(code: str, result: object, day: str, **more) -> dict:
    unit = "umol/L" if code == "BILI" else "U/L"
    return (
        limited(code, result, day, unit, **more)
        if isinstance(result, str)
        else lab(code, result, day, unit, **more)
    )


INJURY = {
    "d9 ALT without an upper limit": (
        [after("ALT", 62, "2025-03-12", **ULN), after("ALT", 640, "2025-03-20"), after("BILI", 57, "2025-03-20", lbstnrhi=17.1)],
        (None, None, 1), None,
    ),
    "d9 a low ALT without an upper limit matters to nobody": (
        [after("ALT", 62, "2025-03-12", **ULN), after("ALT", 20, "2025-03-20"), after("BILI", 57, "2025-03-20", lbstnrhi=17.1)],
        (1.771428571, None, 0), "N",
    ),
    "d3 ALT above 1000": (
        [after("ALT", 210, "2025-03-12", **ULN), after("ALT", ">1000", "2025-03-20", **ULN), after("BILI", 57, "2025-03-20", lbstnrhi=17.1)],
        (28.57142857, ">", 0), "Y",
    ),
    "a pair that is certain stays certain": (
        [after("ALT", 640, "2025-03-12", **ULN), after("ALT", 900, "2025-03-20"), after("BILI", 57, "2025-03-13", lbstnrhi=17.1)],
        (None, None, 1), "Y",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def injured():
    return trial({name: rule(None, lb=rows) for name, (rows, *_) in INJURY.items()})


@pytest.mark.parametrize("name", INJURY)
def test_hys_law_by_fda_2009_where_a_range_or_a_number_is_missing(name, injured):
    """FDA DILI guidance 2009: 3 x ULN of ALT with 2 x ULN of bilirubin."""
    peak = "SELECT uln, ulnsign, n_unjudged FROM adam.adpeak WHERE {patient} AND paramcd = 'ALT'"
    assert found(injured, name, peak) == [INJURY[name][1]]
    assert found(injured, name, "SELECT hysfl FROM adam.adinjury WHERE {patient}") == [(INJURY[name][2],)]
