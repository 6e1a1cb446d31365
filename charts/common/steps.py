"""Step curves: their corners, where few are left in them, and the names at their ends."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST, LEAST_SHARE = 5, 0.2
"""A curve is drawn pale where fewer than this many, or less than this share of the arm, are still at risk."""


def corners(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The corners of a curve that keeps its value until the next point and then steps."""
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def few_from(left: NDArray[Any], n: int) -> int:
    """The place of the first point after which few are at risk, or one past the last; `left`: at risk after it."""
    few = np.flatnonzero((left < FEWEST) | (left < LEAST_SHARE * n))
    return int(few[0]) if len(few) else len(left)


def area(x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The outline between two step curves; without the stretches in which either is missing."""
    known = np.isfinite(low) & np.isfinite(high)
    # Where a limit is missing after it was known, survival is 0 and has no interval: the band ends there.
    x, low, high = x[known], low[known], high[known]
    if len(x) < 2:
        return x[:0], x[:0]
    across, below = corners(x, low)
    _, above = corners(x, high)
    return np.concatenate([across, across[::-1]]), np.concatenate([above, below[::-1]])


def apart(places: Sequence[float], gap: float, low: float = 0.0, high: float = 1.0) -> list[float]:
    """Places for labels, at least `gap` apart, in the same order of height, near their own and within bounds."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    found = [min(max(place, low), high) for place in places]
    for below, above in zip(order, order[1:], strict=False):
        found[above] = max(found[above], found[below] + gap)
    ceiling = high
    for place in reversed(order):
        found[place] = min(found[place], ceiling)
        ceiling = found[place] - gap
    return found


def faint(colour: str, share: float) -> str:
    """A colour written #RRGGBB as a see-through fill; the opacity of a trace does not reach its fill."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {share:g})"
