"""The opened database once more, without who the patients are: pages that ask this one cannot show it by mistake.

In every table the subject is a mask, and the dates of each subject are moved so that day 1 is 1 January 2000: days
between dates of one patient are true, between two patients they mean nothing, and the data cut-off is its year.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

import duckdb
from duckdb import DuckDBPyConnection

from data_access.database import Database, DatabaseUnusable, Identity, copied, open_database
from data_access.mask_columns import DAY_ONE, SOUGHT, Column, masked
from data_access.mask_key import days_off, mask
from data_access.statements import fill, literal, quoted
from data_access.tables import SQL

MEMORY_LIMIT = "2GB"
TABLES = """
SELECT schema_name, table_name, column_name, data_type, bool_or(column_name = 'usubjid') OVER whole
FROM (SELECT * FROM duckdb_columns() WHERE database_name = 'source')
WINDOW whole AS (PARTITION BY schema_name, table_name) ORDER BY schema_name, table_name, column_index
"""
SUBJECTS = "SELECT usubjid FROM {table} WHERE usubjid IS NOT NULL"
ANCHORS = "SELECT usubjid, coalesce(anchordt, randdt, rficdt) - CAST($one AS DATE) FROM source.adam.adsl"
WRITE = """
CREATE TABLE {table} AS
SELECT {columns} FROM source.{table} AS whole LEFT JOIN subject ON subject.id = {subject} ORDER BY whole.rowid
"""
# What another data cut knew says too much about this one.
EMPTY = frozenset({("meta", "previous"), ("meta", "previous_news")})

_made: dict[tuple[Identity, bytes], Database] = {}
_making = Lock()


def deidentified(database: Database, key: bytes) -> Database:
    """The database without identities, made at the first call for each build; DatabaseUnusable if it cannot be."""
    with _making:
        asked = (database.identity, key)
        if asked not in _made:
            _made.clear()
            _made[asked] = _make(database, key)
        return _made[asked]


def _make(database: Database, key: bytes) -> Database:
    try:
        with tempfile.TemporaryDirectory(prefix="liverline-", ignore_cleanup_errors=True) as folder:
            whole, written = Path(folder) / "whole.duckdb", Path(folder) / "masked.duckdb"
            copied(database.identity.path, whole)
            with _joined(whole, written) as connection:
                _write_all(connection, key, database.snapshot.hash)
            opened = open_database(written)
    except (duckdb.Error, OSError) as error:
        raise DatabaseUnusable(f"The de-identified copy could not be made: {error}.") from error
    year = (database.snapshot.data_cutoff or "")[:4]
    return Database(
        opened.cursor(),
        replace(database.identity, masked=True),
        replace(opened.snapshot, data_cutoff=year or None, masked=True),
    )


@contextmanager
def _joined(whole: Path, written: Path) -> Iterator[DuckDBPyConnection]:
    """A connection to the new file that can read the whole one."""
    with duckdb.connect(written) as connection:
        connection.execute("SET memory_limit = $limit", {"limit": MEMORY_LIMIT})
        connection.execute(fill("ATTACH {file} AS source (READ_ONLY)", file=literal(str(whole))))
        yield connection
        connection.execute("DETACH source")


def _write_all(connection: DuckDBPyConnection, key: bytes, snapshot: str) -> None:
    tables: dict[tuple[str, str], list[Column]] = {}
    for schema, table, *column in connection.execute(TABLES).fetchall():
        tables.setdefault((schema, table), []).append(Column(schema, table, *column))
    for schema in sorted({schema for schema, _ in tables}):
        connection.execute(fill("CREATE SCHEMA IF NOT EXISTS {name}", name=quoted(schema)))
    connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
    _write_subjects(
        connection, [name for name, columns in tables.items() if columns[0].of_subject], key, snapshot
    )
    for name, columns in tables.items():
        _write(connection, name, columns)
    connection.execute("DROP TABLE subject")


def _write_subjects(
    connection: DuckDBPyConnection, tables: list[tuple[str, str]], key: bytes, snapshot: str
) -> None:
    """The table `subject`: everybody named in any table by id; mask; sought, the id where it is looked for in other
    text; shift, the days to take from a date.
    """
    everybody = " UNION ".join(fill(SUBJECTS, table="source." + _name(table)) for table in tables)
    ids = [row[0] for row in connection.execute(everybody).fetchall()]
    anchors = dict(connection.execute(ANCHORS, {"one": DAY_ONE}).fetchall())
    known = [shift for shift in anchors.values() if shift is not None]
    connection.execute("CREATE TEMP TABLE subject (id VARCHAR, mask VARCHAR, sought VARCHAR, shift INTEGER)")
    rows = []
    for each in ids:
        shift = anchors.get(each)
        if shift is None:
            shift = min(known, default=0) + days_off(key, snapshot, each)
        sought = each if SOUGHT.fullmatch(each) else None
        rows.append([each, mask(key, snapshot, each), sought, shift])
    if len({row[1] for row in rows}) < len(rows):
        raise DatabaseUnusable("Two subjects would have the same mask: replace mask.key.")
    if rows:
        connection.executemany("INSERT INTO subject VALUES (?, ?, ?, ?)", rows)


def _write(connection: DuckDBPyConnection, name: tuple[str, str], columns: list[Column]) -> None:
    statement = fill(
        WRITE,
        table=_name(name),
        columns=", ".join(f"{masked(column)} AS {quoted(column.name)}" for column in columns),
        subject="whole.usubjid" if columns[0].of_subject else "NULL",
    )
    connection.execute(statement)
    if name in EMPTY:
        connection.execute(fill("DELETE FROM {table}", table=_name(name)))


def _name(table: tuple[str, str]) -> str:
    return ".".join(map(quoted, table))
