"""Safety of the arms: fractions of patients with their intervals as dots and lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.arm_style import ArmStyle
from charts.common.slide_shapes import BarChart, Bars
from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.statistics import printed

ROW_HEIGHT, FRAME_HEIGHT, BREADTH = 46, 96, 0.6
FOOT = {"l": 8, "r": 16, "t": 34, "b": 58}


@dataclass(frozen=True)
class Arm:
    """An arm as figures show it: as delivered, its name with the number of patients, its style."""

    arm: str
    name: str
    style: ArmStyle


def offsets(count: int) -> list[float]:
    """Where each of so many arms lies within its row, first on top."""
    return [BREADTH * ((place + 0.5) / count - 0.5) for place in range(count)]


def intervals(
    patients: DataFrame, arms: Sequence[Arm], rows: Mapping[str, str], *, stamp: str, words: Words
) -> go.Figure:
    """`patients` of infusion_toxicity: per row and arm a dot with its interval, in percent; `rows` by their words."""
    names = list(rows)
    places = dict(zip(names, range(len(names)), strict=True))
    traces = [
        _dots(patients[patients["arm"] == arm.arm], arm, places, offset, words)
        for arm, offset in zip(arms, offsets(max(len(arms), 1)), strict=False)
    ]
    return theme.figure(traces, _layout(list(rows.values()), stamp, words))


def _dots(
    found: DataFrame, arm: Arm, places: Mapping[str, int], offset: float, words: Words
) -> dict[str, Any]:
    found = found[found["of"] > 0]
    value, lower, upper = (100 * found[name].to_numpy(float) for name in ("value", "lower", "upper"))
    each: list[Any] = list(found.itertuples())
    said = [
        words(
            "safety.hover.proportion",
            arm=arm.name,
            count=printed.count_of(int(row.n), int(row.of)),
            low=printed.percent(row.lower),
            high=printed.percent(row.upper),
        )
        for row in each
    ]
    return {
        "type": "scatter", "mode": "markers", "name": escape(arm.name), "showlegend": True,
        "x": value, "y": np.array([places[row] for row in found["row"]], float) + offset,
        "error_x": {
            "type": "data", "symmetric": False, "array": upper - value, "arrayminus": value - lower,
            "color": arm.style.colour, "thickness": 2, "width": 4,
        },
        "marker": {"color": arm.style.colour, "symbol": arm.style.marker, "size": 10},
        "customdata": [escape(each) for each in said], "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _layout(rows: Sequence[str], stamp: str, words: Words) -> dict[str, Any]:
    count = max(len(rows), 1)
    return {
        "height": FRAME_HEIGHT + ROW_HEIGHT * count,
        "margin": FOOT,
        "showlegend": True,
        "legend": legend(),
        "xaxis": theme.axis(
            range=[-2, 102], ticksuffix=" %", dtick=20, title=axis_title(words("safety.axis.percent"))
        ),
        "yaxis": rows_axis(rows),
        "annotations": [theme.stamp(stamp)],
    }


def legend() -> dict[str, Any]:
    """On top, in protocol order."""
    return {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": 12}}


def axis_title(phrase: str) -> dict[str, Any]:
    """A title no larger than the rest of the figure, close to its axis."""
    return {"text": escape(phrase), "font": {"size": 12}, "standoff": 6}


def rows_axis(rows: Sequence[str]) -> dict[str, Any]:
    """The axis with a name for every row, the first on top."""
    return theme.axis(
        range=[max(len(rows), 1) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[escape(row) for row in rows],
        tickfont={"size": 12, "color": theme.INK},
        automargin=True,
        showgrid=False,
        ticks="",
    )


def native(patients: DataFrame, arms: Sequence[Arm], rows: Mapping[str, str], *, words: Words) -> BarChart:
    """The same for a slide: percent of patients by row and arm, with the exact intervals."""
    shown = [arm for arm in arms if (patients.loc[patients["arm"] == arm.arm, "of"] > 0).any()]
    series = tuple(bars_of(patients, arm) for arm in shown)
    return BarChart(words("safety.axis.percent"), tuple(rows.values()), series, value_range=(0, 100))


def bars_of(patients: DataFrame, arm: Arm) -> Bars:
    """The proportions of an arm in percent with their intervals; rows (arm, value, lower, upper), each 0 to 1."""
    of_arm = 100 * patients.loc[patients["arm"] == arm.arm, ["value", "lower", "upper"]]
    intervals = tuple(of_arm[["lower", "upper"]].itertuples(index=False, name=None))
    return Bars(arm.name, of_arm["value"].tolist(), arm.style.colour, intervals=intervals)
