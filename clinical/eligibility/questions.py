"""Values that look wrong, and wait until someone confirms them: another unit, a fraction, two of one sample.

The form asks at the field; a list, a cohort and the days of a stay hold such a value back and name it. A value
held back is not known: it never decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.columns import Columns
from clinical.eligibility.ranges import Bools
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import suspected_unit

ULN = "bilirubin_uln_umol_l"
UNIT_LOOK = Wording(
    "{label} {value} {unit} is unusual in liver failure: was it reported in {other}?",
    "{label} {value} {unit}在肝衰竭中少见:原报告单位是否为{other}?",
)
IMPLAUSIBLE = Wording(
    "{label} {value} {unit} is outside what is seen in patients: check it",
    "{label} {value} {unit}超出临床可见范围:请核对",
)
FRACTION = Wording(
    "PTA {value} looks like a fraction: {percent} %?", "PTA {value}疑为小数形式:是否为{percent}%?"
)
ONE_SAMPLE = Wording(
    "INR {inr} and PTA {pta} % cannot be one sample: one is normal, the other is liver failure. Check both",
    "INR {inr}与PTA {pta}%不可能来自同一份标本:一项正常而另一项达肝衰竭水平，请核对",
)

# Both are computed from one prothrombin time. Reference ranges: the trial's design document, section 4.5;
# the levels of liver failure are the record's own pair (INR 1.5, PTA 40 %).
INR_NORMAL, INR_FAILURE = 1.2, 1.5
PTA_NORMAL_PERCENT, PTA_FAILURE_PERCENT = 75.0, 40.0
ULN_UMOL_L = (10.0, 50.0)
"""Between these lies every laboratory's upper limit of total bilirubin (17.1 to 34 in use)."""
ONE_SAMPLE_HOURS = 1.0
"""Values whose ages differ by more are of two samples, and may disagree."""


@dataclass(frozen=True)
class Question:
    """One doubt about a candidate: its row, the fields concerned, and one sentence. `kind` is stable."""

    row: int
    kind: str
    fields: tuple[str, ...]
    text: Wording


def questions(columns: Columns) -> tuple[Question, ...]:
    """Every doubt about every candidate, in the order of the inputs."""
    return (*_by_value(columns), *_of_one_sample(columns))


def held_back(columns: Columns, asked: tuple[Question, ...]) -> Columns:
    """The same candidates with every questioned value counted as not known."""
    doubted: dict[str, Bools] = {}
    for question in asked:
        for field in question.fields:
            doubted.setdefault(field, np.zeros(columns.size, dtype=np.bool_))[question.row] = True
    return columns.without(doubted) if doubted else columns


def _by_value(columns: Columns) -> Iterator[Question]:
    for name, field in FIELDS.items():
        if not field.paramcd:
            continue
        held, test = columns.read[name], LAB_TESTS[field.paramcd]
        lowest, highest = _seen(name)
        beyond = (held.low > highest) | (held.high < lowest)
        small = held.known & (held.low < (test.suspect_below or 0.0)) & (name != ULN)
        fraction = held.known & (held.low <= 1.0) & (field.paramcd == "PTA")
        for row in np.flatnonzero(beyond | small | fraction):
            question = _question(name, float(held.low[row]), float(held.high[row]), int(row))
            if question:
                yield question


def _question(name: str, low: float, high: float, row: int) -> Question | None:
    field, (lowest, highest) = FIELDS[name], _seen(name)
    value = low if low > highest or low == high else high
    shown = {"label": field.label, "value": f"{value:g}", "unit": field.unit}
    other = _uln_unit(value) if name == ULN else suspected_unit(field.paramcd, value)
    if other:
        return Question(row, "unit_look", (name,), UNIT_LOOK.fill(**shown, other=other))
    if field.paramcd == "PTA" and value <= 1.0:
        text = FRACTION.fill(value=f"{value:g}", percent=f"{100 * value:g}")
        return Question(row, "unit_look", (name,), text)
    if lowest <= value <= highest:
        return None
    return Question(row, "implausible", (name,), IMPLAUSIBLE.fill(**shown))


def _seen(name: str) -> tuple[float, float]:
    """Between which values a result, or an upper limit, is seen at all."""
    test = LAB_TESTS[FIELDS[name].paramcd]
    return ULN_UMOL_L if name == ULN else (test.plausible_low, test.plausible_high)


def _uln_unit(value: float) -> str | None:
    """The unit that an upper limit far too small was probably written in."""
    in_other = value * LAB_TESTS["BILI"].conversions["mg/dL"]
    return "mg/dL" if value < ULN_UMOL_L[0] <= in_other <= ULN_UMOL_L[1] else None


def _of_one_sample(columns: Columns) -> Iterator[Question]:
    inr, pta = columns.read["inr"], columns.read["pta_percent"]
    normal_inr = (inr.high <= INR_NORMAL) & (pta.high <= PTA_FAILURE_PERCENT) & (pta.low > 1.0)
    normal_pta = (pta.low >= PTA_NORMAL_PERCENT) & (inr.low >= INR_FAILURE)
    apart = np.abs(columns.read["inr_age_hours"].low - columns.read["pta_age_hours"].low) > ONE_SAMPLE_HOURS
    aged = columns.read["inr_age_hours"].known & columns.read["pta_age_hours"].known
    for row in np.flatnonzero((normal_inr | normal_pta) & inr.known & pta.known & ~(apart & aged)):
        text = ONE_SAMPLE.fill(inr=f"{inr.low[row]:g}", pta=f"{pta.low[row]:g}")
        yield Question(int(row), "one_sample", ("inr", "pta_percent"), text)
