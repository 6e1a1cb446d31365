"""Hands and eyes for the ward board: a canvas to click on, with a hidden grid of the visible rows to read."""

from playwright.sync_api import Page, expect

from pages.common.board_table import ROW_HEIGHT

GRID = '[data-testid="stDataFrame"]'
FROM_LEFT_PX = 40


def wait_until_run(page: Page) -> None:
    """Return once the script has run to its end and the page says so."""
    expect(page.locator('[data-test-script-state="notRunning"]').first).to_be_attached()


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
