"""The ward board: one line of study figures, then one row per patient, worst first; or what is new; or what is due."""

import streamlit as st

from data_access.ward import board
from pages.access import log
from pages.common import open_patient, state, threshold_table
from pages.parts.news import since, table
from pages.parts.ward import board as ward_board
from pages.parts.ward import due, study_line

VIEWS = ("board", "new", "due")

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

open_patient.go(text)

study_line.show(board.study_figures(database), study, text)
if board.board(database).empty:
    st.info(text("ward.none" if study.arms or study.arms_hidden else "ward.no_dm"))
    st.stop()

log.view()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="views"):
    view = state.one_of("view", VIEWS, text, words="ward", bare=True)
    chosen = since.choose(database, text) if view != "due" else None
    if view == "board":
        st.caption(text("ward.caption"), help=text("ward.order"), width="stretch")
        open_patient.by_name(board.board(database)["usubjid"].sort_values().tolist(), text)
if view == "board":
    ward_board.show(database, chosen, text)
    threshold_table.show(text)
elif view == "due":
    due.show(database, text)
elif chosen is not None:
    table.show(database, chosen, text)
