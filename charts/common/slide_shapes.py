"""A figure as a slide program draws it itself, so that it stays editable: what is drawn, not how.

Numbers and words only; `charts.meeting.slides` turns them into charts, tables and shapes of a presentation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Line:
    """One line of an XY chart. A step curve brings its corners as points.

    `marker`: 'circle', 'square', 'plus' or ''. A `width_pt` of 0 leaves the markers alone.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    colour: str
    dashed: bool = False
    marker: str = ""
    width_pt: float = 2.0


@dataclass(frozen=True)
class Table:
    """A table of text: the head, then the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class XyChart:
    """Lines or points over a numeric axis; a range of None is left to the program.

    `below`: a small table under the chart, such as the numbers at risk.
    """

    x_title: str
    y_title: str
    lines: tuple[Line, ...]
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    log_x: bool = False
    log_y: bool = False
    below: Table | None = None


@dataclass(frozen=True)
class Bars:
    """One series of bars, a value per category.

    `colours`: one for each category, where they are not all in the colour of the legend. `intervals`: the lower and
    the upper limit of each value, on the scale of the values; NaN for none.
    """

    name: str
    values: Sequence[float]
    colour: str
    colours: Sequence[str] = ()
    intervals: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, of each category side by side, or `stacked` as parts of one bar."""

    value_title: str
    categories: tuple[str, ...]
    series: tuple[Bars, ...]
    stacked: bool = False
    value_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Box:
    """A box of a flow chart: its text, and its place as shares of the drawing's width and height (0 to 1)."""

    text: str
    x: float
    y: float
    width: float
    height: float
    colour: str = ""


@dataclass(frozen=True)
class FlowChart:
    """Boxes, and arrows between them by their place in `boxes`."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[int, int], ...]


Native: TypeAlias = XyChart | BarChart | Table | FlowChart


@dataclass(frozen=True)
class Slide:
    """One message: the title that says it, what is drawn below, and the lines of the notes.

    `facts` stand on the slide below what is drawn: whom it counts, how it was made, its code.
    """

    title: str
    body: Native | None
    notes: tuple[str, ...]
    lines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
