"""Rows of figures under an axis, aligned to its ticks: who is left, and what two arms differ by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts.common import theme
from clinical.common.plain_text import escape

ROW, LETTER_WIDTH, BESIDE = 15, 6.4, 24
FIRST_WIDE_LETTER = 0x2E80


@dataclass(frozen=True)
class Row:
    """A row of figures under the axis: its name, the words under each visit, and its colour."""

    name: str
    words: Mapping[float, str]
    colour: str = theme.INK
    lines: int = 1


def height(rows: Sequence[Row]) -> int:
    """Pixels that the rows take."""
    return sum(ROW * row.lines for row in rows)


def width(rows: Sequence[Row]) -> int:
    """Pixels that their names take to the left of the axis; a Chinese character is two letters wide."""
    letters = [sum(1 if ord(letter) < FIRST_WIDE_LETTER else 2 for letter in row.name) for row in rows]
    return BESIDE + int(LETTER_WIDTH * max(letters, default=0))


def notes(rows: Sequence[Row], place: Mapping[float, int], *, down: float) -> list[dict[str, Any]]:
    """The rows as annotations, each figure under its tick, the names to the left of the axis.

    `place`: where on the axis each key of `words` stands; `down`: pixels from the axis to the first row.
    """
    notes = []
    for row in rows:
        style = {
            "xref": "x", "yref": "paper", "y": 0, "yanchor": "top", "yshift": -down, "showarrow": False,
            "font": {"size": 11, "color": row.colour},
        }  # fmt: skip
        notes.append(
            style | {"text": escape(row.name), "xref": "paper", "x": 0, "xanchor": "right", "xshift": -8}
        )
        notes += [
            style | {"text": escape(words).replace("\n", "<br>"), "x": place[number]}
            for number, words in row.words.items()
            if number in place and words
        ]
        down += ROW * row.lines
    return notes
