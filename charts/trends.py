"""Courses of laboratory values and scores: small multiples on one shared time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts import points, theme, time_marks
from charts.points import Points, Text
from charts.time_axis import TimeAxis

PANEL_HEIGHT = 112
COLUMNS = 2
TOP, BOTTOM, LEFT, RIGHT = 22, 54, 46, 10
COLUMN_GAP = 0.055
PANEL_TITLE = 18
TICKS_IN_A_PANEL = 7
# Full numbers: plotly's own logarithmic ticks leave out the decade.
LOG_TICKS = tuple(round(digit * 10.0**decade, 3) for decade in range(-2, 6) for digit in (1, 2, 5))


@dataclass(frozen=True)
class Panel:
    """One small multiple: which parameter, and the title with its unit.

    `from_zero`: the axis begins at zero and may be logarithmic; not for what lives in a narrow band, such as sodium.
    """

    paramcd: str
    title: str
    from_zero: bool = True


def panels(
    series: DataFrame,
    shown: Sequence[Panel],
    marks: DataFrame,
    time: TimeAxis,
    *,
    log: bool,
    missing: str,
    stamp: str,
    text: Text,
    columns: int = COLUMNS,
    panel_height: int = PANEL_HEIGHT,
) -> go.Figure:
    """A panel per parameter with the reference range of each record, doses and procedures through all.

    `series` is patient.series(), `marks` patient.marks_in_time(). A panel without values says `missing`.
    Hollow marks are confounded, triangles lie beyond a limit ('<0.2') at that limit, grey comes after a transplant.
    """
    rows = -(-len(shown) // columns)
    height = TOP + BOTTOM + rows * panel_height
    grid = _Grid(rows, min(columns, len(shown)), (height - TOP - BOTTOM))
    drawn = points.by_parameter(series, text)
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"height": height, "margin": {"t": TOP, "b": BOTTOM, "l": LEFT, "r": RIGHT}}
    for place, panel in enumerate(shown):
        course, axes = drawn.get(panel.paramcd), grid.axes_of(place)
        if course is not None:
            colour = theme.ANALYTE_COLOURS.get(panel.paramcd, theme.INK)
            traces += [*_range_band(course, axes), points.trace(course, axes, colour, text)]
        notes += grid.notes(place, panel.title, missing if course is None else None)
        layout[grid.y_name(place)] = grid.y_axis(place, log, panel.from_zero)
    for column in range(grid.columns):
        layout[grid.x_name(column)] = grid.x_axis(column, time)
    references = [grid.x_reference(column) for column in range(grid.columns)]
    layout["shapes"] = time_marks.bands(marks, references)
    layout["annotations"] = [*notes, *time_marks.letters(marks, references), theme.stamp(stamp)]
    return theme.figure(traces, layout)


def _range_band(course: Points, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """The reference range as each record states it: a pale step where the laboratory changes it."""
    known = ~(np.isnan(course.low) | np.isnan(course.high))
    if not known.any():
        return []
    x, low, high = course.x[known], course.low[known], course.high[known]
    starts = np.flatnonzero(np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
    begin, end = x[starts], np.r_[x[starts[1:]], x[-1]]
    gap = np.full(len(starts), np.nan)
    return [{
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "fill": "toself",
        "x": np.column_stack([begin, end, end, begin, gap]).ravel(),
        "y": np.column_stack([low[starts], low[starts], high[starts], high[starts], gap]).ravel(),
        "fillcolor": theme.RANGE_BAND, "line": {"width": 0}, "hoverinfo": "skip",
    }]  # fmt: skip


class _Grid:
    """Where each panel lies: columns share one x axis each, so that every panel of a column lines up."""

    def __init__(self, rows: int, columns: int, inner_height: int) -> None:
        self.rows, self.columns = rows, columns
        self._width = (1 - COLUMN_GAP * (columns - 1)) / columns
        self._title = PANEL_TITLE / inner_height

    def _place(self, place: int) -> tuple[int, int]:
        return place // self.columns, place % self.columns

    def x_reference(self, column: int) -> str:
        return "x" if column == 0 else f"x{column + 1}"

    def x_name(self, column: int) -> str:
        return "xaxis" if column == 0 else f"xaxis{column + 1}"

    def y_name(self, place: int) -> str:
        return "yaxis" if place == 0 else f"yaxis{place + 1}"

    def axes_of(self, place: int) -> tuple[str, str]:
        return self.x_reference(self._place(place)[1]), "y" if place == 0 else f"y{place + 1}"

    def _domain(self, place: int) -> tuple[float, float]:
        row = self._place(place)[0]
        return 1 - (row + 1) / self.rows + 0.006, 1 - row / self.rows - self._title

    def _start(self, column: int) -> float:
        return column * (self._width + COLUMN_GAP)

    def y_axis(self, place: int, log: bool, from_zero: bool) -> dict[str, Any]:
        column = self._place(place)[1]
        scale = (
            {"type": "log", "tickvals": LOG_TICKS}
            if log and from_zero
            else {"rangemode": "tozero" if from_zero else "normal", "nticks": 4}
        )
        return theme.axis(domain=list(self._domain(place)), anchor=self.x_reference(column), **scale)

    def x_axis(self, column: int, time: TimeAxis) -> dict[str, Any]:
        start = self._start(column)
        return time.layout(
            TICKS_IN_A_PANEL,
            domain=[start, min(1.0, start + self._width)],
            anchor="free",
            position=0,
            title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}, "standoff": 4},
            matches=None if column == 0 else "x",
        )

    def notes(self, place: int, title: str, missing: str | None) -> list[dict[str, Any]]:
        column = self._place(place)[1]
        low, high = self._domain(place)
        heading = {
            "text": f"<b>{escape(title)}</b>", "xref": "paper", "yref": "paper", "x": self._start(column), "y": high,
            "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
        }  # fmt: skip
        if missing is None:
            return [heading]
        return [heading, {
            "text": missing, "xref": "paper", "yref": "paper", "x": self._start(column) + self._width / 2,
            "y": (low + high) / 2, "showarrow": False, "font": {"size": 12, "color": theme.QUIET},
        }]  # fmt: skip
