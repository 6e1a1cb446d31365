"""Where a value comes from: a click on a point opens its complete record beside the figures.

A click reruns no more than the fragment that calls this, and changes no figure: what is zoomed stays zoomed.
"""

from functools import partial

import plotly.graph_objects as go
import streamlit as st
from pandas import Series

from charts.common import hover
from clinical.common.plain_text import escape
from data_access.common.database import Database
from data_access.patient import provenance
from pages.access import log
from pages.common import elements
from pages.common.text import Words
from pages.parts.patient import source_record

CHOSEN = "source_record"
"""The number of the record that the reader clicked on last; None: no card."""


def chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure whose points tell their source on a click."""
    elements.figure(
        figure,
        key=key,
        alt=alt,
        on_select=partial(_choose, key),
    )


def _choose(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    st.session_state[CHOSEN] = hover.record_of(points[0].get("customdata")) if points else None


def show(database: Database, subject: str, words: Words) -> None:
    """The card of the value clicked on, if it is one of this patient's."""
    number = st.session_state.get(CHOSEN)
    row = None if number is None else provenance.record(database, subject, number)
    if number is None or row is None:
        return
    log.once("view", subject=subject, record=str(number))
    with st.container(key="source"):
        st.button(words("source.close"), key="source_close", type="tertiary", on_click=_close)
        st.html(f'<div class="source">{content(database, subject, number, row, words)}</div>')


def _close() -> None:
    st.session_state[CHOSEN] = None


def content(database: Database, subject: str, number: int, row: Series, words: Words) -> str:
    """The record as HTML, with what a score was computed from."""
    lines = source_record.lines(row, words)
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in lines)
    title = f"{words.short(row['paramcd'])} {source_record.value(row)}"
    parts = [f"<h4>{escape(title)}</h4>", f"<table>{body}</table>"]
    if row["paramtyp"] == "DERIVED":
        # Here alone: it knows every formula and its worked examples, which no page needs to open.
        from pages.parts.patient import source_score

        parts.append(source_score.html(row, provenance.inputs(database, subject, number), words))
    return "".join(parts)
