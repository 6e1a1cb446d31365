"""Strong Kleene logic against its published truth tables."""

import numpy as np
import pytest

from clinical.eligibility.kleene import FALSE, TRUE, UNKNOWN, all_of, any_of, negation, truth

F, U, T = (np.array([value], dtype=np.int8) for value in (FALSE, UNKNOWN, TRUE))


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (F, F, F, F),
        (F, U, F, U),
        (F, T, F, T),
        (U, U, U, U),
        (U, T, U, T),
        (T, T, T, T),
    ],
)
def test_truth_tables_of_kleene_1952(left, right, conjunction, disjunction):
    assert all_of(left, right) == all_of(right, left) == conjunction
    assert any_of(left, right) == any_of(right, left) == disjunction


def test_negation_leaves_unknown_unknown():
    assert [int(negation(value)[0]) for value in (F, U, T)] == [TRUE, UNKNOWN, FALSE]


def test_truth_from_what_must_hold_and_what_cannot():
    assert truth([True, False, False], [False, True, False]).tolist() == [TRUE, FALSE, UNKNOWN]
