"""A sheet of an xls, xlsb or ods workbook, read by python-calamine, which does not see how numbers are shown."""

from pathlib import Path
from typing import Any

from data_access.building.reading.source_dataset import file_label
from data_access.common.errors import Refused
from data_access.importing.reading.grid import Gatherer, Grid, Merge


def read_other_workbook(path: Path, name: str) -> Grid:
    """The sheet of that name, else the first that is not hidden; Refused if damaged, too large, under a password."""
    import python_calamine as calamine

    file = file_label(path)
    try:
        book = calamine.load_workbook(path)
    except calamine.PasswordError as error:
        raise Refused("encrypted", file=file) from error
    except (calamine.CalamineError, OSError) as error:
        raise Refused("damaged", file=file) from error
    with book:
        tables = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
        names = [each.name for each in tables if each.visible == calamine.SheetVisibleEnum.Visible]
        names = names or [each.name for each in tables]
        if not names:
            raise Refused("no_table", file=file)
        hidden = tuple(each.name for each in tables if each.name not in names)
        chosen = name if name in (*names, *hidden) else names[0]
        try:
            sheet = book.get_sheet_by_name(chosen)
        except calamine.CalamineError as error:
            raise Refused("damaged", file=file) from error
        return _grid(file, chosen, tuple(names), hidden, sheet)


def _grid(file: str, name: str, names: tuple[str, ...], hidden: tuple[str, ...], sheet: Any) -> Grid:
    gathered = Gatherer(file)
    top, left = sheet.start or (0, 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        # Rows come from the first row of the sheet, columns from the first used one.
        gathered.add(number, [(None, False)] * left + [(None if v == "" else v, False) for v in values])
    merges = tuple(
        Merge(from_row + 1, from_column, to_row + 1, to_column)
        for (from_row, from_column), (to_row, to_column) in sheet.merged_cell_ranges or ()
    )
    rows, filled = gathered.rows(merges)
    return Grid(
        file,
        name,
        names,
        rows,
        hidden,
        merges=merges,
        filled=filled,
        long_numbers=gathered.long_numbers,
        unseen_percent=True,
    )
