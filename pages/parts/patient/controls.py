"""How the courses of a patient are shown: axis, scale, measure, period and tests, chosen once for all figures."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import streamlit as st
from pandas import DataFrame, Series, Timestamp, isna

from charts.common.time_axis import TimeAxis
from charts.patient.trends import Panel
from clinical.laboratory.tests import LAB_TESTS
from data_access.common.database import Database
from data_access.patient import profile
from data_access.patient import results as patient_results
from data_access.patient.results import MEASURES, Origin
from pages.common import state, study_days
from pages.common.text import Words, plain

LIVER_PANEL = ("BILI", "INR", "ALT", "PTA", "AST", "CREAT", "GGT", "SODIUM", "ALB", "PLAT")
FURTHER = tuple(code for code in LAB_TESTS if code not in LIVER_PANEL)
VITAL_SIGNS = ("MAP", "SYSBP", "DIABP", "HR", "TEMP", "RESP", "OXYSAT")
# Tests whose whole life is a narrow band far from zero.
NARROW = ("SODIUM", "K", "CL", "CA", "ALB", "PROT", "HGB", *VITAL_SIGNS)
SCORES = ("MELD", "MELDNA", "MELD30", "AARC", "CHILDPUG", "ALBI", "COSSH2")
AXES = ("day", "week", "date", "infusion", "randday")
WINDOWS = ("all", "infusions", "recent")
INFUSION_WINDOW = (-7, 35)
RECENT_DAYS = 28
# An infusion is followed for a week, or to the next one; room before it for the last value, behind for a label.
INFUSION_AXIS = (-1.15, 7.0)
LABEL_ROOM = 0.04
RESULTS_HEIGHT = 420
ROWS_THAT_FIT = 11


Extent: TypeAlias = tuple[float, float] | None
"""The first and the last day of what is shown; None where nothing is."""


@dataclass(frozen=True)
class View:
    """The reader's choices."""

    axis: str
    log: bool
    measure: str
    window: str
    tests: tuple[str, ...]
    score: str
    graft: bool = False

    @property
    def origin(self) -> Origin:
        """Where time begins in figures of the whole course."""
        return "randomisation" if self.axis == "randday" else "anchor"

    @property
    def panel_origin(self) -> Origin:
        """Where time begins in the laboratory panels: there alone it may begin anew at each infusion."""
        return "infusion" if self.axis == "infusion" else self.origin

    @property
    def paramcds(self) -> tuple[str, ...]:
        return (*self.tests, self.score)

    def panels(self, series: DataFrame, words: Words) -> list[Panel]:
        """A panel per test, with its unit as the results carry it; relative values name what they relate to."""
        units = dict(zip(series["paramcd"], series["avalu"], strict=True))
        relative = "" if self.measure == "absolute" else words(f"patient.measure.{self.measure}")
        log = f" ({words('patient.scale.log')})" if self.log else ""
        panels = []
        for code in self.tests:
            title = f"{words.short(code)} {relative}" if relative else words.named(code, units.get(code))
            from_zero = bool(relative) or code not in NARROW
            panels.append(Panel(code, title + log if from_zero else title, from_zero))
        return panels

    def panel_time(self, who: Series, extent: Extent, words: Words) -> TimeAxis:
        """The stretch of time that the panels show: without results of a graft, no further than the transplant."""
        if self.axis == "infusion":
            first, last = INFUSION_AXIS[0], max(INFUSION_AXIS[1], extent[1] if extent else 0.0)
            room = LABEL_ROOM * (last - first)
            return TimeAxis("infusion", first, last + room, self._day_one(who).date(), words("axis.infusion"))
        native = not self.graft and not isna(who["ltdt"])
        return self.time(who, extent, words, until=min(who["ltdt"], who["asof"]) if native else who["asof"])

    def time(self, who: Series, extent: Extent, words: Words, *, until: Timestamp | None = None) -> TimeAxis:
        """The stretch of time from the first to the last of what is shown, at least to `until` (the last known day).

        In dates for a patient who has no day 1.
        """
        origin = self._day_one(who)
        ends = [0.0, *(extent or ()), float(((until or who["asof"]) - origin).days)]
        first, last = min(ends), max(ends)
        if self.window == "infusions":
            first, last = INFUSION_WINDOW
        elif self.window == "recent":
            first = last - RECENT_DAYS
        axis = "day" if self.axis == "infusion" else self.axis
        axis = "date" if isna(who["anchordt"]) and not words.in_days else axis
        kind = "day" if axis == "randday" else axis
        return TimeAxis(kind, first - 1, last + 1, origin.date(), words(f"axis.{axis}"))

    def _day_one(self, who: Series) -> Timestamp:
        """Study day 1; of a patient who has none, and so no result that can be placed, the last known day."""
        wished = [who["randdt"]] if self.origin == "randomisation" else []
        known: Timestamp = next(day for day in (*wished, who["anchordt"], who["asof"]) if not isna(day))
        return known


