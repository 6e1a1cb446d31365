"""One look for every figure: template, colours by meaning, and how a figure is put together.

A figure is built once, as one layout and one list of traces: adding traces one by one costs ten times as much.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from clinical.common.plain_text import escape

FONT = '"Segoe UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif'
INK = "#1F2933"
QUIET = "#66727F"
GRID = "#E6EAEE"
RANGE_BAND = "rgba(102, 114, 127, 0.13)"
LIMIT_RED = "#B42318"
# Behind a figure in a table that has reached a display threshold.
MARK_BEDS = {"red": "#FBE3E0", "amber": "#FFF0C9"}
AFTER_TRANSPLANT = "#9AA5B1"
LIGHTEST = 0.65  # share of white in the first of several shades

ANALYTE_COLOURS = {
    "BILI": "#9A6700", "INR": "#8250A8", "PTA": "#8250A8", "PT": "#8250A8", "ALT": "#2F6F4F",
    "AST": "#4C8C2B", "GGT": "#6B7F1F", "ALP": "#7A6A3A", "ALB": "#33658A", "CREAT": "#A2425C",
    "SODIUM": "#2E7D8C", "PLAT": "#7D4E57", "UREA": "#A2425C", "MELD": "#1F2933", "MELDNA": "#1F2933",
    "MELD30": "#1F2933",
}  # fmt: skip


# CTCAE grade 1 to 5: one sequential ramp, dark enough at the end for white figures.
GRADE_COLOURS = {1: "#F3E3C3", 2: "#E7B96B", 3: "#D1803A", 4: "#A84A2A", 5: "#5E1F1F"}
GRADE_INK = {1: INK, 2: INK, 3: INK, 4: "#FFFFFF", 5: "#FFFFFF"}
UNGRADED = "#C9D0D6"

PROCEDURE_BANDS = {
    "PE": "#C9B8E8",
    "DPMAS": "#E8C3D6",
    "ADSORPTION": "#E8C3D6",
    "ALSS": "#C9B8E8",
    "FFP": "#E8DDB8",
    "DIALYSIS": "#B8DDE8",
    "CRRT": "#B8DDE8",
}

AXIS = {
    "showline": True, "linecolor": "#C3CAD1", "gridcolor": GRID, "zeroline": False, "ticks": "outside",
    "ticklen": 3, "tickcolor": "#C3CAD1", "tickfont": {"size": 11, "color": QUIET},
}  # fmt: skip

# Nothing of a chart may leave the machine: no "send to cloud", no logo that links outside.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    "toImageButtonOptions": {"format": "svg"},
}


class Finished(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that nobody changes any more: its form for the browser is made once.

    Plotly makes it anew whenever it is asked, by copying every value twice: two fifths of a rerun of the patient
    page. What is kept is not to be changed by whoever gets it.
    """

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Data and layout as plain values, arrays of numbers in base 64."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent


def figure(traces: Sequence[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure from plain traces and a layout, in our style; `layout` wins over it.

    Names and values are not validated here, which would take fifteen times as long as building; the tests
    validate every figure.
    """
    style: dict[str, Any] = {
        "template": None,
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "#FFFFFF",
        "plot_bgcolor": "#FFFFFF",
        "margin": {"l": 48, "r": 12, "t": 24, "b": 32},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "#FFFFFF",
            "bordercolor": "#C3CAD1",
            "font": {"family": FONT, "size": 12, "color": INK},
        },
        "dragmode": "zoom",
    }
    return Finished({"data": list(traces), "layout": style | layout}, _validate=False)


def shades(colour: str, count: int) -> list[str]:
    """So many shades of one colour, from light to the colour itself: an order that can be seen."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    shares = [LIGHTEST * (count - 1 - place) / max(count - 1, 1) for place in range(count)]
    return [
        "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in (red, green, blue))
        for share in shares
    ]


def paler(colour: str, share: float) -> str:
    """The colour over white at this opacity, as a colour of its own: a slide program fills without opacity."""
    parts = bytes.fromhex(colour.lstrip("#"))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def axis(**settings: Any) -> dict[str, Any]:
    """An axis in our style, with the settings of this figure."""
    return AXIS | settings


def empty(
    sentence: str, *, height: int = 180, x_title: str = "", y_title: str = "", stamp_words: str = ""
) -> go.Figure:
    """Axes and one sentence: what is missing and where it would come from."""
    note = {
        "text": sentence, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5,
        "font": {"size": 13, "color": QUIET},
    }  # fmt: skip
    return figure(
        [],
        {
            "height": height,
            "margin": {"l": 48, "r": 12, "t": 24, "b": 54 if stamp_words else 32},
            "annotations": [note, stamp(stamp_words)] if stamp_words else [note],
            "xaxis": axis(title={"text": x_title}, range=[0, 1], showticklabels=False, showgrid=False),
            "yaxis": axis(title={"text": y_title}, range=[0, 1], showticklabels=False, showgrid=False),
        },
    )


STAMP = "stamp"
"""The name of the note at the foot of a figure, among its annotations."""


def stamp(phrase: str) -> dict[str, Any]:
    """What data the figure shows, at its foot: it must stay with a picture that leaves the page."""
    return {
        "text": escape(phrase), "xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right", "yanchor": "top",
        "yshift": -34, "showarrow": False, "font": {"size": 10, "color": QUIET}, "name": STAMP,
    }  # fmt: skip


def coded(figure: go.Figure, code: str) -> go.Figure:
    """A copy whose stamp ends with the code of its numbers, so that a picture of it can be verified too."""
    content = figure.to_plotly_json()
    for note in content["layout"].get("annotations", ()):
        if note.get("name") == STAMP:
            note["text"] += " · " + escape(code)
    return Finished(content, _validate=False)


# What grows for a projector: the name of a setting and what it belongs to. A bar's width is data and stays.
_GROWING = {
    "size": None, "yshift": None, "xshift": None, "standoff": None, "ticklen": None, "height": "layout",
    "width": "line", "l": "margin", "r": "margin", "t": "margin", "b": "margin",
}  # fmt: skip


def enlarged(figure: go.Figure, factor: float) -> go.Figure:
    """A copy for the back of a meeting room: letters, lines, marks and height `factor` times as large."""
    content = figure.to_plotly_json()
    grown = {
        "data": [_grown(trace, factor, "trace") for trace in content["data"]],
        "layout": _grown(content["layout"], factor, "layout"),
    }
    return Finished(grown, _validate=False)


def _grown(part: Any, factor: float, owner: str) -> Any:
    if isinstance(part, dict):
        return {
            name: _times(value, factor) if _grows(name, owner, value) else _grown(value, factor, name)
            for name, value in part.items()
        }
    return [_grown(each, factor, owner) for each in part] if isinstance(part, (list, tuple)) else part


def _grows(name: str, owner: str, value: Any) -> bool:
    return name in _GROWING and _GROWING[name] in (None, owner) and not isinstance(value, dict)


def _times(value: Any, factor: float) -> Any:
    return np.multiply(value, factor).tolist() if value is not None else None
