"""A score of all patients, one of them in front: as lines with the quartiles of each arm, or as bands of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.arm_style import ArmStyle, styles
from charts.common.time_axis import TimeAxis
from charts.common.time_marks import LETTERS
from charts.common.words import Words
from charts.scores import lines
from charts.scores.points import Labels
from clinical.common.plain_text import escape

HEIGHT = 412
TOP, BOTTOM, LEFT, RIGHT = 30, 20, 74, 40
TICKS_HEIGHT, ROW_HEIGHT = 40, 15
# Between two numbers of patients, as a share of the axis: closer ones would run into each other.
LEAST_GAP = 0.034
DODGE = 0.006
LONGEST_NAME = 8
ROOM_FOR_NAME = 0.86


@dataclass(frozen=True)
class Cohort:
    """What is drawn. `rows`: every value drawn, by patient and time; `spread` as data_access.scores.cohort gives it.

    `arms`: arm, role, n in protocol order. `shown`: the arms drawn; `subject`: the patient in front.
    """

    rows: DataFrame
    spread: DataFrame
    ends: DataFrame
    arms: DataFrame
    shown: Sequence[str]
    subject: str


def trajectories(cohort: Cohort, time: TimeAxis, labels: Labels, *, banded: bool, words: Words) -> go.Figure:
    """All patients as thin lines by arm, median and quartiles of each arm, the patient in front, n below the axis.

    `banded`: too many patients for lines; the bands of all take their place.
    """
    styles = _styles(cohort)
    together, by_arm = _spread(cohort, time)
    traces = lines.bands(together, labels, words) if banded else []
    for arm in [] if banded else cohort.shown:
        rows = cohort.rows[(cohort.rows["arm"] == arm) & (cohort.rows["usubjid"] != cohort.subject)]
        traces += lines.patients(rows, styles[arm], arm, labels, words)
    side = (len(cohort.shown) - 1) / 2
    step = DODGE * (time.last - time.first)
    counts = dict(zip(cohort.arms["arm"], cohort.arms["n"], strict=True))
    for place, arm in enumerate(cohort.shown):
        name = words("meld.legend", arm=labels.arm(arm), n=int(counts[arm]))
        traces.append(
            lines.median(
                by_arm[by_arm["arm"] == arm], styles[arm], name, (place - side) * step, labels, words
            )
        )
    strips = [
        (_short(labels.arm(arm), styles[arm]), by_arm[by_arm["arm"] == arm], styles[arm].colour)
        for arm in cohort.shown
    ]
    return _figure(traces, cohort, styles, strips, time, labels, [], words)


def growth_chart(cohort: Cohort, time: TimeAxis, labels: Labels, *, words: Words) -> go.Figure:
    """The patient's curve before the 10-25-50-75-90% bands of all patients, all arms together."""
    styles = _styles(cohort)
    together, _ = _spread(cohort, time)
    traces = lines.bands(together, labels, words)
    strips = [(words("meld.all_patients"), together, theme.QUIET)]
    return _figure(traces, cohort, styles, strips, time, labels, lines.band_names(together), words)


def _styles(cohort: Cohort) -> dict[str, ArmStyle]:
    return dict(zip(cohort.arms["arm"], styles(list(cohort.arms["role"])), strict=True))


def _short(name: str, style: ArmStyle) -> str:
    """The name of an arm beside its numbers; a long one gives way to the mark that the legend explains."""
    return name if len(name) <= LONGEST_NAME else style.letter


def _spread(cohort: Cohort, time: TimeAxis) -> tuple[DataFrame, DataFrame]:
    """The time points in the stretch shown: of all patients together, and by arm."""
    spread = time.within(cohort.spread)
    together = spread["arm"].isna()
    return spread[together], spread[~together]


