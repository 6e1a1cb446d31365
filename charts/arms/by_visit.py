"""One parameter by visit: every patient as a thin line, the median of each arm, and who is left, under the axis.

Visits stand side by side at equal distances, so that early ones do not fall together and the rows of numbers below
line up with them; the axis says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from pandas import DataFrame

from charts.common import rows_below, theme
from charts.common.arm_style import style_of
from charts.common.rows_below import Row
from charts.common.slide_shapes import Line, XyChart
from charts.common.words import Words
from clinical.common.plain_text import escape

HEIGHT, TOP, RIGHT = 300, 26, 10
TICKS, STAMP = 22, 20
DODGE = 0.13
# Many thin lines must stay paler than few, and all paler than the median.
FEW, FAINT, FAINTER = 30, 0.4, 0.16
SIGNIFICANT = 5
END_MARKS = {"DIED": ("x", theme.LIMIT_RED), "TRANSPLANTED": ("diamond-open", theme.INK)}


def course(
    patients: DataFrame,
    numbers: DataFrame,
    measure: str,
    visits: Mapping[float, str],
    arms: Mapping[str, str],
    rows: Sequence[Row],
    *,
    y_title: str,
    log: bool,
    stamp: str,
    words: Words,
) -> go.Figure:
    """`patients` and `numbers` of by_visit.endpoint(); `visits`: number to name; `arms`: name as delivered to legend.

    A patient's line ends in a red cross where the patient died later, in a hollow diamond where transplanted.
    """
    place = {number: position for position, number in enumerate(visits)}
    drawn = patients[patients[measure].notna() & patients["avisitn"].isin(list(visits))]
    traces: list[dict[str, Any]] = []
    for position, arm in enumerate(arms):
        shift = (position - (len(arms) - 1) / 2) * DODGE
        traces += _patients(drawn[drawn["arm"] == arm], measure, place, shift, position, words)
    for position, (arm, name) in enumerate(arms.items()):
        shift = (position - (len(arms) - 1) / 2) * DODGE
        traces.append(_median(_of_arm(numbers, arm, measure), name, place, shift, position, words))
    below = TICKS + rows_below.height(rows) + STAMP
    zero = measure != "value"
    return theme.figure(
        traces,
        {
            "height": HEIGHT + below,
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
            "margin": {"l": max(rows_below.width(rows), 70), "r": RIGHT, "t": TOP, "b": below},
            "xaxis": theme.axis(
                range=[-0.5, len(visits) - 0.5],
                tickvals=list(place.values()),
                ticktext=[escape(name) for name in visits.values()],
                showgrid=False,
                tickfont={"size": 12, "color": theme.INK},
            ),
            "yaxis": theme.axis(
                type="log" if log else "linear",
                title={"text": escape(y_title), "font": {"size": 12}},
                zeroline=zero,
                zerolinecolor=theme.QUIET,
                zerolinewidth=1,
            ),
            "annotations": [
                *rows_below.notes(rows, place, down=TICKS),
                theme.stamp(stamp) | {"yshift": -(below - STAMP + 4)},
            ],
        },
    )


def _patients(
    part: DataFrame, measure: str, place: Mapping[float, int], shift: float, position: int, words: Words
) -> list[dict[str, Any]]:
    """All lines of an arm as one trace with gaps between patients, and one trace for each way a line can end."""
    if part.empty:
        return []
    style = style_of(position)
    x = np.array([place[number] for number in part["avisitn"]]) + shift
    y = part[measure].to_numpy(dtype=np.float64)
    subjects = np.array([escape(subject) for subject in part["usubjid"]], dtype=object)
    gaps = np.flatnonzero(subjects[1:] != subjects[:-1]) + 1
    few = len(gaps) < FEW
    line = {
        "type": "scatter", "mode": "lines+markers" if few else "lines", "x": _short(np.insert(x, gaps, np.nan)),
        "y": _short(np.insert(y, gaps, np.nan)), "customdata": np.insert(subjects, gaps, ""),
        "line": {"color": style.colour, "width": 1}, "opacity": FAINT if few else FAINTER,
        "marker": {"size": 3, "color": style.colour}, "showlegend": False,
        "hovertemplate": "%{customdata}: %{y}<extra></extra>",
    }  # fmt: skip
    last = part["last"].to_numpy(dtype=object)
    ends = [(end, last == end) for end in END_MARKS]
    return [line, *(_ends(x[here], y[here], subjects[here], end, words) for end, here in ends if here.any())]


def _ends(
    x: NDArray[np.float64], y: NDArray[np.float64], subjects: NDArray[Any], end: str, words: Words
) -> dict[str, Any]:
    symbol, colour = END_MARKS[end]
    said = words(f"arms.endpoint.end_{end}")
    return {
        "type": "scatter", "mode": "markers", "x": _short(x), "y": _short(y), "customdata": subjects,
        "marker": {"symbol": symbol, "size": 7, "color": colour}, "showlegend": False,
        "hovertemplate": f"%{{customdata}}: %{{y}}, {said}<extra></extra>",
    }  # fmt: skip


def _median(
    chosen: DataFrame, name: str, place: Mapping[float, int], shift: float, position: int, words: Words
) -> dict[str, Any]:
    style = style_of(position)
    median, q1, q3 = (chosen[column].to_numpy(dtype=np.float64) for column in ("median", "q1", "q3"))
    bars = {
        "type": "data",
        "symmetric": False,
        "array": _short(q3 - median),
        "arrayminus": _short(median - q1),
    }
    return {
        "type": "scatter", "mode": "lines+markers", "name": escape(name),
        "x": np.array([place[number] for number in chosen["avisitn"]]) + shift, "y": _short(median),
        "line": {"color": style.colour, "width": 3, "dash": style.dash},
        "marker": {"size": 9, "symbol": style.marker, "color": style.colour, "line": {"width": 1, "color": "#FFFFFF"}},
        "error_y": bars | {"color": style.colour, "thickness": 1.6, "width": 4},
        "customdata": np.column_stack([_short(q1), _short(q3), chosen["n"].to_numpy()]),
        "hovertemplate": f"{words('arms.endpoint.hover')}<extra>%{{fullData.name}}</extra>",
    }  # fmt: skip


def _short(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """As many digits as a laboratory gives: what a picture cannot show need not travel."""
    size = np.abs(values)
    known = np.isfinite(values) & (size > 0)
    step = SIGNIFICANT - 1 - np.floor(np.log10(np.where(known, size, 1.0)))
    return np.where(known, np.round(values * 10.0**step) / 10.0**step, values)


def _of_arm(numbers: DataFrame, arm: str, measure: str) -> DataFrame:
    """The visits of an arm, without the end of treatment, which is a copy of one of them."""
    return numbers[(numbers["arm"] == arm) & (numbers["measure"] == measure) & numbers["avisitn"].notna()]


def native(
    numbers: DataFrame, measure: str, arms: Mapping[str, str], *, x_title: str, y_title: str
) -> XyChart:
    """The medians with their quartiles for a slide, over the number of the visit."""
    lines = []
    for position, (arm, name) in enumerate(arms.items()):
        style = style_of(position)
        chosen = _of_arm(numbers, arm, measure)
        x = [float(number) for number in chosen["avisitn"]]
        for column in ("median", "q1", "q3"):
            y = [float(value) for value in chosen[column]]
            middle = column == "median"
            label = name if middle else f"{name}, {column.upper()}"
            marker, width = (style.marker, 2.5) if middle else ("", 0.75)
            lines.append(Line(label, x, y, style.colour, style.dash != "solid", marker, width))
    return XyChart(x_title, y_title, tuple(lines))
