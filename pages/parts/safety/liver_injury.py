"""Liver injury as an exhibit: mDISH in multiples of baseline, or eDISH in multiples of the ULN."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.slide_shapes import Native, Table
from charts.safety import edish
from charts.safety.proportions import Arm
from clinical.common.plain_text import escape
from clinical.scores.liver_injury import (
    HYPERBILIRUBINAEMIA,
    HYS_LAW_WINDOW_DAYS,
    NORMAL,
    POSSIBLE_HYS_LAW,
    TEMPLES_COROLLARY,
)
from clinical.statistics import printed
from data_access.common import summaries
from data_access.meeting.questions import Answer, ask
from data_access.patient import profile
from data_access.safety.liver_injury import ENZYMES, MULTIPLES
from pages.common import data_label, open_patient
from pages.common.text import Words
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import phrases

KEPT = 32
QUADRANTS = (POSSIBLE_HYS_LAW, HYPERBILIRUBINAEMIA, TEMPLES_COROLLARY, NORMAL)
FIGURE_KEY = "figure_liver"
MOST_NAMED = 5


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose the multiples and the enzyme."""
    with st.container(horizontal=True):
        multiple = choices.switch(
            "multiple",
            tuple(MULTIPLES),
            lambda option: words(f"safety.multiple.{option}"),
            meeting,
            label=words("safety.multiple"),
        )
        enzyme = choices.switch(
            "enzyme",
            tuple(ENZYMES),
            lambda option: words(f"safety.enzyme.{option}"),
            meeting,
            label=words("safety.enzyme"),
        )
    return _built(meeting, multiple, enzyme, words)


def in_first_multiple(meeting: Meeting, words: Words) -> Exhibit:
    """In multiples of baseline, of the first enzyme: for a presentation, where nobody chooses."""
    return _built(meeting, next(iter(MULTIPLES)), next(iter(ENZYMES)), words)


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, multiple: str, enzyme: str, words: Words) -> Exhibit:
    answer = ask(meeting.database, "liver_injury", **meeting.choices, enzyme=enzyme, multiple=multiple)
    found, arms = answer.tables, phrases.arms(meeting, words)
    began = found["baseline"]
    abnormal = int(began["n"].sum()) > int(began["of"].sum()) / 2
    labels = _labels(meeting, multiple, enzyme, words)
    drawn = found["patients"].dropna(subset=["quadrant"])
    head, lines = _counts(found["quadrants"], drawn, arms, words)
    return Exhibit(
        key="liver",
        title=words("safety.liver.title_abnormal" if abnormal else "safety.liver.title"),
        method=" ".join(_method(multiple, words)),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, words),
        figure=_figure(answer, drawn, arms, labels, words),
        alt=words("safety.liver.alt", x=labels.x_title, y=labels.y_title),
        shown=DataFrame(lines, columns=list(head)).set_index(head[0]) if len(drawn) else None,
        notes=tuple(_notes(answer, words)),
        slides=tuple(_slides(answer, drawn, arms, labels, Table(head, tuple(lines)))),
        on_click=_open,
    )


def _labels(meeting: Meeting, multiple: str, enzyme: str, words: Words) -> edish.Labels:
    unit = words(f"safety.unit.{multiple}")
    return edish.Labels(
        words("safety.liver.x", enzyme=words(f"safety.enzyme_long.{enzyme}"), unit=unit),
        words("safety.liver.y", unit=unit),
        {name: words(f"safety.quadrant.{name}") for name in QUADRANTS},
        data_label.stamp(meeting.study, words),
    )


def _figure(
    answer: Answer, drawn: DataFrame, arms: tuple[Arm, ...], labels: edish.Labels, words: Words
) -> go.Figure:
    if drawn.empty:
        return theme.empty(
            words("safety.liver.empty"),
            height=320,
            x_title=labels.x_title,
            y_title=labels.y_title,
            stamp_words=labels.stamp,
        )
    hover = [_hover(row, answer, words) for row in summaries.rows(drawn)]
    return edish.figure(drawn, hover, arms, MULTIPLES[answer.choices["multiple"]], labels)


