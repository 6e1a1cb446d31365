"""A hospital's own table: the rows below its header, what each column is called, and what was left aside and why."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data_access.common.errors import Refused
from data_access.importing.header import Header, find_header
from data_access.importing.left_aside import NOTE, RANGE_ROW, Aside, kind_of_row
from data_access.importing.reading.grid import EPOCH_1900, Cells, Grid, Rows
from data_access.importing.reading.other_workbooks import read_other_workbook
from data_access.importing.reading.text_file import read_text
from data_access.importing.reading.workbook import read_workbook
from data_access.importing.refusals import WORKBOOKS, ending


@dataclass(frozen=True)
class Sheet:
    """One table: names of its columns, each once; rows as (row number as a spreadsheet counts, cells).

    `name`: of the sheet within its workbook, empty for text; `names`: of its sheets that are not hidden. `aside`:
    what stands above, below, between and beside the rows. `filled`: (row, column) of cells that only show a merge.
    `long_numbers`: columns with a number of more than 15 digits, and its row. `ranges`: what a row of reference
    ranges says of each column.
    """

    file: str
    name: str
    names: tuple[str, ...]
    columns: Cells
    rows: Rows
    aside: tuple[Aside, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: Cells = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    long_numbers: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, str] = field(default_factory=dict)
    day_zero: date = EPOCH_1900
    unseen_percent: bool = False

    def column(self, name: str) -> int:
        """Where the column of that name stands."""
        return self.columns.index(name)


def read_sheet(path: Path, name: str = "") -> Sheet:
    """The table in a text file, or in the sheet of a workbook (the first that is not hidden unless named).

    Refused where there is no table, where a row of text does not fit, or for size; BuildError for a damaged text.
    """
    grid = _grid(path, name)
    header = find_header(grid)
    if header is None:
        raise Refused("no_table", file=grid.file)
    sheet = _sheet(grid, header)
    if not sheet.rows:
        raise Refused("no_table", file=grid.file)
    return sheet


def _grid(path: Path, name: str) -> Grid:
    kind = ending(path.name)
    if kind == "xlsx":
        return read_workbook(path, name)
    return read_other_workbook(path, name) if kind in WORKBOOKS else read_text(path)


def _sheet(grid: Grid, header: Header) -> Sheet:
    columns, aside = header.names, list(header.above)
    named = [at for at, column in enumerate(columns) if column]
    rows: list[tuple[int, Cells]] = []
    ranges: dict[str, str] = {}
    for number, cells in grid.rows:
        if number <= header.last:
            continue
        own = tuple(cells[at] for at in named)
        aside += _beside(grid, number, cells, columns)
        kind = kind_of_row(own, header)
        if not any(own):
            continue
        if kind == RANGE_ROW and not ranges:
            ranges = {columns[at]: cells[at] for at in named if cells[at]}
        if kind:
            aside.append(Aside(number, "", _said(own), kind))
        else:
            rows.append((number, own))
    place = {at: new for new, at in enumerate(named)}
    return Sheet(
        grid.file,
        grid.name,
        grid.names,
        tuple(columns[at] for at in named),
        tuple(rows),
        tuple(sorted(aside, key=lambda each: each.row)),
        grid.hidden_sheets,
        tuple(number for number, _ in rows if number in grid.hidden_rows),
        tuple(columns[at] for at in named if at in grid.hidden_columns),
        frozenset((number, place[at]) for number, at in grid.filled if at in place and number > header.last),
        {columns[at]: number for at, number in grid.long_numbers.items() if at in place},
        ranges,
        grid.day_zero,
        grid.unseen_percent,
    )


def _beside(grid: Grid, number: int, cells: Cells, columns: Cells) -> list[Aside]:
    """What stands in columns without a name; in a text such a value shows that the row is out of step."""
    found = [
        Aside(number, letters(at), cell, NOTE) for at, cell in enumerate(cells) if cell and not columns[at]
    ]
    last_named = max(at for at, column in enumerate(columns) if column)
    if not grid.name and any(cell for cell in cells[last_named + 1 :]):
        raise Refused("ragged", file=grid.file, row=number)
    return found


def _said(cells: Cells) -> str:
    """The cells of a row in one line, a value that fills several of them once."""
    return " | ".join(dict.fromkeys(cell for cell in cells if cell))


def letters(at: int) -> str:
    """The letters by which a spreadsheet calls its column number `at`, from 0."""
    out, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
