"""Names of treatments that no word decides: what they count as, and the word of the data manager."""

import streamlit as st

from clinical.patient.treatment_kind import KINDS
from data_access.common import decisions
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.dataset import contents
from pages.access import downloads, log, rights
from pages.common import plain_table
from pages.common.text import Words, plain

HEAD = ("treatment_name", "domain", "counts_as", "why", "rows_with_it")


def show(database: Database, about: Study, words: Words) -> None:
    """Every name in doubt with what it counts as now; a form for whoever may import."""
    found = contents.treatment_names(database)
    if found.empty:
        st.success(words("treatments.none"))
        return
    st.caption(plain(words("treatments.explain", n=len(found))))
    cells = (
        (name, domain, _kinds(kinds, words), words(f"treatments.how.{how}"), f"{n:,}")
        for name, domain, kinds, how, n in found.itertuples(index=False, name=None)
    )
    plain_table.show([words(f"treatments.{key}") for key in HEAD], cells)
    downloads.as_csv(
        words("treatments.csv"), lambda: found, ["treatments"], about, words, key="treatments_csv"
    )
    if rights.may("import"):
        _form(database, tuple(found["name"].unique()), words)


def _kinds(kinds: str, words: Words) -> str:
    return " + ".join(words(f"treatments.kind.{kind}") for kind in kinds.split("+"))


def _form(database: Database, names: tuple[str, ...], words: Words) -> None:
    """Decisions made so far, and one more; they count from the next build."""
    path = database.identity.path
    with st.form("treatment_decision", border=False):
        name = st.selectbox(words("treatments.treatment_name"), names, key="treatment_name")
        kind = st.selectbox(
            words("treatments.counts_as"), (*KINDS, ""), key="treatment_kind", index=None,
            placeholder=words("treatments.choose"),
            format_func=lambda each: words(f"treatments.kind.{each}" if each else "treatments.undecided"),
        )  # fmt: skip
        decided = st.form_submit_button(words("treatments.decide"), key="treatment_decide")
    if decided and kind is not None and rights.may("import"):
        log.record("decision", treatment=name, kind=kind)
        decisions.decide(path, {name: kind})
        st.success(plain(words("treatments.decided", file=decisions.beside(path).name)))
    kept = decisions.treatments(path)
    if kept:
        st.caption(plain(words("treatments.kept", n=len(kept))))
        plain_table.show(
            [words("treatments.treatment_name"), words("treatments.counts_as")],
            [(each, _kinds(chosen, words)) for each, chosen in kept.items()],
        )
