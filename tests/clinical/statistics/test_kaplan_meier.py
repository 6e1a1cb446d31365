import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from clinical.statistics import kaplan_meier
from tests.clinical.laws import LAW
from tests.clinical.times import MERCAPTOPURINE, MERCAPTOPURINE_RELAPSE, patients, split


@pytest.mark.shows("secondary outcome 1")
def test_curve_against_the_published_remissions_under_mercaptopurine():
    """Freireich 1963 as printed by survfit (and Kleinbaum, Survival Analysis, table 2.4): weeks of relapse."""
    curve = kaplan_meier(MERCAPTOPURINE, MERCAPTOPURINE_RELAPSE)
    relapse = curve.events > 0
    assert curve.time[relapse].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk[relapse].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.events[relapse].tolist() == [3, 1, 1, 1, 1, 1, 1]
    printed = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.survival[relapse] == pytest.approx(printed, abs=5e-4)
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert curve.error[relapse] == pytest.approx(errors, abs=5e-5)
    assert curve.censored.sum() == 12
    assert curve.last == 35


def test_log_log_interval_by_hand():
    """One death of ten on day 1: S = 0.9, error sqrt(0.9 x 0.1 / 10), width 1.96 x error / (0.9 x -log 0.9)."""
    curve = kaplan_meier([1] + [2] * 9, [1] + [0] * 9)
    assert curve.error[0] == pytest.approx(0.0948683, abs=1e-7)
    assert (curve.lower[0], curve.upper[0]) == pytest.approx((0.4730, 0.9853), abs=1e-4)


def test_an_event_precedes_a_censoring_of_the_same_day():
    curve = kaplan_meier([5, 5], [1, 0])
    assert (curve.at_risk.tolist(), curve.survival.tolist()) == ([2], [0.5])


def test_a_patient_without_time_or_event_is_counted_not_lost():
    curve = kaplan_meier([5, None, 7, 9], [1, 1, np.nan, 0])
    assert (curve.n, curve.missing) == (2, 2)
    assert curve.time.tolist() == [5, 9]


def test_no_patients_give_an_empty_curve():
    curve = kaplan_meier([], [])
    assert (curve.n, len(curve.time), len(curve.lower)) == (0, 0, 0)
    assert np.isnan(curve.last)


def test_all_censored_and_all_at_once():
    alive = kaplan_meier([3, 4], [0, 0])
    assert alive.survival.tolist() == [1, 1]
    assert alive.error.tolist() == [0, 0]
    assert np.isnan([alive.lower, alive.upper]).all()
    dead = kaplan_meier([3, 3], [1, 1])
    assert dead.survival.tolist() == [0]
    assert np.isnan([dead.error, dead.lower, dead.upper]).all()


def test_times_that_differ_only_by_binary_rounding_are_one_time():
    assert kaplan_meier([0.1 + 0.2, 0.3], [1, 1]).events.tolist() == [2]


@pytest.mark.parametrize(
    ("time", "event"), [([-1], [1]), ([1], [2]), ([1, 2], [1]), ([np.inf], [1]), ([[1]], [[1]])]
)
def test_impossible_input_is_refused(time, event):
    with pytest.raises(ValueError):
        kaplan_meier(time, event)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_an_impossible_level_is_refused(level):
    with pytest.raises(ValueError):
        kaplan_meier([1], [1], level=level)


@LAW
@given(patients())
@pytest.mark.shows("secondary outcome 1")
def test_curve_against_statsmodels(found):
    time, event = split(found)
    curve = kaplan_meier(time, event)
    other = SurvfuncRight(time, np.asarray(event, dtype=float))
    happened = curve.events > 0
    assert curve.time[happened].tolist() == other.surv_times.tolist()
    assert curve.at_risk[happened].tolist() == other.n_risk.tolist()
    assert curve.survival[happened] == pytest.approx(other.surv_prob, abs=1e-12)
    assert curve.error[happened] == pytest.approx(other.surv_prob_se, abs=1e-12, nan_ok=True)


@LAW
@given(patients())
def test_curve_only_falls_and_its_interval_holds_it(found):
    curve = kaplan_meier(*split(found))
    assert (np.diff(curve.survival, prepend=1) <= 0).all()
    assert ((curve.survival >= 0) & (curve.survival <= 1)).all()
    inner = (curve.survival > 0) & (curve.survival < 1)
    assert np.isfinite(curve.lower[inner]).all()
    assert (curve.lower[inner] < curve.survival[inner]).all()
    assert (curve.survival[inner] < curve.upper[inner]).all()
    assert ((curve.lower[inner] > 0) & (curve.upper[inner] < 1)).all()


@LAW
@given(patients(), st.floats(0.5, 0.9))
def test_more_confidence_is_a_wider_interval(found, level):
    narrow, wide = (kaplan_meier(*split(found), level=each) for each in (level, 0.95))
    inner = np.isfinite(narrow.lower)
    assert (wide.lower[inner] < narrow.lower[inner]).all()
    assert (wide.upper[inner] > narrow.upper[inner]).all()


@LAW
@given(patients(), st.randoms())
def test_the_order_of_patients_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))
    first, second = kaplan_meier(*split(found)), kaplan_meier(*split(shuffled))
    assert first.survival.tolist() == second.survival.tolist()
    assert first.at_risk.tolist() == second.at_risk.tolist()


@LAW
@given(patients())
def test_without_censoring_survival_is_the_fraction_still_alive(found):
    days = [day for day, _ in found]
    curve = kaplan_meier(days, [1] * len(days))
    alive = [sum(other > day for other in days) / len(days) for day in curve.time]
    assert curve.survival == pytest.approx(alive, abs=1e-12)
