"""The patient picker: by name, by previous and next, or by address."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.common import state
from pages.common.text import Words, plain


def subject(known: Sequence[str], place: DeltaGenerator, text: Words) -> str | None:
    """The chosen patient of the `known`, picked in `place`; None after having said why there is none.

    An address with an unknown patient is answered with a sentence, never with another patient.
    """
    if not known:
        st.info(text("patient.none"))
        return None
    if "subject" not in st.session_state:
        asked = st.query_params.get("subject")
        st.session_state["unknown_subject"] = None if asked in known else asked
    unknown = st.session_state.get("unknown_subject")
    state.settle("subject", known, None if unknown else known[0])
    with place:
        st.button(text("patient.previous"), on_click=_step, args=(known, -1), key="previous")
        chosen = st.selectbox(
            text("patient.subject"),
            known,
            index=None,
            key="subject",
            required=not unknown,
            label_visibility="collapsed",
            width=170,
        )
        st.button(text("patient.next"), on_click=_step, args=(known, 1), key="next")
    if chosen is None:
        st.error(text("patient.unknown", subject=plain(unknown)))
    else:
        state.keep("subject", chosen)
    return chosen


def _step(known: Sequence[str], step: int) -> None:
    now = st.session_state.get("subject")
    place = known.index(now) + step if now in known else 0
    st.session_state["subject"] = known[place % len(known)]
