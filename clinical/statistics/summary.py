"""Continuous values of one arm: the summary that every table prints.

Quantiles as trial tables print them: definition 5 of SAS, type 2 of Hyndman and Fan.

With ten values the definitions differ visibly (quartiles 214 and 342, or 218.75 and 331.75 by type 7), so the
definition stands wherever a quantile is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import Floats, Values
from clinical.common.wording import Wording
from clinical.statistics.estimate import complete

DEFINITION = Wording("SAS definition 5 (type 2)", "SAS定义5(第2型)")


def quantiles(values: Floats, shares: Sequence[float]) -> Floats:
    """The quantiles of the values at these shares (0 to 1); NaN are left out, all NaN where nothing is left.

    At a share that falls between two values the quantile is their mean, else the value it falls on.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return np.full(len(shares), np.nan)
    return np.asarray(np.quantile(known, shares, method="averaged_inverted_cdf"), dtype=np.float64)


QUANTILE_METHOD = Wording(
    "Quartiles: the middle of the two neighbours where the position falls between values (SAS PCTLDEF=5, R type 2).",
    "四分位数:位置落在两个观测值之间时取其均值(SAS PCTLDEF=5，R type 2)。",
)
"""The one quantile method of the app, printed under every table of quartiles."""


@dataclass(frozen=True)
class Summary:
    """n present and missing values, and of those present: mean, SD (n - 1), median, Q1, Q3, minimum, maximum.

    In the unit of the values. NaN: not estimable (no value; for `sd` fewer than two).
    """

    n: int
    missing: int
    mean: float
    sd: float
    median: float
    q1: float
    q3: float
    minimum: float
    maximum: float


def summary(values: Values) -> Summary:
    """The summary of values, those missing counted and left out. ValueError for an infinite value.

    Quartiles by Hyndman and Fan's type 2 (Am Stat 1996;50:361), the default of SAS and of tern; R and numpy
    default to type 7. The median is the same under both.
    """
    (present,), missing = complete(values)
    if not len(present):
        return Summary(0, missing, *[np.nan] * 7)
    q1, median, q3 = np.quantile(present, (0.25, 0.5, 0.75), method="averaged_inverted_cdf")
    sd = present.std(ddof=1) if len(present) > 1 else np.nan
    numbers = (present.mean(), sd, median, q1, q3, present.min(), present.max())
    return Summary(len(present), missing, *map(float, numbers))
