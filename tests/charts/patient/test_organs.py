"""The strip of organ failure: every state looks different, and what is not recorded stays blank."""

from dataclasses import replace

import pytest

from charts.patient import organs
from tests.charts.frames import TIME, cell, cells, event, events, marks, text, valid


def draw(rows, happened=None, time=TIME, days=1):
    return valid(
        organs.strip(
            rows,
            events() if happened is None else happened,
            marks(),
            time,
            days=days,
            stamp="SIM",
            words=text,
        )
    )


def bars(figure):
    return [trace for trace in figure.data if trace.type == "bar" and not trace.showlegend]


def colour(figure):
    (bar,) = bars(figure)
    return bar.marker.color


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (cell(level=3, failing="Y"), "failing"),
        (cell("KIDNEY", level=2, failing="Y"), "failing"),
        (cell(level=2), "impaired"),
        (cell(level=1), "fine"),
        (cell("CIRCULATION", level=1, failing=None), "unsaid"),
        (cell("CIRCULATION", level=2, failing=None), "unsaid"),
        (cell("HEGRADE", level=0, failing=None), "fine"),
        (cell("HEGRADE", level=2, failing=None), "impaired"),
        (cell("HEGRADE", level=3, failing=None), "failing"),
        (cell("ASCITES", level=2, failing=None), "impaired"),
    ],
)
def test_state_of_a_cell(row, state):
    assert organs.state_of(cells(row)).tolist() == [state]
    assert colour(draw(cells(row))) == organs.STATES[state]["color"]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (cell(level=3, failing="Y"), "×"),
        (cell(level=1, failing=None), "?"),
        (cell("HEGRADE", level=4, failing=None), "Ⅳ"),
        (cell("HEGRADE", level=0, failing=None), "0"),
        (cell("ASCITES", level=2, failing=None), "2"),
    ],
)
def test_a_sign_stands_in_the_cell_so_that_colour_is_never_alone(row, label):
    (bar,) = bars(draw(cells(row)))
    assert list(bar.text) == [label]


def test_a_value_that_a_treatment_set_is_hatched_and_named():
    plain, treated = bars(draw(cells(cell(), cell(start=1, confound="PE48"))))
    assert plain.marker.pattern.shape is None and treated.marker.pattern.shape == "/"
    assert "PE48" not in plain.hovertemplate and "PE48" in treated.hovertemplate


def test_hover_names_the_deciding_value_its_day_and_its_source():
    (bar,) = bars(draw(cells(cell())))
    assert list(bar.customdata[0]) == ["90", "2026-03-01", 3]
    assert all(part in bar.hovertemplate for part in ("BILI", "umol/L", "lb.csv", "organs.state.fine"))


def test_days_without_a_value_have_no_cell():
    (bar,) = bars(draw(cells(cell(start=0), cell(start=9))))
    assert list(bar.base) == [0, 9]
    assert any(trace.name == "organs.blank" for trace in draw(cells()).data)


def test_only_infections_and_bleedings_are_drawn_below():
    happened = events(
        event("Sepsis", complication="INFECTION"), event("Rash"), event("Melena", complication="BLEEDING")
    )
    (bar,) = bars(draw(cells(), happened))
    assert list(bar.y) == [organs.ROWS.index("INFECTION"), organs.ROWS.index("BLEEDING")]


def test_nothing_recorded_is_said():
    assert "organs.none" in [note.text for note in draw(cells()).layout.annotations]


@pytest.mark.parametrize(
    ("last", "days"), [(110, 1), (111.9, 1), (113, 7), (831, 7), (833, 28), (5000, 84), (99999, 364)]
)
def test_a_long_time_is_binned_so_that_no_row_has_more_than_120_cells(last, days):
    assert organs.days_per_cell(replace(TIME, last=last)) == days


def test_a_long_and_full_strip_stays_below_150_kb():
    time = replace(TIME, first=-1.0, last=119.0)
    rows = [
        cell(
            row,
            level=1 + day % 3,
            failing="YN"[day % 2],
            confound=("FFP24;PE48", "PE48", None)[day % 3],
            avalc="1234.5",
        )
        | {"start": float(day), "stop": day + 1.0}
        for row in (*organs.FAILS_FROM, *organs.GRADES)
        for day in range(119)
    ]
    figure = organs.strip(cells(*rows), events(), marks(), time, days=1, stamp="SIM", words=text)
    assert len(figure.to_json()) < 150_000


def test_markup_in_the_data_is_text():
    (bar,) = bars(draw(cells(cell(avalc="<b>x</b>", avalu="<i>", source_file="<img>%{y}"))))
    assert "<b>" not in bar.customdata[0][0]
    assert not any(markup in bar.hovertemplate for markup in ("<img>", "<i>", "%{y}"))
