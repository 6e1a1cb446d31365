"""The CONSORT flow: who was screened, left out, randomised, treated, and is still there; arms side by side.

The boxes are laid out once, as a slide draws them (`slide_shapes.FlowChart`), and drawn from that on the page.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from charts.common import theme
from charts.common.arm_style import style_of
from charts.common.slide_shapes import Box, FlowChart
from clinical.common.plain_text import escape

LINE, PADDING, GAP = 16.0, 7.0, 24.0
# What the boxes are wrapped for: the page of a ward PC, letters as wide as on a projector.
WIDTH, LETTER = 1290.0, 8.6
TRUNK_WIDTH = 0.2
ASIDE_AT, ASIDE_WIDTH = 0.64, 0.36
WIDEST_ARM, BETWEEN_ARMS = 0.36, 0.02
INDENT = "\u2003"
MARGIN, FOOT = 4, 52


@dataclass(frozen=True)
class Column:
    """One arm: what is said at allocation and of follow-up, line by line; the first line is the head."""

    allocated: tuple[str, ...]
    followed: tuple[str, ...]


def layout(
    screened: str, left_out: Sequence[str], randomised: str, arms: Sequence[Column]
) -> tuple[FlowChart, float]:
    """The boxes with their arrows, and the height of the drawing in pixels of the page.

    A line that begins with INDENT is a detail of the line before it.
    """
    share = min(WIDEST_ARM, 1 / max(len(arms), 1) - BETWEEN_ARMS)
    aside = _wrapped(left_out, ASIDE_WIDTH)
    columns = [(_wrapped(arm.allocated, share), _wrapped(arm.followed, share)) for arm in arms]
    trunk = _height([screened])
    second = max(trunk + GAP, _height(aside) - trunk)
    third = second + trunk + GAP
    fourth = third + max((_height(lines) for lines, _ in columns), default=0.0) + GAP
    total = fourth + max((_height(lines) for _, lines in columns), default=0.0)

    def box(lines: Sequence[str], x: float, top: float, width: float, colour: str = "") -> Box:
        return Box("\n".join(lines), x, top / total, width, _height(lines) / total, colour)

    middle = (1 - TRUNK_WIDTH) / 2
    boxes = [box([screened], middle, 0, TRUNK_WIDTH), box([randomised], middle, second, TRUNK_WIDTH)]
    arrows = [(0, 1)]
    if aside:
        boxes.append(box(aside, ASIDE_AT, 0, ASIDE_WIDTH))
        arrows.append((0, 2))
    for place, (allocated, followed) in enumerate(columns):
        left, colour = (place + 0.5) / len(arms) - share / 2, style_of(place).colour
        boxes += [box(allocated, left, third, share, colour), box(followed, left, fourth, share, colour)]
        arrows += [(1, len(boxes) - 2), (len(boxes) - 2, len(boxes) - 1)]
    return FlowChart(tuple(boxes), tuple(arrows)), total


def drawing(flow: FlowChart, height: float, *, stamp: str) -> go.Figure:
    """The boxes and arrows as a figure of that height; the first line of each box is its head."""
    borders = [_border(box) for box in flow.boxes]
    paths = [_path(flow.boxes[start], flow.boxes[end]) for start, end in flow.arrows]
    heads = [_head(flow.boxes[start], flow.boxes[end]) for start, end in flow.arrows]
    hidden = {"visible": False, "fixedrange": True}
    return theme.figure(
        [],
        {
            "height": height + MARGIN + FOOT,
            "margin": {"l": MARGIN, "r": MARGIN, "t": MARGIN, "b": FOOT},
            "xaxis": hidden | {"range": [-0.002, 1.002]},
            "yaxis": hidden | {"range": [1.004, -0.004]},
            "shapes": [*paths, *borders],
            "annotations": [*heads, *map(_words, flow.boxes), theme.stamp(stamp)],
        },
    )


def _wrapped(lines: Sequence[str], width: float) -> list[str]:
    return [part for line in lines for part in _wrap(line, int(width * WIDTH / LETTER))]


def _wrap(line: str, letters: int) -> list[str]:
    """A line cut to a width in Latin letters; a Chinese character is two wide."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    room = int(letters * len(line) / (len(line) + wide)) if line else letters
    inner = INDENT * (len(line) - len(line.lstrip(INDENT)))
    return wrap(line.lstrip(INDENT), room, initial_indent=inner, subsequent_indent=inner + INDENT)


def _height(lines: Sequence[str]) -> float:
    return len(lines) * LINE + 2 * PADDING if lines else 0.0


def _border(box: Box) -> dict[str, Any]:
    return {
        "type": "rect", "x0": box.x, "x1": box.x + box.width, "y0": box.y, "y1": box.y + box.height,
        "line": {"color": box.colour or theme.QUIET, "width": 1.6 if box.colour else 1}, "fillcolor": "#FFFFFF",
    }  # fmt: skip


def _words(box: Box) -> dict[str, Any]:
    head, *rest = (escape(line) for line in box.text.split("\n"))
    return {
        "text": "<br>".join([f"<b>{head}</b>", *rest]), "x": box.x, "y": box.y, "xanchor": "left", "yanchor": "top",
        "xshift": PADDING, "yshift": -PADDING / 2, "align": "left", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _beside(start: Box, end: Box) -> bool:
    return end.x >= start.x + start.width and end.y < start.y + start.height


def _path(start: Box, end: Box) -> dict[str, Any]:
    """From box to box: straight to one beside it, else down, across halfway, and down again."""
    if _beside(start, end):
        level = start.y + start.height / 2
        corners = [(start.x + start.width, level), (end.x, level)]
    else:
        begin, finish = start.x + start.width / 2, end.x + end.width / 2
        half = (start.y + start.height + end.y) / 2
        corners = [(begin, start.y + start.height), (begin, half), (finish, half), (finish, end.y)]
    route = " L ".join(f"{x:.4f} {y:.4f}" for x, y in corners)
    return {"type": "path", "path": f"M {route}", "line": {"color": theme.QUIET, "width": 1.2}}


def _head(start: Box, end: Box) -> dict[str, Any]:
    """The tip of the arrow, in pixels from where it points."""
    beside = _beside(start, end)
    point = (end.x, start.y + start.height / 2) if beside else (end.x + end.width / 2, end.y)
    return {
        "x": point[0], "y": point[1], "ax": -8 if beside else 0, "ay": 0 if beside else -8, "text": "",
        "showarrow": True, "arrowhead": 2, "arrowwidth": 1.2, "arrowsize": 1.3, "arrowcolor": theme.QUIET,
    }  # fmt: skip
