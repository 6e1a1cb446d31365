"""A shift table as a figure: baseline grade down, worst grade across, one field of counts per arm."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame, isna

from charts.common import theme
from charts.common.words import Words
from charts.safety.proportions import Arm, axis_title
from clinical.common.plain_text import escape

HEIGHT = 380
MARGIN = {"l": 62, "r": 12, "t": 56, "b": 62}
GAP = 0.04
# What a cell is: nobody, somebody with no rise or with one grade missing, or a rise to grade 1 to 4.
NOBODY, SAME, UNKNOWN = 0, 1, 2
COLOURS = ("#FFFFFF", theme.GRID, theme.UNGRADED, *(theme.GRADE_COLOURS[grade] for grade in range(1, 5)))
RISEN = "▲"


def figure(shift: DataFrame, arms: Sequence[Arm], *, stamp: str, words: Words) -> go.Figure:
    """`shift` of shifts.to_worst; counts above baseline are in the colour of the grade, with a mark."""
    share = (1 - GAP * (len(arms) - 1)) / max(len(arms), 1)
    layout: dict[str, Any] = {"height": HEIGHT, "margin": MARGIN, "annotations": [theme.stamp(stamp)]}
    traces = []
    for place, arm in enumerate(arms):
        number = "" if not place else str(place + 1)
        left = place * (share + GAP)
        traces.append(_field(shift[shift["arm"] == arm.arm], arm, number, words))
        layout[f"xaxis{number}"] = _axis(
            words("safety.shift.worst"), domain=[left, left + share], anchor=f"y{number}", words=words
        )
        layout[f"yaxis{number}"] = _axis(
            "" if place else words("safety.shift.base"),
            autorange="reversed",
            anchor=f"x{number}",
            words=words,
        )
        layout["annotations"].append(_name(arm, left))
    return theme.figure(traces, layout)


def _field(rows: DataFrame, arm: Arm, number: str, words: Words) -> dict[str, Any]:
    levels = list(dict.fromkeys(None if isna(base) else int(base) for base in rows["base"]))
    count = len(levels)
    counts = rows["n"].to_numpy(int).reshape(count, count)
    pairs = [[(base, worst) for worst in levels] for base in levels]
    kinds = [
        [_kind(n, *pair) for n, pair in zip(*line, strict=True)] for line in zip(counts, pairs, strict=True)
    ]
    said = [
        [_said(int(n), kind) for n, kind in zip(*line, strict=True)]
        for line in zip(counts, kinds, strict=True)
    ]
    hover = [
        [escape(_hover(int(n), pair, arm, words)) for n, pair in zip(*line, strict=True)]
        for line in zip(counts, pairs, strict=True)
    ]
    top = len(COLOURS) - 1
    return {
        "type": "heatmap", "z": np.array(kinds), "zmin": 0, "zmax": top, "showscale": False, "xgap": 2, "ygap": 2,
        "colorscale": [[place / top, colour] for place, colour in enumerate(COLOURS)],
        "text": said, "texttemplate": "%{text}", "textfont": {"size": 13}, "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>", "xaxis": f"x{number}", "yaxis": f"y{number}",
    }  # fmt: skip


def _kind(n: int, base: int | None, worst: int | None) -> int:
    if not n:
        return NOBODY
    if base is None or worst is None:
        return UNKNOWN
    return UNKNOWN + worst if worst > base else SAME


def _said(n: int, kind: int) -> str:
    if not n:
        return "·"
    return f"{n} {RISEN}" if kind > UNKNOWN else str(n)


def _hover(n: int, pair: tuple[int | None, int | None], arm: Arm, words: Words) -> str:
    base, worst = (words("safety.shift.missing") if grade is None else str(grade) for grade in pair)
    return words("safety.shift.hover", arm=arm.name, base=base, worst=worst, n=n)


def _axis(title: str, *, words: Words, **settings: Any) -> dict[str, Any]:
    names = [*map(str, range(5)), words("safety.shift.missing")]
    return theme.axis(
        tickvals=list(range(len(names))),
        ticktext=names,
        showgrid=False,
        ticks="",
        title=axis_title(title),
        **settings,
    )


def _name(arm: Arm, left: float) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(arm.name)}</b>", "showarrow": False, "xref": "paper", "yref": "paper", "x": left, "y": 1,
        "xanchor": "left", "yanchor": "bottom", "yshift": 6, "font": {"size": 13, "color": arm.style.colour},
    }  # fmt: skip
