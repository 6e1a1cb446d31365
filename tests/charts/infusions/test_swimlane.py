"""The swimlane: every dose is a mark, what was not given says why, every lane has its end."""

from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from charts.common.time_axis import TimeAxis
from charts.infusions import swimlane, swimlane_hover
from tests.charts.frames import text, valid

TIME = TimeAxis("day", -2.0, 30.0, date(2026, 3, 1), "Study day")


def known(prefix, code):
    return f"{prefix}.{code}"


def lane(usubjid="P1", arm="MSC-EV", status="FOLLOW-UP", **changes):
    row = {"usubjid": usubjid, "arm": arm, "status": status, "planned": True, "anchored": True, "death": np.nan,
           "transplant": np.nan, "stop": np.nan, "last": 40.0, "dcsreas": None}  # fmt: skip
    return row | changes


def mark(kind="GIVEN", doseno=1, start=0.4, **changes):
    row = {
        "usubjid": "P1", "kind": kind, "doseno": doseno, "start": start, "stop": start + 0.06, "planned_day": 0,
        "window_lo": 0, "window_hi": 2, "planned_date": "2026-03-01", "delay_days": 0.0, "deviation": None,
        "interrupted": False, "reason": None, "extrt": "MSC-EV", "exdose": 1.0, "exdosu": "10E10 PARTICLES",
        "volume_ml": 100.0, "minutes": 94.0, "exstdtc": "2026-03-01T09:39", "exendtc": "2026-03-01T11:13",
        "n_records": 1.0, "source_file": "ex.csv", "source_row": 7.0, "source_last": 7.0, "n_due": 55.0,
        "n_assessed": 53.0, "n_prompts": 1.0, "n_events": 2.0, "why": None,
    }  # fmt: skip
    return row | changes


def draw(lanes, *marks):
    frame = DataFrame(list(marks), columns=list(mark()))
    sizes = {}
    for row in lanes:
        sizes[row["arm"]] = sizes.get(row["arm"], 0) + 1
    return valid(
        swimlane.swimlane(DataFrame(lanes), frame, TIME, sizes, stamp="SIM", words=text, known=known)
    )


def scatters(figure):
    return [trace for trace in figure.data if trace.type == "scatter"]


def marks_of(figure, symbol):
    return [
        trace for trace in scatters(figure)
        if trace.mode.startswith("markers") and trace.marker.symbol == symbol
    ]  # fmt: skip


def words(figure):
    return [said.strip() for trace in scatters(figure) if trace.mode == "text" for said in trace.text]


def test_a_dose_given_is_a_filled_mark_with_its_number():
    (given,) = marks_of(draw([lane()], mark(doseno=3, start=14.4)), "circle")
    assert list(given.text) == ["3"] and list(given.x) == [14.4] and list(given.y) == [1]


def test_the_arms_differ_in_colour_and_in_shape_and_have_their_numbers():
    figure = draw([lane(), lane("P2", "Control")], mark(), mark(usubjid="P2"))
    (first,), (second,) = marks_of(figure, "circle"), marks_of(figure, "square")
    assert first.marker.color != second.marker.color
    headings = [note.text for note in figure.layout.annotations]
    assert any("arm.MSC-EV 1" in text for text in headings) and any(
        "arm.Control 1" in text for text in headings
    )


def test_a_dose_not_given_is_a_cross_with_its_reason():
    figure = draw([lane()], mark("MISSED", 2, 7.0, reason="DEATH", source_row=np.nan))
    (cross,) = marks_of(figure, "x-thin-open")
    assert list(cross.x) == [7.5] and "missed.DEATH" in words(figure)


@pytest.mark.parametrize(
    ("kind", "said"), [("DUE", "dose.DUE"), ("OVERDUE", "dose.OVERDUE"), ("PLANNED", None)]
)
def test_a_dose_to_come_is_hollow(kind, said):
    figure = draw([lane()], mark(kind, 4, 21.0))
    (hollow,) = marks_of(figure, "circle-open")
    assert list(hollow.text) == ["4"]
    assert said is None or said in words(figure)


