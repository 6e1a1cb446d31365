"""Small courses for paper: a frame in, SVG text out. Nothing is left to a browser but to print it.

Lengths are tenths of a millimetre on paper, so that a text of 25 stands 2.5 mm high.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from pandas import DataFrame

from charts.common import points, theme
from charts.common.points import Points
from charts.common.time_axis import TimeAxis
from charts.common.time_marks import LETTERS, LINE_COLOURS, SHADE_HOURS
from charts.common.words import Words
from charts.patient import svg
from charts.patient.timeline import LEAST_SCORE_SPAN
from charts.patient.trends import Panel

WIDTH, HEIGHT = 474, 258
LEFT, RIGHT, TOP, BOTTOM = 58, 6, 56, 30
TITLE, SMALL = 29, 23
MOST_TICKS_ACROSS, MOST_TICKS_UP = 5, 3
HEADROOM = 0.06
# Below it a scale has no ticks that a reader could tell apart, nor any number of its own.
NEXT_TO_NOTHING = 1e-9
LETTER_ROOM = 18
# Above so many points a mark each would be a smear.
MANY_POINTS, RADIUS, SMALL_RADIUS = 60, 6.0, 3.0
MARKERS = {
    "triangle-up-open": ((0, -8), (8, 6), (-8, 6)),
    "triangle-down-open": ((0, 8), (8, -6), (-8, -6)),
    "triangle-right-open": ((8, 0), (-6, 8), (-6, -8)),
    "x-thin-open": ((-7, -7), (7, 7), (0, 0), (7, -7), (-7, 7), (0, 0)),
}


@dataclass(frozen=True)
class Scale:
    """From days and values to places on the paper."""

    time: TimeAxis
    low: float
    high: float

    def x(self, offset: float) -> float:
        share = (min(max(offset, self.time.first), self.time.last) - self.time.first) / (
            self.time.last - self.time.first
        )
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def ticks(self) -> list[float]:
        """A few round values between the ends."""
        step = round_step((self.high - self.low) / MOST_TICKS_UP)
        return [number * step for number in range(ceil(self.low / step), floor(self.high / step) + 1)]


def round_step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... (and of 0.5, 0.2 ...) that is not below `least`."""
    decade: float = 10.0 ** floor(log10(least))
    return float(next(digit * decade for digit in (1, 2, 5, 10) if digit * decade >= least * (1 - 1e-9)))


def courses(
    series: DataFrame,
    shown: Sequence[Panel],
    marks: DataFrame,
    time: TimeAxis,
    *,
    missing: str,
    words: Words,
) -> list[str]:
    """One SVG per panel: reference range, sessions and doses behind, the course before them.

    `series` is courses.series(), `marks` patient.marks_in_time(). A panel without values says `missing`. Marks mean
    what they mean in trends.panels().
    """
    drawn = points.by_parameter(series, words)
    return [_course(panel, drawn.get(panel.paramcd), marks, time, missing) for panel in shown]


def _course(panel: Panel, course: Points | None, marks: DataFrame, time: TimeAxis, missing: str) -> str:
    scale = Scale(time, *_ends(course, panel.from_zero))
    colour = theme.ANALYTE_COLOURS.get(panel.paramcd, theme.INK)
    parts: list[str] = []
    if course is not None:
        parts += [*_reference(course, scale)]
    parts += [*_sessions(marks, scale), *_axes(scale, values=course is not None), *_lines(marks, scale)]
    if course is None:
        parts.append(
            svg.text(
                (LEFT + WIDTH) / 2,
                (TOP + HEIGHT - BOTTOM) / 2,
                missing,
                "middle",
                theme.QUIET,
                SMALL,
                halo=True,
            )
        )
    else:
        parts += [*_line(course, scale, colour), *_marks(course, scale, colour)]
    title = svg.text(0, TITLE - 5, panel.title, "start", theme.INK, TITLE, bold=True)
    return svg.drawing(WIDTH, HEIGHT, panel.title, [title, *parts])


def _ends(course: Points | None, from_zero: bool) -> tuple[float, float]:
    """The values between which a course is drawn: all of it, and the limit of the range it is nearest to."""
    if course is None:
        return 0.0, 1.0
    low, high = float(course.y.min()), float(course.y.max())
    limits = np.r_[course.low[course.low > high], course.high[course.high < low]]
    low, high = min(low, *limits, high), max(high, *limits, low)
    if from_zero:
        return 0.0, high * (1 + HEADROOM) if high > NEXT_TO_NOTHING else 1.0
    slack = max(LEAST_SCORE_SPAN - (high - low), HEADROOM * (high - low)) / 2
    return low - slack, high + slack


