"""What becomes of each column in a de-identified copy: SQL over a row `whole` and its `subject`.

`subject` holds mask; sought, the id if it is to be looked for in other text; shift, the days to take from a date.
"""

import re
from dataclasses import dataclass

from data_access.building.loading.identifiers import CODES
from data_access.common.sql_text import fill, quoted

DAY_ONE = "2000-01-01"
OLDEST_YEARS = 90
# Dates inside other text: ISO 8601, with slashes, as SAS writes them, Chinese.
DATE_IN_TEXT = (
    r"\d{4}-\d{2}(-\d{2}([T ]\d{2}(:\d{2}){0,2})?)?|\d{4}/\d{1,2}(/\d{1,2})?|\d{1,2}[A-Z]{3}\d{4}"
    r"|\d{4}年(\d{1,2}月)?(\d{1,2}日)?"
)
WHOLE_DATE = r"\d{4}-\d{2}-\d{2}([T ].*)?"
# A date of which a part is missing cannot be moved by days.
TEXT = """
CASE WHEN regexp_full_match({column}, '{whole_date}')
     THEN strftime(TRY_CAST(left({column}, 10) AS DATE) - shift, '%Y-%m-%d') || substr({column}, 11)
     WHEN {is_date} THEN NULL
     ELSE regexp_replace(CASE WHEN sought IS NULL THEN {column} ELSE replace({column}, sought, mask) END,
                         '{date_in_text}', '[date]', 'g')
END
"""
# Subjects who are a few digits cannot be told from results; their names are masked where they stand as such.
SOUGHT = re.compile(r"(?=.*\D).{4,}|\d{8,}", re.DOTALL)
UNDATED = "regexp_replace({column}, '{date_in_text}', '[date]', 'g')"
# Records as delivered, and what would date a patient by the trial.
HIDDEN = frozenset({("meta", "rejected", "record"), ("meta", "snapshot", "data_cutoff")})
UNIQUE = frozenset({"brthdtc", "brthdt", "randno", "invid"})
# Rows of a delivered file stand by subject: sorted, they would name the masks in the order of the ids. What stands in
# their place still joins what comes from one row; the salt is drawn anew for each copy and kept nowhere.
SOURCE_ROWS = frozenset({"source_row", "source_last", "ulnrow", "xbaserow"})
OPAQUE = "CAST(md5_number_lower(concat_ws(' ', getvariable('salt'), {row})) >> 2 AS BIGINT)"
KEPT = frozenset({"source_file", "file", "hash", "sha256", "check_id", "version"})


@dataclass(frozen=True)
class Column:
    """A column of the opened database; `of_subject`: its table has usubjid."""

    schema: str
    table: str
    name: str
    type: str
    of_subject: bool

    @property
    def here(self) -> str:
        """The column in the row `whole`."""
        return "whole." + quoted(self.name)


def masked(column: Column) -> str:
    """The column without what tells who the patient is, or when."""
    name = column.here
    if column.name in ("usubjid", "subjid") and column.of_subject:
        return "mask"
    if _hidden(column):
        return f"CAST(NULL AS {column.type})"
    if column.name in SOURCE_ROWS:
        return f"CASE WHEN {name} IS NOT NULL THEN {fill(OPAQUE, row=name)} END"
    if column.name == "age":
        return f"CAST(least({name}, {OLDEST_YEARS}) AS {column.type})"
    if column.schema == "meta" and column.type == "TIMESTAMP":
        return f"date_trunc('year', {name})"  # when the database was built is not long after the cut-off
    if column.type == "DATE" or column.type.startswith("TIMESTAMP"):
        return _moved(name, column) if column.of_subject else name
    if column.type == "VARCHAR" and column.name not in KEPT:
        return _text(name, column)
    return _nested(name, column)


def _hidden(column: Column) -> bool:
    where = (column.schema, column.table, column.name)
    codes = column.schema == "sdtm" and bool(CODES.fullmatch(column.name))
    return where in HIDDEN or column.name in UNIQUE or codes


def _moved(name: str, column: Column) -> str:
    return f"CAST({name} - {'shift' if column.type == 'DATE' else 'to_days(shift)'} AS {column.type})"


def _text(name: str, column: Column) -> str:
    if (column.schema, column.table, column.name) == ("meta", "rejected", "reason"):
        return f"split_part({name}, ':', 1)"  # what follows is the value
    if not column.of_subject:
        return fill(UNDATED, column=name, date_in_text=DATE_IN_TEXT)
    is_date = f"{name} IS NOT NULL" if column.name.endswith(("dtc", "adtc")) else "false"
    return fill(TEXT, column=name, whole_date=WHOLE_DATE, date_in_text=DATE_IN_TEXT, is_date=is_date)


def _nested(name: str, column: Column) -> str:
    """Lists of texts and the inputs of a score; any other list that holds dates is left out."""
    if column.type == "VARCHAR[]":
        text = fill(UNDATED, column="each", date_in_text=DATE_IN_TEXT)
        return f"list_transform({name}, lambda each: {text})"
    if not re.search("DATE|TIMESTAMP", column.type):
        return name
    if column.name == "inputs":
        opaque = fill(OPAQUE, row="each.source_row")
        return (
            f"list_transform({name}, lambda each: struct_update(each, adtm := each.adtm - to_days(shift), "
            f"source_row := CASE WHEN each.source_row IS NOT NULL THEN {opaque} END))"
        )
    return f"CAST(NULL AS {column.type})"
