"""What the columns of a hospital's own table are called: names of laboratory tests and of what says whose they are.

Only names are recognised. A unit is taken where the column's own name states it, and never guessed from values.
"""

import re
import unicodedata

from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import canonical


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# What a column can hold besides results of one test, and what it is called; the names as `plain_name` leaves them.
# Within a role the better name comes first: a study's code before a hospital's number, a collection before a test.
ROLES = {
    "subject": _words("""
        受试者编号 受试者代码 受试者号 研究编号 入组编号 筛选号 subject subjectid subjid usubjid recordid
        随机号 患者编号 病人编号 编号 id patient patientid patientno 患者id 病员号 登记号 住院号 病案号
        病历号 门诊号
    """),
    "date": _words("""
        采集时间 标本采集时间 采样时间 采血时间 抽血时间 采集日期 采样日期 采血日期 collected collectedat
        collectiondate collectiontime collectiondatetime sampledate sampletime 检查日期 检验日期 检测日期
        化验日期 检查时间 访视日期 日期 日期时间 date datetime labdate testdate visitdate 检验时间
        检测时间
    """),
    "visit": _words("""
        访视 访视名称 访视期 随访 时间点 visit visitname timepoint redcapeventname
    """),
    "arm": _words("""
        组别 分组 治疗组 随机分组 arm group treatment
    """),
    "age": _words("""
        年龄 岁数 age ageyears
    """),
    "sex": _words("""
        性别 sex gender
    """),
    "start": _words("""
        入组日期 随机日期 首次治疗日期 首次输注日期 基线日期 randomisationdate randomizationdate
        enrolmentdate enrollmentdate startdate day1
    """),
    "item": _words("""
        检验项目 检验项目名称 项目名称 项目 检查项目 化验项目 指标 指标名称 分析项目 报告项目名称 test
        testname item itemname analyte parameter
    """),
    "result": _words("""
        检验结果 结果 结果值 检测结果 定量结果 测定值 检验值 result value resultvalue testresult
    """),
    "code": _words("""
        项目代码 项目编码 英文缩写 英文名称 项目简称 英文名 缩写 代号 itemcode testcode code abbreviation
    """),
    "unit": _words("""
        单位 结果单位 计量单位 unit units
    """),
    "range": _words("""
        参考范围 参考值 参考区间 参考值范围 正常范围 正常值 生物参考区间 referencerange refrange range
        normalrange
    """),
    "flag": _words("""
        提示 标志 异常标志 异常提示 结果标志 结果提示 高低 高低标志 flag abnormal abnormalflag
    """),
    "specimen": _words("""
        标本类型 样本类型 标本种类 样本种类 标本 样本 specimen specimentype sampletype
    """),
    "reported": _words("""
        报告时间 审核时间 报告日期 审核日期 发布时间 reported reportedat reporttime reportdate
    """),
    "sample": _words("""
        标本号 样本号 条码号 条形码 样本编号 标本编号 申请单号 检验单号 sample sampleno barcode accession
    """),
}  # fmt: skip
PEOPLE = ("subject", "date", "visit", "arm", "age", "sex", "start")
# What a table with one row per visit, and one with one row per result, can say.
ROLES_OF = {
    "wide": PEOPLE,
    "long": (*PEOPLE, "item", "result", "code", "unit", "range", "flag", "specimen", "reported", "sample"),
}
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
    "INR": ("国际标准化比率", "国际标准比值", "凝血酶原时间国际标准化比值", "凝血酶原国际标准化比值"),
    "PTA": (
        "凝血酶原活动度百分比",
        "凝血酶原时间活动度",
        "凝血酶原时间百分比",
        "凝血酶原时间%",
        "pt%",
        "pta%",
        "pt活动度",
        "凝血酶原百分活动度",
    ),
    "PLAT": ("血小板计数",),
    "WBC": ("白细胞计数",),
    "NEUT": ("中性粒细胞计数", "中性粒细胞绝对值"),
    "LYMPH": ("淋巴细胞计数", "淋巴细胞绝对值"),
    "RBC": ("红细胞计数",),
    "HGB": ("血红蛋白浓度",),
    "HCT": ("红细胞比容", "血细胞比容", "红细胞压积%"),
    "PT": ("凝血酶原时间测定",),
    "APTT": ("活化部分凝血酶原时间", "部分凝血活酶时间"),
    "FIBRINO": ("纤维蛋白原含量", "fbg"),
    "CRP": ("超敏c反应蛋白", "c反应蛋白测定"),
    "HBVDNA": ("hbvdna定量", "乙肝病毒dna"),
    "IL6": ("白介素6",),
}
BRACKETS = re.compile(r"[(\[（【](?P<inside>[^)\]）】]*)[)\]）】]")
NOISE = re.compile(r"[\s_\-./:*#]+")
# Another specimen makes another test; urea, urate and bile acids only sound like one.
SPECIMEN = re.compile(
    r"尿(?![素酸])|腹水|胸水|腹腔积液|胸腔积液|脑脊液|胆汁(?!酸)|粪|大便|便常规|引流|灌洗|唾液|穿刺液|心包|\b(urine|urinary|ascit\w*|csf|pleural"
    r"|stool|fecal|faecal|saliva|fluid|bile(?! acid))\b",
    re.IGNORECASE,
)
OF_BLOOD = re.compile(r"(静脉|动脉|末梢|全)?血(清|浆|液)?|serum|plasma|(whole)?blood|(?i:ser|plas)")
# In the brackets of a name, and no other test: a method, or that it is measured.
NO_OTHER_TEST = re.compile(r".*法|定量|测定|检测|仪器|(en|zh)|[*★▲]", re.IGNORECASE)
# What a bracket makes of a name that alone means something else.
ANOTHER = {("PT", "INR"): "INR", ("PT", "PTA"): "PTA"}
ACTIVITY = ("a", "%", "活动度")
COUNTS = ("10^9/L", "10^12/L")
KNOWN_UNITS = frozenset(unit for test in LAB_TESTS.values() for unit in test.conversions if unit)


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


