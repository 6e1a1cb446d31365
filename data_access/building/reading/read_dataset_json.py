"""CDISC Dataset-JSON 1.1 as JSON, NDJSON or packed (DSJC): one reader, row by row, in bounded memory."""

import io
import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from data_access.building.reading.json_scanner import MalformedError, Scanner
from data_access.building.reading.source_dataset import DataSet, name_by_file, text_batch
from data_access.building.reading.text_encoding import UTF8
from data_access.building.reading.unpack import Plain
from data_access.common.errors import BuildError

ROWS_PER_BATCH = 50_000
JSON, NDJSON, PACKED = "DATASET-JSON", "DATASET-NDJSON", "DSJC"
NumberedRow = tuple[int, list[Any]]


def open_dataset_json(path: Path, file: str) -> DataSet | None:
    """A Dataset-JSON file in any of its three shapes; None for JSON that is not Dataset-JSON 1.1."""
    metadata: dict[str, Any] = {}
    with Plain(path) as plain:
        try:
            has_rows_inside = _read_head(Scanner(_text(plain)), metadata)
        except (MalformedError, UnicodeDecodeError) as error:
            raise BuildError(f"{file} is not complete JSON: it is cut short or damaged.") from error
        format_ = PACKED if plain.packed else JSON if has_rows_inside else NDJSON
    described = metadata.get("columns")
    if not isinstance(described, list) or not all(isinstance(column, dict) for column in described):
        return None
    columns = tuple(str(column.get("name", "")) for column in described)
    name = str(metadata.get("name") or name_by_file(file))
    dataset = DataSet(file, format_, UTF8, name, columns, lambda: iter(()), lambda: 0.0)
    dataset.batches = lambda: _batches(path, dataset)
    return dataset


def _text(plain: Plain) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedReader(plain), encoding="utf-8")


def _read_head(scanner: Scanner, metadata: dict[str, Any]) -> bool:
    """Fill `metadata` up to the rows, or beyond them when the columns are named only there."""
    has_rows_inside = False
    for key in scanner.members():
        if key != "rows":
            metadata[key] = scanner.value()
            continue
        has_rows_inside = True
        if "columns" in metadata:
            break
        for _ in scanner.items():
            pass
    return has_rows_inside


def _batches(path: Path, dataset: DataSet) -> Iterator[pa.RecordBatch]:
    """The rows that have one value per column; the others go to `dataset.rejected`."""
    metadata: dict[str, Any] = {}
    read = [0]
    with Plain(path) as plain:
        dataset.position = plain.share
        rows = _accepted(_rows(Scanner(_text(plain)), metadata), dataset, read)
        try:
            while piece := list(islice(rows, ROWS_PER_BATCH)):
                yield _batch(dataset.columns, piece)
        except (
            MalformedError,
            UnicodeError,
        ) as error:  # UnicodeError: half a character, as JSON can escape it
            raise BuildError(f"{dataset.file} is cut short or damaged after row {read[0]}.") from error
    promised = str(metadata.get("records", ""))
    if promised.isdecimal() and int(promised) != read[0]:
        raise BuildError(f"{dataset.file} is cut short: it announces {promised} rows and holds {read[0]}.")


def _rows(scanner: Scanner, metadata: dict[str, Any]) -> Iterator[Any]:
    """The rows, inside the object or after it line by line; fills `metadata` as it passes."""
    for key in scanner.members():
        if key == "rows":
            yield from scanner.items()
        else:
            metadata[key] = scanner.value()
    while scanner.peek():
        yield scanner.value()


def _accepted(rows: Iterator[Any], dataset: DataSet, read: list[int]) -> Iterator[NumberedRow]:
    """Numbered rows of the right width; counts every row in `read`."""
    for number, row in zip(count(1), rows):
        read[0] = number
        if isinstance(row, list) and len(row) == len(dataset.columns):
            yield number, row
            continue
        width = len(row) if isinstance(row, list) else None
        record = json.dumps(row, ensure_ascii=False).encode(errors="replace").decode()
        if not dataset.reject(number, width, record):
            raise dataset.misfit()


def _batch(columns: tuple[str, ...], piece: list[NumberedRow]) -> pa.RecordBatch:
    values = [pa.array([_as_text(row[at]) for _, row in piece], pa.string()) for at in range(len(columns))]
    return text_batch(columns, values, pa.array([number for number, _ in piece], pa.int64()))


def _as_text(value: Any) -> str | None:
    """Text and numbers as they stand in the file; anything nested as JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
