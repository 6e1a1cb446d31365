"""The points of a course, prepared once for all panels of a figure, and the lines and marks that they make.

Everything here works on whole columns: per point or per panel it would cost more than the rest of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from charts.common import hover, theme
from charts.common.words import Words

# The mark of a point says what is special about it, the first of these that applies; each also stands in the
# legend.
SYMBOLS = {
    "SLIP": "x-thin-open",
    "ABOVE": "triangle-up-open",
    "BELOW": "triangle-down-open",
    "DIALYSIS": "triangle-right-open",
    "HOLLOW": "circle-open",
}
PLAIN = "circle"
SIZES = {PLAIN: 5, "circle-open": 6}
SPECIAL_SIZE = 8
NO_STRETCH = -1


@dataclass(frozen=True)
class Points:
    """Drawable results of one parameter, oldest first. `hover` holds one row of texts per point.

    stretch: the number of the infusion that a point follows, NO_STRETCH on other axes.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    symbol: NDArray[Any]
    grafted: NDArray[np.bool_]
    stretch: NDArray[np.int64]
    hover: NDArray[Any]

    def take(self, rows: Any) -> "Points":
        """These points only: a slice, or a truth value for each."""
        parts = {name: getattr(self, name)[rows] for name in self.__dataclass_fields__}
        return replace(self, **parts)

    @property
    def numbers(self) -> list[int]:
        """The infusions that are followed here, in order."""
        return sorted(set(self.stretch.tolist()) - {NO_STRETCH})


def by_parameter(series: DataFrame, words: Words) -> dict[str, Points]:
    """What is drawn of `courses.series`, whose rows come sorted by parameter, as Points per PARAMCD."""
    drawn = series[series["why"].isna().to_numpy()]
    if drawn.empty:
        return {}
    points = Points(
        x=numbers(drawn["offset"]),
        y=numbers(drawn["y"]),
        low=numbers(drawn["lo"]),
        high=numbers(drawn["hi"]),
        symbol=np.select(list(kinds(drawn).values()), list(SYMBOLS.values()), PLAIN),
        grafted=drawn["after_transplant"].to_numpy(dtype=bool, na_value=False),
        stretch=drawn["stretch"].to_numpy(dtype=np.float64, na_value=NO_STRETCH).astype(np.int64),
        hover=hover.rows(drawn, words),
    )
    return {code: points.take(part) for code, part in _runs(drawn["paramcd"].to_numpy(dtype=object))}


def kinds(series: DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Which rows are special in which way, in the order of SYMBOLS."""
    confound = series["confound"].to_numpy(dtype=object)
    beyond, sign = np.isnan(numbers(series["aval"])), series["beyond"].to_numpy(dtype=object)
    return {
        "SLIP": series["slip"].notna().to_numpy(),
        "ABOVE": beyond & (sign == ">"),
        "BELOW": beyond & (sign != ">"),
        "DIALYSIS": np.array(
            [isinstance(codes, str) and "DIALYSIS" in codes for codes in confound], dtype=bool
        ),
        "HOLLOW": np.array(
            [isinstance(codes, str) and codes != "DIALYSIS" for codes in confound], dtype=bool
        ),
    }


def traces(points: Points, axes: tuple[str, str], colour: str, words: Words) -> list[dict[str, Any]]:
    """The course as lines: one, and a grey one after a transplant; or one per infusion, later ones darker.

    A questioned value stands apart: no line runs through it.
    """
    if points.numbers:
        shades = theme.shades(colour, len(points.numbers))
        sure = points.take(points.symbol != SYMBOLS["SLIP"])
        follows = [
            (sure.take(sure.stretch == number), shade)
            for number, shade in zip(points.numbers, shades, strict=True)
        ]
        doubted = points.take(points.symbol == SYMBOLS["SLIP"])
        lines = [trace(part, axes, shade, words) for part, shade in follows if len(part.x)]
        return lines + ([trace(doubted, axes, theme.QUIET, words, "markers")] if len(doubted.x) else [])
    apart = points.symbol == SYMBOLS["SLIP"]
    parts = [
        (points.take(~points.grafted & ~apart), colour, "lines+markers"),
        (points.take(points.grafted & ~apart), theme.AFTER_TRANSPLANT, "lines+markers"),
        (points.take(apart), theme.QUIET, "markers"),
    ]
    return [trace(part, axes, shade, words, mode) for part, shade, mode in parts if len(part.x)]


def trace(
    points: Points, axes: tuple[str, str], colour: str, words: Words, mode: str = "lines+markers"
) -> dict[str, Any]:
    """Line and marks, with all that is known of a value on hover. A mark that is clicked on grows."""
    return {
        "type": "scatter", "mode": mode, "xaxis": axes[0], "yaxis": axes[1], "x": points.x, "y": points.y,
        "line": {"color": colour, "width": 1.4},
        "marker": {
            "size": _one_or_all(np.array([SIZES.get(symbol, SPECIAL_SIZE) for symbol in points.symbol])),
            "symbol": _one_or_all(points.symbol), "opacity": 1, "line": {"width": 1.2, "color": colour},
            "color": np.where(points.grafted, theme.AFTER_TRANSPLANT, colour) if points.grafted.any() else colour,
        },
        "selected": {"marker": {"size": 11}}, "unselected": {"marker": {"opacity": 1}},
        "customdata": points.hover, "hovertemplate": hover.template(words),
    }  # fmt: skip


def numbers(column: Series) -> NDArray[np.float64]:
    """A column as numbers, NaN where missing."""
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _one_or_all(styles: NDArray[Any]) -> Any:
    """One style where all are alike: the figure travels to the browser on every change."""
    return styles[:1].tolist()[0] if (styles == styles[0]).all() else styles


def _runs(codes: NDArray[Any]) -> Iterator[tuple[str, slice]]:
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    for start, stop in zip(starts, np.r_[starts[1:], len(codes)], strict=True):
        yield str(codes[start]), slice(int(start), int(stop))
