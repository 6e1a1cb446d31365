"""The ward board: one line of study figures, then one row per patient, worst first; or what is new; or what is due."""

import streamlit as st

from data_access import ward
from pages.common import (
    access_log,
    board_table,
    due_board,
    news_table,
    open_patient,
    since,
    state,
    study_line,
    threshold_table,
)

VIEWS = ("board", "new", "due")

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

open_patient.go(text)

study_line.show(ward.study_figures(database), study, text)
if ward.board(database).empty:
    st.info(text("ward.none" if study.arms or study.arms_hidden else "ward.no_dm"))
    st.stop()

access_log.view()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="views"):
    view = state.one_of("view", VIEWS, text, words="ward", bare=True)
    chosen = since.choose(database, text) if view != "due" else None
    if view == "board":
        st.caption(text("ward.caption"), help=text("ward.order"), width="stretch")
        open_patient.by_name(ward.board(database)["usubjid"].sort_values().tolist(), text)
if view == "board":
    board_table.show(database, chosen, text)
    threshold_table.show(text)
elif view == "due":
    due_board.show(database, text)
elif chosen is not None:
    news_table.show(database, chosen, text)
