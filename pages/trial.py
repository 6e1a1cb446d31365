"""About the trial: the registered record, its contradictions, the formulas, and a live self-test."""

import streamlit as st

from clinical.common.disclaimer import FOOTER, OPEN_STUDY
from pages.common import eligibility_look, state, trial_parts
from pages.common.text import plain

text = state.words()

st.html(eligibility_look.STYLE)
st.caption(plain(OPEN_STUDY.of(text.language)))
trial_parts.show(text)
st.caption(plain(FOOTER.of(text.language)))
