"""Display flags around an infusion against trial.md 3.4, on both sides of each limit; signs and their names."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.infusions.window import (
    ALLERGY_SIGNS,
    SIGNS,
    change_reached,
    level_reached,
    mean_arterial_pressure,
)


@pytest.mark.parametrize(
    ("code", "value", "flagged"),
    [
        ("TEMP", 37.9, 0), ("TEMP", 38.0, 1), ("TEMP", 37.99, 0), ("TEMP", 39.4, 1),
        ("HR", 120, 0), ("HR", 121, 1), ("MAP", 65, 0), ("MAP", 64.7, 1), ("MAP", 64, 1),
        ("OXYSAT", 93, 0), ("OXYSAT", 92, 1),
        ("FLUSH", 1, 1), ("FLUSH", 0, 0), ("ANGIOED", 1, 1),
    ],
)  # fmt: skip
@pytest.mark.shows("primary outcome 1")
def test_values_against_trial_md_3_4(code, value, flagged):
    """T >= 38.0; HR > 120; MAP < 65; SpO2 < 93 %; any allergy sign."""
    assert level_reached(code, value) == flagged


@pytest.mark.parametrize(
    ("code", "before", "value", "flagged"),
    [
        ("TEMP", 36.4, 37.4, 1), ("TEMP", 36.4, 37.3, 0), ("TEMP", 36.6, 37.6, 1), ("TEMP", 36.8, 37.8, 1),
        ("HR", 80, 96, 1), ("HR", 80, 95, 0), ("HR", 85, 102, 1), ("HR", 95, 114, 1), ("HR", 80, 60, 0),
        ("MAP", 90, 72, 1), ("MAP", 90, 73, 0), ("MAP", 85, 68, 1), ("MAP", 80, 100, 0),
        ("OXYSAT", 98, 95, 1), ("OXYSAT", 98, 96, 0), ("OXYSAT", 94, 97, 0),
        ("MAP", 250 / 3, 200 / 3, 1), ("MAP", 250 / 3, 201 / 3, 0),
    ],
)  # fmt: skip
@pytest.mark.shows("primary outcome 1")
def test_changes_against_trial_md_3_4(code, before, value, flagged):
    """+1.0 degC; +20 %; -20 %; -3 points."""
    assert change_reached(code, value, before) == flagged


@pytest.mark.parametrize("code", [*SIGNS, *(sign.code for sign in ALLERGY_SIGNS)])
@pytest.mark.shows("primary outcome 1")
def test_a_missing_value_is_never_normal(code):
    assert math.isnan(level_reached(code, None)) and math.isnan(change_reached(code, None, 1))
    assert math.isnan(change_reached(code, 37.0, None))


def test_breathing_has_no_limit_and_is_never_judged():
    assert math.isnan(level_reached("RESP", 60)) and math.isnan(change_reached("RESP", 60, 10))


def test_columns_work_as_single_values_do():
    assert level_reached("TEMP", [37.9, 38.0, None]).tolist()[:2] == [0, 1]
    assert change_reached("HR", [96, 95], [80, 80]).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("systolic", "diastolic", "mean"), [(120, 80, 280 / 3), (90, 60, 70), (117, 70, 257 / 3)]
)
def test_mean_arterial_pressure_by_hand(systolic, diastolic, mean):
    assert mean_arterial_pressure(systolic, diastolic) == pytest.approx(mean)


@given(st.floats(20, 300), st.floats(20, 300))
def test_the_mean_pressure_lies_between_the_two(one, other):
    low, high = sorted((one, other))
    assert low - 1e-6 <= mean_arterial_pressure(high, low) <= high + 1e-6


def test_one_pressure_alone_gives_no_mean():
    assert np.isnan(mean_arterial_pressure(120, None)) and np.isnan(mean_arterial_pressure(None, 80))


@pytest.mark.parametrize(
    ("wording", "codes"),
    [
        ("FLUSHING", {"FLUSH"}), ("RASH/URTICARIA", {"RASH"}), ("Urticaria", {"RASH"}), ("PRURITUS", {"ITCH"}),
        ("CHILLS", {"CHILLS"}), ("Rigors", {"CHILLS"}), ("BRONCHOSPASM", {"BRONCHO"}),
        ("ANGIOEDEMA", {"ANGIOED"}), ("ANGIO-OEDEMA", {"ANGIOED"}), ("angiooedema", {"ANGIOED"}),
        ("荨麻疹", {"RASH"}), ("寒战", {"CHILLS"}), ("血管神经性水肿", {"ANGIOED"}), ("OEDEMA", set()), ("PAIN", set()),
    ],
)  # fmt: skip
@pytest.mark.shows("primary outcome 1")
def test_allergy_signs_are_found_by_their_usual_names(wording, codes):
    assert {sign.code for sign in ALLERGY_SIGNS if re.search(sign.pattern, wording.upper())} == codes


def test_the_signs_are_those_of_trial_md_3_4():
    assert [code for code, sign in SIGNS.items() if sign.planned] == ["TEMP", "HR", "MAP", "OXYSAT"]
    assert len(ALLERGY_SIGNS) == 6
