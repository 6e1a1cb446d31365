"""The first view of the infusion page: a lane per patient, planned against given; a click opens the 24 hours."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common.time_axis import TimeAxis
from charts.infusions import swimlane
from clinical.protocols.protocol import for_study
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.infusions import lanes as infusions_lanes
from pages.access import downloads
from pages.common import data_label, elements
from pages.common.text import Words, plain
from pages.parts.infusions import controls

# Study days that the lanes of a study with planned infusions show at least: all four and a week.
PLANNED_DAYS = (-2.0, 30.0)


@dataclass(frozen=True)
class Lanes:
    """The swimlane, the patient of each of its rows, and the marks behind it."""

    figure: go.Figure
    rows: dict[int, str]
    marks: DataFrame


def show(database: Database, bar: Any, words: Words) -> None:
    """Draw the lanes of the patients chosen, with what explains them."""
    patients, about = infusions_lanes.lanes(database), study(database)
    shown = controls.part(len(patients), bar, words)
    drawing = draw(database, shown.start, shown.stop, words)
    planned = bool(patients["planned"].any())
    elements.figure(
        drawing.figure,
        key="lanes",
        on_select=lambda: _open(drawing.rows, planned=planned),
        alt=words("infusions.figure_lanes"),
    )
    said = [words("infusions.lanes_legend" if planned else "infusions.lanes_legend_plain")]
    if len(drawing.rows) < len(patients):
        last = min(shown.stop, len(patients))
        said.append(words("infusions.range_drawn", first=shown.start + 1, last=last, n=len(patients)))
    st.caption(" ".join(said))
    _foot(drawing.marks, about, words)


def _foot(marks: DataFrame, about: Study, words: Words) -> None:
    protocol = for_study(about.study)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        drawn, missing = marks[marks["why"].isna()], marks[marks["why"].notna()]
        downloads.not_drawn(len(drawn), missing, ["infusions"], about, words, key="lanes")
        downloads.numbers(words("download.csv"), lambda: marks, ["infusions"], about, words, key="lanes_csv")
    if protocol is not None:
        dose = protocol.dose_zh if words.language == "zh" else protocol.dose_en
        anchor = protocol.anchor_zh if words.language == "zh" else protocol.anchor_en
        st.caption(plain(words("infusions.lanes_method", dose=dose, anchor=anchor)))


def _open(rows: dict[int, str], *, planned: bool) -> None:
    """Show the 24 hours of the patient whose lane was clicked; where nothing is planned, the whole course."""
    points = st.session_state["lanes"]["selection"]["points"]
    subject = rows.get(round(float(points[0]["y"]))) if points else None
    if subject is not None:
        chosen = (
            {"subject": subject, "view": "day", "scope": "patient"} if planned else {"go_to_subject": subject}
        )
        st.session_state.update(chosen)


@lru_cache(maxsize=64)
def draw(database: Database, start: int, stop: int, words: Words) -> Lanes:
    """The lanes of these places in the order of all patients."""
    patients = infusions_lanes.lanes(database)
    lanes = patients.iloc[start:stop]
    marks = infusions_lanes.marks(database, lanes["usubjid"].tolist())
    sizes = {str(arm): int(n) for arm, n in patients["arm"].value_counts(sort=False).items()}
    figure = swimlane.swimlane(
        lanes,
        marks,
        _time(lanes, marks, words),
        sizes,
        stamp=data_label.stamp(study(database), words),
        words=words,
        known=words.known,
    )
    return Lanes(figure, swimlane.rows_of(lanes), marks)


def _time(lanes: DataFrame, marks: DataFrame, words: Words) -> TimeAxis:
    """All marks, and what is planned; where nothing is planned, to the end of the last lane's dosing."""
    first, last = PLANNED_DAYS if lanes["planned"].any() else (-2.0, 1.0)
    ends = [*marks["start"].dropna(), *marks["stop"].dropna()]
    return TimeAxis(
        "day", min([first, *ends]), max([last, *(end + 1 for end in ends)]), date.min, words("axis.day")
    )
