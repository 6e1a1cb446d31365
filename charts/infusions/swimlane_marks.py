"""The marks on the lanes of the swimlane: planned windows, doses given, delayed, interrupted, not given, to come."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.arm_style import style_of
from charts.common.words import Words
from charts.infusions import swimlane_hover
from clinical.common.plain_text import escape

Known = Callable[[str, object], str]

LONGEST_REASON = 26
WINDOW = "#E3E8ED"


def traces(seen: DataFrame, arms: list[str], words: Words, known: Known) -> list[dict[str, Any]]:
    """All marks. `seen`: infusions.marks() with a start, and beside it the row `y` and the `arm` of each lane.

    `arms` are those of the study in protocol order.
    """
    styles = {arm: (style_of(place).colour, style_of(place).marker) for place, arm in enumerate(arms)}
    return [
        *_windows(seen),
        *_runs(seen, styles, words, known),
        *_delays(seen),
        *_given(seen, styles, words, known),
        *_not_given(seen, words, known),
    ]


def segments(starts: Any, stops: Any, rows: Any, colour: str, width: float) -> list[dict[str, Any]]:
    """Horizontal lines from start to stop in one trace; none for no row."""
    if len(rows) == 0:
        return []
    begin, end, y = (numbers(column) for column in (starts, stops, rows))
    gap = np.full(len(y), np.nan)
    return [{
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": colour, "width": width},
        "x": np.column_stack([begin, end, gap]).ravel(), "y": np.column_stack([y, y, gap]).ravel(),
    }]  # fmt: skip


def numbers(column: Any) -> NDArray[np.float64]:
    """A column as floats, missing as NaN."""
    if hasattr(column, "to_numpy"):
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
    return np.asarray(column, dtype=np.float64)


def _windows(seen: DataFrame) -> list[dict[str, Any]]:
    planned = seen[seen["window_lo"].notna()]
    return segments(planned["window_lo"], planned["window_hi"], planned["y"], WINDOW, 13)


def _delays(seen: DataFrame) -> list[dict[str, Any]]:
    """From the planned day to the day on which the dose was given."""
    late = seen[(seen["kind"] == "GIVEN") & (seen["delay_days"].fillna(0) != 0)]
    return segments(late["planned_day"] + 0.4, late["start"], late["y"], theme.INK, 1.5)


def _runs(
    seen: DataFrame, styles: dict[str, tuple[str, str]], words: Words, known: Known
) -> list[dict[str, Any]]:
    runs = seen[seen["kind"] == "RUN"]
    if runs.empty:
        return []
    start = numbers(runs["start"])
    stop = np.fmax(numbers(runs["stop"]), start + 0.5)
    return [{
        "type": "bar", "orientation": "h", "y": numbers(runs["y"]), "base": start, "x": stop - start, "width": 0.76,
        "marker": {"color": [styles[arm][0] for arm in runs["arm"]], "line": {"color": "#FFFFFF", "width": 1}},
        "text": [swimlane_hover.dose(row) for row in runs.itertuples()], "textposition": "inside", "textangle": 0,
        "insidetextanchor": "middle", "constraintext": "none", "textfont": {"size": 10, "color": "#FFFFFF"},
        "customdata": [swimlane_hover.given(row, words, known) for row in runs.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }]  # fmt: skip


def _given(
    seen: DataFrame, styles: dict[str, tuple[str, str]], words: Words, known: Known
) -> list[dict[str, Any]]:
    """Numbered marks of doses given; a ring around the interrupted; delay and interruption in words beside."""
    found = []
    for arm, rows in seen[seen["kind"] == "GIVEN"].groupby("arm", sort=False):
        colour, symbol = styles[str(arm)]
        paused = rows[rows["interrupted"]]
        if not paused.empty:
            ring = {"symbol": f"{symbol}-open", "size": 21, "line": {"width": 2}, "color": theme.INK}
            found.append(_marks(paused, ring, hoverinfo="skip"))
        style = {"symbol": symbol, "size": 15, "color": colour}
        numbers = ["" if isna(number) else f"{number:.0f}" for number in rows["doseno"]]
        found.append(_marks(rows, style, text=numbers, textposition="middle center",
                             textfont={"size": 10, "color": "#FFFFFF"},
                             customdata=[swimlane_hover.given(row, words, known) for row in rows.itertuples()],
                             hovertemplate="%{customdata}<extra></extra>"))  # fmt: skip
        found.append(_words(rows, [swimlane_hover.beside(row, words) for row in rows.itertuples()]))
    return found


def _not_given(seen: DataFrame, words: Words, known: Known) -> list[dict[str, Any]]:
    """A cross with its reason for each dose not given; a hollow mark for each one to come."""
    found = []
    missed, coming = seen[seen["kind"] == "MISSED"], seen[seen["kind"].isin(("DUE", "OVERDUE", "PLANNED"))]
    for rows, style in (
        (missed, {"symbol": "x-thin-open", "size": 10, "color": theme.INK, "line": {"width": 2}}),
        (coming, {"symbol": "circle-open", "size": 14, "color": theme.QUIET, "line": {"width": 1.2}}),
    ):
        if rows.empty:
            continue
        middle = rows.assign(start=rows["start"] + 0.5)
        numbers = [f"{row.doseno:.0f}" if row.kind != "MISSED" else "" for row in rows.itertuples()]
        names = [_said(row, known) for row in rows.itertuples()]
        found.append(_marks(middle, style, text=numbers, textposition="middle center",
                             textfont={"size": 10, "color": theme.QUIET},
                             customdata=[swimlane_hover.not_given(row, words, known) for row in rows.itertuples()],
                             hovertemplate="%{customdata}<extra></extra>"))  # fmt: skip
        found.append(_words(middle, names))
    return found


def _said(row: Any, known: Known) -> str:
    # Doses of every day lie too close for words; the hover says why they were not given.
    if row.kind == "PLANNED" or isna(row.planned_day):
        return ""
    words = known("dose", row.kind) if row.kind != "MISSED" else known("missed", row.reason)
    return escape(words if len(words) <= LONGEST_REASON else words[: LONGEST_REASON - 1] + "…")


def _marks(rows: DataFrame, marker: dict[str, Any], **settings: Any) -> dict[str, Any]:
    mode = "markers+text" if "text" in settings else "markers"
    return {
        "type": "scatter", "mode": mode, "x": numbers(rows["start"]), "y": numbers(rows["y"]), "marker": marker,
        "cliponaxis": False,
    } | settings  # fmt: skip


def _words(rows: DataFrame, words: list[str]) -> dict[str, Any]:
    """Words to the right of marks, clear of the mark itself."""
    return {
        "type": "scatter", "mode": "text", "x": numbers(rows["start"]), "y": numbers(rows["y"]),
        "text": [f"\u2003\u2009{each}" if each else "" for each in words], "textposition": "middle right",
        "textfont": {"size": 11, "color": theme.QUIET}, "hoverinfo": "skip",
    }  # fmt: skip
