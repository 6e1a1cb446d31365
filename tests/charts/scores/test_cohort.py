"""The score of all patients: gaps between lines, hollow marks, quartiles, numbers below the axis, size."""

from dataclasses import replace
from html import escape

import numpy as np
import pytest
from pandas import DataFrame

from charts.common.arm_style import CONTROL, EXPERIMENTAL, styles
from charts.scores import cohort as scores_cohort
from charts.scores.cohort import Cohort
from charts.scores.points import Labels
from data_access.scores.lines import MOST_POINTS
from tests.charts.frames import TIME, text, valid

ARMS = DataFrame({"arm": ["MSC-EV", "Control"], "role": ["EXPERIMENTAL", "CONTROL"], "n": [2, 1]})
WORDS = Labels("MELD", 0, "SIMULATED", [(23.0, "23"), (28.0, "28")], arm=str.upper, point=str.lower)
LARGEST_KB = 150


def value(subject, offset, y, arm="MSC-EV", **changes):
    row = {
        "usubjid": subject, "arm": arm, "offset": float(offset), "y": float(y), "taken": "2026-03-01",
        "ady": offset + 1, "visit": None, "confound": None, "source_file": "lb.csv", "source_row": 7.0,
    }  # fmt: skip
    return row | changes


def values(*rows):
    return DataFrame(list(rows), columns=list(value("A", 0, 1)))


def point(arm, offset, n, median):
    return {
        "arm": arm, "avisitn": offset, "avisit": f"Day {offset + 1}", "offset": float(offset), "n": n, "n_alive": n + 1,
        **{f"q{share}": median + shift for share, shift in ((10, -4), (25, -2), (50, 0), (75, 3), (90, 5))},
    }  # fmt: skip


def spread(*rows):
    return DataFrame(list(rows), columns=list(point("A", 0, 0, 0.0)))


def ends(*rows):
    return DataFrame(rows, columns=["usubjid", "arm", "kind", "offset", "taken"])


ROWS = values(
    value("A", 0, 25), value("A", 7, 27, confound="FFP24"), value("A", 14, 30), value("B", 0, 20), value("B", 7, 22),
    value("C", 3, 31, arm="Control"),
)  # fmt: skip
SPREAD = spread(
    point("MSC-EV", 0, 2, 22.5), point("MSC-EV", 7, 3, 24.0), point("Control", 7, 5, 31.0),
    point(None, 0, 5, 25.0), point(None, 7, 8, 27.0), point(None, 14, 4, 30.0),
)  # fmt: skip


def cohort(rows=ROWS, table=SPREAD, over=None, shown=("MSC-EV", "Control"), subject="A"):
    return Cohort(rows, table, ends() if over is None else over, ARMS, shown, subject)


def draw(seen, banded=False):
    return valid(scores_cohort.trajectories(seen, TIME, WORDS, banded=banded, words=text))


def grow(seen):
    return valid(scores_cohort.growth_chart(seen, TIME, WORDS, words=text))


def with_points(figure):
    """The traces of patients: those whose points name one."""
    return [trace for trace in figure.data if trace.customdata is not None]


def test_patients_of_an_arm_are_one_trace_with_a_gap_between_them():
    rows = values(*(value(name, day, 20 + day) for name in "BCD" for day in (0, 7)))
    line = with_points(draw(cohort(rows)))[0]
    assert np.isnan(np.array(line.x, dtype=float)).tolist() == [False, False, True] * 2 + [False, False]
    assert (
        np.isnan(np.array(line.y, dtype=float)).tolist() == np.isnan(np.array(line.x, dtype=float)).tolist()
    )
    assert [None if names is None else names[0] for names in line.customdata if names[0]] == list("BBCCDD")


def test_the_patient_in_front_stands_last_thick_and_is_not_drawn_twice():
    lines = with_points(draw(cohort()))
    front = lines[-1]
    assert [names[0] for names in front.customdata] == ["A"] * 3 and front.line.width > 2
    assert len(lines) > 1
    assert not any(names[0] == "A" for trace in lines[:-1] for names in trace.customdata)


