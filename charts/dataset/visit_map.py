"""The planned visits of every patient as one map: a row per patient, a column per visit, a colour per state.

Each state also has a lightness and a word of its own, so that the map can be read without colours.
"""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.words import Words
from charts.ward.due import Known, Named
from clinical.common.plain_text import escape

# In the order of the key; missed is the darkest, since it is what the map is looked at for.
COLOURS = {
    "DONE": "#8DBFCC",
    "LATE": "#E6B85C",
    "MISSED": "#7A271A",
    "NOT YET": "#EEF1F4",
    "NOT EXPECTED": "#C3CAD1",
}
TOP, BOTTOM, LEFT, RIGHT = 96, 34, 134, 12
ROW_HEIGHT, LOWEST_ROW, HIGHEST = 18, 3.2, 900
MOST_NAMED = 60
LONGEST_LABEL = 18


def build(visits: DataFrame, *, named: Named, known: Known, stamp: str, words: Words) -> go.Figure:
    """The map of `visit_map.visits`, which has rows. `named` gives the words of a kind and a name."""
    visits = visits.assign(avisit=[named("VISIT", str(name)) for name in visits["avisit"]])
    grid, hover = _grids(visits, known, words)
    return theme.figure([_map(grid, hover), *_key(words)], _layout(visits, grid.shape, stamp))


def _grids(visits: DataFrame, known: Known, words: Words) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """The place of each state in COLOURS, NaN where a patient has no such visit; and the words of each cell."""
    places = {state: at for at, state in enumerate(COLOURS)}
    shape = (int(visits["patient_place"].max()), int(visits["column_place"].max()))
    row, column = (visits[name].to_numpy(dtype=np.int64) - 1 for name in ("patient_place", "column_place"))
    grid = np.full(shape, np.nan)
    grid[row, column] = [places[state] for state in visits["state"]]
    hover = np.full(shape, "", dtype=object)
    hover[row, column] = [_hover(each, known, words) for each in visits.itertuples()]
    return grid, hover


def _hover(row: Any, known: Known, words: Words) -> str:
    state = words(f"due.status.{row.status}")
    if isinstance(row.reason, str):
        state += f": {known('due.reason', row.reason)}"
    arm = f" {escape(known('arm', row.trt01p))}" if isinstance(row.trt01p, str) else ""
    who = f"<b>{escape(str(row.usubjid))}</b>{arm}"
    lines = [who, f"{escape(str(row.avisit))}: {escape(state)}"]
    lines.append(words("dataset.planned_on", date=words.day(row.planned_dt)))
    if not isna(row.done_dt):
        lines.append(words("dataset.done_on", date=words.day(row.done_dt)))
    return "<br>".join(lines)


def _map(grid: NDArray[np.float64], hover: NDArray[Any]) -> dict[str, Any]:
    count = len(COLOURS)
    scale = [
        [at / count, colour] for place, colour in enumerate(COLOURS.values()) for at in (place, place + 1)
    ]
    return {
        "type": "heatmap", "z": grid, "x": np.arange(1, grid.shape[1] + 1), "y": np.arange(1, grid.shape[0] + 1),
        "zmin": -0.5, "zmax": count - 0.5, "colorscale": scale, "showscale": False, "xgap": 2,
        "ygap": 1.5 if grid.shape[0] <= MOST_NAMED else 0.3,
        "customdata": hover, "hovertemplate": "%{customdata}<extra></extra>", "hoverongaps": False,
    }  # fmt: skip


def _key(words: Words) -> list[dict[str, Any]]:
    """The key: a square per state."""
    return [
        {
            "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words(f"dataset.state.{state}"),
            "marker": {"symbol": "square", "size": 12, "color": colour, "line": {"width": 1, "color": "#9AA5B1"}},
            "hoverinfo": "skip",
        }
        for state, colour in COLOURS.items()
    ]  # fmt: skip


def _layout(visits: DataFrame, shape: tuple[int, ...], stamp: str) -> dict[str, Any]:
    rows, columns = shape
    names = visits.drop_duplicates("column_place").sort_values("column_place")["avisit"].astype(str)
    height = max(LOWEST_ROW, min(ROW_HEIGHT, HIGHEST / rows)) * rows
    return {
        "height": int(height) + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "showlegend": True,
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 12},
        },
        "xaxis": theme.axis(
            side="top", tickvals=list(range(1, columns + 1)), ticktext=[escape(_short(name)) for name in names],
            range=[0.5, columns + 0.5], tickangle=-25, showgrid=False, fixedrange=True, ticks="",
        ),
        "yaxis": _patients(visits, rows),
        "shapes": _between_arms(visits),
        "annotations": [theme.stamp(stamp) | {"yshift": -10}],
    }  # fmt: skip


def _patients(visits: DataFrame, rows: int) -> dict[str, Any]:
    """The patients by name where there is room; else the arms, each at its first patient."""
    who = visits.drop_duplicates("patient_place" if rows <= MOST_NAMED else "trt01p")
    named = who["usubjid"] if rows <= MOST_NAMED else who["trt01p"].fillna("")
    return theme.axis(
        range=[rows + 0.5, 0.5], tickvals=who["patient_place"].tolist(),
        ticktext=[escape(_short(str(name))) for name in named], fixedrange=True, showgrid=False, ticks="",
    )  # fmt: skip


def _between_arms(visits: DataFrame) -> list[dict[str, Any]]:
    """A line above the first patient of each arm but the first."""
    first = visits.drop_duplicates("trt01p")["patient_place"].tolist()[1:]
    return [
        {
            "type": "line", "xref": "paper", "x0": -0.02, "x1": 1, "y0": place - 0.5, "y1": place - 0.5,
            "line": {"width": 1.5, "color": theme.INK},
        }
        for place in first
    ]  # fmt: skip


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 1] + "…"
