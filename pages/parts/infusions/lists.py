"""Adverse events in the 24 hours after each infusion as the investigator entered them, and what asks for a look."""

from functools import lru_cache
from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from charts.infusions.signs import reading
from clinical.infusions.window import SIGNS
from data_access.common.database import Database
from data_access.common.study import study
from data_access.infusions import assessments
from pages.access import downloads
from pages.common import elements
from pages.common.text import Words
from pages.parts.infusions import controls, limits
from pages.parts.infusions.controls import Of

ROWS_WITHOUT_SCROLLING = 12


def show(database: Database, of: Of, words: Words) -> None:
    """Two tables: prompts first, those without an entry on top; then the events."""
    if not assessments.infused(database, of.arm, of.subject):
        st.info(words("infusions.none_recorded"))
        return
    about = study(database)
    (prompts, without), events = _prompts(database, of, words), _events(database, of, words)
    st.markdown(f"**{words('infusions.prompts_title', n=len(prompts), without=without)}**")
    st.caption(words("infusions.prompts_note"))
    _table(prompts, words("infusions.no_prompts"), "prompts")
    st.markdown(f"**{words('infusions.events_title', n=len(events))}**")
    st.caption(words("infusions.events_note"))
    _table(events, words("infusions.no_events"), "window_events")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        what = ["infusion-prompts", of.name]
        downloads.as_csv(
            words("infusions.prompts_csv"), lambda: prompts, what, about, words, key="prompts_csv"
        )
        what = ["infusion-events", of.name]
        downloads.as_csv(words("infusions.events_csv"), lambda: events, what, about, words, key="events_csv")
    limits.show(words)


def _table(rows: DataFrame, none: str, key: str) -> None:
    if rows.empty:
        st.info(none)
        return
    height = elements.height(len(rows), ROWS_WITHOUT_SCROLLING)
    st.dataframe(rows, hide_index=True, row_height=elements.ROW_HEIGHT, height=height, key=key)


@lru_cache(maxsize=64)
def _prompts(database: Database, of: Of, words: Words) -> tuple[DataFrame, int]:
    """The prompts in words, and how many have no adverse event entry beside them."""
    names = controls.names(words)
    rows = assessments.prompts(database, of.arm, of.subject)
    shown = {
        "infusions.col.patient": rows["usubjid"],
        "infusions.col.infusion": rows["doseno"],
        "infusions.sign": [names[code] for code in rows["paramcd"]],
        "infusions.col.furthest": [_value(row, words) for row in rows.itertuples()],
        "infusions.col.before": [_before(row, words) for row in rows.itertuples()],
        "infusions.col.when": [_when(row, words) for row in rows.itertuples()],
        "infusions.col.rules": [_rules(row, words) for row in rows.itertuples()],
        "infusions.col.entries": [row.entries or words("infusions.no_entry") for row in rows.itertuples()],
        "infusions.col.ongoing": [row.ongoing or "–" for row in rows.itertuples()],
        "infusions.col.source": [_source(row, words) for row in rows.itertuples()],
    }
    table = DataFrame(shown).rename(columns={key: words(key) for key in shown})
    return table, len(rows) - int(rows["entered"].sum())


@lru_cache(maxsize=64)
def _events(database: Database, of: Of, words: Words) -> DataFrame:
    rows = assessments.events(database, of.arm, of.subject)
    shown = {
        "infusions.col.patient": rows["usubjid"],
        "infusions.col.infusion": rows["doseno"],
        "infusions.col.term": [_term(row, words) for row in rows.itertuples()],
        "infusions.col.grade": [_grade(row, words) for row in rows.itertuples()],
        "infusions.col.hours": [_hours(row, words) for row in rows.itertuples()],
        "infusions.col.serious": [
            words("ae.serious" if flag == "Y" else "ae.not_serious") for flag in rows["aeser"]
        ],
        "infusions.col.relation": [_coded("aerel", code, words) for code in rows["aerel"]],
        "infusions.col.action": [_coded("aeacn", code, words) for code in rows["aeacn"]],
        "infusions.col.outcome": [_coded("aeout", code, words) for code in rows["aeout"]],
        "infusions.col.begun": [words.recorded(begun) for begun in rows["aestdtc"]],
        "infusions.col.source": [_source(row, words) for row in rows.itertuples()],
    }
    return DataFrame(shown).rename(columns={key: words(key) for key in shown})


def _value(row: Any, words: Words) -> str:
    if row.paramcd not in SIGNS:
        return words("infusions.answer.Y")
    moved = "" if isna(row.chgpre) else f" ({reading(row.paramcd, row.chgpre, signed=True)})"
    return reading(row.paramcd, row.aval) + moved


def _before(row: Any, words: Words) -> str:
    if isna(row.pre):
        return words("infusions.none_before")
    value = (
        reading(row.paramcd, row.pre)
        if row.paramcd in SIGNS
        else words(f"infusions.answer.{'Y' if row.pre else 'N'}")
    )
    return f"{value} – {words('infusions.reached_before')}" if row.pre_reached else value


def _when(row: Any, words: Words) -> str:
    at = words.known("point", row.tpt) if isinstance(row.tpt, str) else ""
    hours = "" if isna(row.hours) else "+" + words("infusions.hours", n=f"{row.hours:.1f}")
    return " · ".join(filter(None, [hours, at])) or words.day(str(row.taken))


def _rules(row: Any, words: Words) -> str:
    if row.paramcd not in SIGNS:
        return words("infusions.any_sign")
    reached = {"LEVEL": row.by_level, "CHANGE": row.by_change}
    return ", ".join(words(f"infusions.rule.{rule}") for rule, yes in reached.items() if yes)


def _term(row: Any, words: Words) -> str:
    same = str(row.aeterm).casefold() == str(row.aedecod).casefold()
    term = words.known("term", str(row.aedecod))
    return term if same else f"{term} ({row.aeterm})"


def _grade(row: Any, words: Words) -> str:
    if not isna(row.aetoxgr):
        return f"{row.aetoxgr:.0f}"
    severity = _coded("aesev", row.aesev, words)
    return words("infusions.no_grade") + (f" ({severity})" if severity != "–" else "")


def _hours(row: Any, words: Words) -> str:
    return words("infusions.by_date") if isna(row.hours) else f"{row.hours:.1f}"


def _coded(name: str, code: object, words: Words) -> str:
    return words.known(name, code) if isinstance(code, str) else "–"


def _source(row: Any, words: Words) -> str:
    return f"{row.source_file} {words('hover.row', n=int(row.source_row))}"
