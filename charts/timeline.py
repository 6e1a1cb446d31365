"""What happened to a patient: the score's course and the adverse events on one time axis."""

from html import escape
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from charts import event_bars, points, theme, time_marks
from charts.points import Points, Text
from charts.time_axis import TimeAxis

SCORE_HEIGHT = 150
HEADING_HEIGHT = 34
LEAST_SCORE_SPAN = 10.0
LEFT, RIGHT, TOP, BOTTOM = 190, 12, 24, 54


def course(
    score: DataFrame,
    events: DataFrame,
    marks: DataFrame,
    time: TimeAxis,
    *,
    score_title: str,
    why_none: str,
    stamp: str,
    text: Text,
) -> go.Figure:
    """The score's course, and below it a bar per adverse event with its grade; arrows are open ends.

    `score` is patient.series() of one parameter, `events` patient.adverse_events(). `why_none` is said where
    the score has no value. Outlined bars are serious; hatched ones have no grade.
    """
    bars_height = max(len(events), 1) * event_bars.ROW_HEIGHT
    inner = SCORE_HEIGHT + HEADING_HEIGHT + bars_height
    split, floor = bars_height / inner, (bars_height + HEADING_HEIGHT) / inner
    scores = next(iter(points.by_parameter(score, text).values()), None)
    notes = [_heading(score_title, 1.0), _heading(text("patient.events_title"), split)]
    notes += [_note(why_none, (1 + floor) / 2)] if scores is None else []
    notes += [_note(text("patient.no_events"), split / 2)] if events.empty else []
    layout = {
        "height": inner + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "xaxis": time.layout(
            title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}}, anchor="y2"
        ),
        "yaxis": theme.axis(domain=[floor, 1], nticks=5, range=_score_range(scores)),
        "yaxis2": event_bars.axis(events, domain=[0, split]),
        "shapes": time_marks.bands(marks, ["x"]),
        "annotations": [*notes, *time_marks.letters(marks, ["x"]), theme.stamp(stamp)],
    }
    line = [] if scores is None else [points.trace(scores, ("x", "y"), theme.INK, text)]
    return theme.figure(line + event_bars.traces(events, time, text, ("x", "y2")), layout)


def _score_range(scores: Points | None) -> list[float]:
    """A range wide enough that a change of one point does not fill the panel."""
    if scores is None:
        return [0, LEAST_SCORE_SPAN]
    low, high = float(scores.y.min()), float(scores.y.max())
    slack = max(LEAST_SCORE_SPAN - (high - low), 2.0) / 2
    return [low - slack, high + slack]


def _heading(words: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(words)}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xshift": 6 - LEFT,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
    }  # fmt: skip


def _note(words: str, height: float) -> dict[str, Any]:
    return {
        "text": escape(words), "xref": "paper", "yref": "paper", "x": 0.5, "y": height, "showarrow": False,
        "font": {"size": 12, "color": theme.QUIET},
    }  # fmt: skip
