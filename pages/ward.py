"""The ward board: one line of study figures, then one row per patient, worst first."""

import streamlit as st

from data_access import ward
from pages.common import board_table, state, study_line, threshold_table

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

if subject := st.session_state.pop("go_to_subject", None):
    st.switch_page("patient.py", query_params={"subject": subject, "lang": text.language})

study_line.show(ward.study_figures(database), text)
board = ward.board(database)
if board.empty:
    st.info(text("ward.none" if study.arms else "ward.no_dm"))
else:
    st.caption(text("ward.caption"))
    board_table.show(board, text)
    threshold_table.show(text)
