"""The choices of one exhibit: in the session and the address as all others; projected, they stay as they are."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.common import state
from pages.meeting.exhibit import Meeting


def switch(
    key: str, options: Sequence[str], say: Callable[[str], str], meeting: Meeting, *, label: str
) -> str:
    """One of a few options, side by side; the first is the default. Not drawn where nothing can be chosen."""
    return _chosen(
        key,
        options,
        options[0],
        meeting,
        lambda: st.segmented_control(
            label, options, required=True, format_func=say, key=key, label_visibility="collapsed"
        ),
    )


def pick(
    key: str,
    options: Sequence[str],
    default: str,
    say: Callable[[str], str],
    meeting: Meeting,
    *,
    label: str,
    width: int = 230,
) -> str:
    """One of many options, from a list `width` pixels wide."""
    return _chosen(
        key,
        options,
        default,
        meeting,
        lambda: st.selectbox(
            label, options, format_func=say, key=key, label_visibility="collapsed", width=width
        ),
    )


def _chosen(
    key: str, options: Sequence[str], default: str, meeting: Meeting, draw: Callable[[], str | None]
) -> str:
    state.settle(key, options, default)
    if meeting.projected or len(options) == 1:
        # Written again: a widget that is not drawn forgets its choice.
        st.session_state[key] = chosen = str(st.session_state[key])
    else:
        chosen = draw() or default
    state.keep(key, chosen, default)
    return chosen
