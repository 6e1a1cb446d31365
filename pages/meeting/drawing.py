"""Draws an exhibit with its passport below and its numbers to take away."""

from functools import partial

import streamlit as st
from pandas import DataFrame

from charts.common import theme
from data_access.exports import tables as exports_tables
from pages.access import downloads
from pages.common import elements
from pages.common.text import Words, plain
from pages.meeting.exhibit import Exhibit, Meeting, passport

LARGER = 1.45
PROJECTED = """<style>
[data-testid="stHeader"], .st-key-who { display: none; }
.stMainBlockContainer { padding-top: 0.8rem; }
.st-key-frame { min-height: 1.8rem; }
.st-key-exhibit p, .st-key-exhibit td, .st-key-exhibit th { font-size: 1.35rem; }
.st-key-exhibit [data-testid="stColumn"] :is(td, th) * { font-size: 1.1rem; }
.st-key-exhibit h3 { font-size: 2rem; }
</style>"""


def show(shown: Exhibit, meeting: Meeting, words: Words) -> None:
    """Draw the exhibit with its passport below and its numbers to take away."""
    with st.container(key="exhibit"):
        st.subheader(plain(shown.title), anchor=False)
        for note in shown.notes:
            st.markdown(plain(note))
        if shown.picture is not None:
            figure = theme.enlarged(shown.picture, LARGER) if meeting.projected else shown.picture
            elements.figure(
                figure,
                key=f"figure_{shown.key}",
                alt=shown.alt or shown.title,
                on_select=shown.on_click or "ignore",
            )
        halves = [half for half in (shown.shown, shown.beside) if half is not None]
        places = st.columns(max(len(halves), 1), gap="medium")
        for place, half in zip(places, halves, strict=False):
            place.table(_as_text(half))
        if shown.below is not None:
            shown.below()
        st.caption(plain(" · ".join(passport(shown, meeting, words)[1:])))
    if shown.tables and not meeting.projected:
        _take_away(shown, meeting, words)


def _as_text(table: DataFrame) -> DataFrame:
    """A table of text for a place that reads each cell, column and row name as markdown."""
    return table.map(plain).rename(index=plain, columns=plain)


def _take_away(shown: Exhibit, meeting: Meeting, words: Words) -> None:
    """The numbers as files, and as a table that a screen reader can read."""
    facts = passport(shown, meeting, words)
    name = [meeting.study.study, shown.key, meeting.analysis_set, meeting.study.data_cutoff]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place, (sheet, table) in enumerate(shown.tables.items(), 1):
            downloads.offer(
                words("meeting.csv", name=sheet),
                partial(exports_tables.csv_bytes, table, facts),
                # A Chinese name leaves nothing in plain letters: then the place of the table tells the files apart.
                exports_tables.file_name([*name, sheet if sheet.isascii() else str(place)], "csv"),
                key=f"csv_{shown.key}_{sheet}",
            )
        downloads.offer(
            words("meeting.xlsx"),
            partial(exports_tables.xlsx_bytes, shown.tables, facts),
            exports_tables.file_name(name, "xlsx"),
            key=f"xlsx_{shown.key}",
        )
    fold = st.expander(words("meeting.as_table"), on_change="rerun", key=f"table_{shown.key}")
    if fold.open:
        for table in shown.tables.values():
            fold.dataframe(table, hide_index=True, placeholder="")


def enlarge() -> None:
    """The style of the projector: no menu, larger letters."""
    st.html(PROJECTED)
