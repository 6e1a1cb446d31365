"""What became of every planned dose: one bar per dose and arm, its reasons beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.arm_style import style_of
from charts.common.slide_shapes import BarChart, Bars
from charts.common.words import Words
from clinical.common.plain_text import escape

BAR, GAP = 22, 0.7
BARS_END = 0.6
PALE = 0.45


def doses(
    planned: DataFrame,
    reasons: Mapping[tuple[str, int], str],
    names: Mapping[str, str],
    *,
    stamp: str,
    words: Words,
) -> go.Figure:
    """Stacked bars of exposure.received()'s `planned`; `reasons` by arm and dose, `names` of the arms with their n.

    The arm's own colour: given in its window; pale: outside it; hatched: not given; white: still to come.
    """
    arms = list(names)
    rows = planned[["arm", "doseno"]].drop_duplicates()
    place = {
        (arm, dose): (dose - 1) * (len(arms) + GAP) + arms.index(arm)
        for arm, dose in rows.itertuples(index=False, name=None)
    }
    traces = [
        _bars(part, place, arms, str(state), words) for state, part in planned.groupby("state", sort=False)
    ]
    beside = [
        {
            "text": escape(reason), "xref": "paper", "x": BARS_END + 0.01, "xanchor": "left", "y": place[key],
            "yanchor": "middle", "showarrow": False, "font": {"size": 12}, "align": "left",
        }
        for key, reason in reasons.items()
    ]  # fmt: skip
    lowest = max(place.values(), default=0.0)
    return theme.figure(
        [*traces, *_legend(planned, words)],
        {
            "height": 84 + BAR * (lowest + 1),
            "barmode": "stack",
            "bargap": 0.12,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
            "margin": {"l": 190, "r": 8, "t": 28, "b": 54},
            "xaxis": theme.axis(
                domain=[0, BARS_END],
                title={
                    "text": words("arms.exposure.axis"),
                    "font": {"size": 11, "color": theme.QUIET},
                    "standoff": 2,
                },
                rangemode="tozero",
            ),
            "yaxis": theme.axis(
                range=[lowest + 0.7, -0.7],
                showgrid=False,
                ticks="",
                tickvals=list(place.values()),
                ticktext=[escape(words("arms.exposure.dose", n=dose, arm=names[arm])) for arm, dose in place],
                tickfont={"size": 12, "color": theme.INK},
            ),
            "annotations": [*beside, theme.stamp(stamp)],
        },
    )


def _bars(
    part: DataFrame, place: Mapping[tuple[str, int], float], arms: Sequence[str], state: str, words: Words
) -> dict[str, Any]:
    styles = [style_of(arms.index(arm)).colour for arm in part["arm"]]
    n = part["n"].to_numpy()
    return {
        "type": "bar", "orientation": "h", "x": n, "showlegend": False,
        "y": np.array([place[key] for key in zip(part["arm"], part["doseno"], strict=True)]),
        "marker": _fill(state, styles), "text": [str(count) if count else "" for count in n],
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
        "textfont": {"size": 12, "color": "#FFFFFF" if state == "GIVEN" else theme.INK},
        "name": words(f"state.{state}"), "hovertemplate": "%{x}<extra>%{fullData.name}</extra>",
    }  # fmt: skip


def _fill(state: str, colours: Sequence[str] | str) -> dict[str, Any]:
    edge = {"width": 1, "color": theme.QUIET}
    if state == "GIVEN":
        return {"color": colours, "line": {"width": 0}}
    if state == "OUTSIDE":
        return {"color": colours, "opacity": PALE, "line": edge}
    if state == "MISSED":
        return {
            "color": "#E6EAEE",
            "pattern": {"shape": "/", "fgcolor": theme.AFTER_TRANSPLANT, "size": 6},
            "line": edge,
        }
    return {"color": "#FFFFFF", "line": edge}


def _legend(planned: DataFrame, words: Words) -> list[dict[str, Any]]:
    """What each filling means, in grey: the colours are those of the arms."""
    return [
        {
            "type": "bar", "x": [None], "y": [None], "name": words(f"state.{state}"), "hoverinfo": "skip",
            "marker": _fill(state, theme.AFTER_TRANSPLANT if state == "OUTSIDE" else theme.QUIET), "showlegend": True,
        }
        for state in planned["state"].unique()
    ]  # fmt: skip


def native(planned: DataFrame, names: Mapping[str, str], *, words: Words) -> BarChart:
    """The same for a slide: a bar of patients per dose and arm, parted by state, in the colours of the arms."""
    rows = list(planned[["arm", "doseno"]].drop_duplicates().itertuples(index=False, name=None))
    arms = list(names)
    series = []
    for state, part in planned.groupby("state", sort=False):
        counts = {(arm, dose): int(n) for arm, dose, n in part[["arm", "doseno", "n"]].to_numpy()}
        of_arm = [_on_slide(str(state), style_of(arms.index(arm)).colour) for arm, _ in rows]
        legend = _on_slide(str(state), theme.QUIET)
        series.append(Bars(words(f"state.{state}"), [counts.get(row, 0) for row in rows], legend, of_arm))
    categories = tuple(words("arms.exposure.dose", n=dose, arm=names[arm]) for arm, dose in rows)
    return BarChart(words("arms.exposure.axis"), categories, tuple(series), stacked=True)


def _on_slide(state: str, colour: str) -> str:
    """A slide program knows no pattern that all draw: given full, outside pale, missed and pending without colour."""
    if state == "GIVEN":
        return colour
    if state == "OUTSIDE":
        return theme.paler(colour, PALE)
    return "#C3CAD1" if state == "MISSED" else "#FFFFFF"
