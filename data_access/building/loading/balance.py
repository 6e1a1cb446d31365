"""Nothing is lost: per file and domain, rows read = rows loaded + rows rejected, counted where they lie."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data_access.building.reading.source_dataset import DataSet
from data_access.common.errors import BuildError
from data_access.common.sql_text import fill, quoted


def record_source(
    connection: DuckDBPyConnection, dataset: DataSet, sha256: str, rows_read: Mapping[str | None, int]
) -> None:
    """Enter a data set into meta.source, rows read by domain; BuildError if a row of it is nowhere."""
    for domain, read in sorted(rows_read.items(), key=lambda item: item[0] or ""):
        loaded = _loaded(connection, dataset.file, domain)
        rejected = _rejected(connection, dataset.file, domain)
        if read != loaded + rejected:
            raise BuildError(
                f"{dataset.file} does not add up in {domain}: {read} rows read, {loaded} loaded, "
                f"{rejected} rejected. Nothing was written."
            )
        connection.execute(
            "INSERT INTO meta.source VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [dataset.file, domain, dataset.format, dataset.encoding, sha256, read, loaded, rejected],
        )


def verify(path: Path) -> None:
    """Open a finished database as a reader would; BuildError unless it holds what was counted into it."""
    if path.with_name(f"{path.name}.wal").exists():
        raise BuildError("The new database is not complete: part of it is still in its journal.")
    with duckdb.connect(path, read_only=True) as connection:
        (snapshots,) = connection.execute("SELECT count(*) FROM meta.snapshot").fetchone() or (0,)
        if snapshots != 1:
            raise BuildError(f"{path.name} is not complete. Nothing was written.")
        promised = connection.execute(
            "SELECT domain, sum(rows_loaded) FROM meta.source WHERE domain IS NOT NULL GROUP BY domain"
        ).fetchall()
        for domain, rows in promised:
            query = fill("SELECT count(*) FROM {table}", table="sdtm." + quoted(domain))
            if _number(connection.execute(query)) != rows:
                raise BuildError(f"The new database lost rows of {domain} on its way to the disk.")


def _loaded(connection: DuckDBPyConnection, file: str, domain: str | None) -> int:
    if domain is None:
        return 0
    query = fill("SELECT count(*) FROM {table} WHERE source_file = $file", table="sdtm." + quoted(domain))
    return _number(connection.execute(query, {"file": file}))


def _rejected(connection: DuckDBPyConnection, file: str, domain: str | None) -> int:
    query = """
        SELECT count(DISTINCT "row") FROM meta.rejected
        WHERE file = $file AND domain IS NOT DISTINCT FROM $domain
    """
    return _number(connection.execute(query, {"file": file, "domain": domain}))


def _number(result: DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0
