"""One patient: who and how, what changed and what is due, the courses on one time axis, what happened."""

import streamlit as st

from charts import theme
from data_access import patient
from pages.common import (
    patient_events,
    patient_figures,
    patient_header,
    patient_news,
    patient_view,
    pickers,
    state,
)

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(patient.patients(database), line, text)
if subject is None:
    st.stop()

who = patient.header(database, subject)
with line:
    patient_header.who(who, text)
patient_header.figures(patient.newest(database, subject, patient_header.FIGURES), text)
patient_news.show(database, subject, text)

view = patient_view.choose(text)
drawing = patient_figures.draw(database, subject, view, text)
st.plotly_chart(
    drawing.panels,
    config=theme.CONFIG,
    theme=None,
    key="panels",
    alt=text("patient.figure_panels", subject=subject),
)
patient_view.explain(drawing.n_drawn, drawing.n_results, bool(who["nplan"]), study, text)
patient_events.organ_strip(database, subject, view.origin, drawing.time, study, text)
st.plotly_chart(
    drawing.course,
    config=theme.CONFIG,
    theme=None,
    key="course",
    alt=text("patient.figure_course", subject=subject, score=text.lab(view.score)),
)
patient_events.under_events(drawing.events, subject, study, text)
patient_events.folds(database, subject, view.origin, drawing.time, study, text)
patient_view.results(database, subject, view, text)
