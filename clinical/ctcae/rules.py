"""The limits behind the laboratory grades of CTCAE v4.03: one clause per limit, the wording beside it.

Only limits stand here; what a clinician sees (symptoms, treatment, leucostasis) is given or left out.
Terms left out for the same reason: calcium (needs albumin correction), hyperglycaemia (needs fasting) and
hyperuricaemia (needs physiologic consequences).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from clinical.common.decimals import Truths, Values, above, at_least, at_most, below

Reference = Literal["NUMBER", "ULN", "LLN", "BASELINE", "ULN OR HIGHER BASELINE"]
Condition = Literal["ALWAYS", "ANTICOAGULATED", "SYMPTOMATIC", "OVER 24 HOURS"]
Comparison = Callable[[Values, Values], Truths]


@dataclass(frozen=True)
class Clause:
    """The grade given where a value compares with `factor` x the reference + `offset`."""

    grade: int
    compare: Comparison
    factor: float
    reference: Reference = "NUMBER"
    offset: float = 0.0
    condition: Condition = "ALWAYS"


@dataclass(frozen=True)
class Rule:
    """How one term is graded from a laboratory test, in that test's standard unit."""

    paramcd: str
    direction: Literal["HIGH", "LOW"]
    clauses: tuple[Clause, ...]


def _multiples(*factors: float, reference: Reference = "ULN") -> tuple[Clause, ...]:
    """Grades 1, 2, ... above each multiple of the upper limit of normal."""
    return tuple(Clause(grade, above, factor, reference) for grade, factor in enumerate(factors, start=1))


def _over_uln(*limits: float) -> tuple[Clause, ...]:
    """Grade 1 above the ULN, grades 2, 3, ... above each number."""
    steps = (Clause(grade, above, limit) for grade, limit in enumerate(limits, start=2))
    return (Clause(1, above, 1.0, "ULN"), *steps)


def _under_lln(*limits: float, first: int = 2) -> tuple[Clause, ...]:
    """Grade 1 below the LLN, grades `first`, first + 1, ... below each number."""
    steps = (Clause(grade, below, limit) for grade, limit in enumerate(limits, start=first))
    return (Clause(1, below, 1.0, "LLN"), *steps)


_INR = (
    *_multiples(1.0, 1.5, 2.5),
    *(
        Clause(grade, above, factor, "BASELINE", condition="ANTICOAGULATED")
        for grade, factor in ((1, 1.0), (2, 1.5), (3, 2.5))
    ),
)
_FIBRINOGEN = (
    *(Clause(grade, below, factor, "LLN") for grade, factor in ((1, 1.0), (2, 0.75), (3, 0.5), (4, 0.25))),
    Clause(1, below, 1.0, "BASELINE"),
    *(Clause(grade, at_most, factor, "BASELINE") for grade, factor in ((2, 0.75), (3, 0.5), (4, 0.25))),
    Clause(4, below, 0.5),
)
_CREATININE = (*_multiples(1.0, 1.5, 3.0, 6.0), *_multiples(1.0, 1.5, 3.0, reference="BASELINE"))
_HAEMOGLOBIN_INCREASED = tuple(
    Clause(grade, above, 1.0, "ULN OR HIGHER BASELINE", offset=g_l)
    for grade, g_l in ((1, 0.0), (2, 20.0), (3, 40.0))
)
_HYPOKALEMIA = (
    *_under_lln(3, 2.5, first=3),
    Clause(2, below, 1.0, "LLN", condition="SYMPTOMATIC"),
)

RULES: dict[str, Rule] = {
    "Alanine aminotransferase increased": Rule("ALT", "HIGH", _multiples(1, 3, 5, 20)),
    "Aspartate aminotransferase increased": Rule("AST", "HIGH", _multiples(1, 3, 5, 20)),
    "Alkaline phosphatase increased": Rule("ALP", "HIGH", _multiples(1, 2.5, 5, 20)),
    "GGT increased": Rule("GGT", "HIGH", _multiples(1, 2.5, 5, 20)),
    "Blood bilirubin increased": Rule("BILI", "HIGH", _multiples(1, 1.5, 3, 10)),
    "INR increased": Rule("INR", "HIGH", _INR),
    "Activated partial thromboplastin time prolonged": Rule("APTT", "HIGH", _multiples(1, 1.5, 2.5)),
    "Fibrinogen decreased": Rule("FIBRINO", "LOW", _FIBRINOGEN),
    "Creatinine increased": Rule("CREAT", "HIGH", _CREATININE),
    "CPK increased": Rule("CK", "HIGH", _multiples(1, 2.5, 5, 10)),
    "Cholesterol high": Rule("CHOL", "HIGH", _over_uln(7.75, 10.34, 12.92)),
    "Platelet count decreased": Rule("PLAT", "LOW", _under_lln(75, 50, 25)),
    "White blood cell decreased": Rule("WBC", "LOW", _under_lln(3, 2, 1)),
    "Neutrophil count decreased": Rule("NEUT", "LOW", _under_lln(1.5, 1, 0.5)),
    "Lymphocyte count decreased": Rule("LYMPH", "LOW", _under_lln(0.8, 0.5, 0.2)),
    "Lymphocyte count increased": Rule("LYMPH", "HIGH", (Clause(2, above, 4), Clause(3, above, 20))),
    "Leukocytosis": Rule("WBC", "HIGH", (Clause(3, above, 100),)),
    "Anemia": Rule("HGB", "LOW", _under_lln(100, 80)),
    "Hemoglobin increased": Rule("HGB", "HIGH", _HAEMOGLOBIN_INCREASED),
    "Hypoalbuminemia": Rule("ALB", "LOW", _under_lln(30, 20)),
    "Hyponatremia": Rule("SODIUM", "LOW", _under_lln(130, 120, first=3)),
    "Hypernatremia": Rule("SODIUM", "HIGH", _over_uln(150, 155, 160)),
    "Hypokalemia": Rule("K", "LOW", _HYPOKALEMIA),
    "Hyperkalemia": Rule("K", "HIGH", _over_uln(5.5, 6, 7)),
    "Hypoglycemia": Rule("GLUC", "LOW", _under_lln(3, 2.2, 1.7)),
    "Hypophosphatemia": Rule("PHOS", "LOW", _under_lln(0.8, 0.6, 0.3)),
    "Fever": Rule(
        "TEMP",
        "HIGH",
        (
            Clause(1, at_least, 38.0),
            Clause(2, above, 39.0),
            Clause(3, above, 40.0),
            Clause(4, above, 40.0, condition="OVER 24 HOURS"),
        ),
    ),
}
