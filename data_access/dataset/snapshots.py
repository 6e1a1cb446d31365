"""Other states of the same study in the folder of the open database: what it can be compared with."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb

from data_access import LAYOUT
from data_access.common.database import Database, DatabaseUnusable, Identity, identify, open_database

MOST_FILES = 100
SNAPSHOT = "SELECT study, simulated, data_cutoff, built_at, hash FROM meta.snapshot WHERE layout = $layout"


@dataclass(frozen=True)
class Other:
    """Another database file of the study; `built_at` is UTC."""

    identity: Identity
    data_cutoff: str
    built_at: datetime
    hash: str

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return self.identity.path.name


def others(db: Database) -> list[Other]:
    """The files of the same study, simulated or not as it, from other deliveries; the newest first.

    What cannot be read, or holds another study, is left out: it cannot be compared with.
    """
    folder = db.identity.path.parent
    files = [path for path in sorted(folder.glob("*.duckdb"))[:MOST_FILES] if path != db.identity.path]
    found = [
        other
        for path in files
        if (other := _other(_identity(path), db.snapshot.study, db.snapshot.simulated))
    ]
    known = [other for other in found if other.hash != db.snapshot.hash]
    return sorted(known, key=lambda other: (other.data_cutoff, other.built_at), reverse=True)


def _identity(path: Path) -> Identity | None:
    try:
        return identify(path)
    except DatabaseUnusable:
        return None  # gone since the folder was listed, or not ours to read


@lru_cache(maxsize=2 * MOST_FILES)
def _other(identity: Identity | None, study: str | None, simulated: bool) -> Other | None:
    """The file if it is of that study; looked at once for every state of it."""
    if identity is None:
        return None
    try:
        with duckdb.connect(identity.path, read_only=True) as connection:
            row = connection.execute(SNAPSHOT, {"layout": LAYOUT}).fetchone()
    except (duckdb.Error, OSError):
        return None  # another program's, being written, or damaged
    if row is None or row[:2] != (study, simulated):
        return None
    return Other(identity, (row[2] or "")[:10], row[3], row[4])


@lru_cache(maxsize=2)
def opened(identity: Identity) -> Database:
    """The other file, open; DatabaseUnusable if it went away meanwhile."""
    return open_database(identity.path)


def in_order(db: Database, other: Database) -> tuple[Database, Database]:
    """The earlier of the two and the later, by cut-off, then by when they were built."""
    first, second = sorted(
        (db, other), key=lambda each: (each.snapshot.data_cutoff or "", each.snapshot.built_at)
    )
    return first, second
