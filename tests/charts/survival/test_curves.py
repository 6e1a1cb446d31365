"""The survival figures: conventions that readers rely on, and ids on hover; figures are validated by plotly."""

import numpy as np
import pytest
from pandas import DataFrame

from charts.common import theme
from charts.survival import curves as survival_curves
from charts.survival import incidence
from clinical.statistics import kaplan_meier, risk_table
from tests.charts.frames import text, valid

NAMES = {"E": "MSC-EV", "C": "Control <b>"}
OUTCOMES = {"DEATH": "Died", "LAST KNOWN ALIVE": "Censored"}
TICKS = (0, 28, 90)


def shown(times: dict[str, list[tuple[float, int]]]) -> survival_curves.Shown:
    """The tables of these times and events, as the question gives them."""
    curves = {
        arm: kaplan_meier([day for day, _ in rows], [event for _, event in rows])
        for arm, rows in times.items()
    }
    columns = ("time", "at_risk", "events", "censored", "survival", "error", "lower", "upper")
    curve = [
        (arm, *row)
        for arm, each in curves.items()
        for row in zip(*(getattr(each, column) for column in columns), strict=True)
    ]
    ticks = []
    for arm, each in curves.items():
        table = risk_table(each, TICKS)
        counts = zip(TICKS, table.at_risk, table.events, table.censored, strict=True)
        ticks += [(arm, "day", day, float(day), *rest) for day, *rest in counts]
    people = [
        (arm, f"{arm}-{number}", day, event, "DEATH" if event else "LAST KNOWN ALIVE")
        for arm, rows in times.items()
        for number, (day, event) in enumerate(rows)
    ]
    named = ["arm", "day", "at_risk", "events", "censored", "value", "error", "lower", "upper"]
    return survival_curves.Shown(
        DataFrame([(arm, each.n) for arm, each in curves.items()], columns=["arm", "n"]),
        DataFrame(curve, columns=named),
        DataFrame(ticks, columns=["arm", "axis", "tick", "day", "at_risk", "events", "censored"]),
        DataFrame(people, columns=["arm", "usubjid", "day", "event", "outcome"]),
        {arm: NAMES[arm] for arm in times},
        OUTCOMES,
    )


TEN = [
    (7.0, 1),
    (12.0, 1),
    (12.0, 0),
    (21.0, 0),
    (26.0, 1),
    (29.0, 1),
    (60.0, 0),
    (80.0, 0),
    (90.0, 0),
    (95.0, 0),
]
ODD = {
    "two arms": {"E": TEN, "C": TEN[::-1]},
    "one arm": {"E": TEN},
    "one patient": {"E": [(5.0, 1)]},
    "no events": {"E": [(5.0, 0), (95.0, 0)], "C": [(9.0, 0)]},
    "all events on one day": {"E": [(5.0, 1)] * 10, "C": [(5.0, 1)] * 3},
    "all censored on day 1": {"E": [(1.0, 0)] * 10},
}


def drawn(name: str, *, band: bool = True):
    figure = survival_curves.figure(
        shown(ODD[name]), "day", band=band, x_title="Days", y_title="Share", stamp="STAMP", words=text
    )
    return valid(figure)


@pytest.mark.parametrize("name", ODD)
def test_every_figure_is_valid_from_0_to_1_and_stamped(name):
    figure = drawn(name)
    low, high = figure.layout.yaxis.range
    assert low == 0
    assert 1 <= high < 1.05
    assert "STAMP" in {note.text for note in figure.layout.annotations}
    assert len(figure.to_json()) < 150_000


def test_arms_differ_by_colour_and_dash_and_say_their_n():
    lines = {trace.name: trace.line for trace in drawn("two arms").data if trace.showlegend is not False}
    assert lines["MSC-EV n = 10"].color == "#0072B2"
    assert lines["MSC-EV n = 10"].dash == "solid"
    assert lines["Control &lt;b&gt; n = 10"].color == "#D55E00"
    assert lines["Control &lt;b&gt; n = 10"].dash == "dash"
    assert "survival.censored" in lines


def test_a_curve_begins_at_1_goes_in_steps_and_is_pale_once_fewer_than_five_are_left():
    parts = [trace for trace in drawn("one arm").data if trace.mode == "lines" and trace.line.shape == "hv"]
    full, pale = parts
    assert (full.x[0], full.y[0], full.opacity) == (0, 1, None)
    # By hand: ten patients; on day 29 the fourth dies, two were censored: four are left.
    assert full.x[-1] == pale.x[0] == 29
    assert pale.opacity == survival_curves.PALE


def test_the_hover_of_a_step_names_who_it_was():
    (line, *_) = [
        trace for trace in drawn("one arm").data if trace.mode == "lines" and trace.line.shape == "hv"
    ]
    at_12 = line.customdata[list(line.x).index(12)]
    assert "Died: E-1" in at_12
    assert "Censored: E-2" in at_12
    assert "80.0%" in at_12


