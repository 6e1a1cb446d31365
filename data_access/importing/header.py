"""Where the names of the columns stand: below a title, in one row or in two (name and unit, group and name)."""

import re
from dataclasses import dataclass

from clinical.laboratory.units import canonical
from data_access.importing.column_names import KNOWN_UNITS, meaning, specimen
from data_access.importing.reading.grid import Cells, Grid

TITLE, MARKS = "title", "()（）[]"
LOOKED_AT = 30
OTHER_UNITS = re.compile(r"岁|年|天|日|次/分|bpm|mmhg|℃|°c|kg|cm|ml|g|mg|周|h|小时|years?", re.IGNORECASE)
A_NUMBER = re.compile(r"[<>≤≥]?[-+]?\d+([.,]\d+)?%?")


@dataclass(frozen=True)
class Aside:
    """A row, or with `column` (its letters) a cell, that is no data: what it says and what it was taken for."""

    row: int
    column: str
    text: str
    kind: str


@dataclass(frozen=True)
class Header:
    """The names, '' where a column has none; the last row of them; what stands above; where the subject stands."""

    names: Cells
    last: int
    above: tuple[Aside, ...]
    subject: int | None


def find_header(grid: Grid) -> Header | None:
    """The row with most names that are known, else the first that is as wide as the table; None if there is none."""
    head = grid.rows[:LOOKED_AT]
    known = [sum(bool(meaning(cell)) for cell in dict.fromkeys(cells)) for _, cells in head]
    best = max(known, default=0)
    at = known.index(best) if best > 1 else _first_wide(head)
    if at is None:
        return None
    number, names = grid.rows[at]
    above = tuple(_line(row, cells) for row, cells in grid.rows[:at])
    names = _with_groups(grid, at, names)
    if at + 1 < len(grid.rows) and _is_units(grid.rows[at + 1][1], names):
        units = grid.rows[at + 1]
        number = units[0]
        names = tuple(
            f"{name}({unit.strip(MARKS)})" if name and unit and unit != name else name
            for name, unit in zip(names, units[1], strict=True)
        )
    names = _told_apart(tuple(" ".join(name.split()) for name in names))
    place = next(
        (n for n, name in enumerate([name for name in names if name]) if meaning(name) == "subject"), None
    )
    return Header(names, number, above, place) if any(names) else None


def _first_wide(head: tuple[tuple[int, Cells], ...]) -> int | None:
    """The first row in which at least half as many cells are filled as in the fullest, and none is a number."""
    filled = [len(set(filter(None, cells))) for _, cells in head]
    least = max(filled, default=0) / 2
    wide = [at for at, count in enumerate(filled) if count >= least and count]
    return next((at for at in wide if not any(map(A_NUMBER.fullmatch, head[at][1]))), next(iter(wide), None))


def _line(row: int, cells: Cells) -> Aside:
    return Aside(row, "", " | ".join(dict.fromkeys(cell for cell in cells if cell)), TITLE)


def _is_units(cells: Cells, names: Cells) -> bool:
    """Whether a row only says in which unit each column is: nothing but units, and at least one known."""
    given = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell and cell != name]
    known = sum(canonical(cell.strip(MARKS)) in KNOWN_UNITS for _, cell in given)
    return known > 0 and all(
        canonical(cell.strip(MARKS)) in KNOWN_UNITS or OTHER_UNITS.fullmatch(cell.strip(MARKS))
        for _, cell in given
    )


def _with_groups(grid: Grid, at: int, names: Cells) -> Cells:
    """The names with the group above them, where it is needed: another specimen, or equal names in two groups.

    A group is a merge over some of the columns in the row above; a merge over all of them is a title.
    """
    if at == 0:
        return names
    number, groups = grid.rows[at - 1]
    spans = [merge for merge in grid.merges if merge.bottom == number and merge.right > merge.left]
    if not spans or any(merge.right - merge.left + 1 >= sum(map(bool, names)) for merge in spans):
        return names
    inside = {column for merge in spans for column in range(merge.left, merge.right + 1)}
    grouped = tuple(
        group if at in inside and group != name else ""
        for at, (group, name) in enumerate(zip(groups, names, strict=True))
    )
    names = tuple(
        f"{group} {name}" if name and specimen(group) else name
        for group, name in zip(grouped, names, strict=True)
    )
    return tuple(
        f"{group} {name}" if name and group and names.count(name) > 1 else name
        for group, name in zip(grouped, names, strict=True)
    )


def _told_apart(names: Cells) -> Cells:
    """Equal names with their number: 'Complete?', 'Complete? [2]'."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(f"{name} [{seen[name]}]" if name and seen[name] > 1 else name)
    return tuple(out)
