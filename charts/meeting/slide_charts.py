"""Native charts of a presentation: lines over a numeric axis, and horizontal bars."""

import re
from collections.abc import Iterator, Sequence
from math import ceil, floor, isfinite, log
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts.common import theme
from charts.common.slide_shapes import BarChart, Bars, Line, XyChart
from clinical.common.plain_text import readable

MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "plus": XL_MARKER_STYLE.PLUS,
    "": XL_MARKER_STYLE.NONE,
}
MARKER_SIZE = 6
LETTERS, MARK_LETTERS = Pt(14), Pt(9)
# Multiples of a limit or of a baseline are read as doublings.
LOGARITHM_BASE = 2
ACTING_IN_A_SHEET = re.compile(r"\{?=|(https?|ftp|file|mailto|internal|external):", re.IGNORECASE)


def xy(page: Any, chart: XyChart, place: Sequence[Any], mark: str) -> None:
    """A scatter chart whose series are the lines; a gap in a line parts it, and the legend names it once.

    `mark`: what data it shows and its code, as the title of the chart, so that a copied chart says it as well.
    """
    parts = [
        (line, points, number > 0) for line in chart.lines for number, points in enumerate(_pieces(line))
    ]
    if not parts:
        return
    data = XyChartData()
    # LibreOffice leaves out a series where a later one has more points: the last point is repeated.
    longest = max(len(points) for _, points, _ in parts)
    for line, points, _ in parts:
        series = data.add_series(_label(line.name))
        for x, y in [*points, *[points[-1]] * (longest - len(points))]:
            series.add_data_point(x, y)
    drawn = page.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *place, data).chart
    for series, (line, _, _) in zip(drawn.plots[0].series, parts, strict=True):
        _styled(series, line)
    named: set[str] = set()
    doubled = []
    for index, (line, _, again) in enumerate(parts):
        if again or line.name in named or not line.name:
            doubled.append(index)
        named.add(line.name)
    _legend(drawn, doubled)
    _marked(drawn, mark)
    _axis(drawn.category_axis, chart.x_title, _whole_powers(chart.x_range) if chart.log_x else chart.x_range)
    _axis(drawn.value_axis, chart.y_title, _whole_powers(chart.y_range) if chart.log_y else chart.y_range)
    for axis, logarithmic in ((drawn.category_axis, chart.log_x), (drawn.value_axis, chart.log_y)):
        if logarithmic:
            scaling = axis._element.find(qn("c:scaling"))
            scaling.insert(0, scaling.makeelement(qn("c:logBase"), {"val": str(LOGARITHM_BASE)}))


def bars(page: Any, chart: BarChart, place: Sequence[Any], mark: str) -> None:
    """Horizontal bars, the first category on top; `mark` as in `xy`."""
    data = CategoryChartData()
    data.categories = [_label(name) for name in chart.categories]
    for each in chart.series:
        data.add_series(_label(each.name), [value if isfinite(value) else None for value in each.values])
    kind = XL_CHART_TYPE.BAR_STACKED if chart.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    drawn = page.shapes.add_chart(kind, *place, data).chart
    for series, each in zip(drawn.plots[0].series, chart.series, strict=True):
        _filled(series.format, each.colour)
        for category, colour in enumerate(each.colours):
            _filled(series.points[category].format, colour)
        if each.intervals:
            _error_bars(series, each)
    drawn.category_axis.reverse_order = True
    drawn.category_axis.tick_labels.font.size = LETTERS
    drawn.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    _legend(drawn, [])
    _marked(drawn, mark)
    _axis(drawn.value_axis, chart.value_title, chart.value_range)


