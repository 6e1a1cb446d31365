"""The map of MELD over bilirubin and creatinine at one INR: lines of equal score and the region that passes.

Original MELD. On a line bilirubin follows from creatinine in closed form, because the score is a straight
line in the logarithm of either between floor and cap; below its floor creatinine no longer counts.
"""

from dataclasses import dataclass

import numpy as np

from clinical.eligibility.limits import Limits
from clinical.eligibility.ranges import Floats
from clinical.scores.meld import BILIRUBIN, CREATININE, meld_raw

LINES = (20.0, 25.0, 35.0)
POINTS = 60
ROWS_UMOL_L = (100.0, 171.0, 250.0, 350.0, 500.0, 800.0)
"""The bilirubin at which the map is read off as a table."""
BILIRUBIN_TOP_UMOL_L = 800.0
CREATININE_TOP_UMOL_L = 360.0
_FLOOR = float(CREATININE.floor or 1.0) * CREATININE.divisor
_CAP = float(CREATININE.cap or np.inf) * CREATININE.divisor


@dataclass(frozen=True, eq=False)
class MeldMap:
    """`lines[score]`: bilirubin and creatinine (umol/L) of the points with that raw score, for `cap` too.

    `region`: the outline within which a candidate passes both the bilirubin limit and the MELD cap; empty
    where no point of the picture does.
    """

    lines: dict[float, tuple[Floats, Floats]]
    cap: float
    region: tuple[Floats, Floats]


def meld_map(inr: float, limits: Limits) -> MeldMap:
    """The map at this INR: lines of 20, 25 and 35, and of the score at which the cap rounds up."""
    cap = limits.meld + 0.5
    lines = {score: _line(score, inr) for score in sorted({*LINES, cap})}
    return MeldMap(lines, cap, _region(lines[cap], limits.bilirubin_umol_l))


def reached_at(drawn: MeldMap, bilirubin_umol_l: float) -> dict[float, float]:
    """The creatinine (umol/L) at which each line is reached: 0 where every creatinine is enough, NaN where none is."""
    return {
        score: float(np.interp(bilirubin_umol_l, bilirubin, creatinine, left=np.nan, right=0.0))
        for score, (bilirubin, creatinine) in drawn.lines.items()
    }


def _line(score: float, inr: float) -> tuple[Floats, Floats]:
    """From the creatinine cap down to its floor, and straight down from there."""
    creatinine = np.geomspace(_CAP, _FLOOR, POINTS)
    low = BILIRUBIN.divisor
    at_low, at_double = (
        meld_raw(bilirubin_umol_l=value, inr=inr, creatinine_umol_l=creatinine) for value in (low, 2 * low)
    )
    bilirubin = low * np.exp2((score - at_low) / (at_double - at_low))
    counts = bilirubin >= low
    return np.append(bilirubin[counts], bilirubin[-1:]), np.append(creatinine[counts], [0.0])


def _region(line: tuple[Floats, Floats], bilirubin_limit: float) -> tuple[Floats, Floats]:
    """What lies under the cap line to the right of the bilirubin limit, as far as the picture goes."""
    bilirubin, creatinine = line
    edges = np.array([bilirubin_limit, BILIRUBIN_TOP_UMOL_L])
    inside = (bilirubin > bilirubin_limit) & (bilirubin < BILIRUBIN_TOP_UMOL_L)
    top = np.interp(edges, bilirubin, creatinine, left=CREATININE_TOP_UMOL_L, right=0.0)
    if top[0] == 0.0:
        return np.array([]), np.array([])
    across = np.concatenate(([bilirubin_limit, bilirubin_limit], bilirubin[inside], [edges[1], edges[1]]))
    upward = np.concatenate(([0.0, top[0]], creatinine[inside], [top[1], 0.0]))
    return across, upward
