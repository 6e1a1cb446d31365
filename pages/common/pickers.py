"""The patient picker: by name, by previous and next, or by address."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.common import state
from pages.common.text import Words, plain

# A list of 5,000 patients costs every rerun more than the rest of the page: longer lists show the neighbours of
# the patient chosen, and any other is typed.
LONGEST_LIST = 300


def subject(known: Sequence[str], place: DeltaGenerator, words: Words) -> str | None:
    """The chosen patient of the `known`, picked in `place`; None after having said why there is none.

    An address, or a name typed, of an unknown patient is answered with a sentence, never with another patient.
    """
    if not known:
        st.info(words("patient.none"))
        return None
    asked = st.session_state.get("subject") or st.query_params.get("subject")
    unknown = asked if asked is not None and asked not in known else None
    if unknown is None:
        state.settle("subject", known, known[0])
    else:
        st.session_state["subject"] = None
        st.query_params["subject"] = unknown
    with place:
        st.button(words("patient.previous"), on_click=_step, args=(known, -1), key="previous")
        chosen = _pick(known, unknown is None, words)
        st.button(words("patient.next"), on_click=_step, args=(known, 1), key="next")
    if chosen is None:
        st.error(words("patient.unknown", subject=plain(unknown)))
    else:
        state.keep("subject", chosen)
    return chosen


def _pick(known: Sequence[str], required: bool, words: Words) -> str | None:
    chosen: str | None = st.selectbox(
        words("patient.subject"),
        _near(known, st.session_state["subject"]),
        index=None,
        key="subject",
        required=required,
        accept_new_options=len(known) > LONGEST_LIST,
        label_visibility="collapsed",
        width=170,
    )
    return chosen


def _near(known: Sequence[str], chosen: str | None) -> Sequence[str]:
    """All of a short list; of a long one, as many around the chosen patient."""
    if len(known) <= LONGEST_LIST:
        return known
    place = known.index(chosen) if chosen is not None else 0
    first = max(0, min(place - LONGEST_LIST // 2, len(known) - LONGEST_LIST))
    return known[first : first + LONGEST_LIST]


def _step(known: Sequence[str], step: int) -> None:
    now = st.session_state.get("subject")
    place = known.index(now) + step if now in known else 0
    st.session_state["subject"] = known[place % len(known)]
