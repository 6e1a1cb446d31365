"""How sure a value is: decided once, when the database is built, and obeyed by everything that reads a value.

PLAUSIBLE   a number as measured
QUESTIONED  outside what is seen in patients (the registry's plausible range), or fitting its neighbours only in another
            unit: it feeds no score, grade, flag, news, order or line; it is kept (adlb.avalq), shown apart and listed
LIMIT       known only as a limit ('<27', '>2000'): it decides where every value on its side gives the same answer
CONFOUNDED  a treatment set it (adlb.confound says which)
STALE       the newest there is, and too old to stand for the day that is looked at
"""

from typing import Final

import numpy as np

from clinical.common.decimals import Floats

PLAUSIBLE, QUESTIONED, LIMIT, CONFOUNDED, STALE = (
    "PLAUSIBLE", "QUESTIONED", "LIMIT", "CONFOUNDED", "STALE",
)  # fmt: skip
CERTAINTIES: Final = (PLAUSIBLE, QUESTIONED, LIMIT, CONFOUNDED, STALE)
OUTSIDE_RANGE, OTHER_UNIT = "OUTSIDE RANGE", "OTHER UNIT"
WHY_QUESTIONED: Final = (OUTSIDE_RANGE, OTHER_UNIT)
STALE_AFTER_DAYS: Final = 7
"""Ours: the span of the change that the ward board shows; no source sets one."""

# Beyond every measurement, and still a number that a formula can take.
NEXT_TO_NOTHING, BEYOND_ALL = 1e-9, 1e9
# '>800' is not 800: a step that ten digits, in which comparisons are made, can see.
JUST = 1e-8


def span(sign: str, number: float) -> tuple[float, float]:
    """The least and the greatest value that a limit leaves: sign '<', '<=', '>' or '>='. ValueError for another."""
    if sign not in ("<", "<=", ">", ">="):
        raise ValueError(f"no sign of a limit: {sign!r}")
    if sign.startswith("<"):
        return NEXT_TO_NOTHING, number if sign == "<=" else number * (1 - JUST)
    return number if sign == ">=" else number * (1 + JUST), BEYOND_ALL


def decided(at_ends: Floats) -> Floats:
    """The answer where all of the first axis agree, NaN where they differ or one is missing."""
    return np.where((at_ends == at_ends[0]).all(axis=0), at_ends[0], np.nan)
