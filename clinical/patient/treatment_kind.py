"""What kind of treatment a name in an order set, a procedure list or a drug list is, by what it does to results.

Words are matched with what excludes them: a dialysis catheter is no dialysis, an evaluation for transplantation no
transplant, a drug bound to albumin no albumin, a plasma substitute no plasma. Chinese and English; a name may hold
several kinds ('DPMAS+血浆置换'). What a word suggests and another takes back, and what no word knows, is for the data
manager to decide.
"""

# ruff: noqa: E501 - lists of words are read by the line

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

TRANSPLANT, OTHER = "TRANSPLANT", "OTHER"
KINDS: Final = (
    "PE", "DPMAS", "ADSORPTION", "ALSS", "CRRT", "DIALYSIS", "FFP", "ALBUMIN", TRANSPLANT, OTHER,
)  # fmt: skip
"""PE plasma exchange; DPMAS; ADSORPTION of bilirubin by other means (MARS, plasma or blood perfusion); ALSS artificial
liver whose mode is not said; FFP plasma of whatever preparation."""

MATCHED, EXCLUDED, AMBIGUOUS, UNMATCHED, DECIDED = "MATCHED", "EXCLUDED", "AMBIGUOUS", "UNMATCHED", "DECIDED"
DOUBTFUL = (EXCLUDED, AMBIGUOUS, UNMATCHED)
"""How a kind was found; these three are shown to the data manager."""


@dataclass(frozen=True)
class Found:
    """The kinds of one name (`OTHER` alone where it is none), and how they were found."""

    kinds: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class _Words:
    """What names a kind, and what in the same part of the name says that it is something else."""

    kind: str
    named: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    sure: bool = True


def _words(kind: str, named: str, unless: str | None = None, *, sure: bool = True) -> _Words:
    return _Words(kind, re.compile(named), re.compile(unless) if unless else None, sure)


# Not done, not yet done, long done, or only about it; in whatever is named.
_NOT_NOW = re.compile(
    r"EVALUAT|ASSESSMENT|WORK-?UP|\bLIST(ED|ING)?\b|WAIT|AWAIT|PLANN?(ED|ING)?\b|SCHEDUL|PENDING|INTEND|CONSIDER|CANDIDA"
    r"|REFERR|CONSULT|CONSENT|COUNSEL|EDUCATION|SCREEN|DONOR|DONATION|HISTORY|\bH/O\b|\bS/P\b|STATUS.POST|\bPOST\b|POST-|AFTER"
    r"|FOLLOW-?UP|REJECTION|REFUS|DECLIN|CANCEL|NOT (DONE|PERFORMED|GIVEN)|DISCONTINU|\bSTOP|\bEND OF|\bNO\b|WITHOUT"
    r"|MONITOR|NURSING|PREPARATION FOR|PRIOR TO|BEFORE|DELIST"
    r"|评估|评价|登记|列入|名单|等待|等候|待行|待肝|排队|拟行|拟|计划|预约|预定|择期|准备|术前|移植前|考虑|建议|申请|会诊|咨询|知情|同意书|谈话|宣教|筛查"
    r"|配型|供体|供肝|供者|捐献|术后|移植后|治疗后|史$|病史|移植史|随访|复查|排斥|拒绝|取消|未行|未做|不行|停止|停用|暂停|终止|结束|护理|监测|健康教育|费$"
)
# A line, a part or a fluid of it, not the thing.
_PART_OF_IT = re.compile(
    r"CATH|CANNULA|\bLINE\b|\bACCESS\b|FISTULA|GRAFT\b|SHUNT|\bPORT\b|PERMCATH|INSERT|REMOV|\bPLACEMENT|EXCHANGE OF|CHANGE OF"
    r"|REPLACEMENT OF|\bLOCK\b|FLUSH|DRESSING|CIRCUIT|FILTER CHANGE|DIALYSATE|DIALY[SZ]ER|SOLUTION|CONCENTRATE|TUBING|MACHINE"
    r"|导管|置管|插管|留置管|管路|置入|植入|拔除|拔管|更换|内瘘|造瘘|人工血管|通路|穿刺|封管|冲管|换药|滤器|透析器|透析液|置换液|透析粉|浓缩液|耗材|套件|机器|机使用"
)
# A session through a catheter is a session: the way is taken out of the name before it is read.
_BY_WAY_OF = re.compile(
    r"(?:VIA|THROUGH|USING|BY|WITH) (?:AN? |THE )?(?:[A-Z-]+ ){0,4}(?:CATHETER|FISTULA|LINE|ACCESS)S?\b"
    r"|(?:经|通过|采用|使用)[^,+]{0,12}?(?:导管|置管|内瘘|通路)(?:行|进行)?"
)
_BRACKETS = re.compile(r"[()\[\]{}「」【】]")
_PARTS = re.compile(r"\+|;|&|、|联合(?!移植)|序贯|\bAND\b|\bPLUS\b|\bFOLLOWED BY\b|\bCOMBINED WITH\b")

