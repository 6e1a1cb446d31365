"""The ward board as a table: any column sorts, a click opens the patient."""

from typing import Any

import streamlit as st
from pandas import DataFrame

from clinical.lab_tests import LAB_TESTS
from clinical.thresholds import CHANGES, RED
from data_access.board import ACTIVE
from pages.common.text import Words

ROW_HEIGHT = 31
MOST_ROWS_WITHOUT_SCROLLING = 25
FIGURES = {"BILI": 104, "INR": 48, "PTA": 52, "CREAT": 98}


def show(board: DataFrame, text: Words) -> None:
    """Draw `ward.board` in the order in which it comes."""
    rows = min(len(board), MOST_ROWS_WITHOUT_SCROLLING)
    st.dataframe(
        _shown(board, text),
        hide_index=True,
        column_config=_columns(board, text),
        row_height=ROW_HEIGHT,
        height=(rows + 1) * ROW_HEIGHT + 6,
        placeholder="",
        key="board",
        on_select=lambda: _open(board),
        selection_mode="single-cell",
    )


def _open(board: DataFrame) -> None:
    cells = st.session_state["board"]["selection"]["cells"]
    if cells:
        st.session_state["go_to_subject"] = str(board["usubjid"].iloc[cells[0][0]])


def _shown(board: DataFrame, text: Words) -> DataFrame:
    """The columns of the table, as the reader sees them; figures stay numbers so that they sort."""
    shown: dict[str, Any] = {
        "usubjid": board["usubjid"],
        "marks": [_marks(row, text) for row in board.itertuples()],
        "status": [text.known("status", status) for status in board["status"]],
        "arm": [text.known("arm", arm) for arm in board["trt01p"]],
        "day": board["study_day"],
        "dose": [_dose(row, text) for row in board.itertuples()],
        "due": board["next_due"],
        "he": board["HEGRADE"],
        **{code: board[code] for code in FIGURES},
        "meld": board["MELD"],
        "change": board["meld_chg7d"],
        "trend": board["trend"],
        "age": board["newest_age_days"],
    }
    return DataFrame({name: values for name, values in shown.items() if name in _kept(board)})


def _kept(board: DataFrame) -> list[str]:
    """Columns that hold something in this study; the figures that decide stay even when empty."""
    optional = {"due": "next_due", "he": "HEGRADE", "PTA": "PTA"}
    names = [
        "usubjid",
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


def _marks(row: Any, text: Words) -> str:
    """What happened first, then what changed, then figures marked red; an amber level is left to its column.

    Nothing stands out where nobody can act any more.
    """
    if row.status not in ACTIVE:
        return ""
    words = [text("mark.overdue")] if row.overdue else []
    words += [text("mark.infection")] if row.infection else []
    words += [text("mark.grade3")] if row.n_grade3_7d else []
    marks = [mark.split(":") for mark in row.marks]
    words += [text(f"mark.{code}") for code, _ in marks if code in CHANGES]
    words += [text(f"mark.{code}") for code, level in marks if code not in CHANGES and level == RED]
    return " · ".join(words)


def _dose(row: Any, text: Words) -> str | None:
    return text("ward.of", given=int(row.ndose), planned=int(row.nplan)) if row.nplan else None


def _columns(board: DataFrame, text: Words) -> dict[str, Any]:
    column = st.column_config
    figures = {
        code: column.NumberColumn(
            text.named(code),
            format=f"%.{LAB_TESTS[code].decimals}f",
            width=width,
        )
        for code, width in FIGURES.items()
    }
    return {
        "usubjid": column.TextColumn(text("ward.subject"), width=80, pinned=True),
        "marks": column.TextColumn(text("ward.marks"), width=222, help=text("ward.marks_help")),
        "status": column.TextColumn(text("ward.status"), width=90),
        "arm": column.TextColumn(text("ward.arm"), width=72),
        "day": column.NumberColumn(text("ward.day"), width=46, help=text("ward.day_help")),
        "dose": column.TextColumn(text("ward.dose"), width=46),
        "due": column.DateColumn(text("ward.due"), width=88, format="YYYY-MM-DD"),
        "he": column.NumberColumn(text.short("HEGRADE"), width=40, format="%d"),
        **figures,
        "meld": column.NumberColumn("MELD", width=52, format="%d"),
        "change": column.NumberColumn(
            text("ward.change"), width=92, format="%+d", help=text("ward.change_help")
        ),
        "trend": column.LineChartColumn(text("ward.trend"), width=84, help=text("ward.trend_help")),
        "age": column.NumberColumn(
            text("ward.age"), width=90, help=text("ward.age_help"), format=text("age.format")
        ),
    }
