"""Eligibility of one patient in pictures: the MELD map, and the days of a stay."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.eligibility.meld_map import BILIRUBIN_TOP_UMOL_L, CREATININE_TOP_UMOL_L, MeldMap

REGION = "rgba(31, 111, 139, 0.16)"
# For, open, against: told apart by the sign in the cell as well.
SPEAKS_COLOURS = ("#BFDDE6", "#E6EAEE", "#EFC3BC")
SIGNS = ("✓", "?", "✗")
ROW_HEIGHT = 22
CAP_LINE = {"width": 2.2, "color": theme.LIMIT_RED}
SCORE_LINE = {"width": 1, "color": "#A9B3BC"}
# Where, in creatinine, the name of a line stands that reaches the ground within the picture.
FOOT = 14.0


def meld_map(
    region: MeldMap,
    point: tuple[float, float] | None,
    track: DataFrame,
    *,
    aclf_bar: float | None,
    stamp: str,
    words: Words,
) -> go.Figure:
    """Bilirubin against creatinine: shaded where a candidate passes both limits, lines of equal raw MELD.

    `point`: bilirubin and creatinine of the candidate. `track`: adt, bilirubin_umol_l, creatinine_umol_l of
    the last weeks, oldest first; may be empty. `aclf_bar`: 10 x ULN where it is known. `stamp`: what data
    the figure shows.
    """
    traces = [_region(region), *_score_lines(region)]
    if len(track):
        traces.append(_track(track, words))
    if point:
        traces.append(_point(point, words))
    bar = [_bar(aclf_bar)] if aclf_bar else []
    named = [_bar_name(aclf_bar, words)] if aclf_bar else []
    return theme.figure(
        traces,
        {
            "height": 330,
            "margin": {"l": 56, "r": 64, "t": 12, "b": 54},
            "xaxis": theme.axis(
                title=_title(words("eligibility.axis_bilirubin")), range=[0, BILIRUBIN_TOP_UMOL_L]
            ),
            "yaxis": theme.axis(
                title=_title(words("eligibility.axis_creatinine")), range=[0, CREATININE_TOP_UMOL_L]
            ),
            "shapes": bar,
            "annotations": [*_line_names(region), *named, theme.stamp(stamp)],
        },
    )


def _region(region: MeldMap) -> dict[str, Any]:
    across, upward = region.region
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": REGION, "line": {"width": 0},
        "x": across, "y": upward, "hoverinfo": "skip",
    }  # fmt: skip


def _score_lines(region: MeldMap) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter", "mode": "lines", "x": bilirubin, "y": creatinine,
            "line": CAP_LINE if score == region.cap else SCORE_LINE,
            "hovertemplate": f"MELD {score:g}<br>%{{x:.0f}}, %{{y:.0f}} μmol/L<extra></extra>",
        }
        for score, (bilirubin, creatinine) in region.lines.items()
    ]  # fmt: skip


def _line_names(region: MeldMap) -> list[dict[str, Any]]:
    """Each line's score where it leaves the picture on the right, or at its foot."""
    names = []
    for score, (bilirubin, creatinine) in region.lines.items():
        shown = np.flatnonzero(bilirubin <= BILIRUBIN_TOP_UMOL_L)
        if not len(shown):
            continue
        leaves = shown[-1] < len(bilirubin) - 1
        names.append({
            "x": BILIRUBIN_TOP_UMOL_L if leaves else float(bilirubin[-1]),
            "y": float(np.interp(BILIRUBIN_TOP_UMOL_L, bilirubin, creatinine)) if leaves else FOOT,
            "text": f"MELD {score:g}", "showarrow": False, "xanchor": "left", "yanchor": "middle",
            "font": {"size": 11, "color": theme.LIMIT_RED if score == region.cap else theme.QUIET},
        })  # fmt: skip
    return names


def _bar(bilirubin: float) -> dict[str, Any]:
    return {"type": "line", "x0": bilirubin, "x1": bilirubin, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"width": 1.2, "dash": "dot", "color": theme.INK}}  # fmt: skip


def _bar_name(bilirubin: float, words: Words) -> dict[str, Any]:
    return {
        "x": bilirubin, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left", "showarrow": False,
        "text": words("eligibility.aclf_bar", limit=f"{bilirubin:.10g}"),
        "font": {"size": 11, "color": theme.INK},
    }  # fmt: skip


def _track(track: DataFrame, words: Words) -> dict[str, Any]:
    days = [words.day(day) for day in track["adt"]]
    return {
        "type": "scatter", "mode": "lines+markers",
        "x": track["bilirubin_umol_l"].to_numpy(), "y": track["creatinine_umol_l"].to_numpy(),
        "line": {"width": 1, "color": "#7A8794"},
        "marker": {
            "size": 5, "color": np.linspace(0.25, 1, len(track)),
            "colorscale": [[0, "#D5DAE0"], [1, theme.INK]],
        },
        "text": days, "hovertemplate": "%{text}<br>%{x}, %{y} μmol/L<extra></extra>",
        "name": words("eligibility.track"),
    }  # fmt: skip


def _point(point: tuple[float, float], words: Words) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [point[0]], "y": [point[1]],
        "marker": {"size": 13, "color": "#1F6F8B", "line": {"width": 2, "color": "#FFFFFF"}},
        "hovertemplate": words("eligibility.here") + "<br>%{x}, %{y} μmol/L<extra></extra>",
    }  # fmt: skip


def days_of_stay(
    days: DataFrame, rows: Sequence[tuple[str, str]], reasons: Sequence[Sequence[str]], *, stamp: str
) -> go.Figure:
    """One column per day, one row per entry of `rows` (column of `days`, name): for, open or against.

    `days`: day as text, and per column 0 (for), 1 (open) or 2 (against). `reasons`: a hover text per row
    and day.
    """
    codes = np.array([days[column].to_numpy(dtype=int) for column, _ in rows])
    scale: list[list[float | str]] = []
    for place, colour in enumerate(SPEAKS_COLOURS):
        scale += [[place / 3, colour], [(place + 1) / 3, colour]]
    cells = {
        "type": "heatmap", "z": codes.astype(float), "zmin": 0, "zmax": 2, "colorscale": scale, "showscale": False,
        "x": days["day"].tolist(), "y": [name for _, name in rows], "xgap": 1, "ygap": 1,
        "text": np.array(SIGNS)[codes], "texttemplate": "%{text}",
        "textfont": {"size": 11, "color": theme.INK},
        # Arrays of text: plotly copies lists element by element, twice.
        "customdata": np.array([[escape(reason) for reason in line] for line in reasons]),
        "hovertemplate": "%{x} · %{y}<br>%{customdata}<extra></extra>",
    }  # fmt: skip
    return theme.figure(
        [cells],
        {
            "height": 74 + ROW_HEIGHT * len(rows),
            "margin": {"l": 210, "r": 40, "t": 8, "b": 54},
            "annotations": [theme.stamp(stamp)],
            "xaxis": theme.axis(type="category", nticks=14, tickangle=0, showgrid=False),
            "yaxis": theme.axis(
                autorange="reversed", showgrid=False, ticks="", tickfont={"size": 12, "color": theme.INK}
            ),
        },
    )


def _title(phrase: str) -> dict[str, Any]:
    # Close to the ticks: the stamp of the figure stands below it.
    return {"text": phrase, "font": {"size": 11, "color": theme.QUIET}, "standoff": 2}
