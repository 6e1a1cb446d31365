"""Kaplan-Meier curves of the arms: steps from 1, bands, censorings, names on the lines, counts under the ticks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import steps, theme, under_axis
from charts.common.arm_style import style_of
from charts.common.slide_shapes import Line, Table, XyChart
from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.statistics import printed

PLOT, PROJECTED_PLOT, TOP = 290, 225, 28
PALE, BAND, BAND_EDGE = 0.35, 0.08, 0.4
LABEL_GAP = 0.07
# As many ids as a hover can hold; the table has all of them.
MOST_IDS = 6
DIGITS = 5
SHARES = [0, 0.25, 0.5, 0.75, 1]


@dataclass(frozen=True)
class Shown:
    """The tables of survival.event_free that a figure draws; names of arms and outcomes by what was delivered."""

    sizes: DataFrame
    curve: DataFrame
    ticks: DataFrame
    patients: DataFrame
    names: Mapping[str, str]
    outcomes: Mapping[str, str]

    def arms(self) -> Iterator[tuple[int, str, int, DataFrame]]:
        """Every arm that has a curve: its place, the arm, its patients, its rows."""
        sizes = dict(self.sizes[["arm", "n"]].itertuples(index=False, name=None))
        for place, arm in enumerate(self.names):
            if sizes.get(arm, 0):
                yield place, arm, int(sizes[arm]), self.curve[self.curve["arm"] == arm]

    @property
    def last(self) -> float:
        """The last day of anybody."""
        return float(self.curve["day"].max())


def figure(
    shown: Shown,
    axis: str,
    *,
    band: bool,
    x_title: str,
    y_title: str,
    stamp: str,
    words: Words,
    plot: int = PLOT,
) -> go.Figure:
    """The curves of all arms. `axis`: 'day', 'week' or 'month'; `band`: with intervals; `plot`: height in pixels."""
    ticks = shown.ticks[shown.ticks["axis"] == axis]
    blocks = list(_blocks(shown, ticks, words))
    room, below = under_axis.left(blocks, x_title), under_axis.height(blocks)
    marks = ticks.drop_duplicates("day")
    traces = [trace for each in shown.arms() for trace in _traces(each, shown, band, words)]
    ends = list(_ends(shown))
    right = 16 + int(under_axis.LETTER * max((_widest(end["text"]) for end in ends), default=0))
    return theme.figure(
        [*traces, _legend_of_censored(words)],
        {
            "height": TOP + plot + below,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "traceorder": "normal"},
            "margin": {"l": room, "r": right, "t": TOP, "b": below},
            "hoverdistance": 30,
            "xaxis": theme.axis(
                range=[0, shown.last * 1.01], tickvals=marks["day"].tolist(), ticktext=[str(t) for t in marks["tick"]],
                showgrid=True, tickfont={"size": 12, "color": theme.INK},
            ),
            "yaxis": share_axis(y_title),
            "annotations": [
                under_axis.title(x_title), *under_axis.rows(blocks, marks["day"].tolist(), room), *ends,
                theme.stamp(stamp) | {"yshift": under_axis.STAMP - 6 - below},
            ],
        },
    )  # fmt: skip


def share_axis(title: str, **settings: Any) -> dict[str, Any]:
    """From 0 to 1, always: a cut axis makes a difference of a trifle."""
    words = {"text": escape(title), "font": {"size": 12}, "standoff": 6}
    return theme.axis(range=[0, 1.02], tickvals=SHARES, title=words, **settings)


def native(shown: Shown, *, band: bool, x_title: str, y_title: str, words: Words) -> XyChart:
    """The same curves for a slide, in days, with a cross where somebody was censored.

    Pale where few are left, as on the page; `band`: with the limits of the interval; below, who is at risk.
    """
    lines: list[Line] = []
    for place, arm, n, rows in shown.arms():
        style = style_of(place)
        x, y = _points(rows)
        few = steps.few_from(np.r_[rows["at_risk"].to_numpy(), 0], n)
        name, dashed = f"{shown.names[arm]} n = {n}", style.dash != "solid"
        parts = (
            (name, slice(0, few + 1), style.colour),
            ("", slice(few, None), theme.paler(style.colour, PALE)),
        )
        for label, part, colour in parts:
            across, down = steps.corners(x[part], y[part])
            if len(across):
                lines.append(Line(label, across.tolist(), down.tolist(), colour, dashed))
        gone = rows[rows["censored"] > 0]
        lines.append(
            Line("", gone["day"].tolist(), gone["value"].tolist(), style.colour, marker="plus", width_pt=0)
        )
        for limit in ("lower", "upper") if band else ():
            across, down = steps.corners(rows["day"].to_numpy(), rows[limit].to_numpy())
            lines.append(
                Line("", across.tolist(), down.tolist(), theme.paler(style.colour, PALE), True, "", 0.75)
            )
    return XyChart(x_title, y_title, tuple(lines), (0, shown.last), (0, 1), below=_at_risk(shown, words))


def _at_risk(shown: Shown, words: Words) -> Table:
    """The numbers that stand under the axis of the figure in days."""
    ticks = shown.ticks[shown.ticks["axis"] == "day"]
    days = [str(tick) for tick in ticks.drop_duplicates("day")["tick"]]
    rows = [
        (f"{block.name}, {name}", *map(str, counts))
        for block in _blocks(shown, ticks, words)
        for name, counts in block.rows
    ]
    return Table((words("survival.x_slide"), *days), tuple(rows))


def _points(rows: DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The curve from day 0, at which everybody is there."""
    return np.r_[0.0, rows["day"].to_numpy()], np.r_[1.0, rows["value"].to_numpy()]


