import math

import pytest

from clinical.scores.liver_reserve import (
    albi,
    albi_grade,
    albi_raw,
    child_pugh,
    child_pugh_class,
    child_pugh_points,
)
from tests.clinical.vectors import keywords, tolerance, vectors

ASCITES = {"none": 0, "mild": 1, "moderate-severe": 2}
ENCEPHALOPATHY = {"none": (0,), "grade 1-2": (1, 2), "grade 3-4": (3, 4)}


@vectors("albi")
@pytest.mark.shows("score ALBI")
def test_albi_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert albi(**given) == pytest.approx(expected["score_3dp"], abs=tolerance(vector))
    assert albi_grade(**given) == expected["grade"]


def test_the_albi_grade_is_decided_on_the_unrounded_score():
    given = {"bilirubin_umol_l": 32, "albumin_g_l": 28}
    assert round(albi_raw(**given), 2) == -1.39
    assert albi_grade(**given) == 3


def test_albi_grades_against_the_published_limits():
    """At most -2.60 is grade 1, at most -1.39 grade 2; 10 umol/L adds 0.66."""
    albumin = [(2.60 + 0.66) / 0.085, (2.59 + 0.66) / 0.085, (1.39 + 0.66) / 0.085, (1.38 + 0.66) / 0.085]
    assert albi_grade(bilirubin_umol_l=10, albumin_g_l=albumin).tolist() == [1, 2, 2, 3]
    assert albi(bilirubin_umol_l=10, albumin_g_l=34.56789) == -2.278


@vectors("child_pugh")
@pytest.mark.shows("score CHILDPUG")
def test_child_pugh_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    given["ascites"] = ASCITES[vector["inputs"]["ascites"]]
    for grade in ENCEPHALOPATHY[given.pop("encephalopathy")]:
        score = child_pugh(encephalopathy_grade=grade, **given)
        assert score == expected["score"]
        assert child_pugh_class(score) == expected["class"]


@vectors("child_pugh_points")
@pytest.mark.shows("score CHILDPUG")
def test_child_pugh_points_against_published_vectors(vector):
    given = keywords(vector)
    points = child_pugh_points(**given)
    assert [points[name] for name in given] == [vector["expected"]["points"]]
    assert all(math.isnan(value) for name, value in points.items() if name not in given)


@vectors("child_pugh_class")
@pytest.mark.shows("score CHILDPUG")
def test_child_pugh_class_against_published_vectors(vector):
    assert child_pugh_class(vector["inputs"]["score"]) == vector["expected"]["class"]


@pytest.mark.shows("score CHILDPUG")
def test_clinical_signs_are_never_assumed_absent():
    labs = {"bilirubin_umol_l": 200, "albumin_g_l": 30, "inr": 2.0}
    assert math.isnan(child_pugh(ascites=None, encephalopathy_grade=0, **labs))
    assert math.isnan(child_pugh(ascites=0, encephalopathy_grade=None, **labs))
    assert math.isnan(child_pugh(ascites=3, encephalopathy_grade=0, **labs))
    assert child_pugh_class(None) is None
    assert child_pugh_class(math.nan) is None
