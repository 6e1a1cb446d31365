"""Panels: what is drawn, what is not, and how a reader can tell."""

import numpy as np
import pytest

from charts import trends
from charts.trends import Panel
from tests.charts.frames import TIME, marks, result, series, text, valid

PANELS = [Panel("BILI", "TBil"), Panel("INR", "INR")]


def draw(rows, seen=None, log=False):
    return valid(
        trends.panels(
            rows,
            PANELS,
            marks() if seen is None else seen,
            TIME,
            log=log,
            missing="not here",
            stamp="SIM",
            text=text,
        )
    )


def courses(figure):
    return [trace for trace in figure.data if trace.mode == "lines+markers"]


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
        ({"aval": None, "y": 3.42, "avalc": "<3.42", "beyond": "<"}, "triangle-down-open"),
        ({"aval": None, "y": 600.0, "avalc": ">600", "beyond": ">"}, "triangle-up-open"),
        ({}, "circle"),
    ],
)
def test_a_mark_says_confounded_or_beyond_the_limit(changes, symbol):
    (course,) = courses(draw(series(result() | changes)))
    assert np.atleast_1d(course.marker.symbol)[0] == symbol


def test_the_reference_range_follows_the_record_in_steps():
    figure = draw(series(result(offset=0, hi=17.1), result(offset=5, hi=26.0), result(offset=9, hi=26.0)))
    (band,) = [trace for trace in figure.data if trace.fill == "toself"]
    assert sorted(set(np.asarray(band.y)[~np.isnan(np.asarray(band.y))])) == [0.0, 17.1, 26.0]


def test_what_the_laboratory_wrote_reaches_the_hover_as_text():
    (course,) = courses(draw(series(result(aval=None, y=0.2, avalc="<0.2", beyond="<", visit="<b>DAY</b>"))))
    shown = " ".join(map(str, course.customdata[0]))
    assert "&lt;0.2" in shown and "<b>DAY" not in shown and "lb.csv" in shown


def test_doses_and_sessions_run_through_every_column():
    seen = marks(("DOSE", "1", 0.4, 0.5), ("PE", "PLASMA EXCHANGE", 3.0, 3.1), ("DEATH", None, 20.0, None))
    figure = draw(series(result()), seen)
    assert len(figure.layout.shapes) == 3 * trends.COLUMNS
    band = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert band.x1 - band.x0 == pytest.approx(0.1 + 2.0)  # the session and the 48 h after it
    assert {"1", "†"} <= {note.text for note in figure.layout.annotations}


def test_every_column_has_the_same_stretch_of_time():
    figure = draw(series(result()))
    assert figure.layout.xaxis.range == figure.layout.xaxis2.range == (TIME.first, TIME.last)


def test_a_log_axis_is_one_in_every_panel():
    figure = draw(series(result()), log=True)
    assert figure.layout.yaxis.type == figure.layout.yaxis2.type == "log"


def test_what_lives_in_a_narrow_band_stays_linear_and_does_not_begin_at_zero():
    sodium = [Panel("SODIUM", "Na", from_zero=False)]
    rows = series(result("SODIUM", aval=138.0))
    figure = valid(trends.panels(rows, sodium, marks(), TIME, log=True, missing="", stamp="SIM", text=text))
    assert figure.layout.yaxis.type != "log" and figure.layout.yaxis.rangemode == "normal"


def test_a_picture_that_leaves_the_page_says_what_data_it_shows():
    assert "SIM" in [note.text for note in draw(series(result())).layout.annotations]
