"""Two data cuts of one study in the same file: what is new, what was entered late, and what is never a failure."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data_access import LAYOUT, build
from data_access.building.loading import previous_database
from tests.data_access.deliveries import ae, dm, ds, ex, lb, rows, ts, write_csv


def deliver(folder: Path, cutoff: str, events: list, **study: object) -> Path:
    """A delivery of one patient as of that day, with these adverse events."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_csv(folder, "dm.csv", [dm() | study])
    write_csv(folder, "ds.csv", [ds() | study])
    write_csv(folder, "ex.csv", [ex() | study])
    write_csv(folder, "lb.csv", [lb() | study])
    write_csv(folder, "ts.csv", [ts("DCUTDTC", cutoff, study=str(study.get("STUDYID", "TINY")))])
    write_csv(folder, "ae.csv", [event | study for event in events])
    return folder


BEFORE = ae(seq=1, AETERM="Sepsis", AESER="Y", AESTDTC="2024-01-05")
LATE = ae(seq=1, AETERM="Stroke", AESER="Y", AESTDTC="2024-01-06")
AFTER = ae(seq=3, AETERM="Bleeding", AESER="Y", AESTDTC="2024-01-20")
NEWS = "SELECT term, known, latefl FROM adam.adnews WHERE code = 'SERIOUS' ORDER BY adt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both cuts, each in a file of its own, built once."""
    folder = tmp_path_factory.mktemp("built")
    sources = {"first": deliver(folder / "1", "2024-01-10", [BEFORE]), "now": second(folder)}
    for name, source in sources.items():
        build.build(source, folder / f"{name}.duckdb")
    return {name: folder / f"{name}.duckdb" for name in sources}


@pytest.fixture
def first(tmp_path: Path, built: dict[str, Path]) -> Path:
    """The file built from the first data cut, of 10 January, for a test to replace or to spoil."""
    return Path(shutil.copy(built["first"], tmp_path / "trial.duckdb"))


@pytest.fixture
def now(tmp_path: Path, built: dict[str, Path]) -> duckdb.DuckDBPyConnection:
    """A database under construction that knows its own data cut, of 31 January."""
    return duckdb.connect(shutil.copy(built["now"], tmp_path / "now.duckdb"))


def second(tmp_path: Path, **study: object) -> Path:
    """The delivery of the second data cut, of 31 January: row numbers and AESEQ have moved."""
    return deliver(tmp_path / "second", "2024-01-31", [LATE, BEFORE | {"AESEQ": 2}, AFTER], **study)


