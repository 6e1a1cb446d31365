"""One source data set as every reader hands it over: text columns in source order, row by numbered row."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import compute

from data_access.common.errors import BuildError

SOURCE_ROW, ROW_DOMAIN = "source_row", "source_domain"
# Columns that this program adds.
RESERVED = frozenset({"source_file", SOURCE_ROW, ROW_DOMAIN})
# Rejected rows are held until the next good ones come; a file with nothing but those is not what it seems.
MOST_ROWS_WAITING = 200_000
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
    reason: str
    record: str


@dataclass
class DataSet:
    """A readable data set.

    `name` is the data set's own name where the format has one (XPT, Dataset-JSON), else the file's stem.
    `batches()` yields record batches of text columns named as in the source, blanks around values taken off,
    plus an int64 `source_row` that counts the file's data rows from 1. Rows with a wrong number of values are
    no part of them: `take_rejected()` hands over those met so far. `position()` is the share read, 0 to 1.
    """

    file: str
    format: str
    encoding: str
    name: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[pa.RecordBatch]]
    position: Callable[[], float]
    _rejected: list[RejectedRow] = field(default_factory=list)

    def reject(self, row: int, values: int | None, record: str) -> bool:
        """Set aside a row with that many values (None: no row at all); False if too many wait already."""
        found = "no list of values" if values is None else f"{values} values"
        self._rejected.append(RejectedRow(row, f"{found} for {len(self.columns)} columns", record))
        return len(self._rejected) < MOST_ROWS_WAITING

    def take_rejected(self) -> list[RejectedRow]:
        """The rejected rows since the last call, in order."""
        taken, self._rejected = self._rejected, []
        return taken

    def misfit(self) -> BuildError:
        """What to say when `reject` has said False."""
        return BuildError(
            f"{self.file} has row after row that does not fit its columns: is its header right?"
        )


def text_batch(columns: tuple[str, ...], values: list[pa.Array], rows: pa.Array) -> pa.RecordBatch:
    """A batch of text columns, without the blanks around their values, and their source rows."""
    trimmed = [compute.utf8_trim(column, BLANKS) for column in values]
    return pa.RecordBatch.from_arrays([*trimmed, rows], names=[*columns, SOURCE_ROW])
