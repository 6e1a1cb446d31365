"""Slides: native, editable, labelled, and complete whatever the data hold; read back with the library itself."""

import io
import re
import zipfile
from dataclasses import replace
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_FILL
from pptx.oxml.ns import qn

from charts.common.slide_shapes import BarChart, Bars, Box, FlowChart, Line, Table, XyChart
from charts.meeting.slide_tables import fitted
from charts.meeting.slides import BODY_HEIGHT, Slide, presentation

MARK = "SIMULATED DATA"
CURVE = XyChart(
    "Day",
    "Share alive",
    (
        Line("MSC-EV (n = 10)", [0, 10, nan, 20, 30], [1, 0.9, nan, 0.8, 0.8], "#0072B2", marker="circle"),
        Line("Control (n = 10)", [0, 30], [1, 0.5], "#D55E00", dashed=True, marker="square"),
    ),
    x_range=(0, 60),
    y_range=(0, 1),
)
BARS = BarChart(
    "%", ("Nausea", "Fever"), (Bars("MSC-EV", (10, nan), "#0072B2"), Bars("Control", (5, 20), "#D55E00"))
)
FLOW = FlowChart(
    (
        Box("Screened", 0.3, 0, 0.3, 0.1),
        Box("MSC-EV", 0.1, 0.5, 0.3, 0.1),
        Box("Control", 0.6, 0.5, 0.3, 0.1),
    ),
    ((0, 1), (0, 2)),
)


def slides_of(*bodies, notes=("code x:1:2",)):
    made = presentation([Slide("A question?", body, notes) for body in bodies], mark=MARK)
    return list(Presentation(io.BytesIO(made)).slides)


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def chart_of(slide):
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    return chart


@pytest.mark.parametrize("body", [None, CURVE, BARS, FLOW, Table(("a",), (("1",),))])
def test_every_slide_has_its_question_its_mark_and_its_notes(body):
    (slide,) = slides_of(body)
    assert slide.shapes.title.text == "A question?"
    assert MARK in texts(slide)
    assert slide.notes_slide.notes_text_frame.text == "code x:1:2"
    assert not [shape for shape in slide.shapes if shape.shape_type == 13], (
        "no picture: everything is editable"
    )


def test_a_curve_is_a_native_chart_with_all_its_points_and_a_gap_parts_it():
    chart = chart_of(*slides_of(CURVE))
    assert chart.chart_type == XL_CHART_TYPE.XY_SCATTER_LINES
    series = [(each.name, list(each.values)) for each in chart.plots[0].series]
    assert series == [
        ("MSC-EV (n = 10)", [1.0, 0.9]),
        ("MSC-EV (n = 10)", [0.8, 0.8]),
        ("Control (n = 10)", [1.0, 0.5]),
    ]
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, 1)
    deleted = chart.legend._element.findall(".//{*}legendEntry/{*}idx")
    assert [entry.get("val") for entry in deleted] == ["1"], "the legend names a parted line once"


def test_bars_keep_their_categories_and_a_missing_value_stays_missing():
    chart = chart_of(*slides_of(BARS))
    assert list(chart.plots[0].categories) == ["Nausea", "Fever"]
    assert [list(each.values) for each in chart.plots[0].series] == [[10.0, None], [5.0, 20.0]]


def test_a_flow_is_boxes_with_connectors_attached():
    (slide,) = slides_of(FLOW)
    assert [text for text in texts(slide) if text in ("Screened", "MSC-EV", "Control")] == [
        "Screened", "MSC-EV", "Control",
    ]  # fmt: skip
    assert len(slide.element.findall(".//{*}cxnSp//{*}stCxn")) == len(FLOW.arrows)
    assert len(slide.element.findall(".//{*}cxnSp//{*}endCxn")) == len(FLOW.arrows)


def test_a_long_table_goes_on_in_equal_parts_and_no_row_is_lost():
    rows = tuple((f"row {number}", "x") for number in range(60))
    slides = slides_of(Table(("a", "b"), rows))
    assert [slide.shapes.title.text for slide in slides] == [f"A question? ({n}/3)" for n in (1, 2, 3)]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    shown = [table.cell(row, 0).text for table in tables for row in range(1, len(table.rows))]
    assert shown == [first for first, _ in rows]
    assert [len(table.rows) for table in tables] == [21, 21, 21]


