"""Against R on the CDISC pilot: oracle CP-TTE-03, tests/oracle_answers/times.py."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import survdiff

from clinical.statistics import log_rank
from clinical.statistics.significance import NOTHING_TO_COMPARE, ONE_ARM
from tests.clinical.laws import LAW
from tests.clinical.times import MERCAPTOPURINE, MERCAPTOPURINE_RELAPSE, PLACEBO, PLACEBO_RELAPSE, patients

TRIAL = (
    MERCAPTOPURINE + PLACEBO,
    MERCAPTOPURINE_RELAPSE + PLACEBO_RELAPSE,
    ["mercaptopurine"] * 21 + ["placebo"] * 21,
)


def test_against_the_published_remissions():
    """Freireich 1963 as printed by survdiff (and Kleinbaum, chapter 2): 16.8 on 1 df, 9 v 19.3, 21 v 10.7."""
    found = log_rank(*TRIAL)
    assert (found.statistic, found.df) == (pytest.approx(16.79, abs=0.005), 1)
    assert found.p == pytest.approx(4.17e-5, abs=5e-8)
    assert found.observed == {"mercaptopurine": 9, "placebo": 21}
    assert found.expected == pytest.approx({"mercaptopurine": 19.25, "placebo": 10.75}, abs=0.005)
    assert (found.n, found.missing, found.reason) == (42, 0, None)


def test_by_hand_on_four_patients():
    """Deaths on day 1 (arm a, of 2 and 2) and day 2 (arm b, of 1 and 2): E(a) = 1/2 + 1/3, V = 1/4 + 2/9."""
    found = log_rank([1, 2, 3, 3], [1, 1, 0, 0], ["a", "b", "a", "b"])
    assert found.expected["a"] == pytest.approx(5 / 6)
    assert found.statistic == pytest.approx((1 - 5 / 6) ** 2 / (1 / 4 + 2 / 9))


@pytest.mark.parametrize("size", [2, 3, 4, 5, 9, 60])
def test_e1_two_arms_have_one_degree_of_freedom_whatever_their_sizes(size):
    found = log_rank(list(range(size + 1)), [1] * (size + 1), ["A"] + ["B"] * size)
    assert found.df == 1


def test_e1_one_against_four_as_survdiff_prints_it():
    """R: survdiff(Surv(1:5, rep(1, 5)) ~ c("A", "B", "B", "B", "B")): 4 on 1 df, p = 0.0455."""
    found = log_rank([1, 2, 3, 4, 5], [1] * 5, ["A", "B", "B", "B", "B"])
    assert (found.df, found.statistic, found.p) == (1, pytest.approx(4), pytest.approx(0.0455, abs=5e-5))


def test_power_is_stated_for_two_arms_only():
    assert "21 v 21" in log_rank(*TRIAL).power.en
    assert log_rank([1, 2, 3], [1, 1, 1], ["a", "b", "c"]).power is None


@LAW
@given(patients(smallest=4), st.data())
def test_against_statsmodels(found, data):
    arms = data.draw(st.lists(st.sampled_from("abc"), min_size=len(found), max_size=len(found)))
    time, event = (
        np.asarray([day for day, _ in found]),
        np.asarray([event for _, event in found], dtype=float),
    )
    ours = log_rank(time, event, arms)
    assume(ours.df == len(set(arms)) - 1)
    chisq, p = survdiff(time, event, np.asarray(arms))
    assert (ours.statistic, ours.p) == (pytest.approx(chisq, abs=1e-6), pytest.approx(p, abs=1e-6))
    assert sum(ours.expected.values()) == pytest.approx(sum(ours.observed.values()))


@LAW
@given(patients(smallest=2), st.randoms())
def test_neither_the_order_of_patients_nor_the_names_of_arms_matter(found, random):
    rows = [(*patient, place % 2) for place, patient in enumerate(found)]
    shuffled = [(day, event, "ba"[arm]) for day, event, arm in random.sample(rows, len(rows))]
    one, other = (log_rank(*map(list, zip(*each, strict=True))) for each in (rows, shuffled))
    assert one.statistic == pytest.approx(other.statistic, abs=1e-9, nan_ok=True)


def test_what_cannot_be_compared_says_why():
    assert log_rank([], [], []).reason == ONE_ARM
    assert log_rank([1, 2], [1, 1], ["a", "a"]).reason == ONE_ARM
    none = log_rank([1, 2], [0, 0], ["a", "b"])
    assert (none.reason, none.df) == (NOTHING_TO_COMPARE, None)
    assert np.isnan([none.statistic, none.p]).all()
    assert log_rank([1, 5], [0, 1], ["a", "b"]).reason == NOTHING_TO_COMPARE


def test_all_events_on_one_day_are_defined():
    """Everyone dies at once: nothing was left to chance, so no difference can be tested."""
    assert log_rank([3, 3, 3], [1, 1, 1], ["a", "b", "b"]).reason == NOTHING_TO_COMPARE


def test_missing_values_and_arms_are_counted():
    arms = pd.Series(["a", "b", None, "a", "b"])
    found = log_rank([1, 2, 3, None, 4], [1, 1, 1, 1, 0], arms)
    assert (found.n, found.missing) == (3, 2)
    assert found.observed == {"a": 1, "b": 1}
