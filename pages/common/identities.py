"""With or without identities: the reader's role decides, and whoever may see them may put them away."""

from dataclasses import replace

import streamlit as st

from data_access import mask_key
from data_access.audit_append import path_of_log
from data_access.database import Database, DatabaseUnusable
from pages.common import access, state
from pages.common.text import Words, plain

# What a session remembers of single patients: the same patient has another name on the other side.
OF_A_PATIENT = (
    "subject", "kept_subject", "eligibility_subject", "eligibility_days_subject", "kept_eligibility_days_subject",
    "eligibility_filled", "go_to_subject", "source_record",
)  # fmt: skip


def put_away(text: Words) -> bool:
    """Whether this reader sees masks: always where the role says so, else by the switch drawn here."""
    masked = not access.may("identities") or state.switch("masked", text("identities.switch"))
    if st.session_state.setdefault("were_masked", masked) != masked:
        st.session_state["were_masked"] = masked
        for key in OF_A_PATIENT:
            st.session_state.pop(key, None)
        st.query_params.pop("subject", None)
    return masked


def worded(text: Words, masked: bool) -> Words:
    """The words of this reader: to whom subjects are masks, dates are days of the study."""
    return replace(text, in_days=masked)


def database(whole: Database, masked: bool, text: Words) -> Database:
    """The database that this reader's pages ask. What is wrong with the copy is said, and the run ends."""
    if not masked:
        return whole
    # Here alone: most readers never see a mask.
    from data_access.deidentified import deidentified

    try:
        with st.spinner(text("identities.making")):
            return deidentified(whole, mask_key.key_beside(path_of_log()))
    except (DatabaseUnusable, OSError) as error:
        st.error(text("identities.unusable") + "\n\n" + plain(error))
        st.stop()
