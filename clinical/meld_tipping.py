"""At which bilirubin, INR or creatinine a MELD reaches a given value, all else unchanged: solved exactly."""

from math import exp, isfinite

import numpy as np

from clinical.candidate_columns import Columns
from clinical.meld import BILIRUBIN, CREATININE, INR
from clinical.meld_3 import CREATININE_3
from clinical.meld_readings import meld_range
from clinical.score_model import Input

_LEVERS = (BILIRUBIN, INR, CREATININE)


def tipping_points(columns: Columns, variant: str, target: float) -> dict[str, float]:
    """Per input the value at which the raw MELD of the first candidate equals the target.

    Between floor and cap a MELD is a straight line in the logarithm of each input, so two points give it.
    An input that cannot bring the score there (at its floor, beyond its cap, under dialysis) is left out,
    and so are all where the score is not known. MELD-Na is reported rounded and has steps, not a line:
    there the smallest value is given at which the reported score exceeds the target.
    """
    if not meld_range(columns, variant).known[0]:
        return {}
    solve = _first_step if variant == "sodium" else _on_line
    found = {lever.name: solve(columns, variant, lever, target) for lever in _LEVERS}
    return {name: value for name, value in found.items() if value is not None}


def _bounds(lever: Input, variant: str) -> tuple[float, float]:
    """Lowest and highest value, in the unit of the input, between which the score responds."""
    capped = CREATININE_3 if variant == "version_3" and lever is CREATININE else lever
    low = (capped.floor or 1.0) * capped.divisor * (0.01 if variant == "no_floor" else 1.0)
    return low, (capped.cap or np.inf) * capped.divisor


def _scores(columns: Columns, variant: str, lever: Input, values: list[float]) -> np.ndarray:
    return meld_range(columns.repeated([(lever.name, value) for value in values]), variant).low


def _on_line(columns: Columns, variant: str, lever: Input, target: float) -> float | None:
    low, high = _bounds(lever, variant)
    at_low, at_double = _scores(columns, variant, lever, [low, 2 * low])
    slope = (at_double - at_low) / np.log(2.0)
    if slope <= 0:
        return None
    steps = float((target - at_low) / slope)
    if steps < 0 or steps > 50:
        return None
    value = low * exp(steps)
    return value if isfinite(value) and value <= high else None


def _first_step(columns: Columns, variant: str, lever: Input, target: float) -> float | None:
    low, high = _bounds(lever, variant)
    highest = min(high, 1e3 * low)
    at_low, at_high = _scores(columns, variant, lever, [low, highest])
    if at_low > target or at_high <= target:
        return None
    below, above = low, highest
    while above / below > 1 + 1e-12:
        middle = float(np.sqrt(below * above))
        reached = _scores(columns, variant, lever, [middle])[0] > target
        below, above = (below, middle) if reached else (middle, above)
    return above
