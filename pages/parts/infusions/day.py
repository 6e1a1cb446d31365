"""The 24 hours after each infusion, of one patient or as the medians of an arm."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.infusions import day as chart
from charts.infusions import signs as signs_chart
from charts.infusions.allergy_rows import Rows
from clinical.infusions.window import ALLERGY_SIGNS, SIGNS, Sign
from data_access.common.database import Database
from data_access.common.study import study
from data_access.infusions import assessments
from data_access.infusions import signs as infusions_signs
from pages.access import downloads
from pages.common import data_label, elements, state
from pages.common.text import Words, plain
from pages.parts.infusions import controls, limits
from pages.parts.infusions.controls import Of

# More doses than these are counted rather than told one by one.
MOST_IN_WORDS = 8


@dataclass(frozen=True)
class Day:
    """The figure, the rows behind it, those of them that it cannot draw, and the infusions in words."""

    figure: go.Figure
    rows: DataFrame
    missing: DataFrame
    infusions: str


def show(database: Database, of: Of, bar: Any, words: Words) -> None:
    """Draw the panels, with what explains them."""
    about = study(database)
    with bar:
        change = state.one_of("values", ("value", "change"), words, prefix="infusions") == "change"
    day = draw(database, of, change, words)
    elements.figure(
        day.figure,
        key="day",
        alt=words("infusions.figure_day", name=of.name),
    )
    legend = words("infusions.day_legend" if of.subject else "infusions.day_legend_arm")
    st.caption(f"{plain(day.infusions)}\n\n{legend}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        drawn = len(day.rows) - len(day.missing)
        downloads.not_drawn(drawn, day.missing, ["infusion-day", of.name], about, words, key="day")
        downloads.numbers(
            words("download.csv"), lambda: day.rows, ["infusion-day", of.name], about, words, key="day_csv"
        )
        if of.subject:
            st.page_link(
                "patient.py",
                label=words("infusions.to_patient", subject=plain(of.subject)),
                query_params={"subject": of.subject, "lang": words.language},
            )
    limits.show(words)


@lru_cache(maxsize=128)
def draw(database: Database, of: Of, change: bool, words: Words) -> Day:
    """Ask for the signs and draw them."""
    if of.subject is not None:
        return _of_patient(database, of.subject, change, words)
    return _of_arm(database, of.arm or "", change, words)


def _of_patient(database: Database, subject: str, change: bool, words: Words) -> Day:
    names = controls.names(words)
    signs = infusions_signs.signs(database, subject, change=change)
    events = assessments.events(database, None, subject)
    given = infusions_signs.infusions(database, subject)
    rows = signs_chart.of_patient(signs, change=change, words=words, names=names)
    allergy = signs_chart.allergy_of_patient(signs, events, words, names)
    figure = _figure(
        database, rows, _allergy(allergy, given["doseno"].tolist(), "patient", words), change,
        infusions_signs.points(database, subject), words,
    )  # fmt: skip
    sentences = [_infusion(row, words) for row in given.itertuples()]
    sentences = sentences if len(sentences) <= MOST_IN_WORDS else [words("infusions.doses", n=len(sentences))]
    by_date = events[events["hours"].isna()]
    sentences += [_by_date(row, words) for row in by_date.itertuples()]
    return Day(
        figure, signs, signs[signs["why"].notna()], " · ".join(sentences) or words("infusions.no_infusion")
    )


def _of_arm(database: Database, arm: str, change: bool, words: Words) -> Day:
    names = controls.names(words)
    medians = infusions_signs.medians(database, arm)
    furthest = infusions_signs.furthest(database, arm)
    rows = signs_chart.of_arm(medians, furthest, change=change, words=words, names=names)
    numbers = sorted(set(medians["doseno"]))
    allergy = _allergy(signs_chart.allergy_of_arm(medians, words, names), numbers, "arm", words)
    figure = _figure(database, rows, allergy, change, infusions_signs.median_points(database, arm), words)
    most = medians.groupby("doseno")["n"].max()
    sentences = [words("infusions.n_patients", n=number, patients=int(n)) for number, n in most.items()]
    missing = medians[medians["minutes"].isna()].assign(why="NO_CLOCK")
    return Day(figure, medians, missing, " · ".join(sentences) or words("infusions.no_values"))


def _figure(
    database: Database, rows: DataFrame, allergy: Rows, change: bool, points: DataFrame, words: Words
) -> go.Figure:
    if rows.empty and allergy.empty:
        return theme.empty(words("infusions.none_timed"))
    shown = [sign for sign in SIGNS.values() if sign.planned or sign.code in set(rows["paramcd"])]
    return chart.panels(
        rows,
        [_panel(sign, change, words) for sign in shown],
        allergy,
        points,
        missing=words("infusions.none_around"),
        stamp=data_label.stamp(study(database), words),
        words=words,
    )


def _panel(sign: Sign, change: bool, words: Words) -> chart.SignPanel:
    title = f"{sign.name.of(words.language)} ({sign.unit})"
    limit = sign.limit
    if not change:
        return chart.SignPanel(sign.code, title, limit.level if limit else None)
    line = None if limit is None or limit.relative else limit.change * (1 if limit.rising else -1)
    return chart.SignPanel(sign.code, f"{title} · {words('infusions.values.change')}", line)


def _allergy(marks: DataFrame, numbers: list[int], whose: str, words: Words) -> Rows:
    rows = {sign.code: sign.name.of(words.language) for sign in ALLERGY_SIGNS}
    rows |= {"AE": words("infusions.event_row")} if whose == "patient" else {}
    return Rows(words(f"infusions.allergy_title.{whose}"), rows, marks, numbers)


def _infusion(row: Any, words: Words) -> str:
    """One infusion in words: its number, how long, how many of its assessments were made."""
    number = words("infusions.number", n=int(row.doseno))
    if row.status != "GIVEN":
        return f"{number}: {controls.not_given(row.status, row.reason, words)}"
    parts = [] if row.end_minutes != row.end_minutes else [words("infusions.minutes", n=int(row.end_minutes))]
    parts += [words("infusions.assessed", n=int(row.n_assessed), m=int(row.n_due))] if row.n_due else []
    return f"{number}: {', '.join(parts) or words('dose.GIVEN')}"


def _by_date(row: Any, words: Words) -> str:
    return words("infusions.by_date_event", term=words.known("term", row.aedecod), n=int(row.doseno))
