"""Exposure as an exhibit: doses one by one with their reasons, and the plasma that sets an INR."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import plotly.graph_objects as go
from pandas import DataFrame, isna

from charts.arms import exposure
from clinical.laboratory.units import printed as unit_in_print
from clinical.statistics import QUANTILE_METHOD, printed
from data_access.common import summaries
from data_access.common.study import protocol
from data_access.meeting.questions import Tables, ask
from pages.common import data_label
from pages.common.text import Words
from pages.meeting import arm_table, readable_tables
from pages.meeting.arm_table import KEEP, ArmTable, Line
from pages.meeting.bar import Meeting
from pages.meeting.drawing import Exhibit

KEPT = 32


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, text: Words) -> Exhibit:
    """Ask what the arms received; where no doses are planned, only how long treatment lasted."""
    answer = ask(meeting.database, "exposure", **meeting.choices)
    found, table = answer.tables, arm_table.of(meeting, text)
    treatment, care = list(_treatment(found, table, text)), list(_care(found["care"], table, text))
    planned = not found["planned"].empty
    names = {arm: text.known("arm", arm) for arm in table.arms}
    bars = (exposure.native(found["planned"], names, text=text),) if planned else ()
    return Exhibit(
        key="exposure",
        title=text("arms.exposure.title"),
        method=" ".join([*_method(meeting, found, text), text("meeting.descriptive")]),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=readable_tables.named(found, text, {"reason": lambda reason: text.known("notgiven", reason)}),
        figure=_figure(meeting, found, names, text) if planned else None,
        alt=text("arms.exposure.alt"),
        shown=table.frame(treatment),
        beside=table.frame(care),
        notes=() if care else (text("arms.exposure.no_care"),),
        slides=(*bars, *table.slide(treatment), *table.slide(care)),
    )


def _figure(meeting: Meeting, found: Tables, names: dict[str, str], text: Words) -> go.Figure:
    reasons: dict[tuple[str, int], str] = {}
    for row in summaries.rows(found["reasons"].drop_duplicates(["arm", "doseno", "state"])):
        said = text(f"arms.exposure.{row.state}", reasons=_said(found["reasons"], row, text))
        key = (row.arm, int(row.doseno))
        reasons[key] = f"{reasons[key]}; {said}" if key in reasons else said
    stamp = data_label.stamp(meeting.study, text)
    return exposure.doses(found["planned"], reasons, names, stamp=stamp, text=text)


def _said(reasons: DataFrame, of: Any, text: Words) -> str:
    """The reasons of one arm, dose and state with how many patients each concerns."""
    here = reasons[
        (reasons["arm"] == of.arm) & (reasons["doseno"] == of.doseno) & (reasons["state"] == of.state)
    ]
    words = {
        reason: text.known("notgiven", reason)
        if of.state == "MISSED"
        else text("arms.exposure.days_off", n=reason)
        for reason in here["reason"]
    }
    return ", ".join(
        text("arms.exposure.reason", reason=words[row.reason], n=row.n) for row in summaries.rows(here)
    )


def _treatment(found: Tables, table: ArmTable, text: Words) -> Iterator[Line]:
    """Patients by number of doses given, the volume in all, how long treatment lasted."""
    doses, duration = found["doses"], found["duration"]
    for number in doses["doses"].unique():
        rows = doses[doses["doses"] == number]
        yield table.line(text("arms.exposure.n_doses", n=number), rows, arm_table.share)
    summary = partial(arm_table.numbers, decimals=0, text=text)
    for name in ("volume", "duration"):
        if not found[name].empty:
            yield table.line(text(f"arms.exposure.{name}"), found[name], summary)
    if doses.empty and not duration.empty:
        yield table.line(text("arms.exposure.mean"), duration, lambda row: printed.mean_sd(summaries.of(row)))


def _care(care: DataFrame, table: ArmTable, text: Words) -> Iterator[Line]:
    """Per kind of care and period: patients, sessions and amount in each arm."""
    for category in care["category"].unique():
        for days in care["days"].unique():
            rows = care[
                (care["category"] == category) & (care["days"].isna() if isna(days) else care["days"] == days)
            ]
            period = text("arms.exposure.to_end") if isna(days) else text("arms.exposure.to_day", n=int(days))
            yield table.line(f"{text(f'category.{category}')}, {period}", rows, partial(_sessions, text=text))


def _sessions(row: Any, text: Words) -> str:
    return text(
        "arms.exposure.care",
        patients=int(row.patients),
        of=int(row.of),
        sessions=int(row.sessions),
        amount=_amount(row),
    )


def _amount(row: Any) -> str:
    amount, unit = row.amount, row.unit
    return f"; {amount:,.0f}{KEEP}{unit_in_print(unit)}" if amount == amount and isinstance(unit, str) else ""


def _method(meeting: Meeting, found: Tables, text: Words) -> Iterator[str]:
    planned = protocol(meeting.database)
    if planned is not None and not found["planned"].empty:
        windows = ", ".join(f"{dose.day} ±{dose.tolerance_days}" for dose in planned.doses)
        stated = planned.dose_zh if text.language == "zh" else planned.dose_en
        yield text("arms.exposure.method_planned", days=windows, dose=stated)
    if not found["care"].empty:
        yield text("arms.exposure.method_care")
    if not found["duration"].empty:
        yield text("arms.exposure.method_duration") + " " + QUANTILE_METHOD.of(text.language)
