"""The infusions: planned against given for all patients, and the 24 hours after each, the primary endpoint."""

import streamlit as st

from data_access.infusions import lanes
from pages.access import log
from pages.common import state
from pages.parts.infusions import assessments, controls, day, lists
from pages.parts.infusions import lanes as infusions_lanes

words = state.words()
database, study = st.session_state["database"], st.session_state["study"]

if subject := st.session_state.pop("go_to_subject", None):
    st.switch_page("patient.py", query_params={"subject": subject, "lang": words.language})

if lanes.lanes(database).empty:
    st.info(words("patient.none"))
    st.stop()

bar = st.container(key="infusion_bar", horizontal=True, vertical_alignment="bottom", gap="medium")
with bar:
    view = state.one_of("view", controls.VIEWS, words, prefix="infusions")

if view == "lanes":
    log.view()
    infusions_lanes.show(database, bar, words)
else:
    of = controls.choose(database, study, bar, words)
    log.view(of.subject or log.EVERYBODY)
    if view == "day":
        day.show(database, of, bar, words)
    elif view == "grid":
        assessments.show(database, of, bar, words)
    else:
        lists.show(database, of, words)
