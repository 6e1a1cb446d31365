"""A tiny trial as an opened database, for queries that need no file."""

from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from data_access.common.database import Database, Identity, Snapshot


def opened(connection: DuckDBPyConnection) -> Database:
    """The trial behind this connection as pages see a file."""
    snapshot = Snapshot("T", None, datetime(2026, 1, 1), "0", False, "2025-12-31", "0" * 64)
    return Database(connection, Identity(Path("tiny"), 0, 0, 0), snapshot)
