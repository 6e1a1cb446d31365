"""The frame around every page: language, menu, what data these are and as of when; then the page."""

from pathlib import Path

import streamlit as st

from data_access.study import study
from pages.common import data, identities, labels, look, state

# A page: its file, its address, the key of its name in the menu.
PAGES = (
    ("ward.py", "", "menu.ward"),
    ("patient.py", "patient", "menu.patient"),
    ("infusions.py", "infusions", "menu.infusions"),
    ("meld.py", "meld", "menu.meld"),
    ("arms.py", "arms", "menu.arms"),
    ("survival.py", "survival", "menu.survival"),
    ("safety.py", "safety", "menu.safety"),
    ("eligibility.py", "eligibility", "menu.eligibility"),
    ("trial.py", "trial", "menu.trial"),
)
HOME = "ward"
"""What the page without an address is called in the access log."""


def frame() -> None:
    """Draw the frame, then run the page that the address names."""
    st.set_page_config(
        page_title="Liverline", page_icon=str(Path(__file__).parent / "common/icon.png"), layout="wide"
    )
    look.settle()
    with st.container(
        key="frame",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        strip = st.empty()
        with st.container(
            horizontal=True, vertical_alignment="center", gap="medium", width="content", wrap=False
        ):
            beside = st.container(width="content")
            text = state.language()
        with beside:
            masked = identities.put_away(text)
    st.session_state["words"] = text
    look.speak(text.language)
    page = st.navigation(
        [
            st.Page(file, title=text(name), url_path=address, default=not address)
            for file, address, name in PAGES
        ],
        position="top",
    )
    database = identities.database(data.opened(text), masked, text)
    about = study(database)
    strip.markdown(labels.banner(about, text))
    st.session_state["database"], st.session_state["study"] = database, about
    st.session_state["page"] = page.url_path or HOME
    page.run()


frame()
