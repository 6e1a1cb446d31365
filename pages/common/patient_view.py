"""How the courses of a patient are shown: axis, scale, measure, period and tests, chosen once for all figures."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st
from pandas import DataFrame, Series, isna

from charts.time_axis import TimeAxis
from charts.trends import Panel
from clinical.lab_tests import LAB_TESTS
from data_access import patient
from data_access.database import Database
from data_access.patient import MEASURES
from data_access.study import Study
from pages.common import state
from pages.common.text import Words, plain

LIVER_PANEL = ("BILI", "INR", "ALT", "PTA", "AST", "CREAT", "GGT", "SODIUM", "ALB", "PLAT")
FURTHER = tuple(code for code in LAB_TESTS if code not in LIVER_PANEL)
# Tests whose whole life is a narrow band far from zero.
NARROW = ("SODIUM", "K", "CL", "CA", "ALB", "PROT", "HGB")
SCORES = ("MELD", "MELDNA", "MELD30", "AARC", "CHILDPUG", "ALBI", "COSSH2")
AXES = ("day", "randday", "week", "date")
WINDOWS = ("all", "infusions", "recent")
INFUSION_WINDOW = (-7, 35)
RECENT_DAYS = 28
RESULTS_HEIGHT = 420
ROWS_THAT_FIT = 11


@dataclass(frozen=True)
class View:
    """The reader's choices."""

    axis: str
    log: bool
    measure: str
    window: str
    tests: tuple[str, ...]
    score: str

    @property
    def origin(self) -> Literal["anchor", "randomisation"]:
        return "randomisation" if self.axis == "randday" else "anchor"

    @property
    def paramcds(self) -> tuple[str, ...]:
        return (*self.tests, self.score)

    def panels(self, series: DataFrame, text: Words) -> list[Panel]:
        """A panel per test, with its unit as the results carry it; relative values name what they relate to."""
        units = dict(zip(series["paramcd"], series["avalu"], strict=True))
        relative = "" if self.measure == "absolute" else text(f"patient.measure.{self.measure}")
        log = f" ({text('patient.scale.log')})" if self.log else ""
        panels = []
        for code in self.tests:
            title = f"{text.short(code)} {relative}" if relative else text.named(code, units.get(code))
            from_zero = bool(relative) or code not in NARROW
            panels.append(Panel(code, title + log if from_zero else title, from_zero))
        return panels

    def time(self, who: Series, series: DataFrame, text: Words) -> TimeAxis:
        """The stretch of time that all figures share."""
        origin = (
            who["randdt"] if self.origin == "randomisation" and not isna(who["randdt"]) else who["anchordt"]
        )
        ends = [0.0, *series["offset"].dropna(), (who["asof"] - origin).days]
        first, last = min(ends), max(ends)
        if self.window == "infusions":
            first, last = INFUSION_WINDOW
        elif self.window == "recent":
            first = last - RECENT_DAYS
        kind = "day" if self.axis == "randday" else self.axis
        day_one: date = origin.date()
        return TimeAxis(kind, first - 1, last + 1, day_one, text(f"axis.{self.axis}"))


def choose(text: Words) -> View:
    """The row of controls; every choice sits in the address."""
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        axis = state.one_of("axis", AXES, text, words="patient")
        window = state.one_of("window", WINDOWS, text, words="patient")
        measure = state.one_of("measure", tuple(MEASURES), text, words="patient")
        scale = state.one_of("scale", ("linear", "log"), text, words="patient")
        state.settle("score", SCORES, SCORES[0])
        score = st.selectbox(text("patient.score"), SCORES, format_func=text.lab, key="score", width=120)
        state.keep("score", score, SCORES[0])
        with st.popover(text("patient.tests")):
            tests = state.some_of(
                "tests", LIVER_PANEL + FURTHER, LIVER_PANEL, text, label=text("patient.tests")
            )
    return View(axis, scale == "log", measure, window, tuple(tests), score)


def explain(drawn: int, results: int, planned: bool, study: Study, text: Words) -> None:
    """Under the panels: how to read them, and how many of the results are drawn.

    `planned` says whether the study plans its doses, and so whether lines are infusions.
    """
    counts = text("patient.drawn", drawn=drawn, n=results, missing=results - drawn, cutoff=study.data_cutoff)
    st.caption(f"{text('patient.legend' if planned else 'patient.legend_plain')}\n\n{plain(counts)}")


def results(database: Database, subject: str, view: View, text: Words) -> None:
    """The results as a table, newest first, behind a fold; asked of the database only when it is open."""
    fold = st.expander(text("patient.results"), on_change="rerun", key="results")
    if not fold.open:
        return
    table = patient.results(database, subject, view.paramcds)
    names = {"taken": text("patient.taken"), "ady": text("patient.ady"), "visit": text("patient.visit")}
    names |= {code: text.named(code) for code in view.paramcds}
    fold.dataframe(table.rename(columns=names), hide_index=True, height=_height(len(table)), placeholder="")


def _height(rows: int) -> int | Literal["content"]:
    """As high as the table, but no higher than a screen."""
    return RESULTS_HEIGHT if rows > ROWS_THAT_FIT else "content"
