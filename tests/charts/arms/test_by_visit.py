"""The course by visit: a gap between patients, no line for the dead, rows under their ticks, small enough to travel."""

import json
import math

import numpy as np
import pytest
from pandas import DataFrame

from charts.arms import by_visit
from charts.common import rows_below
from charts.common.rows_below import Row
from tests.charts.frames import text, valid

VISITS = {0.0: "Baseline", 8.0: "Day 8", 29.0: "Week 4"}
LIMIT_BYTES = 150_000


def patients(*rows):
    return DataFrame(rows, columns=["arm", "usubjid", "avisitn", "value", "last"])


def numbers(found):
    rows = [
        {"measure": "value", "arm": arm, "avisitn": visit, "n": len(part), "median": part["value"].median()}
        | {"q1": part["value"].min(), "q3": part["value"].max()}
        for (arm, visit), part in found.groupby(["arm", "avisitn"])
    ]
    end = {"measure": "value", "arm": "A", "avisitn": np.nan, "n": 1, "median": 9e9, "q1": 9e9, "q3": 9e9}
    return DataFrame([*rows, end])


def drawn(found, arms, rows=(), visits=VISITS, **changes):
    settings = {"y_title": "Bilirubin", "log": False, "stamp": "SIMULATED", "words": text} | changes
    names = {arm: arm for arm in arms}
    return valid(by_visit.course(found, numbers(found), "value", visits, names, rows, **settings))


def test_a_line_has_a_gap_between_patients_and_ends_in_a_cross_where_the_patient_died():
    found = patients(
        ("A", "S1", 0.0, 100.0, None), ("A", "S1", 8.0, 90.0, None), ("A", "S2", 0.0, 200.0, None),
        ("A", "S2", 29.0, 300.0, "DIED"),
    )  # fmt: skip
    lines, cross, median = drawn(found, ["A"]).data
    assert [y if not math.isnan(y) else None for y in lines.y] == [100, 90, None, 200, 300]
    assert (list(cross.x), list(cross.y), cross.marker.symbol) == ([2], [300], "x")
    assert max(median.y) == 300, "the copy at the end of treatment is not a visit"
    assert list(median.error_y.array) == pytest.approx([50, 0, 0])


def test_arms_stand_beside_each_other_around_the_visit_and_differ_without_colour():
    found = patients(*((arm, arm, 8.0, 1.0, None) for arm in "ABC"))
    medians = [trace for trace in drawn(found, "ABC").data if trace.name]
    assert [float(trace.x[0]) for trace in medians] == pytest.approx([1 - 0.13, 1, 1 + 0.13])
    assert len({(trace.line.dash, trace.marker.symbol) for trace in medians}) == 3


def test_every_row_stands_under_its_ticks_and_below_the_one_before():
    rows = [
        Row("measured", {0.0: "10", 8.0: "8"}),
        Row("two lines", {8.0: "1\n(0, 2)"}, lines=2),
        Row("p", {29.0: "0.5"}),
    ]
    notes = rows_below.notes(rows, {0.0: 0, 8.0: 1, 29.0: 2}, down=22)
    assert [(note["x"], note["yshift"]) for note in notes if note["xref"] == "x"] == [
        (0, -22), (1, -22), (1, -37), (2, -67),
    ]  # fmt: skip
    figure = drawn(patients(("A", "S", 0.0, 1.0, None)), ["A"], rows)
    lowest = -min(note.yshift for note in figure.layout.annotations)
    assert figure.layout.margin.b >= lowest


def test_data_never_become_markup():
    found = patients(("A", "<b>S</b>", 0.0, 1.0, None))
    figure = drawn(found, ["A"], [Row("<i>n</i>", {0.0: "<b>1</b>"})], y_title="<script>")
    assert (
        "<b>S" not in figure.to_json()
        and "<script>" not in figure.to_json()
        and "<i>n" not in figure.to_json()
    )


def test_254_patients_at_11_visits_travel_in_less_than_150_kb():
    generator = np.random.default_rng(1)
    visits = {float(week): f"Week {week}" for week in range(11)}
    found = patients(
        *(
            (f"Arm {subject % 3}", f"01-701-{subject:04}", visit, float(generator.normal(20, 7)), None)
            for subject in range(254)
            for visit in visits
        )
    ).sort_values("arm", kind="stable")
    figure = drawn(found, ["Arm 0", "Arm 1", "Arm 2"], visits=visits)
    assert len(json.dumps(json.loads(figure.to_json())).encode()) < LIMIT_BYTES


def test_an_arm_without_anybody_measured_keeps_its_place_in_the_legend():
    figure = drawn(patients(("A", "S", 0.0, 1.0, None)), ["A", "B"])
    assert [trace.name for trace in figure.data if trace.name] == ["A", "B"]


def test_a_slide_gets_median_and_quartiles_of_every_visit_but_not_the_copy_at_the_end():
    found = patients(("A", "S1", 0.0, 1.0, None), ("A", "S2", 0.0, 3.0, None), ("A", "S1", 8.0, 5.0, None))
    chart = by_visit.native(numbers(found), "value", {"A": "A (n = 2)"}, x_title="day", y_title="y")
    assert [line.name for line in chart.lines] == ["A (n = 2)", "A (n = 2), Q1", "A (n = 2), Q3"]
    assert [list(line.y) for line in chart.lines] == [[2, 5], [1, 5], [3, 5]]
    assert list(chart.lines[0].x) == [0, 8]
