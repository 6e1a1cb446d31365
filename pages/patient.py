"""One patient: who and how, what changed and what is due, the courses on one time axis, what happened."""

import streamlit as st

from charts import theme, timeline, trends
from data_access import patient
from pages.common import patient_header, patient_view, pickers, state

text = state.words()
database, study = st.session_state["database"], st.session_state["study"]

line = st.container(key="picker", horizontal=True, vertical_alignment="center", gap="small", wrap=False)
subject = pickers.subject(patient.patients(database), line, text)
if subject is None:
    st.stop()

who = patient.header(database, subject).iloc[0]
newest = patient.newest(database, subject, patient_header.FIGURES)
with line:
    patient_header.who(who, text)
patient_header.figures(newest, text)

view = patient_view.choose(text)
series = patient.series(database, subject, view.paramcds, measure=view.measure, origin=view.origin)
marks = patient.marks_in_time(database, subject, origin=view.origin)
events = patient.adverse_events(database, subject, origin=view.origin)
time = view.time(who, series, text)
shown = time.within(series)

st.plotly_chart(
    trends.panels(
        shown[shown["paramcd"].isin(view.tests)],
        view.panels(series, text),
        marks,
        time,
        log=view.log,
        missing=text("patient.missing"),
        text=text,
    ),
    config=theme.CONFIG,
    theme=None,
    key="panels",
    alt=text("patient.figure_panels", subject=subject),
)
patient_view.explain(series[series["paramcd"].isin(view.tests)], shown, study, text)

score = shown[shown["paramcd"] == view.score]
st.plotly_chart(
    timeline.course(
        score,
        events,
        marks,
        time,
        score_title=text.lab(view.score),
        why_none=patient_view.why_none(patient.why_no_score(database, subject, view.score), text),
        text=text,
    ),
    config=theme.CONFIG,
    theme=None,
    key="course",
    alt=text("patient.figure_course", subject=subject, score=text.lab(view.score)),
)
patient_view.results(patient.results(database, subject, view.paramcds), text)
