"""Adverse events by system organ class and preferred term as an exhibit; a click on a cell says who."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import streamlit as st
from pandas import DataFrame, isna

from charts.common.slide_shapes import Table
from charts.safety.proportions import Arm
from clinical.common.plain_text import readable
from clinical.ctcae import VERSION
from clinical.statistics import printed
from data_access.common import summaries
from data_access.meeting.questions import Answer, ask
from data_access.safety import adverse_events
from data_access.safety.adverse_events import EMERGENT, LAYERS
from pages.common import elements
from pages.common.text import Words, plain
from pages.meeting import choices
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import phrases

KEPT = 64
DETAILS = ("patients", "grades")
INDENT = "\u2003"
ROW_HEIGHT, MOST_ROWS_IN_VIEW = 35, 12
TABLE_KEY = "ae_table"


@dataclass(frozen=True)
class Cell:
    """What a click on a cell asks for: its row, and the arm of its column (None: all)."""

    kind: str
    soc: str | None
    term: str | None
    arm: str | None


# What is counted where nobody chooses.
UNCHOSEN = (("layer", next(iter(LAYERS))), ("emergent", next(iter(EMERGENT))))


def chosen(meeting: Meeting, words: Words) -> dict[str, str]:
    """Which events are counted, as the questions take it."""
    layer = choices.switch("layer", tuple(LAYERS), _say("layer", words), meeting, label=words("safety.layer"))
    emergent = choices.switch(
        "emergent", tuple(EMERGENT), _say("emergent", words), meeting, label=words("safety.emergent")
    )
    return {"layer": layer, "emergent": emergent}


def _say(prefix: str, words: Words) -> Callable[[str], str]:
    return lambda option: words(f"safety.{prefix}.{option}")


def build(meeting: Meeting, words: Words) -> Exhibit:
    """Let the reader choose the layer, then count."""
    with st.container(horizontal=True):
        counted = chosen(meeting, words)
        detail = choices.switch(
            "detail", DETAILS, _say("detail", words), meeting, label=words("safety.detail")
        )
    return _built(meeting, tuple(counted.items()), detail, words)


def all_emergent(meeting: Meeting, words: Words) -> Exhibit:
    """Every treatment-emergent event: for a presentation, where nobody chooses."""
    return _built(meeting, UNCHOSEN, DETAILS[0], words)


@lru_cache(maxsize=KEPT)
def _built(meeting: Meeting, counted: tuple[tuple[str, str], ...], detail: str, words: Words) -> Exhibit:
    answer = ask(meeting.database, "adverse_events", **meeting.choices, **dict(counted))
    rows, arms = answer.tables["rows"], phrases.arms(meeting, words)
    lines = [list(summaries.rows(group)) for _, group in rows.groupby("rank", sort=False)]
    columns = _columns(arms, detail, words)
    shown = DataFrame(
        {
            words("safety.column.term"): [_name(line[0], words) for line in lines],
            **{name: [cell(_of(line, arm)) for line in lines] for name, (arm, cell) in columns.items()},
        }
    )
    cells = tuple(Cell(row.kind, _or_none(row.soc), _or_none(row.term), None) for row, *_ in lines)
    view = View(answer, shown, cells, MappingProxyType({name: arm.arm for name, (arm, _) in columns.items()}))
    return Exhibit(
        key="events",
        title=words("safety.events.title", what=words(f"safety.layer_long.{answer.choices['layer']}")),
        method=" ".join(_method(answer, words)),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(answer.tables, words),
        notes=tuple(_notes(rows, words)),
        slides=_slide(shown),
        below=partial(_show, meeting, view, words),
    )


@dataclass(frozen=True)
class View:
    """The table as it is read: its answer, its text, what each row asks for, and the arm of each column."""

    answer: Answer
    shown: DataFrame
    cells: tuple[Cell, ...]
    arms: Mapping[str, str]


Printer = Callable[[Any], str]


def _columns(arms: Sequence[Arm], detail: str, words: Words) -> dict[str, tuple[Arm, Printer]]:
    """Name, arm and content of each column: patients and events, or patients by worst grade."""
    found: dict[str, tuple[Arm, Printer]] = {}
    for arm in arms:
        short = words.known("arm", arm.arm)
        found[arm.name] = (arm, lambda row: printed.count_percent(int(row.n), int(row.of)) if row.n else "0")
        if detail == "patients":
            found[words("safety.events.severe", arm=short)] = (arm, _severe)
            found[words("safety.events.events", arm=short)] = (arm, lambda row: f"{int(row.events)}")
            continue
        for grade in range(1, 6):
            name = words("safety.events.grade", arm=short, n=grade)
            found[name] = (arm, partial(_count, column=f"grade_{grade}"))
        found[words("safety.events.unknown", arm=short)] = (arm, partial(_count, column="unknown"))
    return found


def _count(row: Any, *, column: str) -> str:
    return str(getattr(row, column) or "")


def _severe(row: Any) -> str:
    count = sum(int(getattr(row, f"grade_{grade}")) for grade in range(adverse_events.SEVERE, 6))
    return printed.count_percent(count, int(row.of)) if count else "0"


def _of(line: Sequence[Any], arm: Arm) -> Any:
    return next(row for row in line if row.arm == arm.arm)


def _or_none(value: Any) -> Any:
    return None if isna(value) else value


def _name(row: Any, words: Words) -> str:
    if row.kind == "ANY":
        return words("safety.events.any")
    if row.kind == "SOC":
        return words("safety.no_coding") if isna(row.soc) else words.known("term", readable(row.soc))
    return INDENT + (words("safety.no_coding") if isna(row.term) else words.known("term", readable(row.term)))


def _method(answer: Answer, words: Words) -> Iterator[str]:
    yield words(f"safety.events.method_{answer.choices['emergent']}")
    yield words("safety.events.method", version=VERSION)
    yield words("meeting.descriptive")


def _notes(rows: DataFrame, words: Words) -> Iterator[str]:
    top = rows[rows["kind"] == "ANY"]
    if not top["events"].sum():
        yield words("safety.events.none")
        return
    if top["ungraded"].sum() == top["events"].sum():
        yield words("safety.no_grades")
    elif top["ungraded"].sum():
        yield words("safety.events.ungraded", n=int(top["ungraded"].sum()), of=int(top["events"].sum()))


def _slide(shown: DataFrame) -> tuple[Table, ...]:
    """Every line, over as many slides as it takes: what is serious, related or close to an infusion may be rare."""
    lines = [tuple(map(str, line)) for line in shown.itertuples(index=False, name=None)]
    return (Table(tuple(shown.columns), tuple(lines)),) if lines else ()


def _show(meeting: Meeting, view: View, words: Words) -> None:
    """The table, and below it the patients behind the cell that was clicked."""
    st.caption(words("safety.events.click"))
    event = st.dataframe(
        view.shown,
        key=f"{TABLE_KEY}_{view.answer.code}",
        hide_index=True,
        height=elements.height(len(view.shown), MOST_ROWS_IN_VIEW, ROW_HEIGHT),
        column_config={words("safety.column.term"): st.column_config.TextColumn(width=300, pinned=True)},
        on_select="rerun",
        selection_mode="single-cell",
    )
    for row, column in event.selection.cells[:1]:
        _who(meeting, view, view.cells[int(row)], view.arms.get(column), words)


def _who(meeting: Meeting, view: View, cell: Cell, arm: str | None, words: Words) -> None:
    found = adverse_events.people(
        meeting.database, view.answer.choices, kind=cell.kind, soc=cell.soc, term=cell.term, arm=arm
    )
    named = cell.term or cell.soc
    what = (
        words.known("term", named)
        if named
        else words("safety.events.any" if cell.kind == "ANY" else "safety.no_coding")
    )
    st.markdown(
        plain(
            words(
                "safety.events.who",
                what=what,
                arm=words("safety.events.all_arms") if arm is None else words.known("arm", arm),
                n=found["usubjid"].nunique(),
                events=len(found),
            )
        )
    )
    if not found.empty:
        cells = phrases.event_cells(found, words)
        phrases.listed("ae_people", DataFrame(cells), found["usubjid"].tolist(), words)
