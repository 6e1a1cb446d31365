"""All screened patients, or an uploaded list: who is eligible, what removes the others, what a limit does."""

from dataclasses import replace

import numpy as np
import streamlit as st
from pandas import DataFrame
from streamlit.delta_generator import DeltaGenerator

from charts.eligibility import cohort
from clinical.eligibility.assessment import VERDICT_WORDS, Verdict
from clinical.eligibility.cohort import assess_many, attrition, counts, sweep
from clinical.eligibility.columns import Columns
from clinical.eligibility.criteria import CRITERIA
from clinical.eligibility.limits import MOVABLE, REGISTERED, Limits
from clinical.eligibility.readings import READINGS, REGISTERED_READING
from data_access.common.database import Database
from data_access.eligibility import uploaded_list
from data_access.eligibility.uploaded_list import FileUnusable
from pages.access import downloads, log
from pages.common import data_label, elements, state
from pages.common.text import Words, plain
from pages.parts.eligibility import assessed as eligibility_assessed
from pages.parts.eligibility import from_histories
from pages.parts.eligibility.answer import VERDICT_SIGNS
from pages.parts.eligibility.assessed import Group
from pages.parts.eligibility.form import OFFERED

FEW_HELD = 3
SOURCES = ("screened", "file")
EXAMPLES = [
    {
        "age_years": "45", "sex": "male", "chronic_liver_disease": "yes", "etiology": "hbv",
        "encephalopathy_grade": "1", "ascites": "mild", "days_to_ascites_or_encephalopathy": "10",
        "bilirubin_umol_l": "342", "bilirubin_uln_umol_l": "17.1", "inr": "2.1", "pta_percent": "30",
        "creatinine_umol_l": "80", "dialysis_past_week": "no", "liver_cancer": "no",
    },
    {"age_years": "58", "bilirubin_umol_l": "20 mg/dL", "inr": "<1.5", "liver_cancer": "yes"},
]  # fmt: skip


def show(database: Database, words: Words, bar: DeltaGenerator) -> None:
    """Draw the cohort what-if."""
    with bar:
        source = state.one_of("source", SOURCES, words, prefix="eligibility")
        reading = _reading(words)
    group = eligibility_assessed.cohort(database) if source == "screened" else _uploaded(database, words)
    if group is None:
        return
    if not group.labels:
        st.info(words("eligibility.nobody"))
        return
    _held(group, words)
    by_study = source == "screened"
    stamp = data_label.stamp(st.session_state["study"], words) if by_study else words("eligibility.from_file")
    limit, value = _moved(words)
    limits: Limits = replace(REGISTERED, **{limit: value})
    log.once(
        "what-if",
        of=group.source,
        candidates=str(len(group.labels)),
        reading=reading,
        limit=f"{limit} {value:g}",
    )
    assessed = assess_many(group.columns, reading=reading, limits=limits)
    _counts(assessed, counts(group.columns, reading=reading), words)
    left, right = st.columns([0.55, 0.45], gap="medium")
    with left:
        names = [f"{each.id} {each.title.of(words.language)}" for each in CRITERIA]
        steps = attrition(assessed)
        figure = cohort.attrition(steps, names, stamp=stamp, words=words)
        elements.figure(figure, key="attrition", alt=words("eligibility.attrition_alt"))
        downloads.as_table(lambda: steps, words, key="attrition")
    with right:
        _sweep(group.columns, limit, value, reading, stamp, words)
    _table(group.labels, assessed, words)
    if by_study:
        from_histories.show(eligibility_assessed.histories(database), words)


def _held(group: Group, words: Words) -> None:
    """How many values wait for someone to check them, and each by its row and its sentence."""
    if not group.asked:
        return
    st.warning(
        words("eligibility.held", n=len(group.asked), rows=len({question.row for question in group.asked}))
    )
    names = ("candidate", "row", "columns", "question")
    lines = [
        (
            group.labels[question.row],
            question.row + 1,
            ", ".join(question.fields),
            question.text.of(words.language),
        )
        for question in group.asked
    ]
    rows = DataFrame(lines, columns=[words(f"eligibility.held_{name}") for name in names])
    with st.expander(words("eligibility.held_which", n=len(rows)), expanded=len(rows) <= FEW_HELD):
        st.dataframe(rows, hide_index=True)
        downloads.as_table(lambda: rows, words, key="held")


