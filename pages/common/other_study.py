"""Says which protocol is meant where a page judges by a registered record and another study is open."""

import streamlit as st

from clinical.protocols.record import REGISTRY_ID
from data_access.common.database import Database
from data_access.common.study import protocol
from pages.common.text import Words, plain


def show(database: Database, words: Words) -> None:
    """One sentence, where the open study is not the registered one; nothing where it is."""
    open_study = protocol(database)
    if open_study is not None and REGISTRY_ID in open_study.registry_ids:
        return
    about = st.session_state["study"]
    st.info(words("common.other_study", registry=REGISTRY_ID, study=plain(about.study)))
