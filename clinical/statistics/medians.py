"""The percentile bootstrap of a median and of a difference of medians, without random numbers where it can be.

Resampling n values n times has finitely many results, and the chance of each median follows from the binomial
distribution (Efron B. Ann Stat 1979;7:1, section 3): this is the bootstrap with every one of the n^n resamples
counted. BCa is not used: its acceleration comes from the jackknife, which fails for a median.
Coverage at a level of 95 %, simulated with normal and exponential values: the difference of 10 v 10 96 to 97 %,
one median of 10 95 %, one median of 5 to 20 between 88 % (n = 7) and 97 %.
"""

from math import comb

import numpy as np
from scipy.special import betainc

from clinical.common.decimals import Floats, Values
from clinical.common.wording import Wording
from clinical.statistics.estimate import (
    BOOTSTRAP_EXACT,
    BOOTSTRAP_SAMPLED,
    LEVEL,
    NO_INTERVAL,
    NO_PATIENTS,
    TOO_FEW,
    Estimate,
    complete,
    z_of,
)

FEWEST = 5
"""Below it resampling cannot show how uncertain a median is."""
EXACT_UP_TO = 40
"""Patients in an arm up to which every resample is counted; above, RESAMPLES are drawn with a fixed seed."""
RESAMPLES = 100_000
_SEED = 20


def median_interval(values: Values, *, level: float = LEVEL) -> Estimate:
    """The median with its percentile bootstrap interval, in the unit of the values.

    Missing values are counted and left out. No interval below FEWEST values; not estimable without any.
    Every call gives the same numbers.
    """
    (present,), missing = complete(values)
    value = float(np.median(present)) if len(present) else np.nan
    return _estimate(value, [present], missing, level)


def median_difference(first: Values, second: Values, *, level: float = LEVEL) -> Estimate:
    """Median of the first arm less that of the second, with its percentile bootstrap interval.

    In the unit of the values. Each arm is resampled for itself, so no shift is assumed. Missing values are
    counted and left out. No interval if an arm has fewer than FEWEST values; not estimable if one has none.
    Every call gives the same numbers.
    """
    ((one,), missing_one), ((other,), missing_other) = complete(first), complete(second)
    value = float(np.median(one) - np.median(other)) if len(one) and len(other) else np.nan
    return _estimate(value, [one, other], missing_one + missing_other, level)


def _estimate(value: float, arms: list[Floats], missing: int, level: float) -> Estimate:
    z_of(level)
    sizes = [len(arm) for arm in arms]
    lower = upper = np.nan
    method = NO_INTERVAL
    reason: Wording | None = TOO_FEW if min(sizes) else NO_PATIENTS
    if min(sizes) >= FEWEST:
        counted = max(sizes) <= EXACT_UP_TO
        method = BOOTSTRAP_EXACT if counted else BOOTSTRAP_SAMPLED.fill(resamples=f"{RESAMPLES:,}")
        medians, chances = _counted(arms) if counted else _drawn(arms)
        lower, upper = percentiles(medians, chances, (1 - level) / 2)
        reason = None
    return Estimate(value, lower, upper, method, sum(sizes), missing, level=level, reason=reason)


def _counted(arms: list[Floats]) -> tuple[Floats, Floats]:
    """Every result of resampling one arm, or two and taking the difference, and its chance."""
    medians, chances = bootstrap_medians(arms[0])
    for arm in arms[1:]:
        others, other_chances = bootstrap_medians(arm)
        medians = np.subtract.outer(medians, others).ravel()
        chances = np.outer(chances, other_chances).ravel()
    return medians, chances


def bootstrap_medians(values: Floats) -> tuple[Floats, Floats]:
    """Every median that resampling the values can give, unsorted, and its chance; the chances add up to 1."""
    ordered, n = np.sort(values), len(values)
    half, share = n // 2, np.arange(n + 1) / n
    if n % 2:
        # The median is at most the i-th value if more than half of the draws are among the first i.
        return ordered, np.diff(betainc(half + 1, n - half, share))
    # The middle pair is (i, j): half of the draws up to i, one of them i; the others from j on, one of them j.
    lower = np.diff(share**half)
    pairs = np.triu(comb(n, half) * np.outer(lower, lower[::-1]), 1)
    np.fill_diagonal(pairs, np.diff(betainc(half, n - half + 1, share)) - pairs.sum(axis=1))
    rows, columns = np.triu_indices(n)
    return (ordered[rows] + ordered[columns]) / 2, pairs[rows, columns]


def _drawn(arms: list[Floats]) -> tuple[Floats, Floats]:
    """The same from RESAMPLES random resamples, always the same ones for the same values in the same order."""
    generator = np.random.default_rng(_SEED)
    drawn = [drawn_medians(np.sort(arm), generator) for arm in arms]
    return np.subtract(*drawn) if len(drawn) == 2 else drawn[0], np.full(RESAMPLES, 1 / RESAMPLES)


def drawn_medians(ordered: Floats, generator: np.random.Generator) -> Floats:
    """Medians of RESAMPLES resamples, drawn as such: the places of the middle draws are order statistics of n
    uniform numbers, which follow beta distributions (David HA, Nagaraja HN. Order Statistics, section 2.3).
    """
    n = len(ordered)
    middle = (n + 1) // 2
    low = generator.beta(middle, n - middle + 1, RESAMPLES)
    high = low if n % 2 else low + (1 - low) * generator.beta(1, n - middle, RESAMPLES)
    below, above = (ordered[np.minimum((place * n).astype(int), n - 1)] for place in (low, high))
    return np.asarray((below + above) / 2, dtype=np.float64)


def percentiles(values: Floats, chances: Floats, tail: float) -> tuple[float, float]:
    """The smallest value with at least `tail` of the chance at or below it, and the largest with it at or above."""
    order = np.argsort(values)
    ordered, below = values[order], np.cumsum(chances[order])
    above = np.cumsum(chances[order][::-1])
    # Chances are sums of many: a tail met to twelve digits is met.
    places = [int(np.searchsorted(sums, tail - 1e-12)) for sums in (below, above)]
    return float(ordered[places[0]]), float(ordered[len(ordered) - 1 - places[1]])
