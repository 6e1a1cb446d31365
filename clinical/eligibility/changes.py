"""What would have to change: the nearest single change of one known input that gives another verdict."""

from math import ceil, floor, inf

import numpy as np

from clinical.common.wording import Wording, same
from clinical.eligibility.assessment import Change, Verdict
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.comparisons import Node, Situation, checks_of
from clinical.eligibility.derived import HOURS_BETWEEN
from clinical.eligibility.explanations import number
from clinical.eligibility.kleene import FALSE, TRUE, UNKNOWN
from clinical.eligibility.limits import probes
from clinical.eligibility.meld import tipping_points
from clinical.eligibility.quantities import as_entered
from clinical.eligibility.ranges import Range
from clinical.eligibility.readings import Reading
from clinical.eligibility.verdict import overall, truths

VERDICTS = {TRUE: Verdict.ELIGIBLE, UNKNOWN: Verdict.UNDETERMINED, FALSE: Verdict.NOT_ELIGIBLE}

# What an answer or grade counts beside numbers, whose distance is their share of the present value.
_ANSWER_DISTANCE = 10.0

# An age cannot be changed; it is told, but after what a next sample may bring.
_LAST = 2 * _ANSWER_DISTANCE
_GIVEN_BY_NATURE = (
    "age_years",
    "days_to_ascites_or_encephalopathy",
    "days_from_first_symptom_to_encephalopathy",
)

_FIXED = ("sedated", "ascites_by_ultrasound_only", "dialysis_past_week", "sex", "etiology")

TEXT = Wording("{label} {before} → {to} {unit}", "{label} {before} → {to} {unit}")


def nearest_changes(situation: Situation, rules: dict[str, Node], reading: Reading) -> tuple[Change, ...]:
    """Per input the nearest value that gives another verdict, nearest input first; none where all is open.

    Numbers are tried exactly at their limits and one laboratory step beyond, MELD at its tipping points.
    """
    present = int(overall(truths(situation, rules))[0])
    if present == UNKNOWN:
        return ()
    tried = _tried(situation, rules, reading)
    if not tried:
        return ()
    columns = situation.columns.repeated([(field, value) for field, value, _ in tried])
    verdicts = overall(truths(Situation(columns, situation.limits), rules))
    nearest: dict[str, tuple[float, Change]] = {}
    for (field, value, limit), verdict in zip(tried, verdicts, strict=True):
        if verdict == present:
            continue
        before = float(situation.columns[field].low[0])
        away = _distance(field, before, value)
        if away < nearest.get(field, (inf,))[0]:
            nearest[field] = (away, _change(field, before, value, limit, VERDICTS[int(verdict)]))
    return tuple(change for _, change in sorted(nearest.values(), key=lambda found: found[0]))


def _tried(
    situation: Situation, rules: dict[str, Node], reading: Reading
) -> list[tuple[str, float, float | None]]:
    """Input, value, and the exact limit it was taken from."""
    tried: list[tuple[str, float, float | None]] = []
    limits = _limits_met(situation, rules, reading)
    for name, field in FIELDS.items():
        held = situation.columns.ranges.get(name)
        if held is None or not held.known[0] or not np.isfinite(held.low[0]) or name in _FIXED:
            continue
        if field.kind in ("answer", "grade", "severity", "state"):
            tried += [(name, value, None) for value in probes(name, situation.limits) if value != held.low[0]]
        for limit in limits.get(name, ()):
            tried += [
                (name, value, limit) for value in _reported_near(limit, field.step) if value > field.low
            ]
    return tried


def _limits_met(situation: Situation, rules: dict[str, Node], reading: Reading) -> dict[str, list[float]]:
    """Every limit that an input meets, directly or through the daily rise or MELD; both ends of a range."""
    met: dict[str, list[float]] = {}
    for rule in rules.values():
        for check in checks_of(rule):
            if not check.quantity.words and check.quantity.name in FIELDS:
                met.setdefault(check.quantity.name, []).extend(_ends(check.limit(situation)))
    columns, limits = situation.columns, situation.limits
    hours = columns[HOURS_BETWEEN].times(limits.bilirubin_rise_umol_l_day / 24.0)
    earlier = columns["earlier_bilirubin_umol_l"]
    met.setdefault("bilirubin_umol_l", []).extend(
        value + rise for value in _ends(earlier) for rise in _ends(hours)
    )
    cap = limits.meld + (0.5 if reading.meld_rounded else 0.0)
    for field, values in tipping_points(columns, reading.meld, cap).items():
        met.setdefault(field, []).extend(values)
    return met


def _ends(held: Range) -> list[float]:
    """The bounds there are, once where they are one value."""
    return sorted({float(end) for end in (held.low[0], held.high[0]) if np.isfinite(end)})


def _reported_near(limit: float, step: float) -> list[float]:
    """The values that a laboratory can report next to a limit: at it, and one step to either side."""
    scaled = float(f"{limit / step:.10g}")
    return [
        float(f"{count * step:.10g}")
        for count in (floor(scaled) - 1, floor(scaled), ceil(scaled), ceil(scaled) + 1)
    ]


def _distance(field: str, before: float, to: float) -> float:
    """How far a change is: of a number its share of the present value; the rest comes after numbers."""
    away = abs(to - before)
    if FIELDS[field].kind == "number":
        return away / max(abs(before), 1e-9) + (_LAST if field in _GIVEN_BY_NATURE else 0.0)
    return _ANSWER_DISTANCE + away


def _change(field: str, before: float, to: float, limit: float | None, verdict: Verdict) -> Change:
    quantity = as_entered(field)
    if quantity.words:
        shown = (quantity.words[int(before)], quantity.words[int(to)])
    else:
        digits = quantity.decimals
        shown = (same(number(before, max(digits, 1))), same(number(to, digits)))
    filled = TEXT.fill(label=quantity.label, before=shown[0], to=shown[1], unit=quantity.unit)
    text = Wording(filled.en.rstrip(), filled.zh.rstrip())
    return Change(field, quantity.label, before, to, limit, verdict, text)
