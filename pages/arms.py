"""The arms side by side: flow, baseline, exposure, endpoints of the record by visit, immune cells by month."""

import streamlit as st

from pages.common import state
from pages.meeting import bar
from pages.parts.meeting import deck, exhibits

bar.present("arms", exhibits.of_page("arms", st.session_state["database"]), deck.document, state.words())
