"""Tables as files that leave the machine: what data they are stands in the file, and no cell can act as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pandas import DataFrame, isna

# What the format of a workbook allows.
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
# A spreadsheet takes text that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
ONLY_SIGNS = re.compile(r"[-+=±/() ]{1,9}")
SIGNIFICANT_DIGITS = 12


def csv_bytes(table: DataFrame, facts: Sequence[str]) -> bytes:
    """The table as CSV: UTF-8 with the mark that Excel needs, first one '# ' line for each fact about it.

    The facts say what data these are (simulated or which study, cut-off, snapshot). Missing values are empty.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([f"# {fact}"] for fact in facts)
    writer.writerow([harmless(str(name)) for name in table.columns])
    writer.writerows(
        [cell(value) for value in row] for row in table.astype(object).itertuples(index=False, name=None)
    )
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(tables: Mapping[str, DataFrame], facts: Sequence[str]) -> bytes:
    """The tables as the sheets of one workbook, the facts above each; text is never taken for a formula."""
    # Here alone: a page that offers a workbook need not load what writes one.
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for name, table in tables.items():
            sheet = workbook.add_worksheet(name[:LONGEST_SHEET_NAME])
            for row, fact in enumerate(facts):
                sheet.write_string(row, 0, fact, bold)
            top = len(facts) + 1
            for column, title in enumerate(table.columns):
                sheet.write_string(top, column, str(title), bold)
                for row, value in enumerate(table[title].astype(object), start=top + 1):
                    _write(sheet, row, column, cell(value))
            sheet.freeze_panes(top + 1, 0)
            sheet.autofit()
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_CELL])
    elif value is not None:
        sheet.write(row, column, value)


def cell(value: Any) -> Any:
    """A value as it is written: None where missing, numbers as numbers, dates as ISO 8601, text made harmless."""
    if isinstance(value, (list, tuple, dict)):
        return harmless(str(value))
    if value is None or isna(value):
        return None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # 63.4 and not 63.400000000000006: what a difference of two reported values leaves behind is no digit of theirs.
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe goes before what would start a formula.

    Numbers written as text ('-0.5') stay as they are, and so do signs alone ('+++', '+/-'), which run nothing and are
    results of urine and serology.
    """
    runs = text.startswith(FORMULA_STARTS) and not _is_number(text) and not ONLY_SIGNS.fullmatch(text)
    return f"'{text}" if runs else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r", "\n"))


def file_name(parts: Iterable[str], extension: str) -> str:
    """A file name of plain ASCII from the given parts, whatever characters a subject id holds."""
    safe = ("".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in part) for part in parts)
    return "-".join(part[:40] for part in safe if part) + f".{extension}"
