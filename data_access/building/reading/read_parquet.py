"""Parquet through pyarrow, some rows at a time."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import compute, parquet

from data_access.building.reading.source_dataset import DataSet, name_by_file, text_batch
from data_access.building.reading.text_encoding import UTF8
from data_access.common.errors import BuildError, first_line

PARQUET = "PARQUET"
ROWS_PER_BATCH = 100_000
ISO_DATETIME = "%Y-%m-%dT%H:%M:%S"


def open_parquet(path: Path, file: str) -> DataSet:
    """A Parquet file of flat columns; BuildError if it is cut short (its directory is at its end)."""
    try:
        source = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise BuildError(f"{file} is cut short or damaged: it is not a readable Parquet file.") from error
    columns = tuple(source.schema_arrow.names)
    dataset = DataSet(file, PARQUET, UTF8, name_by_file(file), columns, lambda: iter(()), lambda: 0.0)
    dataset.batches = lambda: _batches(source, dataset)
    return dataset


def _batches(source: parquet.ParquetFile, dataset: DataSet) -> Iterator[pa.RecordBatch]:
    done, total = 0, source.metadata.num_rows
    dataset.position = lambda: done / total if total else 1.0
    try:
        for batch in source.iter_batches(ROWS_PER_BATCH):
            numbers = pa.array(range(done + 1, done + batch.num_rows + 1), pa.int64())
            done += batch.num_rows
            yield text_batch(dataset.columns, [_as_text(column) for column in batch.columns], numbers)
    except (pa.ArrowException, OSError) as error:
        raise BuildError(f"{dataset.file} is damaged after row {done}: {first_line(error)}.") from error
    finally:
        source.close()


def _as_text(column: pa.Array) -> pa.Array:
    """Numbers in their shortest exact form, dates in ISO 8601, text as it is."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        return compute.strftime(column.cast(pa.timestamp("s"), safe=False), format=ISO_DATETIME)
    if pa.types.is_floating(column.type):
        column = compute.if_else(compute.is_nan(column), None, column)
    return column.cast(pa.string())
