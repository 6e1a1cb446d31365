"""A text file as a grid: UTF-8, GB18030 or UTF-16; comma, semicolon, tab or bar."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from data_access.building.reading.fingerprint import fingerprint
from data_access.building.reading.read_csv import DELIMITERS
from data_access.building.reading.source_dataset import file_label
from data_access.building.reading.text_encoding import CODECS
from data_access.building.reading.unpack import Plain
from data_access.common.errors import BuildError, Refused
from data_access.importing.reading.grid import Gatherer, Grid

LOOKED_AT_BYTES, LOOKED_AT_ROWS = 1 << 16, 40
END = "\x00end of file"  # a line that no text file holds: text with a NUL is refused before
# What a spreadsheet makes of a long number when it saves it as text: 9.99999E+17.
ROUNDED = re.compile(r"\d(\.\d+)?E\+?(1[1-9]|[2-9]\d)", re.IGNORECASE)


def read_text(path: Path) -> Grid:
    """The rows of the file; Refused if it is no text or too large, BuildError where a quotation mark stays open."""
    file, traits = file_label(path), fingerprint(path).text
    if traits is None:
        raise Refused("no_table", file=file)
    gathered = Gatherer(file)
    try:
        with Plain(path) as plain:
            text = io.TextIOWrapper(io.BufferedReader(plain), CODECS[traits.encoding], newline="")
            for number, cells in _records(text, delimiter_of(path, traits.encoding), file):
                for at, cell in enumerate(cells):
                    if ROUNDED.fullmatch(cell):
                        gathered.long_numbers.setdefault(at, number)
                gathered.add(number, ((cell, False) for cell in cells))
    except csv.Error as error:
        raise BuildError(
            f"{file} is cut short or damaged: a quotation mark is opened and never closed."
        ) from error
    rows, _ = gathered.rows()
    return Grid(file, "", (), rows, long_numbers=gathered.long_numbers)


def delimiter_of(path: Path, encoding: str) -> str:
    """The mark that cuts most of the first rows into the same number, more than one, of cells."""
    with Plain(path) as plain:
        head = io.BufferedReader(plain).read(LOOKED_AT_BYTES).decode(CODECS[encoding], errors="ignore")
    return max(DELIMITERS, key=lambda mark: _cells_in_step(head, mark))


def _cells_in_step(head: str, mark: str) -> int:
    """How many cells stand in rows of the commonest width."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=mark)
    try:
        widths = Counter(
            len(row) for _, row in zip(range(LOOKED_AT_ROWS), rows, strict=False) if len(row) > 1
        )
    except csv.Error:
        return 0
    return max((width * rows_of for width, rows_of in widths.items()), default=0)


def _records(text: TextIO, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, counted as a spreadsheet shows them: a blank line is a row too."""
    reader = csv.reader(_with_end(text), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        if cells and cells[-1].endswith(END):
            if cells != [END]:
                raise BuildError(
                    f"{file} is cut short or damaged: a quotation mark is opened and never closed."
                )
            return
        yield number, [cell.strip() for cell in cells]


def _with_end(text: TextIO) -> Iterator[str]:
    """The lines, and one more that is a record of its own unless a quotation mark is open."""
    yield from text
    yield END
