"""Proportions of a small trial: exact intervals, and the difference between two arms."""

import numpy as np
from scipy.special import betaincinv

from clinical.statistics.estimate import (
    CLOPPER_PEARSON,
    LEVEL,
    NEWCOMBE,
    NO_INTERVAL,
    NO_PATIENTS,
    Estimate,
    z_of,
)


def _counted(count: int, total: int) -> None:
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is not a proportion")


def clopper_pearson(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided interval of count of total, fractions; NaN, NaN for 0 of 0.

    Clopper CJ, Pearson ES. Biometrika 1934;26:404, as quantiles of the beta distribution. 0 of 10: 0 to 30.8 %.
    """
    _counted(count, total)
    z_of(level)
    if not total:
        return np.nan, np.nan
    tail = (1 - level) / 2
    lower = float(betaincinv(count, total - count + 1, tail)) if count else 0.0
    upper = float(betaincinv(count + 1, total - count, 1 - tail)) if count < total else 1.0
    return lower, upper


def proportion(count: int, total: int, *, level: float = LEVEL) -> Estimate:
    """count of total as a fraction with its Clopper-Pearson interval; not estimable for 0 of 0."""
    lower, upper = clopper_pearson(count, total, level)
    if not total:
        return Estimate(np.nan, lower, upper, NO_INTERVAL, 0, level=level, reason=NO_PATIENTS)
    return Estimate(count / total, lower, upper, CLOPPER_PEARSON, total, level=level)


def highest_compatible(count: int, total: int, *, level: float = LEVEL) -> float:
    """The one-sided exact upper limit of count of total: with confidence `level` the true fraction is below it.

    0 of 10: 25.9 %. NaN for 0 of 0.
    """
    _counted(count, total)
    z_of(level)
    if not total:
        return np.nan
    return float(betaincinv(count + 1, total - count, level)) if count < total else 1.0


def wilson(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The score interval of count of total (at least 1), fractions: a step towards `risk_difference`.

    Wilson EB. J Am Stat Assoc 1927;22:209; without continuity correction.
    """
    z = z_of(level)
    centre, width = 2 * count + z**2, z * np.sqrt(z**2 + 4 * count * (1 - count / total))
    lower, upper = (centre - width) / (2 * (total + z**2)), (centre + width) / (2 * (total + z**2))
    return (float(lower) if count else 0.0), (float(upper) if count < total else 1.0)


def risk_difference(
    count_1: int, total_1: int, count_2: int, total_2: int, *, level: float = LEVEL
) -> Estimate:
    """First fraction less the second, -1 to 1, with Newcombe's hybrid score interval.

    Newcombe RG. Stat Med 1998;17:873, method 10: closed, never outside -1 to 1, coverage near nominal at 10 v 10,
    where the usual (Wald) interval fails. Not estimable if an arm is empty.
    """
    _counted(count_1, total_1)
    _counted(count_2, total_2)
    if not (total_1 and total_2):
        return Estimate(
            np.nan, np.nan, np.nan, NO_INTERVAL, total_1 + total_2, level=level, reason=NO_PATIENTS
        )
    first, second = count_1 / total_1, count_2 / total_2
    (low_1, high_1), (low_2, high_2) = wilson(count_1, total_1, level), wilson(count_2, total_2, level)
    value = first - second
    lower = value - float(np.hypot(first - low_1, high_2 - second))
    upper = value + float(np.hypot(high_1 - first, second - low_2))
    return Estimate(value, lower, upper, NEWCOMBE, total_1 + total_2, level=level)
