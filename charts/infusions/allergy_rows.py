"""Signs of allergy and adverse events by the clock, as rows of marks against the time since an infusion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pandas import DataFrame

from charts.common import theme
from charts.infusions import axis as infusions_axis
from clinical.common.plain_text import escape

# Between the marks of two infusions: as a share of a row, and in the width of the axis.
SPREAD, DODGE = 0.22, 0.075
ABSENT = "#AAB3BC"


@dataclass(frozen=True)
class Rows:
    """`names`: code -> name, top first. `marks`: paramcd, doseno, minutes, mark, present, hover.

    `mark` is the text of a mark: the number of the infusion, a count, or the grade of an adverse event.
    """

    title: str
    names: dict[str, str]
    marks: DataFrame
    infusions: Sequence[int]

    @property
    def empty(self) -> bool:
        """Whether nothing was asked at a known time."""
        return bool(self.marks["minutes"].isna().all())


def axis(rows: Rows) -> dict[str, Any]:
    """A row per sign."""
    return {
        "range": [len(rows.names) - 0.45, -0.55], "tickvals": list(range(len(rows.names))), "showgrid": False,
        "ticktext": [escape(name) for name in rows.names.values()], "ticks": "",
        "tickfont": {"size": 10, "color": theme.INK}, "automargin": True,
    }  # fmt: skip


def traces(
    rows: Rows, axes: tuple[str, str], style_of: Callable[[int], tuple[str, str, str]]
) -> list[dict[str, Any]]:
    """A dot where a sign was asked for and absent, a mark with its text where it was present."""
    marks = rows.marks[rows.marks["minutes"].notna()]
    marks = marks[marks["paramcd"].isin(list(rows.names))]
    if marks.empty:
        return []
    place = {code: number for number, code in enumerate(rows.names)}
    middle = (len(rows.infusions) - 1) / 2
    offset = {number: (index - middle) * SPREAD for index, number in enumerate(rows.infusions)}
    y = np.array(
        [
            place[code] + offset.get(number, 0)
            for code, number in zip(marks["paramcd"], marks["doseno"], strict=True)
        ]
    )
    sideways = np.array([offset.get(number, 0) for number in marks["doseno"]]) / SPREAD * DODGE
    x = infusions_axis.position(marks["minutes"]) + sideways
    present = marks["present"].to_numpy(dtype=bool)
    base = {
        "type": "scatter",
        "xaxis": axes[0],
        "yaxis": axes[1],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    hover = marks["hover"].to_numpy(dtype=object)
    colours = np.array([style_of(int(number))[0] for number in marks["doseno"]])
    found = [base | {
        "mode": "markers", "x": x[~present], "y": y[~present], "customdata": hover[~present],
        "marker": {"size": 3, "color": ABSENT},
    }] if (~present).any() else []  # fmt: skip
    if present.any():
        found.append(base | {
            "mode": "markers+text", "x": x[present], "y": y[present], "customdata": hover[present],
            "marker": {"size": 10, "symbol": "square", "color": colours[present].tolist()},
            "text": marks["mark"].to_numpy(dtype=object)[present], "textfont": {"size": 9, "color": "#FFFFFF"},
        })  # fmt: skip
    return found
