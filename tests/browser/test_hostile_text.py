"""Hostile text in a real browser: no script, link, picture or icon of the data's on any page, and no request."""

import pytest

from pages.common.text import LANGUAGES
from tests.browser.test_access import open_page
from tests.browser.test_ward_to_patient import ADDRESSES

# What only data could have brought here.
BROUGHT = """() => [...document.querySelectorAll([
    'a[href*="example"]', 'a[href^="mailto"]', 'img[src="x"]', 'iframe', 'object', '.katex', 'code', 'del',
    ].map(kind => '[data-testid=stMain] ' + kind).join())].map(e => e.outerHTML.slice(0, 200))"""
ICON = '[data-testid="stMain"] [data-testid="stIconMaterial"]'


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_text_does_nothing_in_a_browser(page, app_url, witness, address):
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    open_page(page, app_url("hostile"), address, LANGUAGES[ADDRESSES.index(address) % 2])
    assert page.evaluate(BROUGHT) == []
    assert "home" not in page.locator(ICON).all_inner_texts()
    assert dialogs == []
    assert witness.outside() == []
    assert witness.complaints == []
