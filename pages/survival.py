"""Survival of the arms: overall and transplant-free survival, competing risks, other endpoints, and in figures."""

import streamlit as st

from pages.common import state
from pages.meeting import bar
from pages.parts.survival import competing_risks, curves, numbers

EXHIBITS = {
    "os": curves.overall,
    "tfs": curves.transplant_free,
    "competing": competing_risks.build,
    "other": curves.other,
    "numbers": numbers.build,
}

known = curves.others(st.session_state["database"])
bar.present(
    "survival",
    {key: build for key, build in EXHIBITS.items() if key != "other" or known},
    state.words(),
)
