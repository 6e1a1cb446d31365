"""Where ALT fell while bilirubin rose: a bar at the top of both panels, with a label that says by how much."""

from typing import Any

from pandas import DataFrame

from charts.common import theme
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


def labels(
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
