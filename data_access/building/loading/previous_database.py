"""The data cut before this one: what the database that is about to be replaced knew.

Nothing about the old file can fail a build: where it cannot be used there is no previous cut, and nothing is
called new or late that is not known to be.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from data_access import LAYOUT

SNAPSHOT = "SELECT study, simulated, data_cutoff, hash, built_at, layout FROM meta.snapshot"
OWN_NEWS = "SELECT DISTINCT usubjid, newskey FROM adam.adnews ORDER BY ALL"
EARLIER = "SELECT hash, data_cutoff, built_at FROM meta.previous"
EARLIER_NEWS = "SELECT usubjid, newskey FROM meta.previous_news ORDER BY ALL"


@dataclass(frozen=True)
class DataCut:
    """One data cut of a study; `built_at` is UTC."""

    study: str | None
    simulated: bool
    data_cutoff: str | None
    hash: str
    built_at: datetime

    def before(self, other: "DataCut") -> bool:
        """Whether this is an earlier cut of the same study, from other files."""
        same_study = (self.study, self.simulated) == (other.study, other.simulated)
        in_order = (self.data_cutoff or "9999") <= (other.data_cutoff or "")
        return same_study and in_order and self.hash != other.hash


def write_previous(connection: DuckDBPyConnection, old: Path) -> None:
    """Fill meta.previous and meta.previous_news from the file `old`, after meta.snapshot; leave them empty
    where `old` is missing, or no earlier cut of the same study that can be read.

    A build from the same files as `old` keeps the previous cut that `old` knew.
    """
    now = _cut(connection)
    found = _previous(old, now) if now else None
    if found is None:
        return
    (hash_, data_cutoff, built_at), news = found
    connection.execute("INSERT INTO meta.previous VALUES (?, ?, ?)", [hash_, data_cutoff, built_at])
    connection.register("news", news)
    connection.execute("INSERT INTO meta.previous_news FROM news")
    connection.unregister("news")


def _previous(old: Path, now: DataCut) -> tuple[tuple[str, str | None, datetime], pa.Table] | None:
    """Hash, cut-off and time of build of the previous cut, and the happenings that it knew."""
    if not old.exists():
        return None
    try:
        with duckdb.connect(old, read_only=True) as connection:
            cut = _cut(connection)
            if cut is not None and cut.before(now):
                news = connection.sql(OWN_NEWS).to_arrow_table()
                return (cut.hash, cut.data_cutoff, cut.built_at), news
            kept = connection.execute(EARLIER).fetchall() if cut and cut.hash == now.hash else []
            return (kept[0], connection.sql(EARLIER_NEWS).to_arrow_table()) if kept else None
    except (duckdb.Error, OSError, ValueError, OverflowError):
        return None  # locked, damaged, foreign: whatever it was, it tells nothing


def _cut(connection: DuckDBPyConnection) -> DataCut | None:
    """The data cut that a database of this layout holds."""
    rows = connection.execute(SNAPSHOT).fetchall()
    return DataCut(*rows[0][:-1]) if len(rows) == 1 and rows[0][-1] == LAYOUT else None
