"""A click on a row of a table of patients, or a name typed, opens the patient: the page goes there at its next run."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from clinical.common.plain_text import escape
from pages.common import pickers
from pages.common.text import Words


def column(key: str, subjects: Sequence[str], words: Words) -> Any:
    """The column of patients of the table `key`, whose rows are these: a button each.

    Nothing but a click on the name opens a patient: a cell that a tap, Tab or an arrow key selects is no act. By key a
    patient is opened in the field of `by_name`, with Enter.
    """

    def remember() -> None:
        st.session_state["go_to_subject"] = str(subjects[st.session_state[f"{key}_open"]["row"]])

    return st.column_config.ButtonColumn(
        words("ward.subject"),
        type="tertiary",
        width=92 if words.in_days else 84,
        pinned=True,
        alignment="left",
        on_click=remember,
        key=f"{key}_open",
    )


def by_name(subjects: Sequence[str], words: Words) -> None:
    """For who knows the name, or has no mouse: in a table a button answers to the pointer alone."""
    st.selectbox(
        words("ward.open"),
        subjects[: pickers.LONGEST_LIST],
        index=None,
        key="named_subject",
        on_change=_remember_the_named,
        accept_new_options=len(subjects) > pickers.LONGEST_LIST,
        placeholder=words("ward.open"),
        label_visibility="collapsed",
        width=180,
    )


def _remember_the_named() -> None:
    st.session_state["go_to_subject"] = st.session_state["named_subject"]


def of_points(points: Sequence[Mapping[str, Any]], subjects: Sequence[str]) -> str | None:
    """The patient of the first clicked point of a figure that belongs to one; names stand escaped in a figure."""
    named = {escape(subject): subject for subject in subjects}
    escaped = (str(point["customdata"][0]) for point in points if point.get("customdata"))
    return next((named[name] for name in escaped if name in named), None)


def go(words: Words) -> None:
    """Go to the patient that was clicked, if one was."""
    if subject := st.session_state.pop("go_to_subject", None):
        st.switch_page("patient.py", query_params={"subject": subject, "lang": words.language})
