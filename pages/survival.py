"""Survival of the arms: overall and transplant-free survival, competing risks, other endpoints, and in figures."""

import streamlit as st

from pages.common import meeting, state, survival_competing, survival_curves, survival_numbers

EXHIBITS = {
    "os": survival_curves.overall,
    "tfs": survival_curves.transplant_free,
    "competing": survival_competing.build,
    "other": survival_curves.other,
    "numbers": survival_numbers.build,
}

known = survival_curves.others(st.session_state["database"])
meeting.present(
    "survival",
    {key: build for key, build in EXHIBITS.items() if key != "other" or known},
    state.words(),
)
