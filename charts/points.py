"""The points of a course and what each says on hover, prepared once for all panels of a figure.

Everything here works on whole columns: per point or per panel it would cost more than the rest of the page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from charts import theme

Text = Callable[..., str]

CONFOUNDERS = ("PE48", "FFP24", "DIALYSIS")


@dataclass(frozen=True)
class Points:
    """Drawable results of one parameter, oldest first. `hover` holds one row of texts per point."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    symbol: NDArray[Any]
    grey: NDArray[np.bool_]
    hover: NDArray[Any]


def by_parameter(series: DataFrame, text: Text) -> dict[str, Points]:
    """The drawable rows of `patient.series`, which come sorted by parameter, as Points per PARAMCD."""
    drawn = series[series["y"].notna().to_numpy()]
    if drawn.empty:
        return {}
    x, y = _numbers(drawn["offset"]), _numbers(drawn["y"])
    low, high = _numbers(drawn["lo"]), _numbers(drawn["hi"])
    symbol, hover = _symbols(drawn), _hover(drawn, text)
    grey = drawn["after_transplant"].to_numpy(dtype=bool, na_value=False)
    return {
        code: Points(x[part], y[part], low[part], high[part], symbol[part], grey[part], hover[part])
        for code, part in _runs(drawn["paramcd"].to_numpy(dtype=object))
    }


def hover_template(text: Text) -> str:
    """How the texts of `Points.hover` are put together."""
    return (
        "<b>%{customdata[0]}</b> %{customdata[1]}<br>%{customdata[2]}"
        f"<br>%{{customdata[3]}}%{{customdata[4]}} {text('hover.row_word')} %{{customdata[5]}}<extra></extra>"
    )


def trace(points: Points, axes: tuple[str, str], colour: str, text: Text) -> dict[str, Any]:
    """The course itself: line and marks, with all that is known of a value on hover."""
    return {
        "type": "scatter", "mode": "lines+markers", "xaxis": axes[0], "yaxis": axes[1], "x": points.x, "y": points.y,
        "line": {"color": colour, "width": 1.4},
        "marker": {
            "size": 5, "symbol": _one_or_all(points.symbol), "line": {"width": 1, "color": colour},
            "color": np.where(points.grey, theme.AFTER_TRANSPLANT, colour) if points.grey.any() else colour,
        },
        "customdata": points.hover, "hovertemplate": hover_template(text),
    }  # fmt: skip


def _one_or_all(symbols: NDArray[Any]) -> Any:
    """One symbol where all are alike: the figure travels to the browser on every change."""
    return str(symbols[0]) if (symbols == symbols[0]).all() else symbols


def _runs(codes: NDArray[Any]) -> Iterator[tuple[str, slice]]:
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    for start, stop in zip(starts, np.r_[starts[1:], len(codes)], strict=True):
        yield str(codes[start]), slice(int(start), int(stop))


def _numbers(column: Series) -> NDArray[np.float64]:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _texts(column: Series) -> list[str]:
    """A column as text; data are escaped, since a hover reads them as markup."""
    return [escape(value) if isinstance(value, str) else "" for value in column.to_numpy(dtype=object)]


def _symbols(drawn: DataFrame) -> NDArray[Any]:
    """Hollow: confounded. A triangle: beyond the limit at which it is drawn; sideways: creatinine under dialysis."""
    confound = drawn["confound"].to_numpy(dtype=object)
    hollow = np.array([isinstance(codes, str) for codes in confound])
    dialysis = np.array([isinstance(codes, str) and "DIALYSIS" in codes for codes in confound])
    beyond = np.isnan(_numbers(drawn["aval"]))
    above = drawn["beyond"].to_numpy(dtype=object) == ">"
    return np.select(
        [beyond & above, beyond, dialysis, hollow],
        ["triangle-up-open", "triangle-down-open", "triangle-right-open", "circle-open"],
        "circle",
    )


def _hover(drawn: DataFrame, text: Text) -> NDArray[Any]:
    """Value as reported; unit and range; time, day and visit; confounder; file; row."""
    words = {code: text(f"confound.{code}") for code in CONFOUNDERS}
    values = [
        reported or f"{value:g}"
        for reported, value in zip(_texts(drawn["avalc"]), _numbers(drawn["aval"]), strict=True)
    ]
    ranges = [
        unit if high != high else f"{unit} ({'' if low != low else f'{low:g}'}–{high:g})"
        for unit, low, high in zip(
            _texts(drawn["avalu"]), _numbers(drawn["anrlo"]), _numbers(drawn["anrhi"]), strict=True
        )
    ]
    days = ["" if day != day else text("axis.day_n", n=int(day)) for day in _numbers(drawn["ady"])]
    when = [
        " · ".join(filter(None, parts))
        for parts in zip(drawn["taken"], days, _texts(drawn["visit"]), strict=True)
    ]
    why = [
        "".join(f"{words.get(code, code)}<br>" for code in codes.split(";")) if codes else ""
        for codes in _texts(drawn["confound"])
    ]
    rows = ["" if row != row else f"{row:.0f}" for row in _numbers(drawn["source_row"])]
    columns = (values, ranges, when, why, _texts(drawn["source_file"]), rows)
    return np.array(list(zip(*columns, strict=True)), dtype=object)
