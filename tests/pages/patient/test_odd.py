"""The figures of patients with odd data: one test, 400 results, markup in the name, no infusion, death on day 1."""

import json
import re
from itertools import product

import plotly.io as pio
import pytest

from data_access.patient import results
from pages.common.text import Words
from pages.parts.patient import figures
from pages.parts.patient.controls import AXES, LIVER_PANEL, MEASURES, WINDOWS, View
from tests.charts.frames import valid
from tests.data_access.opened import opened
from tests.data_access.patient.test_results import ODD
from tests.data_access.tiny_trial import planned_trial

TEXT = Words("en")


@pytest.fixture(scope="module")
def odd():
    return opened(planned_trial(ODD))


def draw(
    db, name, *, axis="day", measure="absolute", window="all", log=False, graft=False, tests=LIVER_PANEL
):
    return figures.draw(db, name, View(axis, log, measure, window, tests, "MELD", graft), TEXT)


@pytest.mark.parametrize("name", ODD)
def test_odd_patients_are_drawn_in_every_way(odd, name):
    ways = [
        *product(AXES, ("absolute",), WINDOWS, (False,)),
        *product(("day", "infusion"), MEASURES, ("all",), (True,)),
    ]
    for axis, measure, window, log in ways:
        for graft in (False, True):
            drawing = draw(odd, name, axis=axis, measure=measure, window=window, log=log, graft=graft)
            assert json.loads(pio.to_json(valid(drawing.panels)))["data"] is not None
            assert all(TEXT.has(f"legend.{code}") for code in drawing.legend)


@pytest.mark.parametrize("axis", AXES)
def test_four_hundred_results_in_a_week_stay_a_small_figure(odd, axis):
    assert len(pio.to_json(draw(odd, "400 in a week", axis=axis).panels)) < 150_000


def test_a_patient_with_one_result_has_one_point_and_nine_panels_that_say_so(odd):
    figure = draw(odd, "one test").panels
    assert sum(len(trace.x) for trace in figure.data if trace.mode == "lines+markers") == 1
    assert [note.text for note in figure.layout.annotations].count(TEXT("patient.missing")) == len(
        LIVER_PANEL
    ) - 1


def test_a_name_with_markup_reaches_no_figure(odd):
    assert "<b>&" not in pio.to_json(draw(odd, "O'Brien <b>&\"; DROP").panels)


def test_every_reason_for_a_row_not_drawn_has_words():
    codes = {
        *re.findall("NO_[A-Z]+", " ".join(results.UNSCALED.values())),
        "NO_TIME",
        "NO_INFUSION",
        "NO_DAY_ONE",
        "AFTER_TRANSPLANT",
        "OUTSIDE",
    }
    assert all(Words(language).has(f"why.{code}") for code in codes for language in ("zh", "en"))
