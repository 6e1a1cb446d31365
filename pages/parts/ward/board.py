"""The ward board as a table: any column sorts, a click opens the patient."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from pandas import DataFrame, Series, isna

from clinical.common.days import study_day
from clinical.laboratory.tests import LAB_TESTS
from clinical.ward.thresholds import CHANGES, RED
from data_access.building.analysis.board import ACTIVE
from data_access.common.database import Database
from data_access.common.study import study
from data_access.ward import board as ward_board
from data_access.ward import news
from pages.common import open_patient
from pages.common.text import Words
from pages.parts.news import phrases
from pages.parts.news.since import Since

ROW_HEIGHT = 31
MOST_ROWS_WITHOUT_SCROLLING = 25
TABLES_KEPT = 16
MARKS_IN_A_CELL = 2
WIDEST_ARM = 168
FIGURES = {"BILI": 104, "INR": 46, "PTA": 50, "CREAT": 96}


def show(database: Database, since: Since | None, words: Words) -> None:
    """Draw `ward.board` in the order in which it comes, with what is new of each patient."""
    board = ward_board.board(database)
    rows = min(len(board), MOST_ROWS_WITHOUT_SCROLLING)
    st.dataframe(
        _shown(database, since, words),
        hide_index=True,
        column_config=_columns(study(database).arms, words),
        row_height=ROW_HEIGHT,
        height=(rows + 1) * ROW_HEIGHT + 6,
        placeholder="",
        key="board",
        on_select=open_patient.on_cell("board", tuple(board["usubjid"])),
        selection_mode="single-cell",
    )


@lru_cache(maxsize=TABLES_KEPT)
def _shown(database: Database, since: Since | None, words: Words) -> DataFrame:
    """The columns of the table, as the reader sees them; figures stay numbers so that they sort."""
    board = ward_board.board(database)
    shown: dict[str, Any] = {
        "usubjid": board["usubjid"],
        **_new(database, since, words),
        "marks": [_marks(row, words) for row in board.itertuples()],
        "status": [words.known("status", status) for status in board["status"]],
        "arm": [words.known("arm", arm) for arm in board["trt01p"]],
        "day": board["study_day"],
        "dose": [_dose(row, words) for row in board.itertuples()],
        "due": _due(board["next_due"], words),
        "he": board["HEGRADE"],
        **{code: board[code] for code in FIGURES},
        "meld": board["MELD"],
        "change": board["meld_chg7d"],
        "trend": board["trend"],
        "age": board["newest_age_days"],
    }
    return DataFrame({name: values for name, values in shown.items() if name in _kept(board)})


def _new(database: Database, since: Since | None, words: Words) -> dict[str, Any]:
    """The column of what is new; none where nothing has a date."""
    if since is None:
        return {}
    return {"new": [phrases.brief(row, words) for row in news.foremost(database, since.day).itertuples()]}


def _kept(board: DataFrame) -> list[str]:
    """Columns that hold something in this study; the figures that decide stay even when empty."""
    optional = {"arm": "trt01p", "due": "next_due", "he": "HEGRADE", "PTA": "PTA"}
    names = [
        "usubjid",
        "new",
        "marks",
        "status",
        "arm",
        "day",
        "dose",
        "due",
        "he",
        *FIGURES,
        "meld",
        "change",
        "trend",
        "age",
    ]
    names = [name for name in names if name not in optional or board[optional[name]].notna().any()]
    return names if board["nplan"].any() else [name for name in names if name != "dose"]


def _marks(row: Any, words: Words) -> str:
    """What happened first, then what changed, then figures marked red; an amber level is left to its column.

    Only the first few, and how many more the patient's page has. Nothing stands out where nobody can act any more.
    """
    if row.status not in ACTIVE:
        return ""
    marked = [words("mark.overdue")] if row.overdue else []
    marked += [words("mark.infection")] if row.infection else []
    marked += [words("mark.grade3")] if row.n_grade3_7d else []
    marks = [mark.split(":") for mark in row.marks]
    marked += [words(f"mark.{code}") for code, _ in marks if code in CHANGES]
    marked += [words(f"mark.{code}") for code, level in marks if code not in CHANGES and level == RED]
    more = [words("news.more", n=len(marked) - MARKS_IN_A_CELL)] if len(marked) > MARKS_IN_A_CELL else []
    return " · ".join(marked[:MARKS_IN_A_CELL] + more)


def _dose(row: Any, words: Words) -> str | None:
    return words("ward.of", given=int(row.ndose), planned=int(row.nplan)) if row.nplan else None


def _due(days: Series, words: Words) -> Series | list[int | None]:
    """When the next infusion is due: dates, or days of the study, as numbers so that they sort."""
    return [None if isna(day) else study_day(day) for day in days] if words.in_days else days


def _columns(arms: Sequence[str], words: Words) -> dict[str, Any]:
    column = st.column_config
    longest = max((len(words.known("arm", arm)) for arm in arms), default=0)
    figures = {
        code: column.NumberColumn(
            words.named(code),
            format=f"%.{LAB_TESTS[code].decimals}f",
            width=width,
        )
        for code, width in FIGURES.items()
    }
    return {
        "usubjid": column.TextColumn(words("ward.subject"), width=92 if words.in_days else 78, pinned=True),
        "new": column.TextColumn(words("ward.new"), width=140, help=words("ward.new_help")),
        "marks": column.TextColumn(words("ward.marks"), width=206, help=words("ward.marks_help")),
        "status": column.TextColumn(words("ward.status"), width=86),
        "arm": column.TextColumn(words("ward.arm"), width=min(max(68, 8 * longest), WIDEST_ARM)),
        "day": column.NumberColumn(words("ward.day"), width=50, help=words("ward.day_help")),
        "dose": column.TextColumn(words("ward.dose"), width=44),
        "due": column.NumberColumn(words("ward.due"), width=86, format=words("days.format"))
        if words.in_days
        else column.DateColumn(words("ward.due"), width=86, format="YYYY-MM-DD"),
        "he": column.NumberColumn(words.short("HEGRADE"), width=36, format="%d"),
        **figures,
        "meld": column.NumberColumn("MELD", width=50, format="%d"),
        "change": column.NumberColumn(
            words("ward.change"), width=56, format="%+d", help=words("ward.change_help")
        ),
        "trend": column.LineChartColumn(words("ward.trend"), width=70, help=words("ward.trend_help")),
        "age": column.NumberColumn(
            words("ward.age"), width=56, help=words("ward.age_help"), format=words("age.format")
        ),
    }
