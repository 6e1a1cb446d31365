"""With or without identities and arms: the reader's role decides, and whoever may see them may put them away."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from data_access.access_log.append import path_of_log
from data_access.common.database import Database, DatabaseUnusable
from data_access.masking import mask_key
from data_access.masking.hidden import Hidden
from pages.access import rights
from pages.common import opened_database, state
from pages.common.text import Words, plain

# What a session remembers of single patients: the same patient has another name on the other side.
OF_A_PATIENT = (
    "subject", "kept_subject", "eligibility_subject", "eligibility_days_subject", "kept_eligibility_days_subject",
    "eligibility_filled", "go_to_subject", "source_record",
)  # fmt: skip
# What a session remembers that may name an arm, or a record that is no longer there.
OF_AN_ARM = ("arm", "kept_arm", "source_record")
SETTLED = "hidden_before"


def worded(words: Words, hidden: Hidden) -> Words:
    """The words of this reader: to whom subjects are masks, dates are days of the study."""
    return replace(words, in_days=hidden.identities)


def put_away(words: Words) -> Hidden:
    """What this reader does not see: always what the role says, and what the switches drawn here put away."""
    identities = not rights.may("identities") or state.switch("masked", words("identities.switch"))
    arms = rights.arms_are_hidden(opened_database.blinded) or state.switch(
        "arms_hidden", words("arms_hidden.switch")
    )
    rights.settle_arms(hidden=arms)
    hidden = Hidden(identities, arms)
    before: Hidden = st.session_state.setdefault(SETTLED, hidden)
    if hidden.identities != before.identities:
        _forget(OF_A_PATIENT, "subject")
    if arms:
        _forget(OF_AN_ARM if hidden.arms != before.arms else (), "arm")
    st.session_state[SETTLED] = hidden
    return hidden


def _forget(keys: Iterable[str], in_address: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)
    st.query_params.pop(in_address, None)


def database(whole: Database, hidden: Hidden, words: Words) -> Database:
    """The database that this reader's pages ask. What is wrong with the copy is said, and the run ends."""
    if hidden == Hidden():
        return whole
    # Here alone: most readers never see a masked copy.
    from data_access.masking.masked_copy import without

    kind = "identities" if hidden.identities else "arms_hidden"
    try:
        with st.spinner(words(f"{kind}.making")):
            return without(whole, hidden, mask_key.key_beside(path_of_log()) if hidden.identities else b"")
    except (DatabaseUnusable, OSError) as error:
        st.error(words(f"{kind}.unusable") + "\n\n" + plain(error))
        st.stop()
