"""Doses, procedures, transplant and death as bands and thin lines through every panel of a figure."""

from collections.abc import Iterable, Sequence
from typing import Any

from pandas import DataFrame

from charts import theme

# Hours after the end of a session during which the values still show it (trial.md 3.3).
SHADE_HOURS = {"PE": 48, "DPMAS": 48, "FFP": 24, "DIALYSIS": 0, "CRRT": 0}
LETTERS = {"TRANSPLANT": "LT", "DEATH": "†"}
LINE_COLOURS = {"DOSE": "#3E6FA3", "TRANSPLANT": "#2F6F4F", "DEATH": theme.LIMIT_RED}


def bands(marks: DataFrame, axes: Sequence[str]) -> list[dict[str, Any]]:
    """Shapes for `patient.marks_in_time`: a band per session with its shade, a line per moment, on each x axis."""
    shapes = []
    for mark in marks.itertuples():
        start = float(mark.start)
        if mark.kind in SHADE_HOURS:
            stop = (start if mark.stop != mark.stop else float(mark.stop)) + SHADE_HOURS[mark.kind] / 24
            look = {"fillcolor": theme.PROCEDURE_BANDS[mark.kind], "opacity": 0.35, "line": {"width": 0}}
        else:
            stop = start
            dash = "dot" if mark.kind == "DOSE" else "solid"
            look = {"line": {"width": 1.2, "color": LINE_COLOURS[mark.kind], "dash": dash}}
        shapes += [_through(axis, start, stop, look) for axis in axes]
    return shapes


def letters(marks: DataFrame, axes: Iterable[str]) -> list[dict[str, Any]]:
    """A letter at the top of each line: the number of the infusion, LT for a transplant, a dagger for death."""
    named = marks[marks["kind"].isin(LINE_COLOURS)]
    return [
        {
            "xref": axis, "yref": "paper", "x": float(mark.start), "y": 1.0, "yanchor": "bottom", "showarrow": False,
            "text": LETTERS.get(mark.kind, f"{mark.label}"),
            "font": {"size": 11, "color": LINE_COLOURS[mark.kind]},
        }
        for axis in axes
        for mark in named.itertuples()
    ]  # fmt: skip


def _through(axis: str, start: float, stop: float, look: dict[str, Any]) -> dict[str, Any]:
    kind = "line" if start == stop else "rect"
    return {"type": kind, "xref": axis, "yref": "paper", "x0": start, "x1": stop, "y0": 0, "y1": 1,
            "layer": "below"} | look  # fmt: skip
