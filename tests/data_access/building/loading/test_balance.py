"""Rows read = rows loaded + rows rejected, and they are still there when the file is reopened."""

import duckdb
import pytest

from data_access.building.loading.balance import verify
from data_access.common.errors import BuildError
from tests.data_access.deliveries import dm, lb, loaded, rows, write_csv


@pytest.mark.parametrize("trial", ["pilot", "tdf", "msg/xpt", "simulated"])
def test_every_row_of_the_trials_is_accounted_for(opened, trial):
    db = opened(trial)
    assert rows(db, "SELECT count(*) FROM meta.source WHERE rows_read <> rows_loaded + rows_rejected") == [
        (0,)
    ]
    for domain, promised in rows(db, "SELECT domain, sum(rows_loaded) FROM meta.source GROUP BY domain"):
        query = f"SELECT count(*), count(DISTINCT (source_file, source_row)) FROM sdtm.{domain}"
        assert rows(db, query) == [(promised, promised)]


def test_a_row_that_is_nowhere_stops_the_load(tmp_path, monkeypatch):
    lose = "SELECT 1 FROM ({judged}) WHERE fault IS NULL AND $file = $domain"
    monkeypatch.setattr("data_access.building.loading.casting.REJECT", lose)
    write_csv(tmp_path, "lb.csv", [lb(), lb(seq="x")])
    with pytest.raises(BuildError, match=r"lb\.csv does not add up in lb: 2 rows read, 1 loaded, 0 rejected"):
        loaded(tmp_path)


@pytest.fixture
def finished(tmp_path):
    """A database file of one subject, with its snapshot."""
    write_csv(tmp_path, "dm.csv", [dm()])
    path = tmp_path / "x.duckdb"
    memory = loaded(tmp_path)
    memory.execute("INSERT INTO meta.snapshot (study) VALUES ('TINY')")
    memory.execute(f"ATTACH '{path}' AS file_; COPY FROM DATABASE memory TO file_; DETACH file_")
    return path


def test_a_whole_file_passes(finished):
    verify(finished)


@pytest.mark.parametrize(
    ("change", "said"),
    [("DELETE FROM sdtm.dm", "lost rows of dm"), ("DELETE FROM meta.snapshot", "is not complete")],
)
def test_a_file_that_lost_something_does_not(finished, change, said):
    with duckdb.connect(finished) as connection:
        connection.execute(change)
    with pytest.raises(BuildError, match=said):
        verify(finished)


def test_a_file_with_part_of_it_still_in_its_journal_does_not(finished):
    finished.with_name("x.duckdb.wal").touch()
    with pytest.raises(BuildError, match="journal"):
        verify(finished)