_MEASURED = r"LEVEL|MEASURE|CONCENTRATION|\bTEST\b|ASSAY|测定|检测|检查|浓度|水平|定量|定性|化验|监测"
_LIST = (
    _words(TRANSPLANT, r"(LIVER|HEPATIC|HEPATO).*TRANSPLANT|TRANSPLANT.*(LIVER|HEPATIC)|\bOLTX?\b|\bLDLT\b|\bDDLT\b|肝(脏|肾联合|肾)?移植",
           r"CELL|ISLET|MICROBIOTA|FA?ECAL|MARROW|HEPATOCYTE|BIOPSY|ULTRASOUND|IMMUNOSUPP|PROPHYLA|细胞|粪|活检|超声|抗排异|免疫抑制"),
    _words("DPMAS", r"DPMAS|DOUBLE PLASMA MOLECULAR|双重血浆分子|双重血浆吸附"),
    _words("PE", r"PLASMA.?EXCHANGE|PLASMAPH[AE]?E?RESIS|\bT?PEX\b|\bTPE\b|\bDFPP\b|DOUBLE FILTRATION|PLASMA DIAFILTRATION"
           r"|血浆置换|血浆交换|血浆透析滤过|双重滤过|血浆双重|^(人工肝)? ?[HLS]?PE$"),
    _words("ADSORPTION", r"ALBUMIN DIALYSIS|\bMARS\b|PROMETHEUS|\bFPSA\b|BILIRUBIN ADSORPTION|PLASMA (BILIRUBIN )?(ADSORPTION|PERFUSION)"
           r"|白蛋白透析|分子吸附|胆红素吸附|血浆吸附|血浆灌流|血浆胆红素"),
    _words("ADSORPTION", r"HA?EMOPERFUSION|血液灌流|^HP$", sure=False),
    _words("CRRT", r"CRRT|CVVH|CVVHD|CVVHDF|CONTINUOUS.*(RENAL|HA?EMO|DIALYSIS)|HA?EMO(DIA)?FILTRATION|连续性?(床旁)?(肾|静脉|血液|动静脉)"
           r"|床[旁边]血(液)?(滤|净化)|血液滤过(?!器)|血滤|\bCBP\b|\bSCD\b"),
    _words("DIALYSIS", r"DIALYSIS|HA?EMODIALYSIS|\bI?HD\b|\bHDF\b|\bSLEDD?\b|透析|血透|腹透"),
    _words("ALSS", r"ARTIFICIAL LIVER|BIOARTIFICIAL|LIVER SUPPORT SYSTEM|\bALSS\b|人工肝|李氏人工肝", r"人工肝病区|人工肝中心", sure=False),
    _words("FFP", r"(FRESH|FROZEN|THAWED|POOLED|CONVALESCENT|DONOR|DETERGENT).*PLASMA|^(HUMAN )?PLASMA$|PLASMA (TRANSFUSION|INFUSION)"
           r"|TRANSFUSION OF PLASMA|\bFFP\b|OCTAPLAS|血浆",
           r"SUBSTITUTE|EXPANDER|LYTE|PLATELET.RICH|PROTEIN FRACTION|" + _MEASURED + r"|代用|代血浆|扩容|羟乙基|明胶|右旋糖酐|右糖酐|血浆蛋白|富血小板"
           r"|血浆(凝血|氨|渗透|肾素|醛固酮|纤维|内毒素|D-|酶|抗|皮质醇|药物|分离器|管)"),
    _words("ALBUMIN", r"\bALBUMIN\b|\bALBUMEN\b|白蛋白",
           r"BOUND|BINDING|PACLITAXEL|NAB-|TAXEL|RAPAMYCIN|SIROLIMUS|INTERFERON|FUSION|AGGREGAT|MICRO|URIN|PRE-?ALBUMIN|BOVINE|GLOBULIN RATIO"
           r"|TECHNETIUM|IODINATED|ULTRASOUND|CONTRAST|RATIO|" + _MEASURED + r"|结合型|结合的|紫杉醇|西罗莫司|聚合|尿|前白蛋白|微量|牛血清|糖化|比值|比例|显像|锝|碘"),
)  # fmt: skip
_SESSIONS = frozenset({"PE", "DPMAS", "ADSORPTION", "ALSS", "CRRT", "DIALYSIS"})
# A plasma for later use, a substitute named with its base, a drug given with what it is bound to: the kind's own
# `unless` knows. What is not done or only about it holds for all but blood products, whose orders name a reason.
_PRODUCTS = frozenset({"FFP", "ALBUMIN"})