def test_a_confounded_value_is_hollow():
    front = with_points(draw(cohort()))[-1]
    assert list(front.marker.symbol) == ["circle", "circle-open", "circle"]
    behind = with_points(draw(cohort(subject="B")))
    hollow = next(trace for trace in behind if trace.marker.symbol == "circle-open")
    assert list(hollow.y) == [27]


def test_every_point_says_value_patient_arm_date_day_confounder_file_and_row():
    front = with_points(draw(cohort()))[-1]
    assert list(front.customdata[1]) == ["A", "2026-03-01", 8, "confound.FFP24<br>", 7]
    for part in (
        "%{y:.0f}",
        "MELD",
        "MSC-EV",
        "%{customdata[0]}",
        "%{customdata[1]}",
        "lb.csv",
        "%{customdata[4]}",
    ):
        assert part in front.hovertemplate


def test_files_are_named_point_by_point_where_they_differ():
    rows = values(value("A", 0, 25), value("A", 7, 26, source_file="<lb2>.csv"))
    front = with_points(draw(cohort(rows)))[-1]
    assert [names[5] for names in front.customdata] == ["lb.csv", escape("<lb2>.csv")]


def test_data_never_become_markup():
    rows = values(value("<b>A</b>", 0, 25), value("<b>A</b>", 7, 25))
    front = with_points(draw(cohort(rows, subject="<b>A</b>")))[-1]
    assert front.customdata[0][0] == escape("<b>A</b>")


def medians(figure):
    return {trace.name: trace for trace in figure.data if trace.error_y.array is not None}


def test_median_and_quartiles_by_arm_only_from_three_values_on():
    found = medians(draw(cohort()))
    assert set(found) == {"meld.legend MSC-EV 2", "meld.legend CONTROL 1"}
    ours = found["meld.legend MSC-EV 2"]
    assert list(ours.y) == [24.0], "two values make no median"
    assert list(ours.error_y.array) == [3.0] and list(ours.error_y.arrayminus) == [2.0]
    assert ours.marker.symbol == "circle" and ours.line.dash == "solid"
    assert found["meld.legend CONTROL 1"].marker.symbol == "square"
    assert found["meld.legend CONTROL 1"].line.dash == "dash"


def numbers(figure):
    strip = next(trace for trace in figure.data if trace.yaxis == "y2")
    return list(zip(strip.x, strip.y, strip.text, strict=True))


def test_the_numbers_below_the_axis_are_those_of_each_arm_thin_ones_included():
    assert numbers(draw(cohort())) == [(0, 0, "2"), (7, 0, "3"), (7, 1, "5")]


def test_numbers_that_would_run_into_each_other_are_left_out():
    near = spread(point("MSC-EV", 0, 9, 20.0), point("MSC-EV", 1, 8, 20.0), point("MSC-EV", 7, 7, 20.0))
    assert [label for *_, label in numbers(draw(cohort(table=near)))] == ["9", "7"]


def strip_names(figure):
    return [note.text for note in figure.layout.annotations if note.text.startswith("meld.n_of")]


def test_a_long_name_of_an_arm_gives_way_to_its_mark_beside_the_numbers():
    assert strip_names(draw(cohort())) == ["meld.n_of MSC-EV", "meld.n_of CONTROL"]
    long = replace(WORDS, arm=lambda arm: f"{arm} 81 mg twice daily")
    figure = valid(scores_cohort.trajectories(cohort(), TIME, long, banded=False, words=text))
    assert strip_names(figure) == ["meld.n_of ●", "meld.n_of ■"]


def test_names_of_bands_that_would_run_into_each_other_are_left_out():
    narrow = point(None, 14, 9, 30.0) | {"q10": 29.9, "q25": 30.0, "q50": 30.1, "q75": 30.2, "q90": 40.0}
    figure = grow(cohort(table=spread(point(None, 0, 9, 25.0), narrow)))
    named = [note.text for note in figure.layout.annotations if note.text.endswith("%")]
    assert named == ["10%", "90%"]


