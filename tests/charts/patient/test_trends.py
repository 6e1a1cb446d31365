"""Panels: what is drawn, what is not, and how a reader can tell."""

import numpy as np
import plotly.io as pio
import pytest

from charts.common import theme, time_marks
from charts.common.time_axis import TimeAxis
from charts.patient import trends
from charts.patient.trends import Panel
from tests.charts.frames import TIME, marks, parted, result, separations, series, text, valid

PANELS = [Panel("BILI", "TBil"), Panel("INR", "INR")]


def draw(rows, seen=None, log=False, apart=None, time=TIME):
    return valid(
        trends.panels(
            rows,
            PANELS,
            marks() if seen is None else seen,
            separations() if apart is None else apart,
            time,
            log=log,
            missing="not here",
            stamp="SIM",
            words=text,
        )
    )


def courses(figure):
    return [trace for trace in figure.data if trace.mode and "markers" in trace.mode]


def test_every_value_is_a_point_in_its_own_panel():
    figure = draw(
        series(result(offset=0, aval=200), result(offset=1, aval=210), result("INR", 0, 2.1, hi=np.nan))
    )
    bilirubin, inr = courses(figure)
    assert list(bilirubin.y) == [200, 210] and list(inr.y) == [2.1]
    assert bilirubin.yaxis != inr.yaxis


def test_a_panel_without_values_says_so_and_the_other_does_not():
    figure = draw(series(result()))
    assert [note.text for note in figure.layout.annotations].count("not here") == 1


def test_no_result_at_all_gives_axes_and_the_sentence():
    figure = draw(series())
    assert not figure.data
    assert [note.text for note in figure.layout.annotations].count("not here") == 2


@pytest.mark.parametrize(
    ("changes", "symbol"),
    [
        ({"confound": "PE48"}, "circle-open"),
        ({"confound": "DIALYSIS"}, "triangle-right-open"),
        ({"confound": "PE48", "slip": "meant in mg/dL it would be 562"}, "x-thin-open"),
        ({"aval": None, "y": 3.42, "avalc": "<3.42", "beyond": "<"}, "triangle-down-open"),
        ({"aval": None, "y": 600.0, "avalc": ">600", "beyond": ">"}, "triangle-up-open"),
        ({}, "circle"),
    ],
)
def test_a_mark_says_confounded_or_beyond_the_limit(changes, symbol):
    (course,) = courses(draw(series(result() | changes)))
    assert np.atleast_1d(course.marker.symbol)[0] == symbol


def test_w1_no_line_runs_through_a_questioned_value():
    rows = [result(offset=at, **({"slip": "questioned"} if at == 2 else {})) for at in (1, 2, 3)]
    line, apart = courses(draw(series(*rows)))
    assert (line.mode, list(line.x)) == ("lines+markers", [1, 3])
    assert (apart.mode, list(apart.x)) == ("markers", [2])


def test_the_reference_range_follows_the_record_in_steps():
    figure = draw(series(result(offset=0, hi=17.1), result(offset=5, hi=26.0), result(offset=9, hi=26.0)))
    (band,) = [trace for trace in figure.data if trace.fill == "toself"]
    assert sorted(set(np.asarray(band.y)[~np.isnan(np.asarray(band.y))])) == [0.0, 17.1, 26.0]


def test_what_the_laboratory_wrote_reaches_the_hover_as_text():
    (course,) = courses(draw(series(result(aval=None, y=0.2, avalc="<0.2", beyond="<", visit="<b>DAY</b>"))))
    shown = " ".join(map(str, course.customdata[0]))
    assert "&lt;0.2" in shown and "<b>DAY" not in shown and "lb.csv" in shown


def test_the_source_as_delivered_the_standard_value_and_the_record_reach_the_hover():
    (course,) = courses(
        draw(series(result(aval=3.42, avalc="3.42", lborres="0.2", lborresu="mg/dL", record=812)))
    )
    value, standard, when, source, record = course.customdata[0]
    assert value == "0.2 mg/dL" and standard == " = 3.42 µmol/L (0–17.1)"
    assert "2026-03-01 08:00" in when and "DAY 1" in when and source.startswith("lb.csv") and record == "812"


def test_a_range_with_an_upper_limit_alone_is_a_band_from_zero():
    figure = draw(series(result(aval=200, lo=np.nan, anrlo=np.nan)))
    (band,) = [trace for trace in figure.data if trace.fill == "toself"]
    assert np.nanmin(band.y) == 0 and np.nanmax(band.y) == 17.1


def test_what_came_after_a_transplant_is_a_grey_line_of_its_own():
    native, grafted = courses(draw(series(result(offset=0), result(offset=9, after_transplant=True))))
    assert list(native.x) == [0] and list(grafted.x) == [9]
    assert grafted.line.color == theme.AFTER_TRANSPLANT != native.line.color


def test_a_row_that_is_not_drawn_makes_no_point():
    figure = draw(series(result(), result(offset=9, why="AFTER_TRANSPLANT")))
    assert [list(course.x) for course in courses(figure)] == [[0]]


def since_infusions(*stretches):
    rows = [
        result(offset=day, aval=200 + 10 * stretch, stretch=stretch)
        for stretch in stretches
        for day in (-0.1, 6)
    ]
    return draw(series(*rows), time_marks.at_infusion(), time=TimeAxis("infusion", -1, 8, TIME.origin, ""))


