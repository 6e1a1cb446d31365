"""Assessed or not assessed: every planned assessment at every infusion of a patient, or n of m for those of an arm."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.infusions import grid as chart
from charts.infusions import grid_cells
from data_access.common.database import Database
from data_access.common.study import study
from data_access.infusions import assessments, signs
from pages.access import downloads
from pages.common import data_label, elements
from pages.common.text import Words
from pages.parts.infusions import controls
from pages.parts.infusions.controls import Of


@dataclass(frozen=True)
class Grid:
    """The figure and the rows behind it."""

    figure: go.Figure
    rows: DataFrame


def show(database: Database, of: Of, bar: Any, words: Words) -> None:
    """Draw the grid, with what explains it."""
    about = study(database)
    if of.subject is not None:
        grid = _of_patient(database, of.subject, words)
    else:
        patients = assessments.patients(database, of.arm or "")
        shown = controls.part(len(patients), bar, words)
        grid = _of_arm(database, of.arm or "", patients[shown], words)
    if grid.rows.empty:
        st.info(words("infusions.no_looks"))
        return
    elements.figure(
        grid.figure,
        key="grid",
        alt=words("infusions.figure_grid", name=of.name),
    )
    st.caption(words("infusions.grid_legend" if of.subject else "infusions.grid_legend_arm"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(words("drawn.all", n=len(grid.rows)), width="content")
        downloads.numbers(
            words("download.csv"),
            lambda: grid.rows,
            ["infusion-looks", of.name],
            about,
            words,
            key="grid_csv",
        )


@lru_cache(maxsize=128)
def _of_patient(database: Database, subject: str, words: Words) -> Grid:
    rows, names = assessments.grid(database, subject), controls.names(words)
    points = list(dict.fromkeys(rows.sort_values("tptnum")["tpt"]))
    blocks = [
        grid_cells.block_of(
            rows[rows["doseno"] == infusion.doseno],
            _heading(infusion, words),
            points,
            words,
            words.known,
            names,
        )
        for infusion in signs.infusions(database, subject).itertuples()
    ]
    titles = [words.known("point", point) for point in points]
    return Grid(chart.assessments(blocks, titles, stamp=data_label.stamp(study(database), words)), rows)


@lru_cache(maxsize=32)
def _of_arm(database: Database, arm: str, patients: tuple[str, ...], words: Words) -> Grid:
    rows = assessments.completeness(database, patients)
    numbers = sorted(set(rows["doseno"])) if rows["n_due"].any() else []
    block = grid_cells.overview(rows, words.known("arm", arm), numbers, words)
    titles = [words("infusions.number", n=number) for number in numbers]
    figure = chart.assessments([block], titles, stamp=data_label.stamp(study(database), words))
    return Grid(figure, rows if numbers else rows.iloc[:0])


def _heading(infusion: Any, words: Words) -> str:
    number = words("infusions.number", n=int(infusion.doseno))
    if infusion.status != "GIVEN":
        return f"{number} · {controls.not_given(infusion.status, infusion.reason, words)}"
    begun = str(infusion.start if infusion.start == infusion.start else infusion.day)[:16]
    parts = [number, words.day(begun)]
    parts.append(words("infusions.assessed", n=int(infusion.n_assessed), m=int(infusion.n_due)))
    return " · ".join(parts)
