"""A score of all patients with one in front, what changed it, and the course of each patient."""

import streamlit as st

from data_access.patient import profile
from pages.access import log
from pages.common import elements, open_patient, pickers, state, threshold_table
from pages.parts.eligibility import style
from pages.parts.patient import header
from pages.parts.scores import change, clinical_courses, controls, explain, figures

words = state.words()
database, study = st.session_state["database"], st.session_state["study"]


def bring_to_front() -> None:
    """Choose the patient whose line was clicked."""
    points = st.session_state["cohort"]["selection"]["points"]
    if chosen := open_patient.of_points(points, profile.patients(database)):
        st.session_state["subject"] = chosen


st.html(style.STYLE)
line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(profile.patients(database), line, words)
if subject is None:
    st.stop()
log.view(subject)
with line:
    header.who(profile.header(database, subject), words)

view = controls.choose(database, words)
if view is None:
    st.stop()
left, right = st.columns([0.6, 0.4], gap="medium")
with left:
    explain.standing(database, subject, view, words)
    drawing = figures.draw(database, subject, view, words)
    elements.figure(
        drawing.figure,
        key="cohort",
        on_select=bring_to_front,
        alt=words(
            f"{controls.words_for(database)}.alt_{view.behind}", score=words.lab(view.score), subject=subject
        ),
    )
    explain.figure(database, drawing.lines, subject, view, study, words)
with right:
    change.show(database, subject, view, study, words)

clinical_courses.show(database, study, words)
controls.missing(database, words)
threshold_table.show(words)