def axes(database: Database) -> tuple[str, ...]:
    """The axes of time of this study: infusions where it numbers them, randomisation where it is known."""
    without = set() if patient_results.numbers_infusions(database) else {"infusion"}
    without |= {"randday"} if database.snapshot.arms_hidden else set()
    return tuple(axis for axis in AXES if axis not in without)


def choose(who: Series, axes: tuple[str, ...], words: Words) -> View:
    """The row of controls; every choice sits in the address. `axes`: those of AXES that the study has.

    Of a transplanted patient a line below says so, and that what came from the graft is not drawn unless asked for.
    """
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        offered = tuple(axis for axis in axes if axis != "date" or not words.in_days)
        axis = state.one_of("axis", offered, words, prefix="patient")
        window = state.one_of("window", WINDOWS, words, prefix="patient", disabled=axis == "infusion")
        measure = state.one_of("measure", tuple(MEASURES), words, prefix="patient")
        scale = state.one_of("scale", ("linear", "log"), words, prefix="patient")
        with st.popover(words("patient.tests")):
            tests = state.some_of(
                "tests", LIVER_PANEL + VITAL_SIGNS + FURTHER, LIVER_PANEL, words, label=words("patient.tests")
            )
        state.settle("score", SCORES, SCORES[0])
        score = st.selectbox(words("patient.score"), SCORES, format_func=words.lab, key="score", width=110)
        state.keep("score", score, SCORES[0])
    graft = not isna(who["ltdt"]) and _graft(who, words)
    return View(axis, scale == "log", measure, window, tuple(tests), score, graft)


def _graft(who: Series, words: Words) -> bool:
    """What a transplant means for this page, and the switch that shows the results after it."""
    with st.container(key="graft_line", horizontal=True, vertical_alignment="center", gap="small"):
        day = (who["ltdt"] - who["anchordt"]).days + 1
        st.markdown(words("graft.line", date=plain(words.day(who["ltdt"])), n=day), width="content")
        return state.switch("graft", words("graft.switch"), "on")


def results(database: Database, subject: str, view: View, words: Words) -> None:
    """The results as a table, newest first, behind a fold; asked of the database only when it is open."""
    fold = st.expander(words("patient.results"), on_change="rerun", key="results")
    if not fold.open:
        return
    table = profile.results(database, subject, view.paramcds)
    names = {"taken": words("patient.taken"), "ady": words("patient.ady"), "visit": words("patient.visit")}
    names |= {code: words.named(code) for code in view.paramcds}
    shown = study_days.shown(table, words).rename(columns=names)
    fold.dataframe(shown, hide_index=True, height=_height(len(table)), placeholder="")


def _height(rows: int) -> int | Literal["content"]:
    """As high as the table, but no higher than a screen."""
    return RESULTS_HEIGHT if rows > ROWS_THAT_FIT else "content"
