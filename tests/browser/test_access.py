"""Pages for everybody: no serious finding of axe-core, the right language, nothing lost at twice the size.

A page that is open is also asked whether the Tab key comes to every control, and whether anything left the machine.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pages.common.style import DOCUMENT_LANGUAGE
from tests.browser.board import until, wait_until_run, wait_until_still
from tests.browser.conftest import WARD_PC
from tests.browser.keys import MORE_STOPS, controls, stops
from tests.browser.test_ward_to_patient import ADDRESSES

GRAVE = ("serious", "critical")
# Half the width and height of a ward PC's screen are left at 200 %.
HALF = {side: length // 2 for side, length in WARD_PC.items()}
TOO_WIDE = """() => ['html', '[data-testid=stMain]'].map(name => document.querySelector(name))
    .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`)"""
OUT_OF_SIGHT = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, input, [role=radio])')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().left >= innerWidth)
    .map(e => e.outerHTML.slice(0, 160))"""


def open_page(page: Page, url: str, address: str, language: str) -> None:
    """The page as it is once everything is drawn."""
    page.goto(f"{url}/{address}?lang={language}")
    expect(page.locator(".st-key-lang")).to_be_visible()
    wait_until_run(page)
    page.wait_for_load_state("networkidle")
    wait_until_still(page)


def findings(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with the element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def the_tab_key_comes_to_every_control(page: Page) -> None:
    there = controls(page)
    assert len(there) > len(ADDRESSES)
    reached = stops(page, len(there) + MORE_STOPS)
    assert [name for stop, name in there if stop not in reached] == []


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGE)
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_keeps_a_reader_out_and_nothing_leaves_the_machine(page, app_url, witness, address, language):
    open_page(page, app_url("simulated"), address, language)
    expect(page.locator("html")).to_have_attribute("lang", DOCUMENT_LANGUAGE[language])
    assert findings(page) == []
    if language == "en":
        the_tab_key_comes_to_every_control(page)
    page.set_viewport_size(HALF)
    expect(page.locator(".st-key-lang")).to_be_visible()
    until(page, f"() => ({TOO_WIDE})().length === 0")
    # A figure is laid out anew a moment after its page.
    until(page, f"() => ({OUT_OF_SIGHT})().length === 0")
    assert len(witness.requests) > 1
    assert witness.outside() == []
    assert witness.complaints == []