def _reference(course: Points, scale: Scale) -> Iterator[str]:
    """The reference range as each record states it; one limit alone reaches to the edge."""
    low = np.where(np.isnan(course.low), -np.inf, course.low)
    high = np.where(np.isnan(course.high), np.inf, course.high)
    starts = np.flatnonzero(np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
    ends = np.r_[course.x[starts[1:]], course.x[-1]]
    for start, end in zip(starts, ends, strict=True):
        if np.isfinite(low[start]) or np.isfinite(high[start]):
            top, bottom = scale.y(high[start]), scale.y(low[start])
            yield svg.rectangle(scale.x(course.x[start]), scale.x(end), top, bottom, theme.QUIET, 0.16)


def _sessions(marks: DataFrame, scale: Scale) -> Iterator[str]:
    """A band per session with the hours during which values still show it."""
    for kind, _, start, stop in _rows(marks):
        if kind in SHADE_HOURS:
            end = scale.x(stop + SHADE_HOURS[kind] / 24)
            yield svg.rectangle(scale.x(start), end, TOP, HEIGHT - BOTTOM, theme.PROCEDURE_BANDS[kind], 0.45)


def _lines(marks: DataFrame, scale: Scale) -> Iterator[str]:
    """A thin line per dose, transplant and death, with its letter on top where there is room for it."""
    lettered: list[float] = []
    for kind, label, start, _ in sorted(_rows(marks), key=lambda mark: mark[0] == "DOSE"):
        if kind in LINE_COLOURS and scale.time.first <= start <= scale.time.last:
            x, colour = scale.x(start), LINE_COLOURS[kind]
            dash = "3 4" if kind == "DOSE" else ""
            yield svg.line(x, TOP, x, HEIGHT - BOTTOM, colour, 3, dash)
            if all(abs(x - other) >= LETTER_ROOM for other in lettered):
                lettered.append(x)
                yield svg.text(x, TOP - 4, LETTERS.get(kind, label), "middle", colour, SMALL)


def _rows(marks: DataFrame) -> Iterable[tuple[str, str, float, float]]:
    """Kind, label, start and stop in days; what has no stop stops where it starts."""
    starts = marks["start"].astype("float64")
    stops = marks["stop"].astype("float64").fillna(starts)
    return zip(marks["kind"], marks["label"].astype(str), starts, stops, strict=True)


def _axes(scale: Scale, *, values: bool) -> Iterator[str]:
    floor_y = HEIGHT - BOTTOM
    for value in scale.ticks() if values else ():
        y = scale.y(value)
        yield svg.line(LEFT, y, WIDTH - RIGHT, y, theme.GRID, 2)
        yield svg.text(LEFT - 6, y + SMALL / 3, _number(value), "end", theme.QUIET, SMALL)
    yield svg.line(LEFT, floor_y, WIDTH - RIGHT, floor_y, "#C3CAD1", 2.5)
    for offset in scale.time.ticks(MOST_TICKS_ACROSS):
        x = scale.x(offset)
        yield svg.line(x, floor_y, x, floor_y + 6, "#C3CAD1", 2.5)
        yield svg.text(x, HEIGHT - 2, scale.time.label(offset), "middle", theme.QUIET, SMALL)


def _number(value: float) -> str:
    """A value on the axis, where five figures have no room: 10k for 10,000."""
    return f"{value / 1000:g}k" if abs(value) >= 10_000 else f"{value:.6g}"


def _line(course: Points, scale: Scale, colour: str) -> Iterator[str]:
    """The course; what comes after a transplant belongs to another liver and is grey."""
    native = int(np.count_nonzero(~course.grafted))
    for part, shade in ((slice(0, native), colour), (slice(native, None), theme.AFTER_TRANSPLANT)):
        places = [(scale.x(x), scale.y(y)) for x, y in zip(course.x[part], course.y[part], strict=True)]
        if places:
            yield svg.path(places, shade)


def _marks(course: Points, scale: Scale, colour: str) -> Iterator[str]:
    radius = RADIUS if len(course.x) <= MANY_POINTS else SMALL_RADIUS
    for x, y, symbol, grey in zip(course.x, course.y, course.symbol, course.grafted, strict=True):
        shade = theme.AFTER_TRANSPLANT if grey else colour
        fill = "#FFFFFF" if str(symbol).endswith("open") else shade
        if symbol in MARKERS:
            yield svg.polygon(((scale.x(x) + dx, scale.y(y) + dy) for dx, dy in MARKERS[symbol]), fill, shade)
        else:
            yield svg.circle(scale.x(x), scale.y(y), radius, fill, shade)
