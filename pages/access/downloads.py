"""What leaves a page as a file: each says what data it holds, as of when and from which snapshot."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from queue import SimpleQueue
from typing import Literal, TypeAlias

import streamlit as st
from pandas import DataFrame

from data_access.access_log.append import LogUnwritable
from data_access.common.study import Study
from data_access.exports import tables
from pages.access import log, rights, roles
from pages.common import data_label, state, study_days
from pages.common.text import Words

TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xpt": "application/octet-stream",
    "zip": "application/zip",
}
# The request for the file may overtake the press that allows it; each press allows one file.
LONGEST_WAIT_S = 30.0
Presses: TypeAlias = SimpleQueue[bool]


def offer(
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    *,
    key: str,
    kind: Literal["secondary", "tertiary"] = "tertiary",
    explained: str | None = None,
) -> None:
    """The one button by which anything leaves a page; the file is made when it is pressed, and written down.

    The ending of `file_name` says what it is (TYPES). No button for whom the file is not.
    """
    if not rights.may(roles.of_export(key)):
        return
    presses: Presses = SimpleQueue()
    st.download_button(
        label,
        partial(_made, make, presses),
        file_name=file_name,
        mime=TYPES[file_name.rpartition(".")[2]],
        on_click=partial(_pressed, key, file_name, presses),
        type=kind,
        key=key,
        help=explained,
    )
    if refused := st.session_state.pop(f"{key}_refused", None):
        st.error(refused)


def _pressed(key: str, file_name: str, presses: Presses) -> None:
    """Before a file is handed out: write it down, where there is a session and so a reader."""
    try:
        log.write("export", file=file_name)
    except LogUnwritable as error:
        st.session_state[f"{key}_refused"] = log.sentence(error, state.words())
        presses.put(False)
        return
    presses.put(True)


def _made(make: Callable[[], bytes | str], presses: Presses) -> bytes | str:
    """The file for a press that was written down. Streamlit calls this in a thread of no session."""
    if not presses.get(timeout=LONGEST_WAIT_S):
        raise PermissionError("not handed out: the access log could not be written")
    return make()


def as_csv(
    label: str, table: Callable[[], DataFrame], name: Sequence[str], about: Study, words: Words, *, key: str
) -> None:
    """A button that makes the file only when it is pressed. `name`: the parts of the file's name."""
    offer(
        label,
        lambda: tables.csv_bytes(study_days.shown(table(), words), [data_label.stamp(about, words)]),
        tables.file_name([about.study, *name, about.data_cutoff], "csv"),
        key=key,
    )


def numbers(
    label: str, table: Callable[[], DataFrame], name: Sequence[str], about: Study, words: Words, *, key: str
) -> None:
    """The rows of a figure as a file, and as a table for who does not see the figure."""
    as_csv(label, table, name, about, words, key=key)
    as_table(table, words, key=key)


def as_table(table: Callable[[], DataFrame], words: Words, *, key: str) -> None:
    """A button that opens the rows of a figure as a table; they are asked for only then."""
    place = st.popover(words("meeting.as_table"), type="tertiary", on_change="rerun", key=f"{key}_table")
    if place.open:
        place.dataframe(study_days.shown(table(), words), hide_index=True, placeholder="")


def not_drawn(
    drawn: int, missing: DataFrame, name: Sequence[str], about: Study, words: Words, *, key: str
) -> None:
    """Under a figure: how many of how many rows it shows, why not the others, and those as a file.

    `missing` holds one row per row not drawn; its column `why` is the code of a reason (`why.CODE` in words).
    """
    # Not value_counts(), which costs a rerun of a patient's page a twentieth.
    reasons = Counter(missing["why"].tolist()).most_common()
    said = "; ".join(words("drawn.reason", n=n, reason=words.known("why", code)) for code, n in reasons)
    total = drawn + len(missing)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            words("drawn.some" if said else "drawn.all", drawn=drawn, n=total, reasons=said), width="content"
        )
        if said:
            as_csv(
                words("drawn.download"),
                lambda: missing,
                [*name, "not-drawn"],
                about,
                words,
                key=f"{key}_missing",
            )
