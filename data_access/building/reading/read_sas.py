"""SAS transport (XPT) and SAS7BDAT through pyreadstat, piece by piece; UTF-8 first, then Windows-1252."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from data_access.building.reading.source_dataset import DataSet, name_by_file, text_batch
from data_access.building.reading.text_encoding import UTF8, WINDOWS_1252
from data_access.common.errors import BuildError, first_line

XPT, SAS7BDAT = "XPT", "SAS7BDAT"
ROWS_PER_BATCH = 200_000
Piece = dict[str, list[Any]]
READERS: dict[str, Callable[..., Any]] = {XPT: pyreadstat.read_xport, SAS7BDAT: pyreadstat.read_sas7bdat}
UNREADABLE = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OverflowError)


def open_sas(path: Path, file: str, format_: str, rows: int | None) -> DataSet:
    """An XPT or SAS7BDAT file; `rows` is the number that must come out, where the caller knows it."""
    try:
        _, header = READERS[format_](path, metadataonly=True, encoding=WINDOWS_1252)
    except UNREADABLE as error:
        raise BuildError(f"{file} is not a readable {format_} file: {first_line(error)}.") from error
    except UnicodeDecodeError as error:
        raise BuildError(f"{file} has a name or format that is no text: its header is damaged.") from error
    expected = header.number_rows if rows is None else rows
    columns = tuple(header.column_names)
    name = (header.table_name if format_ == XPT else "") or name_by_file(file)
    encoding = _encoding(path, file, format_)
    dataset = DataSet(file, format_, encoding, name, columns, lambda: iter(()), lambda: 0.0)
    dataset.batches = lambda: _batches(path, dataset, expected)
    return dataset


def _encoding(path: Path, file: str, format_: str) -> str:
    """The first encoding in which the whole file is text."""
    for encoding in (UTF8, WINDOWS_1252):
        try:
            for _ in _pieces(path, file, format_, encoding):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise BuildError(f"{file} holds text that is neither UTF-8 nor Windows-1252.")


def _pieces(path: Path, file: str, format_: str, encoding: str) -> Iterator[Piece]:
    """The rows as columns of Python values, some at a time."""
    done = 0
    while True:
        try:
            piece, _ = READERS[format_](
                path, encoding=encoding, output_format="dict", row_offset=done, row_limit=ROWS_PER_BATCH
            )
        except UNREADABLE as error:
            raise BuildError(
                f"{file} is cut short or damaged after row {done}: {first_line(error)}."
            ) from error
        count = _length(piece)
        if count:
            yield piece
        done += count
        if count < ROWS_PER_BATCH:
            return


def _batches(path: Path, dataset: DataSet, expected: int | None) -> Iterator[pa.RecordBatch]:
    done = 0
    dataset.position = lambda: min(1.0, done / expected) if expected else 1.0
    for piece in _pieces(path, dataset.file, dataset.format, dataset.encoding):
        numbers = pa.array(range(done + 1, done + _length(piece) + 1), pa.int64())
        done += _length(piece)
        yield text_batch(dataset.columns, [_as_text(piece[name]) for name in dataset.columns], numbers)
    if expected is not None and done != expected:
        raise BuildError(f"{dataset.file} is damaged: it should hold {expected} rows, {done} could be read.")


def _length(piece: Piece) -> int:
    return len(next(iter(piece.values()), []))


def _as_text(values: list[Any]) -> pa.Array:
    """Numbers in their shortest exact form, dates in ISO 8601, text as it is."""
    sample = next((value for value in values if value is not None and value == value), "")
    if isinstance(sample, str):
        return pa.array(values, pa.string(), from_pandas=True)
    if isinstance(sample, datetime | date | time):
        return pa.array([_iso(value) for value in values], pa.string())
    return pa.array(values, pa.float64(), from_pandas=True).cast(pa.string())


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, datetime | date | time) else None
