import numpy as np
import pytest

from clinical.statistics import kaplan_meier, median_survival, printed, proportion, summary


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (12, 0, "12"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (-0.04, 1, "0.0"),
        (np.nan, 1, "NE"),
        (np.inf, 0, "NE"),
    ],
)
def test_numbers_round_as_on_paper(value, decimals, expected):
    assert printed.number(value, decimals) == expected


def test_percentages_name_their_denominator():
    assert printed.percent(0.308497) == "30.8%"
    assert printed.percent(1 / 3) == "33.3%"
    assert printed.count_percent(3, 10) == "3 (30.0%)"
    assert printed.count_of(0, 10) == "0/10 (0.0%)"
    assert printed.count_of(0, 0) == "0/0 (NE)"


def test_p_values_as_tern_prints_them():
    assert printed.p_value(0.36985) == "0.3699"
    assert printed.p_value(0.0001) == "0.0001"
    assert printed.p_value(0.00009999) == "<0.0001"
    assert printed.p_value(0) == "<0.0001"
    assert printed.p_value(1) == "1.0000"
    assert printed.p_value(np.nan) == "NE"


def test_intervals_keep_what_is_not_estimable_apart():
    assert printed.percent_with_interval(proportion(7, 10)) == "70.0% (34.8%, 93.3%)"
    assert printed.with_interval(proportion(7, 10)) == "0.70 (0.35, 0.93)"
    assert printed.percent_with_interval(proportion(0, 0)) == "NE (NE, NE)"
    median = median_survival(kaplan_meier([1, 2, 3, 9], [1, 1, 1, 0]))
    assert printed.with_interval(median, 1) == "2.5 (1.0, NE)"


def test_a_summary_of_whole_numbers_and_of_one_decimal():
    whole, tenths = summary([8, 10, 12, 15, 19]), summary([1.2, 1.4, 1.9])
    assert printed.mean_sd(whole) == "12.8 (4.3)"
    assert printed.median(whole) == "12.0"
    assert printed.quartiles(whole) == "10.0 - 15.0"
    assert printed.extremes(whole) == "8 - 19"
    assert printed.mean_sd(tenths, 1) == "1.50 (0.36)"
    assert printed.extremes(tenths, 1) == "1.2 - 1.9"
    assert printed.mean_sd(summary([5])) == "5.0 (NE)"
    assert printed.quartiles(summary([])) == "NE - NE"
