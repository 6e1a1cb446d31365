import math

import numpy as np
import pytest

from clinical.scores.liver_injury import (
    EDISH,
    MDISH,
    injury_type,
    nr_ratio,
    potential_hys_law,
    quadrant,
    r_ratio,
)
from tests.clinical.vectors import keywords, tolerance, vectors


@vectors("r_ratio")
@pytest.mark.shows("score RRATIO")
def test_r_ratio_against_published_vectors(vector):
    given, expected = keywords(vector), vector["expected"]
    ratio = r_ratio(**{name: given[name] for name in ("alt", "alt_uln", "alp", "alp_uln")})
    assert ratio == pytest.approx(expected.get("r_1dp", expected.get("r")), abs=tolerance(vector))
    if "nr_max_alt_ast" in expected:
        assert nr_ratio(**given) == pytest.approx(expected["nr_max_alt_ast"], abs=tolerance(vector))
    if "type" in expected:
        assert injury_type(ratio) == expected["type"]


@pytest.mark.shows("score RRATIO")
def test_the_ratio_needs_every_input_and_an_alp_above_zero():
    assert math.isnan(r_ratio(alt=100, alt_uln=40, alp=0, alp_uln=120))
    assert math.isnan(r_ratio(alt=100, alt_uln=None, alp=100, alp_uln=120))
    assert injury_type(math.nan) is None
    assert injury_type(None) is None
    assert [injury_type(r) for r in (1.99, 2.0, 5.0, 5.01)] == [
        "cholestatic",
        "mixed",
        "mixed",
        "hepatocellular",
    ]


@vectors("hys_law_window")
def test_potential_hys_law_against_the_vignette(vector):
    inputs = vector["inputs"]
    found = potential_hys_law(
        aminotransferase_day=inputs["alt_ast_day"],
        aminotransferase_xuln=inputs["alt_xuln"],
        bilirubin_day=inputs["tb_day"],
        bilirubin_xuln=inputs["tb_xuln"],
    )
    assert found is vector["expected"]["potential_hys_law"]


@pytest.mark.parametrize(
    ("bilirubin_day", "found"), [(9, None), (10, True), (24, True), (25, None), ([5, 12, 40], True)]
)
def test_bilirubin_counts_from_the_same_day_to_fourteen_days_after(bilirubin_day, found):
    days = np.atleast_1d(bilirubin_day)
    given = {"bilirubin_day": days, "bilirubin_xuln": np.full(days.shape, 2.0)}
    assert potential_hys_law(aminotransferase_day=10, aminotransferase_xuln=3.0, **given) is found


def test_a_pair_below_the_limits_is_no_hys_law_and_a_missing_one_is_unknown():
    days = {"aminotransferase_day": [1, 8], "bilirubin_day": [1, 8]}
    assert potential_hys_law(aminotransferase_xuln=[2.9, 4], bilirubin_xuln=[3, 1.9], **days) is False
    assert potential_hys_law(aminotransferase_xuln=[3, None], bilirubin_xuln=[None, None], **days) is None


@vectors("edish_quadrant")
def test_quadrants_against_hep_explorer(vector):
    inputs = vector["inputs"]
    assert quadrant(inputs["alt_xuln"], inputs["tb_xuln"], cuts=EDISH) == vector["expected"]["quadrant"]


def test_the_default_quadrants_are_multiples_of_baseline_with_inclusive_cuts():
    names = quadrant([3.8, 3.8, 3.7, 3.7, None], [4.8, 4.7, 4.8, 4.7, 1], cuts=MDISH)
    assert names.tolist() == [
        "possible Hy's law",
        "Temple's corollary",
        "hyperbilirubinaemia",
        "normal",
        None,
    ]
    assert quadrant(3.8, 4.8) == "possible Hy's law"
    assert quadrant(None, 4.8) is None
