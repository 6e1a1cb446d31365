"""The ward board as a table: any column sorts, a click on the name opens the patient."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from pandas import DataFrame, Series, isna
from pandas.io.formats.style import Styler

from clinical.common.days import study_day
from clinical.laboratory.tests import LAB_TESTS
from clinical.ward.thresholds import AMBER, RED
from data_access.building.analysis.board import ACTIVE
from data_access.common.database import Database
from data_access.common.study import study
from data_access.ward import board as ward_board
from data_access.ward import news
from pages.common import elements, open_patient
from pages.common.text import Words
from pages.parts.news import phrases
from pages.parts.news.since import Since
from pages.parts.patient.header import standing_out
from pages.parts.ward import marking
from pages.parts.ward.choice import Choice

MOST_ROWS_WITHOUT_SCROLLING = 25
TABLES_KEPT = 16
# A table with its marks is made once and sent at every rerun: of a long one only the column of what stands out is.
MOST_ROWS_MARKED = 300
LETTERS_IN_A_CELL, FIRST_WIDE_LETTER = 29, 0x2E7F
# Red and amber are told apart without their colour.
SIGNS = {RED: "▲", AMBER: "△"}
WIDEST_ARM = 168
FIGURES = {"BILI": 88, "INR": 62, "PTA": 54, "CREAT": 92}


def show(database: Database, since: Since | None, choice: Choice, words: Words) -> None:
    """Draw the chosen rows of `ward.board` in the order in which they come, with what is new of each patient."""
    board = ward_board.board(database, **choice.asked)
    everybody = len(ward_board.board(database))
    if len(board) < everybody:
        st.caption(words("ward.shown", shown=len(board), n=everybody))
    marked = len(board) <= MOST_ROWS_MARKED
    table = _shown(database, since, choice, words)
    elements.table(
        _marked(database, since, choice, words) if marked else table,
        key="board",
        rows=len(board),
        most=MOST_ROWS_WITHOUT_SCROLLING,
        columns=_columns(tuple(board["usubjid"]), study(database).arms, marked, words),
    )


@lru_cache(maxsize=TABLES_KEPT)
def _marked(database: Database, since: Since | None, choice: Choice, words: Words) -> Styler:
    return marking.styled(_shown(database, since, choice, words), ward_board.board(database, **choice.asked))


@lru_cache(maxsize=TABLES_KEPT)
def _shown(database: Database, since: Since | None, choice: Choice, words: Words) -> DataFrame:
    """The columns of the table, as the reader sees them; figures stay numbers so that they sort."""
    board = ward_board.board(database, **choice.asked)
    shown: dict[str, Any] = {
        "usubjid": board["usubjid"],
        **_new(database, since, board["usubjid"], words),
        "marks": [_marks(row, words) for row in board.itertuples()],
        "status": [words.known("status", status) for status in board["status"]],
        "arm": [words.known("arm", arm) for arm in board["trt01p"]],
        "day": board["study_day"],
        "dose": [_dose(row, words) for row in board.itertuples()],
        "due": _due(board["first_due"], words),
        "he": board["HEGRADE"],
        **{code: board[code] for code in FIGURES},
        "meld": board["MELD"],
        "change": board["meld_chg7d"],
        "trend": board["trend"],
        "age": board["oldest_age_days"],
    }
    return DataFrame({name: values for name, values in shown.items() if _holds(name, values, board)})


def _holds(name: str, values: Any, board: DataFrame) -> bool:
    """Whether a column says anything of this study."""
    if name in ("arm", *FIGURES, "due", "he", "meld", "change", "trend"):
        source = {"arm": "trt01p", "due": "first_due"}
        return bool((board[source[name]] if name in source else values).notna().any())
    return bool(board["nplan"].any()) if name == "dose" else True


def _new(database: Database, since: Since | None, subjects: Series, words: Words) -> dict[str, Any]:
    """The column of what is new; none where nothing has a date."""
    if since is None:
        return {}
    said = {row.usubjid: phrases.brief(row, words) for row in news.foremost(database, since.day).itertuples()}
    return {"new": [said[subject] for subject in subjects]}


def _marks(row: Any, words: Words) -> str:
    """What stands out, red first; only the first few, and how many more the patient's page has.

    Nothing stands out where nobody can act any more.
    """
    if row.status not in ACTIVE:
        return ""
    # What has a column of its own is marked there as well, and comes last.
    found = sorted(standing_out(row), key=lambda each: each[0] in marking.IN_PLACE)
    marked = list(_that_fit([f"{SIGNS[level]}{words(f'mark.short.{code}')}" for code, level in found]))
    more = [words("news.more", n=len(found) - len(marked))] if len(found) > len(marked) else []
    return " ".join(marked + more)


def _that_fit(marks: Sequence[str]) -> Iterator[str]:
    """As many as stand side by side in the cell, the first in any case."""
    used = 0
    for mark in marks:
        used += 1 + sum(2 if ord(letter) > FIRST_WIDE_LETTER else 1 for letter in mark)
        if used > LETTERS_IN_A_CELL and mark != marks[0]:
            return
        yield mark


def _dose(row: Any, words: Words) -> str | None:
    return words("ward.of", given=int(row.ndose), planned=int(row.nplan)) if row.nplan else None


def _due(days: Series, words: Words) -> Series | list[int | None]:
    """When the next infusion is due: dates, or days of the study, as numbers so that they sort."""
    return [None if isna(day) else study_day(day) for day in days] if words.in_days else days


def _due_column(words: Words) -> Any:
    column = st.column_config.NumberColumn if words.in_days else st.column_config.DateColumn
    form = words("days.format") if words.in_days else "YYYY-MM-DD"
    return column(words("ward.due"), width=84, format=form, help=words("ward.due_help"))


def _columns(subjects: Sequence[str], arms: Sequence[str], marked: bool, words: Words) -> dict[str, Any]:
    """`marked`: the figures bring their own form with them."""
    column = st.column_config
    longest = max((len(words.known("arm", arm)) for arm in arms), default=0)
    figures = {
        code: column.NumberColumn(
            words.named(code),
            format=None if marked else f"%.{LAB_TESTS[code].decimals}f",
            width=width,
        )
        for code, width in FIGURES.items()
    }
    return {
        "usubjid": open_patient.column("board", subjects, words),
        "new": column.TextColumn(words("ward.new"), width=134, help=words("ward.new_help")),
        "marks": column.TextColumn(words("ward.marks"), width=226, help=words("ward.marks_help")),
        "status": column.TextColumn(words("ward.status"), width=88),
        "arm": column.TextColumn(words("ward.arm"), width=min(max(64, 7 * longest), WIDEST_ARM)),
        "day": column.NumberColumn(words("ward.day"), width=44, help=words("ward.day_help")),
        "dose": column.TextColumn(words("ward.dose"), width=42),
        "due": column.NumberColumn(
            words("ward.due"), width=84, format=words("days.format"), help=words("ward.due_help")
        )
        if words.in_days
        else column.DateColumn(words("ward.due"), width=84, format="YYYY-MM-DD", help=words("ward.due_help")),
        "he": column.NumberColumn(words.short("HEGRADE"), width=36, format=None if marked else "%d"),
        **figures,
        "meld": column.NumberColumn("MELD", width=76, format=None if marked else "%d"),
        "change": column.NumberColumn(
            words("ward.change"), width=52, format=None if marked else "%+d", help=words("ward.change_help")
        ),
        "trend": column.LineChartColumn(words("ward.trend"), width=50, help=words("ward.trend_help")),
        "age": column.NumberColumn(
            words("ward.age"), width=50, help=words("ward.age_help"), format=words("age.format")
        ),
    }
