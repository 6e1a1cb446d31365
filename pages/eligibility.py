"""Eligibility on the registered criteria: one candidate, the days of a stay, all who were screened."""

import streamlit as st

from clinical.common.disclaimer import FOOTER
from pages.common import eligibility_calculator, eligibility_cohort, eligibility_days, eligibility_look, state
from pages.common.text import plain

text = state.words()
database = st.session_state["database"]

st.html(eligibility_look.STYLE)
bar = st.container(key="eligibility_bar", horizontal=True, vertical_alignment="bottom", gap="small")
with bar:
    view = state.one_of("view", ("calculator", "days", "cohort"), text, words="eligibility")

if view == "days":
    eligibility_days.show(database, text, bar)
elif view == "cohort":
    eligibility_cohort.show(database, text, bar)
else:
    eligibility_calculator.show(database, text, bar)

st.caption(plain(FOOTER.of(text.language)))
