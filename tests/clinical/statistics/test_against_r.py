"""Log-rank and cumulative incidence against R on 500 random small sets: ties, empty arms, one patient, no event.

The answers are stored (r_random_sets.json.gz); r_random_sets.R beside it says how they were made.
"""

import gzip
import json
import math
from pathlib import Path

import numpy as np
import pytest

from clinical.statistics import log_rank
from clinical.statistics.competing_risks import cumulative_incidence, incidence_at

SETS = json.loads(gzip.decompress((Path(__file__).parent / "r_random_sets.json.gz").read_bytes()))
CLOSE = {"rel": 1e-6, "abs": 1e-8}


def as_list(value):
    """R writes a vector of one element as the element."""
    return value if isinstance(value, list) else [value]


def number(value):
    return value if isinstance(value, int | float) else math.nan


def of_arms(each):
    time, cause, arm = (as_list(each[name]) for name in ("time", "cause", "arm"))
    return log_rank(time, [int(one > 0) for one in cause], arm)


def test_there_are_500_sets_and_among_them_the_awkward_ones():
    arms = [set(as_list(each["arm"])) for each in SETS]
    assert len(SETS) == 500 and sum(len(found) == 1 for found in arms) > 20
    assert sum(not isinstance(each["time"], list) for each in SETS) > 20  # one patient
    assert sum(len(set(as_list(each["time"]))) < len(as_list(each["time"])) for each in SETS) > 250  # ties


def test_the_log_rank_test_against_survdiff():
    compared = 0
    for place, each in enumerate(SETS):
        if not isinstance(each["log_rank"], dict) or not math.isfinite(number(each["log_rank"]["chisq"])):
            continue
        ours = of_arms(each)
        if ours.df is None:  # R divides 0 by 0 or rounding by rounding: whoever was at risk failed together
            assert (
                number(each["log_rank"]["chisq"]) == pytest.approx(0, abs=1e-6) or each["log_rank"]["df"] == 0
            ), place
            continue
        assert (ours.df, ours.statistic) == (
            each["log_rank"]["df"],
            pytest.approx(each["log_rank"]["chisq"], **CLOSE),
        ), place
        compared += 1
    assert compared > 300


def test_no_set_has_more_degrees_of_freedom_than_its_arms_less_one():
    for each in SETS:
        assert (of_arms(each).df or 0) <= len(set(as_list(each["arm"]))) - 1


@pytest.mark.parametrize("cause", [1, 2])
def test_cumulative_incidence_and_its_interval_against_etm_cloglog(cause):
    compared = 0
    for place, each in enumerate(SETS):
        if not isinstance(each["incidence"], list):
            continue
        theirs = each["incidence"][cause - 1]
        if theirs["time"] is None:
            continue  # etm gives nothing where nobody has an event
        time, causes = as_list(each["time"]), [str(one) for one in as_list(each["cause"])]
        ours = cumulative_incidence(time, [int(one != "0") for one in causes], causes, causes=["1", "2"])[
            str(cause)
        ]
        rows = zip(*(as_list(theirs[name]) for name in ("time", "P", "var", "lower", "upper")), strict=True)
        for day, share, variance, lower, upper in rows:
            at = int(np.searchsorted(ours.time, day, side="right")) - 1
            assert ours.incidence[at] == pytest.approx(share, **CLOSE), place
            assert ours.error[at] ** 2 == pytest.approx(max(variance, 0), rel=1e-6, abs=1e-7), place
            if 0 < share < 1 - 1e-9 and variance > 1e-9:
                assert (ours.lower[at], ours.upper[at]) == pytest.approx(
                    (lower, upper), rel=1e-5, abs=1e-7
                ), place
                assert incidence_at(ours, day).lower <= share <= incidence_at(ours, day).upper, place
                compared += 1
    assert compared > 500