def answer(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(path, read_only=True) as connection:
        return rows(connection, query)


def test_the_first_build_knows_no_previous_cut(first):
    assert answer(first, "FROM meta.previous") == []
    assert answer(first, NEWS) == [("Sepsis", None, None)]


def test_known_new_and_entered_late(tmp_path, first):
    hash_, built_at = answer(first, "SELECT hash, built_at FROM meta.snapshot")[0]
    build.build(second(tmp_path), first)
    assert answer(first, "FROM meta.previous") == [(hash_, "2024-01-10", built_at)]
    assert answer(first, NEWS) == [("Sepsis", "Y", "N"), ("Stroke", "N", "Y"), ("Bleeding", "N", "N")]


def test_a_second_build_from_the_same_files_keeps_the_previous_cut(tmp_path, first):
    build.build(second(tmp_path), first)
    cut, told = answer(first, "FROM meta.previous"), answer(first, NEWS)
    assert cut
    for _ in range(2):
        build.build(tmp_path / "second", first)
        assert (answer(first, "FROM meta.previous"), answer(first, NEWS)) == (cut, told)


def test_a_third_cut_is_compared_with_the_second(tmp_path, first):
    build.build(second(tmp_path), first)
    build.build(deliver(tmp_path / "third", "2024-02-10", [LATE, BEFORE | {"AESEQ": 2}, AFTER]), first)
    assert answer(first, "SELECT data_cutoff FROM meta.previous") == [("2024-01-31",)]
    assert {known for _, known, _ in answer(first, NEWS)} == {"Y"}


def test_a_grade_that_rose_is_new_though_its_event_is_old(tmp_path, first):
    worse = BEFORE | {"AETOXGR": "4"}
    build.build(deliver(tmp_path / "second", "2024-01-31", [worse]), first)
    assert answer(first, NEWS) == [("Sepsis", "N", "Y")]


def test_the_same_cuts_in_the_same_order_give_the_same_news(tmp_path, first):
    again = Path(shutil.copy(first, tmp_path / "again.duckdb"))
    for path in (first, again):
        build.build(second(tmp_path), path)
    everything = "SELECT * FROM adam.adnews ORDER BY ALL"
    assert answer(first, everything) == answer(again, everything)


def empty(connection: duckdb.DuckDBPyConnection) -> bool:
    return rows(connection, "FROM meta.previous") == [] and rows(connection, "FROM meta.previous_news") == []


@pytest.mark.parametrize(
    "spoil",
    [
        f"UPDATE meta.snapshot SET layout = {LAYOUT - 1}",
        f"UPDATE meta.snapshot SET layout = {LAYOUT + 1}",
        "UPDATE meta.snapshot SET layout = NULL",
        "UPDATE meta.snapshot SET study = 'OTHER'",
        "UPDATE meta.snapshot SET study = NULL",
        "UPDATE meta.snapshot SET simulated = true",
        "UPDATE meta.snapshot SET data_cutoff = '2024-02-01'",
        "UPDATE meta.snapshot SET data_cutoff = NULL",
        "DELETE FROM meta.snapshot",
        "ALTER TABLE meta.snapshot DROP COLUMN layout",
        "ALTER TABLE adam.adnews DROP COLUMN newskey",
        "DROP TABLE adam.adnews",
    ],
)
def test_an_old_file_that_cannot_be_compared_is_no_previous_cut(first, now, spoil):
    with duckdb.connect(first) as connection:
        connection.execute(spoil)
    previous_database.write_previous(now, first)
    assert empty(now)


@pytest.mark.parametrize(
    "spoil", [f"UPDATE meta.snapshot SET layout = {LAYOUT - 1}", "DROP TABLE adam.adnews"]
)
def test_a_build_over_such_a_file_succeeds(tmp_path, first, spoil):
    with duckdb.connect(first) as connection:
        connection.execute(spoil)
    build.build(second(tmp_path), first)
    assert answer(first, "FROM meta.previous") == []
    assert {known for _, known, _ in answer(first, NEWS)} == {None}


def test_an_old_file_without_its_meta_previous_loses_only_that(tmp_path, first):
    build.build(second(tmp_path), first)
    with duckdb.connect(first) as connection:
        connection.execute("DROP TABLE meta.previous")
    build.build(tmp_path / "second", first)
    assert answer(first, "FROM meta.previous") == []


def test_the_old_file_is_read_where_nothing_is_wrong_with_it(first, now):
    previous_database.write_previous(now, first)
    assert not empty(now)


def test_no_old_file(tmp_path, now):
    previous_database.write_previous(now, tmp_path / "none.duckdb")
    assert empty(now)


@pytest.mark.parametrize("kind", ["text", "nothing", "half", "noise", "folder", "foreign"])
def test_a_damaged_or_foreign_file_tells_nothing(tmp_path, first, now, kind):
    old = tmp_path / "old.duckdb"
    if kind == "folder":
        old.mkdir()
    elif kind == "foreign":
        duckdb.connect(old).execute("CREATE TABLE work (year INTEGER)").close()
    else:
        whole = first.read_bytes()
        half = len(whole) // 2
        old.write_bytes(
            {"text": b"three years of work", "nothing": b"", "half": whole[:half],
             "noise": whole[:8192] + bytes(reversed(whole[8192:]))}[kind]
        )  # fmt: skip
    previous_database.write_previous(now, old)
    assert empty(now)


LOCK = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_file_that_another_program_holds_tells_nothing(first, now):
    holder = subprocess.Popen(
        [sys.executable, "-c", LOCK, str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        previous_database.write_previous(now, first)
        assert empty(now)
    finally:
        holder.communicate("")
