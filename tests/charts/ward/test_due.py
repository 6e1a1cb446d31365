"""The grid of planned infusions and visits: a shape for each state, arms under each other, the reason on hover."""

from datetime import date

import pandas as pd
from pandas import DataFrame

from charts.ward import due
from tests.charts.frames import text, valid

LARGEST_FIGURE_BYTES = 150_000


def planned(patient: int, column: int, status: str, arm: str = "MSC-EV", **changes: object) -> dict:
    """One row of due.matrix()."""
    row = {
        "usubjid": f"P{patient}", "kind": "VISIT", "name": f"WEEK {column}", "planned_dt": pd.Timestamp("2026-03-01"),
        "window_lo": pd.Timestamp("2026-02-28"), "window_hi": pd.Timestamp("2026-03-02"), "status": status,
        "reason": None, "done_dt": pd.NaT, "delay_days": None, "source_file": None, "source_row": None,
        "trt01p": arm, "patient_place": patient, "column_place": column,
    }  # fmt: skip
    return row | changes


def grid(*rows: dict):
    return valid(
        due.grid(
            DataFrame(list(rows)),
            named=lambda kind, name: f"{kind} {name}",
            known=lambda prefix, code: f"{prefix}.{code}",
            stamp="SIMULATED <data>",
            words=text,
        )
    )


def test_every_state_has_a_shape_and_a_name_of_its_own():
    figure = grid(*(planned(1, place, state) for place, state in enumerate(due.MARKS, start=1)))
    assert [trace.name for trace in figure.data] == [f"due.status.{state}" for state in due.MARKS]
    styles = [(trace.marker.symbol, trace.marker.size) for trace in figure.data]
    assert len(set(styles)) == len(due.MARKS), "two states must differ without their colour"


def test_only_states_that_occur_are_in_the_key():
    figure = grid(planned(1, 1, "DONE"), planned(1, 2, "MISSED"))
    assert [trace.name for trace in figure.data] == ["due.status.DONE", "due.status.MISSED"]
    assert figure.layout.showlegend


def test_patients_stand_under_the_name_of_their_arm():
    figure = grid(planned(1, 1, "DONE"), planned(2, 1, "DONE"), planned(3, 1, "DONE", arm="Control"))
    assert list(figure.layout.yaxis.ticktext) == ["P1", "P2", "P3"]
    assert list(figure.layout.yaxis.tickvals) == [1, 2, 4]
    headings = {note.text: note.y for note in figure.layout.annotations if note.text.startswith("<b>")}
    assert headings == {"<b>arm.MSC-EV</b>": 0, "<b>arm.Control</b>": 3}
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "the first patient is on top"


def test_the_second_page_begins_at_the_top_too():
    figure = grid(planned(33, 1, "DONE"), planned(34, 1, "DONE"))
    assert list(figure.layout.yaxis.tickvals) == [1, 2]


def test_the_hover_says_state_reason_plan_and_source():
    figure = grid(planned(1, 1, "MISSED", reason="FEVER", source_file="ec.csv", source_row=7.0))
    assert figure.data[0].customdata[0] == (
        "<b>P1</b> VISIT WEEK 1<br>due.status.MISSED: due.reason.FEVER"
        "<br>due.planned_window 2026-03-01 02-28 – 03-02<br>ec.csv hover.row 7"
    )


def test_the_hover_of_a_late_visit_says_how_late():
    figure = grid(planned(1, 1, "LATE", done_dt=pd.Timestamp(date(2026, 3, 6)), delay_days=5.0))
    assert "due.made 2026-03-06 +5" in figure.data[0].customdata[0]


def test_a_plan_without_windows_says_the_day_alone():
    figure = grid(planned(1, 1, "DONE", window_lo=pd.NaT, window_hi=pd.NaT))
    assert "due.planned_for 2026-03-01" in figure.data[0].customdata[0]


def test_data_cannot_act_in_the_figure():
    figure = grid(planned(1, 1, "DONE", usubjid="<img src=x>", name="<b>", trt01p="<i>", reason="<a>"))
    shown = [*figure.layout.yaxis.ticktext, *figure.layout.xaxis.ticktext, figure.data[0].customdata[0]]
    shown += [note.text for note in figure.layout.annotations]
    assert not [words for words in shown if any(tag in words for tag in ("<img", "<a", "<i", "<data"))]


def test_a_long_name_is_shortened_over_its_column_and_whole_on_hover():
    figure = grid(planned(1, 1, "DONE", name="AMBULATORY ECG PLACEMENT"))
    assert len(figure.layout.xaxis.ticktext[0]) <= due.LONGEST_LABEL
    assert "AMBULATORY ECG PLACEMENT" in figure.data[0].customdata[0]


def test_a_full_page_stays_small():
    done = {
        "done_dt": pd.Timestamp("2026-03-01"),
        "delay_days": 0.0,
        "source_file": "sv.csv",
        "source_row": 9.0,
    }
    rows = [planned(at % 32 + 1, at // 32 + 1, "DONE", **done) for at in range(32 * 16)]
    assert len(grid(*rows).to_json()) < LARGEST_FIGURE_BYTES
