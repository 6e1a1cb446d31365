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
from pages.meeting.exhibit import Exhibit, Meeting

KEPT = 32


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, words: Words) -> Exhibit:
    """Ask what the arms received; where no doses are planned, only how long treatment lasted."""
    answer = ask(meeting.database, "exposure", **meeting.choices)
    found, table = answer.tables, arm_table.of(meeting, words)
    treatment, care = list(_treatment(found, table, words)), list(_care(found["care"], table, words))
    planned = not found["planned"].empty
    names = {arm: words.known("arm", arm) for arm in table.arms}
    bars = (exposure.native(found["planned"], names, words=words),) if planned else ()
    return Exhibit(
        key="exposure",
        title=words("arms.exposure.title"),
        method=" ".join([*_method(meeting, found, words), words("meeting.descriptive")]),
        code=answer.code,
        sizes=tuple(meeting.sizes()),
        tables=readable_tables.named(
            found, words, {"reason": lambda reason: words.known("notgiven", reason)}
        ),
        figure=_figure(meeting, found, names, words) if planned else None,
        alt=words("arms.exposure.alt"),
        shown=table.frame(treatment),
        beside=table.frame(care),
        notes=() if care else (words("arms.exposure.no_care"),),
        slides=(*bars, *table.slide(treatment), *table.slide(care)),
    )


def _figure(meeting: Meeting, found: Tables, names: dict[str, str], words: Words) -> go.Figure:
    reasons: dict[tuple[str, int], str] = {}
    for row in summaries.rows(found["reasons"].drop_duplicates(["arm", "doseno", "state"])):
        said = words(f"arms.exposure.{row.state}", reasons=_said(found["reasons"], row, words))
        key = (row.arm, int(row.doseno))
        reasons[key] = f"{reasons[key]}; {said}" if key in reasons else said
    stamp = data_label.stamp(meeting.study, words)
    return exposure.doses(found["planned"], reasons, names, stamp=stamp, words=words)


def _said(reasons: DataFrame, of: Any, words: Words) -> str:
    """The reasons of one arm, dose and state with how many patients each concerns."""
    here = reasons[
        (reasons["arm"] == of.arm) & (reasons["doseno"] == of.doseno) & (reasons["state"] == of.state)
    ]
    names = {
        reason: words.known("notgiven", reason)
        if of.state == "MISSED"
        else words("arms.exposure.days_off", n=reason)
        for reason in here["reason"]
    }
    return ", ".join(
        words("arms.exposure.reason", reason=names[row.reason], n=row.n) for row in summaries.rows(here)
    )


def _treatment(found: Tables, table: ArmTable, words: Words) -> Iterator[Line]:
    """Patients by number of doses given, the volume in all, how long treatment lasted."""
    doses, duration = found["doses"], found["duration"]
    for number in doses["doses"].unique():
        rows = doses[doses["doses"] == number]
        yield table.line(words("arms.exposure.n_doses", n=number), rows, arm_table.share)
    summary = partial(arm_table.numbers, decimals=0, words=words)
    for name in ("volume", "duration"):
        if not found[name].empty:
            yield table.line(words(f"arms.exposure.{name}"), found[name], summary)
    if doses.empty and not duration.empty:
        yield table.line(
            words("arms.exposure.mean"), duration, lambda row: printed.mean_sd(summaries.of(row))
        )


def _care(care: DataFrame, table: ArmTable, words: Words) -> Iterator[Line]:
    """Per kind of care and period: patients, sessions and amount in each arm."""
    for category in care["category"].unique():
        for days in care["days"].unique():
            rows = care[
                (care["category"] == category) & (care["days"].isna() if isna(days) else care["days"] == days)
            ]
            period = (
                words("arms.exposure.to_end") if isna(days) else words("arms.exposure.to_day", n=int(days))
            )
            yield table.line(
                f"{words(f'category.{category}')}, {period}", rows, partial(_sessions, words=words)
            )


def _sessions(row: Any, words: Words) -> str:
    return words(
        "arms.exposure.care",
        patients=int(row.patients),
        of=int(row.of),
        sessions=int(row.sessions),
        amount=_amount(row),
    )


def _amount(row: Any) -> str:
    amount, unit = row.amount, row.unit
    return f"; {amount:,.0f}{KEEP}{unit_in_print(unit)}" if amount == amount and isinstance(unit, str) else ""


def _method(meeting: Meeting, found: Tables, words: Words) -> Iterator[str]:
    planned = protocol(meeting.database)
    if planned is not None and not found["planned"].empty:
        windows = ", ".join(f"{dose.day} ±{dose.tolerance_days}" for dose in planned.doses)
        stated = planned.dose_zh if words.language == "zh" else planned.dose_en
        yield words("arms.exposure.method_planned", days=windows, dose=stated)
    if not found["care"].empty:
        yield words("arms.exposure.method_care")
    if not found["duration"].empty:
        yield words("arms.exposure.method_duration") + " " + QUANTILE_METHOD.of(words.language)
