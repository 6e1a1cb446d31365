"""The dot plot of adverse events: incidence by arm on the left, risk difference with its interval on the right."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import BarChart, Bars
from charts.common.words import Words
from charts.safety.proportions import Arm, axis_title, legend, offsets, rows_axis
from clinical.common.plain_text import escape
from clinical.statistics import printed

ROW_HEIGHT, FRAME_HEIGHT = 25, 112
MARGIN = {"l": 8, "r": 16, "t": 34, "b": 62}
LEFT, RIGHT = [0.0, 0.48], [0.54, 1.0]
LONGEST_TERM = 38
# In percent: room for half a dot at nobody.
LEFT_OF_ZERO = -1.5
# Equal incidences stand beside each other, still on their line.
CLOSE = 0.7


def figure(
    incidence: DataFrame, difference: DataFrame, arms: Sequence[Arm], *, stamp: str, words: Words
) -> go.Figure:
    """`incidence` and `difference` of risk_difference.most_frequent; without a difference only the left half."""
    terms = [words.known("term", term) for term in incidence.drop_duplicates("rank")["term"].astype(str)]
    paired = not difference.empty
    traces = [
        _dots(incidence[incidence["arm"] == arm.arm], arm, CLOSE * offset, words)
        for arm, offset in zip(arms, offsets(max(len(arms), 1)), strict=False)
    ]
    layout: dict[str, Any] = {
        "height": FRAME_HEIGHT + ROW_HEIGHT * len(terms),
        "margin": MARGIN,
        "showlegend": True,
        "legend": legend(),
        "xaxis": theme.axis(
            title=axis_title(words("safety.difference.incidence")),
            ticksuffix=" %",
            range=[LEFT_OF_ZERO, 1.06 * 100 * float(incidence["value"].max())],
            domain=LEFT if paired else [0, 1],
        ),
        "yaxis": rows_axis([_short(term) for term in terms]) | {"showgrid": True},
        "annotations": [theme.stamp(stamp)],
    }
    if paired:
        names = {arm.arm: words.known("arm", arm.arm) for arm in arms}
        traces.append(_differences(difference, names, words))
        layout["xaxis2"] = theme.axis(
            title=axis_title(_title(difference, names, words)),
            domain=RIGHT,
            zeroline=True,
            zerolinecolor=theme.QUIET,
        )
    return theme.figure(traces, layout)


def _title(difference: DataFrame, names: Mapping[str, str], words: Words) -> str:
    first = difference.iloc[0]
    return words("safety.difference.axis", first=names[first["arm"]], second=names[first["versus"]])


def _dots(rows: DataFrame, arm: Arm, offset: float, words: Words) -> dict[str, Any]:
    each: list[Any] = list(rows.itertuples())
    said = [
        words(
            "safety.difference.hover",
            term=words.known("term", row.term),
            arm=arm.name,
            count=printed.count_of(int(row.n), int(row.of)),
        )
        for row in each
    ]
    return {
        "type": "scatter", "mode": "markers", "name": escape(arm.name), "showlegend": True,
        "x": 100 * rows["value"].to_numpy(float), "y": rows["rank"].to_numpy(int) - 1 + offset,
        "marker": {"color": arm.style.colour, "symbol": arm.style.marker, "size": 9, "opacity": 0.85},
        "customdata": [escape(each) for each in said], "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _differences(rows: DataFrame, names: Mapping[str, str], words: Words) -> dict[str, Any]:
    value, lower, upper = (100 * rows[name].to_numpy(float) for name in ("value", "lower", "upper"))
    each: list[Any] = list(rows.itertuples())
    said = [
        words(
            "safety.difference.hover_difference",
            term=words.known("term", row.term),
            first=names[row.arm],
            second=names[row.versus],
            value=printed.percent(row.value),
            low=printed.percent(row.lower),
            high=printed.percent(row.upper),
        )
        for row in each
    ]
    return {
        "type": "scatter", "mode": "markers", "showlegend": False, "xaxis": "x2", "yaxis": "y",
        "x": value, "y": rows["rank"].to_numpy(int) - 1,
        "error_x": {
            "type": "data", "symmetric": False, "array": np.maximum(upper - value, 0),
            "arrayminus": np.maximum(value - lower, 0), "color": theme.INK, "thickness": 1.5, "width": 3,
        },
        "marker": {"color": theme.INK, "symbol": "circle", "size": 7},
        "customdata": [escape(each) for each in said], "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _short(term: str) -> str:
    return term if len(term) <= LONGEST_TERM else term[: LONGEST_TERM - 1] + "…"


def native(incidence: DataFrame, arms: Sequence[Arm], *, words: Words) -> BarChart:
    """The left half for a slide."""
    terms = tuple(words.known("term", term) for term in incidence.drop_duplicates("rank")["term"].astype(str))
    series = (
        Bars(arm.name, (100 * incidence.loc[incidence["arm"] == arm.arm, "value"]).tolist(), arm.style.colour)
        for arm in arms
    )
    return BarChart(words("safety.difference.incidence"), terms, tuple(series))
