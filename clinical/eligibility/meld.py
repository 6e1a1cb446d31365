"""The MELD of a candidate under each reading of "MELD score", as the range that its inputs allow.

MELD is bounded below by its floors and above by the creatinine cap, so it can decide while an input is
missing: with bilirubin 600 umol/L and INR 2.7 no creatinine brings it under 31.

At which bilirubin, INR or creatinine a MELD reaches a given value, all else unchanged: solved exactly.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import e, exp, inf, log, sqrt
from types import MappingProxyType
from typing import Literal

import numpy as np

from clinical.eligibility.candidate import ETIOLOGIES
from clinical.eligibility.columns import Columns
from clinical.eligibility.ranges import Floats, Range
from clinical.scores.meld import BILIRUBIN, CREATININE, INR, meld_na, meld_raw, meld_terms
from clinical.scores.meld_3 import CREATININE_3, meld_3_raw
from clinical.scores.model import Input

_FIELD_OF = {"dialysis": "dialysis_past_week", "female": "sex", "constant_dropped": "etiology"}
_MELD = ("bilirubin_umol_l", "inr", "creatinine_umol_l", "dialysis")

_CONSTANT_DROPPED = (ETIOLOGIES.index("alcohol"), ETIOLOGIES.index("cholestatic"))

# Stand for 'as small' and 'as great as can be' in a logarithm; floors and caps make the first exact.
_SMALLEST, _GREATEST = 1e-6, 1e9
# Only an unbounded input takes a MELD here: bilirubin or INR alone would have to exceed anything measured.
_NO_BOUND = 60.0

# The logarithm of e is 1: there each term is its own coefficient.
_AT_E = meld_terms(
    bilirubin_umol_l=e * BILIRUBIN.divisor, inr=e, creatinine_umol_l=e * CREATININE.divisor, dialysis=False
)


def _with_aetiology_factor(*, constant_dropped: Floats, **inputs: Floats) -> Floats:
    """The older formula, whose constant is dropped in alcoholic and cholestatic disease."""
    return np.asarray(meld_raw(**inputs) - _AT_E["constant"] * constant_dropped, dtype=np.float64)


def _without_floors(
    *, bilirubin_umol_l: Floats, inr: Floats, creatinine_umol_l: Floats, dialysis: Floats
) -> Floats:
    """The same coefficients with nothing raised to 1.0; the creatinine cap stays."""
    cap = float(CREATININE.cap or np.inf)
    creatinine = np.minimum(CREATININE.converted(creatinine_umol_l), cap)
    return np.asarray(
        _AT_E["bilirubin_umol_l"] * np.log(BILIRUBIN.converted(bilirubin_umol_l))
        + _AT_E["inr"] * np.log(INR.converted(inr))
        + _AT_E["creatinine_umol_l"] * np.log(np.where(dialysis == 1, cap, creatinine))
        + _AT_E["constant"],
        dtype=np.float64,
    )


VARIANTS: Mapping[str, tuple[Callable[..., Floats], tuple[str, ...]]] = MappingProxyType(
    {
        "original": (meld_raw, _MELD),
        "aetiology": (_with_aetiology_factor, (*_MELD, "constant_dropped")),
        "no_floor": (_without_floors, _MELD),
        # The policy rounds inside MELD-Na, so its unrounded value is another score.
        "sodium": (meld_na, (*_MELD, "sodium_mmol_l")),
        "version_3": (meld_3_raw, (*_MELD, "sodium_mmol_l", "albumin_g_l", "female")),
    }
)


def fields_of(variant: str) -> tuple[str, ...]:
    """The inputs of a candidate that this MELD needs."""
    return tuple(_FIELD_OF.get(name, name) for name in VARIANTS[variant][1])


def meld_range(columns: Columns, variant: str) -> Range:
    """Lowest and highest MELD before rounding (MELD-Na: as reported) that the inputs allow.

    Every variant is linear in the logarithm of each input between floor and cap, so its extremes lie at
    the ends of the inputs' ranges.
    """
    function, names = VARIANTS[variant]
    ends = [_ends(_input(columns, name), name not in _FIELD_OF) for name in names]
    corners = list(product(*ends))
    values = [np.stack([corner[place] for corner in corners]) for place in range(len(names))]
    scores = np.asarray(function(**dict(zip(names, values, strict=True))), dtype=np.float64)
    highest = scores.max(axis=0)
    return Range.of(scores.min(axis=0), np.where(highest > _NO_BOUND, np.inf, highest))


def _input(columns: Columns, name: str) -> Range:
    """The range of one input; of the two sexes the second is female."""
    held = columns[_FIELD_OF.get(name, name)]
    return one_of(held, _CONSTANT_DROPPED) if name == "constant_dropped" else held


def one_of(choice: Range, codes: tuple[int, ...]) -> Range:
    """1 where the choice is one of these, 0 where it is another one, 0 to 1 where it is not known."""
    chosen = np.isin(choice.low, codes)
    return Range.of(np.where(choice.known, chosen, 0.0), np.where(choice.known, chosen, 1.0))


def _ends(held: Range, is_measurement: bool) -> tuple[Floats, ...]:
    """Both ends of a range, or the one value where it is known for everybody."""
    # No measurement is zero, but its domain begins there.
    low = np.maximum(held.low, _SMALLEST if is_measurement else 0.0)
    high = np.minimum(held.high, _GREATEST)
    return (low,) if np.array_equal(low, high) else (low, high)


End = Literal["low", "high"]
_LEVERS = (BILIRUBIN, INR, CREATININE)
# Logarithmic steps beyond which no report lies.
_MOST_STEPS = 50.0


def tipping_points(columns: Columns, variant: str, target: float) -> dict[str, tuple[float, ...]]:
    """Per input the values at which the raw MELD of the first candidate equals the target.

    Between floor and cap a MELD is a straight line in the logarithm of each input, so two points give it.
    A score that is a range is solved at both of its ends: at either the answer can change. An input that
    cannot bring the score there (at its floor, beyond its cap, under dialysis) is left out. MELD-Na is
    reported rounded and has steps, not a line: there the smallest value is given at which the reported
    score exceeds the target.
    """
    held = meld_range(columns, variant)
    if held.known[0] and variant != "sodium":
        found = _on_lines(columns, variant, target)
        return {name: (value,) for name, value in found.items() if value is not None}
    ends: tuple[End, ...] = ("low",) if held.known[0] else ("low", "high")
    # MELD-Na exceeds the target in a step; a raw score reaches it.
    return {
        lever.name: values
        for lever in _LEVERS
        if columns[lever.name].known[0]
        and (values := tuple(_first_steps(columns, variant, lever, target, ends)))
    }


def _bounds(lever: Input, variant: str) -> tuple[float, float]:
    """Lowest and highest value, in the unit of the input, between which the score responds."""
    capped = CREATININE_3 if variant == "version_3" and lever is CREATININE else lever
    low = (capped.floor or 1.0) * capped.divisor * (0.01 if variant == "no_floor" else 1.0)
    return low, (capped.cap or inf) * capped.divisor


def _scores(columns: Columns, variant: str, tried: list[tuple[str, float]], end: End = "low") -> Floats:
    held = meld_range(columns.repeated(tried, fields_of(variant)), variant)
    return held.low if end == "low" else held.high


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


def _first_steps(
    columns: Columns, variant: str, lever: Input, target: float, ends: tuple[End, ...]
) -> Iterator[float]:
    for end in ends:
        found = _first_step(columns, variant, lever, target, end)
        if found is not None:
            yield found


def _first_step(columns: Columns, variant: str, lever: Input, target: float, end: End) -> float | None:
    low, high = _bounds(lever, variant)
    below, above = low, min(high, 1e3 * low)
    at_low, at_high = _scores(columns, variant, [(lever.name, below), (lever.name, above)], end)
    if at_low > target or at_high <= target:
        return None
    while above / below > 1 + 1e-12:
        middle = sqrt(below * above)
        reached = _scores(columns, variant, [(lever.name, middle)], end)[0] > target
        below, above = (below, middle) if reached else (middle, above)
    return above
