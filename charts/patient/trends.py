"""Courses of laboratory values: small multiples on one shared time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import points, theme, time_marks
from charts.common.panel_grid import PANEL_TITLE, Grid
from charts.common.points import Points
from charts.common.time_axis import TimeAxis
from charts.common.words import Words
from charts.patient import trend_notes
from charts.patient import trend_notes as patient_trend_notes

PANEL_HEIGHT = 112
COLUMNS = 2
TOP, BOTTOM, LEFT, RIGHT = 20, 54, 46, 10


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
    separations: DataFrame,
    time: TimeAxis,
    *,
    log: bool,
    missing: str,
    stamp: str,
    words: Words,
    columns: int = COLUMNS,
    panel_height: int = PANEL_HEIGHT,
) -> go.Figure:
    """A panel per parameter with the reference range of each record, doses and procedures through all.

    `series` is courses.series(), `marks` patient.marks_in_time(), `separations` courses.separations(). A panel
    without values says `missing`. What the marks mean: points.SYMBOLS. After a transplant the line is grey; on an
    axis that begins anew at each infusion a panel has a line for each.
    """
    rows = -(-len(shown) // columns)
    height = TOP + BOTTOM + rows * panel_height
    grid = Grid(rows, min(columns, len(shown)), height - TOP - BOTTOM)
    drawn = points.by_parameter(series, words)
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"height": height, "margin": {"t": TOP, "b": BOTTOM, "l": LEFT, "r": RIGHT}}
    for place, panel in enumerate(shown):
        course, axes = drawn.get(panel.paramcd), grid.axes_of(place)
        if course is not None:
            colour = theme.ANALYTE_COLOURS.get(panel.paramcd, theme.INK)
            floor = 0.0 if panel.from_zero and not log else float(course.y.min())
            traces += [*_range_band(course, axes, floor), *points.traces(course, axes, colour, words)]
            notes += patient_trend_notes.stretch_labels(
                course,
                axes,
                colour,
                floor=floor,
                log=log and panel.from_zero,
                height_px=panel_height - PANEL_TITLE,
            )
            if panel.paramcd in trend_notes.PARAMETERS:
                shapes += trend_notes.bars(separations, axes)
                notes += trend_notes.separation_labels(separations, axes, time, words)
        notes += grid.notes(place, panel.title, missing if course is None else None)
        layout[grid.y_name(place)] = grid.y_axis(place, log, panel.from_zero)
    for column in range(grid.columns):
        layout[grid.x_name(column)] = grid.x_axis(column, time)
    references = [grid.x_reference(column) for column in range(grid.columns)]
    layout["shapes"] = [*time_marks.bands(marks, references), *shapes]
    layout["annotations"] = [
        *notes,
        *time_marks.letters(marks, references, span=time.last - time.first),
        theme.stamp(stamp),
    ]
    return theme.figure(traces, layout)


def legend(series: DataFrame, marks: DataFrame, separations: DataFrame) -> list[str]:
    """The codes of what has to be explained in this figure, in the order of a legend."""
    drawn = series[series["why"].isna()]
    codes = ["RANGE"] if (drawn["hi"].notna() | drawn["lo"].notna()).any() else []
    codes += [code for code, rows in points.kinds(drawn).items() if rows.any()]
    codes += ["STRETCH"] if drawn["stretch"].notna().any() else []
    codes += ["GRAFT"] if drawn["after_transplant"].any() else []
    codes += ["SEPARATION"] if len(separations) and set(drawn["paramcd"]) & trend_notes.PARAMETERS else []
    return codes + time_marks.kinds(marks)


def _range_band(course: Points, axes: tuple[str, str], floor: float) -> list[dict[str, Any]]:
    """The reference range as each record states it: a pale step where the laboratory changes it.

    A range open to one side ends at `floor`, or at the highest value.
    """
    known = ~(np.isnan(course.low) & np.isnan(course.high))
    if not known.any():
        return []
    order = np.flatnonzero(known)[np.argsort(course.x[known], kind="stable")]
    x, low, high = course.x[order], course.low[order], course.high[order]
    low = np.where(np.isnan(low), np.minimum(floor, high), low)
    high = np.where(np.isnan(high), np.maximum(course.y.max(), low), high)
    starts = np.flatnonzero(np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
    begin, end = x[starts], np.r_[x[starts[1:]], x[-1]]
    gap = np.full(len(starts), np.nan)
    return [{
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "fill": "toself",
        "x": np.column_stack([begin, end, end, begin, gap]).ravel(),
        "y": np.column_stack([low[starts], low[starts], high[starts], high[starts], gap]).ravel(),
        "fillcolor": theme.RANGE_BAND, "line": {"width": 0}, "hoverinfo": "skip",
    }]  # fmt: skip
