"""What is read from a Kaplan-Meier curve: its value at a time, its quantiles, the table under the figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from clinical.common.decimals import Floats, exact
from clinical.statistics.estimate import (
    AFTER_LAST,
    ALL_FAILED,
    CLOPPER_PEARSON,
    CURVE_LIMITS,
    LIMIT_NOT_REACHED,
    LOG_LOG,
    NO_INTERVAL,
    NO_PATIENTS,
    NOT_REACHED,
    Counts,
    Estimate,
    EstimateAt,
)
from clinical.statistics.kaplan_meier import Curve, moment
from clinical.statistics.proportions import clopper_pearson

_FLAT = float(np.sqrt(np.finfo(np.float64).eps))
"""How near a quantile a step must be to lie on it: the tolerance of quantile.survfit in R."""


@dataclass(frozen=True)
class RiskTable:
    """What stands under a survival figure, one entry per tick.

    `at_risk`: time >= tick, as R counts it. `events`, `censored`: before the tick. At every tick the three
    add up to the number of patients.
    """

    ticks: Floats
    at_risk: Counts
    events: Counts
    censored: Counts


def at_risk(curve: Curve, time: float) -> int:
    """How many are still followed without an event just before a time."""
    later = curve.at_risk[np.searchsorted(curve.time, moment(time)) :]
    return int(later[0]) if len(later) else 0


def survival_at(curve: Curve, time: float) -> EstimateAt:
    """P(T > time), with the number at risk just before it.

    Interval: log-log. Without an event so far, Clopper-Pearson of 0 events among those at risk (10 at risk:
    at least 69.2 % survive). With nobody left, Clopper-Pearson of 0 survivors if none was censored, else none.
    After the last observation not estimable, never carried on, unless nobody was left without the event.
    ValueError for a time that is negative or not a number.
    """
    at = moment(time)
    row = int(np.searchsorted(curve.time, at, side="right")) - 1
    value = float(curve.survival[row]) if row >= 0 else 1.0
    found = partial(
        EstimateAt,
        n=curve.n,
        missing=curve.missing,
        level=curve.level,
        time=float(time),
        at_risk=at_risk(curve, time),
    )
    if not curve.n or (at > curve.last and value > 0):
        reason = AFTER_LAST if curve.n else NO_PATIENTS
        return found(value=np.nan, lower=np.nan, upper=np.nan, method=NO_INTERVAL, reason=reason)
    if value == 1:
        _, highest = clopper_pearson(0, at_risk(curve, time), curve.level)
        return found(value=1.0, lower=1 - highest, upper=1.0, error=0.0, method=CLOPPER_PEARSON)
    if value == 0 and curve.censored[: row + 1].any():
        return found(value=0.0, lower=np.nan, upper=np.nan, method=NO_INTERVAL, reason=ALL_FAILED)
    if value == 0:
        lowest, highest = clopper_pearson(0, curve.n, curve.level)
        return found(value=0.0, lower=lowest, upper=highest, method=CLOPPER_PEARSON)
    lower, upper, error = (float(column[row]) for column in (curve.lower, curve.upper, curve.error))
    return found(value=value, lower=lower, upper=upper, error=error, method=LOG_LOG)


def survival_quantile(curve: Curve, fraction: float) -> Estimate:
    """The time by which `fraction` had the event, in the unit of the curve.

    As quantile.survfit in R: the first time at which survival is at or below 1 - fraction, and the middle of
    the step if it lies exactly on it. The limits are where the limits of the curve do the same (Brookmeyer R,
    Crowley J. Biometrics 1982;38:29). What is not reached is NaN. ValueError for a fraction outside 0 to 1.
    """
    if not 0 < fraction < 1:
        raise ValueError(f"a fraction lies between 0 and 1: {fraction}")
    value, lower, upper = (
        _crossing(curve.time, 1 - column, fraction) for column in (curve.survival, curve.lower, curve.upper)
    )
    reason = None
    if not np.isfinite(value):
        reason = NOT_REACHED if curve.n else NO_PATIENTS
    elif not np.isfinite(lower + upper):
        reason = LIMIT_NOT_REACHED
    return Estimate(
        value, lower, upper, CURVE_LIMITS, curve.n, curve.missing, level=curve.level, reason=reason
    )


def median_survival(curve: Curve) -> Estimate:
    """The time by which half had the event, see `survival_quantile`."""
    return survival_quantile(curve, 0.5)


def _crossing(time: Floats, fallen: Floats, fraction: float) -> float:
    reached = time[fallen >= fraction - _FLAT]
    if not len(reached):
        return np.nan
    beyond = time[fallen > fraction + _FLAT]
    on_it = not len(beyond) or beyond[0] > reached[0]
    end = beyond[0] if len(beyond) else time[-1]
    return float((reached[0] + end) / 2 if on_it else reached[0])


def risk_table(curve: Curve, ticks: Sequence[float]) -> RiskTable:
    """The number at risk at each tick, and the events and censorings before it."""
    places = np.searchsorted(curve.time, exact(list(ticks)))
    before = [np.concatenate([[0], np.cumsum(column)])[places] for column in (curve.events, curve.censored)]
    return RiskTable(np.asarray(ticks, dtype=np.float64), curve.n - before[0] - before[1], *before)
