"""Hands and eyes for every page, and for the ward board: a canvas with a hidden grid of the visible rows to read."""

from time import monotonic

from playwright.sync_api import Page, expect

from pages.common.elements import ROW_HEIGHT
from tests.browser.conftest import PATIENCE_MS

GRID = '[data-testid="stDataFrame"]'
FROM_LEFT_PX = 40
STILL_MS = 400
# Streamlit loads parts when they are first needed: until then a skeleton stands there, and our style is not in force.
SETTLED = """() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && document.querySelector('[data-testid=stHtml] style') !== null"""


def wait_until_run(page: Page) -> None:
    """Return once the script has run to its end and the page says so."""
    expect(page.locator('[data-test-script-state="notRunning"]').first).to_be_attached()


def until(page: Page, condition: str) -> None:
    """Wait for it without the page's own eval, which its content security policy forbids."""
    deadline = monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        assert monotonic() < deadline, condition
        page.wait_for_timeout(50)


def wait_until_still(page: Page) -> None:
    """Return once every part has come and none is drawn anew any more."""
    until(page, SETTLED)
    before = None
    while (now := page.locator("*").count()) != before:
        before = now
        page.wait_for_timeout(STILL_MS)


def cell_text(page: Page, row: int, column: int) -> str:
    """What the hidden grid, which screen readers read, says about a cell; both count from 0."""
    cell = page.locator(f"{GRID} [data-testid='glide-cell-{column}-{row}']").first
    expect(cell).to_be_attached()
    return cell.inner_text()


def click_row(page: Page, row: int) -> str:
    """Click the first cell of a row of the board, counted from 0; the patient who stands there."""
    subject = cell_text(page, row, 0)
    surface = page.locator(f"{GRID} .dvn-scroller").first
    surface.click(position={"x": FROM_LEFT_PX, "y": (row + 1.5) * ROW_HEIGHT})
    return subject
