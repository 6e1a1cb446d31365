"""Every file that leaves a page of the hostile trial: whole, named in ASCII, and nothing in it acts."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

import pytest
from pptx import Presentation

from data_access.common import database
from data_access.exports.tables import FORMULA_STARTS
from pages.access import downloads
from pages.common.text import LANGUAGES
from tests.hostile_trial import TURN
from tests.pages.test_every_page import PAGES, opened_page
from tests.pages.test_odd_patients import blocks, fold_key, switches

LONGEST_FILE_NAME = 255
# A formula, and a link that a sheet makes of a text.
ACTS_IN_A_SHEET = re.compile(rb"<f[ >]|<hyperlink|relationships/hyperlink")
ACTS_IN_HTML = re.compile(r"<(b>x|img|script|a href|br>second)")
# How Parquet, SAS transport and Dataset-JSON begin.
HEADS_FOR_PROGRAMS = (b"PAR1", b"HEADER RECORD*******", b"{")
Made = dict[str, bytes | str]


@pytest.fixture
def taken(database_file, monkeypatch) -> Made:
    """What each button would have made, by file name, while the test walks over the pages."""
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("hostile")))
    made: Made = {}

    def take(label: str, make: Callable[[], bytes | str], file_name: str, **_: object) -> None:
        if file_name not in made:
            made[file_name] = make()

    monkeypatch.setattr(downloads, "offer", take)
    return made


def walk(page: str, language: str) -> None:
    """Open the page in every view, with every fold open."""
    app = opened_page(page, language)
    choices = [(switch.key, option) for switch in switches(app) for option in switch.options]
    for key, option in choices or [(None, None)]:
        # A switch of one view is not there in another.
        for group in [group for group in app.get("button_group") if group.key == key]:
            group.set_value(option)
        for fold in filter(None, map(fold_key, blocks(app.main))):
            app.session_state[fold] = True
        app.run()
        assert [error.message for error in app.exception] == []


def is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", text) is not None


def check_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not is_number(cell)] == []


def check_xlsx(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        acting = [name for name in book.namelist() if ACTS_IN_A_SHEET.search(book.read(name))]
    assert acting == []


def check_html(content: str) -> None:
    content = content.partition("</style>")[2]
    assert TURN not in content
    assert ACTS_IN_HTML.findall(content) == []
    assert content.count("<svg") == content.count("</svg")


def check_pptx(content: bytes) -> None:
    for slide in Presentation(io.BytesIO(content)).slides:
        assert slide.shapes.title.text
        for shape in slide.shapes:
            if shape.has_chart:
                check_xlsx(shape.chart.part.chart_workbook.xlsx_part.blob)
            if shape.has_text_frame:
                assert TURN not in shape.text_frame.text
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        links = [
            name
            for name in file.namelist()
            if name.startswith("ppt/slides/") and b"hlinkClick" in file.read(name)
        ]
    assert links == []


def check_zip(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert name.isascii() and PurePath(name).name == name
            if name.endswith(".csv"):
                check_csv(archive.read(name))


def check_for_programs(content: bytes) -> None:
    """Tables as they were delivered, for a program that reads them back, and for nothing that a hand opens."""
    assert content.startswith(HEADS_FOR_PROGRAMS)


CHECKS = {
    **{"csv": check_csv, "xlsx": check_xlsx, "html": check_html, "pptx": check_pptx, "zip": check_zip},
    **dict.fromkeys(("parquet", "xpt", "json"), check_for_programs),
}
PEOPLE_OPEN = {"csv", "xlsx", "html", "pptx"}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_acts_in_what_leaves_a_page(page, taken):
    for language in LANGUAGES[:1] if page != "patient.py" else LANGUAGES:
        walk(page, language)
    for name, content in taken.items():
        assert name.isascii() and PurePath(name).name == name and len(name) < LONGEST_FILE_NAME
        CHECKS[name.rpartition(".")[2]](content)


def test_every_kind_of_file_is_taken(taken):
    for page in ("arms.py", "patient.py"):
        walk(page, "en")
    assert {name.rpartition(".")[2] for name in taken} == PEOPLE_OPEN
