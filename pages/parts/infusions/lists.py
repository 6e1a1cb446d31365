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
from pages.common.text import Words
from pages.parts.infusions import controls, limits
from pages.parts.infusions.controls import Of

ROWS_WITHOUT_SCROLLING, ROW_HEIGHT = 12, 31


def show(database: Database, of: Of, text: Words) -> None:
    """Two tables: prompts first, those without an entry on top; then the events."""
    if not assessments.infused(database, of.arm, of.subject):
        st.info(text("infusions.none_recorded"))
        return
    about = study(database)
    (prompts, without), events = _prompts(database, of, text), _events(database, of, text)
    st.markdown(f"**{text('infusions.prompts_title', n=len(prompts), without=without)}**")
    st.caption(text("infusions.prompts_note"))
    _table(prompts, text("infusions.no_prompts"), "prompts")
    st.markdown(f"**{text('infusions.events_title', n=len(events))}**")
    st.caption(text("infusions.events_note"))
    _table(events, text("infusions.no_events"), "window_events")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        what = ["infusion-prompts", of.name]
        downloads.as_csv(text("infusions.prompts_csv"), lambda: prompts, what, about, text, key="prompts_csv")
        what = ["infusion-events", of.name]
        downloads.as_csv(text("infusions.events_csv"), lambda: events, what, about, text, key="events_csv")
    limits.show(text)


def _table(rows: DataFrame, none: str, key: str) -> None:
    if rows.empty:
        st.info(none)
        return
    height = (min(len(rows), ROWS_WITHOUT_SCROLLING) + 1) * ROW_HEIGHT + 6
    st.dataframe(rows, hide_index=True, row_height=ROW_HEIGHT, height=height, key=key)


@lru_cache(maxsize=64)
def _prompts(database: Database, of: Of, text: Words) -> tuple[DataFrame, int]:
    """The prompts in words, and how many have no adverse event entry beside them."""
    names = controls.names(text)
    rows = assessments.prompts(database, of.arm, of.subject)
    shown = {
        "infusions.col.patient": rows["usubjid"],
        "infusions.col.infusion": rows["doseno"],
        "infusions.sign": [names[code] for code in rows["paramcd"]],
        "infusions.col.furthest": [_value(row, text) for row in rows.itertuples()],
        "infusions.col.before": [_before(row, text) for row in rows.itertuples()],
        "infusions.col.when": [_when(row, text) for row in rows.itertuples()],
        "infusions.col.rules": [_rules(row, text) for row in rows.itertuples()],
        "infusions.col.entries": [row.entries or text("infusions.no_entry") for row in rows.itertuples()],
        "infusions.col.ongoing": [row.ongoing or "–" for row in rows.itertuples()],
        "infusions.col.source": [_source(row, text) for row in rows.itertuples()],
    }
    table = DataFrame(shown).rename(columns={key: text(key) for key in shown})
    return table, len(rows) - int(rows["entered"].sum())


@lru_cache(maxsize=64)
def _events(database: Database, of: Of, text: Words) -> DataFrame:
    rows = assessments.events(database, of.arm, of.subject)
    shown = {
        "infusions.col.patient": rows["usubjid"],
        "infusions.col.infusion": rows["doseno"],
        "infusions.col.term": [_term(row) for row in rows.itertuples()],
        "infusions.col.grade": [_grade(row, text) for row in rows.itertuples()],
        "infusions.col.hours": [_hours(row, text) for row in rows.itertuples()],
        "infusions.col.serious": [
            text("ae.serious" if flag == "Y" else "ae.not_serious") for flag in rows["aeser"]
        ],
        "infusions.col.relation": [_coded("aerel", code, text) for code in rows["aerel"]],
        "infusions.col.action": [_coded("aeacn", code, text) for code in rows["aeacn"]],
        "infusions.col.outcome": [_coded("aeout", code, text) for code in rows["aeout"]],
        "infusions.col.begun": [text.recorded(begun) for begun in rows["aestdtc"]],
        "infusions.col.source": [_source(row, text) for row in rows.itertuples()],
    }
    return DataFrame(shown).rename(columns={key: text(key) for key in shown})


def _value(row: Any, text: Words) -> str:
    if row.paramcd not in SIGNS:
        return text("infusions.answer.Y")
    moved = "" if isna(row.chgpre) else f" ({reading(row.paramcd, row.chgpre, signed=True)})"
    return reading(row.paramcd, row.aval) + moved


def _before(row: Any, text: Words) -> str:
    if isna(row.pre):
        return text("infusions.none_before")
    value = (
        reading(row.paramcd, row.pre)
        if row.paramcd in SIGNS
        else text(f"infusions.answer.{'Y' if row.pre else 'N'}")
    )
    return f"{value} – {text('infusions.reached_before')}" if row.pre_reached else value


def _when(row: Any, text: Words) -> str:
    at = text.known("point", row.tpt) if isinstance(row.tpt, str) else ""
    hours = "" if isna(row.hours) else "+" + text("infusions.hours", n=f"{row.hours:.1f}")
    return " · ".join(filter(None, [hours, at])) or text.day(str(row.taken))


def _rules(row: Any, text: Words) -> str:
    if row.paramcd not in SIGNS:
        return text("infusions.any_sign")
    reached = {"LEVEL": row.by_level, "CHANGE": row.by_change}
    return ", ".join(text(f"infusions.rule.{rule}") for rule, yes in reached.items() if yes)


def _term(row: Any) -> str:
    same = str(row.aeterm).casefold() == str(row.aedecod).casefold()
    return str(row.aedecod) if same else f"{row.aedecod} ({row.aeterm})"


def _grade(row: Any, text: Words) -> str:
    if not isna(row.aetoxgr):
        return f"{row.aetoxgr:.0f}"
    severity = _coded("aesev", row.aesev, text)
    return text("infusions.no_grade") + (f" ({severity})" if severity != "–" else "")


def _hours(row: Any, text: Words) -> str:
    return text("infusions.by_date") if isna(row.hours) else f"{row.hours:.1f}"


def _coded(name: str, code: object, text: Words) -> str:
    return text.known(name, code) if isinstance(code, str) else "–"


def _source(row: Any, text: Words) -> str:
    return f"{row.source_file} {text('hover.row', n=int(row.source_row))}"