def _hover(row: Any, answer: Answer, words: Words) -> str:
    """Who; both peaks with day, visit and source row; their order; ALP; R ratio."""
    unit = words(f"safety.unit.{answer.choices['multiple']}")
    lines = [
        words("safety.liver.peak", test=words.short(row.x_test), value=f"{row.x:.2f}", unit=unit, day=_day(row.x_day),
             visit=row.x_visit or "", file=row.x_file, row=row.x_row),
        words("safety.liver.peak", test=words.short("BILI"), value=f"{row.y:.2f}", unit=unit, day=_day(row.y_day),
             visit=row.y_visit or "", file=row.y_file, row=row.y_row),
        _order(row, words),
        words("safety.liver.alp", value=printed.number(row.alp, 2)),
        words("safety.liver.r", value=printed.number(row.rratio, 1),
             kind=words(f"safety.injury.{row.injury}") if isinstance(row.injury, str) else words("safety.liver.no_r")),
    ]  # fmt: skip
    head = f"<b>{escape(str(row.usubjid))}</b> · {escape(words.known('arm', row.arm))}"
    return "<br>".join([head, *(escape(line) for line in lines)])


def _day(value: float) -> str:
    return "?" if isna(value) else f"{int(value)}"


def _order(row: Any, words: Words) -> str:
    if isna(row.days):
        return words("safety.liver.order_unknown")
    days = int(row.days)
    if not days:
        return words("safety.liver.same_day")
    return words("safety.liver.after" if days > 0 else "safety.liver.before", n=abs(days))


def _method(multiple: str, words: Words) -> Iterator[str]:
    cuts = MULTIPLES[multiple]
    yield words("safety.liver.method")
    yield words(f"safety.liver.method_{multiple}", x=f"{cuts.aminotransferase:g}", y=f"{cuts.bilirubin:g}")
    yield words("meeting.descriptive")


def _notes(answer: Answer, words: Words) -> Iterator[str]:
    patients, began = answer.tables["patients"], answer.tables["baseline"]
    n, of = int(began["n"].sum()), int(began["of"].sum())
    if n:
        yield words(f"safety.liver.why_{answer.choices['multiple']}", n=n, of=of)
    lacking = int(patients["quadrant"].isna().sum())
    if lacking:
        yield words("safety.liver.not_drawn", n=lacking)
    open_ = patients[patients["unjudged"].notna()] if answer.choices["multiple"] == "uln" else patients[:0]
    if len(open_):
        named = [f"{row.usubjid} ({row.unjudged})" for row in summaries.rows(open_[:MOST_NAMED])]
        who = ", ".join(named) + (f", … ({len(named)}/{len(open_)})" if len(open_) > MOST_NAMED else "")
        yield words("safety.liver.unjudged", n=len(open_), who=who)
    if n <= of / 2:
        yield _by_numbers(patients, words)


def _by_numbers(patients: DataFrame, words: Words) -> str:
    """Who fulfils Hy's law by the numbers, in a population to which it applies."""
    flagged = patients.loc[patients["hysfl"] == "Y", "usubjid"]
    who = ", ".join(flagged[:MOST_NAMED]) + (", …" if len(flagged) > MOST_NAMED else "")
    return words(
        "safety.liver.by_numbers",
        n=len(flagged),
        of=int(patients["hysfl"].notna().sum()),
        who=words("safety.liver.named", who=who) if who else "",
        days=HYS_LAW_WINDOW_DAYS,
    )


def _counts(
    quadrants: DataFrame, drawn: DataFrame, arms: tuple[Arm, ...], words: Words
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Patients per quadrant and arm, of those with both peaks."""
    totals = drawn["arm"].value_counts()
    found = {(row.arm, row.quadrant): int(row.n) for row in summaries.rows(quadrants)}
    lines = [
        (
            words(f"safety.quadrant.{name}"),
            *(printed.count_of(found.get((arm.arm, name), 0), int(totals.get(arm.arm, 0))) for arm in arms),
        )
        for name in QUADRANTS
    ]
    return (words("safety.liver.patients"), *(arm.name for arm in arms)), lines


def _slides(
    answer: Answer, drawn: DataFrame, arms: tuple[Arm, ...], labels: edish.Labels, table: Table
) -> Iterator[Native]:
    if not drawn.empty:
        yield edish.native(drawn, arms, MULTIPLES[answer.choices["multiple"]], labels)
        yield table


def _open() -> None:
    """Go to the patient whose point was clicked, at the next run of the page."""
    points = st.session_state[FIGURE_KEY]["selection"]["points"]
    if subject := open_patient.of_points(points, profile.patients(st.session_state["database"])):
        st.session_state["go_to_subject"] = subject
