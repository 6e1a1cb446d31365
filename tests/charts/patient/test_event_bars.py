"""Adverse events as bars: which are drawn where there are many, and what each says."""

import pandas as pd
import pytest

from charts.patient import event_bars
from tests.charts.frames import TIME, event, events, text


def many(n: int) -> pd.DataFrame:
    """So many events, the first being the least important."""
    return events(*(event(f"Event {number}", rank=n - number) for number in range(n)))


def bar(rows: pd.DataFrame) -> dict:
    return event_bars.traces(rows, TIME, text, ("x", "y"))[0]


def test_of_more_events_than_fit_the_most_important_are_drawn_in_order_of_time():
    rows = many(60)
    drawn, missing = event_bars.chosen(rows, TIME)
    assert len(drawn) == event_bars.MOST_ROWS
    assert drawn["aedecod"].tolist() == rows["aedecod"].tolist()[60 - event_bars.MOST_ROWS :]
    assert set(missing["why"]) == {"TOO_MANY"} and len(drawn) + len(missing) == 60


def test_an_event_outside_the_period_is_counted_and_not_drawn():
    drawn, missing = event_bars.chosen(events(event(start=100.0, stop=101.0), event()), TIME)
    assert len(drawn) == 1 and missing["why"].tolist() == ["OUTSIDE"]


def test_nothing_is_drawn_of_nothing():
    drawn, missing = event_bars.chosen(events(), TIME)
    assert drawn.empty and missing.empty and event_bars.traces(drawn, TIME, text, ("x", "y")) == []


def test_many_events_lie_closer_but_stay_readable():
    assert event_bars.height(many(40)) == 40 * event_bars.CLOSE_HEIGHT
    assert event_bars.height(many(5)) == 5 * event_bars.ROW_HEIGHT
    assert event_bars.height(events()) == event_bars.ROW_HEIGHT


def test_without_a_grade_the_severity_stands_in_the_bar():
    assert bar(events(event(aetoxgr=None, aesev="SEVERE")))["text"] == ["SEVERE"]


@pytest.mark.parametrize("code", ["NOT RELATED", "some word of a sponsor"])
def test_relation_is_said_on_hover_and_an_unknown_code_as_delivered(code):
    assert f"ae.aerel: {code}" in bar(events(event(aerel=code)))["customdata"][0]


def test_an_event_without_a_start_begins_at_the_edge_and_says_so():
    rows = events(event(start=None, aestdtc=None))
    drawn = bar(rows)
    assert drawn["base"][0] == TIME.first and "ae.no_start" in drawn["customdata"][0]


def test_a_start_known_to_the_month_begins_there_with_an_arrow():
    traces = event_bars.traces(events(event(start=0.0, start_open=True)), TIME, text, ("x", "y"))
    assert traces[0]["base"][0] == 0.0
    assert [(trace["marker"]["symbol"], list(trace["x"])) for trace in traces[1:]] == [
        ("triangle-left", [0.0])
    ]
