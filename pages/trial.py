"""About the trial: the registered record, its contradictions, the formulas, and a live self-test."""

import streamlit as st

from clinical.common.disclaimer import FOOTER, OPEN_STUDY
from pages.common import state
from pages.common.text import plain
from pages.parts.eligibility import style
from pages.parts.trial import record

text = state.words()

st.html(style.STYLE)
st.caption(plain(OPEN_STUDY.of(text.language)))
record.show(text)
st.caption(plain(FOOTER.of(text.language)))
