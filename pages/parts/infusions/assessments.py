"""Assessed or not assessed: every planned look at every infusion of a patient, or n of m for those of an arm."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.infusions import grid as chart
from charts.infusions import grid_cells
from data_access.common.database import Database
from data_access.common.study import study
from data_access.infusions import assessments, signs
from pages.access import downloads
from pages.common import data_label
from pages.common.text import Words
from pages.parts.infusions import controls
from pages.parts.infusions.controls import Of


@dataclass(frozen=True)
class Grid:
    """The figure and the rows behind it."""

    figure: go.Figure
    rows: DataFrame


def show(database: Database, of: Of, bar: Any, text: Words) -> None:
    """Draw the grid, with what explains it."""
    about = study(database)
    if of.subject is not None:
        grid = _of_patient(database, of.subject, text)
    else:
        patients = assessments.patients(database, of.arm or "")
        shown = controls.part(len(patients), bar, text)
        grid = _of_arm(database, of.arm or "", patients[shown], text)
    if grid.rows.empty:
        st.info(text("infusions.no_looks"))
        return
    st.plotly_chart(
        grid.figure,
        config=theme.CONFIG,
        theme=None,
        key="grid",
        alt=text("infusions.figure_grid", name=of.name),
    )
    st.caption(text("infusions.grid_legend" if of.subject else "infusions.grid_legend_arm"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(text("drawn.all", n=len(grid.rows)), width="content")
        downloads.numbers(
            text("download.csv"), lambda: grid.rows, ["infusion-looks", of.name], about, text, key="grid_csv"
        )


@lru_cache(maxsize=128)
def _of_patient(database: Database, subject: str, text: Words) -> Grid:
    rows, names = assessments.grid(database, subject), controls.names(text)
    points = list(dict.fromkeys(rows.sort_values("tptnum")["tpt"]))
    blocks = [
        grid_cells.block_of(
            rows[rows["doseno"] == infusion.doseno], _heading(infusion, text), points, text, text.known, names
        )
        for infusion in signs.infusions(database, subject).itertuples()
    ]
    titles = [text.known("point", point) for point in points]
    return Grid(chart.looks(blocks, titles, stamp=data_label.stamp(study(database), text)), rows)


@lru_cache(maxsize=32)
def _of_arm(database: Database, arm: str, patients: tuple[str, ...], text: Words) -> Grid:
    rows = assessments.completeness(database, patients)
    numbers = sorted(set(rows["doseno"])) if rows["n_due"].any() else []
    block = grid_cells.overview(rows, text.known("arm", arm), numbers, text)
    titles = [text("infusions.number", n=number) for number in numbers]
    figure = chart.looks([block], titles, stamp=data_label.stamp(study(database), text))
    return Grid(figure, rows if numbers else rows.iloc[:0])


def _heading(infusion: Any, text: Words) -> str:
    number = text("infusions.number", n=int(infusion.doseno))
    if infusion.status != "GIVEN":
        return f"{number} · {controls.not_given(infusion.status, infusion.reason, text)}"
    begun = str(infusion.start if infusion.start == infusion.start else infusion.day)[:16]
    parts = [number, text.day(begun)]
    parts.append(text("infusions.assessed", n=int(infusion.n_assessed), m=int(infusion.n_due)))
    return " · ".join(parts)
