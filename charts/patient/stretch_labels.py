"""The number of the infusion at the end of each line, where the axis begins anew at every infusion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charts.common.points import Points

LINE_PX = 12
"""Between two labels."""


def labels(
    course: Points, axes: tuple[str, str], colour: str, *, floor: float, log: bool, height_px: float
) -> list[dict[str, Any]]:
    """A number beside the last point of each line; moved apart where lines end close to each other.

    `floor`: where the axis begins, `height_px`: how high the panel is drawn.
    """
    ends = [np.flatnonzero(course.stretch == number)[-1] for number in course.numbers]
    if not ends:
        return []
    scale = np.log10 if log else np.asarray
    drawn = np.concatenate([course.y, course.high, course.low, [floor]])
    drawn = drawn[(drawn > 0) | ~np.isnan(drawn) & (not log)]
    bottom, top = float(scale(drawn.min())), float(scale(drawn.max()))
    heights = (scale(course.y[ends]) - bottom) / max(top - bottom, 1e-9) * height_px
    return [
        {
            "xref": axes[0], "yref": axes[1], "x": float(course.x[end]), "xanchor": "left", "xshift": 5,
            "y": float(scale(course.y[end])), "yshift": moved - height, "showarrow": False, "text": f"<b>{number}</b>",
            "font": {"size": 11, "color": colour},
        }
        for number, end, height, moved in zip(course.numbers, ends, heights, apart(heights, LINE_PX), strict=True)
    ]  # fmt: skip


def apart(heights: NDArray[np.float64], least: float) -> list[float]:
    """The heights, in the order given, moved as little as possible (least squares) to be `least` apart."""
    order = np.argsort(heights, kind="stable")
    crowds: list[list[float]] = []
    for place, height in enumerate(heights[order]):
        crowds.append([float(height) - least * place])
        # A crowd that reaches the one below joins it; both stand around their common middle.
        while len(crowds) > 1 and _middle(crowds[-2]) > _middle(crowds[-1]):
            crowds[-2:] = [crowds[-2] + crowds[-1]]
    middles = [_middle(crowd) for crowd in crowds for _ in crowd]
    placed = np.empty(len(heights))
    placed[order] = np.array(middles) + least * np.arange(len(heights))
    return [float(height) for height in placed]


def _middle(crowd: Sequence[float]) -> float:
    return sum(crowd) / len(crowd)
