"""CSV, plain or packed: every column as text, ragged rows set aside with their number."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data_access.dataset import DataSet, RejectedRow, name_by_file, text_batch
from data_access.errors import BuildError
from data_access.fingerprint import TextTraits
from data_access.text_encoding import CODECS, UTF8, UTF8_BOM
from data_access.unpack import Plain, head_of

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
    """The rows that have one value per column; the others go to `dataset.rejected`."""
    good = 0
    with Plain(path) as plain:
        dataset.position = plain.share
        try:
            for batch in _arrow_reader(plain, dataset, header):
                rows = _source_rows(good, batch.num_rows, dataset.rejected)
                good += batch.num_rows
                yield text_batch(dataset.columns, batch.columns, rows)
        except pa.ArrowInvalid as error:
            raise BuildError(f"{dataset.file} cannot be read as CSV after row {good}: {error}.") from error
    if not text.last_line_ends:
        _refuse_half_a_row(dataset, header, good + len(dataset.rejected))


def _refuse_half_a_row(dataset: DataSet, header: Header, rows: int) -> None:
    """A last row with too few values and no line end is where a transfer broke off: how much is missing?"""
    last = dataset.rejected[-1] if dataset.rejected else None
    if last is None or last.row != rows:
        return
    values = next(csv.reader([last.record], delimiter=header.delimiter))
    if len(values) < len(header.names):
        raise BuildError(f"{dataset.file} is cut short: its last row, {rows}, breaks off in the middle.")


def _arrow_reader(plain: Plain, dataset: DataSet, header: Header) -> arrow_csv.CSVStreamingReader:
    def set_aside(row: arrow_csv.InvalidRow) -> str:
        reason = f"{row.actual_columns} values for {row.expected_columns} columns"
        dataset.rejected.append(RejectedRow(row.number - header.lines, None, reason, row.text))
        return "skip"

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


def _source_rows(good: int, count: int, rejected: list[RejectedRow]) -> pa.Array:
    """The source rows of the next `count` good rows, after `good` others; rejected rows lie between them."""
    # A good row stands behind as many rejected rows as have a smaller number once those before them are off.
    thresholds = np.array([item.row - at for at, item in enumerate(rejected)], dtype=np.int64)
    numbers = np.arange(good + 1, good + count + 1, dtype=np.int64)
    return pa.array(numbers + np.searchsorted(thresholds, numbers, side="right"))
