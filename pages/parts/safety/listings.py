"""Serious adverse events and deaths as listings."""

from collections.abc import Sequence
from functools import lru_cache, partial

import streamlit as st
from pandas import DataFrame, isna

from charts.common.slide_shapes import Table
from data_access.common import summaries
from data_access.meeting.questions import Tables, ask
from pages.common.text import Words, plain
from pages.meeting.bar import Meeting
from pages.meeting.drawing import Exhibit
from pages.parts.safety import phrases

KEPT = 16


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, text: Words) -> Exhibit:
    """Ask, and list patient by patient."""
    answer = ask(meeting.database, "serious_events", **meeting.choices)
    left_out = [text(f"safety.column.{name}") for name in ("source", "aeacn")]
    serious, deaths = _serious(answer.tables, text), _deaths(answer.tables["deaths"], text)
    return Exhibit(
        key="listings",
        title=text("safety.listings.title"),
        method=text("safety.listings.method") + " " + text("meeting.descriptive"),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(answer.tables, text),
        slides=(*_slide(serious, left_out), *_slide(deaths, left_out)),
        below=partial(_show, serious, deaths, text),
    )


def _serious(found: Tables, text: Words) -> DataFrame:
    """The events as they are read, with the cause of death where the patient died."""
    events, causes = found["serious"], found["deaths"].set_index("usubjid")["dthcaus"].to_dict()
    cells = phrases.event_cells(events, text)
    del cells[text("safety.column.aeser")]
    died = [cause if isinstance(cause := causes.get(subject), str) else None for subject in events["usubjid"]]
    source = cells.pop(text("safety.column.source"))
    return DataFrame(cells | {text("safety.column.dthcaus"): died, text("safety.column.source"): source})


def _deaths(deaths: DataFrame, text: Words) -> DataFrame:
    rows = list(summaries.rows(deaths))
    return DataFrame(
        {
            text("safety.column.usubjid"): [row.usubjid for row in rows],
            text("safety.column.arm"): [text.known("arm", row.arm) for row in rows],
            **_died([None if isna(row.dthdt) else text.day(row.dthdt) for row in rows], text),
            text("safety.column.day"): [None if isna(row.day) else int(row.day) for row in rows],
            text("safety.column.dthcaus"): [None if isna(row.dthcaus) else row.dthcaus for row in rows],
            text("safety.column.ndose"): [None if isna(row.ndose) else int(row.ndose) for row in rows],
            text("safety.column.after_last_dose"): [
                None if isna(row.after_last_dose) else int(row.after_last_dose) for row in rows
            ],
            text("safety.column.source"): [
                text("safety.source", file=row.source_file, row=row.source_row) for row in rows
            ],
        }
    )


def _died(days: list[str | None], text: Words) -> dict[str, list[str | None]]:
    """The date of death; where there are no dates, the study day beside it is all there is to say."""
    return {} if text.in_days else {text("safety.column.dthdt"): days}


def _show(serious: DataFrame, deaths: DataFrame, text: Words) -> None:
    for key, table in (("serious", serious), ("deaths", deaths)):
        st.markdown(f"**{plain(text(f'safety.listings.{key}', n=len(table)))}**")
        if table.empty:
            st.caption(text(f"safety.listings.no_{key}"))
        else:
            subjects = table[text("safety.column.usubjid")].tolist()
            phrases.listed(f"list_{key}", table, subjects, text)


def _slide(table: DataFrame, left_out: Sequence[str]) -> tuple[Table, ...]:
    """What a talk needs of a listing: who and what, without the row of the source."""
    spoken = table.drop(columns=[name for name in left_out if name in table])
    lines = [
        tuple("" if isna(cell) else str(cell) for cell in line)
        for line in spoken.astype(object).itertuples(index=False, name=None)
    ]
    return (Table(tuple(spoken.columns), tuple(lines)),) if lines else ()
