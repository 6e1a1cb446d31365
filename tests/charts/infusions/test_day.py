"""The 24 hours after an infusion: every value in its place, lines told apart without colour, flags as rings."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from charts.infusions import axis as infusions_axis
from charts.infusions import day
from charts.infusions import signs as infusions_signs
from charts.infusions.allergy_rows import Rows
from clinical.infusions.window import NAMES
from tests.charts.frames import text, valid

PANELS = [
    day.SignPanel("TEMP", "Temperature", 38.0),
    day.SignPanel("HR", "Heart rate", None),
]
POINTS = DataFrame({"tptnum": [1, 2, 6, 11], "tpt": ["PRE-INFUSION", "15 MIN", "END OF INFUSION", "24 H AFTER END"],
                    "minutes": [0.0, 15.0, 90.0, 1530.0]})  # fmt: skip
NOTHING = DataFrame(columns=["paramcd", "doseno", "minutes", "mark", "present", "hover"])


def sign(paramcd="TEMP", doseno=1, minutes=15.0, value=36.9, change=0.3, **more):
    row = {
        "doseno": doseno, "paramcd": paramcd, "minutes": minutes, "value": value, "change": change, "avalc": f"{value}",
        "avalu": "C", "pre": 36.6, "derived": "N", "tpt": "15 MIN", "not_done": False, "reasnd": None,
        "taken": "2026-03-01 10:15", "flagged": None, "why": None, "source_file": "vs.csv", "source_row": 9,
    }  # fmt: skip
    return row | more


def signs(*rows):
    return DataFrame(list(rows), columns=list(sign()))


def draw(rows, allergy=NOTHING, change=False):
    drawn = infusions_signs.of_patient(
        rows, change=change, words=text, names={c: n.en for c, n in NAMES.items()}
    )
    marks = Rows("Allergy", {"FLUSH": "Flushing", "CHILLS": "Chills"}, allergy, [1, 2, 3, 4])
    return valid(day.panels(drawn, PANELS, marks, POINTS, missing="nothing here", stamp="SIM", words=text))


def courses(figure):
    return [trace for trace in figure.data if trace.mode == "lines+markers"]


def rings(figure):
    return [
        trace for trace in figure.data if trace.mode == "markers" and trace.marker.symbol == "circle-open"
    ]


@given(st.lists(st.floats(-30, 1700), min_size=2, max_size=20, unique=True))
def test_later_stands_further_right(minutes):
    places = infusions_axis.position(sorted(minutes))
    assert all(one <= other for one, other in pairwise(places))


def test_the_first_two_hours_take_about_half_of_the_axis():
    first, start, two, last = infusions_axis.position([infusions_axis.FIRST, 0, 120, infusions_axis.LAST])
    assert start == 0 and 0.35 < (two - start) / (last - first) < 0.6


def test_planned_time_points_are_the_ticks():
    axis = infusions_axis.layout(POINTS, text)
    assert list(axis["ticktext"]) == ["tick.PRE-INFUSION", "infusions.start", "tick.15 MIN",
                                      "tick.END OF INFUSION<br>1.5 h", "tick.24 H AFTER END<br>25.5 h"]  # fmt: skip
    assert list(axis["tickvals"]) == pytest.approx(infusions_axis.position([-15, 0, 15, 90, 1530]))


def test_a_study_without_planned_points_has_hours():
    axis = infusions_axis.layout(POINTS.iloc[:0], text)
    assert axis["ticktext"][-1] == "infusions.hours 24"


def test_the_infusions_are_overlaid_and_differ_in_dash_and_mark():
    rows = [sign(doseno=number, minutes=m) for number in (1, 2, 3, 4) for m in (15.0, 30.0)]
    lines = courses(draw(signs(*rows)))
    assert len(lines) == 4
    assert len({line.line.dash for line in lines}) == len({line.marker.symbol for line in lines}) == 4
    assert list(lines[0].x) == pytest.approx(infusions_axis.position([15, 30]).tolist())


def test_each_line_bears_its_number_and_numbers_do_not_cover_each_other():
    figure = draw(signs(*(sign(doseno=number, value=36.9) for number in (1, 2, 3, 4))))
    labels = [
        note for note in figure.layout.annotations if note.text in {f"<b>{n}</b>" for n in (1, 2, 3, 4)}
    ]
    heights = sorted(note.y for note in labels)
    low, high = figure.layout.yaxis.range
    assert len(labels) == 4 and all(b - a > 0.1 * (high - low) for a, b in pairwise(heights))


def test_a_flagged_value_has_a_red_ring_with_the_rule():
    figure = draw(signs(sign(), sign(minutes=30.0, value=38.4, flagged="LEVEL+CHANGE")))
    (ring,) = rings(figure)
    assert list(ring.y) == [38.4] and "infusions.rule.LEVEL, infusions.rule.CHANGE" in ring.customdata[0]


def test_no_ring_without_a_flag():
    assert rings(draw(signs(sign(), sign(minutes=30.0)))) == []


def test_changes_are_drawn_as_changes():
    (line,) = courses(draw(signs(sign(change=0.3)), change=True))
    assert list(line.y) == [0.3]


def test_among_changes_only_a_flagged_change_has_a_ring():
    rows = signs(sign(flagged="LEVEL", change=0.1), sign(minutes=30.0, flagged="LEVEL+CHANGE", change=1.2))
    assert [list(ring.y) for ring in rings(draw(rows, change=True))] == [[1.2]]


def test_a_value_without_a_known_time_or_a_value_is_not_drawn():
    figure = draw(signs(sign(minutes=np.nan), sign(value=np.nan), sign(minutes=30.0)))
    (line,) = courses(figure)
    assert list(line.y) == [36.9]


def test_the_limit_is_a_line_and_inside_the_panel():
    figure = draw(signs(sign()))
    (limit,) = [trace for trace in figure.data if trace.mode == "lines"]
    assert set(limit.y) == {38.0}
    assert figure.layout.yaxis.range[0] < 36.9 < 38.0 < figure.layout.yaxis.range[1]


def test_a_panel_without_values_says_so():
    figure = draw(signs(sign()))
    assert [note.text for note in figure.layout.annotations].count("nothing here") == 2


def test_a_sign_of_allergy_present_bears_its_number_and_absent_is_a_dot():
    allergy = DataFrame([
        {"paramcd": "FLUSH", "doseno": 2, "minutes": 30.0, "mark": "2", "present": True, "hover": "h"},
        {"paramcd": "CHILLS", "doseno": 2, "minutes": 30.0, "mark": "2", "present": False, "hover": "h"},
    ])  # fmt: skip
    figure = draw(signs(sign()), allergy)
    (present,) = [trace for trace in figure.data if trace.mode == "markers+text"]
    (absent,) = [trace for trace in figure.data if trace.mode == "markers" and trace.marker.size == 3]
    assert list(present.text) == ["2"] and round(present.y[0]) == 0 and round(absent.y[0]) == 1


def test_a_whole_patient_stays_small():
    rows = [sign(code, number, float(minutes)) for code in ("TEMP", "HR") for number in (1, 2, 3, 4)
            for minutes in range(0, 1500, 60)]  # fmt: skip
    assert len(draw(signs(*rows)).to_json()) < 150_000


def test_data_are_text_and_never_markup():
    rows = signs(sign(tpt="<img src=x>", source_file="<i>"))
    assert "<img" not in draw(rows).to_json()
