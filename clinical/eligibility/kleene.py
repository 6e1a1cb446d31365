"""Strong Kleene logic on arrays: false, unknown, true.

A conjunction is false as soon as one part is false and a disjunction true as soon as one part is true,
whatever is unknown beside it; otherwise an unknown part leaves the whole unknown. Learning more can turn
unknown into true or false, never true into false.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Truth: TypeAlias = NDArray[np.int8]
"""One truth value per row: FALSE, UNKNOWN or TRUE."""

FALSE, UNKNOWN, TRUE = 0, 1, 2


def truth(true: ArrayLike, false: ArrayLike) -> Truth:
    """TRUE where `true` holds, FALSE where `false` holds, UNKNOWN elsewhere."""
    return np.where(true, TRUE, np.where(false, FALSE, UNKNOWN)).astype(np.int8)


def all_of(*parts: Truth) -> Truth:
    """The conjunction, row by row; of nothing at all it is not defined (ValueError)."""
    return np.asarray(np.minimum.reduce(parts), dtype=np.int8)


def any_of(*parts: Truth) -> Truth:
    """The disjunction, row by row; of nothing at all it is not defined (ValueError)."""
    return np.asarray(np.maximum.reduce(parts), dtype=np.int8)


def negation(part: Truth) -> Truth:
    """True for false and false for true; unknown stays unknown."""
    return np.asarray(TRUE - part, dtype=np.int8)
