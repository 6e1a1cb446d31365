"""Survival in figures as an exhibit: 28, 90, 180 and 365 days, median, restricted mean and its difference."""

from collections.abc import Iterator
from functools import lru_cache

import streamlit as st
from pandas import DataFrame

from charts.common.slide_shapes import Table
from clinical.statistics import printed
from clinical.statistics.estimate import CLOPPER_PEARSON, Estimate
from data_access.meeting.questions import Tables, ask
from data_access.survival import follow_up
from pages.common.text import Words
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.survival import phrases

KEPT = 32


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose an endpoint, and lay out its figures."""
    known = follow_up.endpoints(meeting.database) or {follow_up.SURVIVAL: ""}
    with st.container(horizontal=True):
        endpoint = choices.switch(
            "endpoint",
            tuple(known),
            lambda code: name(code, known, words),
            meeting,
            label=words("survival.endpoint"),
        )
    return _build(meeting, endpoint, name(endpoint, known, words), words)


def name(endpoint: str, known: dict[str, str], words: Words) -> str:
    """What an endpoint is called; as the study calls it where it is not known here."""
    key = f"endpoint.{endpoint}"
    return words(key) if words.has(key) else known.get(endpoint) or endpoint


@lru_cache(maxsize=KEPT)
def _build(meeting: Meeting, endpoint: str, called: str, words: Words) -> Exhibit:
    answer = ask(meeting.database, "survival", **meeting.choices, endpoint=endpoint, test="off")
    rows, head = list(lines(answer.tables, meeting, words)), ("", *phrases.head(meeting, words))
    names = phrases.names(meeting, words)
    return Exhibit(
        key=f"numbers_{endpoint}",
        title=words("survival.title.numbers", endpoint=called),
        method=" ".join(
            [
                words("survival.method_numbers"),
                transplant(endpoint, called, words),
                words("meeting.descriptive"),
            ]
        ),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(answer.tables, names, words),
        shown=DataFrame(rows, columns=list(head)).set_index(""),
        notes=phrases.left_out(answer.tables["sizes"], names, words),
        slides=(Table(head, tuple(rows)),),
    )


def transplant(endpoint: str, called: str, words: Words) -> str:
    """How transplantation is treated, in a sentence."""
    key = f"survival.transplant.{endpoint}"
    return words(key) if words.has(key) else words("survival.transplant.other", endpoint=called)


def lines(found: Tables, meeting: Meeting, words: Words) -> Iterator[tuple[str, ...]]:
    """The rows of the table: a name, then a cell for every arm."""
    arms = [arm for arm, _ in meeting.sizes()]
    sizes = [
        words("survival.row.n_events", n=row.n, events=row.events) for row in found["sizes"].itertuples()
    ]
    yield (words("survival.row.size"), *sizes)
    for day, part in found["at"].groupby("day", sort=False):
        yield (words("survival.row.day", day=day), *(at(row, words) for row in part.itertuples()))
    yield (words("survival.row.median"), *(_days(row, words) for row in found["median"].itertuples()))
    for horizon, part in found["mean"].groupby("horizon", sort=False):
        label = words("survival.row.mean", day=f"{horizon:g}")
        yield (label, *(_days(row, words) for row in part.itertuples()))
    names = phrases.names(meeting, words)
    for row in found["difference"].itertuples():
        label = words("survival.row.difference", first=names[str(row.first)], second=names[str(row.second)])
        cells = [_days(row, words) if arm == row.first else "" for arm in arms]
        yield (label, *cells)


def at(row: object, words: Words) -> str:
    """At risk, share and interval on a day; an exact interval says so, a missing number why."""
    found: Estimate = phrases.of(row)
    at_risk, reason = row.at_risk, phrases.why(row, words)  # type: ignore[attr-defined]
    if found.value != found.value:
        return words("survival.row.none", at_risk=at_risk, reason=reason)
    key = "survival.row.at_exact" if found.method == CLOPPER_PEARSON else "survival.row.at"
    return words(key, at_risk=at_risk, value=printed.percent_with_interval(found))


def _days(row: object, words: Words) -> str:
    reason, value = phrases.why(row, words), phrases.days(phrases.of(row))
    return words("survival.with_reason", value=value, reason=reason) if reason else value
