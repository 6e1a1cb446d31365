"""Two arms compared by ranks: the Wilcoxon-Mann-Whitney test and the Hodges-Lehmann shift.

Exact up to EXACT_UP_TO patients, ties included: the distribution over every split of the patients into arms of
these sizes, built up patient by patient (Streitberg B, Roehmel J. EDV Med Biol 1986;17:24). Above it the normal
approximation. Values count to ten significant digits, so that 0.1 + 0.2 and 0.3 are a tie.
"""

import numpy as np
from scipy.special import ndtr

from clinical.common.decimals import Floats, Values, exact
from clinical.common.wording import Wording
from clinical.statistics.estimate import (
    LEVEL,
    NO_INTERVAL,
    NO_PATIENTS,
    RANK_EXACT,
    RANK_NORMAL,
    TOO_FEW,
    Counts,
    Estimate,
    complete,
    z_of,
)
from clinical.statistics.power import pairs_text
from clinical.statistics.significance import ALL_ALIKE, ONE_ARM, Test

EXACT_UP_TO = 60
"""Patients in both arms together; R is exact below 50 in each arm without ties."""

_EXACT_NAME = Wording(
    "Wilcoxon-Mann-Whitney test, two-sided, exact", "Wilcoxon-Mann-Whitney秩和检验(双侧，精确)"
)
_NORMAL_NAME = Wording(
    "Wilcoxon-Mann-Whitney test, two-sided, normal approximation",
    "Wilcoxon-Mann-Whitney秩和检验(双侧，正态近似)",
)
_ASSUMPTIONS = Wording(
    "Patients are independent, one value each. Compares how often a patient of one arm has the higher value; it "
    "is a test of medians only where both arms spread alike. The dead have no value: it compares survivors.",
    "患者相互独立，每例一个数值。比较一组数值高于另一组的概率；仅当两组分布形状相同时才等同于比较中位数。"
    "死亡者无数值，比较的只是存活者。",
)


def wilcoxon(first: Values, second: Values) -> Test:
    """Whether one arm tends to higher values; p: the chance of a rank sum at least as far from its mean.

    Without ties as wilcox.test in R; with ties as wilcox_test of the R package coin. `statistic`: U of the
    first arm, pairs in which it is higher plus half the ties. Missing values are counted and left out. Not
    estimable if an arm is empty or all values are alike.
    """
    one, other, missing = _both(first, second)
    n = len(one) + len(other)
    if not (len(one) and len(other)):
        return Test(_EXACT_NAME, _ASSUMPTIONS, np.nan, np.nan, n, missing, reason=ONE_ARM)
    ranks = doubled_ranks(np.concatenate([one, other]))
    rank_sum = int(ranks[: len(one)].sum())
    statistic = (rank_sum - len(one) * (len(one) + 1)) / 2
    few = n <= EXACT_UP_TO
    alike = len(np.unique(ranks)) == 1
    p = np.nan if alike else (_exact_p if few else _normal_p)(ranks, len(one), rank_sum)
    return Test(
        name=_EXACT_NAME if few else _NORMAL_NAME,
        assumptions=_ASSUMPTIONS,
        statistic=statistic,
        p=p,
        n=n,
        missing=missing,
        power=pairs_text(len(one), len(other)),
        reason=ALL_ALIKE if alike else None,
    )


def _both(first: Values, second: Values) -> tuple[Floats, Floats, int]:
    ((one,), missing_one), ((other,), missing_other) = complete(first), complete(second)
    return exact(one), exact(other), missing_one + missing_other


def doubled_ranks(values: Floats) -> Counts:
    """Twice the rank of each value, whole numbers: tied values share the mean of their ranks."""
    _, place, size = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    return np.asarray((2 * last - size + 1)[place], dtype=np.int64)


def rank_sums(ranks: Counts, size: int) -> Floats:
    """In how many ways `size` of the ranks have each sum, by that sum; counts as floats, exact to 2^53."""
    ways: Floats = np.zeros((size + 1, int(ranks.sum()) + 1))
    ways[0, 0] = 1
    for rank in ranks:
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    return np.asarray(ways[size])


def _exact_p(ranks: Counts, size: int, rank_sum: int) -> float:
    ways = rank_sums(ranks, size)
    # Doubled ranks average n + 1 whatever the ties, so the mean is whole and distances compare exactly.
    distance = np.abs(np.arange(len(ways)) - size * (len(ranks) + 1))
    return float(ways[distance >= abs(rank_sum - size * (len(ranks) + 1))].sum() / ways.sum())


def _normal_p(ranks: Counts, size: int, rank_sum: int) -> float:
    """With the variance of the ranks as they are (ties) and a continuity correction of half a rank."""
    n = len(ranks)
    variance = size * (n - size) / n * ranks.var(ddof=1)
    distance = max(abs(rank_sum - size * (n + 1)) - 1, 0)
    return float(2 * ndtr(-distance / np.sqrt(variance)))


def hodges_lehmann(first: Values, second: Values, *, level: float = LEVEL) -> Estimate:
    """By how much the first arm is higher: the median of all differences first - second, in their unit.

    Interval by Moses: the k-th smallest to the k-th largest difference, as wilcox.test(conf.int = TRUE) in R.
    It assumes that the arms differ by a shift. Coverage is at least `level`, with ties more. No interval where
    so few patients cannot give that level; not estimable if an arm is empty.
    Hodges JL, Lehmann EL. Ann Math Stat 1963;34:598.
    """
    one, other, missing = _both(first, second)
    n = len(one) + len(other)
    if not (len(one) and len(other)):
        return Estimate(np.nan, np.nan, np.nan, NO_INTERVAL, n, missing, level=level, reason=NO_PATIENTS)
    gaps = np.sort(np.subtract.outer(one, other), axis=None)
    value, few = float(np.median(gaps)), n <= EXACT_UP_TO
    k = (_exact_place if few else _normal_place)(len(one), len(other), level)
    if k < 1:
        return Estimate(value, np.nan, np.nan, NO_INTERVAL, n, missing, level=level, reason=TOO_FEW)
    method = RANK_EXACT if few else RANK_NORMAL
    return Estimate(value, float(gaps[k - 1]), float(gaps[-k]), method, n, missing, level=level)


def _exact_place(n_1: int, n_2: int, level: float) -> int:
    """The largest k with P(U <= k - 1) below half of 1 - level, U without ties; 0 where there is none."""
    ways = rank_sums(np.arange(1, n_1 + n_2 + 1), n_1)[n_1 * (n_1 + 1) // 2 :]
    return int((np.cumsum(ways) / ways.sum() < (1 - level) / 2).sum())


def _normal_place(n_1: int, n_2: int, level: float) -> int:
    spread = np.sqrt(n_1 * n_2 * (n_1 + n_2 + 1) / 12)
    return int(n_1 * n_2 / 2 - z_of(level) * spread)
