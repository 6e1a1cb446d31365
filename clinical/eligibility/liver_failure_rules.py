"""The rules about liver failure itself: ACLF or ALF (I2), and bilirubin by level or by daily rise (I3)."""

import numpy as np

from clinical.common.wording import Wording
from clinical.eligibility import quantities
from clinical.eligibility.comparisons import Check, Node, Situation, both, check, either
from clinical.eligibility.ranges import Range
from clinical.eligibility.readings import Reading

ULN = "bilirubin_uln_umol_l"


def acute_or_acute_on_chronic(reading: Reading) -> Node:
    """ACLF or ALF; each bullet of the record is one route."""
    acute = _alf(reading) if reading.acute == "registered" else _chinese_alf()
    return either(_aclf(reading), acute)


def _aclf(reading: Reading) -> Node:
    onset = (
        quantities.DAYS_TO_COMPLICATION if reading.onset_from == "both" else quantities.DAYS_FROM_FIRST_SIGN
    )
    return both(
        _jaundice(reading.bilirubin_bar),
        either(
            check(quantities.INR, "≥", "aclf_inr"),
            check(quantities.PTA, "≤" if reading.pta_40_counts else "<", "aclf_pta_percent"),
        ),
        either(check(quantities.ASCITES, "≥", 1), _encephalopathy(reading)),
        check(onset, "≤", "aclf_onset_days"),
        _not_without_liver_disease(),
        name=Wording("ACLF", "慢加急性肝衰竭"),
    )


def _alf(reading: Reading) -> Node:
    return both(
        _no_liver_disease(),
        _encephalopathy(reading),
        check(quantities.DAYS_TO_HE, "≤", "alf_onset_days"),
        name=Wording("ALF", "急性肝衰竭"),
    )


def _chinese_alf() -> Node:
    return both(
        _no_liver_disease(),
        check(quantities.HE_WORST, "≥", "chinese_alf_grade"),
        check(quantities.DAYS_TO_HE, "≤", "chinese_alf_onset_days"),
        name=Wording("ALF", "急性肝衰竭"),
    )


def _encephalopathy(reading: Reading) -> Node:
    """Encephalopathy that counts: at any time in this episode, or now; from grade I, or from grade II."""
    from_grade = reading.encephalopathy_from_grade
    if reading.encephalopathy == "now":
        return check(quantities.HE_NOW, "≥", from_grade)
    if from_grade > 1:
        return check(quantities.HE_WORST, "≥", from_grade)
    return either(check(quantities.HE_NOW, "≥", 1), check(quantities.HE_EVER, "≥", 1))


_ABSENT = Wording("absent", "无")
_PRESENT_OR_UNDIAGNOSED = Wording("present or undiagnosed", "有或未诊断")


def _no_liver_disease() -> Node:
    """'Absence of pre-existing liver disease': what was never diagnosed may be there or not."""
    return _WITHOUT_LIVER_DISEASE


_WITHOUT_LIVER_DISEASE = Check(
    quantities.CHRONIC_LIVER_DISEASE, "<", lambda _: Range.of(1.0, 2.0), lambda _: _ABSENT
)


def _not_without_liver_disease() -> Node:
    """True where liver disease is known or undiagnosed: the record's own words; a blank is neither."""
    return _LIVER_DISEASE_OR_UNDIAGNOSED


_LIVER_DISEASE_OR_UNDIAGNOSED = Check(
    quantities.CHRONIC_LIVER_DISEASE,
    "≥",
    lambda _: Range.exactly(1.0),
    lambda _: _PRESENT_OR_UNDIAGNOSED,
)


def _jaundice(bar: str) -> Node:
    if bar == "fixed":
        return check(quantities.BILIRUBIN, "≥", "bilirubin_umol_l")
    return _TIMES_ULN if bar == "lab_uln" else either(_TIMES_ULN, _rise("per_24_h"))


def _uln(situation: Situation) -> Range:
    """The upper limit of that result, else the configured one."""
    held, fallback = situation.columns[ULN], situation.limits.bilirubin_uln_umol_l
    if fallback is None:
        return held
    nothing_known = ~np.isfinite(held.high) & (held.low == 0)
    return Range.exactly(np.full(situation.columns.size, fallback)).where(nothing_known, held)


def _times_uln(situation: Situation) -> Range:
    return _uln(situation).times(situation.limits.bilirubin_times_uln)


def _uln_note(situation: Situation) -> Wording:
    uln = _uln(situation)
    shown = f"{uln.low[0]:.10g}" if uln.known[0] else None
    times = f"{situation.limits.bilirubin_times_uln:g}"
    if shown is None:
        return Wording(f"{times} × ULN, ULN not known", f"{times}×ULN,ULN未知")
    return Wording(f"{times} × ULN {shown}", f"{times}×ULN {shown}")


_TIMES_ULN = Check(quantities.BILIRUBIN, "≥", _times_uln, _uln_note, (ULN,))


def bilirubin(reading: Reading) -> Node:
    """The level, or the daily rise."""
    return either(check(quantities.BILIRUBIN, "≥", "bilirubin_umol_l"), _rise(reading.rise))


def _rise(rise: str) -> Node:
    quantity = quantities.DAILY_RISE if rise == "per_24_h" else quantities.CALENDAR_RISE
    return check(quantity, "≥", "bilirubin_rise_umol_l_day")
