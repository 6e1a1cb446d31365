"""What leaves a page as a file: each says what data it holds, as of when and from which snapshot."""

from collections.abc import Callable, Sequence

import streamlit as st
from pandas import DataFrame

from data_access import exports
from data_access.study import Study
from pages.common import labels
from pages.common.text import Words


def as_csv(
    label: str, table: Callable[[], DataFrame], name: Sequence[str], about: Study, text: Words, *, key: str
) -> None:
    """A button that makes the file only when it is pressed. `name`: the parts of the file's name."""
    st.download_button(
        label,
        lambda: exports.csv_bytes(table(), [labels.stamp(about, text)]),
        file_name=exports.file_name([about.study, *name, about.data_cutoff], "csv"),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key=key,
    )


def not_drawn(
    drawn: int, missing: DataFrame, name: Sequence[str], about: Study, text: Words, *, key: str
) -> None:
    """Under a figure: how many of how many rows it shows, why not the others, and those as a file.

    `missing` holds one row per row not drawn; its column `why` is the code of a reason (`why.CODE` in words).
    """
    reasons = missing["why"].value_counts()
    said = "; ".join(
        text("drawn.reason", n=int(n), reason=text.known("why", code)) for code, n in reasons.items()
    )
    total = drawn + len(missing)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            text("drawn.some" if said else "drawn.all", drawn=drawn, n=total, reasons=said), width="content"
        )
        if said:
            as_csv(
                text("drawn.download"),
                lambda: missing,
                [*name, "not-drawn"],
                about,
                text,
                key=f"{key}_missing",
            )
