"""A figure and a table as every page shows them: one configuration, one height of rows."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame
from pandas.io.formats.style import Styler

from charts.common import theme

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


def table(
    shown: DataFrame | Styler, *, key: str, rows: int, most: int, columns: Mapping[str, Any] | None = None
) -> None:
    """A table of `rows` rows to read and to sort; a column of `open_patient.column` opens the patient of a row."""
    st.dataframe(
        shown,
        hide_index=True,
        column_config=columns,
        row_height=ROW_HEIGHT,
        height=height(rows, most),
        placeholder="",
        key=key,
    )
