"""A number with its interval, and how the interval was made: what every statistic of the app returns."""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from clinical.common.decimals import Floats, Truths, Values, numbers
from clinical.common.wording import Wording

Counts: TypeAlias = NDArray[np.int64]

LEVEL = 0.95
"""Confidence of every interval of the app, two-sided."""

CLOPPER_PEARSON = Wording("Clopper-Pearson exact interval", "Clopper-Pearson精确区间")
LOG_LOG = Wording("log-log interval with Greenwood's standard error", "log-log变换区间(Greenwood标准误)")
INCIDENCE_LOG_LOG = Wording(
    "symmetric on log(-log(1 - F)) of the incidence F (cloglog of R's etm; survfit's log-log is on log(-log F))",
    "对累积发生率F作log(-log(1-F))变换(R etm之cloglog；survfit之log-log为log(-log F))",
)
CURVE_LIMITS = Wording("read from the limits of the log-log interval", "由log-log置信限曲线读取")
NORMAL = Wording("normal interval with Greenwood's standard error", "正态近似区间(Greenwood标准误)")
NEWCOMBE = Wording("Newcombe hybrid score interval", "Newcombe混合得分区间")
BOOTSTRAP_EXACT = Wording(
    "percentile bootstrap, every possible resample counted", "自助法百分位区间(计入全部可能的重抽样)"
)
BOOTSTRAP_SAMPLED = Wording(
    "percentile bootstrap, {resamples} resamples, fixed seed",
    "自助法百分位区间({resamples}次重抽样，固定随机种子)",
)
RANK_EXACT = Wording("exact rank interval (Moses)", "精确秩次区间(Moses法)")
RANK_NORMAL = Wording("rank interval (Moses), normal approximation", "秩次区间(Moses法，正态近似)")
NO_INTERVAL = Wording("no interval", "无区间")

NO_PATIENTS = Wording("no patients", "无患者")
AFTER_LAST = Wording("after the last observation", "超出最后一次观察时间")
NOT_REACHED = Wording("not reached during follow-up", "随访期内未达到")
LIMIT_NOT_REACHED = Wording("a limit is not reached during follow-up", "随访期内未达到置信限")
NO_SPREAD = Wording("too few different event times to estimate a spread", "事件时间过少，无法估计变异")
ALL_FAILED = Wording(
    "none left without the event, and some had been censored", "仍在随访者均已发生事件，且此前有删失"
)
TOO_FEW = Wording("too few patients for an interval of this level", "例数过少，无法给出该水平的置信区间")


@dataclass(frozen=True)
class Estimate:
    """One number with its interval. NaN anywhere: not estimable (printed NE), and `reason` says why.

    `value`, `lower`, `upper` share a unit: fractions 0 to 1, times as given, or the unit of the values.
    `error`: standard error, NaN where the interval needs none. `method`: how the interval was made.
    `n`: patients behind the number; `missing`: patients left out because a value was missing.
    """

    value: float
    lower: float
    upper: float
    method: Wording
    n: int
    missing: int = 0
    error: float = np.nan
    level: float = LEVEL
    reason: Wording | None = None


@dataclass(frozen=True)
class EstimateAt(Estimate):
    """An estimate at a time. `at_risk`: still followed without any event just before it (time >= it)."""

    time: float = field(kw_only=True)
    at_risk: int = field(kw_only=True)


def z_of(level: float) -> float:
    """The normal deviate of a two-sided level: 1.96 for 0.95. ValueError outside 0 to 1."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1: {level}")
    return float(ndtri((1 + level) / 2))


def complete(*columns: Values) -> tuple[list[Floats], int]:
    """Columns of one length without the rows in which any is missing, and how many rows those were."""
    given = [np.atleast_1d(numbers(column)) for column in columns]
    if len({column.shape for column in given}) != 1 or given[0].ndim != 1:
        raise ValueError("columns must be one-dimensional and of the same length")
    if any(np.isinf(column).any() for column in given):
        raise ValueError("an infinite value is not a measurement")
    present: Truths = np.logical_and.reduce([~np.isnan(column) for column in given])
    return [column[present] for column in given], int((~present).sum())
