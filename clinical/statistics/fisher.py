"""Fisher's exact test for two proportions, and its exact power; integers throughout, so that ties are exact."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import comb

import numpy as np

from clinical.common.decimals import Floats
from clinical.common.wording import Wording
from clinical.statistics.estimate import LEVEL
from clinical.statistics.power import ASSUMED_RATES, rates_text
from clinical.statistics.significance import ONE_ARM, Test

POWER_UP_TO = 200
"""Patients in an arm up to which the test states its power: it takes every possible table, and large trials have it."""

_NAME = Wording("Fisher's exact test, two-sided", "Fisher精确检验(双侧)")
_ASSUMPTIONS = Wording(
    "Patients are independent, each counted once, all followed until the time in question. Exact for any number "
    "of patients; conservative with few.",
    "患者相互独立，每例只计一次，且均随访至该时间点。例数再少亦为精确检验，但偏保守。",
)


def fisher_exact(count_1: int, total_1: int, count_2: int, total_2: int) -> Test:
    """Whether two proportions differ: the chance, margins fixed, of a table no likelier than the observed one.

    As fisher.test in R and SAS PROC FREQ. It has no statistic (NaN). Not estimable if an arm is empty.
    Its power is stated up to POWER_UP_TO patients in an arm.
    ValueError for a count outside 0 to its total.
    """
    for count, total in ((count_1, total_1), (count_2, total_2)):
        if not 0 <= count <= total:
            raise ValueError(f"{count} of {total} is not a proportion")
    n = total_1 + total_2
    if not (total_1 and total_2):
        return Test(_NAME, _ASSUMPTIONS, np.nan, np.nan, n, reason=ONE_ARM)
    p = _p_by_count(total_1, total_2, count_1 + count_2)[count_1]
    return Test(_NAME, _ASSUMPTIONS, np.nan, p, n, power=_power(total_1, total_2))


def _power(total_1: int, total_2: int) -> Wording | None:
    if max(total_1, total_2) > POWER_UP_TO:
        return None
    return rates_text(total_1, total_2, fisher_power(total_1, total_2, *ASSUMED_RATES))


def _p_by_count(total_1: int, total_2: int, margin: int) -> dict[int, float]:
    """The two-sided p of each possible count in the first arm, `margin` events in both together."""
    first, last = max(0, margin - total_2), min(total_1, margin)
    ways = [comb(total_1, first) * comb(total_2, margin - first)]
    for count in range(first, last):
        ratio = (total_1 - count) * (margin - count), (count + 1) * (total_2 - margin + count + 1)
        ways.append(ways[-1] * ratio[0] // ratio[1])
    ordered = sorted(ways)
    cumulative = list(accumulate(ordered))
    p = [cumulative[bisect_right(ordered, way) - 1] / cumulative[-1] for way in ways]
    return dict(zip(range(first, last + 1), p, strict=True))


def fisher_power(total_1: int, total_2: int, rate_1: float, rate_2: float, *, level: float = LEVEL) -> float:
    """The probability that Fisher's test reaches p <= 1 - level, every possible result counted; exact.

    10 v 10 at 73.2 v 55.6 %: 0.04. NaN for an empty arm. ValueError for a rate outside 0 to 1.
    """
    chances = np.outer(_binomial(total_1, rate_1), _binomial(total_2, rate_2))
    if not (total_1 and total_2):
        return np.nan
    return float(chances[_p_values(total_1, total_2) <= 1 - level].sum())


def _binomial(total: int, rate: float) -> Floats:
    if not 0 <= rate <= 1:
        raise ValueError(f"a rate lies between 0 and 1: {rate}")
    return np.asarray([comb(total, k) * rate**k * (1 - rate) ** (total - k) for k in range(total + 1)])


@lru_cache(maxsize=8)
def _p_values(total_1: int, total_2: int) -> Floats:
    """The p of every table with these totals: one row per count in the first arm."""
    values = np.empty((total_1 + 1, total_2 + 1))
    for margin in range(total_1 + total_2 + 1):
        for count, p in _p_by_count(total_1, total_2, margin).items():
            values[count, margin - count] = p
    return values
