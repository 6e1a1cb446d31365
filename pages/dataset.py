"""What is in the file: sources, checks, visits, gaps, tables; what leaves it, what changed, and what comes in."""

import streamlit as st

from pages.access import log, rights
from pages.common import state
from pages.parts.dataset import compare, contents, files, treatments
from pages.parts.dataset import contents as dataset_contents
from pages.parts.dataset import files as dataset_files

PARTS = {
    "contents": contents.contents,
    "checks": contents.checks,
    "treatments": treatments.show,
    "visits": contents.visits,
    "gaps": contents.gaps,
    "tables": dataset_files.show_definitions,
    "files": files.show,
    "compare": compare.show,
}
IMPORT = "import"

words = state.words()
database, study = st.session_state["database"], st.session_state["study"]

st.html(dataset_contents.STYLE)
parts = (*PARTS, IMPORT) if rights.may(IMPORT) else tuple(PARTS)
part = state.one_of("part", parts, words, prefix="dataset", bare=True)
if part == IMPORT:
    # Here alone: nothing else on a page needs the readers and the build, a third of a second to import.
    from pages.parts.importing import steps

    steps.show(database, words)
else:
    # Rejected rows, findings, visits and changes are rows of patients.
    log.view()
    PARTS[part](database, study, words)
