"""What readers looked at and took away, in the log. What cannot be written down does not happen."""

import logging

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data_access.access_log.append import LogUnwritable, append, path_of_log
from data_access.common.database import Database
from pages.access import rights
from pages.common import state
from pages.common.text import Words

EVERYBODY = "*"
"""The subject of a view that lists all patients."""
SEEN = "log_seen"

log = logging.getLogger("liverline.access")


def write(action: str, **about: str) -> None:
    """Append a line: who, in which role, did `action` to what, and from which snapshot; LogUnwritable if it fails.

    For places that have an answer of their own to that; a page calls `record`.
    """
    reader = rights.reader()
    who = {"reader": reader.name, "role": reader.role, "action": action}
    try:
        append(path_of_log(), who | _where() | about)
    except LogUnwritable as error:
        log.error("%s", error)
        raise


def _where() -> dict[str, str]:
    """The page and the snapshot that are open; nothing outside a session, such as at the door."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return {}
    database: Database | None = st.session_state.get("database")
    where = {"page": str(st.session_state.get("page", ""))}
    if database is None:
        return where
    # The subject of a masked view is a mask of this snapshot.
    masked = {"masked": "yes"} if database.snapshot.masked else {}
    masked |= {"arms": "hidden"} if database.snapshot.arms_hidden else {}
    return where | {"snapshot": database.snapshot.hash} | masked


def record(action: str, **about: str) -> None:
    """Write down that the reader did `action` ("view", "export", "what-if", "import", "sign-in", "refusal" ...).

    `about`: what it was done to, such as page, subject or file. If that fails the run ends with the reason;
    outside a run of a page, LogUnwritable is raised.
    """
    try:
        write(action, **about)
    except LogUnwritable as error:
        if get_script_run_ctx(suppress_warning=True) is None:
            raise
        st.error(sentence(error, state.words()))
        st.stop()


def once(action: str, **about: str) -> None:
    """`record`, but not again in this session as long as reader, page, snapshot and `about` are the same."""
    database = st.session_state.get("database")
    done = (
        rights.reader(), action, st.session_state.get("page"), database and database.snapshot.hash,
        tuple(sorted(about.items())),
    )  # fmt: skip
    seen: set[object] = st.session_state.setdefault(SEEN, set())
    if done not in seen:
        record(action, **about)
        seen.add(done)


def view(subject: str = EVERYBODY) -> None:
    """Before a page shows the rows of a patient, or of everybody."""
    once("view", subject=subject)


def sentence(error: LogUnwritable, words: Words) -> str:
    """Why nothing happened, for a reader."""
    return words("log.unwritable", why=words(f"log.why.{error.why}"))
