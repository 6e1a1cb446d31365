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
from pages.meeting.bar import Meeting
from pages.meeting.drawing import Exhibit
from pages.parts.safety import phrases

KEPT = 32
QUADRANTS = (POSSIBLE_HYS_LAW, HYPERBILIRUBINAEMIA, TEMPLES_COROLLARY, NORMAL)
FIGURE_KEY = "figure_liver"
MOST_NAMED = 5


def build(meeting: Meeting, text: Words) -> Exhibit:
    """Let the reader choose the multiples and the enzyme."""
    with st.container(horizontal=True):
        multiple = choices.switch(
            "multiple",
            tuple(MULTIPLES),
            lambda option: text(f"safety.multiple.{option}"),
            meeting,
            label=text("safety.multiple"),
        )
        enzyme = choices.switch(
            "enzyme",
            tuple(ENZYMES),
            lambda option: text(f"safety.enzyme.{option}"),
            meeting,
            label=text("safety.enzyme"),
        )
    return _built(meeting, multiple, enzyme, text)


def in_first_multiple(meeting: Meeting, text: Words) -> Exhibit:
    """In multiples of baseline, of the first enzyme: for a presentation, where nobody chooses."""
    return _built(meeting, next(iter(MULTIPLES)), next(iter(ENZYMES)), text)


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, multiple: str, enzyme: str, text: Words) -> Exhibit:
    answer = ask(meeting.database, "liver_injury", **meeting.choices, enzyme=enzyme, multiple=multiple)
    found, arms = answer.tables, phrases.arms(meeting, text)
    began = found["baseline"]
    abnormal = int(began["n"].sum()) > int(began["of"].sum()) / 2
    words = _labels(meeting, multiple, enzyme, text)
    drawn = found["patients"].dropna(subset=["quadrant"])
    head, lines = _counts(found["quadrants"], drawn, arms, text)
    return Exhibit(
        key="liver",
        title=text("safety.liver.title_abnormal" if abnormal else "safety.liver.title"),
        method=" ".join(_method(multiple, text)),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, text),
        figure=_figure(answer, drawn, arms, words, text),
        alt=text("safety.liver.alt", x=words.x_title, y=words.y_title),
        shown=DataFrame(lines, columns=list(head)).set_index(head[0]) if len(drawn) else None,
        notes=tuple(_notes(answer, text)),
        slides=tuple(_slides(answer, drawn, arms, words, Table(head, tuple(lines)))),
        on_click=_open,
    )


def _labels(meeting: Meeting, multiple: str, enzyme: str, text: Words) -> edish.Labels:
    unit = text(f"safety.unit.{multiple}")
    return edish.Labels(
        text("safety.liver.x", enzyme=text(f"safety.enzyme_long.{enzyme}"), unit=unit),
        text("safety.liver.y", unit=unit),
        {name: text(f"safety.quadrant.{name}") for name in QUADRANTS},
        data_label.stamp(meeting.study, text),
    )


def _figure(
    answer: Answer, drawn: DataFrame, arms: tuple[Arm, ...], words: edish.Labels, text: Words
) -> go.Figure:
    if drawn.empty:
        return theme.empty(
            text("safety.liver.empty"),
            height=320,
            x_title=words.x_title,
            y_title=words.y_title,
            stamp_words=words.stamp,
        )
    hover = [_hover(row, answer, text) for row in summaries.rows(drawn)]
    return edish.figure(drawn, hover, arms, MULTIPLES[answer.choices["multiple"]], words)


def _hover(row: Any, answer: Answer, text: Words) -> str:
    """Who; both peaks with day, visit and source row; their order; ALP; R ratio."""
    unit = text(f"safety.unit.{answer.choices['multiple']}")
    lines = [
        text("safety.liver.peak", test=text.short(row.x_test), value=f"{row.x:.2f}", unit=unit, day=_day(row.x_day),
             visit=row.x_visit or "", file=row.x_file, row=row.x_row),
        text("safety.liver.peak", test=text.short("BILI"), value=f"{row.y:.2f}", unit=unit, day=_day(row.y_day),
             visit=row.y_visit or "", file=row.y_file, row=row.y_row),
        _order(row, text),
        text("safety.liver.alp", value=printed.number(row.alp, 2)),
        text("safety.liver.r", value=printed.number(row.rratio, 1),
             kind=text(f"safety.injury.{row.injury}") if isinstance(row.injury, str) else text("safety.liver.no_r")),
    ]  # fmt: skip
    head = f"<b>{escape(str(row.usubjid))}</b> · {escape(text.known('arm', row.arm))}"
    return "<br>".join([head, *(escape(line) for line in lines)])


def _day(value: float) -> str:
    return "?" if isna(value) else f"{int(value)}"


def _order(row: Any, text: Words) -> str:
    if isna(row.days):
        return text("safety.liver.order_unknown")
    days = int(row.days)
    if not days:
        return text("safety.liver.same_day")
    return text("safety.liver.after" if days > 0 else "safety.liver.before", n=abs(days))


def _method(multiple: str, text: Words) -> Iterator[str]:
    cuts = MULTIPLES[multiple]
    yield text("safety.liver.method")
    yield text(f"safety.liver.method_{multiple}", x=f"{cuts.aminotransferase:g}", y=f"{cuts.bilirubin:g}")
    yield text("meeting.descriptive")


def _notes(answer: Answer, text: Words) -> Iterator[str]:
    patients, began = answer.tables["patients"], answer.tables["baseline"]
    n, of = int(began["n"].sum()), int(began["of"].sum())
    if n:
        yield text(f"safety.liver.why_{answer.choices['multiple']}", n=n, of=of)
    lacking = int(patients["quadrant"].isna().sum())
    if lacking:
        yield text("safety.liver.not_drawn", n=lacking)
    if n <= of / 2:
        yield _by_numbers(patients, text)


def _by_numbers(patients: DataFrame, text: Words) -> str:
    """Who fulfils Hy's law by the numbers, in a population to which it applies."""
    flagged = patients.loc[patients["hysfl"] == "Y", "usubjid"]
    who = ", ".join(flagged[:MOST_NAMED]) + (", …" if len(flagged) > MOST_NAMED else "")
    return text(
        "safety.liver.by_numbers",
        n=len(flagged),
        of=int(patients["hysfl"].notna().sum()),
        who=text("safety.liver.named", who=who) if who else "",
        days=HYS_LAW_WINDOW_DAYS,
    )


def _counts(
    quadrants: DataFrame, drawn: DataFrame, arms: tuple[Arm, ...], text: Words
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Patients per quadrant and arm, of those with both peaks."""
    totals = drawn["arm"].value_counts()
    found = {(row.arm, row.quadrant): int(row.n) for row in summaries.rows(quadrants)}
    lines = [
        (
            text(f"safety.quadrant.{name}"),
            *(printed.count_of(found.get((arm.arm, name), 0), int(totals.get(arm.arm, 0))) for arm in arms),
        )
        for name in QUADRANTS
    ]
    return (text("safety.liver.patients"), *(arm.name for arm in arms)), lines


def _slides(
    answer: Answer, drawn: DataFrame, arms: tuple[Arm, ...], words: edish.Labels, table: Table
) -> Iterator[Native]:
    if not drawn.empty:
        yield edish.native(drawn, arms, MULTIPLES[answer.choices["multiple"]], words)
        yield table


def _open() -> None:
    """Go to the patient whose point was clicked, at the next run of the page."""
    points = st.session_state[FIGURE_KEY]["selection"]["points"]
    if subject := open_patient.of_points(points, profile.patients(st.session_state["database"])):
        st.session_state["go_to_subject"] = subject
