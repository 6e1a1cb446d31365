"""The CONSORT flow: boxes inside the drawing, none over another, arrows from box to box, long lines wrapped."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.arms import flow
from charts.arms.flow import INDENT, Column
from charts.common.arm_style import style_of
from tests.charts.frames import valid

LINES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=90)
COLUMNS = st.builds(
    Column,
    st.lists(LINES, min_size=1, max_size=4).map(tuple),
    st.lists(LINES, min_size=1, max_size=12).map(tuple),
)


@given(st.lists(LINES, max_size=12), st.lists(COLUMNS, max_size=4))
def test_boxes_lie_inside_the_drawing_and_never_on_each_other(left_out, arms):
    chart, height = flow.layout("Screened: 47", left_out, "Randomised: 20", arms)
    for box in chart.boxes:
        assert box.x >= -1e-9 and box.x + box.width <= 1 + 1e-9
        assert box.y >= -1e-9 and box.y + box.height <= 1 + 1e-9
    for one, other in combinations(chart.boxes, 2):
        apart = (
            one.x + one.width <= other.x + 1e-9
            or other.x + other.width <= one.x + 1e-9
            or one.y + one.height <= other.y + 1e-9
            or other.y + other.height <= one.y + 1e-9
        )
        assert apart
    assert height > 0


@pytest.mark.parametrize("arms", [1, 2, 3, 5])
def test_every_arm_has_its_boxes_colour_and_arrows(arms):
    columns = [
        Column((f"Arm {n}: 10 randomised",), ("Follow-up", f"{INDENT}Completed: 1")) for n in range(arms)
    ]
    chart, height = flow.layout("Screened: 47", ["Not randomised: 27"], "Randomised: 20", columns)
    assert len(chart.boxes) == 3 + 2 * arms
    assert chart.arrows[:2] == ((0, 1), (0, 2))
    assert chart.arrows[2:4] == ((1, 3), (3, 4))
    assert [box.colour for box in chart.boxes[3::2]] == [style_of(n).colour for n in range(arms)]
    figure = valid(flow.drawing(chart, height, stamp="SIMULATED"))
    assert len(figure.layout.shapes) == len(chart.boxes) + len(chart.arrows)
    assert any("SIMULATED" in note.text for note in figure.layout.annotations)


def test_nobody_left_out_means_no_box_for_it():
    chart, _ = flow.layout("Screened: 2", [], "Randomised: 2", [])
    assert len(chart.boxes) == 2


def test_long_reasons_are_wrapped_and_no_word_is_lost():
    reason = INDENT + "acute-on-chronic liver failure as defined by the protocol of this study, " * 3
    chart, _ = flow.layout("Screened: 2", ["Not randomised: 1", reason], "Randomised: 1", [])
    lines = chart.boxes[2].text.split("\n")
    assert len(lines) > 2
    assert " ".join(line.strip(INDENT) for line in lines[1:]).split() == reason.strip(INDENT).split()


def test_data_never_become_markup():
    chart, height = flow.layout("<b>x</b>", ["<script>"], "y", [])
    figure = flow.drawing(chart, height, stamp="s")
    assert "<script>" not in figure.to_json() and "<b>x" not in figure.to_json()
