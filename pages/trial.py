"""About the trial: the registered record, its contradictions, the formulas, and a live self-test."""

import streamlit as st

from clinical.common.disclaimer import FOOTER, OPEN_STUDY
from pages.common import other_study, state
from pages.common.text import plain
from pages.parts.eligibility import style
from pages.parts.trial import record

words = state.words()

st.html(style.STYLE)
other_study.show(st.session_state["database"], words)
st.caption(plain(OPEN_STUDY.of(words.language)))
record.show(words)
st.caption(plain(FOOTER.of(words.language)))
