"""The primary endpoint as an exhibit: adverse events within 24 h after an infusion."""

from collections.abc import Iterator
from functools import lru_cache, partial

import plotly.graph_objects as go
from pandas import DataFrame

from charts.common import theme
from charts.common.slide_shapes import Table
from charts.safety import proportions
from clinical.ctcae import VERSION
from clinical.statistics import printed
from data_access.common import summaries
from data_access.meeting.questions import Tables, ask
from data_access.safety.infusion_toxicity import ROWS
from pages.common import data_label
from pages.common.text import Words
from pages.meeting.exhibit import Exhibit, Meeting
from pages.parts.safety import phrases

# The primary endpoint as registered, then our stricter reading of it.
ENDPOINTS = ("any", "toxicity")
KEPT = 32
# Of a study with a dose every day, the table by infusion says nothing more.
MOST_INFUSIONS = 8


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, words: Words) -> Exhibit:
    """Ask, draw, and say what a count of none among few can mean."""
    answer = ask(meeting.database, "infusion_toxicity", **meeting.choices)
    found, arms = answer.tables, phrases.arms(meeting, words)
    rows = {row: words(f"safety.row.{row}", version=VERSION) for row in ROWS}
    head, lines = _lines(found, arms, rows, words)
    exposed = bool((found["patients"]["of"] > 0).any())
    return Exhibit(
        key="infusion",
        title=words("safety.infusion.title"),
        method=words("safety.infusion.method", version=VERSION) + " " + words("meeting.descriptive"),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=phrases.sheets(found, words),
        figure=_figure(meeting, found["patients"], arms, rows, words),
        alt=words("safety.infusion.alt"),
        shown=DataFrame(lines, columns=list(head)).set_index(head[0]) if exposed else None,
        notes=tuple(_notes(found, arms, words)),
        slides=(proportions.native(found["patients"], arms, rows, words=words), Table(head, tuple(lines)))
        if exposed
        else (),
        below=partial(_list, found["events"], words) if len(found["events"]) else None,
    )


def _figure(
    meeting: Meeting,
    patients: DataFrame,
    arms: tuple[proportions.Arm, ...],
    rows: dict[str, str],
    words: Words,
) -> go.Figure:
    stamp = data_label.stamp(meeting.study, words)
    if not (patients["of"] > 0).any():
        return theme.empty(words("safety.infusion.empty"), height=220, stamp_words=stamp)
    return proportions.intervals(patients, arms, rows, stamp=stamp, words=words)


def _notes(found: Tables, arms: tuple[proportions.Arm, ...], words: Words) -> Iterator[str]:
    """What the counts are compatible with, arm by arm, and how much is known by date only."""
    endpoint = found["patients"][found["patients"]["row"].isin(ENDPOINTS)]
    for arm in arms:
        rows = list(summaries.rows(endpoint[endpoint["arm"] == arm.arm]))
        if not any(row.of for row in rows):
            yield words("safety.infusion.none_given", arm=arm.name)
            continue
        for row in rows:
            if row.of:
                yield words(
                    "safety.infusion.compatible",
                    arm=arm.name,
                    what=words(f"safety.infusion.what_{row.row}"),
                    n=row.n,
                    of=row.of,
                    low=printed.number(100 * row.lower),
                    high=printed.number(100 * row.upper),
                )
    by_date = int((found["events"]["how"] == "BY DATE").sum())
    if by_date:
        yield words("safety.infusion.by_date", n=by_date, of=len(found["events"]))
    if not found["events"].empty and found["events"]["aetoxgr"].isna().all():
        yield words("safety.no_grades")


def _lines(
    found: Tables, arms: tuple[proportions.Arm, ...], rows: dict[str, str], words: Words
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The head and the lines of the table: each row, then any event after each infusion."""
    lines = [
        (name, *(_cell(found["patients"], arm, words, row=row) for arm in arms)) for row, name in rows.items()
    ]
    numbers = sorted({int(number) for number in found["infusions"]["doseno"].unique()})
    if len(numbers) <= MOST_INFUSIONS:
        lines += [
            (
                words(f"safety.infusion.after_{row}", n=number),
                *(_cell(found["infusions"], arm, words, row=row, doseno=number) for arm in arms),
            )
            for number in numbers
            for row in ("any", "toxicity")
        ]
    return (words("safety.infusion.patients"), *(arm.name for arm in arms)), lines


def _cell(table: DataFrame, arm: proportions.Arm, words: Words, **where: object) -> str:
    chosen = table[table["arm"] == arm.arm]
    for column, value in where.items():
        chosen = chosen[chosen[column] == value]
    for row in summaries.rows(chosen):
        if row.of:
            limits = words("safety.limits", low=printed.percent(row.lower), high=printed.percent(row.upper))
            return f"{printed.count_of(int(row.n), int(row.of))} {limits}"
    return "–"


def _list(events: DataFrame, words: Words) -> None:
    cells = phrases.event_cells(events, words)
    doses = [None if number != number else int(number) for number in events["doseno"]]
    hours = [
        words("safety.how.BY DATE") if hour != hour else printed.number(hour, 1) for hour in events["hours"]
    ]
    names = list(cells)
    shown = {
        **{name: cells[name] for name in names[:3]},
        words("safety.column.doseno"): doses,
        words("safety.column.hours"): hours,
        **{name: cells[name] for name in names[3:]},
    }
    phrases.listed("infusion_events", DataFrame(shown), events["usubjid"].tolist(), words)
