"""A sheet of an xlsx workbook as it shows: merges, percent formats, hidden rows and columns, saved values of formulas.

openpyxl's row parser is used directly: one pass, row by row, with the formats, merges and dimensions that its
read-only sheets leave out; a gap between rows costs nothing, however long a damaged file makes it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_access.building.reading.source_dataset import file_label
from data_access.common.errors import Refused
from data_access.importing.reading.grid import EPOCH_1900, EPOCH_1904, MOST_COLUMNS, Gatherer, Grid, Merge

# Quoted words, escaped characters, and what stands in brackets is no percent sign.
NOT_A_SIGN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_workbook(path: Path, name: str) -> Grid:
    """The sheet of that name, else the first that is not hidden.

    Refused if the file is damaged, too large, or holds a formula that was never calculated.
    """
    import openpyxl  # a quarter of a second that only an import of a workbook needs

    file = file_label(path)
    with path.open("rb") as opened:
        if (
            opened.read(len(OLE_MAGIC)) == OLE_MAGIC
        ):  # a workbook under a password is wrapped in the old format
            raise Refused("encrypted", file=file)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # a foreign file: openpyxl lets through whatever its parsers raise
        raise Refused("damaged", file=file) from error
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        visible = tuple(title for title, sheet in sheets.items() if sheet.sheet_state == "visible")
        names = visible or tuple(sheets)
        if not names:
            raise Refused("no_table", file=file)
        hidden = tuple(title for title in sheets if title not in names)
        return _grid(file, book, sheets[name if name in sheets else names[0]], names, hidden)
    except (KeyError, ValueError, IndexError, TypeError, OSError, EOFError, SyntaxError) as error:
        raise Refused("damaged", file=file) from error  # SyntaxError: XML that does not parse
    finally:
        book.close()


def _grid(file: str, book: Any, sheet: Any, names: tuple[str, ...], hidden: tuple[str, ...]) -> Grid:
    gathered = Gatherer(file)
    with book._archive.open(sheet._worksheet_path) as source:
        parser = _parser(file, source, sheet)
        percent = _Percent(book)
        for number, cells in parser.parse():
            gathered.add(number, _values(cells, percent))
    merges = tuple(
        Merge(each.min_row, each.min_col - 1, each.max_row, each.max_col - 1)
        for each in (parser.merged_cells.mergeCell if parser.merged_cells else ())
    )
    rows, filled = gathered.rows(merges)
    return Grid(
        file,
        sheet.title,
        names,
        rows,
        hidden,
        frozenset(int(at) for at, about in parser.row_dimensions.items() if _hides(about)),
        frozenset(_hidden_columns(parser.column_dimensions.values())),
        merges,
        filled,
        gathered.long_numbers,
        EPOCH_1904 if book.epoch.year == EPOCH_1904.year else EPOCH_1900,
    )


def _parser(file: str, source: Any, sheet: Any) -> Any:
    """openpyxl's parser, which refuses a formula that has no saved value."""
    from openpyxl.worksheet._reader import WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc]
        def parse_cell(self, element: Any) -> dict[str, Any]:
            if element.find(f"{MAIN}f") is not None and not _was_calculated(element):
                raise Refused("not_calculated", file=file, cell=element.get("r", ""))
            cell: dict[str, Any] = super().parse_cell(element)
            return cell

    book = sheet.parent
    return Parser(
        source,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def _was_calculated(element: Any) -> bool:
    """Whether a formula has a saved value, which may be an empty text."""
    return bool(element.findtext(f"{MAIN}v")) or (
        element.get("t") == "str" and element.find(f"{MAIN}v") is not None
    )


def _values(cells: list[dict[str, Any]], percent: "_Percent") -> Iterator[tuple[Any, bool]]:
    """(value, shown as percent) for every column up to the last of the row; cells left out are None."""
    at = 0
    for cell in cells:
        if cell["value"] is None:
            continue
        for _ in range(at, min(cell["column"] - 1, MOST_COLUMNS + 1)):
            yield None, False
        yield cell["value"], cell["data_type"] == "n" and percent[cell["style_id"]]
        at = cell["column"]


class _Percent(dict[int, bool]):
    """Whether a cell style shows its number as percent."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, style: int) -> bool:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self._book._cell_styles[style].numFmtId if self._book._cell_styles else 0
        own = number - BUILTIN_FORMATS_MAX_SIZE
        written = BUILTIN_FORMATS.get(number, "") if own < 0 else self._book._number_formats[own]
        self[style] = "%" in NOT_A_SIGN.sub("", written).partition(";")[0]
        return self[style]


def _hides(about: dict[str, str]) -> bool:
    return about.get("hidden") in ("1", "true") or about.get("ht") == "0"


def _hidden_columns(dimensions: Any) -> Iterator[int]:
    for about in dimensions:
        if _hides(about) or about.get("width") == "0":
            yield from range(int(about["min"]) - 1, min(int(about["max"]), MOST_COLUMNS))
