"""What the columns of a hospital's own table are called: names of laboratory tests and of what says whose they are.

Only names are recognised. A unit is taken where the column's own name states it, and never guessed from values.
"""

import re
import unicodedata

from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import canonical

# What a column can hold besides results, and what it is called; the names as `plain_name` leaves them.
ROLES = {
    "subject": ("住院号", "编号", "受试者编号", "患者编号", "病人编号", "病案号", "筛选号", "入组编号", "随机号", "id",
                "subject", "subjectid", "subjid", "usubjid", "patient", "patientid", "patientno"),
    "date": ("检查日期", "检验日期", "采样日期", "采样时间", "采血日期", "采血时间", "访视日期", "检测日期", "日期",
             "date", "visitdate", "testdate", "sampledate", "sampletime", "collected", "collectiondate"),
    "visit": ("访视", "访视名称", "访视期", "随访", "时间点", "visit", "visitname", "timepoint"),
    "arm": ("组别", "分组", "治疗组", "随机分组", "arm", "group", "treatment"),
    "age": ("年龄", "岁数", "age", "ageyears"),
    "sex": ("性别", "sex", "gender"),
    "start": ("入组日期", "随机日期", "首次治疗日期", "首次输注日期", "基线日期",
              "randomisationdate", "randomizationdate", "enrolmentdate", "enrollmentdate", "startdate", "day1"),
}  # fmt: skip
# Further names of laboratory tests; their codes, names and aliases in `lab_tests` are known besides.
MORE_NAMES = {
    "ALT": ("丙氨酸氨基转移酶", "丙氨酸转氨酶", "谷丙"),
    "AST": ("天门冬氨酸氨基转移酶", "天冬氨酸氨基转移酶", "门冬氨酸氨基转移酶", "谷草"),
    "GGT": ("γ谷氨酰转移酶", "γ谷氨酰转肽酶", "谷氨酰转肽酶", "谷氨酰转移酶"),
    "BILI": ("血清总胆红素", "tb", "stb"),
    "BILDIR": ("结合胆红素", "db"),
    "ALB": ("血清白蛋白", "人血白蛋白"),
    "CREAT": ("血肌酐", "血清肌酐"),
    "UREA": ("血尿素", "尿素氮", "血尿素氮"),
    "SODIUM": ("血钠", "血清钠", "钠离子"),
    "K": ("血钾", "血清钾", "钾离子"),
    "CL": ("血氯", "血清氯", "氯离子"),
    "CA": ("血钙", "血清钙", "总钙"),
    "PHOS": ("血磷", "无机磷"),
    "URATE": ("血尿酸",),
    "GLUC": ("血糖", "空腹血糖"),
    "LACTATE": ("血乳酸",),
    "AMMONIA": ("氨",),
    "INR": ("国际标准化比率", "国际标准比值"),
    "PTA": ("凝血酶原活动度百分比", "凝血酶原时间活动度"),
    "PLAT": ("血小板计数",),
    "WBC": ("白细胞计数",),
    "NEUT": ("中性粒细胞计数", "中性粒细胞绝对值"),
    "LYMPH": ("淋巴细胞计数", "淋巴细胞绝对值"),
    "RBC": ("红细胞计数",),
    "HGB": ("血红蛋白浓度",),
    "HBVDNA": ("hbvdna定量", "乙肝病毒dna"),
    "IL6": ("白介素6",),
}
BRACKETS = re.compile(r"[(\[（【](?P<inside>[^)\]）】]*)[)\]）】]")
NOISE = re.compile(r"[\s_\-./:*#]+")


def plain_name(column: str) -> str:
    """The name without what stands in brackets, without spaces and marks, in one width and case."""
    name = unicodedata.normalize("NFKC", column).lower()
    return NOISE.sub("", BRACKETS.sub("", name))


def _tests() -> dict[str, str]:
    names = {
        plain_name(name): test.code
        for test in LAB_TESTS.values()
        for name in (test.en, test.zh, test.code, *test.aliases)
    }
    return names | {plain_name(name): code for code, more in MORE_NAMES.items() for name in more}


_MEANING = {plain_name(name): role for role, names in ROLES.items() for name in names}
_TEST = _tests()


def meaning(column: str) -> str:
    """A key of ROLES or a PARAMCD, by the name of the column or by what stands in its brackets; '' if unknown."""
    names = [column, *(match["inside"] for match in BRACKETS.finditer(column))]
    known = (_MEANING.get(plain_name(name)) or _TEST.get(plain_name(name)) for name in names)
    return next((found for found in known if found), "")


def stated_unit(column: str, code: str) -> str | None:
    """The unit in the brackets of the column's name, spelled as `lab_tests` does; None where there is none known.

    A test without a unit (INR) has the unit ''.
    """
    units = LAB_TESTS[code].conversions
    if set(units) == {""}:
        return ""
    written = (canonical(match["inside"]) for match in BRACKETS.finditer(column))
    return next((unit for unit in written if unit in units), None)
