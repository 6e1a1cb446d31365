"""The ways in which the registered criteria can be read: one named entry each.

The first is the product's default, the strict reading of the registered words. Every other one changes one
thing and says where it comes from. A verdict never stands without the name of its reading.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from clinical.common.wording import Wording


@dataclass(frozen=True)
class Reading:
    """One reading. `touches` names the criteria that it can change; the rest says how they are read."""

    id: str
    name: Wording
    note: Wording
    touches: tuple[str, ...] = ()
    age_at: Literal["assessment", "consent"] = "assessment"
    bilirubin_bar: Literal["lab_uln", "fixed", "lab_uln_or_rise"] = "lab_uln"
    pta_40_counts: bool = False
    encephalopathy: Literal["ever", "now"] = "ever"
    encephalopathy_from_grade: int = 1
    onset_from: Literal["both", "first"] = "both"
    acute: Literal["registered", "chinese"] = "registered"
    rise: Literal["per_24_h", "calendar_days"] = "per_24_h"
    coagulation: Literal["either", "pta_first", "both", "open_ends"] = "either"
    meld: Literal["original", "aetiology", "no_floor", "sodium", "version_3"] = "original"
    meld_rounded: bool = True
    disease: Literal["serious", "any"] = "serious"
    autoimmune_cause_excluded: bool = True
    stale_is_unknown: bool = False


REGISTERED_READING = Reading(
    "registered",
    Wording("Strict reading (as registered)", "严格解读(按登记原文)"),
    Wording("The registered words, read literally.", "按登记原文逐字解读。"),
)


def _reading(id_: str, name: tuple[str, str], note: tuple[str, str], touches: str, **changes: Any) -> Reading:
    """The registered reading with one thing changed."""
    return replace(
        REGISTERED_READING,
        id=id_,
        name=Wording(*name),
        note=Wording(*note),
        touches=tuple(touches.split()),
        **changes,
    )


_ENTRIES = (
    REGISTERED_READING,
    _reading(
        "fixed_171",
        ("ACLF bilirubin bar fixed at 171", "慢加急胆红素标准固定为171"),
        (
            "Many Chinese sites take 17.1 μmol/L as the upper limit.",
            "国内许多中心以17.1 μmol/L为正常值上限。",
        ),
        "I2",
        bilirubin_bar="fixed",
    ),
    _reading(
        "guideline",
        ("Guideline reading", "指南解读"),
        (
            "Chinese guideline: 10 × ULN or a rise of 17.1 per day, and PTA ≤ 40 %.",
            "国内指南:≥10×ULN或每日上升≥17.1 μmol/L,PTA≤40%。",
        ),
        "I2",
        bilirubin_bar="lab_uln_or_rise",
        pta_40_counts=True,
    ),
    _reading(
        "onset_from_first_sign",
        ("28 days from the first sign", "28天自首个表现起算"),
        (
            "Counted from jaundice or coagulopathy, whichever came first.",
            "自黄疸或凝血障碍中先出现者起算。",
        ),
        "I2",
        onset_from="first",
    ),
    _reading(
        "encephalopathy_now",
        ("HE must be present now", "肝性脑病须目前存在"),
        ("Resolved encephalopathy does not count.", "已缓解的肝性脑病不计。"),
        "I2",
        encephalopathy="now",
    ),
    _reading(
        "encephalopathy_grade_2",
        ("HE counts from grade II", "肝性脑病自Ⅱ级起计"),
        ("Only overt encephalopathy defines liver failure.", "仅显性肝性脑病用于定义肝衰竭。"),
        "I2",
        encephalopathy_from_grade=2,
    ),
    _reading(
        "chinese_alf",
        ("Chinese definition of ALF", "国内急性肝衰竭定义"),
        ("HE grade II or more within 14 days.", "14天内出现Ⅱ级及以上肝性脑病。"),
        "I2",
        acute="chinese",
    ),
    _reading(
        "calendar_days",
        ("Rise between calendar days", "按日历日计算上升"),
        (
            "Any rise of 17.1 between two consecutive days, whatever the hours.",
            "相邻两日间上升≥17.1即计，不折算24 h。",
        ),
        "I3",
        rise="calendar_days",
    ),
    _reading(
        "pta_first",
        ("PTA first, INR only without PTA", "以PTA为准，无PTA时用INR"),
        ("The bracket is read as a substitute.", "括号内INR视为替代。"),
        "I4",
        coagulation="pta_first",
    ),
    _reading(
        "both_coagulation",
        ("PTA and INR must both hold", "PTA与INR须同时符合"),
        ("The bracket is read as a second condition.", "括号内INR视为并列条件。"),
        "I4",
        coagulation="both",
    ),
    _reading(
        "open_ends",
        ("Window ends excluded", "窗口端点不含"),
        (
            "Chinese staging puts PTA ≤ 20 % and INR ≥ 2.6 in the late stage (not verified).",
            "国内分期将PTA≤20%、INR≥2.6归入晚期(未核实)。",
        ),
        "I4",
        coagulation="open_ends",
    ),
    _reading(
        "meld_raw",
        ("MELD not rounded", "MELD不取整"),
        ("Excluded above 30 before rounding.", "取整前>30即排除。"),
        "E4",
        meld_rounded=False,
    ),
    _reading(
        "meld_aetiology",
        ("MELD with aetiology factor", "含病因系数的MELD"),
        (
            "Older formula: 6.43 points fewer in alcoholic or cholestatic disease.",
            "旧公式:酒精性或胆汁淤积性病因减6.43分。",
        ),
        "E4",
        meld="aetiology",
    ),
    _reading(
        "meld_without_floors",
        ("MELD without floors", "MELD不设下限"),
        (
            "Values below 1.0 are not raised to 1.0, as in some Chinese papers.",
            "低于1.0的输入不上调至1.0，见于部分国内文献。",
        ),
        "E4",
        meld="no_floor",
    ),
    _reading(
        "meld_na",
        ("MELD-Na", "MELD-Na"),
        ("With sodium, OPTN 2016.", "纳入血钠，OPTN 2016。"),
        "E4",
        meld="sodium",
    ),
    _reading(
        "meld_3",
        ("MELD 3.0", "MELD 3.0"),
        ("With sodium, albumin and sex, 2021.", "纳入血钠、白蛋白和性别，2021年。"),
        "E4",
        meld="version_3",
    ),
    _reading(
        "any_disease",
        ("Any diagnosis excludes", "任何合并诊断均排除"),
        ("Also controlled heart, lung or other disease.", "已控制的心、肺等疾病亦排除。"),
        "E5",
        disease="any",
    ),
    _reading(
        "autoimmune_cause",
        ("Autoimmune hepatitis as cause accepted", "病因为自身免疫性肝炎者可入"),
        (
            "Autoimmune hepatitis is the liver disease, not another one.",
            "自身免疫性肝炎属肝病本身而非其他疾病。",
        ),
        "E5",
        autoimmune_cause_excluded=False,
    ),
    _reading(
        "age_at_consent",
        ("Age at consent", "按知情同意时年龄"),
        ("Completed years on the day of consent.", "以签署知情同意当日的周岁计。"),
        "I1",
        age_at="consent",
    ),
    _reading(
        "fresh_only",
        ("Stale values count as unknown", "过期检测值视为未知"),
        ("A value older than its window does not decide.", "超过时限的检测值不参与判定。"),
        "I2 I3 I4 I5 E1 E2 E4",
        stale_is_unknown=True,
    ),
)

READINGS: dict[str, Reading] = {entry.id: entry for entry in _ENTRIES}


class UnknownReading(ValueError):  # noqa: N818 - it names the reading at fault
    """A reading that is not in the registry."""


def reading_of(name: str) -> Reading:
    """The registry entry of that name. UnknownReading names the ones there are."""
    if name not in READINGS:
        raise UnknownReading(f"no reading '{name}'; there are: {', '.join(READINGS)}")
    return READINGS[name]
