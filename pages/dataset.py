"""What is in the file: sources, checks, visits, gaps, tables; what leaves it, what changed, and what comes in."""

import streamlit as st

from pages.common import (
    access,
    access_log,
    dataset_compare,
    dataset_files,
    dataset_look,
    dataset_parts,
    dataset_tables,
    state,
)

PARTS = {
    "contents": dataset_parts.contents,
    "checks": dataset_parts.checks,
    "visits": dataset_parts.visits,
    "gaps": dataset_parts.gaps,
    "tables": dataset_tables.show,
    "files": dataset_files.show,
    "compare": dataset_compare.show,
}
IMPORT = "import"

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

st.html(dataset_look.STYLE)
parts = (*PARTS, IMPORT) if access.may(IMPORT) else tuple(PARTS)
part = state.one_of("part", parts, text, words="dataset", bare=True)
if part == IMPORT:
    # Here alone: nothing else on a page needs the readers and the build, a third of a second to import.
    from pages.common import import_steps

    import_steps.show(database, text)
else:
    # Rejected rows, findings, visits and changes are rows of patients.
    access_log.view()
    PARTS[part](database, study, text)
