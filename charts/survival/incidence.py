"""Competing risks, one panel per arm: who has died, who was transplanted, and between them and 1 all others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import steps, theme, under_axis
from charts.common.arm_style import style_of
from charts.common.slide_shapes import Line, XyChart
from charts.common.words import Words
from charts.survival import curves
from clinical.common.plain_text import escape
from clinical.statistics import printed

PLOT, PROJECTED_PLOT, TOP = 270, 230, 54
GAP = 0.05
FILL, PALE = 0.45, 0.18
# The area of a cause at the end of a panel must be this high to hold its name.
TALL_ENOUGH = 0.09
# From the axis upwards.
STYLES = {"DEATH": (theme.LIMIT_RED, "solid"), "LIVER TRANSPLANTATION": ("#66727F", "dot")}
SHORT = {"DEATH": "deaths", "LIVER TRANSPLANTATION": "transplants"}
COUNTS = ("at_risk", "deaths", "transplants", "censored")


@dataclass(frozen=True)
class Shown:
    """The tables of competing.risks; names of arms, outcomes and causes by what was delivered."""

    sizes: DataFrame
    incidence: DataFrame
    ticks: DataFrame
    patients: DataFrame
    names: Mapping[str, str]
    outcomes: Mapping[str, str]
    causes: Mapping[str, str]

    def arms(self) -> list[tuple[int, str, int]]:
        """Every arm with patients: its place, the arm, how many."""
        sizes = dict(self.sizes[["arm", "n"]].itertuples(index=False, name=None))
        return [(place, arm, int(sizes[arm])) for place, arm in enumerate(self.names) if sizes.get(arm, 0)]

    def of(self, arm: str, cause: str) -> DataFrame:
        """The rows of one arm and cause."""
        return self.incidence[(self.incidence["arm"] == arm) & (self.incidence["cause"] == cause)]


def figure(
    shown: Shown, axis: str, *, x_title: str, y_title: str, stamp: str, words: Words, plot: int = PLOT
) -> go.Figure:
    """A panel per arm, stacked so that the heights are shares of all patients of the arm; `plot`: height in pixels."""
    arms = shown.arms()
    last = float(shown.incidence["day"].max()) * 1.01
    marks = shown.ticks[shown.ticks["axis"] == axis]
    days = marks.drop_duplicates("day")["day"].tolist()
    labels = [str(tick) for tick in marks.drop_duplicates("day")["tick"]]
    # The arm is named over its panel, so that the rows below need no name of an arm.
    blocks = [_block(shown, marks, arm, words) for _, arm, _ in arms]
    room, below = under_axis.left(blocks[:1], x_title), under_axis.height(blocks[:1])
    traces: list[dict[str, Any]] = list(_legend(shown, words))
    layout: dict[str, Any] = {}
    notes = [under_axis.title(x_title), theme.stamp(stamp) | {"yshift": under_axis.STAMP - 6 - below}]
    for panel, (place, arm, n) in enumerate(arms):
        x, y = _axes(panel)
        traces += _panel(shown, arm, n, (x, y), words)
        layout |= _layout(panel, len(arms), last, days, labels, y_title)
        notes += under_axis.rows([blocks[panel]], days, room, axis=x, named=panel == 0)
        notes.append(_heading(f"{shown.names[arm]} n = {n}", style_of(place).colour, x))
        notes += _inside(shown, arm, (x, y), words)
    return theme.figure(
        traces,
        layout
        | {
            "height": TOP + plot + below,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "yref": "container", "y": 1, "yanchor": "top"},
            "margin": {"l": room, "r": 16, "t": TOP, "b": below},
            "hoverdistance": 30,
            "annotations": notes,
        },
    )


def native(shown: Shown, *, x_title: str, y_title: str) -> XyChart:
    """The incidences for a slide, not stacked: a line per arm and cause."""
    lines = []
    for place, arm, n in shown.arms():
        for cause, (_, dash) in STYLES.items():
            rows = shown.of(arm, cause)
            x, y = steps.corners(np.r_[0.0, rows["day"].to_numpy()], np.r_[0.0, rows["value"].to_numpy()])
            name = f"{shown.names[arm]} n = {n}: {shown.causes[cause]}"
            lines.append(Line(name, x.tolist(), y.tolist(), style_of(place).colour, dash != "solid"))
    return XyChart(x_title, y_title, tuple(lines), (0, float(shown.incidence["day"].max())), (0, 1))


def _axes(panel: int) -> tuple[str, str]:
    number = "" if panel == 0 else str(panel + 1)
    return f"x{number}", f"y{number}"


def _layout(
    panel: int, panels: int, last: float, days: list[float], labels: list[str], y_title: str
) -> dict[str, Any]:
    number = "" if panel == 0 else str(panel + 1)
    wide = (1 - GAP * (panels - 1)) / panels
    start = panel * (wide + GAP)
    x = theme.axis(
        range=[0, last], tickvals=days, ticktext=labels, domain=[start, start + wide], anchor=f"y{number}",
        tickfont={"size": 12, "color": theme.INK},
    )  # fmt: skip
    y = curves.share_axis("" if panel else y_title, anchor=f"x{number}")
    return {f"xaxis{number}": x, f"yaxis{number}": y}


def _panel(shown: Shown, arm: str, n: int, axes: tuple[str, str], words: Words) -> Iterator[dict[str, Any]]:
    """The areas of the causes, then their upper edges: that of a cause without events lies below the others."""
    people = curves.who(shown.patients[shown.patients["arm"] == arm], shown.outcomes, words)
    floor: Any = 0.0
    edges = []
    for cause, (colour, _) in STYLES.items():
        rows = shown.of(arm, cause)
        x, own = np.r_[0.0, rows["day"].to_numpy()], np.r_[0.0, rows["value"].to_numpy()]
        top = floor + own
        few = steps.few_from(np.r_[rows["at_risk"].to_numpy(), 0], n)
        for part, share in ((slice(0, few + 1), FILL), (slice(few, None), PALE)):
            yield _area(x[part], (top - own)[part], top[part], steps.faint(colour, share), axes)
        hover = [
            words("survival.hover_start", n=n),
            *(_hover(row, people, words) for row in rows.itertuples()),
        ]
        edges.append(_edge(x, top, cause, shown.causes[cause], axes) | {"customdata": hover})
        floor = top
    yield from reversed(edges)


def _edge(
    x: NDArray[np.float64], top: NDArray[np.float64], cause: str, name: str, axes: tuple[str, str]
) -> dict[str, Any]:
    colour, dash = STYLES[cause]
    return {
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "x": x,
        "y": np.round(top, curves.DIGITS), "showlegend": False,
        "line": {"shape": "hv", "color": colour, "dash": dash, "width": 2},
        "hovertemplate": f"<b>{escape(name)}</b><br>%{{customdata}}<extra></extra>",
    }  # fmt: skip


def _area(
    x: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    fill: str,
    axes: tuple[str, str],
) -> dict[str, Any]:
    across, outline = steps.area(x, low, high)
    return {
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "x": across,
        "y": np.round(outline, curves.DIGITS), "fill": "toself", "fillcolor": fill, "line": {"width": 0},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _hover(row: Any, people: Mapping[float, list[str]], words: Words) -> str:
    limits = (
        "" if row.lower != row.lower else f" ({printed.percent(row.lower)}, {printed.percent(row.upper)})"
    )
    told = words(
        "survival.hover_incidence",
        day=f"{row.day:g}",
        value=printed.percent(row.value) + limits,
        at_risk=row.at_risk,
    )
    return "<br>".join([told, *people.get(row.day, [])])


def _block(shown: Shown, marks: DataFrame, arm: str, words: Words) -> under_axis.Block:
    rows = marks[marks["arm"] == arm]
    return under_axis.Block(
        "", theme.INK, [(words(f"survival.row.{name}"), rows[name].tolist()) for name in COUNTS]
    )


def _legend(shown: Shown, words: Words) -> Iterator[dict[str, Any]]:
    for cause, (colour, dash) in STYLES.items():
        yield {
            "type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": escape(shown.causes[cause]),
            "line": {"color": colour, "dash": dash, "width": 2}, "fill": "toself",
            "fillcolor": steps.faint(colour, FILL), "hoverinfo": "skip",
        }  # fmt: skip
    yield {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words("survival.neither"),
        "marker": {"symbol": "square", "size": 11, "color": "#FFFFFF", "line": {"width": 1, "color": theme.QUIET}},
        "hoverinfo": "skip",
    }  # fmt: skip


def _heading(phrase: str, colour: str, x_axis: str) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(phrase)}</b>", "xref": f"{x_axis} domain", "x": 0, "xanchor": "left", "yref": "paper",
        "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"size": 13, "color": colour},
    }  # fmt: skip


def _inside(shown: Shown, arm: str, axes: tuple[str, str], words: Words) -> Iterator[dict[str, Any]]:
    """The name and the share of a cause inside its area, where there is room for it."""
    floor = 0.0
    for cause in STYLES:
        rows = shown.of(arm, cause)
        share = float(rows["value"].iloc[-1])
        if share >= TALL_ENOUGH:
            yield {
                "text": escape(f"{words(f'survival.row.{SHORT[cause]}')} {printed.percent(share)}"),
                "xref": axes[0], "yref": axes[1],
                "x": float(rows["day"].iloc[-1]), "y": floor + share / 2, "xanchor": "right", "xshift": -4,
                "showarrow": False, "font": {"size": 12, "color": theme.INK},
            }  # fmt: skip
        floor += share
