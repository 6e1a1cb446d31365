"""A score of all patients with one in front, what changed it, and the course of each patient."""

import streamlit as st

from charts import theme
from data_access import patient
from pages.common import (
    access_log,
    eligibility_look,
    meld_change,
    meld_course,
    meld_explain,
    meld_figures,
    meld_view,
    open_patient,
    patient_header,
    pickers,
    state,
    threshold_table,
)

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]


def bring_to_front() -> None:
    """Choose the patient whose line was clicked."""
    points = st.session_state["cohort"]["selection"]["points"]
    if chosen := open_patient.of_points(points, patient.patients(database)):
        st.session_state["subject"] = chosen


st.html(eligibility_look.STYLE)
line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(patient.patients(database), line, text)
if subject is None:
    st.stop()
access_log.view(subject)
with line:
    patient_header.who(patient.header(database, subject), text)

view = meld_view.choose(database, text)
if view is None:
    st.stop()
left, right = st.columns([0.6, 0.4], gap="medium")
with left:
    meld_explain.standing(database, subject, view, text)
    drawing = meld_figures.draw(database, subject, view, text)
    st.plotly_chart(
        drawing.figure,
        config=theme.CONFIG,
        theme=None,
        key="cohort",
        on_select=bring_to_front,
        selection_mode="points",
        alt=text(
            f"{meld_view.words_for(database)}.alt_{view.behind}", score=text.lab(view.score), subject=subject
        ),
    )
    meld_explain.figure(database, drawing.lines, subject, view, study, text)
with right:
    meld_change.show(database, subject, view, study, text)

meld_course.show(database, study, text)
meld_view.missing(database, text)
threshold_table.show(text)
