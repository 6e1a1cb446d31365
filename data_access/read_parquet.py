"""Parquet through pyarrow, row group by row group."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from data_access.dataset import DataSet, text_batch
from data_access.errors import BuildError

PARQUET = "PARQUET"
ROWS_PER_BATCH = 100_000
ISO_DATETIME = "%Y-%m-%dT%H:%M:%S"


def open_parquet(path: Path, file: str) -> DataSet:
    """A Parquet file; every column must be flat."""
    try:
        source = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise BuildError(f"{file} is not a readable Parquet file: it is cut short or damaged.") from error
    columns = tuple(source.schema_arrow.names)
    total = source.metadata.num_rows
    done = [0]

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            for batch in source.iter_batches(ROWS_PER_BATCH):
                numbers = pa.array(range(done[0] + 1, done[0] + batch.num_rows + 1), pa.int64())
                yield text_batch(columns, [_as_text(column) for column in batch.columns], numbers)
                done[0] += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise BuildError(f"{file} is damaged after row {done[0]}: {error}.") from error

    return DataSet(
        file, PARQUET, "UTF-8", path.stem, columns, batches, lambda: done[0] / total if total else 1.0
    )


def _as_text(column: pa.Array) -> pa.Array:
    """Numbers in their shortest exact form, dates in ISO 8601, text as it is."""
    if pa.types.is_timestamp(column.type):
        return compute.strftime(column.cast(pa.timestamp("s"), safe=False), format=ISO_DATETIME)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.string())
