"""Score and adverse events: nothing is lost, and what is open is seen to be open."""

import pytest

from charts.patient import timeline
from tests.charts.frames import TIME, event, events, marks, result, series, text, valid


def draw(rows, score=None):
    figure = timeline.course(
        series(result("MELD", aval=28.0)) if score is None else score,
        rows,
        marks(),
        TIME,
        score_title="MELD",
        why_none="INR: none",
        stamp="SIM",
        words=text,
    )
    return valid(figure)


def bars(figure):
    return next(trace for trace in figure.data if trace.type == "bar")


def arrows(figure):
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]


def test_every_event_has_a_bar_with_its_grade():
    figure = draw(events(event("Fever"), event("Rash", aetoxgr=None)))
    graded, ungraded = (trace for trace in figure.data if trace.type == "bar")
    assert list(graded.text) == ["2"] and list(ungraded.text) == [""]
    assert list(figure.layout.yaxis2.ticktext) == ["Fever", "Rash"]
    assert graded.marker.pattern.shape is None and ungraded.marker.pattern.shape == "/"
    assert list(graded.y) == [0] and list(ungraded.y) == [1]


@pytest.mark.parametrize(
    ("open_end", "symbol", "edge"),
    [({"stop": None}, "triangle-right", TIME.last), ({"start": None}, "triangle-left", TIME.first)],
)
def test_an_open_end_is_an_arrow_at_the_edge(open_end, symbol, edge):
    (arrow,) = arrows(draw(events(event(**open_end))))
    assert arrow.marker.symbol == symbol and list(arrow.x) == [edge]


def test_an_event_of_one_moment_is_still_wide_enough_to_see():
    assert bars(draw(events(event(start=3.0, stop=3.0)))).x[0] > 0


def test_serious_events_are_outlined():
    assert list(bars(draw(events(event(aeser="Y"), event()))).marker.line.width) == [2, 0]


def test_a_term_with_markup_is_text():
    figure = draw(events(event('<img src=x onerror="1">', aeterm="発熱")))
    assert "<img" not in figure.layout.yaxis2.ticktext[0] and "<img" not in bars(figure).customdata[0]
    assert "発熱" in bars(figure).customdata[0]


def test_no_event_and_no_score_are_said():
    notes = [note.text for note in draw(events(), series()).layout.annotations]
    assert "INR: none" in notes and "patient.no_events" in notes


def test_without_events_the_axis_of_days_stays_below_the_note():
    figure = draw(events())
    assert figure.layout.xaxis.anchor == "y2" and [trace.yaxis for trace in figure.data][-1] == "y2"
