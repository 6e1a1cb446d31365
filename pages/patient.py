"""One patient: who and how, what changed and what is due, the courses on one time axis, what happened."""

import streamlit as st

from data_access.patient import profile
from pages.access import log
from pages.common import pickers, state
from pages.parts.news import of_patient
from pages.parts.patient import controls, events, header, share, source_card, style
from pages.parts.patient import figures as patient_figures

words = state.words()
database, study = st.session_state["database"], st.session_state["study"]

st.html(style.STYLE)
line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(profile.patients(database), line, words)
if subject is None:
    st.stop()

log.view(subject)
who = profile.header(database, subject)
with line:
    header.who(who, words)
    share.show(database, subject, study, words)
header.figures(who, profile.newest(database, subject, header.FIGURES), words)
of_patient.show(database, subject, words)

view = controls.choose(who, controls.axes(database), words)
drawing = patient_figures.draw(database, subject, view, words)


@st.fragment
def figures(subject: str) -> None:
    """The figures and the source of what is clicked on in them: a click reruns no more than this."""
    source_card.chart(drawing.panels, key="panels", alt=words("patient.figure_panels", subject=subject))
    patient_figures.explain(drawing, subject, view, study, words)
    events.organ_strip(database, subject, view.origin, drawing.time, study, words)
    source_card.chart(
        drawing.course,
        key="course",
        alt=words("patient.figure_course", subject=subject, score=words.lab(view.score)),
    )
    events.under_events(drawing.events, subject, study, words)
    source_card.show(database, subject, words)


figures(subject)
events.folds(database, subject, view.origin, drawing.time, study, words)
controls.results(database, subject, view, words)
