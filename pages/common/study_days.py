"""Rows of the database on their way to a reader to whom dates are days of the study."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pandas import DataFrame, Series, array, isna
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from clinical.common.days import DATE, DATE_TIME, study_day
from pages.common.text import Words

VARIABLE = re.compile(r"(?P<stem>[a-z_]*)(?:dtc|dtm|dt|date)")
"""What a column of dates is called where it bears the name of a variable: adt, aestdtc, planned_date."""
MIDNIGHT = "00:00"
SOURCE_ROWS = frozenset({"source_row", "source_last", "ulnrow", "xbaserow", "x_row", "y_row"})


def hides(column: object, words: Words) -> bool:
    """Whether the reader does not see the column: where dates are hidden, so is who is meant, and the rows of a source
    stand in the order of the ids.
    """
    return words.in_days and column in SOURCE_ROWS


def shown(table: DataFrame, words: Words) -> DataFrame:
    """The rows as they are; or, without dates, with days of the study in their place.

    A date that bears the name of a variable becomes its day (adt: ady, a number, left out where the rows have it)
    and, where it has one, its time of day (atm). Any other date, and one within a text, is said in words.
    """
    if not words.in_days:
        return table
    columns: dict[Any, Any] = {}
    for name in table.columns:
        if hides(name, words):
            continue
        values = table[name]
        variable = VARIABLE.fullmatch(str(name))
        if variable and _are_dates(values):
            columns |= _as_variables(variable["stem"], values.tolist(), set(table.columns))
        else:
            columns[name] = _in_words(values, words)
    return DataFrame(columns, index=table.index)


def _are_dates(values: Series) -> bool:
    """Whether the column holds dates alone, and at least one if they are texts."""
    if is_datetime64_any_dtype(values.dtype):
        return True
    known = [value for value in values if isinstance(value, str | date)]
    return bool(known) and all(_moment(value) is not None for value in known)


def _moment(value: Any) -> date | None:
    """A date, or the moment that a text is; None for what is neither."""
    if isinstance(value, date):
        return None if isna(value) else value
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and value[4:5] == "-" else None
    except ValueError:
        return None


def _as_variables(stem: str, values: Sequence[Any], others: set[str]) -> dict[str, Any]:
    """The days, and the times of day if there are any; midnight in a column of moments is none."""
    made: dict[str, Any] = {}
    if f"{stem}dy" not in others:
        moments = [_moment(value) for value in values]
        days = [None if moment is None else study_day(moment) for moment in moments]
        made[f"{stem}dy"] = array(days, dtype="Int64")
    clocks = [_clock(value) for value in values]
    return made | ({f"{stem}tm": clocks} if set(clocks) - {None, MIDNIGHT} else {})


def _clock(value: Any) -> str | None:
    if isinstance(value, str):
        return value[11:16] or None
    return f"{value:%H:%M}" if isinstance(value, datetime) and not isna(value) else None


def _in_words(values: Series, words: Words) -> Any:
    if is_datetime64_any_dtype(values.dtype):
        form = DATE if (values.dropna() == values.dropna().dt.normalize()).all() else DATE_TIME
        return [None if isna(value) else words.day(value, form) for value in values]
    if is_numeric_dtype(values.dtype):
        return values
    return [
        words.day(value) if isinstance(value, str | date) and not isna(value) else value for value in values
    ]
