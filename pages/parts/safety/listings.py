"""Serious adverse events and deaths as listings."""

from collections.abc import Sequence
from functools import lru_cache, partial

import streamlit as st
from pandas import DataFrame, isna

from charts.common.slide_shapes import Table
from data_access.common import summaries
from data_access.meeting.questions import Tables, ask
from pages.common.text import Words, plain
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import phrases

KEPT = 16


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, words: Words) -> Exhibit:
    """Ask, and list patient by patient."""
    answer = ask(meeting.database, "serious_events", **meeting.choices)
    left_out = [words(f"safety.column.{name}") for name in ("source", "aeacn")]
    serious, deaths = _serious(answer.tables, words), _deaths(answer.tables["deaths"], words)
    return Exhibit(
        key="listings",
        title=words("safety.listings.title"),
        method=words("safety.listings.method") + " " + words("meeting.descriptive"),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(answer.tables, words),
        slides=(*_slide(serious, left_out), *_slide(deaths, left_out)),
        below=partial(_show, serious, deaths, words),
    )


def _serious(found: Tables, words: Words) -> DataFrame:
    """The events as they are read, with the cause of death where the patient died."""
    events, causes = found["serious"], found["deaths"].set_index("usubjid")["dthcaus"].to_dict()
    cells = phrases.event_cells(events, words)
    del cells[words("safety.column.aeser")]
    died = [cause if isinstance(cause := causes.get(subject), str) else None for subject in events["usubjid"]]
    source = cells.pop(words("safety.column.source"))
    return DataFrame(cells | {words("safety.column.dthcaus"): died, words("safety.column.source"): source})


def _deaths(deaths: DataFrame, words: Words) -> DataFrame:
    rows = list(summaries.rows(deaths))
    return DataFrame(
        {
            words("safety.column.usubjid"): [row.usubjid for row in rows],
            words("safety.column.arm"): [words.known("arm", row.arm) for row in rows],
            **_died([None if isna(row.dthdt) else words.day(row.dthdt) for row in rows], words),
            words("safety.column.day"): [None if isna(row.day) else int(row.day) for row in rows],
            words("safety.column.dthcaus"): [None if isna(row.dthcaus) else row.dthcaus for row in rows],
            words("safety.column.ndose"): [None if isna(row.ndose) else int(row.ndose) for row in rows],
            words("safety.column.after_last_dose"): [
                None if isna(row.after_last_dose) else int(row.after_last_dose) for row in rows
            ],
            words("safety.column.source"): [
                words("safety.source", file=row.source_file, row=row.source_row) for row in rows
            ],
        }
    )


def _died(days: list[str | None], words: Words) -> dict[str, list[str | None]]:
    """The date of death; where there are no dates, the study day beside it is all there is to say."""
    return {} if words.in_days else {words("safety.column.dthdt"): days}


def _show(serious: DataFrame, deaths: DataFrame, words: Words) -> None:
    for key, table in (("serious", serious), ("deaths", deaths)):
        st.markdown(f"**{plain(words(f'safety.listings.{key}', n=len(table)))}**")
        if table.empty:
            st.caption(words(f"safety.listings.no_{key}"))
        else:
            subjects = table[words("safety.column.usubjid")].tolist()
            phrases.listed(f"list_{key}", table, subjects, words)


def _slide(table: DataFrame, left_out: Sequence[str]) -> tuple[Table, ...]:
    """What a talk needs of a listing: who and what, without the row of the source."""
    spoken = table.drop(columns=[name for name in left_out if name in table])
    lines = [
        tuple("" if isna(cell) else str(cell) for cell in line)
        for line in spoken.astype(object).itertuples(index=False, name=None)
    ]
    return (Table(tuple(spoken.columns), tuple(lines)),) if lines else ()
