"""What a page asked the database for in this session, kept until another build or another question.

The question behind a stay or a cohort costs as much as ten reruns. It is kept per session, never across them:
what one reader may see, another may not.
"""

from typing import Any

import streamlit as st
from pandas import DataFrame, Series

from data_access import eligibility
from data_access.database import Database

KEPT = "eligibility_kept"


def stay(database: Database, person: Series) -> DataFrame:
    """`eligibility.stay` of one row of `eligibility.screened`."""
    subject = str(person["usubjid"])
    key = ("stay", subject)
    held = _held(database, key)
    if held is None:
        first, last = person["first_day"].date(), person["last_day"].date()
        held = _keep(database, key, eligibility.stay(database, subject, first, last))
    return held


def cohort(database: Database) -> DataFrame:
    """`eligibility.cohort` of the open database."""
    held = _held(database, ("cohort", ""))
    return _keep(database, ("cohort", ""), eligibility.cohort(database)) if held is None else held


def _held(database: Database, key: tuple[str, str]) -> DataFrame | None:
    kept: dict[str, Any] = st.session_state.get(KEPT, {})
    same = kept.get("identity") == database.identity and kept.get("key") == key
    return kept["frame"] if same else None


def _keep(database: Database, key: tuple[str, str], frame: DataFrame) -> DataFrame:
    st.session_state[KEPT] = {"identity": database.identity, "key": key, "frame": frame}
    return frame
