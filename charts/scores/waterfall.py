"""What moved a score from one value to another: one bar per input, in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.common import theme
from clinical.common.plain_text import escape

ROW_HEIGHT = 30
TOP, BOTTOM, RIGHT = 6, 52, 46
LETTER = 6.4  # px of a letter at this size, to make room for the longest name
LEAST_SPAN = 0.25  # of the larger end: a change of a tenth must not look like a cliff
LIMITS = "#9AA5B1"


@dataclass(frozen=True)
class Step:
    """One bar: its name, what it adds, as printed, and its colour; `hatched` for what is no input."""

    name: str
    points: float
    printed: str
    colour: str
    hatched: bool = False


def waterfall(
    before: tuple[str, float, str],
    after: tuple[str, float, str],
    steps: Sequence[Step],
    *,
    title: str,
    stamp: str,
) -> go.Figure:
    """From `before` to `after` (each: name, value, as printed), the steps between them from top to bottom."""
    names = [before[0], *(step.name for step in steps), after[0]]
    points = np.array([step.points for step in steps], dtype=np.float64)
    starts = before[1] + np.r_[0.0, np.cumsum(points)][:-1]
    rows = np.arange(1, len(steps) + 1)
    low, high = (
        float(min(before[1], after[1], *(starts + points), *starts)),
        float(max(before[1], after[1], *starts)),
    )
    room = max(high - low, LEAST_SPAN * max(abs(low), abs(high)), 1e-6)
    middle = (low + high) / 2
    return theme.figure(
        [_bars(steps, starts, points, rows), _ends(before, after, len(names) - 1)],
        {
            "height": TOP + BOTTOM + ROW_HEIGHT * len(names),
            "margin": {"l": int(20 + LETTER * max(_width(name) for name in names)), "r": RIGHT, "t": TOP, "b": BOTTOM},
            "xaxis": theme.axis(
                range=[middle - 0.62 * room, middle + 0.62 * room], nticks=6,
                title={"text": escape(title), "font": {"size": 11, "color": theme.QUIET}, "standoff": 2},
            ),
            "yaxis": theme.axis(
                range=[len(names) - 0.5, -0.5], tickvals=list(range(len(names))),
                ticktext=[escape(name) for name in names], ticks="", showgrid=False,
                tickfont={"size": 12, "color": theme.INK},
            ),
            "shapes": _links(before[1], starts + points),
            "annotations": [theme.stamp(stamp)],
        },
    )  # fmt: skip


def _width(name: str) -> float:
    """In letters; a Chinese character is nearly two."""
    return sum(1.9 if character > "\u2e7f" else 1.0 for character in name)


def _bars(steps: Sequence[Step], starts: np.ndarray, points: np.ndarray, rows: np.ndarray) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "base": starts, "x": points, "y": rows, "width": 0.62,
        "text": [step.printed for step in steps], "textposition": "outside", "cliponaxis": False,
        "textfont": {"size": 12, "color": theme.INK},
        "marker": {
            "color": [step.colour for step in steps],
            "pattern": {"shape": ["/" if step.hatched else "" for step in steps], "fgcolor": "#FFFFFF", "size": 5},
        },
        "hovertext": [f"{escape(step.name)}: {step.printed}" for step in steps],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _ends(before: tuple[str, float, str], after: tuple[str, float, str], last: int) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "x": [before[1], after[1]], "y": [0, last],
        "text": [f"  <b>{escape(end[2])}</b>" for end in (before, after)], "textposition": "middle right",
        "textfont": {"size": 14, "color": theme.INK}, "cliponaxis": False, "hoverinfo": "skip",
        "marker": {"size": 11, "color": theme.INK, "symbol": "diamond"},
    }  # fmt: skip


def _links(start: float, reached: np.ndarray) -> list[dict[str, Any]]:
    """A thin line from each bar down to the next."""
    return [
        {
            "type": "line", "x0": x, "x1": x, "y0": row + 0.31 * (row > 0), "y1": row + 1 - 0.31,
            "line": {"width": 1, "color": "#8A949E", "dash": "dot"},
        }
        for row, x in enumerate([start, *reached.tolist()])
    ]  # fmt: skip
