"""What of a score is shown, chosen once for the whole page, and which scores a study has."""

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st
from pandas import DataFrame, Series, isna

from charts.common.time_axis import TimeAxis
from data_access.common.database import Database
from data_access.scores import cohort
from pages.common import state
from pages.common.reasons import in_words
from pages.common.text import Words, plain
from pages.parts.patient.controls import SCORES

ALL_ARMS = "all"
AXES = ("day", "week", "date")
PERIOD_DAYS = {"weeks12": 84, "weeks5": 35}
PERIODS = (*PERIOD_DAYS, "all")
BEHIND = ("arms", "bands")
BEFORE_DAYS = 7
POINT = re.compile(r"(Day|Week|Month) (\d+)")


@dataclass(frozen=True)
class View:
    """The reader's choices."""

    score: str
    axis: str
    period: str
    arm: str
    behind: str

    def arms(self, arms: DataFrame) -> tuple[str, ...]:
        """The arms to draw, in protocol order."""
        return tuple(arm for arm in arms["arm"] if self.arm in (ALL_ARMS, arm))

    def time(self, who: Series, extent: tuple[float, float], text: Words) -> TimeAxis:
        """The stretch of time shown, no longer than `extent` of the values; dates are the patient's own."""
        first, last = extent
        if self.period in PERIOD_DAYS:
            first, last = max(first, -BEFORE_DAYS), min(last, PERIOD_DAYS[self.period])
        axis = self.axis if not isna(who["anchordt"]) else "day"
        day_one = date(1970, 1, 1) if isna(who["anchordt"]) else who["anchordt"].date()
        title = (
            text(f"meld.axis.{axis}", subject=who["usubjid"]) if axis == "date" else text(f"meld.axis.{axis}")
        )
        return TimeAxis(axis, min(first, 0.0) - 1.5, max(last, 1.0) + 1.5, day_one, title)


def choose(database: Database, text: Words) -> View | None:
    """The row of controls; None after having said that this study has no score."""
    known = cohort.scores(database)
    present = [code for code in SCORES if code in known and known[code].n_patients]
    if not present:
        st.info(text("meld.none"))
        missing(database, text)
        return None
    asked = st.session_state.get("score") or st.query_params.get("score") or SCORES[0]
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        state.settle("score", present, present[0])
        score = st.selectbox(text("meld.score"), present, format_func=text.lab, key="score", width=150)
        state.keep("score", score, SCORES[0])
        behind = state.one_of("behind", BEHIND, text, words=words_for(database))
        axes = tuple(axis for axis in AXES if axis != "date" or not text.in_days)
        axis = state.one_of("axis", axes, text, words="patient")
        period = state.one_of("period", PERIODS, text, words="meld")
        arm = _arm(database, text)
    if asked in SCORES and asked not in present:
        why = _reason(known[asked].reason if asked in known else None, text)
        st.caption(plain(text("meld.not_here", score=text.lab(asked), reason=why, shown=text.lab(score))))
    return View(score or present[0], axis, period, arm, behind)


def words_for(database: Database) -> str:
    """Where the words stand that speak of arms, or of all patients where arms are hidden."""
    return "arms_hidden" if database.snapshot.arms_hidden else "meld"


def _arm(database: Database, text: Words) -> str:
    """One arm, or all of them; no choice where arms are hidden."""
    if database.snapshot.arms_hidden:
        return ALL_ARMS
    options = (ALL_ARMS, *cohort.arms(database)["arm"])
    state.settle("arm", options, ALL_ARMS)
    chosen = st.selectbox(
        text("meld.arm"),
        options,
        format_func=lambda arm: text("meld.arm.all") if arm == ALL_ARMS else text.known("arm", arm),
        key="arm",
        width=150,
    )
    state.keep("arm", chosen, ALL_ARMS)
    return chosen or ALL_ARMS


def missing(database: Database, text: Words) -> None:
    """The scores that nobody in this study has, each with the commonest reason, behind a fold."""
    known = cohort.scores(database)
    lacking = [code for code in SCORES if code in known and not known[code].n_patients]
    if not lacking:
        return
    with st.expander(text("meld.no_scores")):
        for code in lacking:
            why = _reason(known[code].reason, text)
            st.caption(plain(text("meld.no_scores_row", score=text.lab(code), reason=why)))


def _reason(reason: str | None, text: Words) -> str:
    return in_words(reason, text) if reason else text("meld.no_reason")


def point(avisit: str, text: Words) -> str:
    """A time point in the reader's language; what the study calls otherwise stays."""
    if avisit == "Baseline":
        return text("meld.point.Baseline")
    match = POINT.fullmatch(avisit)
    return text(f"meld.point.{match[1]}", n=match[2]) if match else avisit
