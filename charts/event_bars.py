"""Adverse events as bars on a time axis: grade in the bar, outline for serious, arrows for open ends."""

from html import escape
from typing import Any

import numpy as np
from pandas import DataFrame

from charts import theme
from charts.points import Text
from charts.time_axis import TimeAxis

ROW_HEIGHT = 19
LONGEST_TERM = 26
LEAST_SHARE = 0.012  # of the stretch of time shown: an event of a moment must still be seen
OUTLINE = 2


def traces(events: DataFrame, time: TimeAxis, text: Text, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """Bars for `patient.adverse_events`, one row each, and an arrow where an end is open or not known."""
    if events.empty:
        return []
    start = events["start"].to_numpy(dtype=np.float64, na_value=np.nan)
    stop = events["stop"].to_numpy(dtype=np.float64, na_value=np.nan)
    left = np.where(np.isnan(start), time.first, start)
    right = np.maximum(
        np.where(np.isnan(stop), time.last, stop), left + LEAST_SHARE * (time.last - time.first)
    )
    arrows = [
        *_arrows(right, np.isnan(stop), "triangle-right", axes),
        *_arrows(left, np.isnan(start), "triangle-left", axes),
    ]
    return [_bars(events, left, right, text, axes), *arrows]


def axis(events: DataFrame, **settings: Any) -> dict[str, Any]:
    """The axis with the terms, first event on top."""
    terms = [_short(str(term)) for term in events["aedecod"]]
    return theme.axis(
        range=[max(len(terms), 1) - 0.5, -0.5],
        tickvals=list(range(len(terms))),
        ticktext=terms,
        showgrid=False,
        ticks="",
        **settings,
    )


def _short(term: str) -> str:
    return escape(term if len(term) <= LONGEST_TERM else term[: LONGEST_TERM - 1] + "…")


def _bars(
    events: DataFrame, left: np.ndarray, right: np.ndarray, text: Text, axes: tuple[str, str]
) -> dict[str, Any]:
    grades = [0 if grade != grade else int(grade) for grade in events["aetoxgr"].astype("float64")]
    return {
        "type": "bar", "orientation": "h", "xaxis": axes[0], "yaxis": axes[1],
        "base": left, "x": right - left, "y": np.arange(len(events)), "width": 0.72,
        "text": [str(grade or "") for grade in grades], "textposition": "inside", "insidetextanchor": "start",
        "textangle": 0, "constraintext": "none",
        "textfont": {"size": 11, "color": [theme.GRADE_INK.get(grade, theme.INK) for grade in grades]},
        "marker": {
            "color": [theme.GRADE_COLOURS.get(grade, theme.UNGRADED) for grade in grades],
            "pattern": {"shape": ["" if grade else "/" for grade in grades], "fgcolor": "#FFFFFF", "size": 5},
            "line": {"color": theme.INK, "width": np.where(events["aeser"] == "Y", OUTLINE, 0)},
        },
        "customdata": [_hover(*event, text) for event in zip(events.itertuples(), grades, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _arrows(ends: np.ndarray, open_: np.ndarray, symbol: str, axes: tuple[str, str]) -> list[dict[str, Any]]:
    if not open_.any():
        return []
    return [{
        "type": "scatter", "mode": "markers", "xaxis": axes[0], "yaxis": axes[1], "hoverinfo": "skip",
        "cliponaxis": False, "x": ends[open_], "y": np.flatnonzero(open_),
        "marker": {"symbol": symbol, "size": 11, "color": theme.INK},
    }]  # fmt: skip


def _hover(event: Any, grade: int, text: Text) -> str:
    term = escape(str(event.aedecod))
    if str(event.aeterm).casefold() != str(event.aedecod).casefold():
        term += f" ({escape(str(event.aeterm))})"
    graded = text("ae.grade_n", n=grade) if grade else text("ae.ungraded")
    serious = text("ae.serious") if event.aeser == "Y" else text("ae.not_serious")
    begun = event.aestdtc if isinstance(event.aestdtc, str) else "?"
    ended = event.aeendtc if isinstance(event.aeendtc, str) else text("ae.open_end")
    coded = [value for value in (event.aerel, event.aeacn, event.aeout) if isinstance(value, str)]
    source = f"{event.source_file} {text('hover.row', n=int(event.source_row))}"
    lines = (f"{graded} · {serious}", f"{begun} → {ended}", " · ".join(coded), source)
    return "<br>".join([f"<b>{term}</b>", *(escape(line) for line in lines if line)])
