"""Times to events of the CDISC pilot, from adam.adtte through clinical.statistics; Cox through statsmodels."""

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.duration.hazard_regression import PHReg

from clinical.statistics import Curve, kaplan_meier, log_rank, median_survival, survival_at
from clinical.statistics.estimate import CLOPPER_PEARSON
from tests.oracle_answers.common import Answer, Database, frame


def times(db: Database, code: str) -> pd.DataFrame:
    """arm, aval, event (1 if it happened) of one parameter."""
    return frame(
        db,
        "SELECT trt01p AS arm, aval, 1 - cnsr AS event FROM adam.adtte JOIN adam.adsl USING (usubjid) "
        "WHERE paramcd = ? ORDER BY usubjid",
        code,
    )


def curves(data: pd.DataFrame) -> dict[str, Curve]:
    """The Kaplan-Meier curve of each arm."""
    return {name: kaplan_meier(arm["aval"], arm["event"]) for name, arm in data.groupby("arm")}


def present(value: float) -> float | None:
    return value if np.isfinite(value) else None


def as_r_prints(curve: Curve, time: float) -> dict[str, Any]:
    """survival_at as summary(survfit) shows it, which has no interval where there was no event."""
    found = survival_at(curve, time)
    limits = (None, None) if found.method == CLOPPER_PEARSON else (found.lower, found.upper)
    return {
        "t": time,
        "n_risk": found.at_risk,
        "surv": found.value,
        "se": found.error,
        "lower": limits[0],
        "upper": limits[1],
    }


def medians(db: Database, _: str) -> dict[str, Any]:
    found = {}
    for name, curve in curves(times(db, "TTDE")).items():
        median = median_survival(curve)
        limits = {limit: present(getattr(median, limit)) for limit in ("lower", "upper")}
        found[name] = {"n": curve.n, "events": curve.events.sum(), "median": present(median.value)} | limits
    return found


def survival(db: Database, _: str) -> dict[str, Any]:
    return {
        name: [as_r_prints(curve, day) for day in (30, 60, 90, 120, 180)]
        for name, curve in curves(times(db, "TTDE")).items()
    }


def compared(db: Database, _: str) -> dict[str, Any]:
    data = times(db, "TTDE")
    test = log_rank(data["aval"], data["event"], data["arm"])
    return {
        "chisq": test.statistic,
        "df": test.df,
        "p": test.p,
        "observed": test.observed,
        "expected": test.expected,
    }


def hazard_ratios(db: Database, _: str) -> dict[str, Any]:
    data = times(db, "TTDE")
    design = pd.DataFrame(
        {word.lower(): data["arm"].str.contains(word).astype(float) for word in ("Low", "High")}
    )
    fit = PHReg(data["aval"], design, status=data["event"], ties="efron").fit()
    limits = np.exp(fit.conf_int())
    return {
        name: {"hr": float(np.exp(fit.params[place])), "lower": limits[place, 0], "upper": limits[place, 1]}
        for place, name in enumerate(design.columns)
    }


def overall_survival(db: Database, _: str) -> dict[str, Any]:
    found = curves(times(db, "OS"))
    return {
        "n_events": {name: {"n": curve.n, "events": curve.events.sum()} for name, curve in found.items()},
        "km": {name: [as_r_prints(curve, day) for day in (90, 180)] for name, curve in found.items()},
    }


ANSWERS: dict[str, Answer] = {
    "CP-TTE-01": medians,
    "CP-TTE-02": survival,
    "CP-TTE-03": compared,
    "CP-TTE-05": hazard_ratios,
    "CP-OS-01": overall_survival,
}
