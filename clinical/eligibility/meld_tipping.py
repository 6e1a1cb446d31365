"""At which bilirubin, INR or creatinine a MELD reaches a given value, all else unchanged: solved exactly."""

from math import exp, inf, log, sqrt

from clinical.eligibility.columns import Columns
from clinical.eligibility.meld import fields_of, meld_range
from clinical.eligibility.ranges import Floats
from clinical.scores.meld import BILIRUBIN, CREATININE, INR
from clinical.scores.meld_3 import CREATININE_3
from clinical.scores.model import Input

_LEVERS = (BILIRUBIN, INR, CREATININE)
# Logarithmic steps beyond which no report lies.
_MOST_STEPS = 50.0


def tipping_points(columns: Columns, variant: str, target: float) -> dict[str, float]:
    """Per input the value at which the raw MELD of the first candidate equals the target.

    Between floor and cap a MELD is a straight line in the logarithm of each input, so two points give it.
    An input that cannot bring the score there (at its floor, beyond its cap, under dialysis) is left out,
    and so are all where the score is not known. MELD-Na is reported rounded and has steps, not a line:
    there the smallest value is given at which the reported score exceeds the target.
    """
    if not meld_range(columns, variant).known[0]:
        return {}
    found = (
        _by_steps(columns, variant, target) if variant == "sodium" else _on_lines(columns, variant, target)
    )
    return {name: value for name, value in found.items() if value is not None}


def _bounds(lever: Input, variant: str) -> tuple[float, float]:
    """Lowest and highest value, in the unit of the input, between which the score responds."""
    capped = CREATININE_3 if variant == "version_3" and lever is CREATININE else lever
    low = (capped.floor or 1.0) * capped.divisor * (0.01 if variant == "no_floor" else 1.0)
    return low, (capped.cap or inf) * capped.divisor


def _scores(columns: Columns, variant: str, tried: list[tuple[str, float]]) -> Floats:
    return meld_range(columns.repeated(tried, fields_of(variant)), variant).low


def _on_lines(columns: Columns, variant: str, target: float) -> dict[str, float | None]:
    bounds = {lever.name: _bounds(lever, variant) for lever in _LEVERS}
    tried = [(name, low * factor) for name, (low, _) in bounds.items() for factor in (1.0, 2.0)]
    scores = _scores(columns, variant, tried).reshape(-1, 2)
    return {
        name: _on_line(low, high, float(at_low), float(at_double), target)
        for (name, (low, high)), (at_low, at_double) in zip(bounds.items(), scores, strict=True)
    }


def _on_line(low: float, high: float, at_low: float, at_double: float, target: float) -> float | None:
    slope = (at_double - at_low) / log(2.0)
    if slope <= 0:
        return None
    steps = (target - at_low) / slope
    if steps < 0 or steps > _MOST_STEPS:
        return None
    value = low * exp(steps)
    return value if value <= high else None


def _by_steps(columns: Columns, variant: str, target: float) -> dict[str, float | None]:
    return {lever.name: _first_step(columns, variant, lever, target) for lever in _LEVERS}


def _first_step(columns: Columns, variant: str, lever: Input, target: float) -> float | None:
    low, high = _bounds(lever, variant)
    below, above = low, min(high, 1e3 * low)
    at_low, at_high = _scores(columns, variant, [(lever.name, below), (lever.name, above)])
    if at_low > target or at_high <= target:
        return None
    while above / below > 1 + 1e-12:
        middle = sqrt(below * above)
        reached = _scores(columns, variant, [(lever.name, middle)])[0] > target
        below, above = (below, middle) if reached else (middle, above)
    return above
