import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical import ctcae
from clinical.ctcae.rules import RULES
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import convert
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


SIMPLE = [
    (term, grade)
    for term in LABORATORY
    for grade in sorted({clause.grade for clause in RULES[term].clauses})
    if term not in ("Creatinine increased", "Fibrinogen decreased", "Hemoglobin increased")
]


def _printed_limit(term, grade):
    """The limit that the wording of a grade starts with: a number, and of what it is a multiple."""
    text = ctcae.wording(term, grade)
    printed = re.search(r"[<>](ULN|LLN|\d[\d,.]*)", text)[1]
    if printed in ("ULN", "LLN"):
        return 1.0, printed
    number = float(printed.replace(",", ""))
    return (number, "ULN") if "x ULN" in text else (number / 1000 if "/mm3" in text else number, None)


@pytest.mark.parametrize(("term", "grade"), SIMPLE)
def test_limits_against_the_numbers_printed_in_the_official_wording(term, grade):
    """A value at the printed limit has a milder grade, one beyond it has this grade."""
    symptoms = term == "Hypokalemia" and grade == 2
    number, multiple_of = _printed_limit(term, grade)
    steps = {clause.grade for clause in RULES[term].clauses} - {1}
    absolute = [bound for bound, of in (_printed_limit(term, step) for step in steps) if of is None]
    rises = RULES[term].direction == "HIGH"
    normal = (min(absolute) * 0.9 if rises else max(absolute) * 1.1) if absolute else 40.0
    limit = number * (1.0 if multiple_of is None else normal)
    limits = {"uln": normal, "lln": normal, "symptomatic": symptoms}
    assert ctcae.grade(term, limit, **limits) < grade
    assert ctcae.grade(term, limit * (1.0001 if rises else 0.9999), **limits) == grade


@pytest.mark.parametrize(
    ("value", "baseline", "expected"),
    [
        (100, 100, 0), (100.1, 100, 1), (150, 100, 1), (150.1, 100, 2), (300, 100, 2), (300.1, 100, 3),
        (1000, 1000, 0), (1000.1, 1000, 1), (1500.1, 1000, 2), (3000.1, 1000, 3), (6000, 1000, 3),
        (6000.1, 1000, 4),
    ],
)  # fmt: skip
def test_creatinine_is_graded_by_its_limit_and_by_its_baseline(value, baseline, expected):
    """>1, >1.5, >3 x either, and >6 x ULN: one of the two is put where only the other can decide."""
    uln = 1000 if baseline == 1000 else 999
    assert ctcae.grade("Creatinine increased", value, uln=uln, baseline=baseline) == expected


@pytest.mark.parametrize(
    ("value", "lln", "baseline", "expected"),
    [
        (4.0, 4.0, 4.0, 0), (3.99, 4.0, 1.0, 1), (3.0, 4.0, 1.0, 1), (2.99, 4.0, 1.0, 2), (2.0, 4.0, 1.0, 2),
        (1.99, 4.0, 1.0, 3), (1.0, 4.0, 1.0, 3), (0.99, 4.0, 0.9, 4), (0.5, 0.4, 0.4, 0), (0.49, 0.4, 0.4, 4),
        (3.99, 1.0, 4.0, 1), (3.01, 1.0, 4.0, 1), (3.0, 1.0, 4.0, 2), (2.01, 1.0, 4.0, 2), (2.0, 1.0, 4.0, 3),
        (1.01, 1.0, 4.0, 3), (1.0, 1.0, 4.0, 4),
    ],
)  # fmt: skip
def test_fibrinogen_is_graded_by_its_limit_by_its_fall_and_below_half_a_gram(value, lln, baseline, expected):
    assert ctcae.grade("Fibrinogen decreased", value, lln=lln, baseline=baseline) == expected


@pytest.mark.parametrize(
    ("value", "baseline", "expected"),
    [(175, 150, 0), (175.001, 150, 1), (195, 150, 1), (195.1, 150, 2), (215, 150, 2), (215.1, 150, 3),
     (180, 180, 0), (180.1, 180, 1), (200.1, 180, 2), (220, 180, 2), (220.1, 180, 3)],
)  # fmt: skip
def test_haemoglobin_rises_above_its_limit_or_above_a_higher_baseline(value, baseline, expected):
    assert ctcae.grade("Hemoglobin increased", value, uln=175, baseline=baseline) == expected


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
    far = {"uln": 9.0, "baseline": 2.0, "anticoagulated": True}
    found = [ctcae.grade("INR increased", inr, **far) for inr in (2.0, 2.1, 3.0, 3.1, 5.0, 5.1)]
    assert found == [0, 1, 1, 2, 2, 3]


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
    celsius = (37.9, 38.0, 39.0, 39.1, 40.0, 40.1)
    assert [ctcae.grade("Fever", value) for value in celsius] == [0, 1, 1, 2, 2, 3]
    assert ctcae.grade("Fever", 40.1, hours_above_40=24) == 3
    assert ctcae.grade("Fever", 40.1, hours_above_40=24.5) == 4
    assert ctcae.grade("Fever", 40.0, hours_above_40=24.5) == 2


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
    bands = [ctcae.blood_pressure_band(*pair) for pair in ((119, 79), (160, 70), (159, 70), (159, 100))]
    assert bands == [0, 3, 2, 3]
