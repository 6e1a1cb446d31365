"""Enzyme-bilirubin separation: the limits of trial.md 3.1 by hand, and laws against a plain reading of the rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.patient.separation import compared_with, separated

# Tenths, so that the plain reading needs whole numbers only.
DRAWS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 120).map(lambda quarters: quarters / 4),
        st.one_of(st.none(), st.integers(0, 20_000)),
        st.one_of(st.none(), st.integers(0, 8_000)),
    ),
    max_size=25,
).map(lambda rows: sorted(rows, key=lambda row: row[:2]))


def columns(rows):
    subject, day, alt, bilirubin = (np.array([row[place] for row in rows], dtype=float) for place in range(4))
    return subject, day, alt / 10, bilirubin / 10


def by_hand(rows, later):
    """The rule as trial.md writes it, draw by draw, in whole numbers."""
    subject, day, alt, bilirubin = rows[later]
    for place, (other, before, alt_before, bilirubin_before) in enumerate(rows[:later]):
        if other != subject or not 0 < day - before <= 7:
            continue
        if not all((alt, alt_before, bilirubin, bilirubin_before)):
            continue
        if (
            100 * (alt_before - alt) > 30 * alt_before
            and 100 * (bilirubin - bilirubin_before) > 20 * bilirubin_before
        ):
            return place
    return -1


@pytest.mark.parametrize(
    ("alt", "bilirubin", "parted"),
    [
        ((1000, 690), (200, 250), True),
        ((1000, 700), (200, 250), False),  # a fall of 30 % is not more than 30 %
        ((1000, 690), (200, 240), False),  # a rise of 20 % is not more than 20 %
        ((1000, 690), (200, 240.1), True),
        ((60, 42), (17.1, 34.2), False),  # 0.7 x 60 = 42, which binary arithmetic misses
        ((1000, 500), (200, 190), False),  # both fall: recovery
        ((500, 1000), (200, 400), False),  # both rise: injury
        ((1000, None), (200, 400), False),
        ((None, 500), (200, 400), False),
        ((0, 0), (200, 400), False),
    ],
)
def test_the_limits_of_the_rule(alt, bilirubin, parted):
    assert separated(alt[0], alt[1], bilirubin[0], bilirubin[1]) == parted


@pytest.mark.parametrize(("days", "against"), [(7.0, 0), (7.01, -1), (0.5, 0), (0.0, -1)])
def test_the_fall_is_one_within_seven_days(days, against):
    assert list(compared_with([1, 1], [0, days], [1000, 500], [200, 300])) == [-1, against]


def test_a_slow_course_is_compared_with_the_earliest_draw_of_the_week():
    days, alt, bilirubin = [0, 2, 4, 6, 8], [900, 800, 600, 500, 450], [200, 230, 260, 300, 310]
    assert list(compared_with([1] * 5, days, alt, bilirubin)) == [-1, -1, 0, 0, 1]


def test_no_draw_and_one_draw_part_from_nothing():
    assert compared_with([], [], [], []).tolist() == []
    assert compared_with([1], [3], [500], [100]).tolist() == [-1]


@given(DRAWS)
def test_all_draws_at_once_are_the_rule_draw_by_draw(rows):
    found = compared_with(*columns(rows))
    assert found.tolist() == [by_hand(rows, later) for later in range(len(rows))]


@given(DRAWS, st.sampled_from([1 / 17.1, 60.0]))
def test_the_unit_does_not_matter(rows, factor):
    subject, day, alt, bilirubin = columns(rows)
    apart = compared_with(subject, day, alt, bilirubin)
    other = compared_with(subject, day, alt * factor, bilirubin * factor)
    assert list(apart) == list(other)


@given(DRAWS)
def test_a_patient_is_not_compared_with_another(rows):
    together = compared_with(*columns(rows))
    for subject in (0, 1, 2):
        places = [place for place, row in enumerate(rows) if row[0] == subject]
        alone = compared_with(*columns([rows[place] for place in places]))
        assert [int(together[place]) for place in places] == [
            places[found] if found >= 0 else -1 for found in alone.tolist()
        ]
