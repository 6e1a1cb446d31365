"""The overview as a viewer meets it: nothing of a patient, no small number, on the page or in its files."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data_access.access_log import append
from data_access.access_log.verify import verify
from data_access.common import database
from data_access.common.database import Database
from pages.access import downloads, rights
from pages.access.rights import Reader
from pages.common.text import LANGUAGES, Words, string_table
from tests.pages.test_every_page import elements, opened_page, words_on_screen

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd]>(.*?)</t[hd]>", re.DOTALL)
EXACT = re.compile(r"(\d+)(?: \(\d+\.\d%\))?")
DATE = re.compile(r"\d{4}-\d{2}|\d{4}年|\d{1,2}月")


@pytest.fixture
def log(monkeypatch, tmp_path) -> Path:
    path = tmp_path / "access.jsonl"
    monkeypatch.setenv(append.ENVIRONMENT, str(path))
    return path


@pytest.fixture
def viewed(monkeypatch: pytest.MonkeyPatch, database_file: Callable[[str], Path]) -> Callable[..., AppTest]:
    """viewed("pilot", "zh", limit=11): the page as a viewer opens it."""

    def open_(trial: str, language: str, limit: int = 5) -> AppTest:
        monkeypatch.setenv(database.ENVIRONMENT, str(database_file(trial)))
        monkeypatch.setattr(rights, "reader", lambda: Reader("visitor (v@h.example)", "viewer"))
        monkeypatch.setattr(rights, "smallest_cell", lambda: limit)
        app = opened_page("overview.py", language)
        assert [error.message for error in app.exception] == []
        return app

    return open_


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files that a page offers, made at once."""
    files: dict[str, bytes] = {}

    def offer(_label, make, file_name, **_):
        files[file_name] = make()

    monkeypatch.setattr(downloads, "offer", offer)
    return files


def tables(app: AppTest) -> list[list[list[str]]]:
    """The cells of the tables, row by row."""
    sent = "".join(words_on_screen(app))
    return [
        [[html.unescape(cell).strip() for cell in CELL.findall(row)] for row in ROW.findall(table)]
        for table in TABLE.findall(sent)
    ]


def medians(language: str) -> set[str]:
    """The names of the lines that hold a median and no count."""
    text = Words(language)
    return {text("variable.AGE"), *(text.named(code) for code in ("MELD", "BILI", "INR"))}


def small(cells: list[str], limit: int) -> list[str]:
    """The cells that say a count below the limit."""
    found = [(cell, EXACT.fullmatch(cell)) for cell in cells]
    return [cell for cell, match in found if match and int(match[1]) < limit]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("trial", "limit"), [("simulated", 5), ("simulated", 11), ("pilot", 5)])
def test_a_viewer_finds_no_patient_no_date_and_no_small_number(viewed, taken, trial, limit, language):
    app = viewed(trial, language, limit)
    sent = b"".join(element.proto.SerializeToString() for element in elements(app.main))
    subjects = database.current().rows("SELECT DISTINCT usubjid FROM sdtm.dm")["usubjid"]
    assert len(subjects) > 20
    assert [one for one in subjects if one.encode() in sent] == []
    shown = tables(app)
    assert len(shown) == 5
    rows = [row for table in shown for row in table[1:] if row[0] not in medians(language)]
    assert small([cell for row in rows for cell in row[1:]], limit) == []
    assert f"<{limit}" in {cell for row in rows for cell in row}
    assert DATE.findall(" ".join(cell for table in shown for row in table for cell in row)) == []
    said = string_table()["overview.rule"][language].format(k=limit)
    assert said in "".join(words_on_screen(app)).replace("\\", "")
    for content in taken.values():
        assert [one for one in subjects if one.encode() in content] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", ["simulated", "pilot"])
def test_the_files_say_what_the_page_says(viewed, taken, trial, language):
    app = viewed(trial, language)
    assert [name.rpartition(".")[2] for name in taken] == ["csv", "xlsx"]
    facts, *rows = _csv(next(iter(taken.values())))
    assert database.current().snapshot.hash[:8] in facts
    assert ("SIMULATED DATA" in facts or "模拟数据" in facts) == (trial == "simulated")
    on_page = {
        (table[0][0], row[0]): [cell for cell in row[1:] if cell not in ("–", "")]
        for table in tables(app)
        for row in table[1:]
        if any(row[1:])
    }
    in_file = {
        (topic, what): [cell for cell in cells if cell not in ("–", "")] for topic, _, what, *cells in rows
    }
    assert in_file == on_page
    book = openpyxl.load_workbook(io.BytesIO(list(taken.values())[1]))
    sheet = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert [row[: len(rows[0])] for row in sheet[4:]] == rows


def _csv(content: bytes) -> list:
    """The first fact, then the rows below the head."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [line[0][0] for line in lines[:2]] == ["#", "#"]
    return [lines[0][0], *lines[3:]]


def test_that_it_was_looked_at_is_one_line_that_names_no_patient(log, viewed):
    app = viewed("simulated", "en")
    app.run().run()
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (line,) = [line for line in lines if line["action"] == "view"]
    assert (line["what"], line["page"], line["role"]) == ("aggregates", "overview", "viewer")
    assert "subject" not in line
    assert verify(log).findings == []


def test_nothing_is_shown_where_the_log_cannot_be_written(log, viewed):
    log.mkdir()
    app = viewed("simulated", "en")
    assert app.error
    assert tables(app) == []


def test_what_else_a_viewer_may_open_asks_nothing_of_the_database(viewed, monkeypatch):
    app = viewed("simulated", "en")
    monkeypatch.setattr(Database, "cursor", lambda self: pytest.fail("asked"))
    for language in LANGUAGES:
        app.query_params["lang"] = language
        app.switch_page("trial.py").run()
        assert [error.message for error in app.exception] == []
        assert app.session_state["page"] == "trial"
