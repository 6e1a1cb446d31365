"""The opened database once more, without what a reader must not see: pages that ask the copy cannot show it by mistake.

Without identities: in every table the subject is a mask, and the dates of each subject are moved so that day 1 is
1 January 2000; days between dates of one patient are true, between two patients they mean nothing, and the data
cut-off is its year. Without arms: data_access.masking.hide_arms.
"""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

import duckdb
from duckdb import DuckDBPyConnection

from data_access.building.loading.sdtm_tables import SQL
from data_access.common.database import Database, DatabaseUnusable, Identity, copied, open_database
from data_access.common.sql_text import fill, literal, quoted
from data_access.masking.hidden import Hidden
from data_access.masking.hide_arms import without_arms
from data_access.masking.mask_columns import DAY_ONE, SOUGHT, Column, masked
from data_access.masking.mask_key import days_off, mask

MEMORY_LIMIT = "2GB"
TABLES = """
SELECT schema_name, table_name, column_name, data_type, bool_or(column_name = 'usubjid') OVER whole
FROM (SELECT * FROM duckdb_columns() WHERE database_name = 'source')
WINDOW whole AS (PARTITION BY schema_name, table_name) ORDER BY schema_name, table_name, column_index
"""
SUBJECTS = "SELECT usubjid FROM {table} WHERE usubjid IS NOT NULL"
ANCHORS = "SELECT usubjid, coalesce(anchordt, randdt, rficdt) - CAST($one AS DATE) FROM source.adam.adsl"
WHOLE = "SELECT *, rowid AS row_in_order FROM source.{table}"
COPY = """
CREATE TABLE {table} AS SELECT * EXCLUDE (row_in_order) FROM ({rows}) ORDER BY row_in_order
"""
MASKED = """
CREATE TABLE {table} AS
SELECT {columns} FROM ({rows}) AS whole LEFT JOIN subject ON subject.id = {subject} ORDER BY {order}
"""
# What another data cut knew says too much about when this one was.
EMPTY = frozenset({("meta", "previous"), ("meta", "previous_news")})
COUNT_AGAIN = """
UPDATE meta.check_result SET n = (
    SELECT count(*) FROM meta.finding WHERE finding.check_id = check_result.check_id)
"""


_made: dict[tuple[Identity, Hidden, bytes], Database] = {}
_making = Lock()


def without(database: Database, hidden: Hidden, key: bytes = b"") -> Database:
    """The database without what is hidden; itself if nothing is. `key`: for the masks of identities.

    Made at the first call for each build and what is hidden; DatabaseUnusable if it cannot be.
    """
    if hidden == Hidden():
        return database
    with _making:
        asked = (database.identity, hidden, key)
        if asked not in _made:
            for older in [each for each in _made if each[0] != database.identity]:
                del _made[older]
            _made[asked] = _make(database, hidden, key)
        return _made[asked]


def _make(database: Database, hidden: Hidden, key: bytes) -> Database:
    try:
        with tempfile.TemporaryDirectory(prefix="liverline-", ignore_cleanup_errors=True) as folder:
            whole, written = Path(folder) / "whole.duckdb", Path(folder) / "masked.duckdb"
            copied(database.identity.path, whole)
            with _joined(whole, written) as connection:
                _write_all(connection, hidden, key, database.snapshot.hash)
            opened = open_database(written)
    except (duckdb.Error, OSError) as error:
        raise DatabaseUnusable(f"The masked copy could not be made: {error}.") from error
    snapshot = replace(opened.snapshot, masked=hidden.identities, arms_hidden=hidden.arms)
    if hidden.identities:
        snapshot = replace(snapshot, data_cutoff=(database.snapshot.data_cutoff or "")[:4] or None)
    identity = replace(database.identity, masked=hidden.identities, arms_hidden=hidden.arms)
    return Database(opened.cursor(), identity, snapshot)


@contextmanager
def _joined(whole: Path, written: Path) -> Iterator[DuckDBPyConnection]:
    """A connection to the new file that can read the whole one."""
    with duckdb.connect(written) as connection:
        connection.execute("SET memory_limit = $limit", {"limit": MEMORY_LIMIT})
        connection.execute(fill("ATTACH {file} AS source (READ_ONLY)", file=literal(str(whole))))
        yield connection
        connection.execute("DETACH source")


def _write_all(connection: DuckDBPyConnection, hidden: Hidden, key: bytes, snapshot: str) -> None:
    tables = _tables(connection)
    for schema in sorted({schema for schema, _ in tables}):
        connection.execute(fill("CREATE SCHEMA IF NOT EXISTS {name}", name=quoted(schema)))
    connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
    if hidden.identities:
        connection.execute("SET VARIABLE salt = $salt", {"salt": secrets.token_hex()})
        of_subjects = [name for name, columns in tables.items() if columns[0].of_subject]
        _write_subjects(connection, of_subjects, key, snapshot)
    rows = without_arms(connection, tables) if hidden.arms else _whole
    for name, columns in tables.items():
        write = _masked if hidden.identities else _copy
        connection.execute(write(name, columns, rows(name, columns)))
    if hidden.identities:
        for name in EMPTY:
            connection.execute(fill("DELETE FROM {table}", table=_name(name)))
    if hidden.arms:
        connection.execute(COUNT_AGAIN)
    for (temporary,) in connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE temporary"
    ).fetchall():
        connection.execute(fill("DROP TABLE {name}", name=quoted(temporary)))


def _tables(connection: DuckDBPyConnection) -> dict[tuple[str, str], list[Column]]:
    tables: dict[tuple[str, str], list[Column]] = {}
    for schema, table, *column in connection.execute(TABLES).fetchall():
        tables.setdefault((schema, table), []).append(Column(schema, table, *column))
    return tables


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


def _whole(name: tuple[str, str], columns: Sequence[Column]) -> str:
    """A table with every row and cell."""
    return fill(WHOLE, table=_name(name))


def _copy(name: tuple[str, str], columns: Sequence[Column], rows: str) -> str:
    return fill(COPY, table=_name(name), rows=rows)


def _masked(name: tuple[str, str], columns: Sequence[Column], rows: str) -> str:
    return fill(
        MASKED,
        table=_name(name),
        columns=", ".join(f"{masked(column)} AS {quoted(column.name)}" for column in columns),
        rows=rows,
        subject="whole.usubjid" if columns[0].of_subject else "NULL",
        # The rows of the source stand in the order of the ids.
        order="mask NULLS FIRST, whole.row_in_order" if columns[0].of_subject else "whole.row_in_order",
    )


def _name(table: tuple[str, str]) -> str:
    return ".".join(map(quoted, table))