WORDS = st.text("ab 不良事件", max_size=60)


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.tuples(*[WORDS] * n), min_size=1, max_size=60)))
def test_a_table_stays_above_the_mark_whatever_its_words(rows):
    width, height = 870.0, BODY_HEIGHT.pt
    parts = fitted(Table(tuple("a" * len(rows[0])), tuple(rows)), width, height)
    assert [row for part in parts for row in part.table.rows] == rows
    for part in parts:
        assert len(part.heights) == len(part.table.rows) + 1
        assert sum(part.heights) <= height or len(part.table.rows) == 1
        assert sum(part.widths) == pytest.approx(1)


def test_points_alone_have_no_line_between_them():
    points = Line("MSC-EV", [1, 2], [1, 2], "#0072B2", marker="circle", width_pt=0)
    chart = chart_of(*slides_of(XyChart("x", "y", (points,), (0.5, 10), (0.5, 10), log_x=True, log_y=True)))
    assert chart.plots[0].series[0].format.line.fill.type == MSO_FILL.BACKGROUND
    assert len(chart._chartSpace.findall(".//{*}scaling/{*}logBase")) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1+1", "=1+1"), ("<b>x</b>&", "<b>x</b>&"), ("不良事件", "不良事件"), ("x" * 10_000, "x" * 159 + "…"),
     ("\x00\x0b", "\ufffd" * 2), ("\ud800", "\ufffd"), ("\u202e25", "\ufffd25")],
)  # fmt: skip
def test_whatever_the_data_hold_is_text_on_a_slide(text, shown):
    (slide,) = slides_of(Table((text,), ((text,),)), notes=(text,))
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.cell(1, 0).text == shown


@pytest.mark.parametrize("name", ["=1+1", "{=1}", "https://example.org", "mailto:x", "plain"])
def test_a_name_in_the_sheet_of_a_chart_is_neither_formula_nor_link(name):
    bars, curve = (
        BarChart(name, (name,), (Bars(name, (1,), "#0072B2"),)),
        XyChart(name, name, (Line(name, [0], [1], "#0072B2"),)),
    )
    for slide in slides_of(bars, curve):
        sheet = zipfile.ZipFile(io.BytesIO(chart_of(slide).part.chart_workbook.xlsx_part.blob))
        assert [part for part in sheet.namelist() if re.search(b"<f[ >]|hyperlink", sheet.read(part))] == []


def test_all_series_are_of_one_length_field_m3_libreoffice_leaves_out_a_shorter_first_one():
    longer = Line("later", [0, 1, 2, 3, 4, 5], [1, 0.9, 0.8, 0.7, 0.6, 0.5], "#D55E00")
    (slide,) = slides_of(XyChart("Day", "Share", (Line("first", [0, 5], [1, 0.5], "#0072B2"), longer)))
    lengths = [len(list(series.values)) for series in chart_of(slide).plots[0].series]
    assert lengths == [6, 6]
    assert list(chart_of(slide).plots[0].series[0].values)[-1] == 0.5


def test_the_exact_interval_of_a_bar_is_drawn_field_m4():
    bars = Bars("MSC-EV", (20, 0), "#0072B2", intervals=((2.5, 55.6), (0, 30.8)))
    (slide,) = slides_of(BarChart("%", ("any", "severe"), (bars,)))
    (drawn,) = chart_of(slide)._chartSpace.findall(f".//{qn('c:errBars')}")
    sides = {
        side: [float(number.text) for number in drawn.findall(f"{qn(side)}//{qn('c:v')}")]
        for side in ("c:plus", "c:minus")
    }
    assert sides == {"c:plus": [pytest.approx(35.6), 30.8], "c:minus": [17.5, 0]}


def test_a_chart_bears_mark_and_code_and_its_slide_the_facts_field_m16():
    facts = ("MSC-EV n = 10", "Kaplan-Meier", "Code x:1:2")
    made = presentation([Slide("A question?", CURVE, (), facts=facts)], mark=MARK)
    (slide,) = Presentation(io.BytesIO(made)).slides
    assert chart_of(slide).chart_title.text_frame.text == f"{MARK} · Code x:1:2"
    assert " · ".join(facts) in texts(slide)


def test_what_stands_below_a_chart_is_a_table_on_the_same_slide_field_m15():
    at_risk = Table(("Day", "0", "28"), (("MSC-EV, at risk", "10", "7"),))
    (slide,) = slides_of(replace(CURVE, below=at_risk))
    (table,) = [shape for shape in slide.shapes if shape.has_table]
    (chart,) = [shape for shape in slide.shapes if shape.has_chart]
    assert [cell.text for cell in table.table.rows[1].cells] == ["MSC-EV, at risk", "10", "7"]
    assert table.top >= chart.top + chart.height