def specimen(text: str) -> str:
    """The word in a name that says that no blood was tested; '' if there is none."""
    found = SPECIMEN.search(unicodedata.normalize("NFKC", text))
    return found[0] if found else ""


def meaning(column: str) -> str:
    """A key of ROLES or a PARAMCD by the name of the column; '' if it is not known for certain.

    What stands in brackets is part of the name: it may be the unit, the abbreviation or the method of the test, or
    make another test of it (PT(%), 白蛋白(腹水)), or one that is not known here (中性粒细胞(%)).
    """
    outer = plain_name(column)
    if outer in _MEANING:
        return _MEANING[outer]
    if specimen(column):
        return ""
    code = _TEST.get(outer) or _TEST.get(_without_blood(outer), "")
    inside = [match["inside"] for match in BRACKETS.finditer(column) if match["inside"].strip()]
    if code:
        return _narrowed(code, inside)
    if inside:
        found = {_MEANING.get(plain_name(each)) or _TEST.get(plain_name(each), "") for each in inside} - {""}
        return found.pop() if len(found) == 1 else ""
    name, unit = _parted(column)
    return meaning(f"{name}({unit})") if unit else ""


def _without_blood(name: str) -> str:
    found = OF_BLOOD.match(name)
    return name[found.end() :] if found else name


def _narrowed(code: str, inside: list[str]) -> str:
    """The test that this name with these brackets means; '' if one of them is not understood."""
    for each in inside:
        code = _with_bracket(code, each.strip()) if code else ""
    return code


def _with_bracket(code: str, inside: str) -> str:
    unit, plain = canonical(inside) or "", unicodedata.normalize("NFKC", inside).strip().lower()
    test, other = LAB_TESTS[code], _TEST.get(plain_name(inside) or plain, "")
    if unit in test.conversions or other == code:
        return code
    if code == "PT" and plain in ACTIVITY:
        return "PTA"
    if other:
        return ANOTHER.get((code, other), "")
    if plain == "#":
        return code if test.unit in COUNTS else ""
    if unit in KNOWN_UNITS:  # a unit of other tests: which is meant is asked; a share is never a count
        return "" if unit == "%" or set(test.conversions) == {""} else code
    harmless = OF_BLOOD.fullmatch(plain) or NO_OTHER_TEST.fullmatch(plain)
    return code if harmless else ""


def _parted(column: str) -> tuple[str, str]:
    """Name and unit of 'TBIL umol/L', 'TBIL,umol/L'; no unit where none is known."""
    for mark in re.finditer(r"[\s_,，/:：]+", column.strip()):
        name, unit = column[: mark.start()].strip(), column[mark.end() :].strip()
        if name and canonical(unit) in KNOWN_UNITS and unit.lower() not in ("s", "%"):
            return name, unit
    return column, ""


def rank(column: str) -> int:
    """How good a name is among those of its role, the best 0."""
    outer = plain_name(column)
    names = [plain_name(name) for name in ROLES.get(meaning(column), ())]
    return names.index(outer) if outer in names else len(names)


def stated_unit(column: str, code: str) -> str | None:
    """The unit in the brackets of the column's name, spelled as `lab_tests` does; None where there is none known.

    A test without a unit (INR) has the unit ''.
    """
    units = LAB_TESTS[code].conversions
    if set(units) == {""}:
        return ""
    written = [canonical(match["inside"]) for match in BRACKETS.finditer(column)] + [
        canonical(_parted(column)[1])
    ]
    if code == "PTA" and "%" in column:
        return "%"
    return next((unit for unit in written if unit and unit in units), None)