def test_the_bands_can_be_left_out():
    def bands(figure):
        return [trace for trace in figure.data if trace.fill == "toself"]

    assert len(bands(drawn("two arms"))) == 2
    assert bands(drawn("two arms", band=False)) == []


def test_the_counts_stand_under_their_ticks_and_add_up():
    figure = drawn("one arm")
    under = {}
    for note in figure.layout.annotations:
        if note.xref == "x" and note.yref == "paper":
            under.setdefault(note.x, []).append(int(note.text))
    assert sorted(under) == list(figure.layout.xaxis.tickvals) == list(TICKS)
    assert all(sum(counts) == 10 for counts in under.values())


def test_a_slide_gets_the_corners_of_the_curves():
    chart = survival_curves.native(
        shown(ODD["two arms"]), band=False, x_title="Days", y_title="Share", words=text
    )
    solid, dashed = (line for line in chart.lines if line.name)
    crosses = next(line for line in chart.lines if line.marker == "plus")
    assert (solid.dashed, dashed.dashed) == (False, True)
    assert (crosses.marker, crosses.width_pt, crosses.name) == ("plus", 0, "")
    drawn_at = {point for line in chart.lines if line.width_pt for point in zip(line.x, line.y, strict=True)}
    assert set(zip(crosses.x, crosses.y, strict=True)) <= drawn_at
    assert list(zip(solid.x, solid.y, strict=True))[:3] == [(0, 1), (7, 1), (7, pytest.approx(0.9))]
    assert chart.y_range == (0, 1)


def test_a_slide_says_who_is_at_risk_how_sure_it_is_and_where_few_are_left_field_m15():
    given = shown(ODD["two arms"])
    with_band, without = (
        survival_curves.native(given, band=band, x_title="Days", y_title="Share", words=text)
        for band in (True, False)
    )
    assert with_band.below is not None
    assert [len(row) for row in with_band.below.rows] == [len(with_band.below.head)] * 6
    assert len(with_band.lines) == len(without.lines) + 4, "two limits for each of two arms"
    pale = [line for line in without.lines if not line.name and line.width_pt]
    assert len(pale) == 2
    assert not {line.colour for line in pale} & {line.colour for line in without.lines if line.name}


CAUSES = {"DEATH": "died", "LIVER TRANSPLANTATION": "transplanted"}


def competing() -> incidence.Shown:
    """One arm of four: death on day 10, transplantation on day 20, censored on 40, death on day 50 (by hand)."""
    days, at_risk = [10.0, 20.0, 40.0, 50.0], [4, 3, 2, 1]
    values = {"DEATH": [0.25, 0.25, 0.25, 0.75], "LIVER TRANSPLANTATION": [0, 0.25, 0.25, 0.25]}
    rows = [
        ("E", cause, day, risk, 0, value, np.nan, np.nan)
        for cause, each in values.items()
        for day, risk, value in zip(days, at_risk, each, strict=True)
    ]
    columns = ["arm", "cause", "day", "at_risk", "events", "value", "lower", "upper"]
    ticks = [("E", "day", 0, 0.0, 4, 0, 0, 0), ("E", "day", 28, 28.0, 2, 1, 1, 0)]
    people = [("E", "E-1", 10.0, 1, "DEATH"), ("E", "E-2", 20.0, 1, "LIVER TRANSPLANTATION")]
    return incidence.Shown(
        DataFrame({"arm": ["E"], "n": [4]}),
        DataFrame(rows, columns=columns),
        DataFrame(
            ticks, columns=["arm", "axis", "tick", "day", "at_risk", "deaths", "transplants", "censored"]
        ),
        DataFrame(people, columns=["arm", "usubjid", "day", "event", "outcome"]),
        {"E": "MSC-EV"},
        {"DEATH": "Died", "LIVER TRANSPLANTATION": "Transplanted"},
        CAUSES,
    )


def test_competing_risks_are_stacked_and_sum_to_all_who_had_either():
    figure = valid(
        incidence.figure(competing(), "day", x_title="Days", y_title="Share", stamp="STAMP", words=text)
    )
    transplanted, died = [trace for trace in figure.data if trace.line.shape == "hv"]
    assert died.y[-1] == 0.75
    assert transplanted.y[-1] == 1
    assert died.line.color == theme.LIMIT_RED
    assert died.line.dash != transplanted.line.dash
    assert "Transplanted: E-2" in transplanted.customdata[2]
    assert "STAMP" in {note.text for note in figure.layout.annotations}


def test_a_slide_of_competing_risks_has_a_line_per_cause():
    chart = incidence.native(competing(), x_title="Days", y_title="Share")
    assert [(line.name, line.y[-1]) for line in chart.lines] == [
        ("MSC-EV n = 4: died", 0.75),
        ("MSC-EV n = 4: transplanted", 0.25),
    ]
