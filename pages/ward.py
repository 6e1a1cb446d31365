"""The ward board: one line of study figures, then one row per patient, worst first; or what is new; or what is due."""

import streamlit as st

from data_access.ward import board
from pages.access import log
from pages.common import open_patient, state, threshold_table
from pages.parts.news import since, table
from pages.parts.ward import board as ward_board
from pages.parts.ward import choice, due, paper, study_line

VIEWS = ("board", "new", "due")

words = state.words()
database, study = st.session_state["database"], st.session_state["study"]

open_patient.go(words)

study_line.show(board.study_figures(database), study, words)
if board.board(database).empty:
    st.info(words("ward.none" if study.arms or study.arms_hidden else "ward.no_dm"))
    st.stop()

log.view()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="views"):
    view = state.one_of("view", VIEWS, words, prefix="ward", bare=True)
    chosen = since.choose(database, words) if view != "due" else None
    if view == "board":
        open_patient.by_name(board.board(database)["usubjid"].sort_values().tolist(), words)
        rows = choice.choose(database, words)
        paper.button(database, rows, chosen, study, words)
if view == "board":
    ward_board.show(database, chosen, rows, words)
    st.caption(words("ward.caption"), help=words("ward.order"), width="content")
    threshold_table.show(words)
elif view == "due":
    due.show(database, words)
elif chosen is not None:
    table.show(database, chosen, words)
