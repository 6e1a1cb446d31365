"""The 24 hours after each infusion: small multiples of the signs, the infusions overlaid on the time since start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.words import Words
from charts.infusions import allergy_rows, axis
from clinical.common.plain_text import escape

PANEL_HEIGHT, COLUMNS, COLUMN_GAP, TITLE = 150, 2, 0.075, 24
TOP, BOTTOM, LEFT, RIGHT = 20, 78, 40, 26
# Each infusion its own colour, line and mark, and its number at the end of the line.
INFUSION_LOOKS = (
    ("#1F2933", "solid", "circle"),
    ("#2E7D8C", "dash", "square"),
    ("#8250A8", "dot", "diamond"),
    ("#9A6700", "dashdot", "triangle-up"),
)
# What a panel spans at least, in the unit of the sign.
LEAST_SPANS = {"TEMP": 1.5, "HR": 30.0, "MAP": 25.0, "OXYSAT": 6.0, "RESP": 8.0}
LABEL_SHARE = 0.105  # least distance of two numbers at the ends of lines, as a share of the panel's height


@dataclass(frozen=True)
class SignPanel:
    """One sign: its code, its title with unit, and the limit drawn as a line (None: none in this measure)."""

    paramcd: str
    title: str
    limit: float | None


def style_of(number: int) -> tuple[str, str, str]:
    """Colour, dash and symbol of an infusion; a fifth looks like the first again and bears its own number."""
    return INFUSION_LOOKS[(number - 1) % len(INFUSION_LOOKS)]


def panels(
    signs: DataFrame,
    shown: Sequence[SignPanel],
    allergy: allergy_rows.Rows,
    points: DataFrame,
    *,
    missing: str,
    stamp: str,
    words: Words,
) -> go.Figure:
    """A panel per sign and one for the signs of allergy, all on the same axis of time.

    `signs`: paramcd, doseno, minutes, y, hover, flagged (a ring: a display flag was reached), in order of time.
    `points`: planned time points (tpt, minutes). A panel without values says `missing`.
    """
    rows = -(-(len(shown) + 1) // COLUMNS)
    grid = _Grid(rows)
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"height": grid.height, "margin": {"t": TOP, "b": BOTTOM, "l": LEFT, "r": RIGHT}}
    for place, panel in enumerate(shown):
        drawn = signs[(signs["paramcd"] == panel.paramcd).to_numpy() & signs["y"].notna().to_numpy()]
        axes, extent = grid.axes(place), _extent(drawn, panel)
        traces += _limit(panel, axes) + _courses(drawn, axes)
        notes += [grid.title(place, panel.title)] + _numbers(drawn, axes, extent)
        notes += [grid.note(place, missing)] if drawn.empty else []
        layout |= grid.layout(place, points, words, range=extent, nticks=5)
    place = len(shown)
    traces += allergy_rows.traces(allergy, grid.axes(place), style_of)
    notes += [grid.title(place, allergy.title)]
    notes += [grid.note(place, missing)] if allergy.empty else []
    layout |= grid.layout(place, points, words, **allergy_rows.axis(allergy))
    layout["annotations"] = [*notes, theme.stamp(stamp) | {"yshift": -60}]
    layout["shapes"] = [grid.start(place) for place in range(len(shown) + 1)]
    return theme.figure(traces, layout)


def _extent(drawn: DataFrame, panel: SignPanel) -> list[float]:
    """The range of a panel: all values and the limit, and wide enough that noise does not fill it."""
    values = drawn["y"].to_numpy(dtype=np.float64)
    ends = [*values.tolist(), *([] if panel.limit is None else [panel.limit])] or [0.0, 1.0]
    low, high = min(ends), max(ends)
    slack = max(LEAST_SPANS[panel.paramcd] - (high - low), 0.12 * (high - low)) / 2
    return [low - slack, high + slack]


def _limit(panel: SignPanel, axes: tuple[str, str]) -> list[dict[str, Any]]:
    if panel.limit is None:
        return []
    ends = axis.position([axis.FIRST, axis.LAST])
    return [{
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "x": ends,
        "y": np.full(2, panel.limit), "hoverinfo": "skip",
        "line": {"color": theme.LIMIT_RED, "width": 1, "dash": "dot"},
    }]  # fmt: skip


def _courses(drawn: DataFrame, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """A line per infusion, and a red ring around each flagged value."""
    traces = []
    lines = drawn[drawn["joined"].to_numpy(dtype=bool)]
    for number in sorted(set(lines["doseno"].tolist())):
        rows, (colour, dash, symbol) = lines[lines["doseno"] == number], style_of(int(number))
        traces.append({
            "type": "scatter", "mode": "lines+markers", "xaxis": axes[0], "yaxis": axes[1],
            "x": axis.position(rows["minutes"]), "y": rows["y"].to_numpy(dtype=np.float64),
            "line": {"color": colour, "width": 1.5, "dash": dash},
            "marker": {"color": colour, "size": 6, "symbol": symbol},
            "customdata": rows["hover"].to_numpy(dtype=object), "hovertemplate": "%{customdata}<extra></extra>",
        })  # fmt: skip
    rings = drawn[drawn["flagged"].notna().to_numpy()]
    if not rings.empty:
        traces.append({
            "type": "scatter", "mode": "markers", "xaxis": axes[0], "yaxis": axes[1],
            "x": axis.position(rings["minutes"]), "y": rings["y"].to_numpy(dtype=np.float64),
            "marker": {"symbol": "circle-open", "size": 12, "color": theme.LIMIT_RED, "line": {"width": 1.8}},
            "customdata": rings["hover"].to_numpy(dtype=object), "hovertemplate": "%{customdata}<extra></extra>",
        })  # fmt: skip
    return traces


def _numbers(drawn: DataFrame, axes: tuple[str, str], extent: list[float]) -> list[dict[str, Any]]:
    """The number of each infusion at the end of its line, moved apart where lines end together."""
    lines = drawn[drawn["joined"].to_numpy(dtype=bool)]
    if lines.empty:
        return []
    last = lines.groupby("doseno").last().sort_values("y")
    apart = LABEL_SHARE * (extent[1] - extent[0])
    heights = last["y"].to_numpy(dtype=np.float64).copy()
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + apart)
    heights -= max(0.0, float(heights[-1]) - extent[1])
    return [
        {
            "x": float(axis.position(minutes)), "y": float(height), "xref": axes[0], "yref": axes[1],
            "text": f"<b>{number}</b>", "showarrow": False, "xanchor": "left", "xshift": 6,
            "font": {"size": 11, "color": style_of(int(number))[0]},
        }
        for number, minutes, height in zip(last.index, last["minutes"], heights, strict=True)
    ]  # fmt: skip


class _Grid:
    """Where each panel lies; every one has the axis of time under it."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.height = TOP + BOTTOM + rows * PANEL_HEIGHT
        self._width = (1 - COLUMN_GAP * (COLUMNS - 1)) / COLUMNS

    def axes(self, place: int) -> tuple[str, str]:
        number = "" if place == 0 else str(place + 1)
        return f"x{number}", f"y{number}"

    def _domains(self, place: int) -> tuple[list[float], list[float]]:
        row, column = divmod(place, COLUMNS)
        left, share = column * (self._width + COLUMN_GAP), 1 / self.rows
        top = 1 - row * share
        foot = 0.0 if row == self.rows - 1 else top - share * (1 - TITLE / PANEL_HEIGHT)
        return [left, min(1.0, left + self._width)], [max(0.0, foot), top]

    def layout(self, place: int, points: DataFrame, words: Words, **y_axis: Any) -> dict[str, Any]:
        x_domain, y_domain = self._domains(place)
        x, y = self.axes(place)
        last_row = place // COLUMNS == self.rows - 1
        title = {"text": words("infusions.time") if last_row else "", "standoff": 2}
        title |= {"font": {"size": 11, "color": theme.QUIET}}
        return {
            f"xaxis{x[1:]}": axis.layout(
                points, words, domain=x_domain, anchor=y, showticklabels=last_row, title=title
            ),
            f"yaxis{y[1:]}": theme.axis(domain=y_domain, anchor=x) | y_axis,
        }

    def start(self, place: int) -> dict[str, Any]:
        """A thin line where the infusion began."""
        x, y = self.axes(place)
        line = {"width": 1, "color": theme.QUIET, "dash": "dot"}
        return {"type": "line", "xref": x, "yref": f"{y} domain", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
                "layer": "below", "line": line}  # fmt: skip

    def title(self, place: int, name: str) -> dict[str, Any]:
        x_domain, y_domain = self._domains(place)
        return {"text": f"<b>{escape(name)}</b>", "xref": "paper", "yref": "paper", "x": x_domain[0], "y": y_domain[1],
                "xanchor": "left", "yanchor": "bottom", "showarrow": False,
                "font": {"size": 12, "color": theme.INK}}  # fmt: skip

    def note(self, place: int, name: str) -> dict[str, Any]:
        x_domain, y_domain = self._domains(place)
        return {"text": escape(name), "xref": "paper", "yref": "paper", "x": sum(x_domain) / 2, "y": sum(y_domain) / 2,
                "showarrow": False, "font": {"size": 12, "color": theme.QUIET}}  # fmt: skip
