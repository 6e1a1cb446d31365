"""The dot plot of adverse events with risk differences as an exhibit."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from charts.common import theme
from charts.common.slide_shapes import Table
from charts.safety import risk_difference as charts
from charts.safety.proportions import Arm
from clinical.statistics import printed
from data_access.common import summaries
from data_access.meeting.questions import Answer, ask
from data_access.safety import risk_difference
from pages.common import data_label
from pages.common.text import Words
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import events, phrases

KEPT = 64
NO_PAIR = "0"


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose the events and, of more than two arms, the comparison."""
    pairs = risk_difference.pairs(meeting.database, meeting.analysis_set, meeting.treatment)
    options = tuple(pairs) or (NO_PAIR,)
    with st.container(horizontal=True):
        counted = events.chosen(meeting, words)
        versus = choices.switch(
            "versus",
            options,
            lambda option: words(
                "safety.difference.pair",
                first=words.known("arm", pairs[option][0]),
                second=words.known("arm", pairs[option][1]),
            ),
            meeting,
            label=words("safety.versus"),
        )
    return _built(meeting, (*counted.items(), ("versus", versus)), words)


def of_first_arms(meeting: Meeting, words: Words) -> Exhibit:
    """Every treatment-emergent event in the first pair of arms: for a presentation, where nobody chooses."""
    pairs = risk_difference.pairs(meeting.database, meeting.analysis_set, meeting.treatment)
    return _built(meeting, (*events.UNCHOSEN, ("versus", next(iter(pairs), NO_PAIR))), words)


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, chosen: tuple[tuple[str, str], ...], words: Words) -> Exhibit:
    answer = ask(meeting.database, "risk_difference", **meeting.choices, **dict(chosen))
    arms = phrases.arms(meeting, words)
    what = words(f"safety.layer_long.{answer.choices['layer']}")
    incidence = answer.tables["incidence"]
    head, lines = _lines(answer, arms, words)
    return Exhibit(
        key="difference",
        title=words("safety.difference.title", what=what),
        method=" ".join(_method(answer, words)),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(answer.tables, words),
        figure=_figure(meeting, answer, arms, words),
        alt=words("safety.difference.alt", what=what),
        slides=(charts.native(incidence, arms, words=words), Table(head, lines)) if lines else (),
    )


def _figure(meeting: Meeting, answer: Answer, arms: Sequence[Arm], words: Words) -> go.Figure:
    stamp, incidence = data_label.stamp(meeting.study, words), answer.tables["incidence"]
    if incidence.empty:
        return theme.empty(words("safety.events.none"), height=220, stamp_words=stamp)
    return charts.figure(incidence, answer.tables["difference"], arms, stamp=stamp, words=words)


def _method(answer: Answer, words: Words) -> Iterator[str]:
    yield words("safety.difference.method", n=risk_difference.TERMS)
    yield words(f"safety.events.method_{answer.choices['emergent']}")
    if answer.choices["layer"] == "severe":
        yield words("safety.difference.severe")
    if not answer.tables["difference"].empty:
        yield words("safety.difference.newcombe")
    yield words("meeting.descriptive")


def _lines(
    answer: Answer, arms: Sequence[Arm], words: Words
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Term, patients by arm, difference: the figure as a table for a slide."""
    incidence, difference = answer.tables["incidence"], answer.tables["difference"]
    said = {row.rank: _difference(row, words) for row in summaries.rows(difference)}
    lines = []
    for rank, rows in incidence.groupby("rank"):
        counts = [printed.count_of(int(row.n), int(row.of)) for row in summaries.rows(rows)]
        lines.append(
            (words.known("term", str(rows["term"].iloc[0])), *counts, *([said[rank]] if said else []))
        )
    last = (words("safety.difference.column"),) if said else ()
    return (words("safety.column.aedecod"), *(arm.name for arm in arms), *last), tuple(lines)


def _difference(row: object, words: Words) -> str:
    value, low, high = (printed.percent(getattr(row, name)) for name in ("value", "lower", "upper"))
    return f"{value} {words('safety.limits', low=low, high=high)}"
