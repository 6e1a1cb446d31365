"""Rows of counts under a time axis, each under its tick, with their names to the left of the axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from charts.common import theme
from clinical.common.plain_text import escape

LETTER, TICKS, ROW, STAMP = 6.4, 26, 16, 24
NAME_LETTERS = 15
GAP = 8


@dataclass(frozen=True)
class Block:
    """The rows of one arm: its name and colour, and per row a name and a count for each tick."""

    name: str
    colour: str
    rows: Sequence[tuple[str, Sequence[int]]]


def height(blocks: Sequence[Block]) -> int:
    """The room that the rows take below the axis, with the tick labels above them and the stamp below."""
    return TICKS + sum(ROW * len(block.rows) + GAP for block in blocks) + STAMP


def left(blocks: Sequence[Block], title: str) -> int:
    """The room that the names take left of the axis."""
    names = max((width(line) for block in blocks for line in lines(block.name)), default=0)
    rows = max((width(name) for block in blocks for name, _ in block.rows), default=0)
    return max(int(LETTER * (names + rows)) + 40, int(LETTER * width(title)) + 20, 70)


def lines(name: str, most: int = 3) -> list[str]:
    """A long name in up to `most` lines; what does not fit ends in an ellipsis."""
    if width(name) > len(name):
        return [name]
    return wrap(name, NAME_LETTERS, max_lines=most, placeholder="…") or [""]


def stacked(name: str) -> str:
    """The name in lines, as a figure reads it."""
    return "<br>".join(map(escape, lines(name)))


def width(phrase: str) -> int:
    """In letters; a Chinese one is twice as wide."""
    return sum(1 if ord(letter) < 0x2E80 else 2 for letter in phrase)


def title(phrase: str, axis: str = "x") -> dict[str, Any]:
    """The title of the axis, in the line of its tick labels."""
    return _note(escape(phrase), 3, theme.INK) | _beside(axis)


def rows(
    blocks: Sequence[Block], days: Sequence[float], room: int, *, axis: str = "x", named: bool = True
) -> Iterator[dict[str, Any]]:
    """The rows as notes of a figure. `room`: as `left` gives it; `named`: with the names beside them."""
    down = float(TICKS)
    for block in blocks:
        if named:
            style = {"xanchor": "left", "align": "left", "xref": f"{axis} domain", "x": 0, "xshift": 4 - room}
            yield _note(f"<b>{stacked(block.name)}</b>", down, block.colour) | style
        for name, counts in block.rows:
            if named:
                yield _note(escape(name), down, theme.QUIET) | _beside(axis)
            for day, count in zip(days, counts, strict=True):
                yield _note(str(count), down, theme.INK) | {"xref": axis, "x": day}
            down += ROW
        down += GAP


def _beside(axis: str) -> dict[str, Any]:
    return {"xref": f"{axis} domain", "x": 0, "xanchor": "right", "xshift": -14}


def _note(text: str, down: float, colour: str) -> dict[str, Any]:
    return {
        "text": text, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -down, "showarrow": False,
        "font": {"size": 12, "color": colour},
    }  # fmt: skip
