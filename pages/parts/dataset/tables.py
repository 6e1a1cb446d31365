"""What the file is made of: its tables, the script that made each analysis table, every column with its comment."""

import streamlit as st

from data_access.common.database import Database
from data_access.common.study import Study
from data_access.dataset import contents
from pages.common import state
from pages.common.text import Words, plain
from pages.parts.dataset import contents as dataset_contents


def show(database: Database, about: Study, words: Words) -> None:
    """The columns to search, and the scripts to read and copy."""
    left, right = st.columns([6, 5], gap="medium")
    with left:
        st.markdown(f"**{plain(words('dataset.columns'))}**")
        dataset_contents.listing(contents.columns(database), "columns", about, words)
    with right:
        _script(words)


def _script(words: Words) -> None:
    """One script at a time: forty together would be a book."""
    scripts = contents.scripts()
    options = list(scripts)
    state.settle("script", options, "adsl")
    chosen: str = st.selectbox(
        words("dataset.script"), options, format_func=lambda name: f"adam.{name}", key="script"
    )
    state.keep("script", chosen, "adsl")
    st.caption(plain(words("dataset.script_explain")))
    st.code(scripts[chosen].sql, language="sql", height=560)
