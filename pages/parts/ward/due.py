"""Infusions and visits: first what is due now or soon, then what became of every one of them."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame, isna

from charts.ward import due as due_chart
from data_access.common.database import Database
from data_access.common.study import study
from data_access.ward import due
from pages.access import downloads
from pages.common import data_label, elements, names, open_patient, state
from pages.common.text import Words, plain

MOST_ROWS_WITHOUT_SCROLLING = 10
PATIENTS_ON_A_PAGE = 32
DRAWINGS_KEPT = 32


def show(database: Database, words: Words) -> None:
    """The list and the grid, or the sentence that the study has no plan."""
    if not due.planned_anything(database):
        st.info(words("due.no_plan"))
        return
    _list(database, words)
    _grid(database, words)


def _list(database: Database, words: Words) -> None:
    rows, about = due.soon(database), study(database)
    cutoff = words("identities.cutoff") if about.masked else about.data_cutoff
    if rows.empty:
        st.caption(words("due.none_soon", cutoff=cutoff, days=due.AHEAD_DAYS))
        return
    st.markdown(f"**{plain(words('due.soon', cutoff=cutoff, days=due.AHEAD_DAYS))}**")
    elements.table(
        _soon(database, words),
        key="due_list",
        rows=len(rows),
        most=MOST_ROWS_WITHOUT_SCROLLING,
        columns=_columns(tuple(rows["usubjid"]), words),
    )


@lru_cache(maxsize=DRAWINGS_KEPT)
def _soon(database: Database, words: Words) -> DataFrame:
    table = DataFrame([_row(row, words) for row in due.soon(database).itertuples()])
    return table.drop(columns="arm") if study(database).arms_hidden else table


def _row(row: Any, words: Words) -> dict[str, Any]:
    return {
        "planned": words.day(row.planned_dt),
        "days": names.days_away(int(row.days), words),
        "state": words(f"due.status.{row.status}"),
        "usubjid": row.usubjid,
        "arm": words.known("arm", row.trt01p),
        "what": names.due_name_in_full(row.kind, row.name, words),
        "window": "" if isna(row.window_lo) else f"{words.day(row.window_lo)} – {words.day(row.window_hi)}",
    }


def _columns(subjects: Sequence[str], words: Words) -> dict[str, Any]:
    column = st.column_config
    return {
        "planned": column.TextColumn(words("due.planned"), width=100),
        "days": column.TextColumn("", width=80),
        "state": column.TextColumn(words("due.state"), width=100),
        "usubjid": open_patient.column("due_list", subjects, words),
        "arm": column.TextColumn(words("ward.arm"), width=110),
        "what": column.TextColumn(words("due.what"), width=160),
        "window": column.TextColumn(words("due.window"), width=220),
    }


def _grid(database: Database, words: Words) -> None:
    total = due.n_patients(database)
    first = _page(total, words)
    drawn = min(PATIENTS_ON_A_PAGE, total - first)
    elements.figure(_drawing(database, first, words), key="due", alt=words("due.figure"))
    open_window = due.matrix(database, first, PATIENTS_ON_A_PAGE)["window_lo"].isna().any()
    order = "due.drawn_together" if study(database).arms_hidden else "due.drawn"
    said = [words(order, drawn=drawn, n=total), words("due.explain")]
    said += [words("due.no_window")] if open_window else []
    st.caption(plain(" ".join(said)))
    with st.container(horizontal=True, gap="small"):
        downloads.numbers(
            words("due.download"),
            lambda: due.told(due.matrix(database, 0, total)),
            ["due"],
            study(database),
            words,
            key="due_csv",
        )


def _page(total: int, words: Words) -> int:
    """The place, from 0, of the first patient drawn: a grid of all would be too high to read."""
    firsts = range(0, total, PATIENTS_ON_A_PAGE)
    if len(firsts) == 1:
        return 0
    options = [str(first) for first in firsts]
    state.settle("due_page", options, options[0])
    chosen: str = st.selectbox(
        words("due.patients"),
        options,
        format_func=lambda first: words(
            "due.page", first=int(first) + 1, last=min(int(first) + PATIENTS_ON_A_PAGE, total), n=total
        ),
        key="due_page",
        label_visibility="collapsed",
        width=260,
    )
    state.keep("due_page", chosen, options[0])
    return int(chosen)


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(database: Database, first: int, words: Words) -> go.Figure:
    """The grid, drawn once for each choice; a newer build is another `Database`."""
    return due_chart.grid(
        due.matrix(database, first, PATIENTS_ON_A_PAGE),
        named=partial(names.due_name, words=words),
        known=words.known,
        stamp=data_label.stamp(study(database), words),
        words=words,
    )
