"""What a value in the 24 hours after an infusion says: which infusion and time point, value and change, rule, source.

What the panels of the 24 hours draw: a height, a hover text and a flag for each value of a patient or an arm.
"""

from collections.abc import Mapping
from typing import Any

from pandas import DataFrame, concat, isna

from charts.common.words import Words
from charts.infusions import signs as infusions_signs
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
    """One row of the events around an infusion whose time is known."""
    grade = words("ae.ungraded") if isna(row.aetoxgr) else words("ae.grade_n", n=int(row.aetoxgr))
    hours = words("infusions.hours", n=f"{row.hours:.1f}")
    lines = [
        f"<b>{escape(words.known('term', str(row.aedecod)))}</b> · {grade}",
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


COLUMNS = ["paramcd", "doseno", "minutes", "y", "hover", "flagged", "joined"]


def of_patient(signs: DataFrame, *, change: bool, words: Words, names: Names) -> DataFrame:
    """The vital signs of infusion_day.signs() at known times, as values or as changes from before the infusion.

    Among changes only what is flagged for its change stays flagged: a ring at no change would mean nothing.
    """
    drawn = signs[signs["paramcd"].isin(list(SIGNS)) & signs["minutes"].notna()]
    rows = drawn.assign(
        y=drawn["change" if change else "value"],
        hover=[infusions_signs.of_value(row, words, names) for row in drawn.itertuples()],
        joined=True,
    )
    if change:
        rows = rows.assign(
            flagged=rows["flagged"].where(rows["flagged"].str.contains("CHANGE", na=False), None)
        )
    return rows[COLUMNS].sort_values(["paramcd", "doseno", "minutes"], kind="stable")


def of_arm(medians: DataFrame, furthest: DataFrame, *, change: bool, words: Words, names: Names) -> DataFrame:
    """The medians of infusion_day.medians() as lines; the flagged values of single patients as rings."""
    measure = "change" if change else "value"
    lines = medians[medians["paramcd"].isin(list(SIGNS)) & medians["minutes"].notna()]
    lines = lines.assign(
        y=lines[measure],
        hover=[infusions_signs.of_median(row, measure, words, names) for row in lines.itertuples()],
        flagged=None,
        joined=True,
    )
    rings = furthest[furthest["by_change"]] if change else furthest
    rings = rings.assign(
        y=rings[measure],
        hover=[infusions_signs.of_furthest(row, words) for row in rings.itertuples()],
        flagged="FLAGGED",
        joined=False,
    )
    return concat([lines[COLUMNS], rings[COLUMNS]]) if len(rings) else lines[COLUMNS]


def allergy_of_patient(signs: DataFrame, events: DataFrame, words: Words, names: Names) -> DataFrame:
    """Signs of allergy asked for, and adverse events whose time is known: marks for allergy_rows."""
    asked = signs[~signs["paramcd"].isin(list(SIGNS)) & signs["value"].notna()]
    found = asked.assign(
        mark=[f"{number:.0f}" for number in asked["doseno"]],
        present=asked["value"] == 1,
        hover=[infusions_signs.of_value(row, words, names) for row in asked.itertuples()],
    )[["paramcd", "doseno", "minutes", "mark", "present", "hover"]]
    timed = events[events["hours"].notna() & events["doseno"].notna()]
    if timed.empty:
        return found
    entered = DataFrame({
        "paramcd": "AE", "doseno": timed["doseno"], "minutes": timed["hours"] * 60,
        "mark": ["?" if isna(grade) else f"{grade:.0f}" for grade in timed["aetoxgr"]], "present": True,
        "hover": [infusions_signs.of_event(row, words) for row in timed.itertuples()],
    })  # fmt: skip
    return concat([found, entered]) if len(found) else entered


def allergy_of_arm(medians: DataFrame, words: Words, names: Names) -> DataFrame:
    """In how many patients of an arm each sign of allergy was present: marks for allergy_rows."""
    asked = medians[~medians["paramcd"].isin(list(SIGNS))]
    return asked.assign(
        mark=[f"{n}" for n in asked["n_present"]],
        present=asked["n_present"] > 0,
        hover=[infusions_signs.of_count(row, words, names) for row in asked.itertuples()],
    )[["paramcd", "doseno", "minutes", "mark", "present", "hover"]]
