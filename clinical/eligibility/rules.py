"""The rules of the criteria as trees of comparisons, each under any reading.

Nothing here decides about missing values: that is the logic's work. Limits come from `Limits`. The rules
about liver failure itself stand in `liver_failure_rules`.
"""

from functools import cache

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility import quantities
from clinical.eligibility.comparisons import Check, Node, Quantity, Situation, both, check, either
from clinical.eligibility.quantities import answered
from clinical.eligibility.ranges import Range
from clinical.eligibility.readings import Reading

DISEASES = (
    "heart_disease",
    "lung_disease",
    "blood_disease",
    "autoimmune_disease",
    "diabetes",
    "uncontrolled_infection",
    "other_serious_disease",
)
ROUNDING = 0.5
"""A raw score from this much above a whole number rounds up."""


def _yes(field: str) -> Check:
    return check(answered(field), "≥", 1)


def age_window(reading: Reading) -> Node:
    """Completed years within both limits, both included."""
    age = quantities.AGE if reading.age_at == "assessment" else quantities.AGE_AT_CONSENT
    return both(check(age, "≥", "age_low_years"), check(age, "≤", "age_high_years"))


def coagulation_window(reading: Reading) -> Node:
    """PTA or INR in its window; how the bracket joins them is a matter of reading."""
    joined = reading.coagulation
    open_ends = joined == "open_ends"
    pta = both(
        check(quantities.PTA, ">" if open_ends else "≥", "pta_low_percent"),
        check(quantities.PTA, "≤", "pta_high_percent"),
        name=Wording("PTA", "PTA"),
    )
    inr = both(
        check(quantities.INR, "≥", "inr_low"),
        check(quantities.INR, "<" if open_ends else "≤", "inr_high"),
        name=Wording("INR", "INR"),
    )
    if joined == "both":
        return both(pta, inr)
    if joined == "pta_first":
        return either(both(check(_PTA_MISSING, "<", 1), pta), both(check(_PTA_MISSING, "≥", 1), inr))
    return either(pta, inr)


def _pta_missing(situation: Situation) -> Range:
    held = situation.columns["pta_percent"]
    return Range.exactly(((held.low == 0) & ~np.isfinite(held.high)).astype(float))


_PTA_MISSING = Quantity(
    "pta_missing",
    Wording("PTA not measured", "未测PTA"),
    _pta_missing,
    ("pta_percent",),
    words=quantities.NO_YES,
)


def encephalopathy(_: Reading) -> Node:
    """The grade now is at most II; a sedated patient cannot be graded."""
    return _ENCEPHALOPATHY_NOW


_ENCEPHALOPATHY_NOW = check(quantities.HE_NOW, "≤", "encephalopathy_grade")


def cancer(_: Reading) -> Node:
    """As answered; a raised AFP alone never makes it true."""
    return _yes("liver_cancer")


def bleeding_or_dic(_: Reading) -> Node:
    """As answered by a clinician; never derived from platelets, PT or fibrinogen."""
    return _yes("severe_bleeding_or_dic")


def allergy(_: Reading) -> Node:
    """As answered."""
    return _yes("allergy")


def meld_above_cap(reading: Reading) -> Node:
    """MELD above the cap: rounded to a whole number as the policy does, or raw."""
    score = quantities.MELD[reading.meld]
    return _rounded_above(score) if reading.meld_rounded else check(score, ">", "meld")


@cache
def _rounded_above(score: Quantity) -> Check:
    return Check(
        score,
        "≥",
        lambda situation: Range.exactly(situation.limits.meld + ROUNDING),
        lambda situation: Wording(
            f"where a rounded score exceeds {situation.limits.meld:g}",
            f"取整后即超过{situation.limits.meld:g}",
        ),
    )


def other_serious_disease(reading: Reading) -> Node:
    """Any of the seven, from 'serious' or from any diagnosis, or autoimmune hepatitis as the cause."""
    severity = 2 if reading.disease == "serious" else 1
    listed = [check(answered(name, quantities.SERIOUSNESS), "≥", severity) for name in DISEASES]
    return either(
        *listed, *([check(quantities.AUTOIMMUNE_CAUSE, "≥", 1)] if reading.autoimmune_cause_excluded else [])
    )
