"""The open database that the pages ask."""

import shutil
import sys
import tempfile
import threading
from pathlib import Path

import duckdb
import pytest

from data_access import LAYOUT
from data_access.common import database
from data_access.common.database import (
    DatabaseUnusable,
    current,
    identify,
    open_database,
    path_of_database,
    warm_up,
)


@pytest.fixture
def file(tmp_path, database_file):
    """A copy of the simulated trial's database that a test may replace."""
    return Path(shutil.copy(database_file("simulated"), tmp_path / "trial.duckdb"))


@pytest.fixture
def chosen(file, monkeypatch):
    """The same file, chosen by the environment."""
    monkeypatch.setenv("LIVERLINE_DB", str(file))
    return file


def test_it_answers_with_parameters_and_tells_its_snapshot(file):
    db = open_database(file)
    assert db.rows("SELECT count(*) AS n FROM sdtm.dm")["n"][0] > 20
    assert db.rows("SELECT $a + $b AS c", a=1, b=2)["c"][0] == 3
    assert (db.snapshot.study, db.snapshot.simulated) == ("SIM-MSCEV", True)
    assert len(db.snapshot.hash) == 64 and db.snapshot.data_cutoff


def test_it_is_open_quickly_and_the_date_macros_are_there(file):
    db = open_database(file)
    assert str(db.rows("SELECT dtc_date('2024-01-02T08:00') AS d")["d"][0])[:10] == "2024-01-02"


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (i INTEGER)",
        "DELETE FROM sdtm.dm",
        "COPY (SELECT 1) TO 'x.csv'",
        "FROM read_csv('/etc/passwd')",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
    ],
)
def test_a_query_can_only_read_this_database(file, sql):
    with pytest.raises(duckdb.Error):
        open_database(file).cursor().execute(sql).fetchall()


def test_pages_leave_the_file_free_to_be_replaced(file):
    db = open_database(file)
    with duckdb.connect(file) as writer:
        writer.execute("DELETE FROM sdtm.dm")
    assert db.rows("SELECT count(*) AS n FROM sdtm.dm")["n"][0] > 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the copy until the process ends")
def test_the_private_copy_leaves_no_trace(file, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    db = open_database(file)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert db.rows("SELECT count(*) AS n FROM sdtm.lb")["n"][0] > 1000


def test_a_newly_built_file_is_noticed(chosen, database_file):
    first = current()
    assert current() is first
    shutil.copy(database_file("msg/xpt"), chosen.with_name("new"))
    chosen.with_name("new").replace(chosen)
    second = current()
    assert (first.snapshot.study, second.snapshot.study) == ("SIM-MSCEV", "CDISCPILOT01")
    assert first.identity != second.identity == identify(chosen)
    assert first.rows("SELECT count(*) AS n FROM sdtm.dm")["n"][0] > 20


def test_twenty_threads_get_right_answers(file):
    db = open_database(file)
    expected = (
        db.rows("SELECT usubjid, count(*) AS n FROM sdtm.lb GROUP BY 1").set_index("usubjid")["n"].to_dict()
    )
    wrong = []

    def ask(usubjid, n):
        for _ in range(20):
            got = db.rows("SELECT count(*) AS n FROM sdtm.lb WHERE usubjid = $u", u=usubjid)["n"][0]
            if got != n:
                wrong.append((usubjid, n, got))

    threads = [threading.Thread(target=ask, args=item) for item in list(expected.items())[:20]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_environment_chooses_the_file(monkeypatch, tmp_path):
    monkeypatch.delenv("LIVERLINE_DB", raising=False)
    assert path_of_database().parts[-2:] == ("data", "simulated.duckdb")
    monkeypatch.setenv("LIVERLINE_DB", str(tmp_path / "x.duckdb"))
    assert path_of_database() == tmp_path / "x.duckdb"


def text(path):
    path.write_text("not a database at all")


def half(path):
    path.write_bytes(path.read_bytes()[:100_000])


def foreign(path):
    path.unlink()
    duckdb.connect(path).execute("CREATE TABLE work (year INTEGER)").close()


def with_layout(change):
    def spoil(path):
        with duckdb.connect(path) as connection:
            connection.execute("UPDATE meta.snapshot SET layout = $layout", {"layout": LAYOUT + change})

    return spoil


def no_snapshot(path):
    with duckdb.connect(path) as connection:
        connection.execute("DELETE FROM meta.snapshot")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "There is no database"),
        (text, "is not a database that this program can read"),
        (half, "is not a database that this program can read"),
        (foreign, "is a DuckDB file, but no Liverline database"),
        (with_layout(1), "by a newer version"),
        (with_layout(-1), "by an older version"),
        (no_snapshot, "is not complete"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence_that_names_the_file(chosen, spoil, said):
    spoil(chosen)
    with pytest.raises(DatabaseUnusable, match=said) as refused:
        open_database(chosen)
    assert str(chosen) in str(refused.value) and str(refused.value).endswith(".")
    warm_up()  # a server starts all the same; the page says what is wrong


def test_a_temporary_folder_without_room_is_said_so(file, monkeypatch):
    def full(source, target, length):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database.shutil, "copyfileobj", full)
    with pytest.raises(DatabaseUnusable, match="cannot be copied to .*No space left"):
        open_database(file)
