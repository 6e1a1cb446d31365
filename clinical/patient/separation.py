"""Enzyme-bilirubin separation (酶胆分离): transaminases fall while bilirubin rises, which is no recovery.

ALT falls by more than 30 % within 7 days while bilirubin rises by more than 20 %. Source: the trial's design
document (clinical/trial.md, section 3.1), after Chinese ward practice; the two figures are working limits of
that document and come from no publication.
"""

import numpy as np
from numpy.typing import NDArray

from clinical.common.decimals import Truths, Values, above, below, numbers, ratio

WITHIN_DAYS = 7.0
ALT_LEFT = 0.7
BILIRUBIN_REACHED = 1.2


def compared_with(subject: Values, day: Values, alt: Values, bilirubin: Values) -> NDArray[np.int64]:
    """For each draw the earliest draw of the 7 days before against which both have parted; -1: none.

    Draws that have both values, sorted by subject (a number) and `day` (any origin, fractions count). Units do
    not matter, as long as a subject keeps to one. A draw of the same moment is not before; a missing value, or
    one that is not above zero, parts from nothing.
    """
    who, when = numbers(subject), numbers(day)
    enzyme, pigment = numbers(alt), numbers(bilirubin)
    against = np.full(len(when), -1, dtype=np.int64)
    later = np.arange(len(when))
    for lag in range(1, len(when)):
        later = later[later >= lag]
        earlier = later - lag
        near = (who[later] == who[earlier]) & (when[later] - when[earlier] <= WITHIN_DAYS)
        # Sorted: beyond a draw too far back there are only farther ones.
        later, earlier = later[near], earlier[near]
        if not len(later):
            break
        parted = (when[later] > when[earlier]) & separated(
            enzyme[earlier], enzyme[later], pigment[earlier], pigment[later]
        )
        against[later[parted]] = earlier[parted]
    return against


def separated(alt_before: Values, alt: Values, bilirubin_before: Values, bilirubin: Values) -> Truths:
    """Whether ALT fell by more than 30 % and bilirubin rose by more than 20 %; a limit itself is not beyond it."""
    fallen = below(_share(alt, alt_before), ALT_LEFT)
    risen = above(_share(bilirubin, bilirubin_before), BILIRUBIN_REACHED)
    return np.asarray(fallen & risen, dtype=np.bool_)


def _share(value: Values, before: Values) -> NDArray[np.float64]:
    """The value as a multiple of the one before; NaN where either is not above zero."""
    given = numbers(value)
    return ratio(np.where(given > 0, given, np.nan), before)
