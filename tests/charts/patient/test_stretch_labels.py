"""Labels at the ends of lines: none hides another, and none strays further than it must."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.patient.trend_notes import apart

HEIGHTS = st.lists(st.floats(-50, 150), min_size=1, max_size=6).map(np.array)


@given(HEIGHTS)
def test_labels_keep_their_distance_and_their_order(heights):
    placed = np.array(apart(heights, 12))
    order = np.argsort(heights, kind="stable")
    assert (np.diff(placed[order]) >= 12 - 1e-6).all()


@given(HEIGHTS)
def test_a_crowd_stays_around_its_middle(heights):
    assert np.mean(apart(heights, 12)) == pytest.approx(heights.mean(), abs=1e-6)


def test_labels_far_apart_stay_where_they_are():
    assert apart(np.array([80.0, 10.0, 40.0]), 12) == [80.0, 10.0, 40.0]


def test_two_ends_at_one_height_share_the_push():
    assert apart(np.array([30.0, 30.0]), 12) == [24.0, 36.0]
