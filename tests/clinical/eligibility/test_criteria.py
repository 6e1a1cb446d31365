"""Each criterion on both sides of its boundary, at it, and with its input unknown."""

import pytest

from clinical.eligibility import assess
from clinical.eligibility.criteria import BY_ID, CRITERIA
from clinical.eligibility.readings import READINGS
from clinical.eligibility.rules import DISEASES
from tests.clinical.eligible import ALF, candidate, result
from tests.clinical.vectors import vectors

NO_INR = {"inr": None}
NO_PTA = {"pta_percent": None}
NO_RISE = {
    "earlier_bilirubin_umol_l": 300,
    "hours_between_bilirubins": 24,
    "exchange_before_earlier_bilirubin": "no",
}

BOUNDARIES = [
    # criterion, inputs, expected
    ("I1", {"age_years": 17}, "NOT_MET"),
    ("I1", {"age_years": 17.99}, "NOT_MET"),
    ("I1", {"age_years": 18}, "MET"),
    ("I1", {"age_years": 65}, "MET"),
    ("I1", {"age_years": 65.99}, "MET"),
    ("I1", {"age_years": 66}, "NOT_MET"),
    ("I1", {"age_years": None}, "UNKNOWN"),
    ("I2", {"bilirubin_umol_l": 170.9}, "NOT_MET"),
    ("I2", {"bilirubin_umol_l": 171}, "MET"),
    ("I2", {"bilirubin_umol_l": None}, "UNKNOWN"),
    ("I2", {"bilirubin_uln_umol_l": None}, "UNKNOWN"),
    ("I2", NO_PTA | {"inr": 1.49}, "UNKNOWN"),
    ("I2", NO_PTA | {"inr": 1.5}, "MET"),
    ("I2", NO_PTA | {"inr": 1.6}, "MET"),
    ("I2", NO_INR | {"pta_percent": 39.9}, "MET"),
    ("I2", NO_INR | {"pta_percent": 40}, "UNKNOWN"),
    ("I2", {"inr": 1.49, "pta_percent": 40}, "NOT_MET"),
    ("I2", {"days_to_ascites_or_encephalopathy": 28}, "MET"),
    ("I2", {"days_to_ascites_or_encephalopathy": 29}, "NOT_MET"),
    ("I2", {"days_to_ascites_or_encephalopathy": None}, "UNKNOWN"),
    ("I2", {"ascites": "none", "encephalopathy_grade": 1}, "MET"),
    ("I2", {"ascites": "mild", "encephalopathy_grade": 0, "encephalopathy_ever": "no"}, "MET"),
    ("I2", {"ascites": "none", "encephalopathy_grade": 0, "encephalopathy_ever": "no"}, "NOT_MET"),
    ("I2", {"ascites": "none", "encephalopathy_grade": 0, "encephalopathy_ever": None}, "UNKNOWN"),
    ("I2", {"chronic_liver_disease": None}, "UNKNOWN"),
    ("I2", {"chronic_liver_disease": "undiagnosed"}, "MET"),
    ("I2", {"chronic_liver_disease": "no", "days_from_first_symptom_to_encephalopathy": 57}, "NOT_MET"),
    ("I2", ALF, "MET"),
    ("I2", ALF | {"chronic_liver_disease": None}, "UNKNOWN"),
    ("I2", ALF | {"chronic_liver_disease": "undiagnosed", "ascites": "none"}, "UNKNOWN"),
    ("I2", ALF | {"days_from_first_symptom_to_encephalopathy": None}, "UNKNOWN"),
    ("I3", NO_RISE | {"bilirubin_umol_l": 170.9}, "NOT_MET"),
    ("I3", {"bilirubin_umol_l": 171}, "MET"),
    ("I3", {"bilirubin_umol_l": 170.9}, "UNKNOWN"),
    ("I4", NO_INR | {"pta_percent": 19.9}, "UNKNOWN"),
    ("I4", {"inr": 2.61, "pta_percent": 19.9}, "NOT_MET"),
    ("I4", NO_INR | {"pta_percent": 20}, "MET"),
    ("I4", NO_INR | {"pta_percent": 40}, "MET"),
    ("I4", {"inr": 1.49, "pta_percent": 40.1}, "NOT_MET"),
    ("I4", NO_PTA | {"inr": 1.5}, "MET"),
    ("I4", NO_PTA | {"inr": 2.6}, "MET"),
    ("I4", NO_PTA | {"inr": 2.61}, "UNKNOWN"),
    ("I5", {"encephalopathy_grade": 0}, "MET"),
    ("I5", {"encephalopathy_grade": "minimal"}, "MET"),
    ("I5", {"encephalopathy_grade": 2}, "MET"),
    ("I5", {"encephalopathy_grade": 3}, "NOT_MET"),
    ("I5", {"encephalopathy_grade": None}, "UNKNOWN"),
    ("I5", {"encephalopathy_grade": "sedated"}, "UNKNOWN"),
    ("I5", {"encephalopathy_grade": 1, "sedated": "yes"}, "UNKNOWN"),
    ("E1", {"liver_cancer": "no"}, "NOT_MET"),
    ("E1", {"liver_cancer": "yes"}, "MET"),
    ("E1", {"liver_cancer": None}, "UNKNOWN"),
    ("E2", {"severe_bleeding_or_dic": "no"}, "NOT_MET"),
    ("E2", {"severe_bleeding_or_dic": "yes"}, "MET"),
    ("E2", {"severe_bleeding_or_dic": None}, "UNKNOWN"),
    ("E3", {"allergy": "no"}, "NOT_MET"),
    ("E3", {"allergy": "yes"}, "MET"),
    ("E3", {"allergy": None}, "UNKNOWN"),
    ("E4", {"creatinine_umol_l": 140}, "NOT_MET"),
    ("E4", {"creatinine_umol_l": 141}, "MET"),
    ("E4", {"creatinine_umol_l": None}, "UNKNOWN"),
    ("E4", {"dialysis_past_week": None}, "UNKNOWN"),
    ("E4", {"dialysis_past_week": "yes"}, "MET"),
    ("E5", {"heart_disease": "controlled"}, "NOT_MET"),
    ("E5", {"etiology": None}, "UNKNOWN"),
    ("E5", {"etiology": "autoimmune"}, "MET"),
]


