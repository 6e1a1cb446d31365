"""A click on a row of a table of patients opens the patient: the page that drew it goes there at its next run."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.common.text import Words


def on_cell(key: str, subjects: Sequence[str]) -> Callable[[], None]:
    """For `on_select` of the table `key` with selection_mode "single-cell", whose rows are these patients."""

    def remember() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            st.session_state["go_to_subject"] = str(subjects[cells[0][0]])

    return remember


def go(text: Words) -> None:
    """Go to the patient that was clicked, if one was."""
    if subject := st.session_state.pop("go_to_subject", None):
        st.switch_page("patient.py", query_params={"subject": subject, "lang": text.language})
