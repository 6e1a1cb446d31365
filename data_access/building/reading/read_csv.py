"""CSV, plain or packed: every column as text, ragged rows set aside with their number."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data_access.building.reading.fingerprint import TextTraits
from data_access.building.reading.source_dataset import DataSet, name_by_file, text_batch
from data_access.building.reading.text_encoding import CODECS, UTF8, UTF8_BOM
from data_access.building.reading.unpack import Plain, head_of
from data_access.common.errors import BuildError, first_line

CSV, PACKED_CSV = "CSV", "CSV.GZ"
DELIMITERS = ",;\t|"
BLOCK_BYTES = 16 << 20
HEADER_BYTES = 1 << 16
END = "\x00end of file"  # a line that no text file holds: text with a NUL is refused before


@dataclass(frozen=True)
class Header:
    """The first record of a CSV file: delimiter, names, length in lines; and whether rows may follow."""

    delimiter: str
    names: tuple[str, ...]
    lines: int
    rows_follow: bool


def read_header(head: bytes, encoding: str) -> Header:
    """The header by the delimiter that gives most names; `head` are the first HEADER_BYTES of the file."""
    text = head.decode(CODECS[encoding], errors="ignore")
    whole = len(head) < HEADER_BYTES
    return max((_header(text, mark, whole) for mark in DELIMITERS), key=lambda header: len(header.names))


def _header(text: str, delimiter: str, whole: bool) -> Header:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next((row for row in reader if row), [])
    lines = reader.line_num
    rows_follow = not whole or any(row for row in reader)
    return Header(delimiter, tuple(name.strip() for name in names), lines, rows_follow)


def open_csv(path: Path, file: str, text: TextTraits) -> DataSet:
    """A CSV file whose text has been looked at; BuildError if it ends inside a quoted value."""
    with Plain(path) as plain:
        packed = plain.packed
    header = read_header(head_of(path, HEADER_BYTES), text.encoding)
    if text.quotes_odd and not _quotes_close(path, text.encoding, header.delimiter):
        raise BuildError(f"{file} is cut short or damaged: a quotation mark is opened and never closed.")
    columns = tuple(name or f"COLUMN{at}" for at, name in enumerate(header.names, 1))
    format_ = PACKED_CSV if packed else CSV
    dataset = DataSet(
        file, format_, text.encoding, name_by_file(file), columns, lambda: iter(()), lambda: 0.0
    )
    if header.rows_follow:
        dataset.batches = lambda: _batches(path, dataset, header, text)
    return dataset


def _quotes_close(path: Path, encoding: str, delimiter: str) -> bool:
    """Whether the file ends outside quotation marks: a line added at its end must be a record of its own."""
    with Plain(path) as plain:
        text = io.TextIOWrapper(io.BufferedReader(plain), CODECS[encoding], newline="")
        try:
            (last,) = deque(csv.reader(_with_end(text), delimiter=delimiter), maxlen=1)
        except csv.Error:  # a value beyond all measure: the quote swallowed the rest of the file
            return False
        return bool(last == [END])


def _with_end(text: io.TextIOWrapper) -> Iterator[str]:
    yield from text
    yield "\n"
    yield END


def _batches(path: Path, dataset: DataSet, header: Header, text: TextTraits) -> Iterator[pa.RecordBatch]:
    """The rows that have one value per column; the others are rejected."""
    ragged = _Ragged()
    last = 0
    with Plain(path) as plain:
        dataset.position = plain.share
        try:
            for batch in _arrow_reader(plain, dataset, header, ragged):
                rows = ragged.rows_between(last, batch.num_rows)
                last = int(rows[-1]) if len(rows) else last
                yield text_batch(dataset.columns, batch.columns, pa.array(rows))
        except pa.ArrowInvalid as error:
            if ragged.too_many:
                raise dataset.misfit() from error
            raise BuildError(
                f"{dataset.file} cannot be read as CSV after row {last}: {first_line(error)}."
            ) from error
    # A last row with too few values and no line end is where a transfer broke off: how much is missing?
    if ragged.last_row > last and ragged.last_is_short and not text.last_line_ends:
        raise BuildError(
            f"{dataset.file} is cut short: its last row, {ragged.last_row}, breaks off in the middle."
        )


@dataclass
class _Ragged:
    """The rows with a wrong number of values, as the parser meets them."""

    waiting: list[int] = field(default_factory=list)
    last_row: int = 0
    last_is_short: bool = False
    too_many: bool = False

    def rows_between(self, last: int, count: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """The source rows of the next `count` good rows after row `last`; ragged rows lie between them."""
        # A good row stands behind as many ragged rows as have a smaller number once those before them are off.
        thresholds = np.array(self.waiting, dtype=np.int64) - last - np.arange(len(self.waiting))
        places = np.arange(1, count + 1, dtype=np.int64)
        rows = last + places + np.searchsorted(thresholds, places, side="right")
        self.waiting = [row for row in self.waiting if not count or row > rows[-1]]
        return rows


def _arrow_reader(
    plain: Plain, dataset: DataSet, header: Header, ragged: _Ragged
) -> arrow_csv.CSVStreamingReader:
    def set_aside(row: arrow_csv.InvalidRow) -> str:
        number = row.number - header.lines
        ragged.waiting.append(number)
        ragged.last_row, ragged.last_is_short = number, row.actual_columns < row.expected_columns
        ragged.too_many = not dataset.reject(number, row.actual_columns, row.text)
        return "error" if ragged.too_many else "skip"

    names = [str(at) for at in range(len(header.names))]
    # The byte order mark goes with the header line; plain UTF-8 is read without recoding.
    encoding = UTF8 if dataset.encoding == UTF8_BOM else dataset.encoding
    return arrow_csv.open_csv(
        io.BufferedReader(plain, BLOCK_BYTES),
        read_options=arrow_csv.ReadOptions(
            use_threads=False,  # with several threads, rejected rows have no number
            block_size=BLOCK_BYTES,
            encoding=CODECS[encoding],
            column_names=names,
            skip_rows=header.lines,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=header.delimiter, newlines_in_values=True, invalid_row_handler=set_aside
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
