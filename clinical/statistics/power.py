"""What a trial of this size can find: the chance to reach p < 0.05 if the arms truly differ as assumed.

The assumed effect is the hospital's own randomised trial of cells in HBV-ACLF, 73.2 v 55.6 % alive at 24 weeks (Lin
BL et al. Hepatology 2017;66:209). Power is stated for an assumed effect, never for the observed one.
"""

from math import log, sqrt

import numpy as np
from scipy.special import ndtr, ndtri

from clinical.common.wording import Wording
from clinical.statistics.estimate import LEVEL, z_of
from clinical.statistics.printed import number, percent

ASSUMED_RATES = (0.732, 0.556)
"""Fractions alive in the two arms of that trial."""

_RATES = Wording(
    "If the true proportions were {rates} (alive at 24 weeks in Lin 2017, cells in HBV-ACLF), about {power} of trials "
    "with {n_1} v {n_2} patients would reach p < {alpha}.",
    "若真实比例为{rates}(Lin 2017，HBV相关ACLF细胞治疗试验的24周生存率)，"
    "{n_1}例对{n_2}例的试验中约{power}可达到P<{alpha}。",
)
_PAIRS = Wording(
    "With {n_1} v {n_2} patients, 80% of trials reach p < {alpha} only if, of two patients of different arms, the "
    "same arm truly had the higher value in {pairs} of pairs.",
    "{n_1}例对{n_2}例时，只有当两组各取一例比较、同一组数值较高的真实概率达{pairs}，才有80%的试验可达到P<{alpha}。",
)


def rates_text(n_1: int, n_2: int, power: float, level: float = LEVEL) -> Wording:
    """The power of a comparison for the assumed rates, in words."""
    rates = Wording(*(word.join(percent(rate) for rate in ASSUMED_RATES) for word in (" v ", "对")))
    return _RATES.fill(
        rates=rates, power=number(100 * power) + "%", n_1=n_1, n_2=n_2, alpha=f"{1 - level:.2g}"
    )


def log_rank_power(
    n_1: int, n_2: int, survival_1: float, survival_2: float, *, level: float = LEVEL
) -> float:
    """Approximate power of the log-rank test, from the fractions alive at the end of follow-up in each arm.

    Schoenfeld D. Biometrika 1981;68:316: Phi(sqrt(d a (1 - a)) |log h| - z), a = n_1 / n, hazard ratio
    h = log survival_1 / log survival_2 (proportional hazards), d = n_1 (1 - survival_1) + n_2 (1 - survival_2)
    expected events (nobody censored earlier). The far side of the test is neglected.
    NaN for an empty arm. ValueError unless both fractions lie inside 0 to 1.
    """
    if not (0 < survival_1 < 1 and 0 < survival_2 < 1):
        raise ValueError("survival lies inside 0 to 1")
    if not (n_1 and n_2):
        return np.nan
    events = n_1 * (1 - survival_1) + n_2 * (1 - survival_2)
    share = n_1 / (n_1 + n_2)
    distance = sqrt(events * share * (1 - share)) * abs(log(log(survival_1) / log(survival_2)))
    return float(ndtr(distance - z_of(level)))


def pairs_needed(n_1: int, n_2: int, *, power: float = 0.8, level: float = LEVEL) -> float:
    """The probability P(X > Y) at which the rank test has this power; above 1: out of reach, NaN.

    Noether GE. J Am Stat Assoc 1987;82:645: n = (z + z_power)^2 / (12 c (1 - c) (P - 1/2)^2), c = n_1 / n.
    """
    if not (n_1 and n_2):
        return np.nan
    total = n_1 + n_2
    share = n_1 / total
    distance = (z_of(level) + float(ndtri(power))) / sqrt(12 * share * (1 - share) * total)
    return 0.5 + distance if distance <= 0.5 else np.nan


def pairs_text(n_1: int, n_2: int, level: float = LEVEL) -> Wording | None:
    """What the rank test needs for a power of 80 %, in words; None where no difference is large enough."""
    pairs = pairs_needed(n_1, n_2, level=level)
    if np.isnan(pairs):
        return None
    return _PAIRS.fill(n_1=n_1, n_2=n_2, pairs=number(100 * pairs) + "%", alpha=f"{1 - level:.2g}")
