"""Rows of bars under one another on the time axis of the page: margins, headings, ends that are open."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import theme
from charts.common.time_axis import TimeAxis
from clinical.common.plain_text import escape

LEFT, RIGHT, TOP, BOTTOM = 190, 12, 24, 54
LEAST_SHARE = 0.012  # of the stretch of time shown: an event of a moment must still be seen
ARROW_SIZE = 11


@dataclass(frozen=True)
class Spans:
    """Where bars begin and end, and which of these ends are not known or still open."""

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    open_left: NDArray[np.bool_]
    open_right: NDArray[np.bool_]

    def of(self, part: NDArray[np.bool_]) -> "Spans":
        """The spans of some of the rows."""
        return Spans(self.left[part], self.right[part], self.open_left[part], self.open_right[part])


def spans(rows: DataFrame, time: TimeAxis) -> Spans:
    """From `start`, `stop` and `start_open` of adverse events or treatments, kept within the stretch shown."""
    start = rows["start"].to_numpy(dtype=np.float64, na_value=np.nan)
    stop = rows["stop"].to_numpy(dtype=np.float64, na_value=np.nan)
    unsure = rows["start_open"].to_numpy(dtype=bool, na_value=False)
    left = np.clip(np.where(np.isnan(start), time.first, start), time.first, time.last)
    end = np.clip(np.where(np.isnan(stop), time.last, stop), time.first, time.last)
    right = np.maximum(end, left + LEAST_SHARE * (time.last - time.first))
    return Spans(left, right, np.isnan(start) | unsure, np.isnan(stop))


def arrows(
    ends: NDArray[np.float64],
    open_: NDArray[np.bool_],
    rows: NDArray[Any],
    symbol: str,
    axes: tuple[str, str],
    size: int = ARROW_SIZE,
) -> list[dict[str, Any]]:
    """A mark at each end that is open or not known to the day."""
    if not open_.any():
        return []
    return [{
        "type": "scatter", "mode": "markers", "xaxis": axes[0], "yaxis": axes[1], "hoverinfo": "skip",
        "cliponaxis": False, "showlegend": False, "x": ends[open_], "y": rows[open_],
        "marker": {"symbol": symbol, "size": size, "color": theme.INK},
    }]  # fmt: skip


def heading(phrase: str, top: float) -> dict[str, Any]:
    """A bold line above a part of the figure, `top` of its height, from the left edge of the picture on."""
    return {
        "text": f"<b>{escape(phrase)}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xshift": 6 - LEFT,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
    }  # fmt: skip


def note(phrase: str, height: float) -> dict[str, Any]:
    """A quiet sentence in the middle of a part that is empty."""
    return {
        "text": escape(phrase), "xref": "paper", "yref": "paper", "x": 0.5, "y": height, "showarrow": False,
        "font": {"size": 12, "color": theme.QUIET},
    }  # fmt: skip


def nothing(axes: tuple[str, str]) -> dict[str, Any]:
    """A trace without a point: plotly draws no axis that no trace uses."""
    return {
        "type": "scatter", "x": [None], "y": [None], "xaxis": axes[0], "yaxis": axes[1], "mode": "lines",
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def title(time: TimeAxis) -> dict[str, Any]:
    """The title of the time axis."""
    return {"text": time.title, "font": {"size": 11, "color": theme.QUIET}, "standoff": 4}
