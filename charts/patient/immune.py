"""Immune cell subsets over months: a panel per subset and unit with the range of healthy adults or of the record."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.words import Words, placed
from clinical.common.plain_text import escape
from clinical.patient.immune import PERCENT, SUBSETS, reference

COLUMNS = 4
PANEL_HEIGHT = 150
TOP, BOTTOM, LEFT, RIGHT = 30, 54, 40, 12
TITLE = 30
GAP = 0.045
FEWEST_MONTHS = 6
COLOUR = "#33658A"
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 48)


def panels(cells: DataFrame, *, month_title: str, stamp: str, language: str, words: Words) -> go.Figure:
    """Small multiples of `happened.immune_cells`. The title of a panel names what the percentage is of."""
    drawn, _ = chosen(cells)
    shown = _shown(drawn)
    if not shown:
        return theme.empty(words("immune.none"), x_title=month_title)
    lines = -(-len(shown) // COLUMNS)
    inner = lines * PANEL_HEIGHT
    months = _months(drawn)
    layout: dict[str, Any] = {
        "height": TOP + BOTTOM + inner,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "annotations": [theme.stamp(stamp)],
    }
    traces: list[dict[str, Any]] = []
    for place, (code, unit) in enumerate(shown):
        part = drawn[(drawn["paramcd"] == code) & (drawn["avalu"].fillna("") == unit)]
        suffix = "" if place == 0 else str(place + 1)
        x_domain, y_domain = _domains(place, lines, inner)
        last_row = place + COLUMNS >= len(shown)
        layout |= {
            f"xaxis{suffix}": theme.axis(
                domain=x_domain, anchor=f"y{suffix}", showticklabels=last_row, **months,
                title={
                    "text": month_title if last_row else "", "font": {"size": 11, "color": theme.QUIET}, "standoff": 2,
                },
            ),
            f"yaxis{suffix}": theme.axis(domain=y_domain, anchor=f"x{suffix}", rangemode="tozero", nticks=4),
        }  # fmt: skip
        layout["annotations"].append(_heading(_title(part, language, words), x_domain[0], y_domain[1]))
        traces += [*_band(part, months["range"], suffix), _course(part, suffix, words)]
    return theme.figure(traces, layout)


def chosen(cells: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The rows of `happened.immune_cells` that are drawn, and the others with `why`: NO_VALUE or NO_TIME."""
    known = cells["aval"].notna() & cells["month"].notna()
    missing = cells[~known]
    return cells[known], missing.assign(why=np.where(missing["aval"].isna(), "NO_VALUE", "NO_TIME"))


def _shown(drawn: DataFrame) -> list[tuple[str, str]]:
    """Subset and unit of each panel: the known subsets in their order, then what else was measured."""
    found = list(dict.fromkeys(zip(drawn["paramcd"], drawn["avalu"].fillna(""), strict=True)))
    place = {code: number for number, code in enumerate(SUBSETS)}
    return sorted(found, key=lambda pair: (place.get(pair[0], len(place)), pair[1] != PERCENT))


def _months(drawn: DataFrame) -> dict[str, Any]:
    first, last = min(float(drawn["month"].min()), 0.0), max(float(drawn["month"].max()), FEWEST_MONTHS)
    step = next((step for step in MONTH_STEPS if (last - first) / step <= FEWEST_MONTHS), MONTH_STEPS[-1])
    slack = 0.04 * (last - first)
    return {"range": [first - slack, last + slack], "dtick": step, "tick0": 0}


def _domains(place: int, lines: int, inner: int) -> tuple[list[float], list[float]]:
    width = (1 - GAP * (COLUMNS - 1)) / COLUMNS
    start = place % COLUMNS * (width + GAP)
    top = 1 - place // COLUMNS / lines
    return [start, start + width], [top - 1 / lines + 0.02, top - TITLE / inner]


def _title(part: DataFrame, language: str, words: Words) -> str:
    """The subset, and below it what its percentage is of, or its unit."""
    code, unit = part["paramcd"].iloc[0], part["avalu"].fillna("").iloc[0]
    subset = SUBSETS.get(code)
    name = str(getattr(subset, language)) if subset else str(part["param"].iloc[0] or code)
    of = (
        words(f"immune.of.{subset.of}")
        if subset and unit == PERCENT and subset.of
        else str(unit).replace("uL", "µL")
    )
    return f"<b>{escape(name)}</b><br>{escape(of)}"


def _heading(phrase: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": phrase, "xref": "paper", "yref": "paper", "x": x, "y": y, "xanchor": "left", "yanchor": "bottom",
        "align": "left", "showarrow": False, "font": {"size": 11, "color": theme.INK},
    }  # fmt: skip


def _limits(part: DataFrame) -> tuple[float, float, str] | None:
    """The newest range of the records themselves, else that of healthy adults: low, high, its source."""
    own = part[part["anrlo"].notna() & part["anrhi"].notna()]
    if len(own):
        newest = own.iloc[-1]
        return float(newest["anrlo"]), float(newest["anrhi"]), ""
    known = reference(part["paramcd"].iloc[0], part["avalu"].iloc[0])
    return None if known is None else (known.low, known.high, known.source)


def _band(part: DataFrame, months: list[float], suffix: str) -> list[dict[str, Any]]:
    limits = _limits(part)
    if limits is None:
        return []
    low, high, _ = limits
    first, last = months
    return [{
        "type": "scatter", "mode": "lines", "xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "fill": "toself",
        "x": np.array([first, last, last, first]), "y": np.array([low, low, high, high]),
        "fillcolor": theme.RANGE_BAND, "line": {"width": 0}, "hoverinfo": "skip",
    }]  # fmt: skip


def _course(part: DataFrame, suffix: str, words: Words) -> dict[str, Any]:
    limits = _limits(part)
    said = "" if limits is None else words("immune.range", low=f"{limits[0]:g}", high=f"{limits[1]:g}",
                                          source=limits[2] or words("immune.own_range"))  # fmt: skip
    return {
        "type": "scatter", "mode": "lines+markers", "xaxis": f"x{suffix}", "yaxis": f"y{suffix}",
        "x": part["month"].to_numpy(dtype=np.float64), "y": part["aval"].to_numpy(dtype=np.float64),
        "line": {"color": COLOUR, "width": 1.4}, "marker": {"size": 6, "color": COLOUR},
        "customdata": [_hover(row, said, words) for row in part.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _hover(row: Any, said: str, words: Words) -> str:
    value = f"{row.avalc if isinstance(row.avalc, str) else f'{row.aval:g}'} {row.avalu or ''}"
    visit = [row.visit] if isinstance(row.visit, str) else []
    lines = (
        " · ".join([*placed(words, row.adt, row.ady), *visit]),
        said,
        f"{row.source_file} {words('hover.row', n=int(row.source_row))}",
    )
    return "<br>".join([f"<b>{escape(value)}</b>", *(escape(line) for line in lines if line)])
