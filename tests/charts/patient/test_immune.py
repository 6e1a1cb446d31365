"""Immune subsets: what the percentage is of stands in the title, and the record's own range wins."""

from charts.patient import immune
from tests.charts.frames import subset, subsets, text, valid


def draw(rows):
    return valid(immune.panels(rows, month_title="Months", stamp="SIM", language="en", words=text))


def titles(figure):
    return [note.text for note in figure.layout.annotations if "<b>" in note.text]


def band(figure):
    return next((trace for trace in figure.data if trace.fill == "toself"), None)


def test_the_denominator_is_named():
    found = titles(draw(subsets(subset("CD4"), subset("CD4NAIVE"))))
    assert "immune.of.LYMPH" in found[0] and "immune.of.CD4" in found[1]


def test_without_a_range_of_its_own_the_published_one_is_drawn_reichert_1991():
    """CD4 28 to 58 % of lymphocytes."""
    assert list(band(draw(subsets(subset("CD4")))).y) == [28, 28, 58, 58]


def test_the_range_of_the_record_wins():
    assert list(band(draw(subsets(subset("CD4", anrlo=30.0, anrhi=50.0)))).y) == [30, 30, 50, 50]


def test_counts_have_their_own_panel_and_range():
    figure = draw(subsets(subset("CD4"), subset("CD4", aval=600.0, avalu="cells/uL")))
    assert len(titles(figure)) == 2 and "cells/µL" in titles(figure)[1]
    assert [list(trace.y) for trace in figure.data if trace.fill == "toself"][1] == [396, 396, 1309, 1309]


def test_no_band_where_no_range_could_be_verified():
    assert band(draw(subsets(subset("CD4MEM")))) is None
    assert band(draw(subsets(subset("CD4", avalu="g/L")))) is None


def test_an_unknown_subset_is_shown_under_its_own_name():
    assert "<b>Regulatory &lt;T&gt;</b>" in titles(draw(subsets(subset("TREG", param="Regulatory <T>"))))[0]


def test_values_without_number_or_date_are_counted():
    drawn, missing = immune.chosen(subsets(subset(), subset(aval=None), subset(month=None)))
    assert len(drawn) == 1 and missing["why"].tolist() == ["NO_VALUE", "NO_TIME"]


def test_nothing_measured_is_said():
    assert draw(subsets()).layout.annotations[0].text == "immune.none"
