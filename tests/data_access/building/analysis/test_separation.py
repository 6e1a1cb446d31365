"""Where ALT falls while bilirubin rises, in a trial of a few rows: trial.md 3.1 by hand."""

import pytest

from tests.data_access.tiny_trial import found, lab, rule, trial

EXCHANGE = [{"prdecod": "PLASMA EXCHANGE", "prstdtc": "2025-03-13T09:00", "prendtc": "2025-03-13T12:00"}]
TRANSPLANT = [{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-14"}]


def draw(day: str, alt: float, bilirubin: float, time: str = "T08:00") -> list[dict]:
    return [lab("ALT", alt, day + time, "U/L"), lab("BILI", bilirubin, day + time, "umol/L")]


FIRST = draw("2025-03-11", 1000, 200)
PARTED = [("2025-03-11", -31.0, 25.0)]
RULES = {
    "parted within a week": rule(PARTED, lb=[*FIRST, *draw("2025-03-16", 690, 250)]),
    "a week and an hour": rule([], lb=[*FIRST, *draw("2025-03-18", 690, 250, "T09:00")]),
    "ALT by exactly 30 %": rule([], lb=[*FIRST, *draw("2025-03-16", 700, 250)]),
    "bilirubin by exactly 20 %": rule([], lb=[*FIRST, *draw("2025-03-16", 690, 240)]),
    "after plasma exchange": rule([], pr=EXCHANGE, lb=[*FIRST, *draw("2025-03-14", 690, 250)]),
    "against a value after plasma exchange": rule(
        [], pr=EXCHANGE, lb=[*draw("2025-03-14", 1000, 200), *draw("2025-03-17", 690, 250)]
    ),
    "after a transplant": rule([], pr=TRANSPLANT, lb=[*FIRST, *draw("2025-03-16", 690, 250)]),
    "ALT drawn an hour later": rule(
        PARTED,
        lb=[
            *FIRST,
            lab("ALT", 690, "2025-03-16T09:00", "U/L"),
            lab("BILI", 250, "2025-03-16T08:00", "umol/L"),
        ],
    ),
    "ALT of another day": rule(
        [], lb=[*FIRST, lab("ALT", 690, "2025-03-15", "U/L"), lab("BILI", 250, "2025-03-16", "umol/L")]
    ),
    # Bilirubin 14.6 between 250 and 250 was meant in mg/dL: the fall and the rise are of the unit.
    "a unit slip": rule(
        [],
        lb=[*draw("2025-03-11", 1000, 250), *draw("2025-03-13", 900, 14.6), *draw("2025-03-15", 600, 250)],
    ),
    "without bilirubin": rule(
        [], lb=[lab("ALT", 1000, "2025-03-11", "U/L"), lab("ALT", 500, "2025-03-14", "U/L")]
    ),
}


@pytest.fixture(scope="module")
def db():
    return trial(RULES)


@pytest.mark.parametrize("name", RULES)
def test_separation(name, db):
    query = (
        "SELECT strftime(refdtm, '%Y-%m-%d'), pchgalt, pchgbili FROM adam.adsep WHERE {patient} ORDER BY adtm"
    )
    assert found(db, name, query) == RULES[name].expected
