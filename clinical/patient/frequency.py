"""How often a drug is given: doses a day by the codes of CDISC's FREQ codelist (C71113)."""

ONCE = "ONCE"
DOSES_PER_DAY = {
    "QD": 1.0,
    "QAM": 1.0,
    "QPM": 1.0,
    "QHS": 1.0,
    "QN": 1.0,
    "Q24H": 1.0,
    "BID": 2.0,
    "Q12H": 2.0,
    "TID": 3.0,
    "Q8H": 3.0,
    "QID": 4.0,
    "Q6H": 4.0,
    "Q4H": 6.0,
    "QOD": 0.5,
    "Q2D": 0.5,
    "Q3D": 1 / 3,
    "QS": 1 / 7,
    "QW": 1 / 7,
}
"""A dose every two days or less often is counted up to the whole dose that has begun."""
