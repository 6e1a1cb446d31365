"""The MELD map: every point of a line has its score, and the region is what passes both limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.eligibility.limits import REGISTERED
from clinical.eligibility.meld import tipping_points
from clinical.eligibility.meld_map import BILIRUBIN_TOP_UMOL_L, meld_map, reached_at
from clinical.scores.meld import meld_raw
from tests.clinical.eligibility.test_candidate import columns_of
from tests.clinical.eligible import CASE_1


@given(st.floats(1.0, 3.5))
def test_every_point_of_a_line_has_its_score(inr):
    for score, (bilirubin, creatinine) in meld_map(inr, REGISTERED).lines.items():
        measured = creatinine > 0
        scores = meld_raw(
            bilirubin_umol_l=bilirubin[measured], inr=inr, creatinine_umol_l=creatinine[measured]
        )
        assert scores == pytest.approx(np.full(measured.sum(), score))


def test_the_cap_line_passes_through_the_published_tipping_points():
    # TBil 20 mg/dL: creatinine 1.24 mg/dL at INR 2.6, 1.68 at INR 2.0.
    for inr, mg_dl in ((2.6, 1.24), (2.0, 1.68)):
        bilirubin, creatinine = meld_map(inr, REGISTERED).lines[30.5]
        assert np.interp(342, bilirubin, creatinine) / 88.4 == pytest.approx(mg_dl, abs=0.006)


@given(st.floats(1.0, 3.5), st.floats(50, 900))
def test_the_table_says_at_which_creatinine_a_score_is_reached(inr, bilirubin):
    for score, creatinine in reached_at(meld_map(inr, REGISTERED), bilirubin).items():
        lowest, highest = (
            meld_raw(bilirubin_umol_l=bilirubin, inr=inr, creatinine_umol_l=value) for value in (1.0, 1000.0)
        )
        if np.isnan(creatinine):
            assert highest < score
        elif creatinine == 0:
            assert lowest >= score
        else:
            # A line has a point every few percent, and is straight in between.
            found = meld_raw(bilirubin_umol_l=bilirubin, inr=inr, creatinine_umol_l=creatinine)
            assert found == pytest.approx(score, abs=0.05)


@given(st.floats(1.5, 2.6), st.floats(171, 790), st.floats(10, 350))
def test_the_region_is_what_passes_bilirubin_and_meld(inr, bilirubin, creatinine):
    across, upward = meld_map(inr, REGISTERED).region
    ceiling = float(np.interp(bilirubin, across[1:-1], upward[1:-1])) if len(across) else 0.0
    score = meld_raw(bilirubin_umol_l=bilirubin, inr=inr, creatinine_umol_l=creatinine)
    # Between two points of the outline it is a straight line, where the limit is a curve: leave it a margin.
    if creatinine < 0.97 * ceiling:
        assert score < 30.5
    if creatinine > max(1.03 * ceiling, 90.0):
        assert score > 30.5


def test_the_region_is_empty_where_no_creatinine_helps():
    across, _ = meld_map(8.0, REGISTERED).region
    assert len(across) == 0
    assert across.max(initial=0.0) <= BILIRUBIN_TOP_UMOL_L


@pytest.mark.parametrize("name", ["bilirubin_umol_l", "inr", "creatinine_umol_l"])
def test_a_tipping_point_has_exactly_the_score(name):
    columns = columns_of({field: [value] for field, value in CASE_1.items()}, 1)
    (value,) = tipping_points(columns, "original", 30.5)[name]
    labs = {field: CASE_1[field] for field in ("bilirubin_umol_l", "inr", "creatinine_umol_l")} | {
        name: value
    }
    assert meld_raw(**labs) == pytest.approx(30.5, abs=1e-9)


def test_only_what_is_known_tips_a_score_and_at_each_end_that_it_can_have():
    assert tipping_points(columns_of({}, 1), "original", 30.5) == {}
    columns = columns_of({"bilirubin_umol_l": [200], "inr": [2.1]}, 1)
    tipping = tipping_points(columns, "original", 30.5)
    assert set(tipping) == {"bilirubin_umol_l", "inr"}
    # The most that an unknown creatinine can add is its cap of 4.0 mg/dL, the least nothing.
    least, most = sorted(tipping["inr"])
    assert meld_raw(bilirubin_umol_l=200, inr=least, creatinine_umol_l=353.6) == pytest.approx(30.5)
    assert meld_raw(bilirubin_umol_l=200, inr=most, creatinine_umol_l=60) == pytest.approx(30.5)
