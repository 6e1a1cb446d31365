"""Assessed or not assessed: every planned look at every infusion of a patient, or n of m for those of an arm."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts import infusion_grid as chart
from charts import look_cells, theme
from data_access import infusion_day, infusion_looks
from data_access.database import Database
from data_access.study import study
from pages.common import downloads, infusion_choice, labels
from pages.common.infusion_choice import Of
from pages.common.text import Words


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
        patients = infusion_looks.patients(database, of.arm or "")
        shown = infusion_choice.part(len(patients), bar, text)
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
    rows, names = infusion_looks.grid(database, subject), infusion_choice.names(text)
    points = list(dict.fromkeys(rows.sort_values("tptnum")["tpt"]))
    blocks = [
        look_cells.block_of(
            rows[rows["doseno"] == infusion.doseno], _heading(infusion, text), points, text, text.known, names
        )
        for infusion in infusion_day.infusions(database, subject).itertuples()
    ]
    titles = [text.known("point", point) for point in points]
    return Grid(chart.looks(blocks, titles, stamp=labels.stamp(study(database), text)), rows)


@lru_cache(maxsize=32)
def _of_arm(database: Database, arm: str, patients: tuple[str, ...], text: Words) -> Grid:
    rows = infusion_looks.completeness(database, patients)
    numbers = sorted(set(rows["doseno"])) if rows["n_due"].any() else []
    block = look_cells.overview(rows, text.known("arm", arm), numbers, text)
    titles = [text("infusions.number", n=number) for number in numbers]
    figure = chart.looks([block], titles, stamp=labels.stamp(study(database), text))
    return Grid(figure, rows if numbers else rows.iloc[:0])


def _heading(infusion: Any, text: Words) -> str:
    number = text("infusions.number", n=int(infusion.doseno))
    if infusion.status != "GIVEN":
        return f"{number} · {infusion_choice.not_given(infusion.status, infusion.reason, text)}"
    begun = str(infusion.start if infusion.start == infusion.start else infusion.day)[:16]
    parts = [number, text.day(begun)]
    parts.append(text("infusions.assessed", n=int(infusion.n_assessed), m=int(infusion.n_due)))
    return " · ".join(parts)
