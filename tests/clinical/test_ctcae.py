import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical import ctcae
from clinical.ctcae_rules import RULES
from clinical.lab_tests import LAB_TESTS
from clinical.units import convert
from tests.clinical.vectors import vectors

RATIO_UNITS = ("any (ratio criterion)", "same as uln", "ratio", "degC")
LABORATORY = [term for term, rule in RULES.items() if rule.paramcd in LAB_TESTS]


def _measured(inputs):
    """The value in the standard unit of the term, by the product's own units; None where it has none."""
    if inputs["value"] is None or inputs["unit"] in RATIO_UNITS:
        return inputs["value"]
    paramcd = RULES[inputs["term"]].paramcd
    return float(convert(paramcd, inputs["value"], inputs["unit"]))


def _baseline(inputs):
    change = inputs.get("pct_change_from_baseline")
    return inputs.get("baseline") if change is None else inputs["value"] / (1 + change / 100)


def _graded(inputs):
    return ctcae.grade(
        inputs["term"],
        _measured(inputs),
        uln=inputs.get("uln"),
        lln=inputs.get("lln"),
        baseline=_baseline(inputs),
        anticoagulated=inputs.get("on_anticoagulation", False),
        symptomatic=inputs.get("symptomatic_or_intervention", False),
        hours_above_40=inputs.get("duration_h_above_40"),
    )


def _words(text):
    return set(re.findall(r"[a-z]+|\d+", text.lower()))


@vectors("ctcae_v4")
def test_grades_against_admiral_and_the_official_table(vector):
    inputs, expected = vector["inputs"], vector["expected"]
    if "systolic" in inputs:
        pressures = inputs["systolic"]["value"], inputs["diastolic"]["value"]
        assert ctcae.blood_pressure_band(*pressures) == int(expected["grade_bp_band_only"])
    elif "description" in inputs:
        described = _words(inputs["description"])
        likeness = {
            grade: len(described & _words(ctcae.wording(inputs["term"], grade)))
            / len(described | _words(ctcae.wording(inputs["term"], grade)))
            for grade in ctcae.grades_of(inputs["term"])
        }
        assert max(likeness, key=likeness.__getitem__) == int(expected["grade"])
    else:
        assert _graded(inputs) == (None if expected["grade"] is None else int(expected["grade"]))


@vectors("ctcae_v4_allowed_grades")
def test_existing_grades_against_the_official_table(vector):
    grades = ctcae.grades_of(vector["inputs"]["term"])
    assert [str(grade) for grade in grades] == vector["expected"]["grades"]


@pytest.mark.parametrize(
    ("value", "uln", "expected"), [(1.8, 1.2, 1), (1.81, 1.2, 2), (3.0, 1.2, 2), (1.2, 1.2, 0)]
)
def test_an_inr_exactly_at_its_limit_gets_the_milder_grade(value, uln, expected):
    assert ctcae.grade("INR increased", value, uln=uln) == expected


def test_the_baseline_of_an_inr_counts_only_under_anticoagulation():
    given_ = {"uln": 1.2, "baseline": 1.0}
    assert ctcae.grade("INR increased", 1.1, **given_) == 0
    assert ctcae.grade("INR increased", 1.1, anticoagulated=True, **given_) == 1
    assert ctcae.grade("INR increased", 1.1, anticoagulated=None, **given_) is None
    assert ctcae.grade("INR increased", 1.0, anticoagulated=None, **given_) == 0


def test_hypokalaemia_is_grade_1_unless_it_has_symptoms():
    assert ctcae.grade("Hypokalemia", 3.2, lln=3.5) == 1
    assert ctcae.grade("Hypokalemia", 3.2, lln=3.5, symptomatic=True) == 2
    assert ctcae.grade("Hypokalemia", 2.9, lln=3.5, symptomatic=True) == 3


def test_a_missing_limit_leaves_only_what_does_not_need_it():
    assert ctcae.grade("Hyponatremia", 129) == 3
    assert ctcae.grade("Hyponatremia", 131) is None
    assert ctcae.grade("Blood bilirubin increased", 300) is None
    assert ctcae.grade("Creatinine increased", 80, uln=97) is None
    assert ctcae.grade("Creatinine increased", 200, uln=97) == 2


def test_fever_is_4_only_when_known_to_have_lasted():
    assert ctcae.grade("Fever", 37.9) == 0
    assert ctcae.grade("Fever", 40.1) == 3
    assert ctcae.grade("Fever", 40.1, hours_above_40=24.5) == 4


def test_what_has_no_numeric_limit_is_never_computed():
    assert ctcae.grade("Hypotension", 60) is None
    assert ctcae.unit_of("Hypotension") is None
    assert np.isnan(ctcae.grades("Sinus tachycardia", [90, 150])).all()


def test_an_unknown_term_is_named_in_the_error():
    for call in (ctcae.grades_of, lambda term: ctcae.grade(term, 1.0)):
        with pytest.raises(ctcae.UnknownTerm, match="Lycanthropy"):
            call("Lycanthropy")
    assert ctcae.grades_of("HYPONATREMIA") == ctcae.grades_of("Hyponatremia")


def test_grades_that_do_not_exist_are_never_given():
    for term, rule in RULES.items():
        assert {clause.grade for clause in rule.clauses} <= set(ctcae.grades_of(term)), term
        assert ctcae.wording(term, rule.clauses[0].grade)


def test_every_graded_test_is_in_the_laboratory_table():
    assert set(ctcae.TERM_OF_PARAMCD) - {"TEMP"} <= set(LAB_TESTS)
    assert ctcae.TERM_OF_PARAMCD["SODIUM"] == {"LOW": "Hyponatremia", "HIGH": "Hypernatremia"}
    assert ctcae.unit_of("Creatinine increased") == "umol/L"


VALUES = st.one_of(st.none(), st.floats(0, 400).map(lambda value: round(value, 1)))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(LABORATORY), st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=1, max_size=5)
)
def test_one_table_serves_single_values_and_arrays(term, rows):
    values, ulns, llns, baselines = (list(column) for column in zip(*rows, strict=True))
    many = ctcae.grades(term, values, uln=ulns, lln=llns, baseline=baselines)
    one_by_one = [
        ctcae.grade(term, value, uln=uln, lln=lln, baseline=baseline) for value, uln, lln, baseline in rows
    ]
    assert [None if math.isnan(grade) else int(grade) for grade in many] == one_by_one


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(LABORATORY),
    st.tuples(st.floats(0, 400), st.floats(0, 400)),
    st.floats(0.5, 100),
    st.floats(0.5, 100),
)
def test_a_value_further_out_never_has_a_lower_grade(term, values, limit, baseline):
    nearer, further = sorted(values, reverse=RULES[term].direction == "LOW")
    given_ = {"uln": limit, "lln": limit, "baseline": baseline}
    assert ctcae.grade(term, further, **given_) >= ctcae.grade(term, nearer, **given_)


def test_a_test_graded_both_ways_takes_the_worse_and_stays_unknown_if_either_is():
    limits = {"uln": 147.0, "lln": 137.0}
    assert ctcae.paramcd_grades("SODIUM", [118, 136, 140, 151, None], **limits).tolist()[:4] == [4, 1, 0, 2]
    assert math.isnan(ctcae.paramcd_grades("SODIUM", 140, uln=147))
    assert ctcae.paramcd_grades("SODIUM", 118, uln=147) == 4
    assert math.isnan(ctcae.paramcd_grades("PTA", 30))


def test_blood_pressure_needs_both_figures():
    assert ctcae.blood_pressure_band(120, None) is None
    assert ctcae.blood_pressure_band(119, 79) == 0
