import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from clinical.statistics import (
    cumulative_incidence,
    estimate,
    incidence_at,
    kaplan_meier,
    proportion,
    survival_at,
)
from tests.clinical.laws import LAW

CAUSES = ("DEATH", "LIVER TRANSPLANTATION")


def patients(smallest=1):
    """Lists of (day, cause or None for censored)."""
    patient = st.tuples(st.integers(0, 12), st.sampled_from([None, *CAUSES]))
    return st.lists(patient, min_size=smallest, max_size=12)


def incidences(found, **options):
    days, causes = [day for day, _ in found], [cause for _, cause in found]
    return cumulative_incidence(
        days, [cause is not None for cause in causes], causes, causes=CAUSES, **options
    )


def test_by_hand_on_five_patients():
    """Death day 1, transplantation day 2, censored day 3, death day 4, alive day 5.

    S(1) = 4/5, S(2) = 3/5, S(4) = 3/10. Death: 1/5, then + 3/5 x 1/2 = 1/2. Transplantation: 4/5 x 1/4 = 1/5.
    """
    death, transplantation = incidences(
        [(1, "DEATH"), (2, CAUSES[1]), (3, None), (4, "DEATH"), (5, None)]
    ).values()
    assert death.incidence == pytest.approx([0.2, 0.2, 0.2, 0.5, 0.5])
    assert transplantation.incidence == pytest.approx([0, 0.2, 0.2, 0.2, 0.2])
    assert death.events.tolist() == [1, 0, 0, 1, 0]
    assert death.all_causes.survival == pytest.approx([0.8, 0.6, 0.6, 0.3, 0.3])
    # Until the censoring it is a proportion of five: error sqrt(0.2 x 0.8 / 5).
    assert death.error[:3] == pytest.approx([np.sqrt(0.2 * 0.8 / 5)] * 3)
    # Day 4: 0.3^2 (1/20 + 1/12) + 0.6^2 / 8 - 2 (0.3 / 25): the formula of the module, term by term.
    terms = 0.3**2 * (1 / 20 + 1 / 12) + (1 * 4 / 125 + 0.6**2 * 1 / 8) - 2 * 0.3 * 1 / 25
    assert death.error[3] == pytest.approx(np.sqrt(terms))


def test_ten_deaths_and_transplants_on_one_day_are_a_proportion():
    death, _ = incidences([(7, "DEATH")] * 6 + [(7, CAUSES[1])] * 4).values()
    assert death.incidence.tolist() == [0.6]
    assert death.error == pytest.approx([np.sqrt(0.6 * 0.4 / 10)])


def test_one_minus_kaplan_meier_overstates():
    found = [(1, CAUSES[1]), (2, "DEATH"), (3, "DEATH"), (4, None)]
    death = incidences(found)["DEATH"]
    censoring = kaplan_meier([1, 2, 3, 4], [0, 1, 1, 0])
    assert incidence_at(death, 3).value == pytest.approx(0.5)
    assert 1 - survival_at(censoring, 3).value == pytest.approx(2 / 3)


def test_a_cause_that_never_happened_is_there_with_an_exact_interval():
    """Nobody of ten transplanted, three dead: their fate is known too, so 0 of 10: up to 30.8 %."""
    found = incidences([(3, "DEATH")] * 3 + [(20, None)] * 7)
    at = incidence_at(found[CAUSES[1]], 10)
    assert (at.value, at.lower, at.at_risk, at.method) == (0, 0, 7, estimate.CLOPPER_PEARSON)
    assert at.upper == pytest.approx(0.308, abs=5e-4)


def test_those_censored_before_do_not_count_towards_the_exact_interval():
    found = incidences([(3, None)] * 4 + [(20, None)] * 6)
    assert incidence_at(found["DEATH"], 10).upper == proportion(0, 6).upper


def test_after_the_last_observation_and_when_nobody_is_left():
    going_on = incidences([(1, "DEATH"), (5, None)])["DEATH"]
    assert incidence_at(going_on, 6).reason == estimate.AFTER_LAST
    over = incidences([(1, "DEATH"), (5, CAUSES[1])])["DEATH"]
    assert incidence_at(over, 600).value == 0.5
    all_dead = incidence_at(incidences([(1, "DEATH")] * 10)["DEATH"], 2)
    assert (all_dead.value, all_dead.upper) == (1, 1)
    assert all_dead.lower == pytest.approx(0.692, abs=5e-4)
    censored = incidence_at(incidences([(1, None), (2, "DEATH")])["DEATH"], 2)
    assert (censored.value, censored.reason) == (1, estimate.ALL_FAILED)
    assert incidence_at(incidences([])["DEATH"], 2).reason == estimate.NO_PATIENTS


