"""CSV, plain or packed: every column as text, ragged rows set aside with their number."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from data_access.dataset import DataSet, RejectedRow, text_batch
from data_access.errors import BuildError
from data_access.text_encoding import CODECS
from data_access.unpack import Plain, head_of

CSV, PACKED_CSV = "CSV", "CSV.GZ"
DELIMITERS = ",;\t|"
BLOCK_BYTES = 16 << 20


@dataclass(frozen=True)
class Header:
    """The first line of a CSV file, taken apart."""

    delimiter: str
    names: tuple[str, ...]


def read_header(head: bytes, encoding: str) -> Header:
    """The delimiter and the column names; the delimiter is the one that gives most names."""
    text = head.decode(CODECS[encoding], errors="ignore")
    choices = [Header(mark, _first_record(text, mark)) for mark in DELIMITERS]
    return max(choices, key=lambda header: len(header.names))


def _first_record(text: str, delimiter: str) -> tuple[str, ...]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return tuple(name.strip() for name in next((row for row in rows if row), []))


def open_csv(path: Path, file: str, encoding: str) -> DataSet:
    """A CSV file in a known encoding."""
    with Plain(path) as plain:
        packed = plain.packed
    header = read_header(head_of(path), encoding)
    columns = tuple(name or f"COLUMN{at}" for at, name in enumerate(header.names, 1))
    stem = Path(path.stem).stem if packed else path.stem
    dataset = DataSet(
        file, PACKED_CSV if packed else CSV, encoding, stem, columns, lambda: iter(()), lambda: 0.0
    )
    dataset.batches = lambda: _batches(path, dataset, header)
    return dataset


def _batches(path: Path, dataset: DataSet, header: Header) -> Iterator[pa.RecordBatch]:
    """The rows that have one value per column; the others go to `dataset.rejected`."""
    with Plain(path) as plain:
        dataset.position = plain.share
        good = 0
        try:
            for batch in _arrow_reader(plain, dataset, header):
                rows = _source_rows(good, batch.num_rows, [row.row for row in dataset.rejected])
                good += batch.num_rows
                yield text_batch(dataset.columns, batch.columns, rows)
        except pa.ArrowInvalid as error:
            if "Empty CSV" not in str(error):  # only the header line, which is a data set without rows
                raise BuildError(
                    f"{dataset.file} cannot be read as CSV after row {good}: {error}."
                ) from error


def _arrow_reader(plain: Plain, dataset: DataSet, header: Header) -> arrow_csv.CSVStreamingReader:
    def set_aside(row: arrow_csv.InvalidRow) -> str:
        reason = f"{row.actual_columns} values for {row.expected_columns} columns"
        dataset.rejected.append(RejectedRow(row.number - 1, None, reason, row.text))
        return "skip"

    names = [str(at) for at in range(len(header.names))]
    return arrow_csv.open_csv(
        io.BufferedReader(plain),
        # One thread: with several, rejected rows have no number.
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            block_size=BLOCK_BYTES,
            encoding=CODECS[dataset.encoding],
            column_names=names,
            skip_rows=1,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=header.delimiter, newlines_in_values=True, invalid_row_handler=set_aside
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _source_rows(good: int, count: int, rejected: list[int]) -> pa.Array:
    """The source rows of the next `count` good rows, `good` of which came before: the rejected are left out."""
    skipped = sorted(rejected)
    rows, number = [], good
    before = 0
    for index in range(good, good + count):
        number = index + 1 + before
        while before < len(skipped) and skipped[before] <= number:
            before += 1
            number += 1
        rows.append(number)
    return pa.array(rows, pa.int64())
