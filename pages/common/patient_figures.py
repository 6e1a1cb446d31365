"""The figures of a patient, drawn once for each choice of the reader: a rerun that changes nothing redraws nothing.

Kept by the opened database itself, so that a newer build, which is another `Database`, never shows old figures.
"""

from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from charts import timeline, trends
from charts.time_axis import TimeAxis
from data_access import patient
from data_access.database import Database
from data_access.study import study
from pages.common import labels, patient_events
from pages.common.patient_view import View
from pages.common.reasons import in_words
from pages.common.text import Words

DRAWINGS_KEPT = 128


@dataclass(frozen=True)
class Drawing:
    """The laboratory panels, the score with the adverse events, of how many results how many are drawn, and the
    stretch of time that all figures share."""

    panels: go.Figure
    course: go.Figure
    n_results: int
    n_drawn: int
    time: TimeAxis
    events: patient_events.Events


@lru_cache(maxsize=DRAWINGS_KEPT)
def draw(database: Database, subject: str, view: View, text: Words) -> Drawing:
    """Ask for the patient's courses and draw them as the reader wants to see them."""
    series = patient.series(database, subject, view.paramcds, measure=view.measure, origin=view.origin)
    marks = patient.marks_in_time(database, subject, origin=view.origin)
    time = view.time(patient.header(database, subject), series, text)
    events = patient_events.adverse_events(database, subject, view.origin, time)
    stamp = labels.stamp(study(database), text)
    is_score = series["paramcd"] == view.score
    tests, score = time.within(series[~is_score]), time.within(series[is_score])
    panels = trends.panels(
        tests,
        view.panels(series, text),
        marks,
        time,
        log=view.log,
        missing=text("patient.missing"),
        stamp=stamp,
        text=text,
    )
    course = timeline.course(
        score,
        events.drawn,
        marks,
        time,
        score_title=text.lab(view.score),
        why_none="" if score["y"].notna().any() else _why_none(database, subject, view.score, text),
        stamp=stamp,
        text=text,
    )
    return Drawing(
        panels,
        course,
        n_results=int((~is_score).sum()),
        n_drawn=int(tests["y"].notna().sum()),
        time=time,
        events=events,
    )


def _why_none(database: Database, subject: str, score: str, text: Words) -> str:
    """Why the score has no value: the commonest reason that the derivation gave."""
    reasons = patient.why_no_score(database, subject, score)
    return text("patient.why.none") if reasons.empty else in_words(str(reasons["reason"].iloc[0]), text)
