"""What happened to a patient: adverse events as bars, with the score above them on the same time axis."""

from collections.abc import Callable
from html import escape
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from charts import theme, time_marks
from charts.time_axis import TimeAxis
from charts.trends import value_trace

Text = Callable[..., str]

ROW_HEIGHT = 19
SCORE_HEIGHT = 150
LEAST_SCORE_SPAN = 10.0
LONGEST_TERM = 26
SHORTEST_BAR_DAYS = 0.012  # of the stretch of time shown: a moment must still be seen
LEFT = 190


def course(
    score: DataFrame,
    events: DataFrame,
    marks: DataFrame,
    time: TimeAxis,
    *,
    score_title: str,
    why_none: str,
    text: Text,
) -> go.Figure:
    """The score's course, and below it a bar per adverse event with its grade; arrows are open ends.

    `score` is patient.series() of one parameter, `events` patient.adverse_events(). `why_none` is said where
    the score has no value. Outlined bars are serious; hatched ones have no grade.
    """
    rows = max(len(events), 1)
    inner = SCORE_HEIGHT + rows * ROW_HEIGHT + 34
    split = rows * ROW_HEIGHT / inner
    drawn = score[score["y"].notna()]
    traces = [value_trace(drawn, ("x", "y"), theme.ANALYTE_COLOURS["MELD"], text)] if len(drawn) else []
    notes = [_heading(score_title, 1.0), _heading(text("patient.events_title"), split)]
    if drawn.empty:
        notes.append(_note(why_none, (1 + split + 34 / inner) / 2))
    if events.empty:
        notes.append(_note(text("patient.no_events"), split / 2))
    layout = {
        "height": inner + 62,
        "margin": {"l": LEFT, "r": 12, "t": 24, "b": 38},
        "barmode": "overlay",
        "xaxis": time.layout(
            title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}}, anchor="y2"
        ),
        "yaxis": theme.axis(domain=[split + 34 / inner, 1], nticks=5, range=_score_range(drawn)),
        "yaxis2": _event_axis(events, split),
        "shapes": time_marks.bands(marks, ["x"]),
        "annotations": notes + time_marks.letters(marks, ["x"]),
    }
    return theme.figure(traces + _event_traces(events, time, text), layout)


def _score_range(drawn: DataFrame) -> list[float] | None:
    """A range wide enough that a change of one point does not fill the panel."""
    if drawn.empty:
        return None
    low, high = float(drawn["y"].min()), float(drawn["y"].max())
    slack = max(LEAST_SCORE_SPAN - (high - low), 2.0) / 2
    return [low - slack, high + slack]


def _event_axis(events: DataFrame, split: float) -> dict[str, Any]:
    terms = [_short(str(term)) for term in events["aedecod"]]
    return theme.axis(
        domain=[0, split],
        range=[max(len(terms), 1) - 0.5, -0.5],
        tickvals=list(range(len(terms))),
        ticktext=terms,
        showgrid=False,
        ticks="",
    )


def _short(term: str) -> str:
    return escape(term if len(term) <= LONGEST_TERM else term[: LONGEST_TERM - 1] + "…")


def _event_traces(events: DataFrame, time: TimeAxis, text: Text) -> list[dict[str, Any]]:
    if events.empty:
        return []
    placed = [_placed(place, event, time) for place, event in enumerate(events.itertuples())]
    grades = [
        int(grade) if grade == grade and grade is not None else None
        for grade in events["aetoxgr"].astype(object).where(events["aetoxgr"].notna(), None)
    ]
    serious = events["aeser"] == "Y"
    bars = {
        "type": "bar", "orientation": "h", "xaxis": "x", "yaxis": "y2",
        "base": [start for start, _ in placed], "x": [stop - start for start, stop in placed],
        "y": list(range(len(events))), "width": 0.72,
        "text": ["" if grade is None else str(grade) for grade in grades],
        "textposition": "inside", "insidetextanchor": "start", "textangle": 0, "constraintext": "none",
        "textfont": {"size": 11, "color": [theme.GRADE_INK.get(grade or 0, theme.INK) for grade in grades]},
        "marker": {
            "color": [theme.GRADE_COLOURS.get(grade or 0, theme.UNGRADED) for grade in grades],
            "pattern": {"shape": ["/" if grade is None else "" for grade in grades], "fgcolor": "#FFFFFF", "size": 5},
            "line": {"color": theme.INK, "width": [2 if each else 0 for each in serious]},
        },
        "customdata": [_hover(event, grade, text) for event, grade in zip(events.itertuples(), grades, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    return [bars, *_arrows(events, placed)]


def _placed(place: int, event: Any, time: TimeAxis) -> tuple[float, float]:
    """Where the bar begins and ends; an open end reaches the edge of what is shown."""
    start = event.start if event.start == event.start else time.first
    stop = event.stop if event.stop == event.stop else time.last
    return float(start), float(max(stop, start + SHORTEST_BAR_DAYS * (time.last - time.first)))


def _arrows(events: DataFrame, placed: list[tuple[float, float]]) -> list[dict[str, Any]]:
    ends = [
        (stop, row, "triangle-right")
        for row, ((_, stop), open_) in enumerate(zip(placed, events["stop"].isna(), strict=True))
        if open_
    ]
    starts = [
        (start, row, "triangle-left")
        for row, ((start, _), open_) in enumerate(zip(placed, events["start"].isna(), strict=True))
        if open_
    ]
    points = ends + starts
    if not points:
        return []
    return [{
        "type": "scatter", "mode": "markers", "xaxis": "x", "yaxis": "y2", "hoverinfo": "skip", "cliponaxis": False,
        "x": [x for x, _, _ in points], "y": [row for _, row, _ in points],
        "marker": {"symbol": [symbol for _, _, symbol in points], "size": 11, "color": theme.INK},
    }]  # fmt: skip


def _hover(event: Any, grade: int | None, text: Text) -> str:
    term = escape(str(event.aedecod))
    if str(event.aeterm).casefold() != str(event.aedecod).casefold():
        term += f" ({escape(str(event.aeterm))})"
    graded = text("ae.grade_n", n=grade) if grade is not None else text("ae.ungraded")
    parts = [graded, text("ae.serious") if event.aeser == "Y" else text("ae.not_serious")]
    dates = f"{event.aestdtc or '?'} → {event.aeendtc or text('ae.open_end')}"
    more = [str(value) for value in (event.aerel, event.aeacn, event.aeout) if isinstance(value, str)]
    source = f"{escape(str(event.source_file))} {text('hover.row', n=int(event.source_row))}"
    return "<br>".join([f"<b>{term}</b>", " · ".join(parts), dates, escape(" · ".join(more)), source])


def _heading(words: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(words)}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xshift": -LEFT + 6,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
    }  # fmt: skip


def _note(words: str, height: float) -> dict[str, Any]:
    return {
        "text": escape(words), "xref": "paper", "yref": "paper", "x": 0.5, "y": height, "showarrow": False,
        "font": {"size": 12, "color": theme.QUIET},
    }  # fmt: skip
