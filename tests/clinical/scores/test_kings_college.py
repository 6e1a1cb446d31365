import math

import pytest

from clinical.scores.kings_college import kings_non_paracetamol, kings_paracetamol
from tests.clinical.vectors import keywords, vectors


@vectors("kcc_paracetamol")
@pytest.mark.shows("score KINGSPAR")
def test_paracetamol_criteria_against_published_vectors(vector):
    facts = vector["inputs"]
    met = kings_paracetamol(
        arterial_ph=7.29 if facts["arterial_ph_lt_7_30"] else 7.30,
        inr=6.6 if facts["inr_gt_6_5"] else 6.5,
        creatinine_umol_l=301 if facts["creatinine_gt_300_umol"] else 300,
        encephalopathy_grade=3 if facts["he_grade_3_4"] else 2,
    )
    assert met == float(vector["expected"]["criteria_met"])


@vectors("kcc_non_paracetamol")
@pytest.mark.shows("score KINGSNON")
def test_other_causes_against_the_published_table(vector):
    assert kings_non_paracetamol(**keywords(vector)) == float(vector["expected"]["criteria_met"])


NOTHING = {
    "inr": None,
    "age_years": None,
    "unfavourable_aetiology": None,
    "jaundice_to_encephalopathy_days": None,
    "bilirubin_umol_l": None,
}


@pytest.mark.parametrize(
    ("known", "met"),
    [
        ({}, math.nan),
        ({"inr": 7.0}, 1.0),
        ({"age_years": 50, "unfavourable_aetiology": True, "bilirubin_umol_l": 400}, 1.0),
        ({"age_years": 50, "unfavourable_aetiology": True}, math.nan),
        ({"inr": 2.0, "age_years": 30, "unfavourable_aetiology": False}, 0.0),
        ({"prothrombin_time_s": 101}, 1.0),
    ],
)
def test_what_is_missing_matters_only_where_it_could_decide(known, met):
    assert kings_non_paracetamol(**NOTHING | known) == pytest.approx(met, nan_ok=True)


THREE_OF_FIVE = {
    "inr": 3.6,
    "age_years": 9,
    "unfavourable_aetiology": True,
    "jaundice_to_encephalopathy_days": 7,
    "bilirubin_umol_l": 300,
}


@pytest.mark.parametrize(
    ("change", "met"),
    [
        ({}, 1),
        ({"age_years": 10}, 0),
        ({"age_years": 40}, 0),
        ({"age_years": 41}, 1),
        ({"inr": 3.5}, 0),
        ({"inr": 3.5, "prothrombin_time_s": 50}, 0),
        ({"inr": 3.5, "prothrombin_time_s": 50.1}, 1),
        ({"inr": 3.5, "jaundice_to_encephalopathy_days": 8}, 1),
        ({"inr": 3.5, "bilirubin_umol_l": 300.1}, 1),
        ({"unfavourable_aetiology": False}, 0),
        ({"unfavourable_aetiology": False, "prothrombin_time_s": 100}, 0),
        ({"unfavourable_aetiology": False, "prothrombin_time_s": 100.1}, 1),
    ],
)
@pytest.mark.shows("score KINGSNON")
def test_every_limit_of_the_other_causes_is_exclusive(change, met):
    assert kings_non_paracetamol(**THREE_OF_FIVE | change) == met


@pytest.mark.parametrize(
    ("change", "met"),
    [
        ({}, 1),
        ({"creatinine_umol_l": 300}, 0),
        ({"encephalopathy_grade": 2}, 0),
        ({"inr": 6.5}, 0),
        ({"inr": 6.5, "prothrombin_time_s": 100}, 0),
        ({"inr": 6.5, "prothrombin_time_s": 100.1}, 1),
    ],
)
@pytest.mark.shows("score KINGSPAR")
def test_every_limit_of_the_paracetamol_criteria_is_exclusive(change, met):
    facts = {"arterial_ph": 7.3, "inr": 6.6, "creatinine_umol_l": 300.1, "encephalopathy_grade": 3}
    assert kings_paracetamol(**facts | change) == met


def test_acidosis_alone_decides_for_paracetamol():
    unknown = {"inr": None, "creatinine_umol_l": None, "encephalopathy_grade": None}
    assert kings_paracetamol(arterial_ph=7.1, **unknown) == 1
    assert math.isnan(kings_paracetamol(arterial_ph=7.4, **unknown))
    assert kings_paracetamol(arterial_ph=7.4, **unknown | {"encephalopathy_grade": 0}) == 0
