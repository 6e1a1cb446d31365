"""The value nearest to a draw."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.building.analysis.score_inputs import (
    CONFOUNDERS,
    SECONDS_PER_DAY,
    Moments,
    Series,
    confounder_bits,
    confounder_text,
)

DAY = SECONDS_PER_DAY


def moments(*places: tuple[int, int, bool]) -> Moments:
    subject, second, timed = zip(*places, strict=True) if places else ((), (), ())
    return Moments(np.array(subject, np.int64), np.array(second, np.int64), np.array(timed, np.bool_))


def series(at: Moments) -> Series:
    count = len(at.second)
    whole, real = np.zeros(count, np.int64), np.zeros(count)
    return Series(at, real, real, real, real, whole, whole, whole, real, real, whole, whole)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(0, 100 * DAY - 50, True), (0, 100 * DAY + 40, True)], 1),
        ([(0, 100 * DAY - 50, True), (0, 100 * DAY + 50, True)], 0),
        ([(0, 99 * DAY - 1, True)], -1),
        ([(0, 99 * DAY, True)], 0),
        ([(1, 100 * DAY, True)], -1),
        ([], -1),
        ([(0, 99 * DAY, False)], 0),
        ([(0, 98 * DAY, False)], -1),
        ([(0, 99 * DAY + 20, True), (0, 100 * DAY, False)], 1),
    ],
    ids=[
        "the nearer one",
        "of two equally near the earlier",
        "none within a day",
        "exactly a day before",
        "another subject's",
        "nothing measured",
        "the day before, time not known",
        "two days before, time not known",
        "the same day rather than the evening before",
    ],
)
def test_nearest_within_a_day(values: list, expected: int) -> None:
    assert series(moments(*values)).nearest(moments((0, 100 * DAY, True)), DAY).tolist() == [expected]


points = st.lists(st.tuples(st.integers(0, 2), st.integers(-5 * DAY, 200 * 365 * DAY)), max_size=20).map(
    sorted
)


@given(values=points, draws=points, window=st.integers(0, 3 * DAY))
def test_nearest_is_the_least_distance_of_all(values: list, draws: list, window: int) -> None:
    at, anchors = moments(*((s, t, True) for s, t in values)), moments(*((s, t, True) for s, t in draws))
    for row, (subject, second) in zip(series(at).nearest(anchors, window), draws, strict=True):
        gaps = [abs(t - second) for s, t in values if s == subject]
        if row < 0:
            assert all(gap > window for gap in gaps)
        else:
            assert values[row][0] == subject and abs(values[row][1] - second) == min(gaps) <= window


@given(st.sets(st.sampled_from(CONFOUNDERS)))
def test_confounders_survive_the_way_through_bits(names: set) -> None:
    assert confounder_text(confounder_bits(";".join(names))) == (";".join(sorted(names)) or None)
