"""A cohort in pictures: attrition by criterion, and what moving one limit does to the count."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.words import Words


def attrition(table: DataFrame, names: Sequence[str], *, stamp: str, words: Words) -> go.Figure:
    """Per criterion: removed at this step, removed earlier but failing too, cannot be assessed; who is left.

    `table` is cohort.attrition(); `names` the criteria in words, in its order.
    """
    also = (table["fail"] - table["removed"]).to_numpy()
    bars = [
        ("removed", table["removed"].to_numpy(), "#A84A2A"),
        ("also", also, "#E8C7BC"),
        ("unknown", table["unknown"].to_numpy(), "#D9DEE3"),
    ]
    traces = [
        {
            "type": "bar", "orientation": "h", "x": values, "y": list(names),
            "name": words(f"eligibility.bar_{key}"),
            "marker": {"color": colour}, "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
            "text": [str(value) if value else "" for value in values], "textposition": "inside",
            "insidetextanchor": "middle", "textangle": 0, "textfont": {"size": 11},
        }
        for key, values, colour in bars
    ]  # fmt: skip
    left = [
        {
            "x": 1, "xref": "paper", "y": name, "xanchor": "left", "showarrow": False, "text": f" {count}",
            "font": {"size": 12, "color": theme.INK},
        }
        for name, count in zip(names, table["left"], strict=True)
    ]  # fmt: skip
    head = {"x": 1, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "left",
            "showarrow": False, "text": " " + words("eligibility.left"),
            "font": {"size": 11, "color": theme.QUIET}}  # fmt: skip
    return theme.figure(
        traces,
        {
            "height": 90 + 24 * len(table),
            "barmode": "stack",
            "showlegend": True,
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
            "margin": {"l": 210, "r": 64, "t": 30, "b": 54},
            "xaxis": theme.axis(title=_title(words("eligibility.axis_candidates"))),
            "yaxis": theme.axis(
                autorange="reversed", showgrid=False, ticks="", tickfont={"size": 12, "color": theme.INK}
            ),
            "annotations": [*left, head, theme.stamp(stamp)],
        },
    )


def limit_sweep(
    table: DataFrame, now: float, registered: float, *, title: str, stamp: str, words: Words
) -> go.Figure:
    """How many are eligible, and how many cannot be determined, as one limit moves: cohort.sweep()."""
    traces = [
        {
            "type": "scatter", "mode": "lines+markers",
            "x": table["value"].to_numpy(), "y": table[key].to_numpy(),
            "name": words(f"eligibility.verdict_{key}"), "line": {"color": colour, "dash": dash, "width": 2},
            "marker": {"size": 6}, "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
        }
        for key, colour, dash in (("ELIGIBLE", "#1F6F8B", "solid"), ("UNDETERMINED", "#8A949E", "dot"))
    ]  # fmt: skip
    lines = [
        {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1, "line": style}
        for value, style in (
            (registered, {"width": 1, "color": theme.QUIET, "dash": "dash"}),
            (now, {"width": 1.6, "color": theme.INK}),
        )
    ]
    return theme.figure(
        traces,
        {
            "height": 330,
            "showlegend": True,
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "margin": {"l": 48, "r": 12, "t": 30, "b": 54},
            "xaxis": theme.axis(title=_title(title)),
            "yaxis": theme.axis(title=_title(words("eligibility.axis_candidates")), rangemode="tozero"),
            "shapes": lines,
            "annotations": [theme.stamp(stamp)],
        },
    )


def _title(phrase: str) -> dict[str, Any]:
    # Close to the ticks: the stamp of the figure stands below it.
    return {"text": phrase, "font": {"size": 11, "color": theme.QUIET}, "standoff": 2}
