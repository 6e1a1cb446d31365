"""A cell as a laboratory result: number, limit, words, or not done with its reason; with flag and unit where given."""

import re
import unicodedata
from dataclasses import dataclass

NUMBER, LIMIT, TEXT, NOT_DONE, UNREAD = "number", "limit", "text", "not done", "unread"
# Not measured, whatever the reason: it becomes LBREASND as it is written.
NOT_MEASURED = re.compile(
    r"[-—–－/\\]+|无|空|null|none|n/?a|nan|未(查|测|做|检|采|抽|送检?|出|报)|未检测|未采样|未采血|未送检|缺失?|漏查|拒查|拒检|待查|待报|待复查"
    r"|(标本|样本)?(严重|轻度|中度|重度)?(溶血|脂血|乳糜|凝固|凝血|有凝块|凝块|污染)[^\d]*|(标本|样本|血|采血)?量?(不足|过少|不够|不合格|量不足|量少)"
    r"|退(单|检|样)|(ha?emoly[sz]ed|ha?emolysis|lipa?emic|clotted|insufficient|qns|not (done|tested|measured|sampled)"
    r"|missing|cancell?ed|pending|rejected)\b.*",
    re.IGNORECASE,
)
WORDS = re.compile(
    r"(弱|强|可疑)?(阴性|阳性)([(][-+±]+[)])?|[-+±]?[(]?[-+±]{1,4}[)]?|\d\+|[(]?\d?\+{1,4}[)]?|±|\d+:\d+|未检出|未见|检出|低于检测下限|正常|异常|tnd"
    r"|(weakly )?(negative|positive|reactive|non-?reactive|normal|trace|not detected|undetect(ed|able))",
    re.IGNORECASE,
)
FLAG = r"(?:[↑↓⇑⇓▲▼⬆⬇]+|\*+|[HL]{1,2}|N|偏?高|偏?低)"
# An H or L that ends a unit (U/L) is no flag.
AFTER = FLAG.replace("[HL]{1,2}|N", "(?<![/A-Za-zμµ])(?:[HL]{1,2}|N)")
FLAGGED = re.compile(
    rf"(?P<before>[(\[]?{FLAG}[)\]]?)?\s*(?P<value>.*?)\s*(?P<after>[(\[]?{AFTER}[)\]]?)?",
    re.IGNORECASE,
)
MEANS = {"↑⇑▲⬆H高": "HIGH", "↓⇓▼⬇L低": "LOW", "N": "NORMAL", "*": "ABNORMAL"}
PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
VALUE = re.compile(
    rf"(?P<sign>[<>]=?)?\s*(?P<minus>-)?(?P<number>{PLAIN})(?P<power>\s*[x×*]\s*10\s*\^\s*[+-]?\d{{1,2}}|e[+-]?\d{{1,2}})?\s*(?P<unit>\D.*)?",
    re.IGNORECASE,
)
SIGNS = (("≤", "<="), ("≥", ">="), ("小于等于", "<="), ("大于等于", ">="), ("小于", "<"), ("大于", ">"),
         ("less than", "<"), ("greater than", ">"), ("more than", ">"))  # fmt: skip
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
RAISED_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")


@dataclass(frozen=True)
class Result:
    """`text` as it goes into LBORRES; `number` as text where `kind` is NUMBER; `unit` of the cell itself; LBNRIND."""

    kind: str
    text: str
    number: str = ""
    unit: str = ""
    flag: str = ""


def result(written: str) -> Result:
    """What a cell says; UNREAD, with the text as it is, for anything else ('17,5' is a decimal comma, or is it?)."""
    plain = _plain(written)
    if not plain or NOT_MEASURED.fullmatch(plain):
        return Result(NOT_DONE, plain)
    if WORDS.fullmatch(plain):
        return Result(TEXT, plain)
    parted = FLAGGED.fullmatch(plain)
    assert parted is not None  # every part of the pattern may be empty
    flag = flag_of(parted["before"] or parted["after"] or "")
    match = VALUE.fullmatch(parted["value"])
    if match is None or (parted["before"] and parted["after"]) or match["minus"] and match["sign"]:
        return Result(UNREAD, plain)
    return _valued(match, flag)


def _plain(written: str) -> str:
    """One width, raised figures as powers, a Chinese stop between figures as the point, words of limits as signs."""
    raised = RAISED_RUN.sub(lambda run: "^" + run[0].translate(RAISED), written)
    plain = unicodedata.normalize("NFKC", raised).strip()
    plain = re.sub(r"(?<=\d)。(?=\d)", ".", plain)
    for word, sign in SIGNS:
        plain = re.sub(re.escape(word), sign, plain, flags=re.IGNORECASE)
    return plain


def _valued(match: "re.Match[str]", flag: str) -> Result:
    unit, power = (match["unit"] or "").strip(), match["power"] or ""
    if unit and not re.match(r"[%‰/\[(x×*A-Za-zµμ个秒克毫微单]", unit):
        return Result(UNREAD, match[0])
    number = (match["minus"] or "") + match["number"].replace(",", "")
    if power and unit.startswith("/"):  # 4.5 x10^9/L: the power belongs to the unit
        unit, power = power.strip() + unit, ""
    if power:
        number = _with_power(number, power)
    if match["sign"]:
        return Result(LIMIT, match["sign"] + number, "", unit.strip("()[]"), flag)
    return Result(NUMBER, number, number, unit.strip("()[]"), flag)


def _with_power(number: str, power: str) -> str:
    exponent = int(re.split(r"\^|e", power, flags=re.IGNORECASE)[-1])
    return (
        f"{float(number) * 10.0**exponent:.12g}"
        if exponent < 0
        else f"{round(float(number) * 10**exponent, 6):.15g}"
    )


def flag_of(mark: str) -> str:
    """LBNRIND for the mark of a laboratory; '' for none."""
    plain = unicodedata.normalize("NFKC", mark).strip("()[] ").removeprefix("偏").upper()
    return next((what for marks, what in MEANS.items() if plain and plain[0] in marks), "")
