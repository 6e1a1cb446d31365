"""Times to events of the CDISC pilot, from adam.adtte: Kaplan-Meier, log-rank, Cox."""

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from tests.oracle_answers.common import Answer, Database, frame

Z = norm.ppf(0.975)


def times(db: Database, code: str) -> pd.DataFrame:
    """arm, aval, event (1 if it happened) of one parameter."""
    return frame(
        db,
        "SELECT trt01p AS arm, aval, 1 - cnsr AS event FROM adam.adtte JOIN adam.adsl USING (usubjid) "
        "WHERE paramcd = ? ORDER BY usubjid",
        code,
    )


def present(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def survival_at(arm: pd.DataFrame, day: int) -> dict[str, Any]:
    """Estimate at a day with Greenwood's standard error and the log-log interval; none where nobody died."""
    curve = SurvfuncRight(arm["aval"], arm["event"])
    before = np.flatnonzero(curve.surv_times <= day)
    estimate, error = (
        (curve.surv_prob[before[-1]], curve.surv_prob_se[before[-1]]) if len(before) else (1.0, 0.0)
    )
    lower = upper = None
    if estimate < 1:
        width = Z * error / (estimate * np.log(estimate))
        lower, upper = sorted(float(estimate ** np.exp(sign * width)) for sign in (1, -1))
    return {
        "t": day,
        "n_risk": int((arm["aval"] >= day).sum()),
        "surv": float(estimate),
        "se": float(error),
        "lower": lower,
        "upper": upper,
    }


def medians(db: Database, _: str) -> dict[str, Any]:
    found = {}
    for name, arm in times(db, "TTDE").groupby("arm"):
        curve = SurvfuncRight(arm["aval"], arm["event"])
        lower, upper = curve.quantile_ci(0.5, method="cloglog")
        median = present(curve.quantile(0.5))
        found[name] = {
            "n": len(arm),
            "events": int(arm["event"].sum()),
            "median": median,
            "lower": present(lower),
            "upper": present(upper),
        }
    return found


def curves(db: Database, _: str) -> dict[str, Any]:
    return {
        name: [survival_at(arm, day) for day in (30, 60, 90, 120, 180)]
        for name, arm in times(db, "TTDE").groupby("arm")
    }


def log_rank(db: Database, _: str) -> dict[str, Any]:
    data = times(db, "TTDE")
    chisq, p = survdiff(data["aval"], data["event"], data["arm"])
    events = data[data["event"] == 1].groupby("aval").size()
    at_risk = {day: data[data["aval"] >= day] for day in events.index}
    return {
        "chisq": float(chisq),
        "df": data["arm"].nunique() - 1,
        "p": float(p),
        "observed": {name: int(n) for name, n in data.groupby("arm")["event"].sum().items()},
        "expected": {
            name: sum(n * (at_risk[day]["arm"] == name).mean() for day, n in events.items())
            for name in data["arm"].unique()
        },
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
    groups = list(times(db, "OS").groupby("arm"))
    return {
        "n_events": {name: {"n": len(arm), "events": int(arm["event"].sum())} for name, arm in groups},
        "km": {name: [survival_at(arm, day) for day in (90, 180)] for name, arm in groups},
    }


ANSWERS: dict[str, Answer] = {
    "CP-TTE-01": medians,
    "CP-TTE-02": curves,
    "CP-TTE-03": log_rank,
    "CP-TTE-05": hazard_ratios,
    "CP-OS-01": overall_survival,
}
