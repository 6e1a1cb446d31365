"""The open database for a page; on the very first start, the simulated trial is built before one's eyes."""

import tempfile
import threading
from pathlib import Path

import streamlit as st

from data_access.common import database, study
from data_access.common.database import Database, DatabaseUnusable
from data_access.common.errors import BuildError
from pages.common.text import Words, plain

_first_build = threading.Lock()


def opened(words: Words) -> Database:
    """The database of this process, in its newest build. What is wrong with the file is said, and the run ends."""
    try:
        return database.current()
    except DatabaseUnusable as error:
        if database.path_of_database() == database.SIMULATED_FILE and not database.SIMULATED_FILE.exists():
            first_start(words)
            return database.current()
        st.error(words("frame.unusable") + "\n\n" + plain(error))
        st.stop()


def blinded() -> bool:
    """Whether the study that is open is blinded; also where no database can be asked, which the page then says."""
    try:
        return study.blinded(database.current())
    except DatabaseUnusable:
        return True


def first_start(words: Words) -> None:
    """Simulate the trial and build its database, with progress; a second visitor waits for the first."""
    # Here alone: no other start needs the readers and scipy, a third of a second to import.
    from data_access.build import build
    from data_access.simulate import write_trial

    bar = st.progress(0.0, words("frame.first_start"))

    def progress(share: float, _: str) -> None:
        done = min(share, 1.0)
        bar.progress(done, words("frame.first_start_at", share=f"{done:.0%}"))

    with _first_build, tempfile.TemporaryDirectory(prefix="liverline-") as folder:
        if database.SIMULATED_FILE.exists():
            return
        write_trial(Path(folder))
        database.SIMULATED_FILE.parent.mkdir(exist_ok=True)
        try:
            build(Path(folder), database.SIMULATED_FILE, progress)
        except BuildError as error:
            st.error(plain(error))
            st.stop()
    bar.empty()
