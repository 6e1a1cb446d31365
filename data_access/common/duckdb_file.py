"""Whether a file is one of DuckDB's, looked at before DuckDB is asked.

DuckDB takes a file of SQLite for an order to load an extension, and would look for it on the network.
"""

from pathlib import Path

MAGIC, MAGIC_AT = b"DUCK", 8


def is_duckdb(path: Path) -> bool:
    """Whether the file says itself that it is a DuckDB database; OSError if it cannot be read."""
    with path.open("rb") as file:
        return file.read(MAGIC_AT + len(MAGIC))[MAGIC_AT:] == MAGIC
