from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.common.decimals import (
    ImplausibleValue,
    above,
    at_least,
    at_most,
    below,
    exact,
    numbers,
    ratio,
    rise,
    round_half_up,
)
from clinical.laboratory.units import convert
from tests.clinical.vectors import vectors

LAB_VALUES = st.decimals(min_value="0.01", max_value="99999", places=2)


def test_limits_that_binary_arithmetic_gets_wrong():
    assert 1.8 > 1.5 * 1.2
    assert not above(1.8, 1.5 * 1.2)
    assert not above(3.6, 3 * 1.2)
    assert at_most(1.8, 1.5 * 1.2)
    assert 188.1 - 171.0 < 17.1
    assert rise(188.1, 171.0) == 17.1
    assert at_least(188.1 - 171.0, 17.1)
    assert not below(188.1 - 171.0, 17.1)
    assert ratio(205.2, 17.1) == 12.0


def test_a_real_difference_in_the_sixth_digit_is_kept():
    assert above(17.1001, 17.1)
    assert below(17.0999, 17.1)
    assert above(100000.1, 100000.0)


@given(LAB_VALUES, LAB_VALUES)
def test_differences_and_comparisons_agree_with_decimal_arithmetic(later: Decimal, earlier: Decimal):
    x, y = float(later), float(earlier)
    assert rise(x, y) == float(later - earlier)
    assert bool(above(x, y)) == (later > earlier)
    assert bool(at_least(x, y)) == (later >= earlier)
    assert bool(below(x, y)) == (later < earlier)
    assert bool(at_most(x, y)) == (later <= earlier)


@given(LAB_VALUES, st.sampled_from(["1.5", "2.5", "3", "5", "10", "20"]))
def test_a_value_exactly_at_a_multiple_of_its_limit_is_not_above_it(limit: Decimal, multiple: str):
    value = float(limit * Decimal(multiple))
    assert not above(value, float(limit) * float(multiple))
    assert ratio(value, float(limit)) == float(multiple)


@given(st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-9))
def test_exact_keeps_ten_digits(value: float):
    assert float(exact(value)) == float(f"{value:.9e}")


def test_halves_go_up():
    assert round_half_up([0.5, 2.5, 30.5, 30.49, -0.5]).tolist() == [1, 3, 31, 30, 0]
    assert round_half_up(0.25, 1) == 0.3
    assert round_half_up(1.005, 2) == 1.01
    assert round_half_up(1.00499, 2) == 1.0


def test_missing_is_nan_however_it_is_written():
    columns = [
        [1.0, None],
        np.array([1.0, np.nan]),
        np.ma.array([1.0, 7.0], mask=[False, True]),
        pd.Series([1.0, None]),
        pd.Series([1, pd.NA], dtype="Int64"),
        pd.Series([1, None], dtype=object),
    ]
    for column in columns:
        assert np.array_equal(numbers(column), [1.0, np.nan], equal_nan=True), column
    assert np.isnan(numbers(None))
    assert not above(None, 1)
    assert not at_most(1, None)
    assert np.isnan(rise(None, 1))
    assert np.isnan(ratio(1, 0))
    assert np.isnan(round_half_up(None))


@pytest.mark.parametrize("text", ["17", "<5", ["a", "b"], np.array(["1"])])
def test_text_is_refused_with_the_value_in_the_message(text):
    with pytest.raises(ImplausibleValue, match="not a number"):
        numbers(text)


@vectors("eligibility_lab")
def test_limits_of_the_protocol_against_the_derived_vectors(vector):
    inputs = vector["inputs"]
    value = {name: entry["value"] if isinstance(entry, dict) else entry for name, entry in inputs.items()}
    bilirubin = convert("BILI", value["tbil"], inputs["tbil"]["unit"]) if "tbil" in inputs else None
    found = {
        "tbil_10x_uln": lambda: at_least(ratio(bilirubin, value["uln"]), 10),
        "tbil_171": lambda: at_least(bilirubin, 171),
        "inr_1_5_to_2_6": lambda: at_least(value["inr"], 1.5) & at_most(value["inr"], 2.6),
        "pta_20_to_40": lambda: at_least(value["pta"], 20) & at_most(value["pta"], 40),
        "pta_lt_40": lambda: below(value["pta"], 40),
        "he_le_2": lambda: at_most(value["he_west_haven"], 2),
        "age_ok": lambda: at_least(value["age"], 18) & at_most(value["age"], 65),
    }
    assert {name: bool(found[name]()) for name in vector["expected"]} == vector["expected"]
