"""Notes on the trends of a patient: where ALT fell while bilirubin rose, and infusion numbers at the ends of lines."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import theme
from charts.common.points import Points
from charts.common.time_axis import TimeAxis
from charts.common.words import Words

PARAMETERS = frozenset({"ALT", "BILI"})
TOP = 0.97
LABEL_SHARE = 0.16
"""A label takes this share of the stretch of time shown; a bar that begins nearer to one has no label of its own."""


def bars(separations: DataFrame, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """A shape per row of `courses.separations`."""
    line = {"width": 3, "color": theme.INK}
    return [
        {
            "type": "line", "xref": axes[0], "yref": f"{axes[1]} domain", "x0": start, "x1": stop, "y0": TOP, "y1": TOP,
            "line": line,
        }
        for start, stop in zip(separations["start"], separations["stop"], strict=True)
    ]  # fmt: skip


def separation_labels(
    separations: DataFrame, axes: tuple[str, str], time: TimeAxis, words: Words
) -> list[dict[str, Any]]:
    """The name of the sign below the bars; on hover, what changed by how much for each bar near the label."""
    places: list[float] = []
    said: list[list[str]] = []
    for _, row in time.meeting(separations).iterrows():
        place, note = max(float(row["start"]), time.first), _words(row, words)
        if places and place - places[-1] < LABEL_SHARE * (time.last - time.first):
            said[-1].append(note)
        else:
            places.append(place)
            said.append([note])
    return [
        {
            "xref": axes[0], "yref": f"{axes[1]} domain", "x": place, "y": TOP, "xanchor": "left", "yanchor": "top",
            "yshift": -2, "showarrow": False, "text": words("separation.label"), "hovertext": "<br>".join(note),
            "font": {"size": 10, "color": theme.INK}, "bgcolor": "rgba(255,255,255,0.75)", "borderpad": 1,
        }
        for place, note in zip(places, said, strict=True)
    ]  # fmt: skip


def _words(row: Any, words: Words) -> str:
    return words(
        "separation.words",
        since=int(row.refdy),
        day=int(row.ady),
        alt_before=f"{row.refalt:g}",
        alt=f"{row.alt:g}",
        fall=f"{-row.pchgalt:.0f}",
        bili_before=f"{row.refbili:g}",
        bili=f"{row.bili:g}",
        rise=f"{row.pchgbili:.0f}",
    )


LINE_PX = 12
"""Between two labels."""


def stretch_labels(
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
