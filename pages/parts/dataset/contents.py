"""The parts of the page of the data set that say what came in, what is wrong with it and what is missing."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.common import theme
from charts.dataset import visit_map as visit_chart
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.dataset import contents as file_contents
from data_access.dataset import gaps as file_gaps
from data_access.dataset import visit_map
from pages.access import downloads
from pages.common import data_label, due_words, plain_table, state, study_days
from pages.common.text import Words, plain

MOST_ROWS_SHOWN = 1_000
DRAWINGS_KEPT = 8


def contents(database: Database, about: Study, text: Words) -> None:
    """Where every row came from: files read, files left alone, rows rejected."""
    sources = file_contents.sources(database)
    _figures(database, sources, text)
    head = ("file", "domain", "format", "encoding", "rows_read", "rows_loaded", "rows_rejected", "sha256")
    plain_table.show([text(f"dataset.{name}") for name in head], _source_cells(sources, text))
    st.caption(plain(text("dataset.balance")))
    downloads.as_csv(
        text("dataset.sources_csv"), lambda: sources, ["sources"], about, text, key="sources_csv"
    )
    _skipped(database, text)
    _rejected(database, about, text)


def _figures(database: Database, sources: DataFrame, text: Words) -> None:
    snapshot = database.snapshot
    shown = {
        "study": snapshot.study or "?",
        "built": f"{snapshot.built_at:%Y}" if snapshot.masked else f"{snapshot.built_at:%Y-%m-%d %H:%M} UTC",
        "files": f"{sources['file'].nunique():,}",
        **{name: f"{int(sources[name].sum()):,}" for name in ("rows_read", "rows_loaded", "rows_rejected")},
    }
    with st.container(horizontal=True, key="figures"):
        for name, value in shown.items():
            st.metric(text(f"dataset.{name}"), plain(value), width="content")


def _source_cells(sources: DataFrame, text: Words) -> list[tuple[str, ...]]:
    return [
        (
            row.file,
            domain_name(row.domain, text),
            row.format,
            row.encoding,
            *(f"{count:,}" for count in (row.rows_read, row.rows_loaded, row.rows_rejected)),
            row.sha256,
        )
        for row in typed(sources)
    ]


def domain_name(domain: object, text: Words) -> str:
    """The code of a domain with its name, where it has one here."""
    if not isinstance(domain, str):
        return "?"
    code, key = domain.upper(), f"domain.{domain}"
    return f"{code} {text(key)}" if text.has(key) else code


def _skipped(database: Database, text: Words) -> None:
    skipped = file_contents.skipped(database)
    if not skipped.empty:
        st.markdown(f"**{plain(text('dataset.skipped', n=len(skipped)))}**")
        cells = skipped.astype(str).itertuples(index=False, name=None)
        plain_table.show([text("dataset.file"), text("dataset.reason")], cells)


def _rejected(database: Database, about: Study, text: Words) -> None:
    rejected = file_contents.rejected(database)
    if rejected.empty:
        st.caption(plain(text("dataset.no_rejected")))
        return
    st.markdown(f"**{plain(text('dataset.rejected', n=len(rejected)))}**")
    listing(rejected, "rejected", about, text)


def typed(table: DataFrame) -> Iterator[Any]:
    """The rows of a table whose columns are named in its query."""
    return iter(table.itertuples())


def checks(database: Database, about: Study, text: Words) -> None:
    """Every data check with what it found; the rows of the one chosen."""
    found = file_contents.checks(database)
    counts = {row.check_id: int(row.n) for row in typed(found)}
    titles = {row.check_id: text.known("check", row.check_id) for row in typed(found)}
    said = [text("dataset.checked", n=len(found), clean=sum(not n for n in counts.values()))]
    said += [
        text(f"dataset.n_{severity}", n=f"{n:,}")
        for severity, n in file_contents.by_severity(database).items()
    ]
    st.caption(plain(" · ".join(said)))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        cells = (
            (titles[row.check_id], text(f"dataset.{row.severity}"), f"{row.n:,}") for row in typed(found)
        )
        plain_table.show([text("dataset.check"), text("dataset.severity"), text("dataset.findings")], cells)
    with right:
        _findings(database, {code: titles[code] for code, n in counts.items() if n}, counts, about, text)


def _findings(
    database: Database, titles: dict[str, str], counts: dict[str, int], about: Study, text: Words
) -> None:
    if not titles:
        st.success(text("dataset.no_finding"))
        return
    options = list(titles)
    state.settle("check", options, options[0])
    chosen: str = st.selectbox(
        text("dataset.check"),
        options,
        format_func=lambda code: f"{titles[code]} ({counts[code]:,})",
        key="check",
    )
    state.keep("check", chosen, options[0])
    listing(file_contents.findings(database, chosen), chosen, about, text)


def listing(table: DataFrame, name: str, about: Study, text: Words) -> None:
    """Rows to look through, with a filter over all columns, and all that pass it as a file."""
    wanted = st.text_input(
        text("dataset.filter"), key=f"filter_{name}", placeholder=text("dataset.filter_hint")
    )
    passing = file_contents.containing(table, wanted)
    shown = study_days.shown(passing.head(MOST_ROWS_SHOWN), text)
    titles = {column: text.known("dataset", column) for column in shown.columns}
    st.dataframe(shown, hide_index=True, placeholder="", column_config=titles)
    st.caption(
        plain(text("dataset.shown", shown=f"{len(shown):,}", n=f"{len(passing):,}", all=f"{len(table):,}"))
    )
    downloads.as_csv(text("dataset.rows_csv"), lambda: passing, [name], about, text, key=f"check_{name}")


def visits(database: Database, about: Study, text: Words) -> None:
    """The map of planned visits, and the same by visit as numbers."""
    rows = visit_map.visits(database)
    if rows.empty:
        st.info(text("due.no_plan"))
        return
    st.caption(plain(text("dataset.visits_explain", patients=rows["usubjid"].nunique(), n=len(rows))))
    st.plotly_chart(
        _drawing(database, text),
        config=theme.CONFIG,
        theme=None,
        key="visit_map",
        alt=text("dataset.visit_map"),
    )
    counts = visit_map.by_visit(database)
    head = [text("dataset.visit"), *(text(f"dataset.state.{state_}") for state_ in visit_map.STATES)]
    cells = (
        (due_words.named("VISIT", row[0], text), *(f"{n:,}" for n in row[1:]))
        for row in counts.itertuples(index=False, name=None)
    )
    plain_table.show(head, cells)
    told = rows.drop(columns="trt01p") if about.arms_hidden else rows
    downloads.as_csv(text("dataset.visits_csv"), lambda: told, ["visits"], about, text, key="visits_csv")


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(database: Database, text: Words) -> go.Figure:
    return visit_chart.build(
        visit_map.visits(database),
        named=partial(due_words.named, text=text),
        known=text.known,
        stamp=data_label.stamp(study(database), text),
        text=text,
    )


def gaps(database: Database, about: Study, text: Words) -> None:
    """What the trial did not deliver, and what a page therefore cannot show."""
    missing = file_gaps.missing(database)
    if not missing:
        st.success(text("dataset.no_gap"))
        return
    st.caption(plain(text("dataset.gaps_explain")))
    rows = ((text(f"menu.{page}"), text(f"gap.{code}")) for page, code in missing)
    plain_table.show([text("dataset.page"), text("dataset.gap")], rows)
