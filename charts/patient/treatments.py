"""What was given, in lanes: one per group of treatments, a bar per course or session, arrows for open ends."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame, concat

from charts.common import bar_rows, theme, time_marks
from charts.common.bar_rows import BOTTOM, LEFT, RIGHT, TOP
from charts.common.time_axis import TimeAxis
from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.patient.medication import GROUPS

LEVEL_HEIGHT = 14
LANE_GAP = 0.35  # of a level
MOST_LEVELS = 12
PIXELS_ACROSS = 1050  # of the time axis on a ward PC: whether a name fits into its bar
PIXELS_OF_A_LETTER = 6.2
COLOURS = {
    "PLASMA": "#E3D39A", "ALBUMIN": "#EFE0C8", "ARTIFICIAL_LIVER": "#C9B8E8", "RENAL": "#B8DDE8",
    "VASOPRESSOR": "#E9B7A6", "ANTIBIOTIC": "#BFD8B8", "ANTIVIRAL": "#CFE3D6", "ENCEPHALOPATHY": "#D9D2E9",
    "DIURETIC": "#C7D9EC", "IMMUNOSUPPRESSION": "#E8C9D8", "PROCEDURE": "#D5DADF", "OTHER": "#E4E8EB",
}  # fmt: skip
EDGE = "#8C97A2"
TWINS = ["name", "left", "right"]


def chosen(treatments: DataFrame, time: TimeAxis) -> tuple[DataFrame, DataFrame]:
    """The rows of `happened.treatments` that are drawn, with their `level` in the lane, and the others with `why`.

    Bars that overlap lie on levels under one another, the newest first; records of one medicine for the same time
    share a bar. What finds no room on `MOST_LEVELS` of a lane is left out as TOO_MANY, what ended before or began
    after the time shown as OUTSIDE.
    """
    inside = time.meeting(treatments)
    span = bar_rows.spans(inside, time)
    placed = inside.assign(left=span.left, right=span.right, level=-1)
    for _, lane in placed.groupby("group", sort=False):
        placed.loc[lane.index, "level"] = _levels(lane)
    outside = treatments[~treatments.index.isin(inside.index)].assign(why="OUTSIDE")
    full = placed[placed["level"] < 0].drop(columns=["left", "right", "level"]).assign(why="TOO_MANY")
    return placed[placed["level"] >= 0], concat([outside, full])


def _levels(lane: DataFrame) -> list[int]:
    """The first level on which each bar meets none that is already there, or its twin's; -1 where all are taken."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(MOST_LEVELS)]
    level_of: dict[tuple[str, float, float], int] = {}
    bars = list(lane[TWINS].itertuples(index=False, name=None))
    for bar in bars:
        if bar not in level_of:
            level_of[bar] = level = _free(taken, *bar[1:])
            if level >= 0:
                taken[level].append(bar[1:])
    return [level_of[bar] for bar in bars]


def _free(taken: list[list[tuple[float, float]]], left: float, right: float) -> int:
    free = (
        level for level, bars in enumerate(taken) if all(right <= begin or left >= end for begin, end in bars)
    )
    return next(free, -1)


