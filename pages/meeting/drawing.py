"""An exhibit: one question, the figure that answers it, its passport, and the numbers to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import Native
from data_access.exports import tables as exports_tables
from pages.access import downloads
from pages.common import data_label
from pages.common.text import Words, plain

if TYPE_CHECKING:
    from pages.meeting.bar import Meeting

LARGER = 1.45
PROJECTED = """<style>
[data-testid="stHeader"], .st-key-who { display: none; }
.stMainBlockContainer { padding-top: 0.8rem; }
.st-key-frame { min-height: 1.8rem; }
.st-key-exhibit p, .st-key-exhibit td, .st-key-exhibit th { font-size: 1.35rem; }
.st-key-exhibit [data-testid="stColumn"] :is(td, th) * { font-size: 1.1rem; }
.st-key-exhibit h3 { font-size: 2rem; }
</style>"""


@dataclass(frozen=True)
class Exhibit:
    """What a page of the meeting shows, what a slide shows, what a file holds.

    `title` is the question in words. `figure` or `shown` (a table of text as it is read) answers it, or both;
    `beside` is the second half of a long table, drawn to the right of `shown`.
    `tables` are the numbers behind it, by the name of a sheet, with readable columns. `method` says how they
    were made, in a line; `code` is that of the answer (`data_access.meeting.questions`), empty where nothing could be
    asked. `sizes`: n of each arm; `counted`: whom it counts, in words, where the bar does not decide that.
    `slides`: the same for a presentation, one slide each, with `title` as the message. `on_click` hears of a point
    of the figure, `below` draws what can be clicked (a table with selections) below it.
    """

    key: str
    title: str
    method: str
    code: str
    sizes: tuple[tuple[str, int], ...]
    tables: Mapping[str, DataFrame]
    figure: go.Figure | None = None
    shown: DataFrame | None = None
    beside: DataFrame | None = None
    alt: str = ""
    notes: tuple[str, ...] = ()
    slides: tuple[Native, ...] = ()
    counted: str = ""
    on_click: Callable[[], None] | None = None
    below: Callable[[], None] | None = None

    @cached_property
    def picture(self) -> go.Figure | None:
        """The figure as it is shown and leaves the page as an image: with the code in its stamp."""
        coded = self.figure is not None and self.code
        return theme.coded(self.figure, self.code) if coded else self.figure


def passport(shown: Exhibit, meeting: Meeting, words: Words) -> list[str]:
    """The facts that go with an exhibit wherever it goes: data, analysis set, n by arm, method, code."""
    sizes = " · ".join(f"{words.known('arm', arm)} n = {n}" for arm, n in shown.sizes)
    in_bar = (
        f"{words(f'meeting.population.{meeting.analysis_set}')}, {words(f'meeting.arms.{meeting.treatment}')}"
    )
    facts = [data_label.stamp(meeting.study, words), f"{shown.counted or in_bar}: {sizes}", shown.method]
    if shown.code:
        facts.append(words("meeting.code", code=shown.code))
    return [fact for fact in facts if fact]


def show(shown: Exhibit, meeting: Meeting, words: Words) -> None:
    """Draw the exhibit with its passport below and its numbers to take away."""
    with st.container(key="exhibit"):
        st.subheader(plain(shown.title), anchor=False)
        for note in shown.notes:
            st.markdown(plain(note))
        if shown.picture is not None:
            figure = theme.enlarged(shown.picture, LARGER) if meeting.projected else shown.picture
            st.plotly_chart(
                figure,
                config=theme.CONFIG,
                theme=None,
                key=f"figure_{shown.key}",
                alt=shown.alt or shown.title,
                on_select=shown.on_click or "ignore",
                selection_mode="points",
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
        for sheet, table in shown.tables.items():
            downloads.offer(
                words("meeting.csv", name=sheet),
                partial(exports_tables.csv_bytes, table, facts),
                exports_tables.file_name([*name, sheet], "csv"),
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
