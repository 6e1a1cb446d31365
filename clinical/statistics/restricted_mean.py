"""Restricted mean survival time: the mean time without the event up to a horizon, and its difference.

Royston P, Parmar MKB. BMC Med Res Methodol 2013;13:152; Uno H et al. J Clin Oncol 2014;32:2380. Standard errors
and intervals as in the R package survRM2, except that no interval passes a possible value.
"""

import numpy as np

from clinical.common.wording import Wording
from clinical.statistics.estimate import (
    AFTER_LAST,
    NO_INTERVAL,
    NO_PATIENTS,
    NO_SPREAD,
    NORMAL,
    Estimate,
    z_of,
)
from clinical.statistics.kaplan_meier import Curve, moment


def restricted_mean(curve: Curve, horizon: float) -> Estimate:
    """The area under the curve from 0 to `horizon`, in the unit of its time; interval within 0 and `horizon`.

    Variance: sum over events of (area from the event to the horizon)^2 d / (n (n - d)). Not estimable if the
    horizon is after the last observation while some were left without the event. Where the variance is 0 (no
    event, or all at once) there is no interval: it would claim certainty.
    ValueError for a horizon that is not above 0.
    """
    end = moment(horizon)
    if not end:
        raise ValueError("a horizon lies above 0")
    if not curve.n or (end > curve.last and curve.survival[-1] > 0):
        return _no_interval(curve, np.nan, AFTER_LAST if curve.n else NO_PATIENTS)
    within = curve.time < end
    areas = np.diff(curve.time[within], prepend=0.0, append=end) * np.insert(curve.survival[within], 0, 1.0)
    beyond = areas.sum() - np.cumsum(areas)[:-1]
    left = curve.at_risk - curve.events
    terms = np.divide(curve.events, curve.at_risk * left, out=np.zeros(len(left)), where=left > 0)
    error = float(np.sqrt((beyond**2 * terms[within]).sum()))
    mean = float(areas.sum())
    if not error > 0:
        return _no_interval(curve, mean, NO_SPREAD)
    width = z_of(curve.level) * error
    lower, upper = max(mean - width, 0.0), min(mean + width, end)
    return Estimate(mean, lower, upper, NORMAL, curve.n, curve.missing, error, curve.level)


def _no_interval(curve: Curve, value: float, reason: Wording) -> Estimate:
    return Estimate(
        value, np.nan, np.nan, NO_INTERVAL, curve.n, curve.missing, level=curve.level, reason=reason
    )


def restricted_mean_difference(first: Curve, second: Curve, horizon: float) -> Estimate:
    """Restricted mean of the first curve less that of the second; interval within -horizon and horizon.

    The arms are independent: squared errors add. No interval unless both arms have one; `reason` is then that
    of the arm that lacks it. Levels must agree (ValueError).
    """
    if first.level != second.level:
        raise ValueError("two curves are compared at one level")
    one, other = restricted_mean(first, horizon), restricted_mean(second, horizon)
    value, error = one.value - other.value, float(np.hypot(one.error, other.error))
    n, missing = one.n + other.n, one.missing + other.missing
    if np.isnan(error):
        reason = one.reason or other.reason
        return Estimate(value, np.nan, np.nan, NO_INTERVAL, n, missing, level=first.level, reason=reason)
    width = z_of(first.level) * error
    lower, upper = max(value - width, -horizon), min(value + width, horizon)
    return Estimate(value, lower, upper, NORMAL, n, missing, error, first.level)


def longest_horizon(*curves: Curve) -> float:
    """The latest horizon at which every curve has a restricted mean, as survRM2 chooses it by default.

    The earliest last observation among the curves that still hold somebody then; the latest last observation
    if none does. NaN if a curve has no patients.
    """
    if not all(curve.n for curve in curves):
        return np.nan
    open_ended = [curve.last for curve in curves if curve.survival[-1] > 0]
    return min(open_ended) if open_ended else max(curve.last for curve in curves)
