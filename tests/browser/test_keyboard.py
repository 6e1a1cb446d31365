"""Without a mouse: the Tab key comes to every control of every page, and a patient is opened from the ward board."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board import wait_until_run
from tests.browser.test_access import open_page
from tests.browser.test_ward_to_patient import ADDRESSES, expect_address

# Every control in sight gets a number. A group of choices is one stop, and the arrow keys go on from there; the arrow
# of a list of options belongs to its field.
NUMBERED = """() => [...document.querySelectorAll(
        'a[href], button, input, textarea, summary, [role=tab], [data-testid=data-grid-canvas]')]
    .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.disabled
        && e.getBoundingClientRect().width && !e.closest('.modebar')
        && !(e.tagName === 'BUTTON' && e.tabIndex < 0 && e.closest('[data-testid=stSelectbox]')))
    .map((e, number) => {
        const group = e.closest('[role=radiogroup], [role=tablist]');
        e.dataset.stop = group ? (group.dataset.stop ??= `group of ${number}`) : String(number);
        return [e.dataset.stop, (e.ariaLabel || e.textContent || e.tagName).slice(0, 40)];
    })"""
FOCUSED = (
    "() => document.activeElement.closest('[data-stop]')?.dataset.stop ?? document.activeElement.tagName"
)
MORE_STOPS = 60


def stops(page: Page, most: int) -> set[str]:
    """Where the Tab key comes by, from the top of the page until it leaves it."""
    found: list[str] = []
    while len(found) < most and found[-1:] != ["BODY"]:
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return set(found)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_tab_key_comes_to_every_control(page, app_url, address):
    open_page(page, app_url("simulated"), address, "en")
    controls = page.evaluate(NUMBERED)
    assert len(controls) > len(ADDRESSES)
    reached = stops(page, len(controls) + MORE_STOPS)
    assert [name for stop, name in controls if stop not in reached] == []


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
