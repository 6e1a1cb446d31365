"""The file under open pages is lost, cut, foreign or from another time: one sentence, and the page is back with it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data_access import LAYOUT
from data_access.common import database
from pages.common.text import LANGUAGES, Words
from tests.pages.test_every_page import opened_page

DAY_S = 86_400


def in_place(path: Path, write: Callable[[Path], object]) -> None:
    """What copying a file over another does: a new file under the old name."""
    new = path.with_name("new")
    write(new)
    new.replace(path)


def sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE work (year INTEGER)")


def other_duckdb(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE work (year INTEGER)")


def of_layout(change: int) -> Callable[[Path], None]:
    def rebuild(path: Path) -> None:
        other = shutil.copy(path, path.with_name("other"))
        with duckdb.connect(other) as connection:
            connection.execute("UPDATE meta.snapshot SET layout = $layout", {"layout": LAYOUT + change})
        Path(other).replace(path)

    return rebuild


def cut(share: float) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


FAULTS = {
    "deleted": Path.unlink,
    "empty": lambda path: os.truncate(path, 0),
    "cut early": cut(0.01),
    "cut in the middle": cut(0.5),
    "cut late": cut(0.99),
    "older layout": of_layout(-1),
    "newer layout": of_layout(1),
    "text": lambda path: in_place(path, lambda new: new.write_text("minutes of the ward meeting")),
    "sqlite": lambda path: in_place(path, sqlite),
    "another DuckDB": lambda path: in_place(path, other_duckdb),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}  # fmt: skip


@pytest.fixture
def file(tmp_path, database_file, monkeypatch) -> Path:
    """A copy of the simulated trial's database, which the app has open."""
    path = Path(shutil.copy(database_file("simulated"), tmp_path / "trial.duckdb"))
    monkeypatch.setenv(database.ENVIRONMENT, str(path))
    return path


def restore(path: Path, good: bytes) -> None:
    if path.is_dir():
        path.rmdir()
    in_place(path, lambda new: new.write_bytes(good))


def is_calm(app: AppTest, language: str, path: Path) -> None:
    """One box with one sentence about the file; nothing else of the page."""
    assert [error.message for error in app.exception] == []
    (box,) = app.error
    opening, _, sentence = box.value.partition("\n\n")
    assert opening == Words(language)("frame.unusable")
    assert path.stem in sentence and sentence.endswith(".") and "\n" not in sentence
    assert app.get("plotly_chart") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_an_open_page_says_it_in_a_sentence_and_recovers(fault, file):
    language = LANGUAGES[list(FAULTS).index(fault) % 2]
    good = file.read_bytes()
    app = opened_page("patient.py", language)
    assert app.get("plotly_chart")
    FAULTS[fault](file)
    is_calm(app.run(), language, file)
    restore(file, good)
    app.run()
    assert [error.value for error in app.error] == [] and app.get("plotly_chart")


@pytest.mark.parametrize("days", [-400, 400])
def test_a_file_whose_time_moved_is_noticed_and_shown(file, days):
    """The clock of the machine that built it, or of this one, was set back or forward."""
    first = database.current()
    content = file.read_bytes()
    moved = file.stat().st_mtime + days * DAY_S
    in_place(file, lambda new: (new.write_bytes(content), os.utime(new, (moved, moved))))
    assert database.current() is not first
    assert database.current() is database.current()
    assert opened_page("patient.py", "en").get("plotly_chart")


def test_a_build_from_the_future_is_shown_as_it_says(file):
    with duckdb.connect(file) as connection:
        future = datetime.now() + timedelta(days=1000)
        connection.execute("UPDATE meta.snapshot SET built_at = $at", {"at": future})
    app = opened_page("ward.py", "zh")
    assert [error.message for error in app.exception] == [] and not app.error


@pytest.mark.parametrize("page", ["ward.py", "arms.py"])
def test_a_disk_without_room_for_the_private_copy_is_said_and_forgotten(file, page, monkeypatch):
    def full(source: object, target: object, length: int) -> None:
        raise OSError(28, "No space left on device")

    copyfileobj = shutil.copyfileobj
    database._opened.pop(file, None)
    monkeypatch.setattr(database.shutil, "copyfileobj", full)
    app = opened_page(page, "en")
    is_calm(app, "en", file)
    monkeypatch.setattr(database.shutil, "copyfileobj", copyfileobj)
    app.run()
    assert not app.error
