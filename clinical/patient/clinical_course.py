"""The course of liver failure in one of five labels, from PTA and total bilirubin up to week 12.

Published (Xu et al., J Clin Transl Hepatol 2021;9:626-634, abstract read): the five labels, and that they join
the course of PTA and bilirubin with the outcome at 4 and 12 weeks. The abstract gives no cut points: every
number below is ours, set from the trajectories in trial.md 4.3 and from the criteria of liver failure.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.common.decimals import Floats, Truths, at_least, at_most, below, ratio
from clinical.common.wording import Wording
from clinical.laboratory.tests import UMOL_L_PER_MG_DL_BILIRUBIN

LABELS = ("RAPID RECOVERY", "SLOW RECOVERY", "SLOW PERSISTENCE", "SLOW PROGRESSION", "RAPID PROGRESSION")
"""From the best course to the worst."""


@dataclass(frozen=True)
class Window:
    """The study days, first and last included, of which the value closest to `day` counts."""

    first: int
    day: int
    last: int


WEEK_1, WEEK_4, WEEK_12 = Window(5, 8, 11), Window(22, 29, 36), Window(71, 85, 99)
EARLY_END_DAY = 15  # whoever dies within two weeks has progressed rapidly, whatever PTA was
RESOLVED_PTA_PERCENT = 40.0  # the limit of liver failure itself
RESOLVED_BILIRUBIN_UMOL_L = 5 * UMOL_L_PER_MG_DL_BILIRUBIN
RAPID_BILIRUBIN_SHARE = 0.60  # of baseline at week 4: half-lives of 10-14 and 18-25 days lie on both sides
RAPID_FALL_SHARE = 0.60  # of baseline PTA at week 1
WORSE_SHARE = 0.75  # of baseline PTA


@dataclass(frozen=True)
class Observed:
    """What is known of some patients, one place each; NaN: not known, or it did not happen.

    PTA in %, bilirubin in umol/L, unconfounded and on the native liver. `end_day`: study day of death or
    transplantation, whichever came first. `cutoff_day`: study day of the data cut-off.
    """

    pta_base: Floats
    pta_week_1: Floats
    pta_week_4: Floats
    pta_week_12: Floats
    bilirubin_base: Floats
    bilirubin_week_4: Floats
    bilirubin_week_12: Floats
    end_day: Floats
    cutoff_day: Floats


@dataclass(frozen=True)
class Clause:
    """One clause of the rule: its label, None where it says why there is none; when it holds; in words."""

    code: str
    label: str | None
    holds: Callable[[Observed], Truths]
    words: Wording


def label(seen: Observed) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """For each patient the label, None where there is none, and the code of the first clause that holds."""
    held = np.array([clause.holds(seen) for clause in CLAUSES], dtype=np.bool_)
    first = held.argmax(axis=0)
    labels = np.array([clause.label for clause in CLAUSES], dtype=object)
    codes = np.array([clause.code for clause in CLAUSES], dtype=object)
    return labels[first], codes[first]


def _ended_by(day: int) -> Callable[[Observed], Truths]:
    return lambda seen: at_most(seen.end_day, day)


def _not_reached(window: Window) -> Callable[[Observed], Truths]:
    return lambda seen: below(seen.cutoff_day, window.day)


def _fell_fast(seen: Observed) -> Truths:
    return at_most(ratio(seen.pta_week_1, seen.pta_base), RAPID_FALL_SHARE)


def _resolved_by_week_4(seen: Observed) -> Truths:
    share = ratio(seen.bilirubin_week_4, seen.bilirubin_base)
    gone = at_most(share, RAPID_BILIRUBIN_SHARE) | below(seen.bilirubin_week_4, RESOLVED_BILIRUBIN_UMOL_L)
    return at_least(seen.pta_week_4, RESOLVED_PTA_PERCENT) & gone


def _resolved_by_week_12(seen: Observed) -> Truths:
    gone = below(seen.bilirubin_week_12, RESOLVED_BILIRUBIN_UMOL_L)
    return at_least(seen.pta_week_12, RESOLVED_PTA_PERCENT) & gone


def _worse(pta: Callable[[Observed], Floats]) -> Callable[[Observed], Truths]:
    return lambda seen: at_most(ratio(pta(seen), seen.pta_base), WORSE_SHARE)


def _lacks(*columns: Callable[[Observed], Floats]) -> Callable[[Observed], Truths]:
    return lambda seen: np.isnan(np.array([column(seen) for column in columns])).any(axis=0)


_RAPID, _SLOW = "RAPID PROGRESSION", "SLOW PROGRESSION"
_FALL = f"{1 - RAPID_FALL_SHARE:.0%}"
_LESS = f"{1 - WORSE_SHARE:.0%}"


def _days(window: Window) -> dict[str, int]:
    return {"first": window.first, "day": window.day, "last": window.last}


CLAUSES = (
    Clause(
        "NO_BASELINE", None, _lacks(lambda seen: seen.pta_base, lambda seen: seen.bilirubin_base),
        Wording("no PTA or no bilirubin before treatment", "治疗前无PTA或总胆红素"),
    ),
    Clause(
        "END_WEEK_2", _RAPID, _ended_by(EARLY_END_DAY),
        Wording("death or transplant by day {day}", "第{day}天(含)前死亡或肝移植").fill(day=EARLY_END_DAY),
    ),
    Clause(
        "NO_WEEK_1", None, lambda seen: _ended_by(WEEK_4.day)(seen) & _lacks(lambda of: of.pta_week_1)(seen),
        Wording("death or transplant in weeks 3–4, but no PTA on days {first}–{last} (week 1)",
                "第3–4周死亡或肝移植,但第{first}–{last}天(第1周)无PTA").fill(**_days(WEEK_1)),
    ),
    Clause(
        "END_WEEK_4_FALL", _RAPID, lambda seen: _ended_by(WEEK_4.day)(seen) & _fell_fast(seen),
        Wording("death or transplant by day {day} after PTA had fallen by {fall} or more in week 1",
                "第1周PTA下降≥{fall},且第{day}天(含)前死亡或肝移植").fill(fall=_FALL, **_days(WEEK_4)),
    ),
    Clause(
        "END_WEEK_4", _SLOW, _ended_by(WEEK_4.day),
        Wording("death or transplant by day {day}, PTA having fallen by less than {fall} in week 1",
                "第{day}天(含)前死亡或肝移植,第1周PTA下降<{fall}").fill(fall=_FALL, **_days(WEEK_4)),
    ),
    Clause(
        "WEEK_4_NOT_REACHED", None, _not_reached(WEEK_4),
        Wording("day {day} (week 4) not reached", "未到第{day}天(第4周)").fill(**_days(WEEK_4)),
    ),
    Clause(
        "NO_WEEK_4", None, _lacks(lambda seen: seen.pta_week_4, lambda seen: seen.bilirubin_week_4),
        Wording("no PTA or no bilirubin on days {first}–{last} (week 4)",
                "第{first}–{last}天(第4周)无PTA或总胆红素").fill(**_days(WEEK_4)),
    ),
    Clause(
        "RESOLVED_WEEK_4", "RAPID RECOVERY", _resolved_by_week_4,
        Wording("week 4: PTA ≥ {pta:g}% and bilirubin at most {share:.0%} of baseline or below {bili:g} µmol/L",
                "第4周:PTA≥{pta:g}%,且总胆红素≤基线的{share:.0%}或<{bili:g} µmol/L").fill(
            pta=RESOLVED_PTA_PERCENT, share=RAPID_BILIRUBIN_SHARE, bili=RESOLVED_BILIRUBIN_UMOL_L),
    ),
    Clause(
        "FELL_WEEK_4", _RAPID, lambda seen: _fell_fast(seen) & _worse(lambda of: of.pta_week_4)(seen),
        Wording("PTA down by {fall} or more in week 1 and still by {less} or more at week 4",
                "第1周PTA下降≥{fall},第4周仍下降≥{less}").fill(fall=_FALL, less=_LESS),
    ),
    Clause(
        "END_WEEK_12", _SLOW, _ended_by(WEEK_12.day),
        Wording("death or transplant between week 4 and day {day} (week 12)",
                "第4周至第{day}天(第12周)间死亡或肝移植").fill(**_days(WEEK_12)),
    ),
    Clause(
        "WEEK_12_NOT_REACHED", None, _not_reached(WEEK_12),
        Wording("not resolved at week 4, and day {day} (week 12) not reached",
                "第4周未恢复,且未到第{day}天(第12周)").fill(**_days(WEEK_12)),
    ),
    Clause(
        "NO_WEEK_12", None, _lacks(lambda seen: seen.pta_week_12, lambda seen: seen.bilirubin_week_12),
        Wording("not resolved at week 4, and no PTA or no bilirubin on days {first}–{last} (week 12)",
                "第4周未恢复,且第{first}–{last}天(第12周)无PTA或总胆红素").fill(**_days(WEEK_12)),
    ),
    Clause(
        "RESOLVED_WEEK_12", "SLOW RECOVERY", _resolved_by_week_12,
        Wording("week 12: PTA ≥ {pta:g}% and bilirubin below {bili:g} µmol/L",
                "第12周:PTA≥{pta:g}%,且总胆红素<{bili:g} µmol/L").fill(
            pta=RESOLVED_PTA_PERCENT, bili=RESOLVED_BILIRUBIN_UMOL_L),
    ),
    Clause(
        "WORSE_WEEK_12", _SLOW, _worse(lambda seen: seen.pta_week_12),
        Wording("week 12: PTA down by {less} or more from baseline",
                "第12周:PTA较基线下降≥{less}").fill(less=_LESS),
    ),
    Clause(
        "UNRESOLVED_WEEK_12", "SLOW PERSISTENCE", lambda seen: np.ones(len(seen.pta_base), dtype=np.bool_),
        Wording("alive with the native liver at week 12, neither resolved nor worse",
                "第12周存活且未移植,既未恢复也未恶化"),
    ),
)  # fmt: skip
"""The rule: the first clause that holds decides."""
