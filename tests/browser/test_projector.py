"""The projector in a real browser: keys lead through the meeting, Escape leaves it, figures grow."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.common.text import Words
from tests.browser.board import wait_until_run

WORDS = {"zh": Words("zh"), "en": Words("en")}
CHART = ".js-plotly-plot .main-svg"


def expect_exhibit(page: Page, question: str) -> None:
    """Wait until the passport below the exhibit carries the code of that question."""
    expect(
        page.locator(".st-key-exhibit").get_by_text(re.compile(rf"(code|核验码) {question}:"))
    ).to_be_visible()
    wait_until_run(page)


def press(page: Page, key: str) -> None:
    """Press a key once the buttons that listen to it are there: they come after the words."""
    expect(page.locator(".st-key-on").get_by_role("button")).to_be_visible()
    expect(page.locator(".st-key-project").get_by_role("button")).to_be_visible()
    page.keyboard.press(key)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_keys_lead_on_and_back_and_escape_leaves(page, app_url, witness, language):
    page.goto(f"{app_url('simulated')}/arms?lang={language}&projector=on")
    expect_exhibit(page, "flow")
    press(page, "ArrowRight")
    expect_exhibit(page, "baseline")
    press(page, "ArrowRight")
    expect_exhibit(page, "exposure")
    press(page, "ArrowLeft")
    expect_exhibit(page, "baseline")
    page.wait_for_url(lambda url: "arms_view=baseline" in url)
    press(page, "Escape")
    expect(page.get_by_role("button", name=WORDS[language]("meeting.project"))).to_be_visible()
    expect_exhibit(page, "baseline")
    page.wait_for_url(lambda url: "projector" not in url)
    assert witness.complaints == []


def test_the_meeting_begins_with_the_button_and_keeps_what_was_chosen(page, app_url, witness):
    words = WORDS["en"]
    page.goto(f"{app_url('simulated')}/arms?lang=en&arms_view=endpoint&paramcd=ALT&population=treated")
    expect_exhibit(page, "endpoint")
    page.get_by_role("button", name=words("meeting.project")).click()
    expect(page.get_by_role("button", name=re.compile(words("meeting.leave")))).to_be_visible()
    expect_exhibit(page, "endpoint")
    expect(page.get_by_text(re.compile("code endpoint:treated:planned:ALT:"))).to_be_visible()
    expect(page.locator('[data-testid="stHeader"]')).to_be_hidden()
    expect(page.locator(".st-key-lang")).to_be_hidden()
    press(page, "ArrowRight")
    expect_exhibit(page, "cells")
    press(page, "ArrowLeft")
    expect(page.get_by_text(re.compile("code endpoint:treated:planned:ALT:"))).to_be_visible()
    assert witness.complaints == []


def test_a_figure_with_its_rows_fits_a_ward_pc_without_scrolling(page, app_url, witness):
    page.goto(f"{app_url('simulated')}/arms?lang=en&arms_view=endpoint")
    expect_exhibit(page, "endpoint")
    chart = page.locator(CHART).first
    expect(chart).to_be_visible()
    box = page.locator(".js-plotly-plot").first.bounding_box()
    assert box["y"] + box["height"] <= 768
    assert witness.complaints == []


def test_projected_letters_are_larger(page, app_url):
    sizes = []
    for mode in ("off", "on"):
        page.goto(f"{app_url('simulated')}/arms?lang=en&projector={mode}")
        expect_exhibit(page, "flow")
        label = page.locator(".js-plotly-plot .annotation-text", has_text="Screened").first
        expect(label).to_be_visible()
        sizes.append(float(label.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")))
    assert sizes[1] == pytest.approx(1.45 * sizes[0], rel=0.02)
