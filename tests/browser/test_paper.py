"""The patient's sheet as a printer sees it: one A4 page for every patient, with the last line on it."""

import re

import pytest
from playwright.sync_api import expect

from data_access.common.database import open_database
from data_access.common.study import study
from data_access.patient import profile
from pages.common.text import LANGUAGES
from tests.browser.board import GRID, cell_text, click_row, wait_until_run
from tests.odd_trial import NASTY
from tests.pages.patient.test_paper import Sheet, sheet_of

MM_PER_PX = 25.4 / 96
A4_MM = (210.0, 297.0)
MARGINS_MM = (2 * 9.0, 2 * 7.0)
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")
PAPER_OF_PDF = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)")
ROWS_ON_SCREEN = 12


TEXTS_CUT_OFF = """() => [...document.querySelectorAll('.tile, .tile div, .dose, .cell, td')].filter(
    e => e.scrollWidth > e.clientWidth + 1
      || getComputedStyle(e).overflow == 'hidden' && e.scrollHeight > e.clientHeight + 1
).map(e => e.innerText)"""


def printed_size(page):
    """Width and height in mm that the content takes on paper, whatever the page allows."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((A4_MM[0] - MARGINS_MM[0]) / MM_PER_PX), "height": 400})
    return page.evaluate(
        "() => [document.documentElement.scrollWidth, "
        "Math.max(...[...document.querySelectorAll('body *')].map(e => e.getBoundingClientRect().bottom))]"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", ["simulated", "odd"])
def test_every_patient_is_one_page_of_a4_with_nothing_cut_off(page, database_file, trial, language):
    database = open_database(database_file(trial))
    for subject in profile.patients(database):
        page.set_content(sheet_of(database, subject, language))
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(PAGE_OF_PDF.findall(pdf)) == 1, subject
        paper = [float(points) / 72 * 25.4 for points in PAPER_OF_PDF.search(pdf).groups()]
        assert paper == pytest.approx(A4_MM, abs=0.5)
        width, bottom = (size * MM_PER_PX for size in printed_size(page))
        assert width <= A4_MM[0] - MARGINS_MM[0] + 0.5, f"{subject}: a printer would shrink or clip it"
        assert bottom <= A4_MM[1] - MARGINS_MM[1], f"{subject}: the last line is off the page"
        assert page.evaluate(TEXTS_CUT_OFF) == [], subject


def row_of(page, subject):
    """The row of a patient on the board, counted from 0."""
    return next(row for row in range(ROWS_ON_SCREEN) if cell_text(page, row, 0) == subject)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hostile_patient_from_the_board_to_paper(page, app_url, database_file, witness, language):
    about = study(open_database(database_file("odd")))
    page.goto(f"{app_url('odd')}/?lang={language}")
    expect(page.locator(f"{GRID} canvas").first).to_be_visible()
    assert click_row(page, row_of(page, NASTY)) == NASTY
    shown = NASTY.replace("\u202e", "\ufffd")
    expect(page.get_by_text(shown).first).to_be_visible()
    wait_until_run(page)
    with page.expect_download() as waiting:
        page.locator(".st-key-sheet button").first.click()
    assert re.fullmatch(r"[A-Za-z0-9_-]+-summary-2025-04-30\.html", waiting.value.suggested_filename)
    sheet = Sheet(waiting.value.path().read_text(encoding="utf-8"))
    assert shown in sheet.text and about.snapshot in sheet.text
    assert witness.outside() == [] and witness.complaints == []
