"""What a value in the 24 hours after an infusion says: which infusion and look, value and change, rule, source."""

from collections.abc import Mapping
from typing import Any

from pandas import isna

from charts.common.words import Words
from clinical.common.plain_text import escape
from clinical.infusions.window import SIGNS

Names = Mapping[str, str]


def reading(code: str, value: float, *, signed: bool = False, more: int = 0) -> str:
    """A value of a sign with its unit, `more` decimals beyond those in which it is measured."""
    sign = SIGNS[code]
    unit = sign.unit if sign.unit == "%" else f" {sign.unit}"
    return f"{value:{'+' if signed else ''}.{sign.decimals + more}f}{unit}"


def of_value(row: Any, words: Words, names: Names) -> str:
    """One row of infusion_day.signs()."""
    rules = row.flagged.split("+") if isinstance(row.flagged, str) else []
    rules_broken = ", ".join(words(f"infusions.rule.{rule}") for rule in rules)
    minutes = "" if isna(row.minutes) else " · " + words("infusions.after_start", n=f"{row.minutes:.0f}")
    lines = [
        f"<b>{_where(row, words)}</b>",
        f"{escape(names[row.paramcd])}: {_said(row, words)}",
        f"{words.day(row.taken)}{minutes}" if isinstance(row.taken, str) else "",
        words("infusions.derived") if row.derived == "Y" else "",
        words("infusions.flagged", rules=rules_broken) if rules_broken else "",
        _source(row, words),
    ]
    return "<br>".join(line for line in lines if line)


def of_median(row: Any, measure: str, words: Words, names: Names) -> str:
    """One row of infusion_day.medians() of a vital sign, of its `measure` 'value' or 'change'."""
    signed = measure == "change"
    quartiles = {
        end: "–" if isna(number) else reading(row.paramcd, number, signed=signed, more=1)
        for end in ("q1", "q3", "low", "high")
        for number in [getattr(row, f"{measure}_{end}")]
    }
    middle = getattr(row, measure)
    quartiles["median"] = "–" if isna(middle) else reading(row.paramcd, middle, signed=signed, more=1)
    spread = words("infusions.median", **quartiles)
    n = row.n_change if signed else row.n
    return f"<b>{_where(row, words)}</b><br>{escape(names[row.paramcd])}: {spread}<br>n = {n}"


def of_count(row: Any, words: Words, names: Names) -> str:
    """One row of infusion_day.medians() of a sign of allergy."""
    counted = words("infusions.present_in", k=int(row.n_present), n=int(row.n))
    return f"<b>{_where(row, words)}</b><br>{escape(names[row.paramcd])}: {counted}"


def of_furthest(row: Any, words: Words) -> str:
    """One row of infusion_day.furthest()."""
    moved = "" if isna(row.change) else f" ({reading(row.paramcd, row.change, signed=True)})"
    infusion = words("infusions.number", n=int(row.doseno))
    return f"<b>{escape(row.usubjid)} · {infusion}</b><br>{reading(row.paramcd, row.value)}{moved}"


def of_event(row: Any, words: Words) -> str:
    """One row of infusion_looks.events() whose time is known."""
    grade = words("ae.ungraded") if isna(row.aetoxgr) else words("ae.grade_n", n=int(row.aetoxgr))
    hours = words("infusions.hours", n=f"{row.hours:.1f}")
    lines = [
        f"<b>{escape(str(row.aedecod))}</b> · {grade}",
        f"{words('infusions.number', n=int(row.doseno))} · +{hours}",
        escape(words.day(str(row.aestdtc))),
        _source(row, words),
    ]
    return "<br>".join(lines)


def _where(row: Any, words: Words) -> str:
    infusion = words("infusions.number", n=int(row.doseno))
    return f"{infusion} · {escape(row.tpt)}" if isinstance(row.tpt, str) else infusion


def _said(row: Any, words: Words) -> str:
    if row.paramcd not in SIGNS:
        return words("infusions.answer.Y" if row.value == 1 else "infusions.answer.N")
    if isna(row.value):
        return "–"
    moved = "" if isna(row.change) else f" ({reading(row.paramcd, row.change, signed=True)})"
    return reading(row.paramcd, row.value) + moved


def _source(row: Any, words: Words) -> str:
    return (
        ""
        if isna(row.source_row)
        else f"{escape(str(row.source_file))} {words('hover.row', n=int(row.source_row))}"
    )
