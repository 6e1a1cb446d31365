import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact

from clinical import statistics
from clinical.statistics.significance import ONE_ARM
from tests.clinical.laws import LAW

PATIENTS = st.integers(1, 14).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def test_against_the_tea_tasting():
    """Fisher RA, The Design of Experiments; R, ?fisher.test: 3 of 4 against 1 of 4, two-sided 0.4857."""
    assert statistics.fisher_exact(3, 4, 1, 4).p == pytest.approx(34 / 70)


def test_against_the_criminal_twins():
    """Fisher 1962; R, ?fisher.test: convictions of 10 of 13 and 2 of 17 twins, two-sided 0.0005367."""
    assert statistics.fisher_exact(10, 13, 2, 17).p == pytest.approx(0.0005367, abs=5e-8)


def test_what_ten_against_ten_needs_against_the_trial_document():
    """trial.md 3.5: p < 0.05 needs 10 v 5; 3 v 6 gives 0.37."""
    assert statistics.fisher_exact(10, 10, 5, 10).p < 0.05
    assert statistics.fisher_exact(10, 10, 6, 10).p > 0.05
    assert statistics.fisher_exact(3, 10, 6, 10).p == pytest.approx(0.37, abs=0.005)


@LAW
@given(PATIENTS, PATIENTS)
def test_against_scipy_and_either_way_round(first, second):
    found = statistics.fisher_exact(*first, *second)
    table = [[count, total - count] for count, total in (first, second)]
    assert found.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)
    assert found.p == statistics.fisher_exact(*second, *first).p
    assert 0 < found.p <= 1


def test_power_of_ten_against_ten_against_the_trial_document():
    """trial.md 3.5: 4 % for the effect of the hospital's own trial."""
    power = statistics.fisher_power(10, 10, *statistics.ASSUMED_RATES)
    assert power == pytest.approx(0.045, abs=5e-4)
    found = statistics.fisher_exact(3, 10, 6, 10)
    assert "73.2% v 55.6%" in found.power.en
    assert "about 4% of trials with 10 v 10" in found.power.en
    assert "10例对10例的试验中约4%" in found.power.zh


@pytest.mark.parametrize(("n_1", "n_2", "rates"), [(10, 10, (0.9, 0.3)), (4, 6, (0.5, 0.5)), (1, 1, (1, 0))])
def test_power_against_a_sum_over_every_table_by_scipy(n_1, n_2, rates):
    expected = sum(
        binom.pmf(x, n_1, rates[0]) * binom.pmf(y, n_2, rates[1])
        for x in range(n_1 + 1)
        for y in range(n_2 + 1)
        if fisher_exact([[x, n_1 - x], [y, n_2 - y]]).pvalue <= 0.05
    )
    assert statistics.fisher_power(n_1, n_2, *rates) == pytest.approx(expected, abs=1e-12)


@LAW
@given(st.integers(1, 12), st.integers(1, 12), st.floats(0, 1))
def test_without_a_difference_power_keeps_the_promised_error(n_1, n_2, rate):
    assert statistics.fisher_power(n_1, n_2, rate, rate) <= 0.05


def test_a_large_trial_is_tested_at_once_and_states_no_power():
    large = statistics.fisher_exact(1200, 2500, 1100, 2500)
    assert large.p == pytest.approx(fisher_exact([[1200, 1300], [1100, 1400]]).pvalue, rel=1e-9)
    assert large.power is None
    assert statistics.fisher_exact(100, 200, 80, 200).power is not None


def test_an_empty_arm_is_no_comparison():
    found = statistics.fisher_exact(0, 0, 3, 10)
    assert np.isnan(found.p)
    assert (found.reason, found.power) == (ONE_ARM, None)
    assert np.isnan(statistics.fisher_power(0, 10, 0.5, 0.5))


def test_impossible_counts_and_rates_are_refused():
    with pytest.raises(ValueError):
        statistics.fisher_exact(11, 10, 0, 10)
    with pytest.raises(ValueError):
        statistics.fisher_power(10, 10, 73.2, 55.6)
