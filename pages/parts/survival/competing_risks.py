"""Death and transplantation as competing risks: an exhibit with a panel for every arm."""

from collections.abc import Iterator
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import Native, Table
from charts.survival import incidence
from data_access.meeting.questions import ask
from data_access.survival import competing_risks
from pages.common import data_label
from pages.common.text import Words
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.survival import curves, numbers, phrases

KEPT = 32


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose the unit of the axis, then build."""
    with st.container(horizontal=True):
        axis = curves.axis(meeting, words)
    return _build(meeting, axis, words)


def in_days(meeting: Meeting, words: Words) -> Exhibit:
    """In days: for a presentation, where nobody chooses."""
    return _build(meeting, curves.AXES[0], words)


@lru_cache(maxsize=KEPT)
def _build(meeting: Meeting, axis: str, words: Words) -> Exhibit:
    answer = ask(meeting.database, "competing", **meeting.choices)
    found, names = answer.tables, phrases.names(meeting, words)
    shown = incidence.Shown(
        found["sizes"],
        found["incidence"],
        found["ticks"],
        found["patients"],
        names=names,
        outcomes=phrases.outcomes(found["patients"], words),
        causes={cause: words(f"cause.{cause}") for cause in competing_risks.CAUSES},
    )
    after = ", ".join(
        words("survival.arm_n", arm=names[str(row.arm)], n=row.deaths_after)
        for row in found["sizes"].itertuples()
    )
    head, rows = ("", *phrases.head(meeting, words)), tuple(_lines(found["at"], words))
    return Exhibit(
        key="competing",
        title=words("survival.title.competing"),
        method=words("survival.method_competing", after=after, **phrases.rule())
        + f" {words('meeting.descriptive')}",
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, names, words),
        figure=_figure(meeting, shown, axis, words),
        alt=words("survival.alt_competing"),
        shown=DataFrame(list(rows), columns=list(head)).set_index("") if rows else None,
        notes=phrases.left_out(found["sizes"], names, words),
        slides=tuple(_slides(shown, Table(head, rows), words)),
    )


def _figure(meeting: Meeting, shown: incidence.Shown, axis: str, words: Words) -> go.Figure:
    stamp, y_title = data_label.stamp(meeting.study, words), words("survival.y.competing")
    if shown.incidence.empty:
        return theme.empty(words("survival.empty"), height=320, y_title=y_title, stamp_words=stamp)
    return incidence.figure(
        shown,
        axis,
        x_title=words(f"survival.x.{axis}"),
        y_title=y_title,
        stamp=stamp,
        words=words,
        plot=incidence.PROJECTED_PLOT if meeting.projected else incidence.PLOT,
    )


def _slides(shown: incidence.Shown, table: Table, words: Words) -> Iterator[Native]:
    if not shown.incidence.empty:
        yield incidence.native(
            shown, x_title=words("survival.x_slide"), y_title=words("survival.y.competing")
        )
    yield table


def _lines(at: DataFrame, words: Words) -> Iterator[tuple[str, ...]]:
    """A row for each day and cause: at risk of either, share and interval in each arm."""
    for (cause, day), part in at.groupby(["cause", "day"], sort=False):
        label = words("survival.row.cause", day=day, cause=words(f"cause.{cause}"))
        yield (label, *(numbers.at(row, words) for row in part.itertuples()))
