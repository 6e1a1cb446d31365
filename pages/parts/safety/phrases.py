"""What the figures of the safety page share: arms, codes and cells in words, sheets, and lists of events."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from charts.common.arm_style import style_of
from charts.common.words import word
from charts.safety.proportions import Arm
from clinical.ctcae import VERSION
from data_access.common import summaries
from data_access.meeting.questions import Tables
from pages.common import elements, open_patient, study_days
from pages.common.text import Words
from pages.meeting.exhibit import Meeting

# Names of classes and terms, which are Chinese on Chinese pages where an edition or we have a word for them.
TERMS = ("soc", "term", "test_term", "aedecod", "aebodsys")
CODED = ("aerel", "aeacn", "aeout", "aesev")
ROWS_WITHOUT_SCROLLING = 9


def arms(meeting: Meeting, words: Words) -> tuple[Arm, ...]:
    """The arms that have anybody, in protocol order; an arm keeps its style when another is empty."""
    return tuple(
        Arm(arm, words("safety.arm_n", arm=words.known("arm", arm), n=n), style_of(place))
        for place, (arm, n) in enumerate(meeting.sizes())
        if n
    )


def grade(row: Any, words: Words) -> str:
    """The investigator's CTCAE grade; the severity where there is none, which says that it is no grade."""
    if not isna(row.aetoxgr):
        return str(int(row.aetoxgr))
    severity = word(words, "aesev", row.aesev)
    return words("safety.ungraded", severity=severity) if severity else words("safety.no_grade")


def sheets(tables: Tables, words: Words) -> dict[str, DataFrame]:
    """The tables with readable names of sheets and columns, arms and codes in words."""
    return {words(f"safety.sheet.{name}"): readable(table, words) for name, table in tables.items()}


def readable(table: DataFrame, words: Words) -> DataFrame:
    """A table of an answer with its columns and codes in words."""
    columns: dict[str, Sequence[object]] = {}
    for column in table.columns:
        if study_days.hides(column, words):
            continue
        say = _say(column, words)
        values = table[column].tolist()
        columns[words(f"safety.column.{column}", version=VERSION)] = [
            None if isna(value) else say(value) if say else value for value in values
        ]
    return study_days.shown(DataFrame(columns), words)


def _row(code: str, words: Words) -> str:
    """A row of the primary endpoint, which names the edition of its grades."""
    key = f"safety.row.{code}"
    return words(key, version=VERSION) if words.has(key) else code


def _say(column: str, words: Words) -> Callable[[Any], str] | None:
    if column in ("arm", "versus"):
        return partial(words.known, "arm")
    if column in TERMS:
        return lambda value: words.known("term", str(value))
    if column in CODED:
        return partial(word, words, column)
    codes = {
        "rise": "shift",
        "how": "how",
        "kind": "kind",
        "quadrant": "quadrant",
        "injury": "injury",
    }
    if column == "row":
        return lambda value: _row(value, words)
    if column in codes:
        return lambda value: words.known(f"safety.{codes[column]}", value)
    return None


def event_cells(events: DataFrame, words: Words) -> dict[str, list[Any]]:
    """The columns that every list of events has, as the reader sees them."""
    rows = list(summaries.rows(events))
    return {
        words("safety.column.usubjid"): [row.usubjid for row in rows],
        words("safety.column.arm"): [words.known("arm", row.arm) for row in rows],
        words("safety.column.aedecod"): [words.known("term", str(row.aedecod or "")) for row in rows],
        words("safety.column.astdy"): [None if isna(row.astdy) else int(row.astdy) for row in rows],
        **_begun([words.recorded(row.aestdtc) for row in rows], words),
        words("safety.column.grade", version=VERSION): [grade(row, words) for row in rows],
        words("safety.column.aeser"): [_yes(row.aeser, words) for row in rows],
        **{
            words(f"safety.column.{name}"): [word(words, name, getattr(row, name)) or None for row in rows]
            for name in ("aerel", "aeacn", "aeout")
        },
        words("safety.column.source"): [
            words("safety.source", file=row.source_file, row=row.source_row) for row in rows
        ],
    }


def _begun(recorded: list[str | None], words: Words) -> dict[str, list[Any]]:
    """The begin as recorded; not a second time where it is no more than the study day beside it."""
    timed = any(":" in begun for begun in recorded if begun)
    return {} if words.in_days and not timed else {words("safety.column.aestdtc"): recorded}


def _yes(code: object, words: Words) -> str:
    return words.known("safety.yes", code) if isinstance(code, str) else ""


def listed(key: str, shown: DataFrame, subjects: Sequence[str], words: Words) -> None:
    """A list of patients; a click on the name of one opens the patient."""
    st.caption(words("safety.click_row"))
    columns = {words("safety.column.usubjid"): open_patient.column(key, tuple(subjects), words)}
    elements.table(shown, key=key, rows=len(shown), most=ROWS_WITHOUT_SCROLLING, columns=columns)
