import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.statistics import log_rank_power, wilcoxon
from clinical.statistics.power import pairs_needed, pairs_text
from tests.clinical.laws import LAW


def test_log_rank_power_against_collett():
    """Collett D. Modelling Survival Data in Medical Research, chapter 10: chronic active hepatitis, survival of 0.41
    raised to 0.60 (hazard ratio 0.57), power 90 %: 133 deaths, here of 134 v 134 patients."""
    deaths = 134 * (0.59 + 0.40)
    assert deaths == pytest.approx(133, abs=0.5)
    assert log_rank_power(134, 134, 0.60, 0.41) == pytest.approx(0.90, abs=0.01)


def test_log_rank_power_of_ten_against_ten_by_hand():
    """7.12 expected deaths, hazard ratio 0.531: Phi(sqrt(7.12) / 2 x 0.632 - 1.96) = Phi(-1.117)."""
    assert log_rank_power(10, 10, 0.732, 0.556) == pytest.approx(0.132, abs=5e-4)


@LAW
@given(st.integers(1, 200), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_log_rank_power_does_not_depend_on_which_arm_is_first(n, one, other):
    assert log_rank_power(n, 10, one, other) == pytest.approx(log_rank_power(10, n, other, one))
    assert 0 < log_rank_power(n, 10, one, other) <= 1


def test_log_rank_power_where_it_is_not_defined():
    assert np.isnan(log_rank_power(0, 10, 0.7, 0.5))
    for rates in ((0, 0.5), (0.5, 1), (73.2, 55.6)):
        with pytest.raises(ValueError):
            log_rank_power(10, 10, *rates)


def test_pairs_needed_by_hand_from_noether_1987():
    """(1.96 + 0.8416)^2 / (3 x 20) is 0.1308; its root 0.3617 above one half."""
    assert pairs_needed(10, 10) == pytest.approx(0.8617, abs=1e-4)
    assert "86%" in pairs_text(10, 10).en
    assert "10 v 10" in wilcoxon(range(10), range(5, 15)).power.en


def test_no_difference_is_large_enough_for_a_few_patients():
    assert np.isnan(pairs_needed(2, 3))
    assert pairs_text(2, 3) is None
    assert pairs_text(0, 3) is None
