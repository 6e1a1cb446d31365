"""Step curves: corners, outlines, labels apart, and where few are left."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.common import steps


def test_corners_of_a_step_by_hand():
    x, y = steps.corners(np.array([0.0, 10.0, 30.0]), np.array([1.0, 0.5, 0.25]))
    assert list(zip(x, y, strict=True)) == [(0, 1), (10, 1), (10, 0.5), (30, 0.5), (30, 0.25)]


def test_an_outline_leaves_out_where_a_limit_is_missing():
    x, y = steps.area(np.array([1.0, 2.0, 3.0]), np.array([np.nan, 0.2, 0.1]), np.array([np.nan, 0.9, 0.8]))
    assert list(zip(x, y, strict=True)) == [(2, 0.9), (3, 0.9), (3, 0.8), (3, 0.1), (3, 0.2), (2, 0.2)]


@pytest.mark.parametrize(
    ("left", "n", "place"),
    [
        ([10, 9, 5, 4, 0], 10, 3),  # fewer than 5
        ([84, 40, 17, 16, 3], 84, 3),  # 16 of 84 is 19 %, 17 is 20.2 %
        ([4, 0], 4, 0),
        ([10, 9, 5], 10, 3),
    ],
)
def test_a_curve_is_pale_from_where_few_are_left_by_hand(left, n, place):
    assert steps.few_from(np.array(left), n) == place


@given(st.lists(st.floats(0, 1), max_size=6))
def test_labels_stand_apart_in_their_order(places):
    found = steps.apart(places, 0.07)
    heights = sorted(found)
    assert all(above - below >= 0.07 - 1e-9 for below, above in zip(heights, heights[1:], strict=False))
    assert all(found[i] <= found[j] for i, a in enumerate(places) for j, b in enumerate(places) if a < b)
    assert max(found, default=0) <= 1


def test_a_faint_colour_keeps_its_hue():
    assert steps.faint("#0072B2", 0.1) == "rgba(0, 114, 178, 0.1)"
