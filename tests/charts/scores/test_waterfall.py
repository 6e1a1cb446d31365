"""The waterfall: bars hang where the one before ended, and the last one ends at the later value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.scores.waterfall import Step, waterfall
from tests.charts.frames import valid

STEPS = [
    Step("TBil 193 → 268", 1.23, "+1.23", "#9A6700"),
    Step("INR 2.26 → 1.50", -4.59, "-4.59", "#8250A8"),
    Step("Rounding", 0.36, "+0.36", "#9AA5B1", hatched=True),
]


def draw(before, after, steps):
    return valid(
        waterfall(
            ("From", before, f"{before:g}"), ("To", after, f"{after:g}"), steps, title="MELD", stamp="SIM"
        )
    )


def test_bars_and_ends_by_hand():
    figure = draw(25.0, 22.0, STEPS)
    bars, ends = figure.data
    assert list(bars.base) == pytest.approx([25, 26.23, 21.64]) and list(bars.x) == pytest.approx(
        [1.23, -4.59, 0.36]
    )
    assert list(bars.text) == ["+1.23", "-4.59", "+0.36"]
    assert list(bars.marker.pattern.shape) == ["", "", "/"]
    assert list(ends.x) == [25, 22] and "<b>25</b>" in ends.text[0] and "<b>22</b>" in ends.text[1]
    assert list(figure.layout.yaxis.ticktext) == ["From", *(step.name for step in STEPS), "To"]
    assert [note.text for note in figure.layout.annotations] == ["SIM"]


points = st.lists(st.floats(-20, 20), max_size=7)


@settings(deadline=None)  # plotly checks a figure as slowly as the machine lets it
@given(st.floats(6, 40), points)
def test_each_bar_begins_where_the_one_before_ends_and_all_lie_in_the_picture(before, parts):
    after = before + sum(parts)
    figure = draw(before, after, [Step(str(part), part, str(part), "#000000") for part in parts])
    bars, ends = figure.data
    reached = before
    for base, length in zip(bars.base, bars.x, strict=True):
        assert base == pytest.approx(reached)
        reached = base + length
    assert reached == pytest.approx(ends.x[1])
    low, high = figure.layout.xaxis.range
    shown = [*bars.base, *(base + length for base, length in zip(bars.base, bars.x, strict=True)), *ends.x]
    assert all(low <= place <= high for place in shown)


def test_names_are_text_and_never_markup():
    figure = draw(1.0, 2.0, [Step("<b>x</b>", 1.0, "+1", "#000000")])
    assert figure.layout.yaxis.ticktext[1] == "&lt;b&gt;x&lt;/b&gt;"
