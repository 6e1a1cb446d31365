"""The words in which a ward, a file or a form gives an answer, a grade or a choice."""

from clinical.eligibility.candidate import Field

NOT_KNOWN = frozenset(
    [
        "",
        "nan",
        "nat",
        "null",
        "na",
        "n/a",
        "n.a.",
        "nd",
        "not done",
        "not known",
        "not recorded",
        "unknown",
        "?",
        "未知",
        "不详",
        "未查",
        "不清楚",
        "未记录",
        "待查",
    ]
)
NOT_ASSESSABLE = frozenset(
    ["sedated", "intubated", "not assessable", "cannot be assessed", "镇静", "插管", "无法评估"]
)

_YES = ["yes", "y", "true", "t", "1", "positive", "pos", "present", "是", "有", "阳性"]
_NO = ["no", "n", "false", "f", "0", "negative", "neg", "absent", "none", "否", "无", "没有", "阴性"]

_ANSWER = dict.fromkeys(_YES, (1.0, 1.0)) | dict.fromkeys(_NO, (0.0, 0.0))

_UNDIAGNOSED = [
    "undiagnosed",
    "not diagnosed",
    "never diagnosed",
    "suspected",
    "未诊断",
    "未确诊",
    "既往未诊断",
]
_BETWEEN = ["between", "in between", "之间", "两次之间", "两次采样之间"]
_BEFORE = [*_YES, "before", "之前", "采样前"]
_STATES = {
    "undiagnosed": dict.fromkeys(_NO, (0.0, 0.0))
    | dict.fromkeys(_UNDIAGNOSED, (1.0, 1.0))
    | dict.fromkeys(_YES, (2.0, 2.0)),
    "between": dict.fromkeys(_NO, (0.0, 0.0))
    | dict.fromkeys(_BETWEEN, (1.0, 1.0))
    | dict.fromkeys(_BEFORE, (2.0, 2.0)),
}

_SEVERITY = (
    dict.fromkeys([*_YES, "serious", "uncontrolled", "severe", "active", "严重", "未控制"], (2.0, 2.0))
    | dict.fromkeys(_NO, (0.0, 0.0))
    | dict.fromkeys(["controlled", "stable", "mild", "not serious", "稳定", "已控制"], (1.0, 1.0))
    | dict.fromkeys(["severity not stated", "present, severity not stated", "严重程度未注明"], (1.0, 2.0))
)

_ENCEPHALOPATHY = dict.fromkeys(
    ["0", "none", "no", "无", "minimal", "covert minimal", "mhe", "轻微"], (0.0, 0.0)
) | {
    word: (float(number), float(number))
    for number, words in enumerate(("1 i", "2 ii", "3 iii", "4 iv"), start=1)
    for bare in words.split()
    for word in (bare, f"grade {bare}", f"{bare}级", f"{bare}期")
}

_ASCITES = (
    dict.fromkeys(_NO, (0.0, 0.0))
    | dict.fromkeys(["mild", "slight", "small", "1", "少量", "轻度"], (1.0, 1.0))
    | dict.fromkeys(["moderate", "2", "中量", "中度"], (2.0, 2.0))
    | dict.fromkeys(["severe", "large", "tense", "3", "大量", "重度"], (3.0, 3.0))
    | dict.fromkeys(["yes", "y", "true", "present", "是", "有"], (1.0, 3.0))
)

_CHOICES = {
    "male": "male|m|man|男|男性",
    "female": "female|f|woman|女|女性",
    "hbv": "hbv|hepatitis b|chronic hepatitis b|乙肝|乙型肝炎|hbv感染",
    "hcv": "hcv|hepatitis c|丙肝|丙型肝炎",
    "alcohol": "alcohol|alcoholic|alcohol-related|ald|酒精|酒精性",
    "drug": "drug|dili|drug-induced|药物|药物性",
    "autoimmune": "autoimmune|aih|autoimmune hepatitis|自身免疫|自身免疫性肝炎",
    "cholestatic": "cholestatic|cholestasis|pbc|psc|胆汁淤积|胆汁淤积性",
    "other": "other|其他|其它",
    "cryptogenic": "cryptogenic|cause unknown|unknown cause|原因不明|隐源性",
}
_CHOICE_OF = {word: choice for choice, words in _CHOICES.items() for word in words.split("|")}


def bounds_of_word(field: Field, word: str) -> tuple[float, float] | None:
    """Lowest and highest value that a lower-case word stands for, or None where it says nothing here."""
    if field.kind == "answer":
        return _ANSWER.get(word)
    if field.kind == "state":
        return _STATES[field.options[1]].get(word)
    if field.kind == "severity":
        return _SEVERITY.get(word)
    if field.kind == "grade":
        return (_ASCITES if "moderate" in field.options else _ENCEPHALOPATHY).get(word)
    choice = _CHOICE_OF.get(word)
    if choice not in field.options:
        return None
    position = float(field.options.index(choice))
    return position, position