@pytest.mark.parametrize(("criterion", "changes", "expected"), BOUNDARIES, ids=str)
@pytest.mark.shows("criterion {criterion}")
def test_result_at_the_boundary(criterion, changes, expected):
    assert result(criterion, **changes) == expected


@pytest.mark.parametrize("disease", DISEASES)
@pytest.mark.shows("criterion E5")
def test_each_serious_disease_excludes_and_each_unknown_one_leaves_it_open(disease):
    assert result("E5", **{disease: "yes"}) == "MET"
    assert result("E5", **{disease: None}) == "UNKNOWN"


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
@pytest.mark.shows("criterion {criterion}")
def test_every_criterion_is_tested_on_both_sides_and_unknown(criterion):
    assert {expected for name, _, expected in BOUNDARIES if name == criterion.id} == {
        "MET",
        "NOT_MET",
        "UNKNOWN",
    }


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_every_criterion_has_its_words_in_both_languages(criterion):
    for text in (criterion.title, criterion.wording, criterion.origin):
        assert text.en.isascii() or "≥" in text.en or "μ" in text.en
        assert any("一" <= letter <= "鿿" for letter in text.zh)


def test_every_reading_touches_a_criterion_and_says_why():
    for name, reading in READINGS.items():
        assert name == reading.id
        assert reading.touches or name == "registered"
        assert set(reading.touches) <= set(BY_ID)
        assert reading.note.en
        assert reading.note.zh


def published(value):
    return value["value"] * (17.1 if value.get("unit") == "mg/dL" else 1)


@vectors("eligibility_lab")
def test_limits_against_the_eligibility_vectors(vector):
    given, expected = vector["inputs"], vector["expected"]
    words = {True: "MET", False: "NOT_MET"}
    if "tbil" in given:
        bilirubin = published(given["tbil"])
        answer = assess(candidate(**NO_RISE, bilirubin_umol_l=bilirubin))
        if "tbil_171" in expected:
            assert answer["I3"].result == words[expected["tbil_171"]]
        if "tbil_10x_uln" in expected:
            uln = published(given["uln"])
            own = candidate(bilirubin_umol_l=bilirubin, bilirubin_uln_umol_l=uln)
            assert assess(own)["I2"].result == words[expected["tbil_10x_uln"]]
    if "inr" in given:
        inr = given["inr"]["value"]
        assert result("I4", inr=inr, pta_percent=50) == words[expected["inr_1_5_to_2_6"]]
    if "pta" in given:
        pta = given["pta"]["value"]
        assert result("I4", inr=1.0, pta_percent=pta) == words[expected["pta_20_to_40"]]
        assert result("I2", inr=1.0, pta_percent=pta) == words[expected["pta_lt_40"]]
    if "he_west_haven" in given:
        assert result("I5", encephalopathy_grade=given["he_west_haven"]) == words[expected["he_le_2"]]
    if "age" in given:
        assert result("I1", age_years=given["age"]["value"]) == words[expected["age_ok"]]
