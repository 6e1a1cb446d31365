"""Eligibility on the registered criteria: one candidate, the days of a stay, all who were screened."""

import streamlit as st

from clinical.common.disclaimer import FOOTER
from pages.common import other_study, state
from pages.common.text import plain
from pages.parts.eligibility import by_day, calculator, cohort, style

words = state.words()
database = st.session_state["database"]

st.html(style.STYLE)
other_study.show(database, words)
bar = st.container(key="eligibility_bar", horizontal=True, vertical_alignment="bottom", gap="small")
with bar:
    view = state.one_of("view", ("calculator", "days", "cohort"), words, prefix="eligibility")

if view == "days":
    by_day.show(database, words, bar)
elif view == "cohort":
    cohort.show(database, words, bar)
else:
    calculator.show(database, words, bar)

st.caption(plain(FOOTER.of(words.language)))
