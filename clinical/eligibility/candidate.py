"""The candidate of the eligibility check: every input by name, kind, unit and possible range, each of them optional."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from clinical.common.wording import Wording

Given: TypeAlias = Any
"""A number, text as reported ('<5', '342', '20 mg/dL'), a date, an answer, or None for not known."""

Kind: TypeAlias = Literal["number", "date", "time", "times", "answer", "severity", "grade", "choice", "state"]


@dataclass(frozen=True)
class Field:
    """One input: what may be given for it and what its words are.

    `low`..`high` is the domain over which an unknown value ranges; `low_open` excludes zero itself, which
    no measurement can be. `paramcd` names the laboratory test whose units are accepted in text.
    `options` are the accepted choices, `step` the resolution with which a laboratory reports the value.
    `below` says why a value under the domain is not used, where that is not the number alone.
    """

    kind: Kind
    label: Wording
    unit: str = ""
    low: float = 0.0
    high: float = float("inf")
    low_open: bool = False
    paramcd: str = ""
    step: float = 1.0
    options: tuple[str, ...] = ()
    below: Wording | None = None


def measurement(en: str, zh: str, paramcd: str, unit: str, step: float) -> Given:
    """A laboratory value above zero."""
    return described(Field("number", Wording(en, zh), unit, low_open=True, paramcd=paramcd, step=step))


def number(
    en: str, zh: str, unit: str, low: float = 0.0, high: float = float("inf"), *, low_open: bool = False
) -> Given:
    """Any other number: an age, a count of hours or days."""
    return described(Field("number", Wording(en, zh), unit, low, high, low_open))


OTHER_EPISODE = Wording(
    "{given}: more than 28 days before jaundice is no complication of this episode, not used",
    "{given}:早于黄疸28天以上，不属于本次病程的并发症，未采用",
)


def days_to_complication(en: str, zh: str) -> Given:
    """Days from jaundice to ascites or encephalopathy, from 28 before it: what is older is another episode."""
    return described(Field("number", Wording(en, zh), "days", low=-28.0, below=OTHER_EPISODE))


def moment(en: str, zh: str, kind: Kind = "date") -> Given:
    """A date (ISO text may stop at the month or the year), a time, or several times."""
    return described(Field(kind, Wording(en, zh), low=float("-inf")))


def answer(en: str, zh: str) -> Given:
    """Yes or no; not recorded is None and never no."""
    return described(Field("answer", Wording(en, zh), high=1.0))


def severity(en: str, zh: str) -> Given:
    """'no', 'controlled' (present, neither serious nor uncontrolled) or 'yes' (serious or uncontrolled)."""
    return described(Field("severity", Wording(en, zh), high=2.0, options=("no", "controlled", "yes")))


def state(en: str, zh: str, options: tuple[str, ...]) -> Given:
    """An answer between no and yes, such as 'undiagnosed'; not recorded is None and none of them."""
    return described(Field("state", Wording(en, zh), high=float(len(options) - 1), options=options))


def grade(en: str, zh: str, high: float, options: tuple[str, ...]) -> Given:
    """An ordered grade from 0."""
    return described(Field("grade", Wording(en, zh), high=high, options=options))


def choice(en: str, zh: str, options: tuple[str, ...]) -> Given:
    """One of several words."""
    return described(Field("choice", Wording(en, zh), high=float(len(options) - 1), options=options))


def described(field: Field) -> Given:
    """A dataclass field that defaults to not known and carries its description."""
    return dataclasses.field(default=None, metadata={"field": field})


ETIOLOGIES = ("hbv", "hcv", "alcohol", "drug", "autoimmune", "cholestatic", "other", "cryptogenic")


class UnknownField(ValueError):  # noqa: N818 - it names the field at fault
    """An input name that the eligibility check does not have."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is known about one person on one day. None (also NaN, '' or 'unknown') is not known.

    Numbers may be numbers or text as reported: '<5' and '>600' keep their sign, '20 mg/dL' its unit.
    Answers are True/False, 'yes'/'no' or 1/0; chronic liver disease may also be 'undiagnosed', and an
    exchange 'between' the two samples ('yes': before the earlier); severities 'no', 'controlled' or 'yes' (serious or
    uncontrolled). Dates are dates or ISO text, which may stop at the month or the year.
    Fields that say when a value was taken (`*_age_hours`) or what may have disturbed it
    (`*_hours_after_*`) raise warnings and never decide; `sedated` makes the encephalopathy grade unknown.
    """

    # Person
    age_years: Given = number("Age", "年龄", "years", high=130.0)
    birth_date: Given = moment("Birth date or year", "出生日期或年份")
    assessment_date: Given = moment("Date of assessment", "评估日期")
    consent_date: Given = moment("Date of consent", "知情同意日期")
    age_at_consent: Given = number("Age at consent", "知情同意时年龄", "years", high=130.0)
    sex: Given = choice("Sex", "性别", ("male", "female"))
    # Liver failure
    chronic_liver_disease: Given = state("Chronic liver disease", "慢性肝病", ("no", "undiagnosed", "yes"))
    etiology: Given = choice("Cause of the liver failure", "肝衰竭病因", ETIOLOGIES)
    encephalopathy_grade: Given = grade(
        "HE grade now (West Haven)", "当前肝性脑病分级(West Haven)", 4.0, ("0", "1", "2", "3", "4")
    )
    encephalopathy_ever: Given = answer("HE at any time in this episode", "本次病程中曾出现肝性脑病")
    encephalopathy_worst_grade: Given = grade(
        "Worst HE grade of this episode (West Haven)",
        "本次病程最重肝性脑病分级(West Haven)",
        4.0,
        ("0", "1", "2", "3", "4"),
    )
    sedated: Given = answer("Sedated or intubated", "镇静或插管")
    ascites: Given = grade("Ascites", "腹水", 3.0, ("none", "mild", "moderate", "severe"))
    ascites_by_ultrasound_only: Given = answer("Ascites seen on ultrasound only", "仅超声发现腹水")
    days_to_ascites_or_encephalopathy: Given = days_to_complication(
        "Days from jaundice with coagulopathy to ascites or HE", "黄疸伴凝血障碍至腹水或肝性脑病的天数"
    )
    days_from_first_sign: Given = days_to_complication(
        "Days from the first of jaundice and coagulopathy to ascites or HE",
        "黄疸或凝血障碍首现至腹水或肝性脑病的天数",
    )
    days_from_first_symptom_to_encephalopathy: Given = number(
        "Days from first symptom to HE", "首发症状至肝性脑病的天数", "days"
    )
    first_symptom_date: Given = moment("First symptom", "首发症状日期")
    jaundice_date: Given = moment("Onset of jaundice", "黄疸出现日期")
    coagulopathy_date: Given = moment("Onset of coagulopathy", "凝血障碍出现日期")
    ascites_date: Given = moment("Onset of ascites", "腹水出现日期")
    encephalopathy_date: Given = moment("Onset of HE", "肝性脑病出现日期")
    # Laboratory
    bilirubin_umol_l: Given = measurement("Total bilirubin", "总胆红素", "BILI", "μmol/L", 0.1)
    bilirubin_uln_umol_l: Given = measurement(
        "Upper limit of normal of total bilirubin", "总胆红素正常值上限", "BILI", "μmol/L", 0.1
    )
    earlier_bilirubin_umol_l: Given = measurement(
        "Earlier total bilirubin", "前次总胆红素", "BILI", "μmol/L", 0.1
    )
    hours_between_bilirubins: Given = number(
        "Hours between the two bilirubins", "两次胆红素的间隔小时数", "h", low_open=True
    )
    calendar_days_between_bilirubins: Given = number(
        "Calendar days between the two bilirubins", "两次胆红素相隔的日历日数", "days"
    )
    bilirubin_time: Given = moment("Time of total bilirubin", "总胆红素采样时间", "time")
    earlier_bilirubin_time: Given = moment("Time of earlier total bilirubin", "前次总胆红素采样时间", "time")
    exchange_before_earlier_bilirubin: Given = state(
        "Plasma exchange or DPMAS from 48 h before the earlier bilirubin up to the later one",
        "前次胆红素采样前48 h至后次采样之间行血浆置换或DPMAS",
        ("no", "between", "yes"),
    )
    hours_from_exchange_to_earlier_bilirubin: Given = number(
        "Hours from the last plasma exchange or DPMAS to the earlier bilirubin",
        "末次血浆置换或DPMAS至前次胆红素的小时数",
        "h",
    )
    plasma_exchange_times: Given = moment("Times of plasma exchange or DPMAS", "血浆置换或DPMAS时间", "times")
    inr: Given = measurement("INR", "INR", "INR", "", 0.01)
    pta_percent: Given = measurement("PTA", "PTA", "PTA", "%", 1.0)
    creatinine_umol_l: Given = measurement("Creatinine", "肌酐", "CREAT", "μmol/L", 1.0)
    dialysis_past_week: Given = answer(
        "Two dialyses, or 24 h of CVVHD, in the past 7 days", "近7天内透析≥2次或CVVHD满24 h"
    )
    sodium_mmol_l: Given = measurement("Sodium", "血钠", "SODIUM", "mmol/L", 1.0)
    albumin_g_l: Given = measurement("Albumin", "白蛋白", "ALB", "g/L", 0.1)
    # Exclusions
    liver_cancer: Given = answer("Primary or metastatic liver cancer", "原发性或转移性肝癌")
    severe_bleeding_or_dic: Given = answer("Severe active bleeding or DIC", "严重活动性出血或DIC")
    allergy: Given = answer("Allergy to blood products or treatment drugs", "对血制品或治疗药物过敏")
    heart_disease: Given = severity("Heart disease", "心脏疾病")
    lung_disease: Given = severity("Lung disease", "肺部疾病")
    blood_disease: Given = severity("Blood disease", "血液系统疾病")
    autoimmune_disease: Given = severity("Autoimmune disease", "自身免疫性疾病")
    diabetes: Given = severity("Diabetes", "糖尿病")
    uncontrolled_infection: Given = severity("Uncontrolled infection", "未控制的感染")
    other_serious_disease: Given = severity("Other serious disease", "其他严重疾病")
    # Age of the values, and what may have disturbed them
    bilirubin_age_hours: Given = number("Age of total bilirubin", "总胆红素距今", "h")
    inr_age_hours: Given = number("Age of INR", "INR距今", "h")
    pta_age_hours: Given = number("Age of PTA", "PTA距今", "h")
    creatinine_age_hours: Given = number("Age of creatinine", "肌酐距今", "h")
    sodium_age_hours: Given = number("Age of sodium", "血钠距今", "h")
    encephalopathy_age_hours: Given = number("Age of the HE grade", "肝性脑病分级距今", "h")
    ascites_age_hours: Given = number("Age of the ascites finding", "腹水检查距今", "h")
    bleeding_age_hours: Given = number("Age of the bleeding assessment", "出血评估距今", "h")
    liver_imaging_age_days: Given = number("Age of the liver imaging", "肝脏影像学检查距今", "days")
    coagulation_hours_after_plasma: Given = number(
        "Hours from plasma or artificial liver to the coagulation sample",
        "输血浆或人工肝至凝血采样的小时数",
        "h",
    )
    bilirubin_hours_after_exchange: Given = number(
        "Hours from plasma exchange or DPMAS to the bilirubin sample",
        "血浆置换或DPMAS至胆红素采样的小时数",
        "h",
    )


FIELDS: dict[str, Field] = {field.name: field.metadata["field"] for field in dataclasses.fields(Candidate)}


def given(candidate: Candidate | Mapping[str, Given]) -> dict[str, Given]:
    """All fields of a candidate or a mapping, the absent ones as None. UnknownField names a stranger."""
    if isinstance(candidate, Candidate):
        return {name: getattr(candidate, name) for name in FIELDS}
    strangers = sorted(set(candidate) - set(FIELDS))
    if strangers:
        raise UnknownField(f"no such input of the eligibility check: {', '.join(map(str, strangers))}")
    return {name: candidate.get(name) for name in FIELDS}
