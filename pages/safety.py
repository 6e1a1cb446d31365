"""Safety for a trial meeting: the primary endpoint, adverse events, liver injury, shifts, and who had them."""

import streamlit as st

from pages.common import open_patient, state
from pages.meeting import bar
from pages.parts.meeting import deck, exhibits

words = state.words()
open_patient.go(words)
bar.present("safety", exhibits.of_page("safety", st.session_state["database"]), deck.document, words)
