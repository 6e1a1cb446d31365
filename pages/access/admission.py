"""What the frame asks before it draws a page: who is here, whether the page is for them, whether they say why."""

import streamlit as st

from clinical.common.plain_text import readable
from pages.access import log, rights, roles
from pages.access.rights import LOCAL, NOBODY, Reader
from pages.access.settings import IDLE_SCRIPT, sign_in
from pages.common.text import Words

SHORTEST_REASON = 4


def name(reader: Reader) -> None:
    """Who is signed in, as far as there is room for it."""
    if reader != LOCAL:
        st.text(readable(reader.name), width="content")


def greet(words: Words) -> None:
    """The way out, and the clock of a screen that nobody uses. Nothing without sign-in."""
    settings = sign_in()
    if settings is None:
        return
    # Streamlit sends the browser to its own sign-off, which `pages.door` completes.
    st.button(words("door.sign_off"), on_click=st.logout, key="leave")
    script = f'<script src="{IDLE_SCRIPT}?seconds={settings.idle_s:.0f}"></script>'
    st.html(script, unsafe_allow_javascript=True)


def must_have_role(reader: Reader, words: Words) -> None:
    """End the run, with a sentence, for whoever is nobody here."""
    if reader.role:
        return
    if reader == NOBODY:
        st.info(words("door.expired"))
    else:
        _write_down_once("role")
        st.info(words("door.no_role"))
    st.stop()


def arrives_elsewhere() -> bool:
    """Whether the reader has just come in and home is not for them: they begin with their own first page."""
    arrived = st.session_state.get("arrived", False)
    st.session_state["arrived"] = True
    return not arrived and not rights.may(roles.of_page(""))


def shows(address: str) -> bool:
    """Whether the menu has the page at the address: it is open to the reader, or opens on request."""
    what = roles.of_page(address)
    return rights.may(what) or rights.may_ask_for(what)


def must_be_open(address: str, words: Words) -> None:
    """End the run, with a sentence that is written down, where the page is not for this reader."""
    what = roles.of_page(address)
    if rights.may(what):
        return
    if rights.may_ask_for(what):
        _ask_why(what, words)
    else:
        _write_down_once(address)
        st.info(_refusal(what, words))
    st.stop()


def _refusal(what: str, words: Words) -> str:
    if rights.tells_arms(what):
        return words("arms_hidden.refused")
    return words("door.refused", role=words(f"door.role.{rights.reader().role}"))


def _ask_why(what: str, words: Words) -> None:
    with st.form("request", border=True, width=640):
        st.subheader(words("door.request.title"), anchor=False)
        st.markdown(words("door.request.explain"))
        reason = st.text_input(words("door.request.reason"), max_chars=200, key="request_reason")
        pressed = st.form_submit_button(words("door.request.open"), type="primary")
    if pressed and len(reason.strip()) >= SHORTEST_REASON:
        log.record("request", what=what, reason=reason.strip())
        rights.ask_for(what)
        st.rerun()


def _write_down_once(page: str) -> None:
    """A refusal is written down when it happens, not again at every rerun of the same page."""
    if st.session_state.get("refused") != page:
        log.record("refusal", page=page)
        st.session_state["refused"] = page
