"""The quantities that the criteria compare: measured values, derived ones, and answers."""

from functools import cache
from math import floor, log10

import numpy as np

from clinical.common.wording import Wording, same
from clinical.eligibility.candidate import ETIOLOGIES, FIELDS
from clinical.eligibility.comparisons import Quantity, Situation
from clinical.eligibility.derived import (
    HOURS_BETWEEN,
    HOURS_SINCE_EXCHANGE,
    TO_COMPLICATION,
    TO_ENCEPHALOPATHY,
    WORST_GRADE,
)
from clinical.eligibility.kleene import TRUE
from clinical.eligibility.meld import fields_of, meld_range, one_of
from clinical.eligibility.ranges import Range
from clinical.scores.meld import LOWEST

EXCHANGE_ANSWER = "exchange_before_earlier_bilirubin"
DAYS, YEARS = Wording("days", "天"), Wording("years", "岁")
UNITS = {"days": DAYS, "years": YEARS}
NO_YES = (Wording("no", "否"), Wording("yes", "是"))
SERIOUSNESS = (
    Wording("no", "无"),
    Wording("present, not serious", "有，非严重"),
    Wording("serious or uncontrolled", "严重或未控制"),
)
HE_GRADES = (
    Wording("none (grade 0)", "无(0级)"),
    Wording("grade I", "Ⅰ级"),
    Wording("grade II", "Ⅱ级"),
    Wording("grade III", "Ⅲ级"),
    Wording("grade IV", "Ⅳ级"),
)
ASCITES_GRADES = (
    Wording("none", "无"),
    Wording("mild", "少量"),
    Wording("moderate", "中量"),
    Wording("severe", "大量"),
)


SEXES = (Wording("male", "男"), Wording("female", "女"))
CAUSES = (
    Wording("hepatitis B", "乙型肝炎"),
    Wording("hepatitis C", "丙型肝炎"),
    Wording("alcohol", "酒精性"),
    Wording("drug", "药物性"),
    Wording("autoimmune hepatitis", "自身免疫性肝炎"),
    Wording("cholestatic disease", "胆汁淤积性"),
    Wording("other", "其他"),
    Wording("cause not found", "原因不明"),
)
_WORDS = {"encephalopathy_grade": HE_GRADES, "ascites": ASCITES_GRADES, "sex": SEXES, "etiology": CAUSES}


@cache
def as_entered(field: str) -> Quantity:
    """Any input as a quantity, for showing it."""
    described = FIELDS[field]
    by_kind = {"answer": NO_YES, "severity": SERIOUSNESS}
    decimals = max(0, -floor(log10(described.step) + 1e-9)) if described.paramcd else 0
    return Quantity(
        field,
        described.label,
        lambda situation: situation.columns[field],
        (field,),
        UNITS.get(described.unit, same(described.unit)),
        decimals,
        words=_WORDS.get(field, by_kind.get(described.kind, ())),
    )


def measured(field: str, decimals: int, unit: str = "") -> Quantity:
    """A laboratory value as it is."""
    return Quantity(
        field,
        FIELDS[field].label,
        lambda situation: situation.columns[field],
        (field,),
        same(unit or FIELDS[field].unit),
        decimals,
        edge=True,
    )


@cache
def answered(field: str, words: tuple[Wording, ...] = NO_YES, column: str = "") -> Quantity:
    """An answer or a grade; its values are words."""
    source = column or field
    return Quantity(
        source, FIELDS[field].label, lambda situation: situation.columns[source], (field,), words=words
    )


def _daily_rise(situation: Situation) -> Range:
    """Rise per 24 h; not known where the pair of samples cannot show one.

    The pair must lie 18 to 72 h apart and must not start within 48 h after a plasma exchange: after a
    session bilirubin climbs back by itself.
    """
    columns, limits = situation.columns, situation.limits
    hours = columns[HOURS_BETWEEN]
    apart = (hours.at_least(limits.rise_shortest_hours) == TRUE) & (
        hours.at_most(limits.rise_longest_hours) == TRUE
    )
    usable = apart & hours.known & _undisturbed(situation)
    rise = columns["bilirubin_umol_l"].minus(columns["earlier_bilirubin_umol_l"])
    per_day = rise.times(24.0 / np.where(usable, hours.low, 24.0))
    return per_day.where(usable, _unknown(situation))


def _calendar_rise(situation: Situation) -> Range:
    """The difference between two consecutive calendar days, whatever the hours between them."""
    columns = situation.columns
    days = columns["calendar_days_between_bilirubins"]
    consecutive = days.known & (days.low == 1) & _undisturbed(situation)
    rise = columns["bilirubin_umol_l"].minus(columns["earlier_bilirubin_umol_l"])
    return rise.where(consecutive, _unknown(situation))


