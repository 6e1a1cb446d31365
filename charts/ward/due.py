"""Planned infusions and visits as a grid: a row per patient, a column for each, a mark for what became of it.

Every state has a shape of its own, a name in the key and its words on hover; colour only repeats it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.words import Words
from clinical.common.days import SHORT_DATE
from clinical.common.plain_text import escape

ROW_HEIGHT = 21
TOP, SLANTED, BOTTOM, LEFT, RIGHT = 62, 34, 34, 108, 12
LONGEST_UPRIGHT_LABEL, LONGEST_LABEL = 11, 16
DONE_INK, OPEN_AMBER, FAINT = "#3E4C59", "#B26A00", "#AEB7C0"

# The words of a kind and name of something planned; of a code of a code list (prefix, code).
Named = Callable[[str, str], str]
Known = Callable[[str, object], str]

# In the order of the key. Red is kept for limits and death: what is overdue is amber, and a diamond.
MARKS: dict[str, dict[str, Any]] = {
    "DONE": {"symbol": "circle", "size": 10, "color": DONE_INK},
    "EARLY": {"symbol": "triangle-left", "size": 12, "color": DONE_INK},
    "LATE": {"symbol": "triangle-right", "size": 12, "color": DONE_INK},
    "OVERDUE": {"symbol": "diamond", "size": 13, "color": OPEN_AMBER},
    "DUE": {"symbol": "circle-open", "size": 12, "color": OPEN_AMBER, "line": {"width": 3}},
    "PLANNED": {"symbol": "circle", "size": 4, "color": FAINT},
    "MISSED": {"symbol": "x-thin", "size": 9, "line": {"width": 2.5, "color": DONE_INK}},
    "NO RECORD": {"symbol": "square-open", "size": 11, "color": theme.QUIET, "line": {"width": 1.5}},
    "NOT EXPECTED": {"symbol": "line-ew", "size": 8, "line": {"width": 1.5, "color": FAINT}},
}


def grid(planned: DataFrame, *, named: Named, known: Known, stamp: str, words: Words) -> go.Figure:
    """The grid of `due.matrix`, which has rows, arms under each other in its order."""
    rows = _rows(planned)
    columns = planned.drop_duplicates("column_place").sort_values("column_place")
    titles = [_short(named(*each)) for each in zip(columns["kind"], columns["name"], strict=True)]
    hover = np.array([_hover(row, named, known, words) for row in planned.itertuples()], dtype=object)
    status, x = planned["status"].to_numpy(dtype=object), planned["column_place"].to_numpy(dtype=np.float64)
    traces = [
        _trace(state, x[status == state], rows[status == state], hover[status == state], words)
        for state in MARKS
        if (status == state).any()
    ]
    return theme.figure(traces, _layout(planned, rows, columns, titles) | {
        "annotations": [*_arms(planned, rows, known), theme.stamp(stamp) | {"yshift": -10}],
    })  # fmt: skip


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 1] + "…"


def _rows(planned: DataFrame) -> NDArray[np.float64]:
    """The height of each row of the grid from 0 down: every arm that is known begins with a line for its name."""
    arms = planned["trt01p"].fillna("").to_numpy(dtype=object)
    begins = np.r_[arms[0] != "", arms[1:] != arms[:-1]]
    place = planned["patient_place"].to_numpy(dtype=np.float64)
    return np.asarray(place - place.min() + np.cumsum(begins), dtype=np.float64)


def _trace(
    state: str, x: NDArray[np.float64], y: NDArray[np.float64], hover: NDArray[Any], words: Words
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": words(f"due.status.{state}"), "x": x, "y": y,
        "marker": MARKS[state], "customdata": hover, "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _layout(
    planned: DataFrame, rows: NDArray[np.float64], columns: DataFrame, titles: list[str]
) -> dict[str, Any]:
    who = planned["usubjid"].to_numpy(dtype=object)
    places, first = np.unique(rows, return_index=True)
    slanted = max(map(len, titles)) > LONGEST_UPRIGHT_LABEL
    top = TOP + SLANTED * slanted
    return {
        "height": int(rows.max() + 1) * ROW_HEIGHT + top + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": top, "b": BOTTOM},
        "showlegend": True,
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 12},
        },
        "xaxis": theme.axis(
            side="top", tickvals=columns["column_place"].tolist(), ticktext=[escape(title) for title in titles],
            range=[columns["column_place"].min() - 0.6, columns["column_place"].max() + 0.6],
            tickangle=-25 if slanted else 0, showgrid=False, fixedrange=True,
        ),
        "yaxis": theme.axis(
            range=[rows.max() + 0.6, -0.6], tickvals=places, ticktext=[escape(str(who[at])) for at in first],
            fixedrange=True, ticks="",
        ),
    }  # fmt: skip


def _arms(planned: DataFrame, rows: NDArray[np.float64], known: Known) -> list[dict[str, Any]]:
    """The name of each arm over its first patient."""
    arms = planned["trt01p"].fillna("").to_numpy(dtype=object)
    begins = np.flatnonzero(np.r_[arms[0] != "", arms[1:] != arms[:-1]])
    return [
        {
            "text": f"<b>{escape(known('arm', arms[at]))}</b>", "xref": "paper", "x": 0, "xshift": 6 - LEFT,
            "xanchor": "left", "y": rows[at] - 1, "yanchor": "middle", "showarrow": False,
        }
        for at in begins
    ]  # fmt: skip


def _hover(row: Any, named: Named, known: Known, words: Words) -> str:
    """Patient and what was planned, what became of it and why, when it was planned and made, where that stands."""
    state = words(f"due.status.{row.status}")
    if isinstance(row.reason, str):
        state += f": {known('due.reason', row.reason)}"
    lines = [
        f"<b>{escape(str(row.usubjid))}</b> {escape(named(row.kind, row.name))}",
        escape(state),
        _planned(row, words),
    ]
    if not isna(row.done_dt):
        lines.append(words("due.made", date=words.day(row.done_dt), days=f"{int(row.delay_days):+d}"))
    if isinstance(row.source_file, str):
        lines.append(escape(f"{row.source_file} {words('hover.row', n=int(row.source_row))}"))
    return "<br>".join(lines)


def _planned(row: Any, words: Words) -> str:
    if isna(row.window_lo):
        return words("due.planned_for", date=words.day(row.planned_dt))
    window = f"{words.day(row.window_lo, SHORT_DATE)} – {words.day(row.window_hi, SHORT_DATE)}"
    return words("due.planned_window", date=words.day(row.planned_dt), window=window)
