"""Which organ failed when: a strip of days, and below it encephalopathy, ascites, infection and bleeding."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame, Series

from charts.common import bar_rows, theme, time_marks
from charts.common.bar_rows import BOTTOM, LEFT, RIGHT
from charts.common.time_axis import TimeAxis
from charts.common.words import Words, word
from charts.patient import event_bars
from clinical.common.plain_text import escape
from clinical.scores.organ_points import FAILS_FROM

GRADES = ("HEGRADE", "ASCITES")
COMPLICATIONS = ("INFECTION", "BLEEDING")
ROWS = (*FAILS_FROM, *GRADES, *COMPLICATIONS)
ROW_HEIGHT = 16
TOP = 54
LEGEND_RISE = 16  # above the letters of the doses
CELLS_IN_A_ROW = 120
STEPS = (1, 7, 28, 84, 364)
ROMAN = ("0", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ")
SYMBOL_OF_FAILURE = "×"
STATES = {
    "failing": {"color": theme.LIMIT_RED, "ink": "#FFFFFF"},
    "impaired": {"color": "#EBC07A", "ink": theme.INK},
    "fine": {"color": "#DCE5EA", "ink": theme.QUIET},
    "unsaid": {"color": "#FFFFFF", "ink": theme.QUIET},
}
ALIKE = ["row", "state", "paramcd", "avalu", "confound", "afterlt", "source_file"]
HATCH = {"fillmode": "overlay", "fgcolor": "#FFFFFF", "fgopacity": 1, "size": 7, "solidity": 0.2}
HATCHED_IN_LEGEND = "#8FA3AF"
FAINT = 0.4  # after a transplant: another liver


def days_per_cell(time: TimeAxis) -> int:
    """1, or as many days as keep a row within `CELLS_IN_A_ROW` cells."""
    span = time.last - time.first
    return next((step for step in STEPS if span / step <= CELLS_IN_A_ROW), STEPS[-1])


def strip(
    cells: DataFrame,
    events: DataFrame,
    marks: DataFrame,
    time: TimeAxis,
    *,
    days: int,
    stamp: str,
    words: Words,
) -> go.Figure:
    """A row per organ with a cell per day (or per `days` days): failing, impaired, not failing; blank: no value.

    `cells` is happened.organ_cells() within the time shown, `events` patient.adverse_events() that meet it; only
    infections and bleedings of these are drawn.
    """
    complications = events[events["complication"].isin(COMPLICATIONS)]
    places = complications["complication"].map(ROWS.index).to_numpy(dtype=np.int64)
    bars = event_bars.bars(complications, places, time, words, ("x", "y"))
    heading = bar_rows.heading(words("organs.title"), 1.0) | {"yshift": LEGEND_RISE + 3}
    note = [] if len(cells) or len(complications) else [bar_rows.note(words("organs.none"), 0.5)]
    layout = {
        "height": TOP + BOTTOM + ROW_HEIGHT * len(ROWS),
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "barmode": "overlay",
        "showlegend": True,
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "yanchor": "bottom", "itemclick": False,
            "y": 1 + LEGEND_RISE / (ROW_HEIGHT * len(ROWS)), "itemdoubleclick": False,
            "font": {"size": 11, "color": theme.INK}, "tracegroupgap": 0, "itemwidth": 30,
        },
        "xaxis": time.layout(title=bar_rows.title(time), showgrid=False),
        "yaxis": _axis(words),
        "shapes": [*_lines(), *time_marks.bands(marks, ["x"])],
        "annotations": [*note, heading, *time_marks.letters(marks, ["x"]), theme.stamp(stamp)],
    }  # fmt: skip
    unsaid = bool((state_of(cells) == "unsaid").any())
    return theme.figure([*_legend(unsaid, words), *_cells(cells, days, words), *bars], layout)


def _axis(words: Words) -> dict[str, Any]:
    return theme.axis(
        range=[len(ROWS) - 0.5, -0.5],
        tickvals=list(range(len(ROWS))),
        ticktext=[escape(words(f"organs.row.{row}")) for row in ROWS],
        showgrid=False,
        ticks="",
    )


def _lines() -> list[dict[str, Any]]:
    """A hair line under every row, a stronger one between organs, grades and events."""
    ends = {len(FAILS_FROM), len(FAILS_FROM) + len(GRADES)}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": row - 0.5, "y1": row - 0.5,
         "layer": "below", "line": {"width": 1, "color": "#C3CAD1" if row in ends else theme.GRID}}
        for row in range(1, len(ROWS))
    ]  # fmt: skip


def state_of(cells: DataFrame) -> NDArray[Any]:
    """failing, impaired, fine or unsaid for each cell. Grades: III and IV as failing, any other above 0 as impaired."""
    is_organ = cells["row"].isin(FAILS_FROM).to_numpy()
    level = cells["level"].to_numpy(dtype=np.float64, na_value=np.nan)
    failing = cells["failing"].to_numpy(dtype=object)
    coma = (cells["row"] == "HEGRADE").to_numpy() & (level >= 3)
    return np.select(
        [is_organ & (failing == "Y") | coma, is_organ & (failing != "N"), level >= np.where(is_organ, 2, 1)],
        ["failing", "unsaid", "impaired"],
        "fine",
    )


def _cells(cells: DataFrame, days: int, words: Words) -> list[dict[str, Any]]:
    """One trace for all cells that look alike and say the same but for value and day: words travel once."""
    if cells.empty:
        return []
    drawn = cells.assign(state=state_of(cells), label=_labels(cells))
    return [_trace(part, days, words) for _, part in drawn.groupby(ALIKE, dropna=False, sort=False)]


def _trace(part: DataFrame, days: int, words: Words) -> dict[str, Any]:
    first = part.iloc[0]
    style = STATES[first["state"]]
    return {
        "type": "bar", "orientation": "h", "xaxis": "x", "yaxis": "y", "showlegend": False,
        "base": part["start"].to_numpy(dtype=np.int32), "x": np.full(len(part), days, dtype=np.int16),
        "y": np.full(len(part), ROWS.index(first["row"]), dtype=np.int8), "width": 0.84,
        "text": part["label"].tolist() if part["label"].any() else None,
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none",
        "textfont": {"size": 10, "color": style["ink"]},
        "marker": {
            "color": style["color"], "opacity": FAINT if first["afterlt"] == "Y" else 1,
            "line": {"width": 0.6, "color": theme.AFTER_TRANSPLANT if first["state"] == "unsaid" else "#FFFFFF"},
            "pattern": HATCH | {"shape": "/"} if isinstance(first["confound"], str) else {},
        },
        "customdata": [
            [escape(value) if isinstance(value, str) else "", words.day(day), int(row)]
            for value, day, row in zip(part["avalc"], part["adt"], part["source_row"], strict=True)
        ],
        "hovertemplate": _hover(first, words),
    }  # fmt: skip


def _labels(cells: DataFrame) -> list[str]:
    """What stands in a cell: a sign of failure, the grade of encephalopathy or ascites, or nothing."""
    return [_label(*cell) for cell in zip(cells["row"], cells["level"], cells["failing"], strict=True)]


def _label(row: str, level: float, failing: object) -> str:
    if row == "HEGRADE":
        return ROMAN[int(level)] if level in range(len(ROMAN)) else f"{level:g}"
    if row == "ASCITES":
        return f"{level:g}"
    return SYMBOL_OF_FAILURE if failing == "Y" else "" if failing == "N" else "?"


def _hover(cell: Series, words: Words) -> str:
    """Organ and state; the deciding value; its date; what treatment set it; file and row."""
    unit = escape(cell["avalu"]) if isinstance(cell["avalu"], str) else ""
    confounders = cell["confound"].split(";") if isinstance(cell["confound"], str) else []
    title = words(f"organs.row.{cell['row']}")
    if cell["row"] in FAILS_FROM:
        title = words("organs.said", organ=title, state=words(f"organs.state.{cell['state']}"))
    lines = [
        f"<b>{escape(title)}</b>",
        f"{escape(word(words, 'organs.by', cell['paramcd']))} %{{customdata[0]}} {unit}",
        "%{customdata[1]}",
        *(escape(word(words, "confound", code)) for code in confounders),
        escape(words("organs.afterlt")) if cell["afterlt"] == "Y" else "",
        f"{escape(cell['source_file'])} {escape(words('hover.row_word'))} %{{customdata[2]}}",
    ]
    return "<br>".join(line for line in lines if line) + "<extra></extra>"


def _legend(unsaid: bool, words: Words) -> list[dict[str, Any]]:
    """One entry per state, one for hatching and one for what is blank."""
    styles = [
        (f"organs.state.{state}", style["color"], "")
        for state, style in STATES.items()
        if unsaid or state != "unsaid"
    ]
    styles += [("organs.treated", HATCHED_IN_LEGEND, "/"), ("organs.blank", "#FFFFFF", "")]
    return [
        {"type": "bar", "x": [None], "y": [None], "name": escape(words(key)), "showlegend": True, "hoverinfo": "skip",
         "marker": {"color": colour, "line": {"width": 0.6, "color": theme.AFTER_TRANSPLANT},
                    "pattern": HATCH | {"shape": shape}}}
        for key, colour, shape in styles
    ]  # fmt: skip
