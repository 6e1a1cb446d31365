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


def show(database: Database, about: Study, words: Words) -> None:
    """Draw the section; a study in which nobody can be labelled gets one sentence."""
    rows = clinical_courses.courses(database)
    st.markdown(f"#### {plain(words('meld.courses'))}")
    if not clinical_courses.labelled(database):
        clause = rows["clause"].mode()
        why = "" if clause.empty else CLAUSE_WORDS[clause.iloc[0]].of(words.language)
        st.caption(plain(words("meld.courses_none", why=why, n=len(rows))))
        return
    left, right = st.columns([0.36, 0.64], gap="medium")
    with left:
        _counts(database, about, words)
    with right:
        _rule(words)
        downloads.as_csv(
            words("meld.courses_csv"),
            lambda: clinical_courses.told(rows),
            ["courses"],
            about,
            words,
            key="courses_csv",
        )
    table = _patients(database, words)
    height: int | Literal["content"] = HEIGHT if len(table) > ROWS_THAT_FIT else "content"
    st.dataframe(table, hide_index=True, height=height, placeholder="")


def _name(label: object, words: Words) -> str:
    return NAMES[label].of(words.language) if isinstance(label, str) else words("meld.course_unlabelled")


def _counts(database: Database, about: Study, words: Words) -> None:
    """Patients by course, from the best to the worst, and by arm in protocol order."""
    counted = {
        (arm, _name(label, words)): int(n) for arm, label, n in clinical_courses.counts(database).to_numpy()
    }
    head = [words("meld.course"), *(words.known("arm", arm) for arm in about.arms), words("meld.total")]
    table = []
    for label in (*LABELS, None):
        name = _name(label, words)
        numbers = [counted.get((arm, name), 0) for arm in about.arms]
        total = sum(n for (_, of), n in counted.items() if of == name)
        table.append([name, *map(str, (*numbers, total))])
    plain_table.show(head, table)


def _rule(words: Words) -> None:
    """What is published, what is ours, and the clauses in their order."""
    with st.expander(words("meld.course_rule")):
        st.caption(plain(PUBLISHED.of(words.language)))
        st.caption(plain(OURS.of(words.language)))
        plain_table.show(
            [words("meld.course_why"), words("meld.course")],
            [[clause.words.of(words.language), _name(clause.label, words)] for clause in CLAUSES],
        )


@lru_cache(maxsize=len(LANGUAGES))
def _patients(database: Database, words: Words) -> DataFrame:
    """A row per patient, in words; put together once for each language."""
    rows = clinical_courses.courses(database)
    ends = zip(rows["end_kind"], rows["end_day"], strict=True)
    table = DataFrame(
        {
            words("ward.subject"): rows["usubjid"],
            words("ward.arm"): [words.known("arm", arm) for arm in rows["arm"]],
            words("meld.course"): [_name(label, words) for label in rows["course"]],
            words("meld.pta_weeks"): _joined(rows, ("pta_base", "pta_week_1", "pta_week_4", "pta_week_12")),
            words("meld.bili_weeks"): _joined(
                rows, ("bilirubin_base", "bilirubin_week_4", "bilirubin_week_12")
            ),
            words("meld.course_end"): [
                _end(kind, day, words) if isinstance(kind, str) else "" for kind, day in ends
            ],
            words("meld.course_why"): [CLAUSE_WORDS[code].of(words.language) for code in rows["clause"]],
        }
    )
    return table.drop(columns=words("ward.arm")) if database.snapshot.arms_hidden else table


def _end(kind: str, day: float, words: Words) -> str:
    """What ended the course and when; the day of a death may be unknown."""
    if isna(day):
        return words("meld.course_end_undated", end=words(f"meld.course_end_name.{kind}"))
    return words(f"meld.course_end.{kind}", day=int(day))


def _joined(rows: DataFrame, columns: tuple[str, ...]) -> list[str]:
    """Whole numbers side by side, a dash where there is none."""
    return [
        " · ".join("–" if value != value else f"{value:.0f}" for value in values)
        for values in rows[list(columns)].to_numpy(float)
    ]