def _traces(
    each: tuple[int, str, int, DataFrame], shown: Shown, band: bool, words: Words
) -> Iterator[dict[str, Any]]:
    place, arm, n, rows = each
    style, name = style_of(place), shown.names[arm]
    x, y = _points(rows)
    people = who(shown.patients[shown.patients["arm"] == arm], shown.outcomes, words)
    hover = [words("survival.hover_start", n=n), *(_hover(row, people, words) for row in rows.itertuples())]
    few = steps.few_from(np.r_[rows["at_risk"].to_numpy(), 0], n)
    if band:
        yield _band(rows, style.colour)
    line = {
        "type": "scatter", "mode": "lines", "name": f"{escape(name)} n = {n}", "legendgroup": arm,
        "line": {"shape": "hv", "color": style.colour, "dash": style.dash, "width": 2.5},
        "hovertemplate": f"<b>{escape(name)}</b><br>%{{customdata}}<extra></extra>",
    }  # fmt: skip
    yield line | _part(x, y, hover, slice(0, few + 1))
    if few < len(x) - 1:
        yield line | _part(x, y, hover, slice(few, None)) | {"opacity": PALE, "showlegend": False}
    gone = rows["censored"].to_numpy() > 0
    yield {
        "type": "scatter", "mode": "markers", "showlegend": False, "legendgroup": arm, "cliponaxis": False,
        "x": x[1:][gone], "y": np.round(y[1:][gone], DIGITS), "marker": _cross(style.colour),
        "customdata": [text for text, one in zip(hover[1:], gone, strict=True) if one],
        "hovertemplate": line["hovertemplate"],
    }  # fmt: skip


def _part(x: NDArray[Any], y: NDArray[Any], hover: list[str], part: slice) -> dict[str, Any]:
    return {"x": x[part], "y": np.round(y[part], DIGITS), "customdata": hover[part]}


def _cross(colour: str) -> dict[str, Any]:
    return {"symbol": "cross-thin-open", "size": 9, "color": colour, "line": {"width": 1.5, "color": colour}}


def _band(rows: DataFrame, colour: str) -> dict[str, Any]:
    x, y = steps.area(*(rows[column].to_numpy() for column in ("day", "lower", "upper")))
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": np.round(y, DIGITS), "fill": "toself",
        "fillcolor": steps.faint(colour, BAND), "line": {"width": 0.8, "color": steps.faint(colour, BAND_EDGE)},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _legend_of_censored(words: Words) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words("survival.censored"),
        "marker": _cross(theme.INK), "hoverinfo": "skip",
    }  # fmt: skip


def who(patients: DataFrame, outcomes: Mapping[str, str], words: Words) -> dict[float, list[str]]:
    """Per day what happened to whom, a line for each outcome."""
    said: dict[float, list[str]] = {}
    known = patients[patients["day"].notna()]
    for _, part in known.groupby(["day", "outcome"], sort=False):
        day, outcome = float(part["day"].iloc[0]), str(part["outcome"].iloc[0])
        ids = [escape(subject) for subject in part["usubjid"].head(MOST_IDS)]
        more = words("survival.more", n=len(part) - MOST_IDS) if len(part) > MOST_IDS else ""
        said.setdefault(day, []).append(f"{escape(outcomes[outcome])}: {', '.join(ids)}{more}")
    return said


def _hover(row: Any, people: Mapping[float, list[str]], words: Words) -> str:
    limits = (
        "" if row.lower != row.lower else f" ({printed.percent(row.lower)}, {printed.percent(row.upper)})"
    )
    told = words(
        "survival.hover",
        day=f"{row.day:g}",
        value=printed.percent(row.value) + limits,
        at_risk=row.at_risk,
        events=row.events,
        censored=row.censored,
    )
    return "<br>".join([told.replace("\n", "<br>"), *people.get(row.day, [])])


def _blocks(shown: Shown, ticks: DataFrame, words: Words) -> Iterator[under_axis.Block]:
    for place, arm, _, _ in shown.arms():
        rows = ticks[ticks["arm"] == arm]
        counts = [
            (words(f"survival.row.{name}"), rows[name].tolist()) for name in ("at_risk", "censored", "events")
        ]
        yield under_axis.Block(shown.names[arm], style_of(place).colour, counts)


def _ends(shown: Shown) -> Iterator[dict[str, Any]]:
    """The names of the arms where their lines end, moved apart where they would touch."""
    arms = list(shown.arms())
    heights = steps.apart([float(rows["value"].iloc[-1]) for *_, rows in arms], LABEL_GAP)
    for (place, arm, _, _), height in zip(arms, heights, strict=True):
        yield {
            "text": escape(shown.names[arm]), "xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "yref": "y",
            "y": height, "showarrow": False, "font": {"size": 12, "color": style_of(place).colour},
        }  # fmt: skip


def _widest(phrase: str) -> int:
    return max(map(under_axis.width, phrase.split("<br>")))
