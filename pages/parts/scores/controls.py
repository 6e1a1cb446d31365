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
from pages.common.names import reason_in_words
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

    def time(self, who: Series, extent: tuple[float, float], words: Words) -> TimeAxis:
        """The stretch of time shown, no longer than `extent` of the values; dates are the patient's own."""
        first, last = extent
        if self.period in PERIOD_DAYS:
            first, last = max(first, -BEFORE_DAYS), min(last, PERIOD_DAYS[self.period])
        axis = self.axis if not isna(who["anchordt"]) else "day"
        day_one = date(1970, 1, 1) if isna(who["anchordt"]) else who["anchordt"].date()
        title = (
            words(f"meld.axis.{axis}", subject=who["usubjid"])
            if axis == "date"
            else words(f"meld.axis.{axis}")
        )
        return TimeAxis(axis, min(first, 0.0) - 1.5, max(last, 1.0) + 1.5, day_one, title)


def choose(database: Database, words: Words) -> View | None:
    """The row of controls; None after having said that this study has no score."""
    known = cohort.scores(database)
    present = [code for code in SCORES if code in known and known[code].n_patients]
    if not present:
        st.info(words("meld.none"))
        missing(database, words)
        return None
    asked = st.session_state.get("score") or st.query_params.get("score") or SCORES[0]
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        state.settle("score", present, present[0])
        score = st.selectbox(words("meld.score"), present, format_func=words.lab, key="score", width=150)
        state.keep("score", score, SCORES[0])
        behind = state.one_of("behind", BEHIND, words, prefix=words_for(database))
        axes = tuple(axis for axis in AXES if axis != "date" or not words.in_days)
        axis = state.one_of("axis", axes, words, prefix="patient")
        period = state.one_of("period", PERIODS, words, prefix="meld")
        arm = _arm(database, words)
    if asked in SCORES and asked not in present:
        why = _reason(known[asked].reason if asked in known else None, words)
        st.caption(plain(words("meld.not_here", score=words.lab(asked), reason=why, shown=words.lab(score))))
    return View(score or present[0], axis, period, arm, behind)


def words_for(database: Database) -> str:
    """Where the words stand that speak of arms, or of all patients where arms are hidden."""
    return "arms_hidden" if database.snapshot.arms_hidden else "meld"


def _arm(database: Database, words: Words) -> str:
    """One arm, or all of them; no choice where arms are hidden."""
    if database.snapshot.arms_hidden:
        return ALL_ARMS
    options = (ALL_ARMS, *cohort.arms(database)["arm"])
    state.settle("arm", options, ALL_ARMS)
    chosen = st.selectbox(
        words("meld.arm"),
        options,
        format_func=lambda arm: words("meld.arm.all") if arm == ALL_ARMS else words.known("arm", arm),
        key="arm",
        width=150,
    )
    state.keep("arm", chosen, ALL_ARMS)
    return chosen or ALL_ARMS


def missing(database: Database, words: Words) -> None:
    """The scores that nobody in this study has, each with the commonest reason, behind a fold."""
    known = cohort.scores(database)
    lacking = [code for code in SCORES if code in known and not known[code].n_patients]
    if not lacking:
        return
    with st.expander(words("meld.no_scores")):
        for code in lacking:
            why = _reason(known[code].reason, words)
            st.caption(plain(words("meld.no_scores_row", score=words.lab(code), reason=why)))


def _reason(reason: str | None, words: Words) -> str:
    return reason_in_words(reason, words) if reason else words("meld.no_reason")


def point(avisit: str, words: Words) -> str:
    """A time point in the reader's language; what the study calls otherwise stays."""
    if avisit == "Baseline":
        return words("meld.point.Baseline")
    match = POINT.fullmatch(avisit)
    return words(f"meld.point.{match[1]}", n=match[2]) if match else avisit
