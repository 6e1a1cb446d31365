"""The quantities that the criteria compare: measured values, derived ones, and answers."""

from functools import cache
from math import floor, log10

import numpy as np

from clinical.common.wording import Wording, same
from clinical.eligibility.candidate import ETIOLOGIES, FIELDS
from clinical.eligibility.comparisons import Quantity, Situation
from clinical.eligibility.derived import (
    CALENDAR_DAYS,
    FROM_FIRST_SIGN,
    HOURS_BETWEEN,
    TO_COMPLICATION,
    TO_ENCEPHALOPATHY,
)
from clinical.eligibility.facts import EXCHANGE_ANSWER, EXCHANGE_BETWEEN, HOURS_SINCE_EXCHANGE, WORST
from clinical.eligibility.kleene import TRUE
from clinical.eligibility.meld import fields_of, meld_range, one_of
from clinical.eligibility.ranges import Range
from clinical.scores.meld import LOWEST

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
LIVER_DISEASE = (Wording("no", "无"), Wording("undiagnosed", "未诊断"), Wording("yes", "有"))
EXCHANGES = (
    Wording("no", "否"),
    Wording("between the two", "两次之间"),
    Wording("before the earlier", "前次之前"),
)
_WORDS = {
    "encephalopathy_grade": HE_GRADES,
    "encephalopathy_worst_grade": HE_GRADES,
    "ascites": ASCITES_GRADES,
    "sex": SEXES,
    "etiology": CAUSES,
    "chronic_liver_disease": LIVER_DISEASE,
    "exchange_before_earlier_bilirubin": EXCHANGES,
}


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
    usable = apart & _undisturbed(situation)
    per_hour = _difference(situation).over(ONE_HOUR.where(~usable, hours))
    return per_hour.times(24.0).where(usable, _unknown(situation))


def _calendar_rise(situation: Situation) -> Range:
    """The difference between two consecutive calendar days, whatever the hours between them."""
    days = situation.columns[CALENDAR_DAYS]
    consecutive = days.known & (days.low == 1) & _undisturbed(situation)
    return _difference(situation).where(consecutive, _unknown(situation))


def _difference(situation: Situation) -> Range:
    """How much bilirubin rose; with an exchange between the samples it would have risen at least so much."""
    columns = situation.columns
    rise = columns["bilirubin_umol_l"].minus(columns["earlier_bilirubin_umol_l"])
    lowered = columns[EXCHANGE_BETWEEN].high >= 1
    return rise.without_top(lowered)


def _undisturbed(situation: Situation) -> np.ndarray:
    since = situation.columns[HOURS_SINCE_EXCHANGE]
    return np.asarray(since.above(situation.limits.exchange_hours) == TRUE)


def _unknown(situation: Situation) -> Range:
    return Range.anything(situation.columns.size)


def _grade_now(situation: Situation) -> Range:
    """The grade now; who never had encephalopathy in this episode has none now."""
    columns = situation.columns
    now, never = columns["encephalopathy_grade"], columns["encephalopathy_ever"].high == 0
    none = never & (now.low == 0) & (columns["sedated"].low != 1)
    return Range.of(0.0, np.where(none, 0.0, now.high)).where(none, now)


def _ever(situation: Situation) -> Range:
    """Whether there was encephalopathy at any time: as answered, or as the worst grade says."""
    columns = situation.columns
    ever, worst = columns["encephalopathy_ever"], columns[WORST]
    return Range.of(
        np.where(worst.low >= 1, 1.0, ever.low),
        np.where(worst.high < 1, np.minimum(ever.high, 0.0), ever.high),
    )


def _worst_grade(situation: Situation) -> Range:
    """At least the grade now and at least I if there ever was any; none if there never was and is not now."""
    now, ever = situation.value(HE_NOW), situation.value(HE_EVER)
    given = situation.columns[WORST]
    never = (ever.high == 0) & (now.high < 1)
    low = np.maximum(np.maximum(now.low, ever.low), given.low)
    return Range.of(low, np.where(never, 0.0, np.maximum(given.high, low)))


ONE_HOUR = Range.exactly(1.0)
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
    ("age_at_consent",),
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
    ("bilirubin_umol_l", "earlier_bilirubin_umol_l", CALENDAR_DAYS, EXCHANGE_ANSWER),
    same("μmol/L"),
    1,
    edge=True,
)
HE_NOW = Quantity(
    "encephalopathy_now",
    FIELDS["encephalopathy_grade"].label,
    _grade_now,
    ("encephalopathy_grade",),
    words=HE_GRADES,
)
HE_EVER = Quantity(
    "encephalopathy_at_any_time",
    FIELDS["encephalopathy_ever"].label,
    _ever,
    ("encephalopathy_ever",),
    words=NO_YES,
)
HE_WORST = Quantity(
    "encephalopathy_worst",
    Wording("Worst HE grade of this episode", "本次病程最重肝性脑病分级"),
    _worst_grade,
    (WORST,),
    words=HE_GRADES,
)
ASCITES = answered("ascites", ASCITES_GRADES)
CHRONIC_LIVER_DISEASE = answered("chronic_liver_disease", LIVER_DISEASE)
DAYS_TO_COMPLICATION = Quantity(
    TO_COMPLICATION,
    FIELDS[TO_COMPLICATION].label,
    lambda s: s.columns[TO_COMPLICATION],
    (TO_COMPLICATION,),
    DAYS,
)
DAYS_FROM_FIRST_SIGN = Quantity(
    FROM_FIRST_SIGN,
    FIELDS[FROM_FIRST_SIGN].label,
    lambda s: s.columns[FROM_FIRST_SIGN],
    (FROM_FIRST_SIGN,),
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
