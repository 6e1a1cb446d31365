"""The bar of the trial-meeting pages: whom they count, and how large they are shown."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.exports import tables
from pages.access import downloads, log
from pages.common import state
from pages.common.text import Words
from pages.meeting import drawing
from pages.meeting.exhibit import Builder, Meeting

ON, OFF = "on", "off"
# The pages in the order in which a meeting goes through them.
PAGES = ("arms.py", "survival.py", "safety.py")

Document = Callable[[Meeting, Words], bytes]


def present(page: str, exhibits: Mapping[str, Builder], document: Document, words: Words) -> None:
    """A page of the meeting: its bar, then the exhibit that the reader chose, one at a time.

    `page`: the file's stem. `exhibits`: by the key of its name (`PAGE.view.KEY` in words); only the chosen one is
    built. `document`: makes the presentation of all pages, when somebody asks for it. Projected, the bar shrinks to
    the keys that lead on, also to the next page.
    """
    database, study = st.session_state["database"], st.session_state["study"]
    # A point, a line or a row of these pages is a patient, who is named on hover or in a list.
    log.view()
    keys = tuple(exhibits)
    projected = _projected()
    if projected:
        drawing.enlarge()
    with st.container(key="meeting", horizontal=True, vertical_alignment="bottom", gap="small"):
        view = _view(page, keys, words, projected)
        analysis_set, treatment = _counted(database, words, projected)
        shown = Meeting(database, study, analysis_set, treatment, projected)
        _switch(words)
        if not projected:
            _slides(shown, document, words)
    drawing.show(exhibits[view](shown, words), shown, words)


def _view(page: str, keys: tuple[str, ...], words: Words, projected: bool) -> str:
    key = f"{page}_view"
    state.settle(key, keys, keys[0])
    if not projected:
        chosen = st.segmented_control(
            words("meeting.view"),
            keys,
            required=True,
            format_func=lambda option: words(f"{page}.view.{option}"),
            key=key,
            label_visibility="collapsed",
        )
    else:
        chosen = str(st.session_state[key])
        place = keys.index(chosen)
        st.button(
            words("meeting.back"), on_click=_go, args=(page, keys, place - 1), key="back", shortcut="Left"
        )
        st.button(words("meeting.on"), on_click=_go, args=(page, keys, place + 1), key="on", shortcut="Right")
        if target := st.session_state.pop("meeting_page", None):
            st.switch_page(target, query_params={"lang": words.language, "projector": ON})
        # A widget that is not drawn forgets its choice.
        st.session_state[key] = chosen
    state.keep(key, chosen, keys[0])
    return chosen or keys[0]


def _go(page: str, keys: tuple[str, ...], place: int) -> None:
    """One exhibit on or back; beyond the last or first, to the neighbouring page."""
    if 0 <= place < len(keys):
        st.session_state[f"{page}_view"] = keys[place]
        return
    step = 1 if place > 0 else -1
    at = PAGES.index(f"{page}.py") + step
    if 0 <= at < len(PAGES):
        st.session_state["meeting_page"] = PAGES[at]


def _counted(database: Database, words: Words, projected: bool) -> tuple[str, str]:
    """The analysis set, and treatment as planned or as given; projected, as chosen before."""
    sets = analysis_sets.available(database) or tuple(analysis_sets.ANALYSIS_SETS)
    treatments = tuple(analysis_sets.TREATMENTS)
    if projected:
        return _kept("population", sets), _kept("arms", treatments)
    analysis_set = state.one_of("population", sets, words, prefix="meeting")
    return analysis_set, state.one_of("arms", treatments, words, prefix="meeting")


def _kept(key: str, options: tuple[str, ...]) -> str:
    state.settle(key, options, options[0])
    # Written again: a widget that is not drawn forgets its choice.
    st.session_state[key] = str(st.session_state[key])
    state.keep(key, st.session_state[key], options[0])
    return str(st.session_state[key])


def _projected() -> bool:
    state.settle("projector", (ON, OFF), OFF)
    return bool(st.session_state["projector"] == ON)


def _switch(words: Words) -> None:
    now = st.session_state["projector"]
    label = words("meeting.leave" if now == ON else "meeting.project")
    st.button(label, on_click=_toggle, key="project", shortcut="Escape" if now == ON else None)
    state.keep("projector", now, OFF)


def _slides(meeting: Meeting, document: Document, words: Words) -> None:
    """The button that makes the presentation of all pages of the meeting."""
    parts = [meeting.study.study, "slides", words.language, meeting.study.data_cutoff]
    name = tables.file_name(parts, "pptx")
    downloads.offer(
        words("meeting.slides"), partial(document, meeting, words), name, key="slides", kind="secondary"
    )


def _toggle() -> None:
    now = st.session_state["projector"]
    st.session_state["projector"] = OFF if now == ON else ON
    st.query_params["projector"] = st.session_state["projector"]
