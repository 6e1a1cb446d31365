"""Dose by dose: one bar per dose and arm, its parts by what became of it, reasons beside it."""

from pandas import DataFrame

from charts.arms import exposure
from charts.common.arm_style import style_of
from tests.charts.frames import text, valid

STATES = {"GIVEN": 8, "OUTSIDE": 1, "MISSED": 1, "PENDING": 0}
PLANNED = DataFrame(
    [(arm, dose, state, n) for dose in (1, 2) for arm in ("A", "B") for state, n in STATES.items()],
    columns=["arm", "doseno", "state", "n"],
)


def drawn(planned=PLANNED, reasons=None):
    return valid(exposure.doses(planned, reasons or {}, {"A": "A", "B": "B"}, stamp="SIMULATED", words=text))


def test_every_dose_of_every_arm_has_a_bar_of_its_own_that_adds_up_to_the_arm():
    bars = [trace for trace in drawn().data if trace.x[0] is not None]
    total = {}
    for bar in bars:
        for y, n in zip(bar.y, bar.x, strict=True):
            total[float(y)] = total.get(float(y), 0) + n
    assert sorted(total.values()) == [10, 10, 10, 10]


def test_reasons_stand_at_the_bar_they_belong_to():
    figure = drawn(reasons={("B", 2): "missed: death (1)"})
    (note,) = [note for note in figure.layout.annotations if "death" in note.text]
    tick = figure.layout.yaxis.ticktext[list(figure.layout.yaxis.tickvals).index(note.y)]
    assert "2" in tick and tick.endswith("B")


def test_a_slide_gets_the_same_counts():
    chart = exposure.native(PLANNED, {"A": "A", "B": "B"}, words=text)
    assert len(chart.categories) == 4
    assert [sum(each.values) for each in chart.series] == [32, 4, 4, 0]


def test_a_slide_shows_the_arms_in_their_colours_stacked_field_m12():
    chart = exposure.native(PLANNED, {"A": "A", "B": "B"}, words=text)
    given = chart.series[0]
    assert chart.stacked
    assert set(given.colours) == {style_of(0).colour, style_of(1).colour}
    assert [given.colours[place] for place, name in enumerate(chart.categories) if "A" in name][
        0
    ] == style_of(0).colour
