"""The laboratory panels under a mouse: what a point says, where a click leads, and that zoom survives it."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.common.text import Words
from tests.browser.board import until, wait_until_run

TEXT = Words("en")
PLOT = ".js-plotly-plot"
CARD = ".st-key-source"
# The figure as plotly holds it: ranges of its x axis, and where its points are on the screen.
RANGE = "key => document.querySelector(`.st-key-${key} .js-plotly-plot`).layout.xaxis.range.map(Number)"
PLACE = """([figure, name, place]) => {
    const plot = document.querySelector(`.st-key-${figure} .js-plotly-plot`);
    const marks = plot.querySelectorAll('.scatterlayer .trace')[name].querySelectorAll('.points path');
    marks[place].scrollIntoView({block: 'center'});
    const box = marks[place].getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""
PANELS, COURSE = "panels", "course"
# Plotly takes a drag and a press within 300 ms for a double click, which undoes the zoom.
DOUBLE_CLICK_MS = 400
BILIRUBIN, SCORE = 1, 0
"""Traces: before the first course in the panels lies its reference range."""


@pytest.fixture
def open_patient(page: Page, app_url):
    def open_(subject: str, **choices: str) -> None:
        address = "".join(f"&{key}={value}" for key, value in choices.items())
        page.goto(f"{app_url('simulated')}/patient?subject={subject}&lang=en{address}")
        for figure in (PANELS, COURSE):
            expect(page.locator(f".st-key-{figure} {PLOT} .main-svg").first).to_be_visible()
        wait_until_run(page)

    return open_


def point(page: Page, figure: str, trace: int, place: int) -> tuple[float, float]:
    """Where a point is, once it has been scrolled into sight."""
    page.evaluate(PLACE, [figure, trace, place])
    x, y = page.evaluate(PLACE, [figure, trace, place])
    return x, y


def zoom(page: Page) -> list[float]:
    """Drag over the middle of the first panel; the range of time that is then shown."""
    before = page.evaluate(RANGE, PANELS)
    box = page.locator(f"{PLOT} .nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 70, steps=8)
    page.mouse.up()
    moved = "document.querySelector('.js-plotly-plot').layout.xaxis.range[1]"
    until(page, f"() => Math.abs({moved} - {before[1]}) > 1e-6")
    page.wait_for_timeout(DOUBLE_CLICK_MS)
    return page.evaluate(RANGE, PANELS)


def test_a_click_opens_the_record_and_keeps_the_zoom(page, open_patient, witness):
    open_patient("SIM-016", graft="off")
    zoomed = zoom(page)
    page.mouse.click(*point(page, PANELS, BILIRUBIN, 5))
    card = page.locator(CARD)
    expect(card).to_contain_text(re.compile(r"lb.csv row \d+ · LBSEQ \d+"))
    wait_until_run(page)
    assert page.evaluate(RANGE, PANELS) == zoomed
    page.locator(".st-key-source_close button").click()
    expect(card).to_have_count(0)
    assert page.evaluate(RANGE, PANELS) == zoomed
    assert witness.complaints == []


def test_a_click_on_a_score_shows_what_it_was_computed_from(page, open_patient, witness):
    open_patient("SIM-016")
    page.mouse.click(*point(page, COURSE, SCORE, 6))
    expect(page.locator(CARD)).to_contain_text("OPTN policy")
    assert page.locator(f"{CARD} td b, {CARD} td").count() > 8
    assert witness.complaints == []


def test_a_point_says_its_value_unit_range_day_and_source_row(page, open_patient):
    open_patient("SIM-016")
    x, y = point(page, PANELS, BILIRUBIN, 5)
    page.mouse.move(x - 4, y)
    page.mouse.move(x, y)
    said = page.locator(f"{PLOT} .hoverlayer .hovertext")
    expect(said).to_contain_text(re.compile(r"[\d.]+ μmol/L \(≤ 17.1\)"))
    expect(said).to_contain_text(re.compile(r"2025-05-\d\d \d\d:\d\d · day \d+"))
    expect(said).to_contain_text(TEXT("confound.ADS48"))
    expect(said).to_contain_text(re.compile(r"lb.csv row \d+"))


def test_the_switch_hides_the_graft_and_the_address_keeps_it(page, open_patient):
    open_patient("SIM-016")
    marks = page.locator(f"{PLOT}").first.locator(".points path")
    with_graft = marks.count()
    page.get_by_text(TEXT("graft.switch"), exact=True).click()
    page.wait_for_url(re.compile("graft=off"))
    expect(marks).not_to_have_count(with_graft)
    page.reload()
    expect(page.locator(f"{PLOT} .main-svg").nth(2)).to_be_visible()
    wait_until_run(page)
    assert marks.count() < with_graft


def test_since_infusion_labels_each_line_with_its_number(page, open_patient, witness):
    open_patient("SIM-014", axis="infusion")
    first = page.locator(f"{PLOT}").first
    for number in range(1, 5):
        expect(first.locator(".annotation-text", has_text=re.compile(f"^{number}$")).first).to_be_visible()
    assert witness.complaints == []
