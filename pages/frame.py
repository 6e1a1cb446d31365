"""The frame around every page: language, menu, what data these are and as of when; then the page."""

from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data_access.common.study import study
from pages.access import admission, hiding, rights, roles
from pages.common import data_label, opened_database, state, style
from pages.common.text import Words

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
    ("overview.py", "overview", "menu.overview"),
    ("trial.py", "trial", "menu.trial"),
    ("dataset.py", "dataset", "menu.dataset"),
)
HOME = "ward"
"""What the page without an address is called in the access log."""


def chosen_page(words: Words) -> StreamlitPage:
    """The page that the address names, with a menu of those that are for this reader."""
    shown = [admission.shows(address) for _, address, _ in PAGES]
    pages = [
        st.Page(
            file,
            title=words(name),
            url_path=address,
            default=not address,
            visibility="visible" if visible else "hidden",
        )
        for (file, address, name), visible in zip(PAGES, shown, strict=True)
    ]
    page = st.navigation(pages, position="top")
    if not page.url_path and admission.arrives_elsewhere():
        open_at_once = [rights.may(roles.of_page(address)) for _, address, _ in PAGES]
        st.switch_page(pages[open_at_once.index(True)])
    return page


def frame() -> None:
    """Draw the frame, then run the page that the address names; who reads is asked before the data are."""
    st.set_page_config(page_title="Liverline", layout="wide")
    style.settle()
    reader = rights.settle()
    with st.container(
        key="frame",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    ):
        strip = st.empty()
        with st.container(
            key="who", horizontal=True, vertical_alignment="center", gap="medium", width="content", wrap=False
        ):
            admission.name(reader)
            beside = st.container(horizontal=True, gap="medium", width="content", wrap=False)
            words = state.language()
            admission.greet(words)
        with beside:
            hidden = hiding.put_away(words)
    words = hiding.worded(words, hidden)
    st.session_state["words"] = words
    style.speak(words.language)
    admission.must_have_role(reader, words)
    page = chosen_page(words)
    admission.must_be_open(page.url_path, words)
    database = hiding.database(opened_database.opened(words), hidden, words)
    about = study(database)
    strip.markdown(data_label.banner(about, words, date.today()))
    st.session_state["database"], st.session_state["study"] = database, about
    st.session_state["page"] = page.url_path or HOME
    page.run()


frame()