def _reading(words: Words) -> str:
    state.settle("reading", tuple(READINGS), REGISTERED_READING.id)
    chosen = st.selectbox(
        words("eligibility.reading"),
        tuple(READINGS),
        key="reading",
        format_func=lambda name: READINGS[name].name.of(words.language),
        width=250,
    )
    state.keep("reading", chosen, REGISTERED_READING.id)
    return chosen or REGISTERED_READING.id


def _uploaded(database: Database, words: Words) -> Group | None:
    """The candidates of an uploaded file; None after having said what is needed or wrong."""
    left, right = st.columns([0.7, 0.3], vertical_alignment="bottom")
    file = left.file_uploader(
        words("eligibility.upload"), type=["csv", "txt", "xlsx"], key="eligibility_file"
    )
    with right:
        downloads.offer(
            words("eligibility.template"),
            lambda: uploaded_list.template(OFFERED, EXAMPLES).encode("utf-8-sig"),
            "candidates.csv",
            key="template",
            kind="secondary",
        )
    if file is None:
        return None
    try:
        group, notes = eligibility_assessed.uploaded(database, file.getvalue())
    except FileUnusable as error:
        st.error(plain(error.text.of(words.language)))
        return None
    for note in notes:
        st.warning(plain(note.of(words.language)))
    return group


def _moved(words: Words) -> tuple[str, float]:
    """Which limit is moved, and where it stands."""
    left, right = st.columns([0.3, 0.7], vertical_alignment="bottom")
    state.settle("limit", tuple(MOVABLE), "meld")
    limit = left.selectbox(
        words("eligibility.limit"),
        tuple(MOVABLE),
        key="limit",
        format_func=lambda name: MOVABLE[name].name.of(words.language),
    )
    state.keep("limit", limit, "meld")
    movable = MOVABLE[limit]
    value = right.slider(
        words("eligibility.limit_at", registered=f"{getattr(REGISTERED, limit):g}"),
        movable.low,
        movable.high,
        float(getattr(REGISTERED, limit)),
        movable.step,
        "%g",
        key=f"limit_{limit}",
    )
    return limit, float(value)


def _counts(assessed: DataFrame, before: dict[Verdict, int], words: Words) -> None:
    """How many have each verdict, and how many more or fewer than with the registered limit."""
    now = {verdict: int((assessed["verdict"] == verdict.value).sum()) for verdict in Verdict}
    cells = st.columns(len(Verdict) + 1)
    cells[0].metric(words("eligibility.assessed"), len(assessed))
    for cell, verdict in zip(cells[1:], Verdict, strict=True):
        moved = now[verdict] - before[verdict]
        cell.metric(
            f"{VERDICT_SIGNS[verdict]} {words(f'eligibility.verdict_{verdict.value}')}",
            now[verdict],
            delta=words("eligibility.moved", n=f"{moved:+d}") if moved else None,
            delta_color="off",
        )


def _sweep(columns: Columns, limit: str, value: float, reading: str, stamp: str, words: Words) -> None:
    movable = MOVABLE[limit]
    values = np.round(np.arange(movable.low, movable.high + movable.step / 2, movable.step), 2).tolist()
    swept = sweep(columns, limit, values, reading=reading)
    figure = cohort.limit_sweep(
        swept,
        value,
        float(getattr(REGISTERED, limit)),
        title=movable.name.of(words.language),
        stamp=stamp,
        words=words,
    )
    elements.figure(figure, key="sweep", alt=words("eligibility.sweep_alt"))
    downloads.as_table(lambda: swept, words, key="sweep")


def _table(labels: list[str], assessed: DataFrame, words: Words) -> None:
    language = words.language
    names = {verdict.value: VERDICT_WORDS[verdict].of(language) for verdict in Verdict}
    signs = {verdict.value: VERDICT_SIGNS[verdict] for verdict in Verdict}
    rows = DataFrame(
        {
            words("eligibility.candidate"): labels,
            words("eligibility.verdict"): [f"{signs[v]} {names[v]}" for v in assessed["verdict"]],
            words("eligibility.speaks_against"): assessed["failed"].tolist(),
            words("eligibility.cannot_assess"): assessed["open"].tolist(),
            words("eligibility.meld_raw"): assessed["meld_raw"].round(2).tolist(),
            words("eligibility.not_used"): assessed["problems"].tolist(),
        }
    )
    st.dataframe(rows, hide_index=True, height=300)
    st.caption(words("eligibility.cohort_note"))
