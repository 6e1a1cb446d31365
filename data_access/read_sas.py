"""SAS transport (XPT) and SAS7BDAT through pyreadstat, in pieces; UTF-8 first, then Windows-1252."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from data_access.dataset import DataSet, text_batch
from data_access.errors import BuildError

ROWS_PER_BATCH = 200_000
ENCODINGS = ("UTF-8", "WINDOWS-1252")
XPT, SAS7BDAT = "XPT", "SAS7BDAT"
READERS: dict[str, Callable[..., Any]] = {XPT: pyreadstat.read_xport, SAS7BDAT: pyreadstat.read_sas7bdat}


def open_sas(path: Path, file: str, format_: str, rows: int | None) -> DataSet:
    """An XPT or SAS7BDAT file; `rows` is the number that must come out, where it is known."""
    read = READERS[format_]
    encoding = _encoding(path, file, read)
    _, header = read(path, metadataonly=True, encoding=encoding)
    done = [0]

    def batches() -> Iterator[pa.RecordBatch]:
        while True:
            values, _ = read(
                path, encoding=encoding, output_format="dict", row_offset=done[0], row_limit=ROWS_PER_BATCH
            )
            count = len(values[header.column_names[0]])
            if count:
                numbers = pa.array(range(done[0] + 1, done[0] + count + 1), pa.int64())
                yield text_batch(columns, [_as_text(values[name]) for name in columns], numbers)
            done[0] += count
            if count < ROWS_PER_BATCH:
                break
        if rows is not None and done[0] != rows:
            raise BuildError(f"{file} is damaged: it should hold {rows} rows, {done[0]} could be read.")

    columns = tuple(header.column_names)
    expected = rows or header.number_rows or 0
    return DataSet(
        file,
        format_,
        encoding,
        header.table_name or path.stem,
        columns,
        batches,
        lambda: min(1.0, done[0] / expected) if expected else 1.0,
    )


def _encoding(path: Path, file: str, read: Callable[..., Any]) -> str:
    """The first encoding in which the whole file can be read."""
    for encoding in ENCODINGS:
        try:
            offset, count = 0, ROWS_PER_BATCH
            while count == ROWS_PER_BATCH:
                values, header = read(
                    path, encoding=encoding, output_format="dict", row_offset=offset, row_limit=ROWS_PER_BATCH
                )
                count = len(values[header.column_names[0]]) if header.column_names else 0
                offset += count
        except UnicodeDecodeError:
            continue
        except pyreadstat.ReadstatError as error:
            raise BuildError(f"{file} is not a readable SAS file: {error}.") from error
        return encoding
    raise BuildError(f"{file} has text that is neither UTF-8 nor Windows-1252.")


def _as_text(values: list[Any]) -> pa.Array:
    """Numbers in their shortest exact form, dates in ISO 8601, text as it is."""
    sample = next((value for value in values if value is not None and value == value), "")
    if isinstance(sample, str):
        return pa.array(values, pa.string(), from_pandas=True)
    if isinstance(sample, datetime | date | time):
        return pa.array([_iso(value) for value in values], pa.string())
    return pa.array(values, pa.float64(), from_pandas=True).cast(pa.string())


def _iso(value: Any) -> str | None:
    """ISO 8601 of a SAS date, time or date-time; None stays None."""
    return value.isoformat() if isinstance(value, datetime | date | time) else None