def _figure(
    traces: list[dict[str, Any]],
    cohort: Cohort,
    styles: dict[str, ArmStyle],
    strips: Sequence[tuple[str, DataFrame, str]],
    time: TimeAxis,
    labels: Labels,
    notes: list[dict[str, Any]],
    words: Words,
) -> go.Figure:
    """The traces with the patient in front, the ends of courses, thresholds, and the numbers below the axis."""
    own = cohort.rows[cohort.rows["usubjid"] == cohort.subject]
    if len(own):
        arm = str(own["arm"].iloc[0])
        traces += lines.one(own, styles[arm], arm, labels, words)
    last = cohort.rows.groupby("usubjid", sort=False).last().reset_index()[["usubjid", "y"]]
    traces += lines.end_marks(time.within(cohort.ends), last, LETTERS, words)
    inner = HEIGHT - TOP - BOTTOM
    numbers = len(strips) * ROW_HEIGHT / inner
    floor = numbers + TICKS_HEIGHT / inner
    traces.append(_numbers(strips, time))
    traces = [{"showlegend": False} | trace for trace in traces]
    return theme.figure(
        traces,
        {
            "height": HEIGHT,
            "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": 12}},
            "clickmode": "event+select",
            "xaxis": time.layout(
                anchor="y",
                title={"text": escape(time.title), "font": {"size": 11, "color": theme.QUIET}, "standoff": 2},
            ),
            "yaxis": theme.axis(
                domain=[floor, 1], title={"text": escape(labels.score), "font": {"size": 12}}, nticks=7
            ),
            "xaxis2": {"matches": "x", "anchor": "y2", "visible": False},
            "yaxis2": {
                "domain": [0, numbers], "range": [len(strips) - 0.5, -0.5], "visible": False, "fixedrange": True,
            },
            "shapes": [lines.limit_line(limit) for limit, _ in labels.limits],
            "annotations": [
                *notes, *_name(own, cohort, time), *lines.limit_names(labels.limits, inside=bool(notes)),
                *_strip_names(strips, numbers, words), theme.stamp(labels.stamp) | {"yshift": -4},
            ],
        },
    )  # fmt: skip


def _numbers(strips: Sequence[tuple[str, DataFrame, str]], time: TimeAxis) -> dict[str, Any]:
    """How many patients each quartile rests on; numbers that would run into each other are left to the hover."""
    x: list[float] = []
    y: list[int] = []
    written: list[str] = []
    colours: list[str] = []
    room = LEAST_GAP * (time.last - time.first)
    for place, (_, rows, colour) in enumerate(strips):
        reached = -float("inf")
        for offset, count in zip(rows["offset"], rows["n"], strict=True):
            if offset - reached >= room:
                x, y, reached = [*x, float(offset)], [*y, place], float(offset)
                written, colours = [*written, str(int(count))], [*colours, colour]
    return {
        "type": "scatter", "mode": "text", "x": x, "y": y, "xaxis": "x2", "yaxis": "y2", "text": written,
        "textfont": {"size": 11, "color": colours}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _strip_names(
    strips: Sequence[tuple[str, DataFrame, str]], numbers: float, words: Words
) -> list[dict[str, Any]]:
    height = numbers / len(strips)
    return [
        {
            "text": escape(words("meld.n_of", arm=name)), "xref": "paper", "yref": "paper", "x": 0, "xanchor": "right",
            "y": numbers - (place + 0.5) * height, "yanchor": "middle", "xshift": -6, "showarrow": False,
            "font": {"size": 11, "color": colour},
        }
        for place, (name, _, colour) in enumerate(strips)
    ]  # fmt: skip


def _name(own: DataFrame, cohort: Cohort, time: TimeAxis) -> list[dict[str, Any]]:
    """The patient's name after the last point; above it where the figure, or the course itself, ends there."""
    if own.empty:
        return []
    x, y = float(own["offset"].iloc[-1]), float(own["y"].iloc[-1])
    ended = cohort.subject in set(cohort.ends["usubjid"])
    above = ended or x > time.first + ROOM_FOR_NAME * (time.last - time.first)
    place = {"yanchor": "bottom", "yshift": 8} if above else {"xanchor": "left", "xshift": 9}
    return [{
        "x": x, "y": y, "text": f"<b>{escape(cohort.subject)}</b>", "showarrow": False,
        "bgcolor": "rgba(255,255,255,0.75)", "font": {"size": 12, "color": theme.INK},
    } | place]  # fmt: skip
