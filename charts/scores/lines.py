"""The lines of a score: one per patient in a single trace per arm, quartiles of an arm, bands of all patients.

Frames are those of data_access.scores.cohort: values (usubjid, arm, offset, y, taken, ady, confound, source_file,
source_row) sorted by patient and time, and spread (arm, offset, n, n_alive, q10 to q90).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pandas import DataFrame

from charts.common import theme
from charts.common.arm_style import ArmStyle
from charts.common.words import Words
from charts.scores.points import Labels, escaped, hover_of, names_of, numbers_of, template_of
from clinical.common.plain_text import escape

# Hollow marks say "confounded"; the others carry a mark only while there are few.
MOST_MARKS = 900
LEAST_FOR_MEDIAN = 3
LEAST_FOR_BANDS = 5
# Between the names of two bands, as a share of the height of all.
LEAST_NAME_GAP = 0.05
BANDS = (("q10", "q90", "rgba(82, 96, 109, 0.13)"), ("q25", "q75", "rgba(82, 96, 109, 0.17)"))
STAY = {"marker": {"opacity": 1}}
"""A click selects; what is not selected must not fade."""


def patients(
    rows: DataFrame, style: ArmStyle, arm: str, labels: Labels, words: Words
) -> list[dict[str, Any]]:
    """The lines of one arm, and hollow marks on the confounded values."""
    if rows.empty:
        return []
    few = len(rows) <= MOST_MARKS
    x, y, hover = numbers_of(rows["offset"]), numbers_of(rows["y"]), hover_of(rows, words)
    first = np.flatnonzero(np.r_[True, names_of(rows)[1:] != names_of(rows)[:-1]])
    gaps = first[1:]
    nothing: Any = None
    template = template_of(rows, arm, labels, words)
    line = {
        "type": "scatter", "mode": "lines+markers" if few else "lines", "x": np.insert(x, gaps, np.nan),
        "y": np.insert(y, gaps, np.nan), "line": {"color": style.pale, "width": 1},
        "customdata": np.insert(hover, gaps, nothing, axis=0), "hovertemplate": template, "unselected": STAY,
        "marker": {"size": 3, "color": style.pale, "symbol": style.marker}, "opacity": 1 if few else 0.55,
    }  # fmt: skip
    alone = np.zeros(len(rows), dtype=np.bool_)
    alone[first[np.diff(np.r_[first, len(rows)]) == 1]] = True
    hollow = rows["confound"].notna().to_numpy()
    marks = [(hollow, f"{style.marker}-open", 5)] + ([] if few else [(alone & ~hollow, style.marker, 3)])
    return [line] + [
        {
            "type": "scatter", "mode": "markers", "x": x[chosen], "y": y[chosen], "customdata": hover[chosen],
            "hovertemplate": template, "unselected": STAY,
            "marker": {"size": size, "color": style.pale, "symbol": symbol, "line": {"width": 1}},
        }
        for chosen, symbol, size in marks if chosen.any()
    ]  # fmt: skip


def one(rows: DataFrame, style: ArmStyle, arm: str, labels: Labels, words: Words) -> list[dict[str, Any]]:
    """The patient looked at, on top of all."""
    if rows.empty:
        return []
    hollow = rows["confound"].notna().to_numpy()
    return [{
        "type": "scatter", "mode": "lines+markers", "x": numbers_of(rows["offset"]), "y": numbers_of(rows["y"]),
        "line": {"color": theme.INK, "width": 2.4}, "customdata": hover_of(rows, words), "unselected": STAY,
        "hovertemplate": template_of(rows, arm, labels, words),
        "marker": {
            "size": 7, "color": theme.INK, "line": {"width": 1.5, "color": theme.INK},
            "symbol": np.where(hollow, f"{style.marker}-open", style.marker).tolist(),
        },
    }]  # fmt: skip


def median(
    rows: DataFrame, style: ArmStyle, name: str, shift: float, labels: Labels, words: Words
) -> dict[str, Any]:
    """Median and quartiles of one arm at each time point with at least three values, moved aside by `shift` days."""
    rows = rows[rows["n"] >= LEAST_FOR_MEDIAN]
    middle, low, high = (numbers_of(rows[column]) for column in ("q50", "q25", "q75"))
    hover = [
        words("meld.hover_median", point=labels.point(point), n=int(n), alive=int(alive),
             median=f"{m:.{labels.decimals}f}", low=f"{a:.{labels.decimals}f}", high=f"{b:.{labels.decimals}f}")
        for point, n, alive, m, a, b in zip(
            rows["avisit"], rows["n"], rows["n_alive"], middle, low, high, strict=True)
    ]  # fmt: skip
    return {
        "type": "scatter", "mode": "lines+markers", "name": escape(name), "showlegend": True,
        "x": numbers_of(rows["offset"]) + shift, "y": middle, "unselected": STAY,
        "line": {"color": style.colour, "width": 2.6, "dash": style.dash},
        "marker": {"size": 8, "color": style.colour, "symbol": style.marker, "line": {"width": 1, "color": "#FFFFFF"}},
        "error_y": {
            "type": "data", "symmetric": False, "array": high - middle, "arrayminus": middle - low,
            "color": style.colour, "thickness": 1.5, "width": 4,
        },
        "hovertext": [escape(said) for said in hover],
        "hovertemplate": f"<b>{escape(name)}</b><br>%{{hovertext}}<extra></extra>",
    }  # fmt: skip


def bands(rows: DataFrame, labels: Labels, words: Words) -> list[dict[str, Any]]:
    """10-25-50-75-90% of all patients together, where at least five have a value."""
    rows = rows[rows["n"] >= LEAST_FOR_BANDS]
    x = numbers_of(rows["offset"])
    drawn: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": colour, "line": {"width": 0},
            "x": np.r_[x, x[::-1]], "y": np.r_[numbers_of(rows[low]), numbers_of(rows[high])[::-1]],
            "hoverinfo": "skip",
        }
        for low, high, colour in BANDS
    ]  # fmt: skip
    hover = [
        words("meld.hover_bands", point=labels.point(point), n=int(n), alive=int(alive),
             q10=f"{a:.{labels.decimals}f}", q25=f"{b:.{labels.decimals}f}", q50=f"{c:.{labels.decimals}f}",
             q75=f"{d:.{labels.decimals}f}", q90=f"{e:.{labels.decimals}f}")
        for point, n, alive, a, b, c, d, e in zip(
            rows["avisit"], rows["n"], rows["n_alive"], *(rows[f"q{share}"] for share in (10, 25, 50, 75, 90)),
            strict=True)
    ]  # fmt: skip
    return [*drawn, {
        "type": "scatter", "mode": "lines+markers", "x": x, "y": numbers_of(rows["q50"]), "hovertext": hover,
        "line": {"color": theme.QUIET, "width": 1.6}, "marker": {"size": 5, "color": theme.QUIET},
        "hovertemplate": "%{hovertext}<extra></extra>", "unselected": STAY,
    }]  # fmt: skip


def band_names(rows: DataFrame) -> list[dict[str, Any]]:
    """10%, 25% ... at the right end of the bands, as far as they do not run into each other."""
    rows = rows[rows["n"] >= LEAST_FOR_BANDS]
    if rows.empty:
        return []
    last, drawn = rows.iloc[-1], -np.inf
    room = LEAST_NAME_GAP * float(rows["q90"].max() - rows["q10"].min())
    heights = {}
    for share in (10, 25, 50, 75, 90):
        if float(last[f"q{share}"]) >= drawn + room:
            drawn = heights[share] = float(last[f"q{share}"])
    return [
        {
            "x": float(last["offset"]), "y": height, "text": f"{share}%", "showarrow": False,
            "xanchor": "left", "xshift": 5, "font": {"size": 10, "color": theme.QUIET},
        }
        for share, height in heights.items()
    ]  # fmt: skip


def end_marks(
    ends: DataFrame, last: DataFrame, letters: dict[str, str], words: Words
) -> list[dict[str, Any]]:
    """A letter where the course of a native liver ended, at the height of the last value drawn.

    `last`: usubjid, y of the last value of each patient drawn.
    """
    heights = dict(zip(last["usubjid"], last["y"], strict=True))
    rows = ends[ends["usubjid"].isin(heights)]
    if rows.empty:
        return []
    hover = [
        [name, words(f"meld.end.{kind}", date=words.day(when))]
        for name, kind, when in zip(rows["usubjid"], rows["kind"], rows["taken"], strict=True)
    ]
    colours = {"DEATH": theme.LIMIT_RED, "TRANSPLANT": "#2F6F4F"}
    return [{
        "type": "scatter", "mode": "text", "x": numbers_of(rows["offset"]),
        "y": np.array([heights[name] for name in rows["usubjid"]], dtype=np.float64),
        "text": [letters[kind] for kind in rows["kind"]],
        "textfont": {"size": 13, "color": [colours[kind] for kind in rows["kind"]]},
        "customdata": escaped(hover), "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }]  # fmt: skip


def limit_line(limit: float) -> dict[str, Any]:
    """A display threshold: thin, dotted, behind everything."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": limit, "y1": limit, "layer": "below",
        "line": {"width": 1, "color": "#8A949E", "dash": "dot"},
    }  # fmt: skip


def limit_names(limits: Sequence[tuple[float, str]], *, inside: bool) -> list[dict[str, Any]]:
    """The number of each threshold: beyond the right end of its line, where no course runs.

    `inside`: above its left end, where bands leave room, because their shares are named on the right.
    """
    place = {"x": 0, "yanchor": "bottom", "yshift": -2} if inside else {"x": 1, "yanchor": "middle"}
    return [
        place | {
            "xref": "paper", "xanchor": "left", "xshift": 3, "y": limit, "text": escape(words),
            "showarrow": False, "font": {"size": 11, "color": theme.QUIET},
        }
        for limit, words in limits
    ]  # fmt: skip
