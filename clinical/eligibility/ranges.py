"""What is known about a value: the range it must lie in, row by row.

A measured value is a range of one point, '<5' is everything below 5, a missing value the whole domain, a
birth year the ages it allows. A comparison is true or false only if it is so for the whole range; that is
the only way in which censored, partial and missing values enter a criterion.

What was wrong with an input, and what two inputs that contradict each other do to a verdict.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clinical.common.decimals import SIGNIFICANT_DIGITS
from clinical.common.wording import Wording
from clinical.eligibility.kleene import Truth, truth

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

# Stands for infinity in a comparison, where infinity itself would make a difference that is not a number.
_HUGE = 1e300


@dataclass(frozen=True, eq=False)
class Range:
    """Lower and upper bound per row, infinite where there is none; `*_open`: the bound itself is excluded."""

    low: Floats
    high: Floats
    low_open: Bools
    high_open: Bools

    @staticmethod
    def of(
        low: ArrayLike, high: ArrayLike, low_open: ArrayLike = False, high_open: ArrayLike = False
    ) -> "Range":
        """Bounds from anything array-like; a single bound stands for every row."""
        lows, highs = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
        shape = lows.shape or highs.shape or (1,)
        return Range(
            _every(lows, shape),
            _every(highs, shape),
            _every(np.asarray(low_open, dtype=np.bool_), shape),
            _every(np.asarray(high_open, dtype=np.bool_), shape),
        )

    @staticmethod
    def exactly(value: ArrayLike) -> "Range":
        """Values known exactly; a single one stands for every row."""
        values = np.atleast_1d(np.asarray(value, dtype=np.float64))
        closed = np.zeros(values.shape, dtype=np.bool_)
        return Range(values, values, closed, closed)

    @staticmethod
    def anything(size: int, low: float = -np.inf, high: float = np.inf, *, low_open: bool = False) -> "Range":
        """Nothing known but the domain, for so many rows."""
        return Range.of(np.full(size, low), high, low_open)

    @property
    def known(self) -> Bools:
        """Where the value is known exactly."""
        return np.asarray(self.low == self.high, dtype=np.bool_)

    def take(self, rows: ArrayLike) -> "Range":
        """The given rows, in the given order."""
        picked = np.asarray(rows)
        return Range(self.low[picked], self.high[picked], self.low_open[picked], self.high_open[picked])

    def where(self, condition: Bools, other: "Range") -> "Range":
        """This range where the condition holds, the other elsewhere."""
        return Range(
            np.where(condition, self.low, other.low),
            np.where(condition, self.high, other.high),
            np.where(condition, self.low_open, other.low_open),
            np.where(condition, self.high_open, other.high_open),
        )

    def within(self, other: "Range") -> "Range":
        """The part common to both; empty (low above high) where they contradict each other."""
        low_from_other = (other.low > self.low) | ((other.low == self.low) & other.low_open)
        high_from_other = (other.high < self.high) | ((other.high == self.high) & other.high_open)
        return Range(
            np.where(low_from_other, other.low, self.low),
            np.where(high_from_other, other.high, self.high),
            np.where(low_from_other, other.low_open, self.low_open),
            np.where(high_from_other, other.high_open, self.high_open),
        )

    @property
    def empty(self) -> Bools:
        """Where no value is possible."""
        touching = (self.low == self.high) & (self.low_open | self.high_open)
        return np.asarray((self.low > self.high) | touching, dtype=np.bool_)

    def times(self, factor: Floats | float) -> "Range":
        """Multiplied by numbers above zero."""
        return Range(self.low * factor, self.high * factor, self.low_open, self.high_open)

    def over(self, divisor: "Range") -> "Range":
        """Divided by a range above zero; the bound is excluded where the corner it comes from is."""
        low_by_high, high_by_low = self.low >= 0, self.high >= 0
        low = self.low / np.where(low_by_high, divisor.high, divisor.low)
        high = self.high / np.where(high_by_low, divisor.low, divisor.high)
        low_open = np.where(low_by_high, divisor.high_open, divisor.low_open) & (self.low != 0)
        high_open = np.where(high_by_low, divisor.low_open, divisor.high_open) & (self.high != 0)
        return Range.of(low, high, self.low_open | low_open, self.high_open | high_open)

    def without_top(self, rows: Bools) -> "Range":
        """Nothing known above the lower bound in these rows."""
        return Range.of(self.low, np.inf, self.low_open).where(rows, self)

    def minus(self, other: "Range") -> "Range":
        """The difference; an unbounded operand leaves it unbounded on that side."""
        return Range(
            self.low - other.high,
            self.high - other.low,
            self.low_open | other.high_open,
            self.high_open | other.low_open,
        )

    def least(self, other: "Range") -> "Range":
        """The smaller of two values."""
        negative = self._mirrored().greatest(other._mirrored())
        return negative._mirrored()

    def greatest(self, other: "Range") -> "Range":
        """The greater of two values; its bound is excluded where each operand that has it excludes it."""
        low, high = np.maximum(self.low, other.low), np.maximum(self.high, other.high)
        low_open = ((self.low == low) & self.low_open) | ((other.low == low) & other.low_open)
        attained = ((self.high == high) & ~self.high_open) | ((other.high == high) & ~other.high_open)
        return Range(low, high, low_open, ~attained)

    def _mirrored(self) -> "Range":
        return Range(-self.high, -self.low, self.high_open, self.low_open)

    def at_least(self, limit: "Range | float") -> Truth:
        """value >= limit; numbers that agree to ten digits count as equal."""
        bound = _as_range(limit)
        reaches = _order(self.low, bound.high) >= 0
        top = _order(self.high, bound.low)
        return truth(reaches, (top < 0) | ((top == 0) & (self.high_open | bound.low_open)))

    def above(self, limit: "Range | float") -> Truth:
        """value > limit; numbers that agree to ten digits count as equal."""
        bound = _as_range(limit)
        bottom = _order(self.low, bound.high)
        exceeds = (bottom > 0) | ((bottom == 0) & (self.low_open | bound.high_open))
        return truth(exceeds, _order(self.high, bound.low) <= 0)

    def at_most(self, limit: "Range | float") -> Truth:
        """value <= limit."""
        return _as_range(limit).at_least(self)

    def below(self, limit: "Range | float") -> Truth:
        """value < limit."""
        return _as_range(limit).above(self)


def _as_range(limit: Range | float) -> Range:
    return limit if isinstance(limit, Range) else Range.exactly(limit)


def _order(left: Floats, right: Floats) -> Floats:
    """-1, 0 or 1 as left is smaller than, equal to or greater than right, to ten significant digits."""
    # The ufuncs and not np.clip, which costs several times as much on the few rows of one candidate.
    first = np.minimum(np.maximum(left, -_HUGE), _HUGE)
    second = np.minimum(np.maximum(right, -_HUGE), _HUGE)
    gap = first - second
    tolerance = np.maximum(np.abs(first), np.abs(second)) * 10.0**-SIGNIFICANT_DIGITS
    return np.asarray(np.sign(gap) * (np.abs(gap) > tolerance), dtype=np.float64)


def _every(values: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    return values if values.shape == shape else np.full(shape, values)


@dataclass(frozen=True)
class Problem:
    """One input that could not be used: its row (0 for a single candidate), its field, and why."""

    row: int
    field: str
    text: Wording


def note(problems: list[Problem], rows: Bools, field: str, text: Wording) -> None:
    """One problem for each row where the condition holds."""
    problems.extend(Problem(int(row), field, text) for row in np.flatnonzero(rows))


def agreed(
    first: Range, second: Range, field: str, text: Wording, domain: Range, problems: list[Problem]
) -> Range:
    """What both sources allow; where they contradict each other, nothing is known and the reader is told."""
    common = first.within(second)
    clash = common.empty
    note(problems, clash, field, text)
    return domain.where(clash, common)
