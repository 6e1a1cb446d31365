"""The tables of the overview, on the page and as a file: `data_access.overview.summary` in words."""

from collections.abc import Iterator
from functools import partial

import streamlit as st
from pandas import DataFrame

from clinical.statistics.disclosure_control import WITHHELD
from data_access.common.study import Study
from data_access.exports import tables
from data_access.overview.counted_lines import Line
from data_access.overview.counts import OUTCOME_DETAIL
from data_access.overview.summary import OTHER, TOPICS, Overview, overview
from pages.access import downloads, log, rights, roles
from pages.common import data_label, plain_table
from pages.common.text import Words, plain
from pages.meeting.arm_table import INDENT
from pages.parts.arms.baseline import level_name, variable_name
from pages.parts.eligibility import style

# The topics of each column of the page, for up to two arms and for more.
NARROW = (("progress", "outcome", "visits"), ("patients",), ("safety",))
WIDE = (("progress", "outcome", "patients", "visits"), ("safety",))
STYLE = """<style>
.st-key-overview { max-width: 110rem; }
.st-key-overview table { margin-bottom: 0.9rem; }
.st-key-overview :is(td, th):not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
.st-key-overview td:not(:first-child) { white-space: nowrap; }
.st-key-overview th { color: #1F2933; vertical-align: bottom; }
.st-key-overview th:not(:first-child) { white-space: normal; }
</style>"""
# Each line that is a part of another, and which.
DETAILS = {code: whole for whole, codes in OUTCOME_DETAIL.items() for code in codes}
NOTHING = frozenset({WITHHELD.text, ""})
# What stands above lines of one kind.
HEADINGS = {"median": "overview.median", "soc": "overview.classes"}


def show(words: Words) -> None:
    """Draw the page; that it was looked at is written down first."""
    database, study = st.session_state["database"], st.session_state["study"]
    log.once("view", what=roles.AGGREGATES)
    found = overview(database, rights.smallest_cell())
    st.html(style.STYLE)
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(words("overview.rule", k=found.limit)), width="stretch")
        _take_away(found, study, words)
    with st.container(key="overview"):
        if not found.of("outcome"):
            st.info(words("overview.few", k=found.limit))
        columns = NARROW if len(found.arms) <= 2 else WIDE
        for place, topics in zip(st.columns(len(columns), gap="medium"), columns, strict=True):
            with place:
                for topic in topics:
                    _topic(found, topic, words)


def _topic(found: Overview, topic: str, words: Words) -> None:
    """A table; arms of which it says nothing have no column."""
    lines = found.of(topic)
    if not lines:
        return
    arms = found.arms if any(set(line.arms) - NOTHING for line in lines) else ()
    # No line may break at a hyphen.
    names = [words.known("arm", arm).replace("-", "\u2011") for arm in arms]
    head = [words(f"overview.topic.{topic}"), words("overview.together"), *names]
    plain_table.show(head, _rows(lines, len(arms), found.limit, words))


def _rows(lines: list[Line], arms: int, limit: int, words: Words) -> Iterator[tuple[str, ...]]:
    """The lines, those that need it under a heading."""
    above = ""
    for line in lines:
        heading = HEADINGS.get(_kind(line), "")
        if heading and heading != above:
            yield (words(heading, k=limit), *[""] * (arms + 1))
        above = heading
        indent = INDENT if heading or line.code in DETAILS else ""
        yield (indent + _name(line, words), line.together, *line.arms[:arms])


def _kind(line: Line) -> str:
    return "median" if line.topic == "patients" and not line.level else line.code


def _under(line: Line, limit: int, words: Words) -> str | None:
    """What the line stands under, where no indentation can say it."""
    if line.code in DETAILS:
        return words(f"overview.line.{DETAILS[line.code]}")
    heading = HEADINGS.get(_kind(line))
    return words(heading, k=limit) if heading else None


def _name(line: Line, words: Words) -> str:
    if line.code == "soc":
        return line.level
    if line.topic != "patients":
        return words(f"overview.line.{line.code}")
    variable = variable_name(line.code, words)
    if not line.level:
        return variable
    level = words("overview.other") if line.level == OTHER else level_name(line.code, line.level, words)
    return words("overview.level", name=variable, level=level)


def _take_away(found: Overview, study: Study, words: Words) -> None:
    """The same as files, with the rule in them."""
    facts = [data_label.stamp(study, words), words("overview.rule", k=found.limit)]
    table = partial(as_table, found, words)
    name = [study.study, "overview", study.data_cutoff]
    downloads.offer(
        words("overview.csv"),
        lambda: tables.csv_bytes(table(), facts),
        tables.file_name(name, "csv"),
        key="overview_csv",
    )
    downloads.offer(
        words("overview.xlsx"),
        lambda: tables.xlsx_bytes({words("menu.overview"): table()}, facts),
        tables.file_name(name, "xlsx"),
        key="overview_xlsx",
    )


def as_table(found: Overview, words: Words) -> DataFrame:
    """All lines as one table: topic, heading, what is counted, all arms together, and each arm that is told apart."""
    arms = [words.known("arm", arm) for arm in found.arms]
    rows = [
        (
            words(f"overview.topic.{topic}"),
            _under(line, found.limit, words),
            _name(line, words),
            line.together,
            *line.arms[: len(arms)],
        )
        for topic in TOPICS
        for line in found.of(topic)
    ]
    return DataFrame(
        rows,
        columns=[*(words(f"overview.{name}") for name in ("topic", "heading", "what", "together")), *arms],
    )
