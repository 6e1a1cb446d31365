import math

import numpy as np
import pytest

from clinical.scores.organ_failure import (
    aclf_grade,
    clif_c_aclf,
    clif_c_aclf_mortality,
    clif_c_of,
    clif_c_of_points,
)
from tests.clinical.vectors import keywords, tolerance, vectors

WELL = {
    "bilirubin_umol_l": 20,
    "creatinine_umol_l": 80,
    "renal_replacement": False,
    "encephalopathy_grade": 0,
    "inr": 1.0,
    "map_mmhg": 80,
    "vasopressors": False,
    "pao2_fio2": 400,
}


@vectors("clif_c_of")
@pytest.mark.shows("score CLIFOF")
def test_clif_c_of_against_published_vectors(vector):
    assert clif_c_of(**keywords(vector)) == vector["expected"]["of_score"]


@vectors("easl_clif_grade")
@pytest.mark.shows("score ACLFGR")
def test_aclf_grade_against_the_published_table(vector):
    assert aclf_grade(**keywords(vector)) == int(vector["expected"]["grade"])


@vectors("clif_c_aclf_mortality")
@pytest.mark.shows("score CLIFACLF")
def test_clif_c_aclf_mortality_against_the_published_rule(vector):
    for name, percent in vector["expected"].items():
        months = int(name.removeprefix("p_").removesuffix("m"))
        found = clif_c_aclf_mortality(vector["inputs"]["clif_c_aclf_score"], months=months)
        assert found == pytest.approx(percent, abs=tolerance(vector))


@pytest.mark.shows("score CLIFACLF")
def test_clif_c_aclf_by_hand():
    """10 x (0.33 x 8 + 0.04 x 50 + 0.63 ln 10 - 2) = 40.9, with the liver alone failing."""
    assert clif_c_aclf(age_years=50, wbc_10e9_l=10, **WELL | {"bilirubin_umol_l": 300}) == 40.9


@pytest.mark.shows("score CLIFACLF")
def test_clif_c_aclf_stays_between_0_and_100():
    worst = {"bilirubin_umol_l": 300, "creatinine_umol_l": 400, "encephalopathy_grade": 4, "inr": 3}
    worst |= {"vasopressors": True, "pao2_fio2": 100}
    assert clif_c_aclf(age_years=95, wbc_10e9_l=60, **WELL | worst) == 100
    assert clif_c_aclf(age_years=1, wbc_10e9_l=0.1, **WELL) == 0


@pytest.mark.parametrize(
    ("change", "organ", "points"),
    [
        ({"map_mmhg": 70}, "circulation", 1),
        ({"map_mmhg": 69.9}, "circulation", 2),
        ({"vasopressors": True}, "circulation", 3),
        ({"renal_replacement": True}, "kidney", 3),
        ({"inr": 1.99}, "coagulation", 1),
        ({"inr": 2.0}, "coagulation", 2),
        ({"inr": 2.49}, "coagulation", 2),
        ({"pao2_fio2": 200}, "lungs", 3),
        ({"pao2_fio2": 200.1}, "lungs", 2),
        ({"pao2_fio2": 300}, "lungs", 2),
        ({"pao2_fio2": 300.1}, "lungs", 1),
        ({"pao2_fio2": None, "spo2_fio2": 357}, "lungs", 2),
        ({"pao2_fio2": None, "spo2_fio2": 215}, "lungs", 2),
        ({"ventilated": True}, "lungs", 3),
        ({"bilirubin_umol_l": 102.6}, "liver", 2),
        ({"bilirubin_umol_l": 205.2}, "liver", 3),
        ({"creatinine_umol_l": 176.8}, "kidney", 2),
        ({"creatinine_umol_l": 309.4}, "kidney", 3),
    ],
)
@pytest.mark.shows("score CLIFOF")
def test_limits_of_each_organ_in_si_units(change, organ, points):
    assert clif_c_of_points(**WELL | change)[organ] == points


@pytest.mark.shows("score CLIFOF")
def test_a_missing_organ_leaves_the_score_missing():
    for name in WELL:
        assert math.isnan(clif_c_of(**WELL | {name: None})), name
        assert math.isnan(aclf_grade(**WELL | {name: None})), name


@pytest.mark.parametrize(
    ("change", "grade"),
    [
        ({"encephalopathy_grade": 3}, 0),
        ({"encephalopathy_grade": 3, "creatinine_umol_l": 132.6}, 1),
        ({"inr": 2.5}, 0),
        ({"inr": 2.5, "encephalopathy_grade": 2}, 1),
        ({"creatinine_umol_l": 176.8}, 1),
        ({"inr": 2.5, "vasopressors": True}, 2),
    ],
)
@pytest.mark.shows("score ACLFGR")
def test_one_failure_alone_is_a_grade_only_for_the_kidney_or_with_a_mild_second_organ(change, grade):
    assert aclf_grade(**WELL | change) == grade


KNOWN = {"bilirubin_umol_l": 342, "encephalopathy_grade": 2, "inr": 2.6, "spo2_fio2": 470}


@pytest.mark.parametrize(
    "missing",
    [
        {"creatinine_umol_l": None, "renal_replacement": True, "map_mmhg": 75, "vasopressors": False},
        {"creatinine_umol_l": 90, "renal_replacement": False, "map_mmhg": None, "vasopressors": True},
        {"creatinine_umol_l": 310, "renal_replacement": None, "map_mmhg": 75, "vasopressors": False},
    ],
)
def test_e11_a_missing_value_that_cannot_matter_does_not_by_kleene(missing):
    """Any value in its place gives the same points (Jalan 2014, table 2): liver 3, coagulation 3, one organ more 3."""
    assert clif_c_of(**KNOWN, **missing) in (3 + 3 + 2 + 3 + 1 + 1, 3 + 3 + 2 + 1 + 3 + 1)
    assert aclf_grade(**KNOWN, **missing) == 3


def test_e11_a_missing_value_that_could_matter_still_does():
    support = {"renal_replacement": False, "vasopressors": False}
    assert np.isnan(clif_c_of(**KNOWN, **support, creatinine_umol_l=None, map_mmhg=75))
    assert np.isnan(clif_c_of(**KNOWN, **support, creatinine_umol_l=90, map_mmhg=None))


def test_e11_ventilation_decides_for_the_lungs_without_oxygen():
    lungs = clif_c_of_points(**KNOWN | {"spo2_fio2": None}, creatinine_umol_l=90, renal_replacement=False, map_mmhg=75,
                             vasopressors=False, ventilated=True)["lungs"]  # fmt: skip
    assert lungs == 3
