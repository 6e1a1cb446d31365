"""How a table of text fits on slides: its columns, the size of its letters, and where it goes on to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from charts.common.slide_shapes import Table

# Letters in points, the largest that shows the whole table on one slide wins; a longer table is broken at the last.
SIZES = (14, 12, 11, 10)
# Of a letter's size: the width of an average Latin letter, the height of a line, and the margins of a cell.
LETTER_WIDTH, LINE_HEIGHT = 0.56, 1.22
MARGINS_PT, SIDES_PT = 4.0, 15.0
# No column vanishes beside a long one, and none takes all.
LEAST_LETTERS, MOST_LETTERS = 4, 38
LONGEST_CELL = 160


@dataclass(frozen=True)
class Fit:
    """A part of a table on one slide: `widths` are shares of the slide, `size` in points, `heights` of the rows."""

    table: Table
    widths: tuple[float, ...]
    size: int
    heights: tuple[float, ...]


def fitted(table: Table, width_pt: float, height_pt: float, sizes: Sequence[int] = SIZES) -> list[Fit]:
    """The table on one slide in letters as large as break no word, or on several that are equally full."""
    table = Table(tuple(map(cut, table.head)), tuple(tuple(map(cut, row)) for row in table.rows))
    widths = _widths(table)
    for size in sizes:
        room = _room(widths, size, width_pt)
        heights = [MARGINS_PT + size * LINE_HEIGHT * _lines(row, room) for row in (table.head, *table.rows)]
        if sum(heights) <= height_pt and _words_whole(table, room):
            return [Fit(table, widths, size, tuple(heights))]
    return list(_parts(table, widths, height_pt, heights))


def _parts(
    table: Table, widths: tuple[float, ...], height_pt: float, heights: Sequence[float]
) -> Iterator[Fit]:
    """The rows in order on as few slides as hold them, each with the head and about as full as the others."""
    head, *rows = heights
    # A head of many long words may leave no room: then a row a slide, whatever hangs out.
    slides = ceil(sum(rows) / max(height_pt - head, min(rows, default=head)))
    aim, passed, part, start, filled = sum(rows) / max(slides, 1), 0.0, 1, 0, 0.0
    for place, row in enumerate(rows):
        full = passed + row / 2 > part * aim or head + filled + row > height_pt
        if place > start and full:
            yield _part(table, widths, heights, start, place)
            start, filled, part = place, 0.0, part + 1
        filled += row
        passed += row
    yield _part(table, widths, heights, start, len(rows))


def _part(table: Table, widths: tuple[float, ...], heights: Sequence[float], start: int, stop: int) -> Fit:
    part = Table(table.head, table.rows[start:stop])
    return Fit(part, widths, SIZES[-1], (heights[0], *heights[start + 1 : stop + 1]))


def _widths(table: Table) -> tuple[float, ...]:
    """The share of each column: by its longest cell, and by no more of the head than its longest word."""
    letters = []
    for column, title in enumerate(table.head):
        word = max(map(_letters, title.split()), default=0)
        cells = max((_letters(row[column]) for row in table.rows), default=0)
        letters.append(min(max(word, cells, LEAST_LETTERS), MOST_LETTERS) + 2)
    return tuple(each / sum(letters) for each in letters)


def _room(widths: tuple[float, ...], size: int, width_pt: float) -> list[float]:
    """How many letters of that size go into a line of each column."""
    return [max((share * width_pt - SIDES_PT) / (size * LETTER_WIDTH), 1.0) for share in widths]


def _words_whole(table: Table, room: Sequence[float]) -> bool:
    """Whether every Latin word fits into a line of its column; Chinese breaks anywhere."""
    return all(
        _letters(word) <= letters
        for row in (table.head, *table.rows)
        for cell, letters in zip(row, room, strict=True)
        for word in cell.split()
        if word.isascii()
    )


def _lines(row: Sequence[str], room: Sequence[float]) -> int:
    """How many lines the fullest cell of a row breaks into; an empty row has one."""
    return max(1, *(ceil(_letters(cell) / letters) for cell, letters in zip(row, room, strict=True)))


def _letters(phrase: str) -> int:
    """How many Latin letters wide: a Chinese character counts as two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in phrase)


def size_of(phrase: str, width_pt: float, height_pt: float, sizes: Sequence[int]) -> int:
    """The largest of these sizes in which a running text fits, else the smallest."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in phrase)
    for size in sizes:
        if ceil(letters * LETTER_WIDTH * size / width_pt) * LINE_HEIGHT * size <= height_pt:
            return size
    return sizes[-1]


def cut(phrase: str) -> str:
    """A cell no longer than a slide can bear; what is cut off shows as …"""
    return phrase if len(phrase) <= LONGEST_CELL else phrase[: LONGEST_CELL - 1] + "…"
