"""eDISH and its baseline version: each patient's highest aminotransferase against the highest bilirubin, log-log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import Line, XyChart
from charts.safety.proportions import Arm, axis_title, legend
from clinical.common.plain_text import escape
from clinical.scores.liver_injury import (
    HYPERBILIRUBINAEMIA,
    NORMAL,
    POSSIBLE_HYS_LAW,
    TEMPLES_COROLLARY,
    Cuts,
)

HEIGHT = 470
MARGIN = {"l": 62, "r": 16, "t": 34, "b": 62}
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
# Names stand at the points of the upper quadrants, where they are few enough to be read.
MOST_NAMES = 12
# The least stretch of an axis, so that the cuts stand inside it.
LOWEST, BEYOND_CUT = 0.5, 2.5
PAD = 1.25
# Quadrant: at the right edge or the left, at the top or the bottom.
CORNERS = {
    POSSIBLE_HYS_LAW: (1, 1), HYPERBILIRUBINAEMIA: (0, 1), TEMPLES_COROLLARY: (1, 0), NORMAL: (0, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """The words of one figure: axis titles, quadrants by their names, stamp."""

    x_title: str
    y_title: str
    quadrants: Mapping[str, str]
    stamp: str


def figure(
    patients: DataFrame, hover: Sequence[str], arms: Sequence[Arm], cuts: Cuts, labels: Labels
) -> go.Figure:
    """`patients` of liver_injury.peaks that have both peaks, above zero, and what the hover says of each."""
    named = patients["quadrant"].isin((POSSIBLE_HYS_LAW, HYPERBILIRUBINAEMIA)).to_numpy()
    named = named & (named.sum() <= MOST_NAMES)
    said = np.array(hover, dtype=object)
    traces = [_points(patients, (patients["arm"] == arm.arm).to_numpy(), named, said, arm) for arm in arms]
    x_range, y_range = (
        _range(patients["x"].to_numpy(float), cuts.aminotransferase),
        _range(patients["y"].to_numpy(float), cuts.bilirubin),
    )
    return theme.figure(
        traces,
        {
            "height": HEIGHT,
            "margin": MARGIN,
            "showlegend": True,
            "legend": legend(),
            "xaxis": _axis(labels.x_title, x_range),
            "yaxis": _axis(labels.y_title, y_range),
            "shapes": [_cut("x", cuts.aminotransferase), _cut("y", cuts.bilirubin)],
            "annotations": [
                *(_corner(name, labels.quadrants[name]) for name in CORNERS),
                theme.stamp(labels.stamp),
            ],
        },
    )


def _points(
    patients: DataFrame, part: NDArray[np.bool_], named: NDArray[np.bool_], said: NDArray[Any], arm: Arm
) -> dict[str, Any]:
    rows, names = patients[part], named[part]
    subjects = [escape(str(subject)) for subject in rows["usubjid"]]
    return {
        "type": "scatter", "mode": "markers+text", "name": escape(arm.name), "showlegend": True,
        "x": rows["x"].to_numpy(float), "y": rows["y"].to_numpy(float),
        "text": [subject if shown else "" for subject, shown in zip(subjects, names, strict=True)],
        "textposition": "middle left", "textfont": {"size": 11},
        "marker": {
            "color": arm.style.colour, "symbol": arm.style.marker, "size": 9, "opacity": 0.85,
            "line": {"color": "#FFFFFF", "width": 0.8},
        },
        "customdata": list(zip(subjects, said[part].tolist(), strict=True)),
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }  # fmt: skip


def _range(values: NDArray[np.float64], cut: float) -> list[float]:
    """The ends of a log axis: all points, and the cut well inside."""
    low = min([LOWEST, *values.tolist()]) / PAD
    high = max([cut * BEYOND_CUT, *values.tolist()]) * PAD
    return [float(np.log10(low)), float(np.log10(high))]


def _axis(title: str, reach: list[float]) -> dict[str, Any]:
    return theme.axis(
        type="log",
        range=reach,
        tickvals=list(TICKS),
        ticktext=[f"{tick:g}" for tick in TICKS],
        title=axis_title(title),
    )


def _cut(axis: str, at: float) -> dict[str, Any]:
    across = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "xref": "x"}
    along = {"y0": at, "y1": at, "x0": 0, "x1": 1, "xref": "paper", "yref": "y"}
    style = {"type": "line", "layer": "below", "line": {"color": theme.QUIET, "width": 1.2, "dash": "dash"}}
    return style | (across if axis == "x" else along)


def _corner(name: str, phrase: str) -> dict[str, Any]:
    right, top = CORNERS[name]
    return {
        "text": escape(phrase), "showarrow": False, "xref": "paper", "yref": "paper", "x": right, "y": top,
        "xanchor": "right" if right else "left", "yanchor": "top" if top else "bottom",
        "xshift": -6 if right else 6, "yshift": -4 if top else 4, "font": {"size": 12, "color": theme.QUIET},
    }  # fmt: skip


def native(patients: DataFrame, arms: Sequence[Arm], cuts: Cuts, labels: Labels) -> XyChart:
    """The same for a slide: points, and the cuts as lines, on two logarithmic axes."""
    right = max([cuts.aminotransferase * BEYOND_CUT, *patients["x"].tolist()]) * PAD
    top = max([cuts.bilirubin * BEYOND_CUT, *patients["y"].tolist()]) * PAD
    bottom = min([LOWEST, *patients["y"].tolist()]) / PAD
    left = min([LOWEST, *patients["x"].tolist()]) / PAD
    groups = [(arm, patients[patients["arm"] == arm.arm]) for arm in arms]
    points = [
        Line(arm.name, rows["x"].tolist(), rows["y"].tolist(), arm.style.colour, False, _slide_marker(arm), 0)
        for arm, rows in groups
    ]
    limits = [
        Line(
            f"{cuts.aminotransferase:g} ×",
            [cuts.aminotransferase] * 2,
            [bottom, top],
            theme.QUIET,
            dashed=True,
        ),
        Line(f"{cuts.bilirubin:g} ×", [left, right], [cuts.bilirubin] * 2, theme.QUIET, dashed=True),
    ]
    axes = ((left, right), (bottom, top))
    return XyChart(labels.x_title, labels.y_title, (*points, *limits), *axes, log_x=True, log_y=True)


def _slide_marker(arm: Arm) -> str:
    """A slide knows two marks."""
    return arm.style.marker if arm.style.marker in ("circle", "square") else "circle"
