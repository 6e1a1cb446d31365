import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics import (
    estimate,
    kaplan_meier,
    median_survival,
    proportion,
    risk_table,
    survival_at,
    survival_quantile,
)
from tests.clinical.laws import LAW
from tests.clinical.times import (
    MERCAPTOPURINE,
    MERCAPTOPURINE_RELAPSE,
    PLACEBO,
    PLACEBO_RELAPSE,
    patients,
    split,
)

TEN_ALIVE = kaplan_meier([100] * 10, [0] * 10)


def test_medians_of_the_published_remissions():
    """Freireich 1963: 23 weeks with mercaptopurine, 8 with placebo; Kleinbaum, chapter 2."""
    assert median_survival(kaplan_meier(MERCAPTOPURINE, MERCAPTOPURINE_RELAPSE)).value == 23
    assert median_survival(kaplan_meier(PLACEBO, PLACEBO_RELAPSE)).value == 8


def test_a_step_that_lies_on_the_quantile_gives_its_middle():
    """As quantile.survfit: half are left from day 2 to day 5."""
    curve = kaplan_meier([1, 2, 5, 8], [1, 1, 1, 1])
    assert median_survival(curve).value == 3.5
    assert survival_quantile(curve, 0.25).value == 1.5
    assert survival_quantile(curve, 0.3).value == 2


def test_a_last_step_that_lies_on_the_quantile_ends_at_the_last_observation():
    assert median_survival(kaplan_meier([2, 6], [1, 0])).value == 4


def test_a_median_that_is_not_reached_says_so():
    median = median_survival(TEN_ALIVE)
    assert np.isnan([median.value, median.lower, median.upper]).all()
    assert median.reason == estimate.NOT_REACHED
    assert median_survival(kaplan_meier([], [])).reason == estimate.NO_PATIENTS
    few = median_survival(kaplan_meier([1, 2, 3, 9], [1, 1, 1, 0]))
    assert (few.value, few.reason) == (2.5, estimate.LIMIT_NOT_REACHED)


@pytest.mark.parametrize("fraction", [0, 1, -0.1, np.nan])
def test_a_quantile_is_a_fraction(fraction):
    with pytest.raises(ValueError):
        survival_quantile(TEN_ALIVE, fraction)


def test_without_an_event_the_interval_is_the_exact_binomial_one():
    """trial.md 3.5: 0 of 10 is compatible with up to 30.8 %."""
    at = survival_at(TEN_ALIVE, 50)
    assert (at.value, at.upper, at.at_risk, at.method) == (1, 1, 10, estimate.CLOPPER_PEARSON)
    assert at.lower == pytest.approx(1 - 0.308, abs=5e-4)


def test_without_an_event_only_those_still_followed_count():
    curve = kaplan_meier([10] * 5 + [100] * 5, [0] * 10)
    at = survival_at(curve, 50)
    assert at.at_risk == 5
    assert at.lower == 1 - proportion(0, 5).upper


def test_after_the_last_observation_nothing_is_carried_on():
    curve = kaplan_meier([1, 5], [1, 0])
    assert survival_at(curve, 5).value == 0.5
    late = survival_at(curve, 5.01)
    assert np.isnan([late.value, late.lower, late.upper, late.error]).all()
    assert (late.at_risk, late.reason) == (0, estimate.AFTER_LAST)
    assert survival_at(TEN_ALIVE, 101).reason == estimate.AFTER_LAST


def test_when_all_have_died_survival_stays_at_zero():
    at = survival_at(kaplan_meier([3] * 10, [1] * 10), 1000)
    assert (at.value, at.lower, at.at_risk) == (0, 0, 0)
    assert at.upper == pytest.approx(0.308, abs=5e-4)
    censored = survival_at(kaplan_meier([2, 3], [0, 1]), 4)
    assert (censored.value, censored.reason) == (0, estimate.ALL_FAILED)
    assert np.isnan(censored.lower)


def test_one_patient_and_none():
    one = kaplan_meier([4], [1])
    assert (survival_at(one, 3.9).value, survival_at(one, 4).value) == (1, 0)
    assert survival_at(one, 3).lower == pytest.approx(0.025)
    assert survival_at(kaplan_meier([], []), 1).reason == estimate.NO_PATIENTS


def test_table_under_the_published_remissions():
    """Kleinbaum, chapter 2: at 0, 10 and 20 weeks 21, 15 and 8 are at risk."""
    table = risk_table(kaplan_meier(MERCAPTOPURINE, MERCAPTOPURINE_RELAPSE), [0, 10, 20, 40])
    assert table.at_risk.tolist() == [21, 15, 8, 0]
    assert table.events.tolist() == [0, 4, 7, 9]
    assert table.censored.tolist() == [0, 2, 6, 12]


@pytest.mark.parametrize("time", [-1, np.nan, np.inf])
def test_a_curve_has_no_reading_at_an_impossible_time(time):
    with pytest.raises(ValueError):
        survival_at(TEN_ALIVE, time)


@LAW
@given(patients(smallest=0), st.lists(st.integers(0, 14)))
def test_the_rows_of_the_table_add_up_to_the_patients(found, ticks):
    table = risk_table(kaplan_meier(*split(found)), ticks)
    assert (table.at_risk + table.events + table.censored).tolist() == [len(found)] * len(ticks)
    assert table.at_risk.tolist() == [sum(day >= tick for day, _ in found) for tick in ticks]


@LAW
@given(patients(), st.integers(0, 130).map(lambda tenth: tenth / 10))
def test_a_reading_lies_in_its_interval(found, time):
    at = survival_at(kaplan_meier(*split(found)), time)
    assert np.isnan(at.value) or 0 <= at.value <= 1
    assert np.isnan(at.lower) or 0 <= at.lower <= at.value <= at.upper <= 1
    assert np.isnan(at.lower) == (at.reason is not None)


@LAW
@given(patients(), st.floats(0.05, 0.95))
def test_a_quantile_is_where_the_curve_crosses(found, fraction):
    curve = kaplan_meier(*split(found))
    value = survival_quantile(curve, fraction).value
    if np.isnan(value):
        assert curve.survival[-1] > 1 - fraction
    else:
        assert survival_at(curve, value).value <= 1 - fraction + 1e-7
        assert value == curve.time[0] or survival_at(curve, value - 1e-6).value >= 1 - fraction - 1e-7


@LAW
@given(patients())
def test_the_interval_of_a_median_holds_it(found):
    median = median_survival(kaplan_meier(*split(found)))
    assert not median.lower > median.value
    assert not median.upper < median.value