def test_a_delay_is_a_line_from_the_planned_day_with_the_days_beside():
    figure = draw([lane()], mark(doseno=3, start=18.4, planned_day=14, delay_days=4.0))
    lines = [trace for trace in scatters(figure) if trace.mode == "lines" and 18.4 in list(trace.x)]
    assert len(lines) == 1 and lines[0].x[0] == 14.4
    assert "infusions.delay +4" in words(figure)


def test_an_interrupted_infusion_has_a_ring_and_the_word():
    figure = draw([lane()], mark(interrupted=True))
    (ring,) = [trace for trace in marks_of(figure, "circle-open") if trace.marker.size == 21]
    assert list(ring.x) == [0.4] and "infusions.paused" in words(figure)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "DEAD", "death": 11.0}, "† status.DEAD · axis.day_n 12"),
        ({"status": "TRANSPLANTED", "transplant": 30.0}, "LT status.TRANSPLANTED · axis.day_n 31"),
        ({"status": "COMPLETED", "last": 358.0}, "status.COMPLETED · axis.day_n 359"),
    ],
)
def test_every_lane_says_how_it_ends(changes, said):
    assert said in words(draw([lane(**changes)], mark()))


def test_a_death_within_the_axis_is_a_dagger_on_the_lane():
    (dagger,) = [
        trace for trace in draw([lane(status="DEAD", death=11.0)]).data if trace.text == ("<b>†</b>",)
    ]
    assert list(dagger.x) == [11.5]


def test_an_arm_without_planned_infusions_says_so():
    figure = draw([lane(), lane("P2", "Control", planned=False)], mark())
    headings = [note.text for note in figure.layout.annotations]
    assert [("infusions.none_planned" in text) for text in headings[:2]] == [False, True]


def test_daily_doses_are_bars_with_the_dose_in_them():
    run = mark("RUN", None, 0.0, stop=55.0, exdose=54.0, exdosu="mg", n_records=55.0, source_last=61.0)
    (bars,) = [trace for trace in draw([lane()], run).data if trace.type == "bar" and trace.text is not None]
    assert list(bars.x) == [55.0] and list(bars.text) == ["54 mg"]
    assert "infusions.records 55" in bars.customdata[0] and "7–61" in bars.customdata[0]


def test_a_daily_dose_not_given_is_a_cross_whose_reason_is_on_hover():
    missed = mark("MISSED", 9, 8.0, reason="FEVER", planned_day=np.nan, planned_date=None, window_lo=np.nan)
    (cross,) = marks_of(draw([lane()], missed), "x-thin-open")
    assert "missed.FEVER" in cross.customdata[0] and "missed.FEVER" not in words(draw([lane()], missed))


def test_no_infusion_at_all_still_draws_the_lanes():
    figure = draw([lane(anchored=False, last=np.nan), lane("P2", "Control")])
    assert list(figure.layout.yaxis.ticktext) == ["P1", "P2"]


def test_a_whole_lane_answers_a_click():
    lanes = DataFrame([lane(), lane("P2"), lane("P3", "Control")])
    assert swimlane.rows_of(lanes) == {1: "P1", 2: "P2", 4: "P3"}


def test_the_hover_tells_dose_volume_duration_plan_and_source():
    (row,) = DataFrame([mark(delay_days=1.0, deviation="MINOR")]).itertuples()
    said = swimlane_hover.given(row, text, known)
    for part in ("1 × 10E10 PARTICLES", "100 mL", "infusions.minutes 94", "2026-03-01 09:39 → 11:13", "+1",
                 "deviation.MINOR", "ex.csv hover.row 7", "infusions.assessed 53 55"):  # fmt: skip
        assert part in said


def test_data_are_text_and_never_markup():
    figure = draw(
        [lane(usubjid="<b>P1")], mark(usubjid="<b>P1", extrt="<img src=x>", reason="<i>", interrupted=True)
    )
    assert "<img" not in figure.to_json() and "<b>P1" not in figure.layout.yaxis.ticktext[0]


def test_forty_lanes_of_a_plan_stay_small():
    lanes = [lane(f"P{n}") for n in range(40)]
    marks = [mark(usubjid=f"P{n}", doseno=d + 1, start=7.0 * d + 0.4) for n in range(40) for d in range(4)]
    assert len(draw(lanes, *marks).to_json()) < 150_000
