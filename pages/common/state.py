"""Choices that survive a page change and a language change: kept in the session and written in the address.

Streamlit's own binding to the address writes the label of an option, which is another word in each language;
here the address carries the option itself.
"""

from collections.abc import Sequence

import streamlit as st

from pages.common.text import LANGUAGE_NAMES, LANGUAGES, Words

SEPARATOR = ","


def settle(key: str, options: Sequence[str], default: str | None) -> None:
    """Give the widget `key` its value before it is drawn: its own, the address's, the one kept, the default."""
    if st.session_state.get(key) in options:
        # On another page the same key is another widget, which would begin with its default.
        st.session_state[key] = st.session_state[key]
        return
    asked = st.query_params.get(key)
    kept = st.session_state.get(f"kept_{key}")
    st.session_state[key] = next((value for value in (asked, kept) if value in options), default)


def keep(key: str, value: str | None, default: str | None = None) -> None:
    """Remember a choice for the other pages, and write it in the address unless it is the default."""
    st.session_state[f"kept_{key}"] = value
    if value is None or value == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def one_of(
    key: str, options: Sequence[str], words: Words, *, prefix: str, bare: bool = False, disabled: bool = False
) -> str:
    """A switch between options; the first is the default. The words of an option are `words`.`key`.`option`.

    A `bare` one has its label for screen readers only.
    """
    settle(key, options, options[0])
    chosen = st.segmented_control(
        words(f"{prefix}.{key}"),
        options,
        required=True,
        format_func=lambda option: words(f"{prefix}.{key}.{option}"),
        key=key,
        label_visibility="collapsed" if bare else "visible",
        disabled=disabled,
    )
    keep(key, chosen, options[0])
    return chosen or options[0]


def switch(key: str, label: str, default: str = "off") -> bool:
    """A switch that is off, or on by `default`, unless chosen otherwise."""
    if not isinstance(st.session_state.get(key), bool):
        wished = (st.query_params.get(key), st.session_state.get(f"kept_{key}"), default)
        st.session_state[key] = next(wish for wish in wished if wish in ("on", "off")) == "on"
    chosen = st.toggle(label, key=key)
    keep(key, "on" if chosen else "off", default)
    return chosen


def some_of(
    key: str, options: Sequence[str], default: Sequence[str], words: Words, *, label: str
) -> list[str]:
    """A choice of several options, by the names of laboratory tests; none chosen means the default."""
    if key not in st.session_state:
        asked = (st.query_params.get(key) or st.session_state.get(f"kept_{key}") or "").split(SEPARATOR)
        st.session_state[key] = [option for option in asked if option in options] or list(default)
    chosen = st.multiselect(label, options, format_func=words.lab, key=key)
    keep(key, SEPARATOR.join(chosen) or None, SEPARATOR.join(default))
    return chosen or list(default)


def language() -> Words:
    """The language switch, drawn where the caller stands, and the words in the language chosen.

    Without a choice the browser's language decides; a bogus ?lang= falls back to it.
    """
    preferred = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    settle("lang", LANGUAGES, preferred)
    chosen = st.segmented_control(
        "语言 / Language",
        LANGUAGES,
        required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="lang",
        label_visibility="collapsed",
    )
    keep("lang", chosen)
    return Words(chosen or preferred)


def words() -> Words:
    """The words of the language that the frame has settled on in this run."""
    settled: Words = st.session_state["words"]
    return settled
