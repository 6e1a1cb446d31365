"""Cumulative incidence where one event precludes another: death before transplantation, and the reverse.

Aalen OO, Johansen S. Scand J Stat 1978;5:141. 1 - Kaplan-Meier with the other cause censored would overstate each.
Variance: Greenwood type (Allignol A, Schumacher M, Beyersmann J. Biom J 2010;52:126), which for a single cause is
Greenwood's own. Interval: symmetric on log(-log(1 - incidence)) (Allignol, Schumacher, Beyersmann. J Stat Softw
2011;38(4): package etm, "cloglog"), which for a single cause is 1 - the log-log interval of Kaplan-Meier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from clinical.common.decimals import Floats, Values, exact, numbers
from clinical.statistics.estimate import (
    AFTER_LAST,
    ALL_FAILED,
    CLOPPER_PEARSON,
    INCIDENCE_LOG_LOG,
    LEVEL,
    NO_INTERVAL,
    NO_PATIENTS,
    Counts,
    EstimateAt,
)
from clinical.statistics.kaplan_meier import Curve, kaplan_meier, log_log, moment
from clinical.statistics.proportions import clopper_pearson
from clinical.statistics.survival_estimates import at_risk


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence of one cause, one entry per distinct observed time, ascending.

    `events`: of this cause at that time. `incidence`: P(T <= time and this cause), 0 before the first entry.
    `lower`, `upper`: NaN where incidence is 0 or 1 (there `incidence_at` gives the exact interval, if one exists).
    `all_causes`: the curve without any event, with the numbers at risk, `n` and `missing`.
    """

    cause: str
    time: Floats
    events: Counts
    incidence: Floats
    error: Floats
    lower: Floats
    upper: Floats
    all_causes: Curve


def cumulative_incidence(
    time: Values,
    event: Values,
    cause: Sequence[str | None],
    *,
    causes: Sequence[str],
    level: float = LEVEL,
) -> dict[str, Incidence]:
    """Cumulative incidence of each of `causes`, in that order; with the event-free survival they sum to 1.

    `time`, `event` as for `kaplan_meier`; `cause` is read where event is 1 and ignored elsewhere. A patient
    without time or event is left out and counted in `all_causes.missing`. A cause without events is there.
    ValueError for an event whose cause is not among `causes`: it must not vanish.
    """
    curve = kaplan_meier(time, event, level=level)
    times, events = np.atleast_1d(exact(time)), np.atleast_1d(numbers(event))
    named = np.asarray([str(each) for each in cause], dtype=object)
    happened = (events == 1) & ~np.isnan(times)
    if unknown := sorted(set(named[happened]) - set(causes)):
        raise ValueError(f"an event of a cause that is not analysed: {unknown}")
    return {each: _incidence(each, times[happened & (named == each)], curve) for each in causes}


def _incidence(cause: str, times: Floats, curve: Curve) -> Incidence:
    places = np.searchsorted(curve.time, times)
    events = np.bincount(places, minlength=len(curve.time)).astype(np.int64)
    before = np.concatenate([[1.0], curve.survival])[:-1]
    incidence = np.cumsum(before * events / curve.at_risk)
    # A sum that should be 1 may err in its last digit, and 1 has no log-log interval.
    incidence = np.where(incidence > 1 - 1e-12, 1.0, incidence)
    error = _error(curve, before, events, incidence)
    low, high = log_log(1 - incidence, error, curve.level)
    return Incidence(cause, curve.time, events, incidence, error, 1 - high, 1 - low, curve)


def _error(curve: Curve, before: Floats, events: Counts, incidence: Floats) -> Floats:
    """The Greenwood-type standard error: sums over times u <= t of

    (I(t) - I(u))^2 d / (n (n - d)) + S(u-)^2 d_k (n - d_k) / n^3 - 2 (I(t) - I(u)) S(u-) d_k / n^2,

    d of all causes, d_k of this one; opened in powers of I(t) so that each is one cumulative sum.
    """
    n, left = curve.at_risk.astype(np.float64), curve.at_risk - curve.events
    # Where nobody is left, I(t) - I(u) is 0 from then on, whatever the weight.
    weight = np.divide(curve.events, n * left, out=np.zeros(len(n)), where=left > 0)
    own = before * events / n**2
    variance = (
        incidence**2 * np.cumsum(weight)
        - 2 * incidence * np.cumsum(incidence * weight + own)
        + np.cumsum(incidence**2 * weight + 2 * incidence * own + before**2 * events * (n - events) / n**3)
    )
    return np.asarray(np.sqrt(np.maximum(variance, 0)), dtype=np.float64)


def incidence_at(incidence: Incidence, time: float) -> EstimateAt:
    """P(T <= time and this cause), with the number at risk of any event just before it.

    Interval as for the curve. Without such an event so far, Clopper-Pearson of 0 among those whose fate until
    then is known (everyone but the censored). If everyone had it, Clopper-Pearson of n of n when none was
    censored, else none. After the last observation not estimable, unless nobody was left without an event.
    """
    curve = incidence.all_causes
    at = moment(time)
    row = int(np.searchsorted(curve.time, at, side="right")) - 1
    value = float(incidence.incidence[row]) if row >= 0 else 0.0
    found = partial(
        EstimateAt,
        n=curve.n,
        missing=curve.missing,
        level=curve.level,
        time=float(time),
        at_risk=at_risk(curve, time),
    )
    if not curve.n or (at > curve.last and curve.survival[-1] > 0):
        reason = AFTER_LAST if curve.n else NO_PATIENTS
        return found(value=np.nan, lower=np.nan, upper=np.nan, method=NO_INTERVAL, reason=reason)
    censored = int(curve.censored[curve.time < at].sum())
    had = int(incidence.events[: row + 1].sum())
    if had in (0, curve.n):
        lower, upper = clopper_pearson(had, curve.n - censored, curve.level)
        return found(value=value, lower=lower, upper=upper, method=CLOPPER_PEARSON)
    if value >= 1:
        return found(value=1.0, lower=np.nan, upper=np.nan, method=NO_INTERVAL, reason=ALL_FAILED)
    lower, upper, error = (
        float(column[row]) for column in (incidence.lower, incidence.upper, incidence.error)
    )
    return found(value=value, lower=lower, upper=upper, error=error, method=INCIDENCE_LOG_LOG)
