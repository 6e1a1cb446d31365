"""What a reader is told, and asked, before anything is built from a table: known from its cells, not from its names."""

from clinical.laboratory.tests import LAB_TESTS
from data_access.importing.column_names import meaning as named
from data_access.importing.mapping import Mapping
from data_access.importing.reading.dates import moment
from data_access.importing.reading.results import UNREAD, result
from data_access.importing.sheet import Sheet
from data_access.importing.sheet_to_sdtm import one_spelling, patient_of, sex_of

EXAMPLES, LOOKED_AT = 3, 200
# Activity and haematocrit below this, all of them, are shares of one and not percent.
LARGEST_SHARE = 1.5


def questions(sheet: Sheet, meaning: Mapping) -> list[tuple[str, str]]:
    """(code, what it is about) of everything in the cells that must be settled before the table can be read."""
    used = [column for column in meaning.columns if column.meaning]
    found = [("long_numbers", column.name) for column in used if column.name in sheet.long_numbers]
    if is_long(sheet):
        found.append(("long_table", ""))
    codes = _unknown_sexes(sheet, meaning)
    found += [("sex_codes", ", ".join(codes))] if codes else []
    return found + [("shares", column.name) for column in used if _shares(sheet, column.name, column.unit)]


def is_long(sheet: Sheet) -> bool:
    """Whether the table has one row per result: columns called item and result, or one whose cells name tests."""
    return {"item", "result"} <= {named(name) for name in sheet.columns} or any(
        sum(named(word) in LAB_TESTS for word in words) > max(1, len(words) / 2)
        for words in (
            dict.fromkeys(cells[at] for _, cells in sheet.rows[:LOOKED_AT])
            for at in range(len(sheet.columns))
        )
    )


def _cells(sheet: Sheet, name: str) -> list[str]:
    at = sheet.column(name)
    return [cells[at] for _, cells in sheet.rows if cells[at]]


def _unknown_sexes(sheet: Sheet, meaning: Mapping) -> list[str]:
    name = meaning.column_of("sex")
    written = dict.fromkeys(_cells(sheet, name)) if name else {}
    return [each for each in written if sex_of(each, meaning.sex) not in ("M", "F", "U")]


def _shares(sheet: Sheet, name: str, unit: str | None) -> bool:
    """Whether every number of a percent column is a share of one, in a format that does not say how it is shown."""
    if not sheet.unseen_percent or unit != "%":
        return False
    numbers = [float(read.number) for read in map(result, _cells(sheet, name)) if read.number]
    return bool(numbers) and max(numbers) <= LARGEST_SHARE


def statements(sheet: Sheet, meaning: Mapping) -> list[tuple[str, dict[str, object]]]:
    """(code, what fills its sentence) of what is good to know: hidden parts, rows left aside, cells not read."""
    said: list[tuple[str, dict[str, object]]] = []
    if sheet.hidden_rows or sheet.hidden_columns or sheet.hidden_sheets:
        said.append(("hidden", {"rows": len(sheet.hidden_rows), "columns": len(sheet.hidden_columns),
                                "sheets": len(sheet.hidden_sheets)}))  # fmt: skip
    for each in sheet.aside:
        said.append(("aside", {"cell": f"{each.column}{each.row}", "text": each.text}))
    said += _spellings(sheet, meaning)
    return said + _dates(sheet, meaning) + _results(sheet, meaning)


def _spellings(sheet: Sheet, meaning: Mapping) -> list[tuple[str, dict[str, object]]]:
    name = meaning.column_of("subject")
    written = dict.fromkeys(_cells(sheet, name)) if name else {}
    taken = one_spelling(written)
    ways: dict[str, list[str]] = {}
    for each in written:
        ways.setdefault(taken.get(patient_of(each), ""), []).append(each)
    return [
        ("spellings", {"taken": one, "ways": ", ".join(all_)}) for one, all_ in ways.items() if len(all_) > 1
    ]


def _dates(sheet: Sheet, meaning: Mapping) -> list[tuple[str, dict[str, object]]]:
    said: list[tuple[str, dict[str, object]]] = []
    for role in ("date", "start"):
        name = meaning.column_of(role)
        cells = _cells(sheet, name) if name else []
        moments = [(cell, moment(cell, sheet.day_zero, meaning.dates)) for cell in cells]
        for code, chosen in (
            ("dates_unread", [cell for cell, read in moments if not read.read]),
            ("times_dropped", [cell for cell, read in moments if read.dropped]),
        ):
            if chosen:
                said.append((code, _counted(name or "", chosen, len(cells))))
    return said


def _results(sheet: Sheet, meaning: Mapping) -> list[tuple[str, dict[str, object]]]:
    said: list[tuple[str, dict[str, object]]] = []
    for column in meaning.columns:
        cells = _cells(sheet, column.name) if column.meaning in LAB_TESTS else []
        unread = [cell for cell in cells if result(cell).kind == UNREAD]
        if unread:
            said.append(("results_unread", _counted(column.name, unread, len(cells))))
    return said


def _counted(column: str, chosen: list[str], of: int) -> dict[str, object]:
    examples = ", ".join(list(dict.fromkeys(chosen))[:EXAMPLES])
    return {"column": column, "n": len(chosen), "m": of, "examples": examples}
