"""A hospital's own table, CSV or a workbook, as rows of text: what stands in a cell is what a reader sees there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from data_access.building.reading.fingerprint import fingerprint
from data_access.building.reading.recognise import NotRead, open_source
from data_access.building.reading.source_dataset import SOURCE_ROW, file_label
from data_access.importing.refusals import Refused

MOST_CELLS = 5_000_000
MOST_COLUMNS = 500
WORKBOOK = ".xlsx"
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One table: names of its columns; rows as (row number as a spreadsheet counts, header = 1; cells).

    `name`: of the sheet within its workbook, empty for CSV; `names`: of all its sheets.
    """

    file: str
    name: str
    names: tuple[str, ...]
    columns: Cells
    rows: tuple[tuple[int, Cells], ...]


def read_sheet(path: Path, name: str = "") -> Sheet:
    """The table in a CSV file, or in the sheet of a workbook (the first unless named).

    The first row names the columns. Refused where that is not so, where a row does not fit, or for size;
    BuildError for a damaged CSV file.
    """
    sheet = _workbook(path, name) if path.suffix.lower() == WORKBOOK else _csv(path)
    _check_names(sheet)
    return sheet


def _check_names(sheet: Sheet) -> None:
    given = [column for column in sheet.columns if column]
    twice = next((column for column in given if given.count(column) > 1), None)
    if twice is not None:
        raise Refused("same_names", file=sheet.file, column=twice)
    if not given or not sheet.rows:
        raise Refused("no_table", file=sheet.file)
    nameless = [(row, cells) for row, cells in sheet.rows if any(_beside(sheet.columns, cells))]
    if nameless:
        raise Refused("nameless", file=sheet.file, row=nameless[0][0])


def _beside(columns: Cells, cells: Cells) -> Iterator[bool]:
    """For each column without a name, whether the row has a value there."""
    return (bool(cell) for column, cell in zip(columns, cells, strict=True) if not column)


def _csv(path: Path) -> Sheet:
    scratch = path.parent / ".scratch"
    opened = open_source(path, fingerprint(path).text, scratch)
    if isinstance(opened, NotRead):
        raise Refused("no_table", file=file_label(path))
    rows: list[tuple[int, Cells]] = []
    for batch in opened.batches():
        rows += _rows_of(batch)
        if len(rows) * len(opened.columns) > MOST_CELLS:
            raise Refused("many_cells", file=opened.file, limit=f"{MOST_CELLS:,}")
    if ragged := opened.take_rejected():
        raise Refused("ragged", file=opened.file, row=ragged[0].row + 1)
    return Sheet(opened.file, "", (), opened.columns, tuple(rows))


def _rows_of(batch: pa.RecordBatch) -> Iterator[tuple[int, Cells]]:
    """The rows of a batch, blank ones left out; the file's data row 1 is row 2 of a spreadsheet."""
    numbers = batch.column(SOURCE_ROW).to_pylist()
    columns = [column.to_pylist() for column in batch.columns[:-1]]
    for number, *cells in zip(numbers, *columns, strict=True):
        if any(cells):
            yield number + 1, tuple(cell or "" for cell in cells)


def _workbook(path: Path, name: str) -> Sheet:
    """Formulas count as the value that was saved with them; one that was never calculated stays its own text."""
    import openpyxl  # a quarter of a second that only an import of a workbook needs

    try:
        books = [openpyxl.load_workbook(path, read_only=True, data_only=values) for values in (True, False)]
    except Exception as error:  # a foreign file: openpyxl lets through whatever its parsers raise
        raise Refused("damaged", file=file_label(path)) from error
    try:
        names = tuple(books[0].sheetnames)
        chosen = name if name in names else next(iter(names), "")
        tables = [book[chosen] for book in books]
        return _table(file_label(path), chosen, names, tables)
    except (KeyError, ValueError, OSError, EOFError) as error:
        raise Refused("damaged", file=file_label(path)) from error
    finally:
        for book in books:
            book.close()


def _table(file: str, name: str, names: tuple[str, ...], tables: list[Any]) -> Sheet:
    for table in tables:
        if hasattr(table, "reset_dimensions"):
            table.reset_dimensions()  # a file may state another size than it has
    rows: list[tuple[int, Cells]] = []
    for number, pair in enumerate(
        zip(*(t.iter_rows(values_only=True) for t in tables), strict=True), start=1
    ):
        cells = tuple(
            _text(value if value is not None else formula) for value, formula in zip(*pair, strict=True)
        )
        if any(cells):
            rows.append((number, cells))
        if len(cells) > MOST_COLUMNS or len(rows) * len(cells) > MOST_CELLS:
            raise Refused("many_cells", file=file, limit=f"{MOST_CELLS:,}")
    width = max((len(cells) for _, cells in rows), default=0)
    squared = [(number, cells + ("",) * (width - len(cells))) for number, cells in rows]
    head = squared[0][1] if squared else ()
    return _trimmed(Sheet(file, name, names, head, tuple(squared[1:])))


def _trimmed(sheet: Sheet) -> Sheet:
    """Without the empty columns at the right end, which a format or a border leaves behind."""
    every = [sheet.columns, *(cells for _, cells in sheet.rows)]
    used = max((at for cells in every for at, cell in enumerate(cells, start=1) if cell), default=0)
    rows = tuple((number, cells[:used]) for number, cells in sheet.rows)
    return Sheet(sheet.file, sheet.name, sheet.names, sheet.columns[:used], rows)


def _text(value: Any) -> str:
    """A cell as text: dates in ISO 8601, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).strip()
