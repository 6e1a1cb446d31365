"""One source data set as every reader hands it over: text columns in source order, row by numbered row."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import compute

SOURCE_ROW = "source_row"
BLANKS = " \t\r\n\u00a0\u3000"


def file_label(path: Path) -> str:
    """The name of a file as text that can be stored, even if the file system spells it in another encoding."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def name_by_file(file: str) -> str:
    """What a data set is called after its file: the file's name without its extensions."""
    return Path(file.removesuffix(".gz")).stem


@dataclass(frozen=True)
class RejectedRow:
    """A raw row that is not a row of its file: `row` counts from 1, `record` is what stood there."""

    row: int
    column: str | None
    reason: str
    record: str


@dataclass
class DataSet:
    """A readable data set.

    `name` is the data set's own name where the format has one (XPT, Dataset-JSON), else the file's stem.
    `batches()` yields record batches of text columns named as in the source, blanks around values taken off,
    plus an int64 `source_row` that counts the file's data rows from 1. Meanwhile `rejected` fills with the
    rows that have a wrong number of values, in order. `position()` is the share read so far, 0 to 1.
    """

    file: str
    format: str
    encoding: str
    name: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[pa.RecordBatch]]
    position: Callable[[], float]
    rejected: list[RejectedRow] = field(default_factory=list)


def text_batch(columns: tuple[str, ...], values: list[pa.Array], rows: pa.Array) -> pa.RecordBatch:
    """A batch of text columns, without the blanks around their values, and their source rows."""
    trimmed = [compute.utf8_trim(column, BLANKS) for column in values]
    return pa.RecordBatch.from_arrays([*trimmed, rows], names=[*columns, SOURCE_ROW])