def kind_of(name: str | None) -> Found:
    """The kinds of a treatment by its name as delivered: MATCHED, EXCLUDED, AMBIGUOUS or UNMATCHED."""
    plain = _plain(name)
    kinds: list[str] = []
    excluded = unsure = False
    for part in filter(None, (each.strip() for each in _PARTS.split(plain))):
        found, taken_back = _of_part(part)
        excluded |= taken_back
        if found is not None and found.kind not in kinds:
            kinds.append(found.kind)
            unsure |= not found.sure
    kinds = _without_the_general(kinds)
    if not kinds:
        return Found((OTHER,), EXCLUDED if excluded else UNMATCHED)
    return Found(tuple(kinds), AMBIGUOUS if excluded or (unsure and len(kinds) == 1) else MATCHED)


def _plain(name: str | None) -> str:
    text = unicodedata.normalize("NFKC", name or "").upper().replace("，", ",")
    return _BY_WAY_OF.sub(" ", _BRACKETS.sub(" ", text)).strip()


def _of_part(part: str) -> tuple[_Words | None, bool]:
    """The first kind whose words stand in the part unexcluded; whether a kind was named and taken back."""
    taken_back = False
    for words in _LIST:
        if not words.named.search(part):
            continue
        if not _excluded(words, part):
            return words, taken_back
        taken_back = True
        if words.kind in _SESSIONS or words.kind == TRANSPLANT:
            return None, True
    return None, taken_back


def _excluded(words: _Words, part: str) -> bool:
    if words.unless and words.unless.search(part):
        return True
    if words.kind in _PRODUCTS:
        return _NOT_DONE.search(part) is not None
    return _NOT_NOW.search(part) is not None or (
        words.kind in _SESSIONS and _PART_OF_IT.search(part) is not None
    )


_NOT_DONE = re.compile(
    r"ALLERG|REFUS|DECLIN|CANCEL|NOT (DONE|PERFORMED|GIVEN)|\bNO\b|HISTORY|CONSENT|过敏|拒绝|取消|未输|同意书|申请|史$|费$"
)


def _without_the_general(kinds: list[str]) -> list[str]:
    """Artificial liver of a mode that is said elsewhere in the name is that mode."""
    modes = {"PE", "DPMAS", "ADSORPTION"} & set(kinds)
    return [kind for kind in kinds if kind != "ALSS" or not modes]


UNCODED = ("", "UNCODED")


def kind_of_record(coded: str | None, reported: str | None, *, drug: bool) -> Found:
    """The kinds by the coded name, held against the name as reported.

    A report of a catheter that somebody coded as a session stays a catheter. Where the coded name of a procedure says
    nothing or too little ('ARTIFICIAL LIVER SUPPORT'), the reported one counts; a drug is what it was coded as.
    """
    if (coded or "").strip().upper() in UNCODED:
        return kind_of(reported)
    by_code, by_report = kind_of(coded), kind_of(reported)
    if by_code.kinds != (OTHER,) and by_report.how == EXCLUDED:
        return by_report
    if not drug and by_code.how != MATCHED and by_report.how == MATCHED:
        return by_report
    return by_code


def key_of(coded: str | None, reported: str | None) -> str:
    """The name under which a data manager decides: the reported one where there is one, in one spelling."""
    return " ".join(unicodedata.normalize("NFKC", reported or coded or "").upper().split())
