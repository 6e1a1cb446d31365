"""What happened to a patient, beside the laboratory panels: organ failure by day, adverse events, treatments, cells.

Figures are kept like those of `patient_figures`, and what lies behind a fold is asked only while it is open.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common.time_axis import TimeAxis
from charts.patient import event_bars, immune, organs, treatments
from clinical.patient.immune import COUNT_SOURCE, PERCENT_SOURCE
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.patient import events as patient_events
from data_access.patient import profile
from pages.access import downloads
from pages.common import data_label, elements, state
from pages.common.text import Words, plain

FIGURES_KEPT = 128
OPEN = "open"


@dataclass(frozen=True)
class Shown:
    """A figure, the rows it draws, and the rows it leaves out with the reason in `why`."""

    figure: go.Figure
    drawn: DataFrame
    missing: DataFrame
    days: int = 1


@dataclass(frozen=True)
class Events:
    """The adverse events that are drawn in a stretch of time, and the others with the reason in `why`."""

    drawn: DataFrame
    missing: DataFrame


def adverse_events(database: Database, subject: str, origin: str, time: TimeAxis) -> Events:
    """The events of the patient, sorted into those two."""
    return Events(*event_bars.chosen(profile.adverse_events(database, subject, origin=origin), time))


@lru_cache(maxsize=FIGURES_KEPT)
def _strip(database: Database, subject: str, origin: str, time: TimeAxis, words: Words) -> Shown:
    days = organs.days_per_cell(time)
    cells = patient_events.organ_cells(database, subject, origin=origin, days=days)
    drawn = time.meeting(cells)
    figure = organs.strip(
        drawn,
        time.meeting(profile.adverse_events(database, subject, origin=origin)),
        profile.marks_in_time(database, subject, origin=origin),
        time,
        days=days,
        stamp=data_label.stamp(study(database), words),
        words=words,
    )
    return Shown(figure, drawn, cells[~cells.index.isin(drawn.index)].assign(why="OUTSIDE"), days)


@lru_cache(maxsize=FIGURES_KEPT)
def _lanes(database: Database, subject: str, origin: str, time: TimeAxis, words: Words) -> Shown:
    drawn, missing = treatments.chosen(patient_events.treatments(database, subject, origin=origin), time)
    marks = profile.marks_in_time(database, subject, origin=origin)
    stamp = data_label.stamp(study(database), words)
    return Shown(treatments.figure(drawn, marks, time, stamp=stamp, words=words), drawn, missing)


@lru_cache(maxsize=FIGURES_KEPT)
def _immune(database: Database, subject: str, words: Words) -> Shown:
    cells = patient_events.immune_cells(database, subject)
    figure = immune.panels(
        cells,
        month_title=words("axis.month"),
        stamp=data_label.stamp(study(database), words),
        language=words.language,
        words=words,
    )
    return Shown(figure, *immune.chosen(cells))


def organ_strip(
    database: Database, subject: str, origin: str, time: TimeAxis, about: Study, words: Words
) -> None:
    """Which organ failed when; always shown."""
    shown = _strip(database, subject, origin, time, words)
    key = "organs.cell.day" if shown.days == 1 else "organs.cell.days"
    _draw(
        shown, "organs", subject, about, words, caption=words(key, n=shown.days), more=words("organs.explain")
    )


def under_events(events: Events, subject: str, about: Study, words: Words) -> None:
    """Below the adverse events: what the arrows mean, how many are drawn, and all of them as a file."""
    _below(events.drawn, events.missing, "events", subject, about, words, caption=words("events.explain"))


def folds(database: Database, subject: str, origin: str, time: TimeAxis, about: Study, words: Words) -> None:
    """Treatments and immune cells, each behind a fold of its own."""
    with _fold("lanes", words) as fold:
        if fold.open:
            shown = _lanes(database, subject, origin, time, words)
            _draw(shown, "lanes", subject, about, words, caption=words("lanes.explain"))
    with _fold("immune", words) as fold:
        if fold.open:
            sources = words("immune.sources", percent=PERCENT_SOURCE, count=COUNT_SOURCE)
            shown = _immune(database, subject, words)
            _draw(shown, "immune", subject, about, words, caption=words("immune.explain"), more=sources)


def _fold(key: str, words: Words) -> Any:
    """A fold that is open if the address or the page visited before says so."""
    if key not in st.session_state:
        asked = st.query_params.get(key) or st.session_state.get(f"kept_{key}")
        st.session_state[key] = asked == OPEN
    fold = st.expander(words(f"{key}.title"), key=key, on_change="rerun")
    state.keep(key, OPEN if fold.open else None)
    return fold


def _draw(
    shown: Shown, key: str, subject: str, about: Study, words: Words, *, caption: str, more: str | None = None
) -> None:
    elements.figure(
        shown.figure,
        key=f"{key}_figure",
        alt=words(f"{key}.figure", subject=subject),
    )
    _below(shown.drawn, shown.missing, key, subject, about, words, caption=caption, more=more)


def _below(
    drawn: DataFrame,
    missing: DataFrame,
    key: str,
    subject: str,
    about: Study,
    words: Words,
    *,
    caption: str,
    more: str | None = None,
) -> None:
    """How to read the figure (`more` on asking), what it leaves out, and its rows as a file."""
    with st.container(key=f"{key}_below", horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(plain(caption), help=more and plain(more), width="content")
        if len(drawn) or len(missing):
            downloads.not_drawn(len(drawn), missing, [key, subject], about, words, key=f"{key}_rows")
        if len(drawn):
            downloads.numbers(
                words("download.csv"), lambda: drawn, [key, subject], about, words, key=f"{key}_csv"
            )
