"""A figure and a list of patients as every page shows them: one configuration, one height of rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from pages.common import open_patient

ROW_HEIGHT = 31
"""Pixels of a row, the head included."""


def figure(
    drawn: go.Figure, *, key: str, alt: str, on_select: Literal["ignore"] | Callable[[], None] = "ignore"
) -> None:
    """A figure with its text alternative; `on_select` is called when a point is clicked."""
    st.plotly_chart(
        drawn,
        config=theme.CONFIG,
        theme=None,
        key=key,
        alt=alt,
        on_select=on_select,
        selection_mode="points",
    )


def height(rows: int, most: int, row_height: int = ROW_HEIGHT) -> int:
    """The pixels of a table with its head that shows up to `most` rows without scrolling."""
    return (min(rows, most) + 1) * row_height + 6


def patients(
    shown: DataFrame,
    subjects: Sequence[str],
    *,
    key: str,
    most: int,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """A list with a row per element of `subjects`; a click on a row opens that patient."""
    st.dataframe(
        shown,
        hide_index=True,
        column_config=columns,
        row_height=ROW_HEIGHT,
        height=height(len(shown), most),
        placeholder="",
        key=key,
        on_select=open_patient.on_cell(key, tuple(subjects)),
        selection_mode="single-cell",
    )
