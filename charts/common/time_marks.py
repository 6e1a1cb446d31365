"""Doses, procedures, transplant and death as bands and thin lines through every panel of a figure."""

from collections.abc import Iterable, Sequence
from typing import Any

from pandas import DataFrame

from charts.common import theme

# Hours after the end of a session during which the values still show it (trial.md 3.3).
SHADE_HOURS = {"PE": 48, "DPMAS": 48, "ADSORPTION": 48, "ALSS": 48, "FFP": 24, "DIALYSIS": 0, "CRRT": 0}
LETTERS = {"TRANSPLANT": "LT", "DEATH": "†"}
LINE_COLOURS = {"DOSE": "#3E6FA3", "TRANSPLANT": "#2F6F4F", "DEATH": theme.LIMIT_RED}
LIKE = {"ADSORPTION": "DPMAS", "ALSS": "PE", "CRRT": "DIALYSIS"}
"""What looks alike is explained once."""
NEAR_SHARE = 0.025
"""Letters nearer to each other than this share of the stretch of time stand side by side as one text."""


def at_infusion() -> DataFrame:
    """The one mark of an axis that begins anew at each infusion, as `patient.marks_in_time` gives marks."""
    return DataFrame({"kind": ["DOSE"], "label": [""], "start": [0.0], "stop": [None]})


def kinds(marks: DataFrame) -> list[str]:
    """The codes of what has to be explained, in the order of a legend; DOSING: no infusion bears a number."""
    found = {LIKE.get(kind, kind) for kind in marks["kind"]}
    if "DOSE" in found and not any(str(label).isdigit() for label in marks["label"][marks["kind"] == "DOSE"]):
        found = found - {"DOSE"} | ({"DOSING"} if marks["label"].any() else set())
    order = ("DOSE", "DOSING", "PE", "DPMAS", "FFP", "DIALYSIS", "TRANSPLANT", "DEATH")
    return [f"MARK_{kind}" for kind in order if kind in found]


def bands(marks: DataFrame, axes: Sequence[str]) -> list[dict[str, Any]]:
    """Shapes for `patient.marks_in_time`: a band per session with its shade, a line per moment, on each x axis."""
    shapes = [_shape(*row) for row in zip(marks["kind"], *_ends(marks), strict=True)]
    return [shape | {"xref": axis} for shape in shapes for axis in axes]


def letters(marks: DataFrame, axes: Iterable[str], span: float = 0.0) -> list[dict[str, Any]]:
    """A letter at the top of each line: the number of the infusion, LT for a transplant, a dagger for death.

    `span`: the days that the axis shows, by which letters that would overlap are written side by side.
    """
    named = marks[marks["kind"].isin(LINE_COLOURS)].sort_values("start", kind="stable")
    starts, _ = _ends(named)
    groups: list[list[tuple[float, str]]] = []
    for kind, label, start in zip(named["kind"], named["label"], starts, strict=True):
        written = f'<span style="color:{LINE_COLOURS[kind]}">{LETTERS.get(kind, label)}</span>'
        if groups and start - groups[-1][-1][0] < NEAR_SHARE * span:
            groups[-1].append((start, written))
        else:
            groups.append([(start, written)])
    notes = [
        {
            "yref": "paper", "x": (group[0][0] + group[-1][0]) / 2, "y": 1.0, "yanchor": "bottom",
            "showarrow": False, "text": " ".join(written for _, written in group), "font": {"size": 11},
        }
        for group in groups
    ]  # fmt: skip
    return [note | {"xref": axis} for axis in axes for note in notes]


def _ends(marks: DataFrame) -> tuple[list[float], list[float]]:
    """Start and stop in days; what has no stop stops where it starts."""
    starts = marks["start"].astype("float64")
    return starts.tolist(), marks["stop"].astype("float64").fillna(starts).tolist()


def _shape(kind: str, start: float, stop: float) -> dict[str, Any]:
    through = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below", "x0": start}
    if kind in SHADE_HOURS:
        end = stop + SHADE_HOURS[kind] / 24
        style = {"fillcolor": theme.PROCEDURE_BANDS[kind], "opacity": 0.35, "line": {"width": 0}}
        return through | {"type": "rect", "x1": end} | style
    dash = "dot" if kind == "DOSE" else "solid"
    line = {"width": 1.2, "color": LINE_COLOURS[kind], "dash": dash}
    return through | {"type": "line", "x1": start, "line": line}
