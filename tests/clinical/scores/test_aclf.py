import math

import pytest

from clinical.scores.aclf import aarc, aarc_grade, cossh_aclf_ii, cossh_aclf_ii_raw, cossh_aclf_ii_stratum
from tests.clinical.vectors import keywords, tolerance, vectors

STRATA = {"<7.4": 1}


@vectors("cossh_aclf_ii")
@pytest.mark.shows("score COSSH2")
def test_cossh_aclf_ii_against_the_derived_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert cossh_aclf_ii(**given) == pytest.approx(expected["score_2dp"], abs=tolerance(vector))
    assert cossh_aclf_ii(**given) == round(cossh_aclf_ii_raw(**given), 2)
    assert cossh_aclf_ii_stratum(cossh_aclf_ii_raw(**given)) == STRATA[expected["stratum"]]


def test_strata_start_at_their_limit():
    assert cossh_aclf_ii_stratum([7.39, 7.4, 8.39, 8.4, None]).tolist()[:4] == [1, 2, 2, 3]
    assert math.isnan(cossh_aclf_ii_stratum(None))


@vectors("aarc")
@pytest.mark.shows("score AARC")
def test_aarc_against_the_published_table(vector):
    given, expected = keywords(vector), vector["expected"]
    assert aarc(**given) == expected["score"]
    assert aarc_grade(aarc(**given)) == expected["grade"]


LOWEST_BANDS = {
    "bilirubin_umol_l": 100,
    "encephalopathy_grade": 0,
    "inr": 1.0,
    "lactate_mmol_l": 1.0,
    "creatinine_umol_l": 50,
}


@pytest.mark.parametrize(
    ("name", "below", "from_", "to", "over"),
    [
        ("bilirubin_umol_l", 256.4, 256.5, 427.5, 427.6),
        ("encephalopathy_grade", 0, 1, 2, 3),
        ("inr", 1.79, 1.8, 2.5, 2.51),
        ("lactate_mmol_l", 1.49, 1.5, 2.5, 2.51),
        ("creatinine_umol_l", 61.8, 61.88, 132.6, 132.7),
    ],
)
@pytest.mark.shows("score AARC")
def test_aarc_bands_against_the_published_table(name, below, from_, to, over):
    """Both limits of a band score two: 15-25 mg/dL, grade 1-2, 1.8-2.5, 1.5-2.5 mmol/L, 0.7-1.5 mg/dL."""
    added = [aarc(**LOWEST_BANDS | {name: value}) - 5 for value in (below, from_, to, over)]
    assert added == [0, 1, 1, 2]


def test_aarc_grades_against_the_published_table():
    assert aarc_grade([5, 7, 8, 10, 11, 15]).tolist() == [1, 1, 2, 2, 3, 3]


@pytest.mark.shows("score AARC")
def test_aarc_without_lactate_is_missing():
    given = {"bilirubin_umol_l": 300, "encephalopathy_grade": 1, "inr": 2.0, "creatinine_umol_l": 80}
    assert math.isnan(aarc(lactate_mmol_l=None, **given))
    assert aarc(lactate_mmol_l=2.0, **given) == 10
