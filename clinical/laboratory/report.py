"""Laboratory values from a line of text, as a ward copies it from a screen or a message; nothing is guessed.

'TBil 342.5↑ μmol/L (5.1-17.1) INR 2.1 PTA 30%' in Chinese or English. Only whole names are recognised: direct
bilirubin, urine creatinine or prealbumin are other tests, and PT in seconds is no PTA.
"""

import re
import unicodedata
from dataclasses import dataclass

from clinical.laboratory.units import factor

# Names by test; those of no test here are known in order to be left alone. The longest name at a place wins.
_NAMES: dict[str, tuple[str, ...]] = {
    "BILI": ("tbil", "t-bil", "tbili", "tb", "stb", "total bilirubin", "bilirubin, total", "bilirubin total",
             "bilirubin", "总胆红素", "血清总胆红素", "总胆"),
    "INR": ("inr", "pt-inr", "pt inr", "国际标准化比值", "国际标准化比率"),
    "PTA": ("pta", "pt%", "pt(%)", "pt-%", "pt act", "pt activity", "prothrombin activity",
            "prothrombin time activity", "凝血酶原活动度", "凝血酶原时间活动度", "pt活动度", "活动度"),
    "CREAT": ("cr", "crea", "scr", "creat", "creatinine", "serum creatinine", "肌酐", "血肌酐", "血清肌酐"),
    "SODIUM": ("na", "na+", "sodium", "钠", "血钠", "血清钠", "钠离子"),
    "ALB": ("alb", "albumin", "serum albumin", "白蛋白", "血清白蛋白", "血白蛋白"),
    "": ("dbil", "d-bil", "direct bilirubin", "conjugated bilirubin", "bilirubin, direct", "直接胆红素", "直胆",
         "结合胆红素", "ibil", "i-bil", "indirect bilirubin", "间接胆红素", "间胆", "未结合胆红素", "尿胆红素",
         "pab", "prealbumin", "前白蛋白", "尿白蛋白", "糖化白蛋白", "microalbumin", "urine albumin", "alb/glo",
         "alb/glb", "腹水白蛋白", "ascites albumin", "尿肌酐", "urine creatinine", "u-cr", "ucr", "ccr",
         "肌酐清除率", "creatinine clearance", "urine sodium", "尿钠", "pt", "凝血酶原时间", "凝血酶原时间比值",
         "prothrombin time", "crp", "hs-crp", "白蛋白/球蛋白", "白球比", "胆汁酸", "总胆汁酸", "tba"),
}  # fmt: skip
_TEST_OF = {name: code for code, names in _NAMES.items() for name in names}
_EDGE = r"(?<![a-z0-9%+/.-])"
_NAME = re.compile(
    "|".join(
        (_EDGE if name[0].isascii() else "")
        + re.escape(name)
        + (r"(?![a-z/+])" if name[-1].isascii() and name[-1].isalpha() else "")
        for name in sorted(_TEST_OF, key=len, reverse=True)
    )
)
_MARK = r"(?:[↑↓*]+|\(?(?:hh?|ll?|偏高|偏低|升高|降低|高|低)\)?(?![a-z/]))"
_RESULT = re.compile(
    rf"\s*(?:\([^)0-9]*\))?\s*(?:[:=是为]|结果|升至|降至)?\s*{_MARK}?\s*"
    r"(?P<sign><=|>=|[<>≤≥])?\s*(?P<number>\d+(?:[.,]\d+)?)(?!\d|[-/.:]\d+[-/.:]\d)"
    rf"\s*{_MARK}?\s*(?P<unit>%|[µμumn]?mol/l|mg/dl|g/l|g/dl|meq/l|微摩尔/升|毫摩尔/升|克/升)?\s*{_MARK}?"
    r"(?:\s*[\[(]?\s*(?:参考(?:值|范围|区间)?|正常值?|ref\.?|reference|range)?\s*:?\s*"
    r"\d+(?:\.\d+)?\s*[-~–—]+\s*(?P<top>\d+(?:\.\d+)?)\s*[\])]?)?"
)


@dataclass(frozen=True)
class Read:
    """One result: its test (PARAMCD), the value as a field takes it ('>600', '20 mg/dL'), the words it stood in.

    `top`: the upper reference limit printed beside it, in the same unit; '' where none is.
    """

    paramcd: str
    value: str
    words: str
    top: str = ""


@dataclass(frozen=True)
class Report:
    """What a text says: one result per test, tests that it names more than once with different values (`twice`),
    and the `rest` that is no result of these tests.
    """

    read: tuple[Read, ...]
    twice: tuple[Read, ...]
    rest: tuple[str, ...]


def read_report(text: str) -> Report:
    """The results in a text, in its order; a text without any gives none."""
    # A full-width comma parts two results; it is no decimal comma, whatever digit comes next.
    plain = unicodedata.normalize("NFKC", text.replace("，", "; "))
    low = plain.lower() if len(plain.lower()) == len(plain) else plain
    found: list[Read] = []
    taken: list[tuple[int, int]] = []
    for name in _NAME.finditer(low):
        code, result = _TEST_OF[name[0]], _RESULT.match(low, name.end())
        if not code or result is None or (taken and name.start() < taken[-1][1]):
            continue
        unit = plain[slice(*result.span("unit"))] if result["unit"] else ""
        if unit and factor(code, unit) is None:
            continue
        value = f"{result['sign'] or ''}{result['number']}{f' {unit}' if unit else ''}"
        top = f"{result['top']}{f' {unit}' if unit else ''}" if result["top"] else ""
        found.append(Read(code, value, plain[name.start() : result.end()].strip(), top))
        taken.append((name.start(), result.end()))
    values = {read.paramcd: {each.value for each in found if each.paramcd == read.paramcd} for read in found}
    once = {read.paramcd: read for read in reversed(found) if len(values[read.paramcd]) == 1}
    return Report(
        tuple(read for read in found if once.get(read.paramcd) is read),
        tuple(read for read in found if len(values[read.paramcd]) > 1),
        _rest(plain, taken),
    )


def _rest(text: str, taken: list[tuple[int, int]]) -> tuple[str, ...]:
    ends = [0, *(end for _, end in taken)]
    starts = [*(start for start, _ in taken), len(text)]
    parts = (text[end:start].strip(" \t\r\n,;，；、。|") for end, start in zip(ends, starts, strict=True))
    return tuple(part for part in parts if part)
