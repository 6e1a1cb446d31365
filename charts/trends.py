"""Courses of laboratory values and scores: small multiples on one shared time axis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts import theme, time_marks
from charts.time_axis import TimeAxis

Text = Callable[..., str]

PANEL_HEIGHT = 112
COLUMNS = 2
TOP, BOTTOM, LEFT, RIGHT = 22, 40, 46, 10
COLUMN_GAP = 0.055
PANEL_TITLE = 18
TICKS_IN_A_PANEL = 7


@dataclass(frozen=True)
class Panel:
    """One small multiple: which parameter, the title with its unit, and whether its axis begins at zero."""

    paramcd: str
    title: str
    from_zero: bool = True


def panels(
    series: DataFrame,
    shown: Sequence[Panel],
    marks: DataFrame,
    time: TimeAxis,
    *,
    log: bool,
    missing: str,
    text: Text,
    columns: int = COLUMNS,
    panel_height: int = PANEL_HEIGHT,
) -> go.Figure:
    """A panel per parameter with the reference range of each record, doses and procedures through all.

    `series` is patient.series(), `marks` patient.marks_in_time(). A panel without values says `missing`.
    Hollow marks are confounded, triangles lie beyond a limit ('<0.2') at that limit, grey comes after a transplant.
    """
    rows = -(-len(shown) // columns)
    height = TOP + BOTTOM + rows * panel_height
    grid = _Grid(rows, min(columns, len(shown)), (height - TOP - BOTTOM))
    by_code = dict(tuple(series.groupby("paramcd", observed=True)))
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"height": height, "margin": {"t": TOP, "b": BOTTOM, "l": LEFT, "r": RIGHT}}
    for place, panel in enumerate(shown):
        rows_of_panel = by_code.get(panel.paramcd)
        traces += _panel_traces(rows_of_panel, panel, grid.axes_of(place), text)
        notes += grid.notes(place, panel.title, missing if _nothing_drawn(rows_of_panel) else None)
        layout[grid.y_name(place)] = grid.y_axis(place, log, panel.from_zero)
    for column in range(grid.columns):
        layout[grid.x_name(column)] = grid.x_axis(column, time)
    axes = [grid.x_reference(column) for column in range(grid.columns)]
    layout["shapes"] = time_marks.bands(marks, axes)
    layout["annotations"] = notes + time_marks.letters(marks, axes)
    return theme.figure(traces, layout)


def _nothing_drawn(rows: DataFrame | None) -> bool:
    return rows is None or bool(rows["y"].isna().all())


def _panel_traces(
    rows: DataFrame | None, panel: Panel, axes: tuple[str, str], text: Text
) -> list[dict[str, Any]]:
    if rows is None:
        return []
    drawn = rows[rows["y"].notna()]
    if drawn.empty:
        return []
    return [
        *_range_band(drawn, axes),
        value_trace(drawn, axes, theme.ANALYTE_COLOURS.get(panel.paramcd), text),
    ]


def value_trace(rows: DataFrame, axes: tuple[str, str], colour: str | None, text: Text) -> dict[str, Any]:
    """The course itself: line and marks, with all that is known of a value on hover."""
    ink = colour or theme.INK
    colours = np.where(rows["after_transplant"], theme.AFTER_TRANSPLANT, ink)
    return {
        "type": "scatter", "mode": "lines+markers", "xaxis": axes[0], "yaxis": axes[1],
        "x": rows["offset"].to_numpy(), "y": rows["y"].to_numpy(),
        "line": {"color": ink, "width": 1.4},
        "marker": {"size": 5, "symbol": _symbols(rows), "color": colours.tolist(), "line": {"width": 1, "color": ink}},
        "customdata": hover_rows(rows, text),
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _symbols(rows: DataFrame) -> list[str]:
    beyond = rows["aval"].isna()
    hollow = rows["confound"].notna()
    dialysis = hollow & rows["confound"].fillna("").str.contains("DIALYSIS")
    return np.select(
        [beyond & (rows["beyond"] == ">"), beyond, dialysis, hollow],
        ["triangle-up-open", "triangle-down-open", "triangle-right-open", "circle-open"],
        "circle",
    ).tolist()


def hover_rows(rows: DataFrame, text: Text) -> list[str]:
    """What a value says on hover: as reported, unit, range, time, study day, visit, confounder, source row."""
    words = {code: text(f"confound.{code}") for code in ("PE48", "FFP24", "DIALYSIS")}
    return [_hover(row, words, text) for row in rows.itertuples()]


def _hover(row: Any, words: dict[str, str], text: Text) -> str:
    value = row.avalc if isinstance(row.avalc, str) else f"{row.aval:g}"
    lines = [f"<b>{escape(value)}</b> {escape(row.avalu or '')}"]
    if row.anrhi == row.anrhi:
        low = "" if row.anrlo != row.anrlo else f"{row.anrlo:g}"
        lines[0] += f"  ({low}–{row.anrhi:g})"
    day = "" if row.ady is None or row.ady != row.ady else text("axis.day_n", n=int(row.ady))
    lines.append(" · ".join(part for part in (row.taken, day, escape(row.visit or "")) if part))
    if isinstance(row.confound, str):
        lines.append("; ".join(words.get(code, code) for code in row.confound.split(";")))
    if isinstance(row.source_file, str):
        lines.append(f"{escape(row.source_file)} {text('hover.row', n=int(row.source_row))}")
    return "<br>".join(lines)


def _range_band(rows: DataFrame, axes: tuple[str, str]) -> list[dict[str, Any]]:
    """The reference range as each record states it: a pale step where the laboratory changes it."""
    known = rows[rows["lo"].notna() & rows["hi"].notna()]
    if known.empty:
        return []
    changed = (known["lo"].shift() != known["lo"]) | (known["hi"].shift() != known["hi"])
    steps = known[changed]
    starts = steps["offset"].to_numpy()
    ends = np.append(starts[1:], known["offset"].iloc[-1])
    x: list[float | None] = []
    y: list[float | None] = []
    for start, end, low, high in zip(starts, ends, steps["lo"], steps["hi"], strict=True):
        x += [start, end, end, start, None]
        y += [low, low, high, high, None]
    return [{
        "type": "scatter", "mode": "lines", "xaxis": axes[0], "yaxis": axes[1], "x": x, "y": y, "fill": "toself",
        "fillcolor": theme.RANGE_BAND, "line": {"width": 0}, "hoverinfo": "skip",
    }]  # fmt: skip


class _Grid:
    """Where each panel lies: columns share one x axis each, so that every panel of a column lines up."""

    def __init__(self, rows: int, columns: int, inner_height: int) -> None:
        self.rows, self.columns = rows, columns
        self._width = (1 - COLUMN_GAP * (columns - 1)) / columns
        self._title = PANEL_TITLE / inner_height

    def _place(self, place: int) -> tuple[int, int]:
        return place // self.columns, place % self.columns

    def x_reference(self, column: int) -> str:
        return "x" if column == 0 else f"x{column + 1}"

    def x_name(self, column: int) -> str:
        return "xaxis" if column == 0 else f"xaxis{column + 1}"

    def y_name(self, place: int) -> str:
        return "yaxis" if place == 0 else f"yaxis{place + 1}"

    def axes_of(self, place: int) -> tuple[str, str]:
        return self.x_reference(self._place(place)[1]), "y" if place == 0 else f"y{place + 1}"

    def _domain(self, place: int) -> tuple[float, float]:
        row = self._place(place)[0]
        return 1 - (row + 1) / self.rows + 0.006, 1 - row / self.rows - self._title

    def _start(self, column: int) -> float:
        return column * (self._width + COLUMN_GAP)

    def y_axis(self, place: int, log: bool, from_zero: bool) -> dict[str, Any]:
        column = self._place(place)[1]
        scale = {"type": "log", "dtick": "D2"} if log else {"rangemode": "tozero" if from_zero else "normal", "nticks": 4}
        return theme.axis(
            domain=list(self._domain(place)), anchor=self.x_reference(column), automargin=False, **scale
        ) | ({} if column == 0 else {"position": self._start(column)})

    def x_axis(self, column: int, time: TimeAxis) -> dict[str, Any]:
        bottom = max(place for place in range(self.rows * self.columns) if place % self.columns == column)
        start = self._start(column)
        return time.layout(
            TICKS_IN_A_PANEL,
            domain=[start, min(1.0, start + self._width)],
            anchor="free",
            position=0,
            title={"text": time.title, "font": {"size": 11, "color": theme.QUIET}, "standoff": 4},
            matches=None if column == 0 or bottom < 0 else "x",
        )

    def notes(self, place: int, title: str, missing: str | None) -> list[dict[str, Any]]:
        column = self._place(place)[1]
        low, high = self._domain(place)
        heading = {
            "text": f"<b>{escape(title)}</b>", "xref": "paper", "yref": "paper", "x": self._start(column), "y": high,
            "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.INK},
        }  # fmt: skip
        if missing is None:
            return [heading]
        return [heading, {
            "text": missing, "xref": "paper", "yref": "paper", "x": self._start(column) + self._width / 2,
            "y": (low + high) / 2, "showarrow": False, "font": {"size": 12, "color": theme.QUIET},
        }]  # fmt: skip
