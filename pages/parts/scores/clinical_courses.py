"""The course of liver failure of every patient, counted by arm, with the rule that labelled it."""

from functools import lru_cache
from typing import Literal

import streamlit as st
from pandas import DataFrame, isna

from clinical.patient.clinical_course import CLAUSES, LABELS
from clinical.patient.clinical_course_words import CLAUSE_WORDS, NAMES, OURS, PUBLISHED
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.scores import clinical_courses
from pages.access import downloads
from pages.common import plain_table
from pages.common.text import LANGUAGES, Words, plain

HEIGHT = 330
ROWS_THAT_FIT = 8


def show(database: Database, about: Study, text: Words) -> None:
    """Draw the section; a study in which nobody can be labelled gets one sentence."""
    rows = clinical_courses.courses(database)
    st.markdown(f"#### {plain(text('meld.courses'))}")
    if not clinical_courses.labelled(database):
        clause = rows["clause"].mode()
        why = "" if clause.empty else CLAUSE_WORDS[clause.iloc[0]].of(text.language)
        st.caption(plain(text("meld.courses_none", why=why, n=len(rows))))
        return
    left, right = st.columns([0.36, 0.64], gap="medium")
    with left:
        _counts(database, about, text)
    with right:
        _rule(text)
        downloads.as_csv(
            text("meld.courses_csv"),
            lambda: clinical_courses.told(rows),
            ["courses"],
            about,
            text,
            key="courses_csv",
        )
    table = _patients(database, text)
    height: int | Literal["content"] = HEIGHT if len(table) > ROWS_THAT_FIT else "content"
    st.dataframe(table, hide_index=True, height=height, placeholder="")


def _name(label: object, text: Words) -> str:
    return NAMES[label].of(text.language) if isinstance(label, str) else text("meld.course_unlabelled")


def _counts(database: Database, about: Study, text: Words) -> None:
    """Patients by course, from the best to the worst, and by arm in protocol order."""
    counted = {
        (arm, _name(label, text)): int(n) for arm, label, n in clinical_courses.counts(database).to_numpy()
    }
    head = [text("meld.course"), *(text.known("arm", arm) for arm in about.arms), text("meld.total")]
    table = []
    for label in (*LABELS, None):
        name = _name(label, text)
        numbers = [counted.get((arm, name), 0) for arm in about.arms]
        total = sum(n for (_, of), n in counted.items() if of == name)
        table.append([name, *map(str, (*numbers, total))])
    plain_table.show(head, table)


def _rule(text: Words) -> None:
    """What is published, what is ours, and the clauses in their order."""
    with st.expander(text("meld.course_rule")):
        st.caption(plain(PUBLISHED.of(text.language)))
        st.caption(plain(OURS.of(text.language)))
        plain_table.show(
            [text("meld.course_why"), text("meld.course")],
            [[clause.words.of(text.language), _name(clause.label, text)] for clause in CLAUSES],
        )


@lru_cache(maxsize=len(LANGUAGES))
def _patients(database: Database, text: Words) -> DataFrame:
    """A row per patient, in words; put together once for each language."""
    rows = clinical_courses.courses(database)
    ends = zip(rows["end_kind"], rows["end_day"], strict=True)
    table = DataFrame(
        {
            text("ward.subject"): rows["usubjid"],
            text("ward.arm"): [text.known("arm", arm) for arm in rows["arm"]],
            text("meld.course"): [_name(label, text) for label in rows["course"]],
            text("meld.pta_weeks"): _joined(rows, ("pta_base", "pta_week_1", "pta_week_4", "pta_week_12")),
            text("meld.bili_weeks"): _joined(
                rows, ("bilirubin_base", "bilirubin_week_4", "bilirubin_week_12")
            ),
            text("meld.course_end"): [
                _end(kind, day, text) if isinstance(kind, str) else "" for kind, day in ends
            ],
            text("meld.course_why"): [CLAUSE_WORDS[code].of(text.language) for code in rows["clause"]],
        }
    )
    return table.drop(columns=text("ward.arm")) if database.snapshot.arms_hidden else table


def _end(kind: str, day: float, text: Words) -> str:
    """What ended the course and when; the day of a death may be unknown."""
    if isna(day):
        return text("meld.course_end_undated", end=text(f"meld.course_end_name.{kind}"))
    return text(f"meld.course_end.{kind}", day=int(day))


def _joined(rows: DataFrame, columns: tuple[str, ...]) -> list[str]:
    """Whole numbers side by side, a dash where there is none."""
    return [
        " · ".join("–" if value != value else f"{value:.0f}" for value in values)
        for values in rows[list(columns)].to_numpy(float)
    ]
