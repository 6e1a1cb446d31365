"""The swimlane of all patients: doses planned against given on one axis of study days, a lane per patient."""

from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.time_axis import TimeAxis
from charts.common.words import Words
from charts.infusions import swimlane_marks
from clinical.common.plain_text import escape

Known = Callable[[str, object], str]

LANE_HEIGHT = 19
LEFT, RIGHT, TOP, BOTTOM = 86, 152, 6, 50
LANE = "#C3CAD1"
TRANSPLANT = "#2F6F4F"


def rows_of(lanes: DataFrame) -> dict[int, str]:
    """Row of the figure -> patient; a heading takes a row of its own before the first lane of each arm."""
    rows, arm, place = {}, None, 0
    for usubjid, own in zip(lanes["usubjid"], lanes["arm"], strict=True):
        if own != arm:
            arm, place = own, place + 1
        rows[place] = usubjid
        place += 1
    return rows


def swimlane(
    lanes: DataFrame,
    marks: DataFrame,
    time: TimeAxis,
    sizes: dict[str, int],
    *,
    stamp: str,
    words: Words,
    known: Known,
) -> go.Figure:
    """Lanes for infusions.lanes() with infusions.marks(); `sizes`: patients of each arm of the whole study.

    Pale bars are planned windows, filled numbered marks doses given, crosses doses not given with the reason,
    hollow marks doses to come; a ring is an interrupted infusion; bars are runs of daily doses. Each lane ends
    with death, transplant or the end of the study, in words at the right.
    """
    places = {usubjid: row for row, usubjid in rows_of(lanes).items()}
    height = max(places.values(), default=0) + 1
    seen = marks[marks["start"].notna()].assign(y=lambda rows: rows["usubjid"].map(places))
    arms = dict(zip(lanes["usubjid"], lanes["arm"], strict=True))
    seen = seen.assign(arm=seen["usubjid"].map(arms))
    traces = [
        _lane_areas(lanes, places, time, words, known),
        *_lane_lines(lanes, seen, places, time),
        *swimlane_marks.traces(seen, list(sizes), words, known),
        *_ends(lanes, places, time),
        _outcomes(lanes, places, time, words, known),
    ]
    layout = {
        "height": height * LANE_HEIGHT + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "xaxis": time.layout(title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}, "standoff": 2}),
        "yaxis": theme.axis(
            range=[height - 0.4, -0.6], tickvals=list(places.values()), ticktext=[escape(name) for name in places],
            showgrid=False, showline=False, ticks="", tickfont={"size": 11, "color": theme.INK},
        ),
        "annotations": [*_headings(lanes, places, sizes, words, known), theme.stamp(stamp)],
    }  # fmt: skip
    return theme.figure(traces, layout)


def _headings(
    lanes: DataFrame, places: dict[str, int], sizes: dict[str, int], words: Words, known: Known
) -> list[dict[str, Any]]:
    """The name of each arm with its number of patients above its first lane."""
    notes = []
    for arm, own in lanes.groupby("arm", sort=False):
        heading = words("infusions.arm_n", arm=escape(known("arm", arm)), n=sizes[str(arm)])
        if not own["planned"].any() and lanes["planned"].any():
            heading += " · " + words("infusions.none_planned")
        notes.append({
            "text": f"<b>{heading}</b>", "xref": "paper", "x": 0, "xshift": 6 - LEFT, "xanchor": "left",
            "y": places[own["usubjid"].iloc[0]] - 1, "yanchor": "middle", "showarrow": False,
            "font": {"size": 12, "color": theme.INK},
        })  # fmt: skip
    return notes


def _lane_areas(
    lanes: DataFrame, places: dict[str, int], time: TimeAxis, words: Words, known: Known
) -> dict[str, Any]:
    """The whole lane answers to the mouse: who it is, and a click chooses the patient."""
    hover = [
        f"<b>{escape(str(row.usubjid))}</b> · {_outcome(row, words, known)}" for row in lanes.itertuples()
    ]
    return {
        "type": "bar", "orientation": "h", "y": list(places.values()), "base": np.full(len(places), time.first),
        "x": np.full(len(places), time.last - time.first), "width": 0.98, "marker": {"color": "rgba(0,0,0,0)"},
        "customdata": hover, "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _lane_lines(
    lanes: DataFrame, seen: DataFrame, places: dict[str, int], time: TimeAxis
) -> list[dict[str, Any]]:
    """From the first day, or the end of daily dosing, to the last day known, as far as the axis goes."""
    known = lanes[lanes["last"].notna()]
    ends = np.minimum(known["last"].to_numpy(dtype=np.float64) + 1, time.last)
    dosed = seen[seen["kind"] == "RUN"].groupby("usubjid")["stop"].max()
    starts = swimlane_marks.numbers(known["usubjid"].map(dosed).fillna(0.0))
    return swimlane_marks.segments(starts, np.maximum(ends, starts), known["usubjid"].map(places), LANE, 1)


def _ends(lanes: DataFrame, places: dict[str, int], time: TimeAxis) -> list[dict[str, Any]]:
    """A dagger for a death and LT for a transplant, where they lie on the axis."""
    traces = []
    for column, letter, colour in (("transplant", "LT", TRANSPLANT), ("death", "†", theme.LIMIT_RED)):
        rows = lanes[lanes[column].notna() & (lanes[column] + 0.5 <= time.last)]
        if not rows.empty:
            traces.append({
                "type": "scatter", "mode": "text", "x": swimlane_marks.numbers(rows[column]) + 0.5,
                "y": swimlane_marks.numbers(rows["usubjid"].map(places)), "text": [f"<b>{letter}</b>"] * len(rows),
                "textfont": {"size": 14 if letter == "†" else 11, "color": colour}, "hoverinfo": "skip",
            })  # fmt: skip
    return traces


def _outcomes(
    lanes: DataFrame, places: dict[str, int], time: TimeAxis, words: Words, known: Known
) -> dict[str, Any]:
    colours = {"DEAD": theme.LIMIT_RED, "TRANSPLANTED": TRANSPLANT}
    return {
        "type": "scatter", "mode": "text", "x": np.full(len(lanes), time.last), "y": list(places.values()),
        "text": [f" {_outcome(row, words, known)}" for row in lanes.itertuples()], "textposition": "middle right",
        "textfont": {"size": 11, "color": [colours.get(status, theme.QUIET) for status in lanes["status"]]},
        "cliponaxis": False, "hoverinfo": "skip",
    }  # fmt: skip


def _outcome(row: Any, words: Words, known: Known) -> str:
    """How the lane ends: what happened and on which study day."""
    day = {"DEAD": row.death, "TRANSPLANTED": row.transplant}.get(row.status, row.last)
    name = {"DEAD": "† ", "TRANSPLANTED": "LT "}.get(row.status, "") + escape(known("status", row.status))
    if isna(day):
        return name
    return f"{name} · {words('axis.day_n', n=int(day) + 1 if day >= 0 else int(day))}"
