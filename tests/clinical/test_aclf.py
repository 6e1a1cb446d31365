import math

import pytest

from clinical.aclf import aarc, aarc_grade, cossh_aclf_ii, cossh_aclf_ii_raw, cossh_aclf_ii_stratum
from tests.clinical.vectors import keywords, tolerance, vectors

STRATA = {"<7.4": 1}


@vectors("cossh_aclf_ii")
def test_cossh_aclf_ii_against_the_derived_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    assert cossh_aclf_ii(**given) == pytest.approx(expected["score_2dp"], abs=tolerance(vector))
    assert cossh_aclf_ii_stratum(cossh_aclf_ii_raw(**given)) == STRATA[expected["stratum"]]


def test_strata_start_at_their_limit():
    assert cossh_aclf_ii_stratum([7.39, 7.4, 8.39, 8.4, None]).tolist()[:4] == [1, 2, 2, 3]
    assert math.isnan(cossh_aclf_ii_stratum(None))


@vectors("aarc")
def test_aarc_against_the_published_table(vector):
    given, expected = keywords(vector), vector["expected"]
    assert aarc(**given) == expected["score"]
    assert aarc_grade(aarc(**given)) == expected["grade"]


def test_aarc_without_lactate_is_missing():
    given = {"bilirubin_umol_l": 300, "encephalopathy_grade": 1, "inr": 2.0, "creatinine_umol_l": 80}
    assert math.isnan(aarc(lactate_mmol_l=None, **given))
    assert aarc(lactate_mmol_l=2.0, **given) == 10
