"""What is looked at around an infusion, and from which values on the screen asks for a second look.

A flag is a prompt to check whether an adverse event entry is needed. It is never a grade: grading is the
investigator's (CTCAE v4.03). Limits: trial.md 3.4, a proposal of this product and not of the registered record.
A change "of" so much counts as reached when it equals the limit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import (
    Floats,
    Truths,
    Values,
    above,
    at_least,
    at_most,
    below,
    exact,
    numbers,
    ratio,
    rise,
)
from clinical.common.wording import Wording

FLAG_SOURCE = Wording(
    "this product's display limits (design document 3.4), to be replaced by those of an approved protocol",
    "本产品的显示阈值(设计文档3.4),应以获批方案的规定为准",
)


@dataclass(frozen=True)
class Limit:
    """A value, or a change from the value before the infusion, from which on a sign is flagged.

    `level` in the sign's unit, itself included if `included`. `change` is a difference in that unit, or, if
    `relative`, a share of the value before (0.2: 20 %). `rising`: flagged upwards, else downwards.
    """

    level: float
    included: bool
    change: float
    relative: bool
    rising: bool


@dataclass(frozen=True)
class Sign:
    """A vital sign around an infusion: the VSTESTCDs that mean it, best first, and its unit.

    `units` are spellings of the unit as data have them, upper case. `planned`: asked for at every planned time
    point, and so part of what is counted as assessed.
    """

    code: str
    testcds: tuple[str, ...]
    name: Wording
    unit: str
    units: frozenset[str]
    decimals: int
    limit: Limit | None
    planned: bool = True


@dataclass(frozen=True)
class AllergySign:
    """A sign of allergy, present or absent: `pattern` finds it in an upper-case FAOBJ."""

    code: str
    name: Wording
    pattern: str


RATE_UNITS = frozenset({"BEATS/MIN", "BPM", "/MIN", "1/MIN", "次/分", "次/MIN"})

SIGNS: Mapping[str, Sign] = {
    sign.code: sign
    for sign in (
        Sign(
            "TEMP", ("TEMP",), Wording("Temperature", "体温"), "°C", frozenset({"C", "°C", "℃", "DEGC"}), 1,
            Limit(38.0, included=True, change=1.0, relative=False, rising=True),
        ),
        Sign(
            "HR", ("HR", "PULSE"), Wording("Heart rate", "心率"), "/min", RATE_UNITS, 0,
            Limit(120, included=False, change=0.2, relative=True, rising=True),
        ),
        Sign(
            "MAP", ("MAP",), Wording("Mean arterial pressure", "平均动脉压"), "mmHg", frozenset({"MMHG"}), 0,
            Limit(65, included=False, change=0.2, relative=True, rising=False),
        ),
        Sign(
            "OXYSAT", ("OXYSAT", "SPO2"), Wording("SpO2", "SpO2"), "%", frozenset({"%"}), 0,
            Limit(93, included=False, change=3, relative=False, rising=False),
        ),
        Sign(
            "RESP", ("RESP",), Wording("Respiratory rate", "呼吸频率"), "/min",
            RATE_UNITS | {"BREATHS/MIN"}, 0, None, planned=False,
        ),
    )
}  # fmt: skip

ALLERGY_SIGNS = (
    AllergySign("FLUSH", Wording("Flushing", "面部潮红"), "FLUSH|潮红"),
    AllergySign("RASH", Wording("Rash / urticaria", "皮疹/荨麻疹"), "RASH|URTICARIA|HIVES|皮疹|荨麻疹"),
    AllergySign("ITCH", Wording("Itch", "瘙痒"), "ITCH|PRURIT|瘙痒"),
    AllergySign("CHILLS", Wording("Chills / rigor", "寒战"), "CHILL|RIGOR|SHIVER|寒战"),
    AllergySign("BRONCHO", Wording("Bronchospasm", "支气管痉挛"), "BRONCHOSPASM|WHEEZ|支气管痉挛|喘鸣"),
    AllergySign("ANGIOED", Wording("Angio-oedema", "血管性水肿"), "ANGIO-?O?EDEMA|血管(神经)?性水肿"),
)
_ALLERGY_CODES = frozenset(sign.code for sign in ALLERGY_SIGNS)
NAMES: Mapping[str, Wording] = {sign.code: sign.name for sign in SIGNS.values()} | {
    sign.code: sign.name for sign in ALLERGY_SIGNS
}


def mean_arterial_pressure(systolic_mmhg: Values, diastolic_mmhg: Values) -> Floats:
    """(systolic + 2 x diastolic) / 3 in mmHg (trial.md 3.4); NaN where one is missing."""
    return exact((numbers(systolic_mmhg) + 2 * numbers(diastolic_mmhg)) / 3)


def level_reached(code: str, values: Values) -> Floats:
    """1 where the value itself is flagged, 0 where it is not, NaN where it is missing or has no limit.

    `values` in the sign's unit; for a sign of allergy 1 (present) and 0 (absent).
    """
    if code in _ALLERGY_CODES:
        return _answer(numbers(values) == 1, values)
    limit = SIGNS[code].limit
    if limit is None:
        return np.full_like(numbers(values), np.nan)
    return _answer(_beyond(limit)(values, limit.level), values)


def change_reached(code: str, values: Values, before: Values) -> Floats:
    """1 where the change from `before` is flagged, 0 where it is not, NaN where one of the two is missing."""
    limit = SIGNS[code].limit if code in SIGNS else None
    if limit is None:
        return np.full_like(numbers(values), np.nan)
    direction = 1 if limit.rising else -1
    change = ratio(values, before) if limit.relative else rise(values, before)
    bound = float(limit.relative) + direction * limit.change
    return _answer((at_least if limit.rising else at_most)(change, bound), change)


def _beyond(limit: Limit) -> Callable[[Values, Values], Truths]:
    if limit.rising:
        return at_least if limit.included else above
    return at_most if limit.included else below


def _answer(reached: Truths, known: Values) -> Floats:
    return np.where(np.isnan(numbers(known)), np.nan, np.asarray(reached, dtype=np.float64))