def test_an_arm_not_chosen_has_no_line_no_median_and_no_number():
    figure = draw(cohort(ROWS[ROWS["arm"] == "MSC-EV"], shown=("MSC-EV",)))
    assert len(medians(figure)) == 1 and {row for _, row, _ in numbers(figure)} == {0}


def test_death_and_transplant_end_the_line_of_a_patient_drawn():
    over = ends(("A", "MSC-EV", "DEATH", 20.0, "2026-03-21"), ("C", "Control", "TRANSPLANT", 9.0, "2026-03-10"),
                ("Z", "Control", "DEATH", 9.0, "2026-03-10"))  # fmt: skip
    marks = next(
        trace for trace in draw(cohort(over=over)).data if trace.mode == "text" and trace.yaxis != "y2"
    )
    assert list(marks.text) == ["†", "LT"] and list(marks.x) == [20, 9] and list(marks.y) == [30, 31]
    assert marks.customdata[0][1] == "meld.end.DEATH 2026-03-21"


def test_thresholds_are_thin_lines_with_their_number():
    figure = draw(cohort())
    assert [shape.y0 for shape in figure.layout.shapes] == [23, 28]
    assert {"23", "28", "SIMULATED"} <= {note.text for note in figure.layout.annotations}


def test_the_growth_chart_has_bands_where_five_have_a_value_and_says_every_number():
    figure = grow(cohort())
    filled = [trace for trace in figure.data if trace.fill == "toself"]
    assert [list(trace.x) for trace in filled] == [[0, 7, 7, 0]] * 2
    assert list(filled[0].y) == [21, 23, 32, 30] and list(filled[1].y) == [23, 25, 30, 28]
    assert numbers(figure) == [(0, 0, "5"), (7, 0, "8"), (14, 0, "4")]
    assert {f"{share}%" for share in (10, 25, 50, 75, 90)} <= {
        note.text for note in figure.layout.annotations
    }
    assert [names[0] for names in with_points(figure)[-1].customdata] == ["A"] * 3


def test_too_many_patients_stand_as_bands_with_the_medians_of_the_arms():
    figure = draw(cohort(ROWS[ROWS["usubjid"] == "A"]), banded=True)
    assert len([trace for trace in figure.data if trace.fill == "toself"]) == 2
    assert len(medians(figure)) == 2 and len(with_points(figure)) == 1


@pytest.mark.parametrize("make", [draw, grow])
def test_nothing_at_all_still_gives_axes(make):
    figure = make(cohort(values(), spread()))
    assert figure.layout.xaxis.title.text == "Study day" and not with_points(figure)


def test_only_medians_stand_in_the_legend():
    shown = [trace.name for trace in draw(cohort()).data if trace.showlegend]
    assert shown == ["meld.legend MSC-EV 2", "meld.legend CONTROL 1"]


def test_as_many_values_as_are_drawn_stay_below_150_kb():
    rows = values(*(
        value(f"01-701-{1000 + number}", 20 * day, -2.567 + day, arm=("MSC-EV", "Control")[number % 2],
              source_row=60000.0 + number)
        for number in range(MOST_POINTS // 8) for day in range(8)
    ))  # fmt: skip
    figure = scores_cohort.trajectories(cohort(rows), TIME, WORDS, banded=False, words=text)
    assert len(figure.to_json()) < LARGEST_KB * 1000


def test_arms_look_by_role_else_by_place_and_never_alike():
    assert styles(["EXPERIMENTAL", "CONTROL"]) == [EXPERIMENTAL, CONTROL]
    assert styles(["CONTROL", "EXPERIMENTAL"]) == [CONTROL, EXPERIMENTAL]
    three = styles([None, None, None])
    assert three[:2] == [EXPERIMENTAL, CONTROL]
    for marks in ("colour", "dash", "marker", "letter"):
        assert len({getattr(style, marks) for style in three}) == 3
    assert styles(["EXPERIMENTAL", None])[1] != EXPERIMENTAL
