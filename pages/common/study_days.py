"""Rows of the database on their way to a reader to whom dates are days of the study."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pandas import DataFrame, Series, array, isna
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from clinical.days import DATE, DATE_TIME, study_day
from pages.common.text import Words

VARIABLE = re.compile(r"(?P<stem>[a-z_]*)(?:dtc|dtm|dt|date)")
"""What a column of dates is called where it bears the name of a variable: adt, aestdtc, planned_date."""
MIDNIGHT = "00:00"


def shown(table: DataFrame, text: Words) -> DataFrame:
    """The rows as they are; or, without dates, with days of the study in their place.

    A date that bears the name of a variable becomes its day (adt: ady, a number, left out where the rows have it)
    and, where it has one, its time of day (atm). Any other date, and one within a text, is said in words.
    """
    if not text.in_days:
        return table
    columns: dict[Any, Any] = {}
    for name in table.columns:
        moments = _moments(table[name])
        variable = VARIABLE.fullmatch(str(name))
        if moments is None:
            columns[name] = _in_words(table[name], text)
        elif variable is None:
            form = DATE if _clocks(moments) is None else DATE_TIME
            columns[name] = [None if moment is None else text.day(moment, form) for moment in moments]
        else:
            columns |= _as_variables(variable["stem"], moments, set(table.columns))
    return DataFrame(columns, index=table.index)


def _moments(values: Series) -> list[datetime | None] | None:
    """The column as moments; None unless it holds dates alone, and at least one."""
    if is_datetime64_any_dtype(values.dtype):
        return [None if isna(value) else value for value in values]
    if is_numeric_dtype(values.dtype):
        return None
    found = [_moment(value) for value in values]
    known = [place for place, value in enumerate(values) if isinstance(value, str | date)]
    return found if known and all(found[place] is not None for place in known) else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and value[4:5] == "-" else None
    except ValueError:
        return None


def _clocks(moments: Sequence[datetime | None]) -> list[str | None] | None:
    """The times of day; None where there are none, but whole days."""
    clocks = [None if moment is None else f"{moment:%H:%M}" for moment in moments]
    return clocks if set(clocks) - {None, MIDNIGHT} else None


def _as_variables(stem: str, moments: Sequence[datetime | None], others: set[str]) -> dict[str, Any]:
    clocks = _clocks(moments)
    made: dict[str, Any] = {}
    if f"{stem}dy" not in others:
        days = [None if moment is None else study_day(moment) for moment in moments]
        made[f"{stem}dy"] = array(days, dtype="Int64")
    if clocks is not None:
        made[f"{stem}tm"] = clocks
    return made


def _in_words(values: Series, text: Words) -> Any:
    if is_numeric_dtype(values.dtype):
        return values
    return [text.day(value) if isinstance(value, str) else value for value in values]
