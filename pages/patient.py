"""One patient: who and how, what changed and what is due, the courses on one time axis, what happened."""

import streamlit as st

from data_access import patient
from pages.common import (
    access_log,
    patient_events,
    patient_figures,
    patient_header,
    patient_look,
    patient_news,
    patient_panels,
    patient_share,
    patient_view,
    pickers,
    source_card,
    state,
)

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

st.html(patient_look.STYLE)
line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(patient.patients(database), line, text)
if subject is None:
    st.stop()

access_log.view(subject)
who = patient.header(database, subject)
with line:
    patient_header.who(who, text)
    patient_share.show(database, subject, study, text)
patient_header.figures(patient.newest(database, subject, patient_header.FIGURES), text)
patient_news.show(database, subject, text)

view = patient_view.choose(who, patient_view.axes(database), text)
drawing = patient_figures.draw(database, subject, view, text)


@st.fragment
def figures(subject: str) -> None:
    """The figures and the source of what is clicked on in them: a click reruns no more than this."""
    source_card.chart(drawing.panels, key="panels", alt=text("patient.figure_panels", subject=subject))
    patient_panels.explain(drawing, subject, view, study, text)
    patient_events.organ_strip(database, subject, view.origin, drawing.time, study, text)
    source_card.chart(
        drawing.course,
        key="course",
        alt=text("patient.figure_course", subject=subject, score=text.lab(view.score)),
    )
    patient_events.under_events(drawing.events, subject, study, text)
    source_card.show(database, subject, text)


figures(subject)
patient_events.folds(database, subject, view.origin, drawing.time, study, text)
patient_view.results(database, subject, view, text)
