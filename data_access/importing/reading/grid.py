"""One sheet, or one text file, as rows of text, and what a person looking at it would have to be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from data_access.common.errors import Refused

MOST_CELLS = 5_000_000
MOST_COLUMNS = 500
MOST_ROWS = 1_048_576  # of a spreadsheet; a file that names a later row is no table
# A spreadsheet keeps 15 digits of a number: a longer one is no longer what somebody typed.
LONG = 10**15
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
Cells = tuple[str, ...]
Rows = tuple[tuple[int, Cells], ...]


@dataclass(frozen=True)
class Merge:
    """A stated merge: spreadsheet rows from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """Rows as (row number as a spreadsheet counts, cells), all of one width, empty rows left out.

    `name`: of the sheet, '' for text; `names`: of the sheets that are not hidden. `filled`: (row, column) of cells
    that show the value of a merge they lie in. `long_numbers`: for each column with a number of more than 15
    digits the first row of one. `unseen_percent`: the format does not say which cells are shown as percent.
    """

    file: str
    name: str
    names: tuple[str, ...]
    rows: Rows
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    long_numbers: dict[int, int] = field(default_factory=dict)
    day_zero: date = EPOCH_1900
    unseen_percent: bool = False


class Gatherer:
    """Takes rows of values one by one and makes of them rows of text, within bounds."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: list[tuple[int, list[str]]] = []
        self._cells = 0
        self.long_numbers: dict[int, int] = {}

    def add(self, number: int, values: Iterable[tuple[Any, bool]]) -> None:
        """A row: (value, whether it is shown as percent) of each cell. Refused beyond the bounds of a table."""
        cells: list[str] = []
        for at, (value, percent) in enumerate(values):
            if is_long(value):
                self.long_numbers.setdefault(at, number)
            cells.append(shown(value, percent))
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            self._rows.append((number, cells))
            self._cells += len(cells)
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS or self._cells > MOST_CELLS:
            raise Refused("many_cells", file=self._file, limit=f"{MOST_CELLS:,}")

    def rows(self, merges: Iterable[Merge] = ()) -> tuple[Rows, frozenset[tuple[int, int]]]:
        """The rows in one width, each merge filled with the value that it shows; and which cells those are."""
        width = max((len(cells) for _, cells in self._rows), default=0)
        by_number = {number: cells + [""] * (width - len(cells)) for number, cells in self._rows}
        filled = set()
        for merge in merges:
            value = (by_number.get(merge.top) or [""] * width)[merge.left] if merge.left < width else ""
            for number, at in _inside(merge, width) if value else ():
                cells = by_number.setdefault(number, [""] * width)
                if not cells[at]:
                    cells[at] = value
                    filled.add((number, at))
        rows = tuple((number, tuple(cells)) for number, cells in sorted(by_number.items()))
        if len(rows) * width > MOST_CELLS:
            raise Refused("many_cells", file=self._file, limit=f"{MOST_CELLS:,}")
        return rows, frozenset(filled)


def _inside(merge: Merge, width: int) -> Iterator[tuple[int, int]]:
    for number in range(merge.top, min(merge.bottom, merge.top + MOST_CELLS // max(width, 1)) + 1):
        for at in range(merge.left, min(merge.right, width - 1) + 1):
            yield number, at


def is_long(value: object) -> bool:
    """Whether a cell holds a number of more than 15 digits."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= LONG


def shown(value: Any, percent: bool = False) -> str:
    """A cell as text: dates in ISO 8601, whole numbers without a decimal point, 0.35 shown as percent as 35%."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if percent and isinstance(value, int | float):
        return f"{value * 100:.13g}%"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).strip()
