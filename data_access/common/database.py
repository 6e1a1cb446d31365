"""The open database that every page asks.

Pages work on a private read-only copy of the file in the temporary folder: the next build may replace the
file at any moment (an open file could not be replaced on Windows), and nobody sees two states at once. A copy
on disk opens in a seventh of the time of a copy in memory, takes no memory for rows that nobody asks for, and
answers as fast (measured on the pilot study: 39 against 270 ms, 0 against 43 MB, about 1 ms per query).
"""

import atexit
import os
import shutil
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
from duckdb import DuckDBPyConnection
from pandas import DataFrame

from data_access import LAYOUT
from data_access.common.duckdb_file import is_duckdb

ENVIRONMENT = "LIVERLINE_DB"
DUCKDB_HEADERS = 3 * 4096  # bytes before the first block
SIMULATED_FILE = Path(__file__).parents[2] / "data" / "simulated.duckdb"


class DatabaseUnusable(Exception):  # noqa: N818 - a state of the file, and often an ordinary one: not built yet
    """The database cannot be shown; the message is one plain sentence that names the file and why."""


@dataclass(frozen=True)
class Identity:
    """Which file this is: another build under the same name has another identity, and so has each copy of it from
    which something is hidden (data_access.masking.masked_copy).
    """

    path: Path
    modified_ns: int
    size_bytes: int
    inode: int
    masked: bool = False
    arms_hidden: bool = False


@dataclass(frozen=True)
class Snapshot:
    """The row of meta.snapshot: what the database is and where it comes from. `built_at` is UTC.

    `masked`: subjects are masks and dates count from a day 1 that all patients share; `arms_hidden`: nothing tells
    who is in which arm (data_access.masking.masked_copy).
    """

    study: str | None
    title: str | None
    built_at: datetime
    version: str
    simulated: bool
    data_cutoff: str | None
    hash: str
    masked: bool = False
    arms_hidden: bool = False


class Database:
    """An opened database: read-only, safe to share between threads."""

    def __init__(self, connection: DuckDBPyConnection, identity: Identity, snapshot: Snapshot) -> None:
        self._connection = connection
        self.identity = identity
        self.snapshot = snapshot

    def cursor(self) -> DuckDBPyConnection:
        """A cursor of its own for one query: a connection shared by threads gives wrong results."""
        return self._connection.cursor()

    def rows(self, sql: str, **parameters: Any) -> DataFrame:
        """The rows of a query; values go in as $name parameters.

        By way of Arrow, in half the time of DuckDB's own `df()`: an integer with gaps comes as a float, a
        truth value with gaps as an object.
        """
        with self.cursor() as cursor:
            table = cursor.sql(sql, params=parameters or None).to_arrow_table()
        frame: DataFrame = table.to_pandas(date_as_object=False, use_threads=False)
        return frame


def path_of_database() -> Path:
    """LIVERLINE_DB, or the simulated trial inside the project."""
    return Path(os.environ.get(ENVIRONMENT) or SIMULATED_FILE).resolve()


def identify(path: Path) -> Identity:
    """The identity of the file as it lies on disk now; DatabaseUnusable if it cannot be read."""
    with _opened_file(path) as file:
        return _identity(path, file)


def _opened_file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise DatabaseUnusable(f"There is no database {path}.") from error
    except OSError as error:
        raise DatabaseUnusable(f"The database {path} cannot be read: {error.strerror}.") from error


def open_database(path: Path) -> Database:
    """Open a file that `data_access.build` wrote; DatabaseUnusable says why it cannot be used."""
    with _opened_file(path) as file:
        identity = _identity(path, file)
        connection = _open_copy(path, file)
    try:
        _refuse_cut(connection, identity)
        return Database(connection, identity, _snapshot(connection, path))
    except DatabaseUnusable:
        connection.close()
        raise


_opened: dict[Path, Database] = {}
_opening = threading.Lock()


def current() -> Database:
    """The database of this process, opened again when a newer build lies in its place."""
    path = path_of_database()
    with _opening:
        database = _opened.get(path)
        if database is None or database.identity != identify(path):
            database = _opened[path] = open_database(path)
        return database


def warm_up() -> None:
    """Open the database before the first visitor comes; what is wrong with it, the page will say."""
    with suppress(DatabaseUnusable):
        current()


def copied(path: Path, target: Path) -> None:
    """Copy the file as it lies there now; DatabaseUnusable if it cannot be read, or there is no room."""
    identify(path)
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise DatabaseUnusable(f"{path} cannot be copied to {target.parent}: {error.strerror}.") from error


def _identity(path: Path, file: BinaryIO) -> Identity:
    status = os.fstat(file.fileno())
    return Identity(path, status.st_mtime_ns, status.st_size, status.st_ino)


def _open_copy(path: Path, file: BinaryIO) -> DuckDBPyConnection:
    """A connection to a copy whose name is gone at once where the system allows it, else at exit."""
    folder = tempfile.TemporaryDirectory(prefix="liverline-", ignore_cleanup_errors=True)
    copy = Path(folder.name) / "snapshot.duckdb"
    try:
        with copy.open("wb") as target:
            shutil.copyfileobj(file, target, 1 << 20)
    except OSError as error:
        folder.cleanup()
        raise DatabaseUnusable(f"{path} cannot be copied to {copy.parent}: {error.strerror}.") from error
    if not is_duckdb(copy):
        folder.cleanup()
        raise DatabaseUnusable(f"{path} is not a database that this program can read.")
    try:
        connection = duckdb.connect(
            copy, read_only=True, config={"enable_external_access": False, "threads": 1}
        )
    except duckdb.Error as error:
        folder.cleanup()
        raise DatabaseUnusable(f"{path} is not a database that this program can read.") from error
    if sys.platform == "win32":
        atexit.register(_close_and_remove, connection, folder)
    else:
        folder.cleanup()  # the open file lives on without its name; not even a kill leaves it behind
    connection.execute("SET lock_configuration = true")
    return connection


def _refuse_cut(connection: DuckDBPyConnection, identity: Identity) -> None:
    """A file that lost its end opens all the same where what it says of itself is whole; its rows are not."""
    found = connection.execute("SELECT block_size * total_blocks FROM pragma_database_size()").fetchone()
    if found and identity.size_bytes < DUCKDB_HEADERS + found[0]:
        raise DatabaseUnusable(
            f"{identity.path} is not complete: it is cut short. Copy it or build it again."
        )


def _close_and_remove(connection: DuckDBPyConnection, folder: "tempfile.TemporaryDirectory[str]") -> None:
    """Windows removes no open file."""
    connection.close()
    folder.cleanup()


def _snapshot(connection: DuckDBPyConnection, path: Path) -> Snapshot:
    """The snapshot row; DatabaseUnusable if the file is not ours or of another layout."""
    try:
        row = connection.execute(
            "SELECT layout, study, title, built_at, version, simulated, data_cutoff, hash FROM meta.snapshot"
        ).fetchone()
    except duckdb.Error as error:
        raise DatabaseUnusable(f"{path} is a DuckDB file, but no Liverline database.") from error
    if row is None:
        raise DatabaseUnusable(f"{path} is not complete: build it again.")
    layout, *values = row
    if layout != LAYOUT:
        age = "a newer" if layout > LAYOUT else "an older"
        raise DatabaseUnusable(f"{path} was built by {age} version of this program: build it again.")
    return Snapshot(*values)
