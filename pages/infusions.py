"""The infusions: planned against given for all patients, and the 24 hours after each, the primary endpoint."""

import streamlit as st

from data_access import infusions
from pages.common import (
    access_log,
    infusion_choice,
    infusion_day_view,
    infusion_grid_view,
    infusion_lanes,
    infusion_lists,
    state,
)

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

if subject := st.session_state.pop("go_to_subject", None):
    st.switch_page("patient.py", query_params={"subject": subject, "lang": text.language})

if infusions.lanes(database).empty:
    st.info(text("patient.none"))
    st.stop()

bar = st.container(key="infusion_bar", horizontal=True, vertical_alignment="bottom", gap="medium")
with bar:
    view = state.one_of("view", infusion_choice.VIEWS, text, words="infusions")

if view == "lanes":
    access_log.view()
    infusion_lanes.show(database, bar, text)
else:
    of = infusion_choice.choose(database, study, bar, text)
    access_log.view(of.subject or access_log.EVERYBODY)
    if view == "day":
        infusion_day_view.show(database, of, bar, text)
    elif view == "grid":
        infusion_grid_view.show(database, of, bar, text)
    else:
        infusion_lists.show(database, of, text)
