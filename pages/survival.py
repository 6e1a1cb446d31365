"""Survival of the arms: overall and transplant-free survival, competing risks, other endpoints, and in figures."""

import streamlit as st

from pages.common import state
from pages.meeting import bar
from pages.parts.meeting import deck, exhibits

bar.present(
    "survival", exhibits.of_page("survival", st.session_state["database"]), deck.document, state.words()
)
