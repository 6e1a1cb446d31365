"""The statistics against R on the Mayo trial in primary biliary cholangitis, by the id of the oracle."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.hazard_regression import PHReg

from clinical.statistics import (
    cumulative_incidence,
    incidence_at,
    kaplan_meier,
    restricted_mean,
    restricted_mean_difference,
    summary,
    survival_at,
)
from clinical.statistics.estimate import z_of
from tests.oracle_answers.common import assert_same

ARMS = {1: "D-penicillamine", 2: "placebo"}
YEAR = 365.25
BASELINE = {"PBC-11": "bili", "PBC-12": "albumin", "PBC-13": "ast", "PBC-14": "alk.phos"}
COURSE = {"PBCSEQ-ID2": 2, "PBCSEQ-ID4": 4, "PBCSEQ-ID10": 10}


@pytest.fixture(scope="module")
def everyone(shared):
    return pd.read_csv(shared / "data/pbc/pbc.csv")


@pytest.fixture(scope="module")
def visits(shared):
    return pd.read_csv(shared / "data/pbc/pbcseq.csv")


def randomised(everyone):
    return everyone[everyone["trt"].notna()]


def by_arm(everyone):
    return {name: everyone[everyone["trt"] == code] for code, name in ARMS.items()}


def curves(everyone):
    """Death; transplantation censors."""
    return {name: kaplan_meier(arm["time"], arm["status"] == 2) for name, arm in by_arm(everyone).items()}


def survival(everyone, limits):
    """n at risk, estimate, error and limits of each arm at one, three and five years."""
    rows = {}
    for name, curve in curves(everyone).items():
        found = [survival_at(curve, days) for days in (YEAR, 3 * YEAR, 5 * YEAR)]
        rows[name] = [
            {"t": at.time, "n_risk": at.at_risk, "surv": at.value, "se": at.error} | limits(at)
            for at in found
        ]
    return rows


def log_limits(at):
    width = z_of(at.level) * at.error / at.value
    return {"lower": at.value * np.exp(-width), "upper": min(at.value * np.exp(width), 1)}


def numbers_at_risk(everyone):
    ticks = [0, YEAR, 2 * YEAR, 3 * YEAR, 4 * YEAR, 5 * YEAR, 10 * YEAR]
    return {
        name: [{"t": tick, "n": survival_at(curve, tick).at_risk} for tick in ticks]
        for name, curve in curves(everyone).items()
    }


def cox(everyone):
    """Not shown by the app, which prints no hazard ratio for 10 v 10: that the data are read as R read them."""
    data = randomised(everyone)
    treated = (data["trt"] == 1).astype(float).to_frame()
    fit = PHReg(data["time"], treated, status=data["status"] == 2, ties="efron").fit()
    (lower, upper), *_ = np.exp(fit.conf_int())
    return {"hr": np.exp(fit.params[0]), "lower": lower, "upper": upper, "p": fit.pvalues[0]}


def summarised(values, *names):
    found = summary(values)
    whole = {
        "n": found.n,
        "mean": found.mean,
        "sd": found.sd,
        "median": found.median,
        "min": found.minimum,
        "max": found.maximum,
    }
    return {name: whole[name] for name in names or whole}


def missing(everyone):
    counted = {
        name: summary(column).missing for name, column in randomised(everyone).items() if name != "sex"
    }
    return {name: count for name, count in counted.items() if count}


def rows(everyone):
    arms = {str(code): len(arm) for code, arm in zip(ARMS, by_arm(everyone).values(), strict=True)}
    return {"rows": len(everyone), "randomised": len(randomised(everyone)), "by_trt": arms}


def course(visits, patient):
    columns = ["day", "bili", "albumin", "platelet", "ast"]
    return visits.loc[visits["id"] == patient, columns].to_dict("records")


def visit_counts(visits):
    counted = summary(visits.groupby("id").size())
    return {"rows": len(visits), "ids": counted.n, "median": counted.median, "max": counted.maximum}


def last_bilirubin(visits):
    last = visits.sort_values("day").groupby("id").last()
    by_treatment = {str(code): arm["bili"] for code, arm in last.groupby("trt")}
    return {"trt_values": {code: len(values) for code, values in by_treatment.items()}} | {
        code: summarised(values) for code, values in by_treatment.items()
    }


TRIAL = {
    "PBC-01": rows,
    "PBC-03": lambda data: survival(data, lambda at: {"lower": at.lower, "upper": at.upper}),
    "PBC-04": lambda data: survival(data, log_limits),
    "PBC-09": numbers_at_risk,
    "PBC-10": cox,
    "PBC-18": missing,
} | {
    oracle: lambda data, column=column: {name: summarised(arm[column]) for name, arm in by_arm(data).items()}
    for oracle, column in BASELINE.items()
}
VISITS = {"PBCSEQ-01": visit_counts, "PBCSEQ-02": last_bilirubin} | {
    oracle: lambda data, patient=patient: course(data, patient) for oracle, patient in COURSE.items()
}


@pytest.mark.parametrize("oracle", TRIAL)
def test_trial_against_r(oracle, oracles, everyone):
    item = oracles[oracle]
    assert_same(TRIAL[oracle](everyone), item["expected"], item.get("tolerance", 0))


@pytest.mark.parametrize("oracle", VISITS)
def test_visits_against_r(oracle, oracles, visits):
    item = oracles[oracle]
    assert_same(VISITS[oracle](visits), item["expected"], item.get("tolerance", 0))


def test_no_oracle_about_the_mayo_trial_is_left_without_an_answer(oracles):
    assert {oracle for oracle in oracles if oracle.startswith("PBC")} == TRIAL.keys() | VISITS.keys()


def test_restricted_mean_against_the_vignette_of_survrm2(everyone):
    """Uno H. Vignette for survRM2: these 312 patients, horizon 10 years."""
    years = {
        name: kaplan_meier(arm["time"] / YEAR, arm["status"] == 2) for name, arm in by_arm(everyone).items()
    }
    printed = {"D-penicillamine": (7.146, 0.283, 6.592, 7.701), "placebo": (7.283, 0.295, 6.704, 7.863)}
    for name, expected in printed.items():
        mean = restricted_mean(years[name], 10)
        assert (mean.value, mean.error, mean.lower, mean.upper) == pytest.approx(expected, abs=5e-4)
    gap = restricted_mean_difference(*years.values(), 10)
    assert (gap.value, gap.lower, gap.upper) == pytest.approx((-0.137, -0.939, 0.665), abs=5e-4)


def test_transplantation_and_death_share_what_the_event_free_curve_lost(everyone):
    data = randomised(everyone)
    causes = data["status"].map({0: None, 1: "transplantation", 2: "death"})
    found = cumulative_incidence(
        data["time"], data["status"] > 0, causes, causes=("death", "transplantation")
    )
    death, transplantation = (incidence_at(each, 5 * YEAR) for each in found.values())
    alive = survival_at(found["death"].all_causes, 5 * YEAR)
    assert death.value + transplantation.value + alive.value == pytest.approx(1, abs=1e-12)
    censoring_transplants = survival_at(kaplan_meier(data["time"], data["status"] == 2), 5 * YEAR)
    assert death.value < 1 - censoring_transplants.value
