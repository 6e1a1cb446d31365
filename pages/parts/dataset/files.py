"""The tables of the file to take away, one or all, in the format that the next program reads."""

import streamlit as st

from data_access.common.database import Database
from data_access.common.study import Study
from data_access.exports import archive
from pages.access import downloads
from pages.common import state
from pages.common.text import Words, plain

SCHEMAS = ("sdtm", "adam")
FORMATS = tuple(archive.FORMATS)


def show(database: Database, about: Study, text: Words) -> None:
    """Choose what and how, then one button for one table and one for all."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        schema = state.one_of("schema", SCHEMAS, text, words="files")
        format_ = state.one_of("format", FORMATS, text, words="files")
    st.caption(plain(text(f"files.about.{format_}")))
    st.caption(plain(text(f"files.about.{schema}")))
    held = archive.exportable(database, schema)
    counts = {str(name): int(n) for name, n in zip(held["table"], held["n"], strict=True)}
    if not counts:
        st.info(text("files.none"))
        return
    _all(database, schema, format_, len(counts), text)
    _one(database, schema, format_, counts, text)


def _all(database: Database, schema: str, format_: str, count: int, text: Words) -> None:
    downloads.offer(
        text("files.all", n=count),
        lambda: archive.archive(database, schema, format_),
        archive.name_of(database, (schema, format_), "zip"),
        key="files_all",
        look="secondary",
        explained=text("files.all_help"),
    )


def _one(database: Database, schema: str, format_: str, counts: dict[str, int], text: Words) -> None:
    options = list(counts)
    key = f"table_{schema}"
    state.settle(key, options, options[0])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen: str = st.selectbox(
            text("files.table"),
            options,
            format_func=lambda name: text("files.rows", table=name.upper(), n=f"{counts[name]:,}"),
            key=key,
            width=320,
        )
        downloads.offer(
            text("files.one", table=chosen.upper()),
            lambda: archive.one(database, schema, chosen, format_).content,
            archive.name_of(database, (chosen,), format_),
            key="files_one",
            look="secondary",
        )