def _filled(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = rgb(colour)
    form.line.color.rgb = rgb(theme.QUIET)


def _error_bars(series: Any, each: Bars) -> None:
    """The interval of each bar; the library has no call for it (ECMA-376 part 1, 21.2.2.55)."""
    pairs = list(zip(each.values, each.intervals, strict=True))
    beyond = {
        "c:plus": [high - value for value, (_, high) in pairs],
        "c:minus": [value - low for value, (low, _) in pairs],
    }
    element = series._element
    bars = element.makeelement(qn("c:errBars"), {})
    for name, value in (("c:errBarType", "both"), ("c:errValType", "cust"), ("c:noEndCap", "0")):
        bars.append(bars.makeelement(qn(name), {"val": value}))
    for name, lengths in beyond.items():
        side = bars.makeelement(qn(name), {})
        literal = side.makeelement(qn("c:numLit"), {})
        literal.append(literal.makeelement(qn("c:ptCount"), {"val": str(len(lengths))}))
        for place, length in enumerate(lengths):
            if isfinite(length):
                point = literal.makeelement(qn("c:pt"), {"idx": str(place)})
                number = point.makeelement(qn("c:v"), {})
                number.text = f"{length:.6g}"
                point.append(number)
                literal.append(point)
        side.append(literal)
        bars.append(side)
    element.find(qn("c:cat")).addprevious(bars)


def _marked(drawn: Any, mark: str) -> None:
    """The mark as the title of the chart, small and grey."""
    drawn.has_title = True
    frame = drawn.chart_title.text_frame
    frame.text = readable(mark)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = MARK_LETTERS, False
    font.color.rgb = rgb(theme.QUIET)
    drawn.chart_title.include_in_layout = False


def _whole_powers(bounds: tuple[float, float] | None) -> tuple[float, float] | None:
    """The ends of a logarithmic axis moved out to where it has ticks."""
    if bounds is None:
        return None
    low, high = (log(bound, LOGARITHM_BASE) for bound in bounds)
    return LOGARITHM_BASE ** floor(low), LOGARITHM_BASE ** ceil(high)


def _label(name: str) -> str:
    """A name for a chart and for the sheet of its numbers, which would take some for a formula or a link."""
    label = readable(name)
    return f"'{label}" if ACTING_IN_A_SHEET.match(label) else label


def _pieces(line: Line) -> Iterator[list[tuple[float, float]]]:
    """The points of a line between its gaps."""
    piece: list[tuple[float, float]] = []
    for x, y in zip(line.x, line.y, strict=True):
        if x is not None and y is not None and isfinite(x) and isfinite(y):
            piece.append((float(x), float(y)))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _styled(series: Any, line: Line) -> None:
    series.smooth = False
    if line.width_pt:
        series.format.line.width = Pt(line.width_pt)
        series.format.line.color.rgb = rgb(line.colour)
        series.format.line.dash_style = MSO_LINE.DASH if line.dashed else MSO_LINE.SOLID
    else:
        series.format.line.fill.background()
    series.marker.style = MARKERS.get(line.marker, XL_MARKER_STYLE.DIAMOND)
    if line.marker:
        series.marker.size = MARKER_SIZE
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(line.colour)
        series.marker.format.line.color.rgb = rgb(line.colour)


def _legend(chart: Any, doubled: Sequence[int]) -> None:
    """A legend on top without the entries of series that bear the same name or none."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = LETTERS
    element = chart.legend._element
    position = element.find(qn("c:legendPos"))
    for index in reversed(doubled):
        entry = element.makeelement(qn("c:legendEntry"), {})
        entry.append(entry.makeelement(qn("c:idx"), {"val": str(index)}))
        entry.append(entry.makeelement(qn("c:delete"), {"val": "1"}))
        position.addnext(entry)


def _axis(axis: Any, title: str, bounds: tuple[float, float] | None) -> None:
    axis.has_title = True
    axis.axis_title.text_frame.text = readable(title)
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = LETTERS
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    axis.tick_labels.font.size = LETTERS
    axis.format.line.color.rgb = rgb("#C3CAD1")
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(theme.GRID)
    if bounds is not None:
        axis.minimum_scale, axis.maximum_scale = bounds


def rgb(colour: str) -> RGBColor:
    """A colour as the library takes it, from '#RRGGBB'."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))
