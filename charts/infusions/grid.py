"""What was assessed at each planned time point: a cell per sign and time point, a block of rows per infusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.common import theme
from clinical.common.plain_text import escape

CELL_HEIGHT, HEADING_HEIGHT = 21, 24
LEFT, RIGHT, TOP, BOTTOM = 128, 12, 22, 34
STATES = ("ASSESSED", "PARTLY", "NOT ASSESSED", "NOT DUE", "NOT APPLICABLE")
COLOURS = ("#E1ECF2", "#F6E7C1", "#E9B872", "#FFFFFF", "#EEF0F2")


@dataclass(frozen=True)
class Block:
    """One infusion: its heading, and per row its name and a state, a text and a hover text per time point.

    An infusion without cells (not given) is its heading alone.
    """

    heading: str
    rows: Sequence[str] = ()
    states: Sequence[Sequence[str]] = ()
    texts: Sequence[Sequence[str]] = ()
    hovers: Sequence[Sequence[str]] = ()


def assessments(blocks: Sequence[Block], points: Sequence[str], *, stamp: str) -> go.Figure:
    """A heatmap per block under its heading; `points` are the names of the time points."""
    pixels = [HEADING_HEIGHT + CELL_HEIGHT * len(block.rows) for block in blocks]
    inner = max(sum(pixels), 1)
    traces: list[dict[str, Any]] = []
    notes = [theme.stamp(stamp) | {"yshift": -14}]
    layout: dict[str, Any] = {"height": inner + TOP + BOTTOM}
    above = 0
    for place, (block, size) in enumerate(zip(blocks, pixels, strict=True)):
        top = 1 - above / inner
        notes.append(_heading(block.heading, top))
        above += size
        if block.rows:
            name = "" if place == 0 else str(place + 1)
            traces.append(_cells(block, points, name))
            layout |= _axes(
                name, [1 - above / inner, top - HEADING_HEIGHT / inner], first=not len(traces) > 1
            )
    return theme.figure(
        traces, layout | {"annotations": notes, "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM}}
    )


def _cells(block: Block, points: Sequence[str], name: str) -> dict[str, Any]:
    scale: list[list[float | str]] = []
    for place, colour in enumerate(COLOURS):
        scale += [[place / len(COLOURS), colour], [(place + 1) / len(COLOURS), colour]]
    codes = np.array([[STATES.index(state) for state in row] for row in block.states], dtype=np.float64)
    return {
        "type": "heatmap", "xaxis": f"x{name}", "yaxis": f"y{name}", "z": codes, "zmin": -0.5,
        "zmax": len(COLOURS) - 0.5, "colorscale": scale, "showscale": False, "xgap": 2, "ygap": 2,
        "x": list(points), "y": [escape(row) for row in block.rows], "text": np.array(block.texts, dtype=object),
        "texttemplate": "%{text}", "textfont": {"size": 11, "color": theme.INK},
        "customdata": np.array(block.hovers, dtype=object), "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _axes(name: str, domain: list[float], *, first: bool) -> dict[str, Any]:
    """The time points stand once, above the first block."""
    low, high = (min(1.0, max(0.0, end)) for end in domain)
    return {
        f"xaxis{name}": theme.axis(
            type="category", side="top", anchor="free", position=1, showgrid=False, ticks="", showline=False,
            showticklabels=first, tickfont={"size": 11, "color": theme.QUIET},
        ),
        f"yaxis{name}": theme.axis(
            domain=[low, high], anchor=f"x{name}", autorange="reversed", showgrid=False, ticks="", showline=False,
            tickfont={"size": 11, "color": theme.INK},
        ),
    }  # fmt: skip


def _heading(phrase: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(phrase)}</b>", "xref": "paper", "yref": "paper", "x": 0, "xshift": 6 - LEFT, "y": top,
        "xanchor": "left", "yanchor": "top", "yshift": -3, "showarrow": False, "font": {"size": 12, "color": theme.INK},
    }  # fmt: skip
