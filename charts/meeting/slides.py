"""Slides that stay editable: native charts, tables and shapes of a presentation, made without a browser.

Every slide has its message as title, the mark that says what data it shows, and its facts in the notes.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from charts.common import theme
from charts.common.slide_shapes import BarChart, FlowChart, Native, Slide, Table, XyChart
from charts.meeting import slide_charts
from charts.meeting.slide_charts import rgb
from charts.meeting.slide_tables import Fit, fitted, size_of
from clinical.common.plain_text import readable

WIDTH, HEIGHT, MARGIN = (int(Inches(inches)) for inches in (13.333, 7.5, 0.6))
TITLE_TOP, TITLE_HEIGHT = Inches(0.35), Inches(0.95)
BODY_TOP, BODY_HEIGHT = Inches(1.4), Inches(4.75)
FACTS_TOP, FACTS_HEIGHT, FACTS_SIZES = Inches(6.15), Inches(0.72), (11, 10, 9, 8, 7)
# Of the height of the body, what a table below a chart takes at most, and its letters.
MOST_BELOW, BELOW_SIZES, ROOM_TAKEN = 0.4, (10,), 1.3
FOOT_TOP, FOOT_HEIGHT = Inches(6.85), Inches(0.4)
TITLE_ONLY = 5  # of the layouts of the library's own template
LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"


def presentation(slides: Sequence[Slide], *, mark: str) -> bytes:
    """A .pptx of these slides; a table too long for one goes on to the next. `mark` stands on every slide."""
    document: Any = Presentation()
    document.slide_width, document.slide_height = WIDTH, HEIGHT
    for slide in slides:
        for title, body in _parts(slide):
            _add(document, slide, title, body, mark)
    about = document.core_properties
    about.author = about.last_modified_by = "Liverline"
    about.title, about.subject = readable(slides[0].title) if slides else "", mark
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _parts(slide: Slide) -> Iterator[tuple[str, Native | Fit | None]]:
    """Title and body of the slide, or of one for every part of its table, counted in the title."""
    if not isinstance(slide.body, Table):
        yield slide.title, slide.body
        return
    parts = fitted(slide.body, Emu(WIDTH - 2 * MARGIN).pt, BODY_HEIGHT.pt)
    for number, part in enumerate(parts, 1):
        yield slide.title if len(parts) == 1 else f"{slide.title} ({number}/{len(parts)})", part


def _add(document: Any, slide: Slide, title: str, body: Native | Fit | None, mark: str) -> None:
    page = document.slides.add_slide(document.slide_layouts[TITLE_ONLY])
    head = page.shapes.title
    _place(head, MARGIN, TITLE_TOP, WIDTH - 2 * MARGIN, TITLE_HEIGHT)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    head.text_frame.word_wrap = True
    _write(head.text_frame, [title], size=26, bold=True)
    if slide.lines:
        box = page.shapes.add_textbox(MARGIN, BODY_TOP, WIDTH - 2 * MARGIN, BODY_HEIGHT)
        box.text_frame.word_wrap = True
        _write(box.text_frame, slide.lines, size=18)
    if body is not None:
        DRAWN[type(body)](page, body, " · ".join([mark, *slide.facts[-1:]]))
    if slide.facts:
        box = page.shapes.add_textbox(MARGIN, FACTS_TOP, WIDTH - 2 * MARGIN, FACTS_HEIGHT)
        box.text_frame.word_wrap = True
        box.text_frame.margin_top = box.text_frame.margin_bottom = 0
        said = " · ".join(slide.facts)
        size = size_of(said, Emu(WIDTH - 2 * MARGIN).pt, FACTS_HEIGHT.pt, FACTS_SIZES)
        _write(box.text_frame, [said], size=size, colour=theme.QUIET)
    foot = page.shapes.add_textbox(MARGIN, FOOT_TOP, WIDTH - 2 * MARGIN, FOOT_HEIGHT)
    _write(foot.text_frame, [mark], size=12, bold=True, colour=theme.QUIET)
    _write(page.notes_slide.notes_text_frame, slide.notes, size=12)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _write(
    frame: Any, lines: Sequence[str], *, size: int, bold: bool = False, colour: str = theme.INK
) -> None:
    """Lines of plain text, a paragraph each, in system fonts for both scripts."""
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = readable(line)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
        run.font.color.rgb = rgb(colour)
        properties = run._r.get_or_add_rPr()
        east_asian = properties.makeelement(qn("a:ea"), {"typeface": CHINESE})
        properties.append(east_asian)


def _table(page: Any, part: Fit, _: str, top: int = BODY_TOP) -> None:
    rows, columns = len(part.table.rows) + 1, len(part.table.head)
    frame = page.shapes.add_table(rows, columns, MARGIN, top, WIDTH - 2 * MARGIN, Pt(sum(part.heights)))
    shape = frame.table
    for column, share in enumerate(part.widths):
        shape.columns[column].width = Emu(int((WIDTH - 2 * MARGIN) * share))
    for row, cells in enumerate((part.table.head, *part.table.rows)):
        shape.rows[row].height = Pt(part.heights[row])
        for column, words in enumerate(cells):
            cell = shape.cell(row, column)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb("#E4EBEF" if row == 0 else "#FFFFFF" if row % 2 else "#F4F6F8")
            _write(cell.text_frame, [words], size=part.size, bold=row == 0)


def _flow(page: Any, flow: FlowChart, _: str) -> None:
    """Boxes as shapes, arrows as connectors that stay attached when a box is moved."""
    width, height = WIDTH - 2 * MARGIN, BODY_HEIGHT
    shapes = []
    for box in flow.boxes:
        shape = page.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Emu(int(MARGIN + box.x * width)),
            Emu(int(BODY_TOP + box.y * height)),
            Emu(int(box.width * width)),
            Emu(int(box.height * height)),
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb("#FFFFFF")
        shape.line.color.rgb = rgb(box.colour or theme.QUIET)
        shape.shadow.inherit = False
        shape.text_frame.word_wrap = True
        lines = box.text.split("\n")
        _write(shape.text_frame, lines, size=13 if len(lines) <= 4 else 10)
        shapes.append(shape)
    for start, stop in flow.arrows:
        _connect(page, shapes[start], shapes[stop])


BOTTOM_SIDE, TOP_SIDE, RIGHT_SIDE, LEFT_SIDE = 2, 0, 3, 1


def _connect(page: Any, start: Any, stop: Any) -> None:
    beside = stop.top < start.top + start.height
    connector = page.shapes.add_connector(
        MSO_CONNECTOR.ELBOW if not beside else MSO_CONNECTOR.STRAIGHT, 0, 0, 0, 0
    )
    connector.begin_connect(start, RIGHT_SIDE if beside else BOTTOM_SIDE)
    connector.end_connect(stop, LEFT_SIDE if beside else TOP_SIDE)
    connector.line.color.rgb = rgb(theme.QUIET)
    line = connector.line._get_or_add_ln()
    line.append(line.makeelement(qn("a:tailEnd"), {"type": "triangle"}))


def _xy(page: Any, chart: XyChart, mark: str) -> None:
    """The chart, and what stands below it in letters as large as fit."""
    height = int(BODY_HEIGHT)
    if chart.below is not None:
        (part, *_) = fitted(
            chart.below, Emu(WIDTH - 2 * MARGIN).pt, Emu(int(height * MOST_BELOW)).pt, BELOW_SIZES
        )
        # A slide program takes more room for a row than its letters ask for.
        height -= int(Pt(sum(part.heights) * ROOM_TAKEN))
        _table(page, part, mark, int(BODY_TOP) + height)
    slide_charts.xy(page, chart, (MARGIN, BODY_TOP, Emu(WIDTH - 2 * MARGIN), Emu(height)), mark)


def _bars(page: Any, chart: BarChart, mark: str) -> None:
    slide_charts.bars(page, chart, (MARGIN, BODY_TOP, Emu(WIDTH - 2 * MARGIN), BODY_HEIGHT), mark)


DRAWN: dict[type, Callable[..., None]] = {Fit: _table, FlowChart: _flow, XyChart: _xy, BarChart: _bars}
