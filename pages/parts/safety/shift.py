"""Laboratory shift tables as an exhibit: from the baseline grade to the worst after it."""

from collections.abc import Iterator
from functools import lru_cache, partial

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.slide_shapes import Table
from charts.safety import shift as charts
from charts.safety.proportions import Arm
from clinical.ctcae import VERSION
from clinical.statistics import printed
from data_access.common import summaries
from data_access.meeting.questions import Tables, ask
from data_access.safety import shifts
from pages.common import data_label
from pages.common.text import Words
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import phrases

KEPT = 64
DEFAULT = "Blood bilirubin increased"


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose the term; the first is one in which patients can still rise."""
    known = shifts.terms(meeting.database) or {DEFAULT: ("BILI", "HIGH")}
    with st.container(horizontal=True):
        term = choices.pick(
            "term",
            tuple(known),
            shifts.first_term(meeting.database, DEFAULT) or DEFAULT,
            lambda option: _name(option, known[option], words),
            meeting,
            label=words("safety.term"),
            width=370,
        )
    return _built(meeting, term, _name(term, known[term], words), words)


def of_first_term(meeting: Meeting, words: Words) -> Exhibit:
    """The term that the page opens on, and all terms in one table: for a presentation, where nobody chooses."""
    known = shifts.terms(meeting.database) or {DEFAULT: ("BILI", "HIGH")}
    term = shifts.first_term(meeting.database, DEFAULT) or DEFAULT
    return _built(meeting, term, _name(term, known[term], words), words)


def _name(term: str, test: tuple[str, str], words: Words) -> str:
    """The test as the ward calls it and which way, with the term of CTCAE."""
    paramcd, direction = test
    return words(
        "safety.shift.term",
        test=words.lab(paramcd),
        way=words(f"safety.way.{direction}"),
        term=words.known("term", term),
    )


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, term: str, name: str, words: Words) -> Exhibit:
    answer = ask(meeting.database, "shift", **meeting.choices, term=term)
    found, arms = answer.tables, phrases.arms(meeting, words)
    head = (words("safety.shift.rise"), *(arm.name for arm in arms))
    lines = list(_rises(found["emergent"], arms, words))
    every_head = (words("safety.shift.every"), *(arm.name for arm in arms))
    every = list(_every_term(meeting, found["all_terms"], arms, words))
    return Exhibit(
        key="shift",
        title=words("safety.shift.title", name=name),
        method=words("safety.shift.method", version=VERSION) + " " + words("meeting.descriptive"),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, words),
        figure=_figure(meeting, found, arms, words),
        alt=words("safety.shift.alt", name=name),
        shown=DataFrame(lines, columns=list(head)).set_index(head[0]),
        beside=DataFrame(every, columns=list(every_head)).set_index(every_head[0]) if every else None,
        notes=tuple(_notes(found["patients"], words)),
        slides=(
            *(_table(found["shift"], arm, words) for arm in arms),
            Table(head, tuple(lines)),
            *([Table(every_head, tuple(every))] if every else []),
        ),
        below=partial(_risen, found["patients"], words),
    )


def _figure(meeting: Meeting, found: Tables, arms: tuple[Arm, ...], words: Words) -> go.Figure:
    stamp = data_label.stamp(meeting.study, words)
    if not found["patients"]["worst"].notna().any():
        return theme.empty(words("safety.shift.empty"), height=220, stamp_words=stamp)
    return charts.figure(found["shift"], arms, stamp=stamp, words=words)


def _rises(emergent: DataFrame, arms: tuple[Arm, ...], words: Words) -> Iterator[tuple[str, ...]]:
    """Of those with both grades: how many rose above baseline, and how many to grade 3 or more."""
    for rise in shifts.RISES:
        cells = []
        for arm in arms:
            rows = emergent[(emergent["arm"] == arm.arm) & (emergent["rise"] == rise)]
            for row in summaries.rows(rows):
                limits = words(
                    "safety.limits", low=printed.percent(row.lower), high=printed.percent(row.upper)
                )
                cells.append(f"{printed.count_of(int(row.n), int(row.of))} {limits}" if row.of else "–")
        yield (words(f"safety.shift.{rise}"), *cells)


def _every_term(
    meeting: Meeting, all_terms: DataFrame, arms: tuple[Arm, ...], words: Words
) -> Iterator[tuple[str, ...]]:
    """A line for each term: how many rose, of them to grade 3 or more from below, of how many."""
    known = shifts.terms(meeting.database)
    for term, rows in all_terms.groupby("test_term", sort=False):
        counts = {row.arm: row for row in summaries.rows(rows)}
        cells = (
            words("safety.shift.cell", n=int(row.higher), severe=int(row.to_severe), of=int(row.of))
            if (row := counts.get(arm.arm)) is not None and row.of
            else "–"
            for arm in arms
        )
        yield (_name(str(term), known[str(term)], words), *cells)


def _notes(patients: DataFrame, words: Words) -> Iterator[str]:
    severe = int((patients["base"] >= shifts.SEVERE).sum())
    if severe:
        yield words("safety.shift.began", n=severe, of=len(patients))
    touched = int((patients["confounded"] > 0).sum())
    if touched:
        yield words("safety.shift.confounded", n=touched)


def _table(shift: DataFrame, arm: Arm, words: Words) -> Table:
    """The shift table of one arm for a slide."""
    rows = shift[shift["arm"] == arm.arm]
    grades = [_level(base, words) for base in rows["base"].drop_duplicates()]
    counts = rows["n"].to_numpy(int).reshape(len(grades), len(grades))
    lines = ((grade, *map(str, line)) for grade, line in zip(grades, counts, strict=True))
    return Table((words("safety.shift.head", arm=arm.name), *grades), tuple(lines))


def _level(grade: float, words: Words) -> str:
    return words("safety.shift.missing") if isna(grade) else words("safety.shift.grade", n=int(grade))


def _risen(patients: DataFrame, words: Words) -> None:
    """Who rose above the baseline grade; a click opens the patient."""
    risen = patients[patients["worst"] > patients["base"]]
    if risen.empty:
        return
    shown = {
        words("safety.column.usubjid"): risen["usubjid"].tolist(),
        words("safety.column.arm"): [words.known("arm", arm) for arm in risen["arm"]],
        words("safety.column.base"): risen["base"].astype(int).tolist(),
        words("safety.column.worst"): risen["worst"].astype(int).tolist(),
        words("safety.column.ady"): risen["ady"].tolist(),
        words("safety.column.source"): [
            words("safety.source", file=row.source_file, row=int(row.source_row))
            for row in summaries.rows(risen)
        ],
    }
    phrases.listed("shift_risen", DataFrame(shown), risen["usubjid"].tolist(), words)
