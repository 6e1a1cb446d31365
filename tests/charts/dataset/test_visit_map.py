"""The map of planned visits: every visit is a cell of its state's colour, and says whose and what it is."""

import numpy as np
from pandas import DataFrame, Timestamp

from charts.dataset import visit_map
from pages.common.text import Words

TEXT = Words("en")


def visits(rows: list[tuple[int, str, int, str, str, str]]) -> DataFrame:
    names = ["patient_place", "usubjid", "column_place", "avisit", "status", "state"]
    table = DataFrame(rows, columns=names)
    return table.assign(trt01p="A", reason=None, planned_dt=Timestamp("2024-01-08"), done_dt=Timestamp("NaT"))


def drawn(table: DataFrame):
    return visit_map.build(table, named=lambda _, name: name, known=TEXT.known, stamp="s", words=TEXT)


def test_a_visit_that_a_patient_never_had_planned_stays_empty():
    table = visits([(1, "P-1", 1, "DAY 8", "DONE", "DONE"), (2, "P-2", 2, "DAY 15", "MISSED", "MISSED")])
    grid = np.asarray(drawn(table).data[0].z)
    places = list(visit_map.COLOURS)
    assert grid[0, 0] == places.index("DONE")
    assert grid[1, 1] == places.index("MISSED")
    assert np.isnan(grid[0, 1])
    assert np.isnan(grid[1, 0])


def test_the_colour_of_a_cell_is_that_of_its_state_in_the_key():
    figure = drawn(visits([(1, "P-1", 1, "DAY 8", "MISSED", "MISSED")]))
    chart = figure.data[0]
    share = (chart.z[0][0] - chart.zmin) / (chart.zmax - chart.zmin)
    below = [colour for at, colour in chart.colorscale if at <= share]
    key = {trace.name: trace.marker.color for trace in figure.data[1:]}
    assert below[-1] == key[TEXT("dataset.state.MISSED")]


def test_markup_in_the_data_is_shown_as_text():
    figure = drawn(visits([(1, "<b>P</b>", 1, "<i>V</i>", "DONE", "DONE")]))
    assert "&lt;b&gt;P" in figure.data[0].customdata[0][0]
    assert figure.layout.xaxis.ticktext == ("&lt;i&gt;V&lt;/i&gt;",)
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;P&lt;/b&gt;",)


def test_hundreds_of_patients_fit_and_are_named_by_arm():
    rows = [(at, f"P-{at}", 1, "DAY 8", "DONE", "DONE") for at in range(1, 301)]
    figure = drawn(visits(rows))
    assert figure.layout.height < 1200
    assert figure.layout.yaxis.ticktext == ("A",)
