"""What a mark on a lane says: the dose as recorded, when, how long, how it differs from the plan, and its source."""

from collections.abc import Callable
from typing import Any

from pandas import isna

from charts.common.words import Words
from clinical.common.plain_text import escape

Known = Callable[[str, object], str]


def dose(row: Any) -> str:
    """The dose as recorded, with its unit: '54 mg', '1 × 10E10 PARTICLES'."""
    if isna(row.exdose):
        return ""
    unit = row.exdosu if isinstance(row.exdosu, str) else ""
    return escape(f"{row.exdose:g} × {unit}" if unit[:1].isdigit() else f"{row.exdose:g} {unit}".strip())


def beside(row: Any, words: Words) -> str:
    """What stands beside a mark: interrupted, and by how many days late or early."""
    late = 0 if isna(row.delay_days) else int(row.delay_days)
    parts = [words("infusions.paused")] if row.interrupted else []
    return " ".join(parts + ([words("infusions.delay", n=f"{late:+d}")] if late else []))


def given(row: Any, words: Words, known: Known) -> str:
    """A dose, or a run of doses, that was given."""
    product = " · ".join(filter(None, [_text(row.extrt), dose(row), _amount(row, words)]))
    planned = ""
    if isinstance(row.planned_date, str):
        late = 0 if isna(row.delay_days) else int(row.delay_days)
        off = words("infusions.delay", n=f"{late:+d}") if late else words("infusions.as_planned")
        planned = words("infusions.planned_on", date=words.day(row.planned_date)) + f" · {off}"
        planned += f" · {known('deviation', row.deviation)}" if isinstance(row.deviation, str) else ""
    paused = words("infusions.interrupted") + (f": {_text(row.reason)}" if _text(row.reason) else "")
    lines = [
        f"<b>{_heading(row, words)}</b>",
        product,
        _when(row, words),
        planned,
        paused if row.interrupted else "",
        _looked_at(row, words),
        _source(row, words),
    ]
    return "<br>".join(line for line in lines if line)


def not_given(row: Any, words: Words, known: Known) -> str:
    """A dose that was not given, or is still to come."""
    reason = escape(known("missed", row.reason)) if isinstance(row.reason, str) else ""
    planned = (
        words("infusions.planned_on", date=words.day(row.planned_date))
        if isinstance(row.planned_date, str)
        else ""
    )
    lines = [
        f"<b>{_heading(row, words)}</b>",
        known("dose", row.kind) + (f": {reason}" if reason else ""),
        planned,
        _source(row, words),
    ]
    return "<br>".join(line for line in lines if line)


def _heading(row: Any, words: Words) -> str:
    if row.kind == "RUN" or isna(row.doseno):
        count = "" if isna(row.n_records) else " · " + words("infusions.records", n=int(row.n_records))
        return escape(row.usubjid) + count
    return f"{escape(row.usubjid)} · {words('infusions.number', n=int(row.doseno))}"


def _when(row: Any, words: Words) -> str:
    begun, ended = _text(row.exstdtc).replace("T", " "), _text(row.exendtc).replace("T", " ")
    if not begun:
        return ""
    same_day = ended[:10] == begun[:10] and len(ended) > 10
    return f"{words.day(begun)} → {ended[11:] if same_day else words.day(ended) or '?'}"


def _amount(row: Any, words: Words) -> str:
    parts = [] if isna(row.volume_ml) else [f"{row.volume_ml:g} mL"]
    parts += [] if isna(row.minutes) else [words("infusions.minutes", n=int(row.minutes))]
    return ", ".join(parts)


def _looked_at(row: Any, words: Words) -> str:
    if isna(row.n_due) or row.kind != "GIVEN":
        return ""
    counts = words("infusions.assessed", n=int(row.n_assessed), m=int(row.n_due)) if row.n_due else ""
    found = words("infusions.found", prompts=int(row.n_prompts), events=int(row.n_events))
    return " · ".join(filter(None, [counts, found]))


def _source(row: Any, words: Words) -> str:
    if isna(row.source_row):
        return ""
    rows = f"{row.source_row:.0f}"
    if row.source_last != row.source_row:
        rows += f"–{row.source_last:.0f}"
    return f"{_text(row.source_file)} {words('hover.row', n=rows)}"


def _text(value: Any) -> str:
    return escape(value) if isinstance(value, str) else ""
