"""The tables of the database file: what each is made of, and one or all of them to take away as files."""

import streamlit as st

from data_access.common.database import Database
from data_access.common.study import Study
from data_access.dataset import contents
from data_access.exports import archive
from pages.access import downloads
from pages.common import state
from pages.common.text import Words, plain
from pages.parts.dataset import contents as dataset_contents


def show_definitions(database: Database, about: Study, words: Words) -> None:
    """The columns to search, and the scripts to read and copy."""
    left, right = st.columns([6, 5], gap="medium")
    with left:
        st.markdown(f"**{plain(words('dataset.columns'))}**")
        dataset_contents.listing(contents.columns(database), "columns", about, words)
    with right:
        _script(words)


def _script(words: Words) -> None:
    """One script at a time: forty together would be a book."""
    scripts = contents.scripts()
    options = list(scripts)
    state.settle("script", options, "adsl")
    chosen: str = st.selectbox(
        words("dataset.script"), options, format_func=lambda name: f"adam.{name}", key="script"
    )
    state.keep("script", chosen, "adsl")
    st.caption(plain(words("dataset.script_explain")))
    st.code(scripts[chosen].sql, language="sql", height=560)


SCHEMAS = ("sdtm", "adam")
FORMATS = tuple(archive.FORMATS)


def show(database: Database, about: Study, words: Words) -> None:
    """Choose what and how, then one button for one table and one for all."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        schema = state.one_of("schema", SCHEMAS, words, prefix="files")
        format_ = state.one_of("format", FORMATS, words, prefix="files")
    st.caption(plain(words(f"files.about.{format_}")))
    st.caption(plain(words(f"files.about.{schema}")))
    held = archive.exportable(database, schema)
    counts = {str(name): int(n) for name, n in zip(held["table"], held["n"], strict=True)}
    if not counts:
        st.info(words("files.none"))
        return
    _all(database, schema, format_, len(counts), words)
    _one(database, schema, format_, counts, words)


def _all(database: Database, schema: str, format_: str, count: int, words: Words) -> None:
    downloads.offer(
        words("files.all", n=count),
        lambda: archive.archive(database, schema, format_),
        archive.name_of(database, (schema, format_), "zip"),
        key="files_all",
        kind="secondary",
        explained=words("files.all_help"),
    )


def _one(database: Database, schema: str, format_: str, counts: dict[str, int], words: Words) -> None:
    options = list(counts)
    key = f"table_{schema}"
    state.settle(key, options, options[0])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen: str = st.selectbox(
            words("files.table"),
            options,
            format_func=lambda name: words("files.rows", table=name.upper(), n=f"{counts[name]:,}"),
            key=key,
            width=320,
        )
        downloads.offer(
            words("files.one", table=chosen.upper()),
            lambda: archive.one(database, schema, chosen, format_).content,
            archive.name_of(database, (chosen,), format_),
            key="files_one",
            kind="secondary",
        )
