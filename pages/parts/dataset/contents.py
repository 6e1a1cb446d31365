"""The parts of the data-set page that say what came in, what is wrong with it and what is missing."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame

from charts.dataset import visit_map as visit_chart
from data_access.common.database import Database
from data_access.common.study import Study, study
from data_access.dataset import contents as dataset_contents
from data_access.dataset import contents as file_contents
from data_access.dataset import visit_map
from pages.access import downloads
from pages.common import data_label, elements, names, plain_table, state, study_days
from pages.common.text import Words, plain
from pages.parts.eligibility import style

# Sentences and results come and go below the columns of a hospital's table. A page that became shorter with them
# would move under a reader who is choosing further up, and a list closes when its page moves: the choice is lost.
STYLE = style.STYLE.replace(
    "</style>",
    """.eligibility td { font-variant-numeric: tabular-nums; }
.st-key-figures [data-testid="stMetricValue"] { font-size: 1.35rem; }
.stMainBlockContainer:has(.st-key-import_study) { padding-bottom: calc(100vh - 6rem); }
</style>""",
)


MOST_ROWS_SHOWN = 1_000
DRAWINGS_KEPT = 8


def contents(database: Database, about: Study, words: Words) -> None:
    """Where every row came from: files read, files left alone, rows rejected."""
    sources = file_contents.sources(database)
    _figures(database, sources, words)
    head = ("file", "domain", "format", "encoding", "rows_read", "rows_loaded", "rows_rejected", "sha256")
    plain_table.show([words(f"dataset.{name}") for name in head], _source_cells(sources, words))
    st.caption(plain(words("dataset.balance")))
    downloads.as_csv(
        words("dataset.sources_csv"), lambda: sources, ["sources"], about, words, key="sources_csv"
    )
    _skipped(database, words)
    _rejected(database, about, words)


def _figures(database: Database, sources: DataFrame, words: Words) -> None:
    snapshot = database.snapshot
    shown = {
        "study": snapshot.study or "?",
        "built": f"{snapshot.built_at:%Y}" if snapshot.masked else f"{snapshot.built_at:%Y-%m-%d %H:%M} UTC",
        "files": f"{sources['file'].nunique():,}",
        **{name: f"{int(sources[name].sum()):,}" for name in ("rows_read", "rows_loaded", "rows_rejected")},
    }
    with st.container(horizontal=True, key="figures"):
        for name, value in shown.items():
            st.metric(words(f"dataset.{name}"), plain(value), width="content")


def _source_cells(sources: DataFrame, words: Words) -> list[tuple[str, ...]]:
    return [
        (
            row.file,
            domain_name(row.domain, words),
            row.format,
            row.encoding,
            *(f"{count:,}" for count in (row.rows_read, row.rows_loaded, row.rows_rejected)),
            row.sha256,
        )
        for row in typed(sources)
    ]


def domain_name(domain: object, words: Words) -> str:
    """The code of a domain with its name, where it has one here."""
    if not isinstance(domain, str):
        return "?"
    code, key = domain.upper(), f"domain.{domain}"
    return f"{code} {words(key)}" if words.has(key) else code


def _skipped(database: Database, words: Words) -> None:
    skipped = file_contents.skipped(database)
    if not skipped.empty:
        st.markdown(f"**{plain(words('dataset.skipped', n=len(skipped)))}**")
        cells = skipped.astype(str).itertuples(index=False, name=None)
        plain_table.show([words("dataset.file"), words("dataset.reason")], cells)


def _rejected(database: Database, about: Study, words: Words) -> None:
    rejected = file_contents.rejected(database)
    if rejected.empty:
        st.caption(plain(words("dataset.no_rejected")))
        return
    st.markdown(f"**{plain(words('dataset.rejected', n=len(rejected)))}**")
    listing(rejected, "rejected", about, words)


def typed(table: DataFrame) -> Iterator[Any]:
    """The rows of a table whose columns are named in its query."""
    return iter(table.itertuples())


def checks(database: Database, about: Study, words: Words) -> None:
    """Every data check with what it found; the rows of the one chosen."""
    found = file_contents.checks(database)
    counts = {row.check_id: int(row.n) for row in typed(found)}
    titles = {row.check_id: words.known("check", row.check_id) for row in typed(found)}
    said = [words("dataset.checked", n=len(found), clean=sum(not n for n in counts.values()))]
    said += [
        words(f"dataset.n_{severity}", n=f"{n:,}")
        for severity, n in file_contents.by_severity(database).items()
    ]
    st.caption(plain(" · ".join(said)))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        cells = (
            (titles[row.check_id], words(f"dataset.{row.severity}"), f"{row.n:,}") for row in typed(found)
        )
        plain_table.show(
            [words("dataset.check"), words("dataset.severity"), words("dataset.findings")], cells
        )
    with right:
        _findings(database, {code: titles[code] for code, n in counts.items() if n}, counts, about, words)


def _findings(
    database: Database, titles: dict[str, str], counts: dict[str, int], about: Study, words: Words
) -> None:
    if not titles:
        st.success(words("dataset.no_finding"))
        return
    options = list(titles)
    state.settle("check", options, options[0])
    chosen: str = st.selectbox(
        words("dataset.check"),
        options,
        format_func=lambda code: f"{titles[code]} ({counts[code]:,})",
        key="check",
    )
    state.keep("check", chosen, options[0])
    listing(file_contents.findings(database, chosen), chosen, about, words)


def listing(table: DataFrame, name: str, about: Study, words: Words) -> None:
    """Rows to look through, with a filter over all columns, and all that pass it as a file."""
    wanted = st.text_input(
        words("dataset.filter"), key=f"filter_{name}", placeholder=words("dataset.filter_hint")
    )
    passing = file_contents.containing(table, wanted)
    shown = study_days.shown(passing.head(MOST_ROWS_SHOWN), words)
    titles = {column: words.known("dataset", column) for column in shown.columns}
    st.dataframe(shown, hide_index=True, placeholder="", column_config=titles)
    st.caption(
        plain(words("dataset.shown", shown=f"{len(shown):,}", n=f"{len(passing):,}", all=f"{len(table):,}"))
    )
    downloads.as_csv(words("dataset.rows_csv"), lambda: passing, [name], about, words, key=f"check_{name}")


def visits(database: Database, about: Study, words: Words) -> None:
    """The map of planned visits, and the same by visit as numbers."""
    rows = visit_map.visits(database)
    if rows.empty:
        st.info(words("due.no_plan"))
        return
    st.caption(plain(words("dataset.visits_explain", patients=rows["usubjid"].nunique(), n=len(rows))))
    elements.figure(
        _drawing(database, words),
        key="visit_map",
        alt=words("dataset.visit_map"),
    )
    counts = visit_map.by_visit(database)
    head = [words("dataset.visit"), *(words(f"dataset.state.{state_}") for state_ in visit_map.STATES)]
    cells = (
        (names.due_name("VISIT", row[0], words), *(f"{n:,}" for n in row[1:]))
        for row in counts.itertuples(index=False, name=None)
    )
    plain_table.show(head, cells)
    told = rows.drop(columns="trt01p") if about.arms_hidden else rows
    downloads.as_csv(words("dataset.visits_csv"), lambda: told, ["visits"], about, words, key="visits_csv")


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(database: Database, words: Words) -> go.Figure:
    return visit_chart.build(
        visit_map.visits(database),
        named=partial(names.due_name, words=words),
        known=words.known,
        stamp=data_label.stamp(study(database), words),
        words=words,
    )


def gaps(database: Database, about: Study, words: Words) -> None:
    """What the trial did not deliver, and what a page therefore cannot show."""
    missing = dataset_contents.missing(database)
    if not missing:
        st.success(words("dataset.no_gap"))
        return
    st.caption(plain(words("dataset.gaps_explain")))
    rows = ((words(f"menu.{page}"), words(f"gap.{code}")) for page, code in missing)
    plain_table.show([words("dataset.page"), words("dataset.gap")], rows)