def test_an_incidence_of_one_is_not_missed_by_rounding():
    """All die after one was censored: in binary the steps add up to 1 but for the last digit."""
    for n in range(2, 30):
        death = incidences([(0, None)] + [(day, "DEATH") for day in range(1, n)])["DEATH"]
        assert (death.incidence[-1], incidence_at(death, n).reason) == (1, estimate.ALL_FAILED)
        assert np.isnan(death.lower[-1])


def test_an_event_of_a_cause_left_out_is_refused():
    with pytest.raises(ValueError, match="LIVER"):
        cumulative_incidence([1], [1], [CAUSES[1]], causes=("DEATH",))
    with pytest.raises(ValueError, match="None"):
        cumulative_incidence([1], [1], [None], causes=CAUSES)


def test_missing_rows_are_counted_and_the_cause_of_a_censored_patient_is_ignored():
    found = cumulative_incidence([1, None, 3], [1, 1, 0], ["DEATH", "DEATH", "LOST"], causes=CAUSES)
    assert (found["DEATH"].all_causes.n, found["DEATH"].all_causes.missing) == (2, 1)


@LAW
@given(patients(smallest=0))
def test_the_causes_and_the_event_free_add_up_to_one(found):
    both = incidences(found)
    total = sum(each.incidence for each in both.values()) + both["DEATH"].all_causes.survival
    assert total == pytest.approx(1, abs=1e-12)


@LAW
@given(patients())
def test_curve_and_error_against_statsmodels(found):
    death, transplantation = incidences(found).values()
    status = np.asarray([0 if cause is None else 1 + CAUSES.index(cause) for _, cause in found])
    with np.errstate(all="ignore"):
        other = CumIncidenceRight([day for day, _ in found], status)
    for ours, values, errors in zip((death, transplantation), other.cinc, other.cinc_se, strict=False):
        assert ours.incidence == pytest.approx(values, abs=1e-12)
        # statsmodels has no error once nobody is left, and none for a rounding below 0.
        known = np.isfinite(errors)
        assert ours.error[known] ** 2 == pytest.approx(errors[known] ** 2, abs=1e-12)


@LAW
@given(patients())
def test_a_single_cause_is_one_minus_kaplan_meier_with_its_error_and_interval(found):
    deaths = [(day, cause and "DEATH") for day, cause in found]
    death = incidences(deaths)["DEATH"]
    curve = kaplan_meier([day for day, _ in deaths], [cause is not None for _, cause in deaths])
    assert death.incidence == pytest.approx(1 - curve.survival, abs=1e-12)
    left = curve.survival > 1e-9
    assert death.error[left] ** 2 == pytest.approx(curve.error[left] ** 2, abs=1e-12)
    assert death.lower[left] == pytest.approx(1 - curve.upper[left], abs=1e-6, nan_ok=True)
    assert death.upper[left] == pytest.approx(1 - curve.lower[left], abs=1e-6, nan_ok=True)


@LAW
@given(patients(), st.integers(0, 13))
def test_a_reading_lies_in_its_interval(found, day):
    for each in incidences(found).values():
        assert (np.diff(each.incidence, prepend=0) >= 0).all()
        at = incidence_at(each, day)
        assert np.isnan(at.value) or 0 <= at.value <= 1 + 1e-12
        assert np.isnan(at.lower) or 0 <= at.lower <= at.value + 1e-12 <= at.upper + 2e-12
        assert np.isfinite(each.lower[(each.incidence > 0) & (each.incidence < 1)]).all()
        assert np.isnan(each.lower[(each.incidence == 0) | (each.incidence == 1)]).all()
        assert np.isnan(at.lower) == (at.reason is not None)


@LAW
@given(patients(), st.randoms())
def test_the_order_of_patients_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))
    for one, other in zip(incidences(found).values(), incidences(shuffled).values(), strict=True):
        assert one.incidence.tolist() == other.incidence.tolist()
        assert one.error.tolist() == other.error.tolist()
