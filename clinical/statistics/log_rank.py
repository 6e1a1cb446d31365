"""The log-rank test between two or more arms, as survdiff in R computes it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from clinical.common.decimals import Floats, Truths, Values
from clinical.common.wording import Wording
from clinical.statistics.estimate import complete
from clinical.statistics.kaplan_meier import flags, steps
from clinical.statistics.power import ASSUMED_RATES, log_rank_power, rates_text
from clinical.statistics.significance import NOTHING_TO_COMPARE, ONE_ARM, Test

_NAME = Wording("log-rank test, two-sided", "log-rank检验(双侧)")
_ASSUMPTIONS = Wording(
    "Patients are independent; censoring has nothing to do with prognosis, in either arm. Finds a difference best "
    "where the hazards keep one ratio throughout. The chi-square approximation is rough with few events.",
    "患者相互独立；两组删失均与预后无关。风险比恒定时检验效能最佳。事件数少时卡方近似较粗略。",
)


@dataclass(frozen=True)
class LogRank(Test):
    """A log-rank test: `statistic` is chi-square on `df`; events observed and expected by arm."""

    observed: dict[Hashable, int] = field(kw_only=True)
    expected: dict[Hashable, float] = field(kw_only=True)


def log_rank(time: Values, event: Values, arm: Sequence[Hashable]) -> LogRank:
    """Whether survival differs between arms; Mantel N. Cancer Chemother Rep 1966;50:163.

    `time`, `event` as for `kaplan_meier`; `arm` names each patient's arm, None where not known (missing). Expected
    events and hypergeometric variance at each event time, ties included. Arms in order of first appearance; one
    never at risk at an event adds no degree of freedom. Not estimable with fewer than two arms, or without an
    event while two were at risk.
    """
    codes, names = pd.factorize(pd.Series(list(arm), dtype=object))
    (times, events, places), missing = complete(time, event, np.where(codes < 0, np.nan, codes))
    member = places[:, None] == np.arange(len(names))
    observed, expected, variance = _compared(times, flags(events), member.astype(np.float64))
    df, statistic = _chi_square(observed - expected, expected > 0, variance)
    sizes = member.sum(axis=0)
    return LogRank(
        name=_NAME,
        assumptions=_ASSUMPTIONS,
        statistic=statistic,
        p=float(chdtrc(df, statistic)) if df else np.nan,
        n=len(times),
        missing=missing,
        df=df or None,
        power=_power(*map(int, sizes)) if len(sizes) == 2 and sizes.all() else None,
        reason=None if df else ONE_ARM if (sizes > 0).sum() < 2 else NOTHING_TO_COMPARE,
        observed=dict(zip(names, map(int, observed), strict=True)),
        expected=dict(zip(names, map(float, expected), strict=True)),
    )


def _chi_square(gap: Floats, compared: Truths, variance: Floats) -> tuple[int, float]:
    """Degrees of freedom and statistic: k arms at risk at an event have k - 1, as the gaps sum to 0.

    Counted, not measured: the rank of a matrix that rounding has touched may come out as k. Risk sets are nested,
    so the matrix without one arm is whole or, where whoever was at risk failed together, all 0.
    """
    others = np.flatnonzero(compared)[1:]
    part = variance[np.ix_(others, others)]
    if not len(others) or not np.diag(part).min() > 0:
        return 0, np.nan
    return len(others), float(gap[others] @ np.linalg.solve(part, gap[others]))


def _compared(times: Floats, events: Floats, member: Floats) -> tuple[Floats, Floats, Floats]:
    """Observed and expected events of each arm, and the covariance of their difference."""
    step = steps(times)
    entries = np.zeros((2, len(step.time), member.shape[1]))
    np.add.at(entries[0], step.place, member)
    np.add.at(entries[1], step.place, member * events[:, None])
    at_risk = np.cumsum(entries[0][::-1], axis=0)[::-1]
    failed = entries[1].sum(axis=1)
    share = at_risk / step.at_risk[:, None]
    weight = failed * (step.at_risk - failed) / np.maximum(step.at_risk - 1, 1)
    variance = np.diag(weight @ share) - (share * weight[:, None]).T @ share
    return entries[1].sum(axis=0), failed @ share, variance


def _power(n_1: int, n_2: int) -> Wording:
    return rates_text(n_1, n_2, log_rank_power(n_1, n_2, *ASSUMED_RATES))
