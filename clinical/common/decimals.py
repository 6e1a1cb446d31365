"""Arithmetic at limits as a person does it on paper: 1.5 x 1.2 is 1.8, and 188.1 - 171.0 is 17.1.

Laboratory values carry at most six significant digits and binary arithmetic errs in the sixteenth: treating
numbers that agree to ten digits as equal makes every comparison at a limit exact and hides no real
difference. Everything takes a number, None or an array and gives an array (0-d for a number); None is NaN,
and no comparison with NaN is true.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

SIGNIFICANT_DIGITS = 10

Floats: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]
Values: TypeAlias = ArrayLike | Sequence[float | None] | None
"""A number, None, or an array or column of numbers in which None, NaN and masked entries are missing."""


class ImplausibleValue(ValueError):  # noqa: N818 - it names the value at fault, not the fault
    """A value that cannot be a measurement: text, or a number outside what is physically possible."""


def numbers(values: Values) -> Floats:
    """Values as floats, everything missing as NaN. ImplausibleValue for text."""
    if isinstance(values, np.ma.MaskedArray):
        return np.asarray(np.ma.filled(values.astype(np.float64), np.nan), dtype=np.float64)
    column: Any = values
    if hasattr(column, "to_numpy"):
        column = column.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.asarray(column).dtype.kind in "US":
        raise ImplausibleValue(f"not a number: {values!r}")
    try:
        return np.asarray(column, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ImplausibleValue(f"not a number: {values!r}") from error


def exact(values: Values) -> Floats:
    """Values rounded to ten significant digits; zero, infinities and NaN unchanged."""
    given = numbers(values)
    sizes = np.abs(given)
    scalable = (sizes > 0) & np.isfinite(sizes)
    magnitude = np.floor(np.log10(np.where(scalable, sizes, 1.0)))
    step = SIGNIFICANT_DIGITS - 1 - magnitude
    # Dividing by a power of ten is exact where multiplying by its reciprocal is not.
    shift = np.power(10.0, np.abs(step))
    shifted = np.rint(np.where(step >= 0, given * shift, given / shift))
    rounded = np.where(step >= 0, shifted / shift, shifted * shift)
    return np.asarray(np.where(scalable, rounded, given), dtype=np.float64)


def ratio(value: Values, limit: Values) -> Floats:
    """Value as a multiple of a limit (times ULN, times baseline); NaN where the limit is not above zero."""
    divisor = numbers(limit)
    return exact(numbers(value) / np.where(divisor > 0, divisor, np.nan))


def rise(later: Values, earlier: Values) -> Floats:
    """How much `later` exceeds `earlier`; a fall is negative."""
    after, before = numbers(later), numbers(earlier)
    # The error of a difference lies at the last digit of its larger operand, not of the result.
    size = np.maximum(np.abs(after), np.abs(before))
    decimals = SIGNIFICANT_DIGITS - 1 - np.floor(np.log10(np.where(size > 0, size, 1.0)))
    scale = np.power(10.0, np.clip(np.where(np.isfinite(decimals), decimals, 0), 0, 15))
    return np.asarray(np.rint((after - before) * scale) / scale, dtype=np.float64)


def above(value: Values, limit: Values) -> Truths:
    """value > limit, a value that equals the limit to ten digits not being above it."""
    bound = numbers(limit)
    return np.asarray(numbers(value) > bound + _tolerance(bound), dtype=np.bool_)


def at_least(value: Values, limit: Values) -> Truths:
    """value >= limit, a value that equals the limit to ten digits included."""
    bound = numbers(limit)
    return np.asarray(numbers(value) >= bound - _tolerance(bound), dtype=np.bool_)


def below(value: Values, limit: Values) -> Truths:
    """value < limit, a value that equals the limit to ten digits not being below it."""
    bound = numbers(limit)
    return np.asarray(numbers(value) < bound - _tolerance(bound), dtype=np.bool_)


def at_most(value: Values, limit: Values) -> Truths:
    """value <= limit, a value that equals the limit to ten digits included."""
    bound = numbers(limit)
    return np.asarray(numbers(value) <= bound + _tolerance(bound), dtype=np.bool_)


def _tolerance(bound: Floats) -> Floats:
    return np.asarray(np.abs(bound) * 10.0**-SIGNIFICANT_DIGITS, dtype=np.float64)


def round_half_up(values: Values, decimals: int = 0) -> Floats:
    """Rounded as on paper, a tie going up (30.5 -> 31, 0.25 -> 0.3); NaN stays NaN."""
    scaled = numbers(values) * 10.0**decimals
    return np.asarray(np.floor(scaled + _tolerance(scaled) + 0.5) / 10.0**decimals, dtype=np.float64)
