"""The Kaplan-Meier curve, as survfit in R (package survival, conf.type = "log-log") draws it.

Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457. A figure of the app and a statistician's script agree to the
last digit. A time counts to ten significant digits, so that 0.1 + 0.2 and 0.3 are one time.
"""

from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import Floats, Values, exact
from clinical.statistics.estimate import LEVEL, Counts, complete, z_of


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve, one entry per distinct observed time (event or censoring), ascending.

    `at_risk`: patients with time >= that of the entry. `survival`: P(T > time), 1 before the first entry.
    `error`: Greenwood's standard error, NaN where survival is 0. `lower`, `upper`: log-log interval, NaN where
    survival is 1 or 0 (there `survival_at` gives the exact binomial interval, if one exists).
    `n`: patients in the curve; `missing`: left out because time or event was missing.
    """

    time: Floats
    at_risk: Counts
    events: Counts
    censored: Counts
    survival: Floats
    error: Floats
    lower: Floats
    upper: Floats
    n: int
    missing: int
    level: float

    @property
    def last(self) -> float:
        """The last observed time, of an event or a censoring; NaN without patients."""
        return float(self.time[-1]) if self.n else np.nan


@dataclass(frozen=True)
class Steps:
    """Distinct observed times, ascending: at risk just before, leaving at, and each patient's place."""

    time: Floats
    at_risk: Counts
    leaving: Counts
    place: Counts


def steps(time: Floats) -> Steps:
    """Who is at risk when. ValueError for a negative time."""
    if (time < 0).any():
        raise ValueError("a time to an event cannot be negative")
    distinct, place, leaving = np.unique(exact(time), return_inverse=True, return_counts=True)
    return Steps(distinct, len(time) - np.cumsum(leaving) + leaving, leaving, place)


def moment(time: float) -> float:
    """A time to read a curve at, as its own times count. ValueError unless finite and not negative."""
    if not 0 <= time < np.inf:
        raise ValueError(f"a curve has no reading at {time}")
    return float(exact(time))


def flags(event: Floats) -> Floats:
    """Events as given. ValueError for anything but 1 (it happened) and 0 (censored)."""
    if not np.isin(event, (0, 1)).all():
        raise ValueError("an event is 1 (it happened) or 0 (censored)")
    return event


def kaplan_meier(time: Values, event: Values, *, level: float = LEVEL) -> Curve:
    """The Kaplan-Meier curve of one arm.

    `time`: from the anchor, not negative, any one unit. `event`: 1 it happened, 0 censored (1 - CNSR).
    An event precedes a censoring at the same time. A patient without time or event is left out and counted
    in `missing`. No patients: empty arrays. ValueError for a negative time or another event code.
    """
    (times, events), missing = complete(time, event)
    step = steps(times)
    failed = np.bincount(step.place, weights=flags(events), minlength=len(step.time))
    survival = np.asarray(np.cumprod(1 - failed / step.at_risk), dtype=np.float64)
    whole = failed.astype(np.int64)
    error = greenwood(step.at_risk, whole, survival)
    lower, upper = log_log(survival, error, level)
    return Curve(
        time=step.time,
        at_risk=step.at_risk,
        events=whole,
        censored=step.leaving - whole,
        survival=survival,
        error=error,
        lower=lower,
        upper=upper,
        n=len(times),
        missing=missing,
        level=level,
    )


def greenwood(at_risk: Counts, events: Counts, survival: Floats) -> Floats:
    """Greenwood's standard error, S sqrt(sum d / (n (n - d))); NaN where S is 0."""
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(len(events)), where=left > 0)
    return np.where(survival > 0, survival * np.sqrt(np.cumsum(terms)), np.nan)


def log_log(survival: Floats, error: Floats, level: float) -> tuple[Floats, Floats]:
    """The interval that is symmetric on log(-log S): S ** exp(+-z error / (S log S)); NaN where S is 0 or 1.

    Kalbfleisch JD, Prentice RL. The Statistical Analysis of Failure Time Data. Wiley 1980, chapter 1.
    """
    inner = (survival > 0) & (survival < 1)
    inside = np.where(inner, survival, 0.5)
    width = np.where(inner, z_of(level) * error / -(inside * np.log(inside)), np.nan)
    return inside ** np.exp(width), inside ** np.exp(-width)
