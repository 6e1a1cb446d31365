"""SAS transport (XPT) and SAS7BDAT through pyreadstat, piece by piece, in the encoding that the text itself shows."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from data_access.building.reading.source_dataset import DataSet, name_by_file, text_batch
from data_access.building.reading.text_encoding import (
    GB18030,
    UTF8,
    WINDOWS_1252,
    EncodingDetective,
    decodes,
)
from data_access.common.errors import BuildError, first_line

XPT, SAS7BDAT = "XPT", "SAS7BDAT"
ROWS_PER_BATCH = 200_000
Piece = dict[str, list[Any]]
READERS: dict[str, Callable[..., Any]] = {XPT: pyreadstat.read_xport, SAS7BDAT: pyreadstat.read_sas7bdat}
EVERY_BYTE = "ISO-8859-1"  # each byte is a character of its own: nothing is lost, nothing fails
ENCODING_BYTE = 70  # of a SAS7BDAT header, as ReadStat and the SAS7BDAT R package document it
HEADER_ENCODINGS = {20: UTF8, 62: WINDOWS_1252, 125: GB18030, 205: GB18030}
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
    """The encoding that the header names, if all text is text in it; else what the bytes of the text show."""
    texts = sorted(_texts(path, file, format_))
    named = _named_in_header(path) if format_ == SAS7BDAT else None
    if named is not None and all(decodes(text, named) for text in texts):
        return named
    detective = EncodingDetective()
    for text in texts:
        detective.feed(text + b"\n")
    found = detective.encoding()
    if found not in (UTF8, GB18030, WINDOWS_1252):
        raise BuildError(f"{file} holds text that is neither UTF-8, GB18030 nor Windows-1252.")
    return found


def _named_in_header(path: Path) -> str | None:
    with path.open("rb") as handle:
        handle.seek(ENCODING_BYTE)
        return HEADER_ENCODINGS.get(int.from_bytes(handle.read(1), "little"))


def _texts(path: Path, file: str, format_: str) -> set[bytes]:
    """Every different text of the file that is not plain ASCII, as its bytes; numbers are left aside."""
    found: set[bytes] = set()
    for piece in _pieces(path, file, format_, EVERY_BYTE):
        for values in piece.values():
            texts = {value for value in values if isinstance(value, str)}
            found |= {value.encode("latin-1") for value in texts if not value.isascii()}
    return found


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
