"""Two states of the study beside each other: what is new, changed and removed since, domain by domain."""

import streamlit as st

from data_access.common.database import Database, DatabaseUnusable
from data_access.common.study import Study
from data_access.dataset import compare, snapshots
from data_access.dataset import compare as dataset_compare
from data_access.dataset.compare import Difference
from data_access.dataset.snapshots import Other
from pages.access import downloads
from pages.common import plain_table, state
from pages.common.text import Words, plain
from pages.parts.dataset import contents

WHAT = ("added", "changed", "removed")


def show(database: Database, about: Study, words: Words) -> None:
    """Choose the other state, and see what happened between the two; not where something is hidden of one of them."""
    if about.masked or about.arms_hidden:
        st.info(plain(words("compare.hidden")))
        return
    others = snapshots.others(database)
    if not others:
        st.info(plain(words("compare.none", folder=str(database.identity.path.parent))))
        return
    chosen = _other(others, words)
    try:
        before, after = snapshots.in_order(database, snapshots.opened(chosen.identity))
    except DatabaseUnusable:
        st.error(words("compare.gone"))
        return
    with st.spinner(words("compare.comparing")):
        found = compare.compare(before, after)
    st.caption(plain(words("compare.from_to", before=_name(before), after=_name(after))))
    _overview(found, words)
    st.caption(plain(words("compare.explain")))
    downloads.as_csv(
        words("compare.csv"),
        lambda: dataset_compare.as_table(found),
        ["changes"],
        about,
        words,
        key="compare_csv",
    )
    _rows(found, about, words)


def _other(others: list[Other], words: Words) -> Other:
    names = {other.file: other for other in others}
    options = list(names)
    state.settle("other", options, options[0])
    file: str = st.selectbox(
        words("compare.other"),
        options,
        format_func=lambda name: words("compare.file", file=name, cutoff=names[name].data_cutoff),
        key="other",
        width=520,
    )
    state.keep("other", file, options[0])
    return names[file]


def _name(database: Database) -> str:
    cutoff = (database.snapshot.data_cutoff or "?")[:10]
    return f"{database.identity.path.name} ({cutoff}, {database.snapshot.hash[:8]})"


def _overview(found: tuple[Difference, ...], words: Words) -> None:
    head = (
        "dataset.domain",
        "compare.before",
        "compare.after",
        "compare.added",
        "compare.changed",
        "compare.removed",
    )
    rows = [
        (
            contents.domain_name(each.domain, words),
            *(f"{n:,}" for n in (each.n_before, each.n_after, len(each.added), each.n_changed, len(each.removed))),
            ", ".join(each.key).upper(),
        )
        for each in found
    ]  # fmt: skip
    plain_table.show([*(words(key) for key in head), words("compare.key")], rows)


def _rows(found: tuple[Difference, ...], about: Study, words: Words) -> None:
    """The rows of one domain of one kind, to look through."""
    differing = {
        each.domain: each for each in found if len(each.added) or len(each.removed) or len(each.changed)
    }
    if not differing:
        st.success(words("compare.equal"))
        return
    options = list(differing)
    state.settle("compared", options, options[0])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        domain: str = st.selectbox(
            words("dataset.domain"),
            options,
            format_func=lambda name: contents.domain_name(name, words),
            key="compared",
            width=320,
        )
        kind = state.one_of("kind", WHAT, words, prefix="compare")
    each = differing[domain]
    if each.added_columns or each.removed_columns:
        new, gone = (", ".join(names).upper() or "–" for names in (each.added_columns, each.removed_columns))
        st.caption(plain(words("compare.columns", new=new, gone=gone)))
    contents.listing(getattr(each, kind), f"{kind}_{domain}", about, words)
