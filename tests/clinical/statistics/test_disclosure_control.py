"""What is shown of small counts: by every table that could look the same, by a linear programme, by hand."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from clinical.statistics.disclosure_control import (
    WITHHELD,
    Cell,
    above,
    among,
    at_least,
    by_arm,
    exactly,
    parts,
    shares,
    whole,
)


def shown(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def ways(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to fill the cells so that they add up to the total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in ways(cells - 1, total - first))


def summed(rows: np.ndarray) -> list[int]:
    """Sizes of the arms, parts of all arms together, parts of each arm."""
    return [*rows.sum(axis=0).tolist(), *rows.sum(axis=1).tolist(), *rows.ravel().tolist()]


def published(rows: np.ndarray, limit: int) -> list[Cell]:
    """The same as a page shows it, whose readers know the total; a single arm is no column of its own."""
    if rows.shape[1] == 1:
        return [exactly(int(rows.sum())), *2 * parts(rows.ravel().tolist(), limit)]
    sizes, together = parts(rows.sum(axis=0).tolist(), limit), parts(rows.sum(axis=1).tolist(), limit)
    if not all(size.exact for size in sizes):
        return [*[WITHHELD for _ in sizes], *together, *[WITHHELD for _ in rows.ravel()]]
    return [*sizes, *together, *(cell for row in by_arm(rows.tolist(), together, limit) for cell in row)]


SIZES = [
    (2, 1, 5, 22),
    (3, 1, 5, 22),
    (5, 1, 3, 13),
    (2, 2, 5, 16),
    (3, 2, 2, 10),
    (4, 2, 2, 9),
    (2, 3, 2, 8),
]


@pytest.mark.parametrize(("rows", "arms", "limit", "most"), SIZES)
def test_of_all_tables_that_would_be_published_alike_each_hidden_cell_keeps_k_values(rows, arms, limit, most):
    hidden = 0
    for total in range(limit, most + 1):
        alike: dict[tuple[Cell, ...], list[set[int]]] = {}
        for way in ways(rows * arms, total):
            table = np.array(way).reshape(rows, arms)
            cells = tuple(published(table, limit))
            known = alike.setdefault(cells, [set() for _ in cells])
            for values, value in zip(known, summed(table), strict=True):
                values.add(value)
        for cells, known in alike.items():
            for cell, values in zip(cells, known, strict=True):
                assert (values == {cell.least}) if cell.exact else (len(values) >= limit), (total, cells)
                assert min(values) >= (cell.least or 0)
                assert cell.most is None or max(values) <= cell.most
                assert not cell.exact or min(values) >= limit
                hidden += not cell.exact
    assert hidden > 20


def test_of_all_groups_with_a_property_published_alike_none_is_narrowed_below_k():
    limit = 3
    for total in range(limit, 13):
        alike: dict[object, list[set[int]]] = defaultdict(lambda: [set() for _ in range(5)])
        for way in ways(3, total):
            cells = parts(way, limit)
            affected = sum(way[:2])
            for having in range(affected + 1):
                named = among(having, at_least(cells[:2], cells[2], total), limit)
                known = alike[(*cells, named)]
                for values, value in zip(known, (*way, having, affected - having), strict=True):
                    values.add(value)
        for (*cells, named), known in alike.items():
            for cell, values in zip([*cells, named or Cell()], known[:4], strict=True):
                assert (values == {cell.least}) if cell.exact else (len(values) >= limit), (cells, named)
            assert min(known[4]) >= limit or len(known[4]) >= limit


def narrowest(cells: Sequence[Cell], rows: int, arms: int, total: int) -> float:
    """How many values a reader who can solve linear programmes leaves to the hidden cell that fares worst."""
    count = arms + rows + rows * arms
    sums = np.zeros((2 + arms + rows, count))
    sums[0, :arms] = sums[1, arms : arms + rows] = 1
    for cell in range(rows * arms):
        row, arm = divmod(cell, arms)
        for line, whole_cell in ((2 + arm, arm), (2 + arms + row, arms + row)):
            sums[line, arms + rows + cell] = 1
            sums[line, whole_cell] = -1
    right = [total, total, *[0] * (arms + rows)]
    bounds = [(cell.least or 0, cell.most) for cell in cells]
    widths = [np.inf]
    for place, cell in enumerate(cells):
        if not cell.exact:
            aim = np.eye(count)[place]
            least, most = (linprog(sign * aim, A_eq=sums, b_eq=right, bounds=bounds) for sign in (1, -1))
            assert least.success and most.success
            widths.append(-most.fun - least.fun + 1)
    return float(min(widths))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, int]:
    rows, arms = draw(st.integers(2, 5)), draw(st.integers(2, 3))
    counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
    drawn = draw(st.lists(counts, min_size=rows * arms, max_size=rows * arms))
    return np.array(drawn).reshape(rows, arms), draw(st.integers(2, 11))


@settings(max_examples=30)
@given(tables())
def test_no_linear_programme_narrows_a_hidden_cell_below_k(drawn):
    table, limit = drawn
    total = int(table.sum())
    cells = published(table, limit)
    if total >= limit:
        assert narrowest(cells, *table.shape, total) >= limit - 1e-6
    assert not [cell for cell in cells if cell.exact and (cell.least or 0) < limit]


def test_a_linear_programme_finds_the_cell_that_plain_suppression_gives_away():
    """The attack of the test above works: 6 = '<5' + '<5' leaves 2, 3 and 4."""
    known = [exactly(count) for count in (10, 10, 6, 14)]
    careless = [*known, Cell(most=4), Cell(most=4), Cell(), Cell()]
    assert narrowest(careless, 2, 2, 20) == pytest.approx(3)


@pytest.mark.parametrize(
    ("counts", "limit", "expected"),
    [
        ([12, 8], 5, ["12", "8"]),
        ([17, 3], 5, ["≥16", "<5"]),
        ([3, 17], 5, ["<5", "≥16"]),
        ([20, 0], 5, ["≥16", "<5"]),
        ([4, 4], 5, ["–", "–"]),
        ([6, 6, 0], 5, ["–", "–", "–"]),
        ([8, 4, 6, 2], 5, ["8", "<5", "≥5", "<5"]),
        ([100, 90, 3], 11, ["100", "≥83", "<11"]),
        # Seven among three, four among two: any of them may be none or four.
        ([13, 3, 1, 3], 5, ["13", "<5", "<5", "<5"]),
        ([16, 4, 0], 5, ["16", "<5", "<5"]),
        ([16, 4, 1], 5, ["≥13", "<5", "<5"]),
        ([], 5, []),
    ],
)
def test_parts_by_hand(counts, limit, expected):
    assert shown(parts(counts, limit)) == expected


def test_single_counts_by_hand():
    assert shown([whole(5, 5), whole(4, 5), whole(0, 5)]) == ["5", "<5", "<5"]
    assert shown([above(20, 27, 5), above(20, 3, 5), above(20, 0, 5)]) == ["47", "≥20", "≥20"]
    assert [among(4, 16, 5), among(9, 4, 5)] == [None, None]
    assert shown([among(11, 16, 5), among(12, 16, 5), among(16, 16, 5)]) == ["11", "≥12", "≥12"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[5, 6], [7, 8]], [["5", "6"], ["7", "8"]]),
        ([[5, 6], [7, 4]], [["–", "–"], ["–", "–"]]),
        # The first part and all others together are never few.
        ([[9, 8], [6, 2], [5, 7]], [["9", "8"], ["–", "–"], ["–", "–"]]),
        ([[4, 8], [6, 9], [5, 7]], [["–", "–"], ["–", "–"], ["–", "–"]]),
        ([[9, 8], [3, 2], [1, 7]], [["–", "–"], ["–", "–"], ["–", "–"]]),
        # Together, the first gives up its number.
        ([[9, 9], [2, 1], [0, 2]], [["–", "–"], ["–", "–"], ["–", "–"]]),
    ],
)
def test_arms_by_hand(rows, expected):
    together = parts([sum(row) for row in rows], 5)
    assert [shown(row) for row in by_arm(rows, together, 5)] == expected


def test_a_median_needs_k_values_on_both_sides_and_quartiles_k_in_each_quarter():
    assert [shares(n, 5) for n in (0, 9, 10, 19, 20)] == [(), (), (0.5,), (0.5,), (0.25, 0.5, 0.75)]