def figure(drawn: DataFrame, marks: DataFrame, time: TimeAxis, *, stamp: str, words: Words) -> go.Figure:
    """The lanes of the rows that `chosen` gives, in the order of clinical/patient/medication.py."""
    drawn = drawn.assign(alike=drawn.groupby(["group", *TWINS])["level"].transform("size"))
    drawn = drawn.drop_duplicates(["group", *TWINS])
    present = [group for group in GROUPS if (drawn["group"] == group).any()]
    levels = [int(drawn.loc[drawn["group"] == group, "level"].max()) + 1 for group in present]
    starts = np.concatenate([[0.0], np.cumsum(np.array(levels, dtype=np.float64) + LANE_GAP)])
    places = drawn["level"].to_numpy(dtype=np.float64) + [
        starts[present.index(group)] for group in drawn["group"]
    ]
    depth = float(starts[-1]) or 2.0
    note = [bar_rows.note(words("lanes.none"), 0.5)] if drawn.empty else []
    layout = {
        "height": TOP + BOTTOM + round(LEVEL_HEIGHT * depth),
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "xaxis": time.layout(title=bar_rows.title(time)),
        "yaxis": theme.axis(
            range=[depth - 0.5 - LANE_GAP / 2, -0.5 - LANE_GAP / 2],
            tickvals=[start + (count - 1) / 2 for start, count in zip(starts, levels, strict=False)],
            ticktext=[escape(words(f"lanes.group.{group}")) for group in present],
            showgrid=False,
            ticks="",
        ),
        "shapes": [
            *_lines(starts[1:-1]),
            *time_marks.bands(marks[~marks["kind"].isin(time_marks.SHADE_HOURS)], ["x"]),
        ],
        "annotations": [*note, *time_marks.letters(marks, ["x"]), theme.stamp(stamp)],
    }
    return theme.figure(_bars(drawn, places, time, words) or [bar_rows.nothing(("x", "y"))], layout)


def _lines(starts: Any) -> list[dict[str, Any]]:
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": at, "y1": at, "layer": "below",
         "line": {"width": 1, "color": theme.GRID}}
        for at in (float(start) - 0.5 - LANE_GAP / 2 for start in starts)
    ]  # fmt: skip


def _bars(drawn: DataFrame, places: Any, time: TimeAxis, words: Words) -> list[dict[str, Any]]:
    if drawn.empty:
        return []
    span = bar_rows.spans(drawn, time)
    width = span.right - span.left
    room = width / (time.last - time.first) * PIXELS_ACROSS / PIXELS_OF_A_LETTER
    bars = {
        "type": "bar", "orientation": "h", "base": span.left, "x": width, "y": places, "width": 0.84,
        "text": [_fitting(str(name), letters) for name, letters in zip(drawn["name"], room, strict=True)],
        "textposition": "inside", "insidetextanchor": "start", "textangle": 0, "constraintext": "none",
        "textfont": {"size": 10, "color": theme.INK},
        "marker": {
            "color": [COLOURS[group] for group in drawn["group"]], "line": {"color": EDGE, "width": 0.8},
        },
        "customdata": [_hover(row, words) for row in drawn.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    return [
        bars,
        *bar_rows.arrows(span.right, span.open_right, places, "triangle-right", ("x", "y"), size=8),
        *bar_rows.arrows(span.left, span.open_left, places, "triangle-left", ("x", "y"), size=8),
    ]


def _fitting(name: str, letters: float) -> str:
    """The name, as far as it fits into its bar; nothing where not even a few letters would."""
    across = sum(1 if char.isascii() else 2 for char in name)
    if across <= letters:
        return escape(name)
    return escape(name[: int(letters) - 1] + "…") if letters >= 8 and name.isascii() else ""


def _hover(row: Any, words: Words) -> str:
    """Name and group; dose and route; dates; indication; file and row."""
    ends = {"Y": words("lanes.ongoing")}.get(row.ongoing, words("ae.open_end"))
    name = escape(str(row.name))
    if isinstance(row.reported, str) and row.reported.casefold() != str(row.name).casefold():
        name += f" ({escape(row.reported)})"
    begun = words.day(row.cmstdtc) if isinstance(row.cmstdtc, str) else words("ae.no_start")
    stop = words.day(row.cmendtc) if isinstance(row.cmendtc, str) else ends
    indication = words("lanes.for", indication=row.indication) if isinstance(row.indication, str) else ""
    lines = (
        words(f"lanes.group.{row.group}"),
        " · ".join(part for part in (row.dose, row.route) if isinstance(part, str) and part),
        begun if stop == begun else f"{begun} → {stop}",
        indication,
        words("lanes.alike", n=row.alike - 1) if row.alike > 1 else "",
        f"{row.source_file} {words('hover.row', n=int(row.source_row))}",
    )
    return "<br>".join([f"<b>{name}</b>", *(escape(line) for line in lines if line)])
