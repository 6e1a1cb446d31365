"""A new database takes the place of the old one whole, or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import duckdb
import pytest

from data_access.building.loading.swap import replacement
from data_access.common.errors import BuildError


def database(path, study):
    """A file with the one table by which this program knows its own."""
    with duckdb.connect(path) as connection:
        connection.execute("CREATE SCHEMA meta")
        connection.execute(
            "CREATE TABLE meta.snapshot AS SELECT $study AS study, 1 AS built_at, 2 AS hash", {"study": study}
        )
    return path


def study_of(path):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute("SELECT study FROM meta.snapshot").fetchone()[0]


def accept(path):
    pass


def test_the_new_file_takes_the_place_of_the_old(tmp_path):
    out = database(tmp_path / "x.duckdb", "old")
    with replacement(out, accept) as temporary:
        database(temporary, "new")
        assert study_of(out) == "old"
    assert study_of(out) == "new"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_the_new_file_can_be_read_by_whom_the_old_one_could(tmp_path):
    out = database(tmp_path / "x.duckdb", "old")
    out.chmod(0o640)
    with replacement(out, accept) as temporary:
        database(temporary, "new")
    assert out.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_old_file_byte_for_byte_and_nothing_else(tmp_path):
    out = database(tmp_path / "x.duckdb", "old")
    before = out.read_bytes()
    with pytest.raises(ZeroDivisionError), replacement(out, accept) as temporary:
        database(temporary, "new")
        raise ZeroDivisionError
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_that_does_not_pass_never_comes_into_place(tmp_path):
    def refuse(path):
        raise BuildError("no")

    out = database(tmp_path / "x.duckdb", "old")
    with pytest.raises(BuildError), replacement(out, refuse) as temporary:
        database(temporary, "new")
    assert study_of(out) == "old"


def test_what_a_killed_build_left_is_cleared_away(tmp_path):
    out = tmp_path / "x.duckdb"
    (tmp_path / ".x.duckdb.building-1").write_text("half")
    (tmp_path / ".x.duckdb.building-1.wal").write_text("half")
    (tmp_path / ".x.duckdb.building-1.tmp").mkdir()
    (tmp_path / ".y.duckdb.building-1").write_text("not ours")
    with replacement(out, accept) as temporary:
        database(temporary, "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".y.duckdb.building-1", "x.duckdb"]


@pytest.mark.skipif(sys.platform == "win32", reason="a process of Windows says it in words of its system")
def test_an_old_file_that_another_program_writes_is_said_to_be_held(tmp_path):
    out = database(tmp_path / "x.duckdb", "old")
    hold = f"import duckdb, time; c = duckdb.connect({str(out)!r}); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BuildError, match=r"is open for writing in another program .*: close it\.$"):  # noqa: SIM117
            with replacement(out, accept):
                pass
        holder.kill()
    assert study_of(out) == "old"


@pytest.mark.parametrize("foreign", ["text", "sqlite", "duckdb"])
def test_what_is_not_ours_is_never_overwritten(tmp_path, foreign):
    out = tmp_path / "thesis.duckdb"
    if foreign == "text":
        out.write_text("three years of work")
    elif foreign == "sqlite":
        with closing(sqlite3.connect(out)) as connection:
            connection.execute("CREATE TABLE work (year INTEGER)")
    else:
        duckdb.connect(out).execute("CREATE TABLE work (year INTEGER)").close()
    before = out.read_bytes()
    with (
        pytest.raises(BuildError, match=r"thesis\.duckdb exists and is no Liverline database"),
        replacement(out, accept),
    ):
        pass
    assert out.read_bytes() == before


def test_an_empty_file_holds_nothing_to_lose(tmp_path):
    out = tmp_path / "x.duckdb"
    out.touch()
    with replacement(out, accept) as temporary:
        database(temporary, "new")
    assert study_of(out) == "new"


def test_a_folder_is_no_place_for_a_file(tmp_path):
    with pytest.raises(BuildError, match="is a folder"), replacement(tmp_path, accept):
        pass


def test_missing_folders_are_made_and_unmade_if_nothing_came(tmp_path):
    out = tmp_path / "a/b/x.duckdb"
    with pytest.raises(ZeroDivisionError), replacement(out, accept):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with replacement(out, accept) as temporary:
        database(temporary, "new")
    assert study_of(out) == "new"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot replace an open file: its sentence says so"
)
def test_a_reader_of_the_old_file_keeps_it_while_the_new_one_comes(tmp_path):
    out = database(tmp_path / "x.duckdb", "old")
    with duckdb.connect(out, read_only=True) as reader:
        with replacement(out, accept) as temporary:
            database(temporary, "new")
        assert reader.execute("SELECT study FROM meta.snapshot").fetchone() == ("old",)


def test_a_file_held_open_elsewhere_is_said_so(tmp_path, monkeypatch):
    def held(path, target):
        raise PermissionError(13, "The process cannot access the file because it is being used")

    out = database(tmp_path / "x.duckdb", "old")
    monkeypatch.setattr("pathlib.Path.replace", held)
    with pytest.raises(BuildError, match="is open in another program"), replacement(out, accept) as temporary:
        database(temporary, "new")
    assert list(tmp_path.iterdir()) == [out]
