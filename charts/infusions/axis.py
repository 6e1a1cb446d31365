"""The time since an infusion on an axis that shows both its first two hours and the day after.

Near the start the axis is linear, later each doubling of the time takes the same width: asinh(minutes / 30).
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pandas import DataFrame

from charts.common import theme
from charts.common.words import Words

LINEAR_MINUTES = 30.0
BEFORE_MINUTES = (
    15  # where the tick of the assessment before the infusion stands: in the middle of its half hour
)
FIRST, LAST = -34.0, 1750.0
HOURS_WITHOUT_PLAN = (0, 0.5, 1, 2, 4, 8, 12, 24)


def position(minutes: ArrayLike) -> NDArray[np.float64]:
    """Where a time since the start of the infusion lies on the axis."""
    return np.arcsinh(np.asarray(minutes, dtype=np.float64) / LINEAR_MINUTES)


def layout(points: DataFrame, words: Words, **settings: Any) -> dict[str, Any]:
    """The axis with a tick at each planned time point: `points` has tpt and minutes; without any, at whole hours."""
    places, names = _ticks(points, words) if len(points) else _hours(words)
    return theme.axis(
        range=[float(position(FIRST)), float(position(LAST))],
        tickvals=position(places),
        ticktext=names,
        tickangle=0,
        **settings,
    )


def _ticks(points: DataFrame, words: Words) -> tuple[list[float], list[str]]:
    places, names = [0.0], [words("infusions.start")]
    for tpt, minutes in zip(points["tpt"], points["minutes"].tolist(), strict=True):
        short = words(f"tick.{tpt}")
        if minutes <= 0:
            places, names = [-BEFORE_MINUTES, *places], [short, *names]
        else:
            hours = f"<br>{minutes / 60:.1f} h" if minutes > 60 else ""
            places, names = [*places, minutes], [*names, short + hours]
    return places, names


def _hours(words: Words) -> tuple[list[float], list[str]]:
    return [60 * hours for hours in HOURS_WITHOUT_PLAN], [
        words("infusions.hours", n=f"{hours:g}") for hours in HOURS_WITHOUT_PLAN
    ]
