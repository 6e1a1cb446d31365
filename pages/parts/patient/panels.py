"""Under the laboratory panels: how to read them, what is not drawn, and the rows as files."""

import streamlit as st

from data_access.common.study import Study
from pages.access import downloads
from pages.common.text import Words
from pages.parts.patient.controls import View
from pages.parts.patient.figures import Drawing


def explain(drawing: Drawing, subject: str, view: View, study: Study, words: Words) -> None:
    """The legend of what is in the figure, then how many rows are drawn, with both as files."""
    said = [words(f"legend.{code}") for code in drawing.legend]
    said += [words("legend.other_axis")] if view.axis == "infusion" else []
    st.caption(" · ".join([*said, words("legend.click")]))
    with st.container(key="panel_line", horizontal=True, vertical_alignment="center", gap="small"):
        name = (subject, "laboratory")
        downloads.not_drawn(len(drawing.shown), drawing.missing, name, study, words, key="panels")
        downloads.numbers(words("download.csv"), lambda: drawing.shown, name, study, words, key="panels_csv")