def _undisturbed(situation: Situation) -> np.ndarray:
    since = situation.columns[HOURS_SINCE_EXCHANGE]
    return np.asarray(since.above(situation.limits.exchange_hours) == TRUE)


def _unknown(situation: Situation) -> Range:
    return Range.anything(situation.columns.size)


def _worst_grade(situation: Situation) -> Range:
    """At least the grade now, at least I if there ever was any, none if there never was and is not now."""
    now, ever = situation.columns["encephalopathy_grade"], situation.columns["encephalopathy_ever"]
    never = (ever.high == 0) & (now.high < 1)
    return Range.of(np.maximum(now.low, ever.low), np.where(never, 0.0, WORST_GRADE))


_RISE_FIELDS = ("bilirubin_umol_l", "earlier_bilirubin_umol_l", HOURS_BETWEEN, EXCHANGE_ANSWER)
_PER_DAY = Wording("μmol/L per day", "μmol/L/天")

AGE = Quantity(
    "age_years",
    Wording("Age", "年龄"),
    lambda s: s.columns["age_years"],
    ("age_years",),
    YEARS,
)
AGE_AT_CONSENT = Quantity(
    "age_at_consent",
    Wording("Age at consent", "知情同意时年龄"),
    lambda s: s.columns["age_at_consent"],
    ("birth_date", "consent_date"),
    YEARS,
)
BILIRUBIN = measured("bilirubin_umol_l", 1)
INR = measured("inr", 2)
PTA = measured("pta_percent", 1)
DAILY_RISE = Quantity(
    "daily_rise",
    Wording("Daily rise of bilirubin", "胆红素每日上升值"),
    _daily_rise,
    _RISE_FIELDS,
    _PER_DAY,
    1,
    edge=True,
)
CALENDAR_RISE = Quantity(
    "calendar_rise",
    Wording("Rise of bilirubin between two days", "相邻两日胆红素上升值"),
    _calendar_rise,
    _RISE_FIELDS,
    same("μmol/L"),
    1,
    edge=True,
)
HE_NOW = answered("encephalopathy_grade", HE_GRADES)
HE_EVER = answered("encephalopathy_ever")
HE_WORST = Quantity(
    "encephalopathy_worst",
    Wording("Worst HE grade of this episode", "本次病程最重肝性脑病分级"),
    _worst_grade,
    ("encephalopathy_grade", "encephalopathy_ever"),
    words=HE_GRADES,
)
ASCITES = answered("ascites", ASCITES_GRADES)
CHRONIC_LIVER_DISEASE = answered("chronic_liver_disease")
DAYS_TO_COMPLICATION = Quantity(
    TO_COMPLICATION,
    FIELDS[TO_COMPLICATION].label,
    lambda s: s.columns[TO_COMPLICATION],
    (TO_COMPLICATION,),
    DAYS,
)
DAYS_FROM_FIRST_SIGN = Quantity(
    "days_from_first_sign",
    Wording(
        "Days from the first of jaundice and coagulopathy to ascites or HE",
        "黄疸或凝血障碍首现至腹水或肝性脑病的天数",
    ),
    lambda s: s.columns["days_from_first_sign"],
    ("jaundice_date", "coagulopathy_date", "ascites_date", "encephalopathy_date"),
    DAYS,
)
DAYS_TO_HE = Quantity(
    TO_ENCEPHALOPATHY,
    FIELDS[TO_ENCEPHALOPATHY].label,
    lambda s: s.columns[TO_ENCEPHALOPATHY],
    (TO_ENCEPHALOPATHY,),
    DAYS,
)
AUTOIMMUNE_CAUSE = Quantity(
    "autoimmune_cause",
    Wording("Autoimmune hepatitis as the cause", "病因为自身免疫性肝炎"),
    lambda s: one_of(s.columns["etiology"], (ETIOLOGIES.index("autoimmune"),)),
    ("etiology",),
    words=NO_YES,
)

_MELD_NAMES = {
    "original": Wording("MELD (original)", "MELD(原始版)"),
    "aetiology": Wording("MELD (with aetiology factor)", "MELD(含病因系数)"),
    "no_floor": Wording("MELD (without floors)", "MELD(不设下限)"),
    "sodium": same("MELD-Na"),
    "version_3": same("MELD 3.0"),
}


def _meld(variant: str, name: Wording) -> Quantity:
    return Quantity(
        f"meld_{variant}",
        name,
        lambda situation: meld_range(situation.columns, variant),
        fields_of(variant),
        decimals=2,
        least=LOWEST + 1.0,
    )


MELD = {variant: _meld(variant, name) for variant, name in _MELD_NAMES.items()}
