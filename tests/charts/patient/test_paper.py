"""Courses on paper: every value has its mark, in the right place, and no data act as markup."""

from math import isclose, log10
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.common import theme
from charts.patient import paper
from charts.patient.paper import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scale, round_step
from charts.patient.trends import Panel
from tests.charts.frames import TIME, marks, result, series, text

SVG = "{http://www.w3.org/2000/svg}"


def draw(rows, seen=None, panel=None):
    """The parsed picture of one panel."""
    shown = [panel or Panel("BILI", "TBil")]
    drawn = paper.courses(
        rows, shown, marks() if seen is None else seen, TIME, missing="not here", words=text
    )
    return ElementTree.fromstring(drawn[0])


def found(picture, name):
    return [element for element in picture.iter() if element.tag.removeprefix(SVG) == name]


def words(picture):
    return [element.text for element in found(picture, "text")]


def test_every_value_has_a_mark_and_the_line_passes_through_it():
    picture = draw(series(*(result(offset=day, aval=200.0 + day) for day in range(5))))
    dots = found(picture, "circle")
    places = [
        tuple(map(float, place.split(","))) for place in found(picture, "polyline")[0].get("points").split()
    ]
    assert [(float(dot.get("cx")), float(dot.get("cy"))) for dot in dots] == places
    assert len(places) == 5


def test_first_and_last_day_lie_at_the_edges_and_more_is_higher():
    scale = Scale(TIME, 0.0, 100.0)
    assert (scale.x(TIME.first), scale.x(TIME.last)) == (LEFT, WIDTH - RIGHT)
    assert scale.y(100.0) == TOP and scale.y(75.0) < scale.y(25.0)


def test_hollow_is_confounded_and_a_triangle_beyond_the_limit():
    rows = series(
        result(offset=0),
        result(offset=1, confound="PE48"),
        result(offset=2, aval=None, avalc="<3", y=3.0, beyond="<"),
    )
    picture = draw(rows)
    assert [dot.get("fill") for dot in found(picture, "circle")] == [theme.ANALYTE_COLOURS["BILI"], "#FFFFFF"]
    assert len(found(picture, "polygon")) == 1


def test_what_comes_after_a_transplant_is_a_grey_line_of_its_own():
    rows = series(result(offset=0), result(offset=1), result(offset=5, after_transplant=True))
    lines = found(draw(rows), "polyline")
    assert [line.get("stroke") for line in lines] == [theme.ANALYTE_COLOURS["BILI"], theme.AFTER_TRANSPLANT]


def test_doses_and_death_are_lines_with_their_letter_and_a_session_is_a_band():
    seen = marks(
        ("DOSE", "1", 0.4, None), ("DEATH", "x", 20.0, None), ("PE", "x", 5.0, 5.2), ("OTHER", "x", 5.0, 5.2)
    )
    picture = draw(series(result()), seen)
    assert {"1", "†"} <= set(words(picture))
    assert [band.get("fill") for band in found(picture, "rect")].count(theme.PROCEDURE_BANDS["PE"]) == 1


def test_letters_without_room_give_way_and_death_never_does():
    seen = marks(
        *(("DOSE", letter, at / 10, None) for at, letter in enumerate("abcd")), ("DEATH", "x", 0.3, None)
    )
    picture = draw(series(result()), seen)
    assert [word for word in words(picture) if word in "abcd†"] == ["†"]
    assert len([line for line in found(picture, "line") if line.get("stroke-dasharray")]) == 4


def test_a_range_with_one_limit_reaches_to_the_edge():
    picture = draw(series(result(offset=0, lo=None), result(offset=5, lo=None)))
    band = found(picture, "rect")[0]
    assert float(band.get("y")) + float(band.get("height")) == HEIGHT - paper.BOTTOM


def test_a_panel_without_values_says_so():
    assert "not here" in words(draw(series()))


def test_titles_and_labels_are_text_whatever_they_hold():
    nasty = '</text><script>"&'
    picture = draw(series(result()), marks(("DOSE", nasty, 0.4, None)), Panel("BILI", nasty))
    assert words(picture).count(nasty) == 2 and found(picture, "script") == []


@given(st.floats(1e-6, 1e9))
def test_a_round_step_is_the_next_of_1_2_5(least):
    step = round_step(least)
    assert least * (1 - 1e-8) <= step <= least * 2.5 * (1 + 1e-8)
    mantissa = step / 10 ** round(log10(step) - 0.35)
    assert any(isclose(mantissa, digit, rel_tol=1e-9) for digit in (1, 2, 5, 0.5, 10))


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.booleans())
def test_every_value_stays_inside_its_panel(values, from_zero):
    rows = series(*(result(offset=float(place), aval=abs(value)) for place, value in enumerate(values)))
    picture = draw(rows, panel=Panel("BILI", "TBil", from_zero))
    for dot in found(picture, "circle"):
        assert TOP <= float(dot.get("cy")) <= HEIGHT - paper.BOTTOM


@pytest.mark.parametrize(("value", "shown"), [(5000.0, "5000"), (10_000.0, "10k"), (0.5, "0.5")])
def test_five_figures_are_written_in_thousands(value, shown):
    assert paper._number(value) == shown
