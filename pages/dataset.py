"""What is in the file: sources, checks, visits, gaps, tables; what leaves it, what changed, and what comes in."""

import streamlit as st

from pages.common import dataset_look, dataset_parts, dataset_tables, state

PARTS = {
    "contents": dataset_parts.contents,
    "checks": dataset_parts.checks,
    "visits": dataset_parts.visits,
    "gaps": dataset_parts.gaps,
    "tables": dataset_tables.show,
}

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

st.html(dataset_look.STYLE)
part = state.one_of("part", tuple(PARTS), text, words="dataset", bare=True)
PARTS[part](database, study, text)
