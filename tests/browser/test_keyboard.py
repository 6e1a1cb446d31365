"""Without a mouse: choices by the arrow keys, and a patient opened from the board (test_access.py: the Tab key)."""

from playwright.sync_api import expect

from tests.browser.board import wait_until_run
from tests.browser.test_access import open_page
from tests.browser.test_ward_to_patient import expect_address


def test_the_arrow_keys_go_through_a_group_of_choices(page, app_url):
    open_page(page, app_url("simulated"), "", "en")
    group = page.locator(".st-key-view")
    group.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_address(page, "/", view="new")


def test_a_patient_is_opened_from_the_board_by_name(page, app_url):
    open_page(page, app_url("simulated"), "", "en")
    page.locator(".st-key-named_subject input").focus()
    page.keyboard.type("44")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect_address(page, "/patient", subject="SIM-044")
    wait_until_run(page)
