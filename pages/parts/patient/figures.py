"""The figures of a patient, drawn once for each choice of the reader, and what stands under the laboratory panels.

A rerun that changes nothing redraws nothing: figures are kept by the opened database itself, so that a newer build,
which is another `Database`, never shows old figures.
"""

from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import time_marks
from charts.common.time_axis import TimeAxis
from charts.patient import timeline, trends
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.patient import profile, results
from pages.access import downloads
from pages.common import data_label
from pages.common.names import reason_in_words
from pages.common.text import Words
from pages.parts.patient import events as patient_events
from pages.parts.patient.controls import View
from pages.parts.patient.events import Events

DRAWINGS_KEPT = 128


@dataclass(frozen=True)
class Drawing:
    """The laboratory panels, and the score with the adverse events.

    `shown` and `missing`: the results in the panels and those left out, as files have them, made here once since
    every rerun counts them; `legend`: what has to be explained.
    `time` and `events` are those of the second figure.
    """

    panels: go.Figure
    course: go.Figure
    shown: DataFrame
    missing: DataFrame
    legend: tuple[str, ...]
    time: TimeAxis
    events: Events


@lru_cache(maxsize=DRAWINGS_KEPT)
def draw(database: Database, subject: str, view: View, words: Words) -> Drawing:
    """Ask for the patient's courses and draw them as the reader wants to see them."""
    who = profile.header(database, subject)
    tests = results.series(
        database, subject, view.tests, measure=view.measure, origin=view.panel_origin, graft=view.graft
    )
    score = results.series(database, subject, (view.score,), origin=view.origin, graft=view.graft)
    marks = profile.marks_in_time(database, subject, origin=view.origin)
    parted = results.separations(database, subject, origin=view.origin)
    if view.axis == "infusion":
        panel_marks, parted, reach = time_marks.at_infusion(), parted[:0], results.reach(score)
    else:
        panel_marks, reach = marks, results.reach(tests, score)
    panel_time, time = view.panel_time(who, results.extent(tests), words), view.time(who, reach, words)
    tests = results.within(tests, panel_time.first, panel_time.last)
    events = patient_events.adverse_events(database, subject, view.origin, time)
    stamp = data_label.stamp(study(database), words)
    panels = trends.panels(
        tests,
        view.panels(tests, words),
        panel_marks,
        parted,
        panel_time,
        log=view.log,
        missing=words("patient.missing"),
        stamp=stamp,
        words=words,
    )
    # On study days even where the panels begin anew at each infusion.
    course = timeline.course(
        results.within(score, time.first, time.last),
        events.drawn,
        marks,
        time,
        score_title=words.lab(view.score),
        why_none="" if results.extent(score) else _why_none(database, subject, view.score, words),
        stamp=stamp,
        words=words,
    )
    return Drawing(
        panels,
        course,
        results.shown_table(tests),
        results.missing_table(tests),
        tuple(trends.legend(tests, panel_marks, parted)),
        time,
        events,
    )


def _why_none(database: Database, subject: str, score: str, words: Words) -> str:
    """Why the score has no value: the commonest reason that the derivation gave."""
    reasons = profile.why_no_score(database, subject, score)
    return (
        words("patient.why.none") if reasons.empty else reason_in_words(str(reasons["reason"].iloc[0]), words)
    )


def explain(drawing: Drawing, subject: str, view: View, study: Study, words: Words) -> None:
    """The legend of what is in the figure, then how many rows are drawn, with both as files."""
    said = [words(f"legend.{code}") for code in drawing.legend]
    said += [words("legend.other_axis")] if view.axis == "infusion" else []
    st.caption(" · ".join([*said, words("legend.click")]))
    with st.container(key="panel_line", horizontal=True, vertical_alignment="center", gap="small"):
        name = (subject, "laboratory")
        downloads.not_drawn(len(drawing.shown), drawing.missing, name, study, words, key="panels")
        downloads.numbers(words("download.csv"), lambda: drawing.shown, name, study, words, key="panels_csv")
