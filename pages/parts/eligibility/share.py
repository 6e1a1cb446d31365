"""Sharing a check without identifiers: a link that carries the inputs, and a page to print."""

from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import streamlit as st

from clinical.common.disclaimer import NOT_STORED
from clinical.eligibility.assessment import Assessment
from clinical.eligibility.readings import REGISTERED_READING
from pages.access import downloads
from pages.common.text import Words
from pages.parts.eligibility import paper, prefill
from pages.parts.eligibility.form import UNSHARED, asked, unit_key


def show(answer: Assessment, words: Words) -> None:
    """The link to copy and the summary to download."""
    st.markdown(words("eligibility.link"))
    st.code(link(answer, words), language=None, wrap_lines=True)
    source = prefill.filled()
    simulated = bool(source) and bool(st.session_state["study"].simulated)
    downloads.offer(
        words("eligibility.print"),
        lambda: paper.document(answer, words, made_at=datetime.now(UTC), simulated=simulated),
        "eligibility.html",
        key="summary",
        kind="secondary",
    )
    st.caption(NOT_STORED.of(words.language))


def link(answer: Assessment, words: Words) -> str:
    """The address of this page with the inputs, the reading and the language, and nothing else."""
    here = urlsplit(st.context.url or "")
    kept: dict[str, str] = st.session_state.get("kept_eligibility", {})
    wanted = {key for field in asked(answer.reading.id) for key in (field, unit_key(field))} - UNSHARED
    known = {key: value for key, value in kept.items() if key in wanted}
    if answer.reading is not REGISTERED_READING:
        known["reading"] = answer.reading.id
    query = urlencode(known | {"lang": words.language})
    return f"{here.scheme}://{here.netloc}{here.path}?{query}" if here.netloc else f"?{query}"