def test_each_infusion_has_a_line_of_its_own_labelled_with_its_number():
    figure = since_infusions(1, 2, 4)
    assert [list(course.y) for course in courses(figure)] == [[210, 210], [220, 220], [240, 240]]
    assert len({course.line.color for course in courses(figure)}) == 3
    assert {"<b>1</b>", "<b>2</b>", "<b>4</b>"} <= {note.text for note in figure.layout.annotations}


def test_separation_is_a_bar_with_its_name_in_both_panels_and_in_no_other():
    shown = [Panel("BILI", "TBil"), Panel("ALT", "ALT"), Panel("INR", "INR")]
    rows = series(result("ALT", aval=400), result("BILI"), result("INR", aval=2))
    figure = trends.panels(
        rows, shown, marks(), separations(parted()), TIME, log=False, missing="", stamp="SIM", words=text
    )
    figure = valid(figure)
    assert [(shape.xref, shape.yref, shape.x0, shape.x1) for shape in figure.layout.shapes] == [
        ("x", "y domain", 2, 8),
        ("x2", "y2 domain", 2, 8),
    ]
    named = [note for note in figure.layout.annotations if note.text == "separation.label"]
    assert len(named) == 2 and "842 486 42 263.4 316.8 20" in named[0].hovertext


def test_bars_too_close_for_two_labels_share_one_that_tells_of_both():
    figure = draw(series(result()), apart=separations(parted(2, 3), parted(4, 5, alt=99.0)))
    (named,) = [note for note in figure.layout.annotations if note.text == "separation.label"]
    assert "486" in named.hovertext and "99" in named.hovertext


def test_the_legend_explains_what_is_there_and_nothing_else():
    assert trends.legend(series(), marks(), separations()) == []
    rows = series(
        result(confound="PE48"), result("CREAT", confound="DIALYSIS"), result("INR", why="OUTSIDE", slip="x")
    )
    seen = marks(("DOSE", "1", 0.0, None), ("DPMAS", "DPMAS", 3.0, 3.1), ("DEATH", None, 20.0, None))
    assert trends.legend(rows, seen, separations(parted())) == [
        "RANGE", "DIALYSIS", "HOLLOW", "SEPARATION", "MARK_DOSE", "MARK_DPMAS", "MARK_DEATH",
    ]  # fmt: skip
    assert trends.legend(series(), marks(("DOSE", "▷", 0.0, None)), separations()) == ["MARK_DOSING"]


def test_letters_that_would_overlap_stand_side_by_side():
    close = marks(("DOSE", "3", 20.0, None), ("DOSE", "4", 20.4, None), ("TRANSPLANT", "LT", 30.0, None))
    letters = time_marks.letters(close, ["x"], span=44)
    assert [(round(note["x"], 1), "3" in note["text"] and "4" in note["text"]) for note in letters] == [
        (20.2, True),
        (30.0, False),
    ]
    assert len(time_marks.letters(close, ["x"])) == 3


def test_four_hundred_results_in_a_week_stay_a_small_figure():
    rows = [
        result(offset=n / 60, aval=200 + n, record=n, visit="UNSCHEDULED 2.01", confound="FFP24;PE48")
        for n in range(400)
    ]
    figure = draw(series(*rows))
    assert len(courses(figure)[0].x) == 400
    assert len(pio.to_json(figure, validate=False)) < 150_000


def test_two_values_at_one_moment_are_two_points():
    (course,) = courses(draw(series(result(aval=200), result(aval=300))))
    assert list(course.x) == [0, 0] and list(course.y) == [200, 300]


def test_doses_and_sessions_run_through_every_column():
    seen = marks(("DOSE", "1", 0.4, 0.5), ("PE", "PLASMA EXCHANGE", 3.0, 3.1), ("DEATH", None, 20.0, None))
    figure = draw(series(result()), seen)
    assert len(figure.layout.shapes) == 3 * trends.COLUMNS
    band = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert band.x1 - band.x0 == pytest.approx(0.1 + 2.0)  # the session and the 48 h after it
    written = " ".join(note.text for note in figure.layout.annotations)
    assert written.count(">1<") == written.count(">†<") == trends.COLUMNS


def test_every_column_has_the_same_stretch_of_time():
    figure = draw(series(result()))
    assert figure.layout.xaxis.range == figure.layout.xaxis2.range == (TIME.first, TIME.last)


def test_a_log_axis_is_one_in_every_panel():
    figure = draw(series(result()), log=True)
    assert figure.layout.yaxis.type == figure.layout.yaxis2.type == "log"


def test_what_lives_in_a_narrow_band_stays_linear_and_does_not_begin_at_zero():
    sodium = [Panel("SODIUM", "Na", from_zero=False)]
    rows = series(result("SODIUM", aval=138.0))
    figure = trends.panels(
        rows, sodium, marks(), separations(), TIME, log=True, missing="", stamp="SIM", words=text
    )
    figure = valid(figure)
    assert figure.layout.yaxis.type != "log" and figure.layout.yaxis.rangemode == "normal"


def test_a_picture_that_leaves_the_page_says_what_data_it_shows():
    assert "SIM" in [note.text for note in draw(series(result())).layout.annotations]
