"""The safety page under a mouse and on the projector: from a number to the patients, from a point to its patient."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.common import elements
from pages.common.text import Words
from pages.parts.safety.events import ROW_HEIGHT
from tests.browser.board import GRID, wait_until_run
from tests.browser.test_projector import expect_exhibit, press

TEXT = Words("en")
FIRST_ARM_PX = 340
LIVER = ".st-key-figure_liver"
PLACE = """([trace, place]) => {
    const traces = document.querySelectorAll('.st-key-figure_liver .scatterlayer .trace');
    const mark = traces[trace].querySelectorAll('.points path')[place];
    mark.scrollIntoView({block: 'center'});
    const box = mark.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def see(page: Page, url: str, view: str, question: str, **choices: str) -> None:
    address = "".join(f"&{key}={value}" for key, value in choices.items())
    page.goto(f"{url}/safety?lang=en&safety_view={view}{address}")
    expect_exhibit(page, question)


def test_a_cell_lists_the_patients_behind_it_and_a_row_of_them_opens_the_patient(page, app_url, witness):
    see(page, app_url("simulated"), "events", "adverse_events")
    # Below the heads: any event, a system organ class, then its first term.
    page.locator(f"{GRID} .dvn-scroller").first.click(position={"x": FIRST_ARM_PX, "y": 3.5 * ROW_HEIGHT})
    people = page.locator(GRID).nth(1)
    expect(people).to_be_visible()
    wait_until_run(page)
    said = page.locator(".st-key-exhibit").get_by_text(re.compile(r"MSC-EV.*\d+ patients?"))
    expect(said.first).to_be_visible()
    subject = people.locator("[data-testid='glide-cell-0-0']").inner_text()
    people.locator(".dvn-scroller").click(position={"x": 40, "y": 1.5 * elements.ROW_HEIGHT})
    page.wait_for_url(re.compile(rf"/patient\?.*subject={subject}"))
    expect(page.get_by_text(subject).first).to_be_visible()
    assert witness.complaints == []


@pytest.mark.parametrize("trace", [0, 1])
def test_a_point_of_the_liver_figure_opens_its_patient(page, app_url, witness, trace):
    see(page, app_url("simulated"), "liver", "liver_injury")
    expect(page.locator(f"{LIVER} .scatterlayer .points path").nth(19)).to_be_attached()
    x, y = page.evaluate(PLACE, [trace, 2])
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    subject = page.locator(".hoverlayer .hovertext").first
    expect(subject).to_contain_text(re.compile(r"SIM-\d+"))
    named = re.search(r"SIM-\d+", subject.text_content() or "")
    page.mouse.click(x, y)
    assert named is not None
    page.wait_for_url(re.compile(rf"/patient\?.*subject={named.group()}"))
    assert witness.complaints == []


def test_the_hys_law_case_of_the_pilot_is_named_in_the_figure(page, app_url, witness):
    see(page, app_url("pilot"), "liver", "liver_injury", multiple="uln")
    expect(
        page.locator(f"{LIVER} .textpoint, {LIVER} .annotation-text").filter(has_text="01-705-1186").first
    ).to_be_visible()
    assert witness.complaints == []


def test_the_projector_goes_from_survival_to_safety_and_through_it(page, app_url, witness):
    page.goto(f"{app_url('simulated')}/survival?lang=en&survival_view=numbers&projector=on")
    expect_exhibit(page, "survival")
    for question in ("infusion_toxicity", "adverse_events", "risk_difference", "liver_injury", "shift"):
        press(page, "ArrowRight")
        expect_exhibit(page, question)
    assert page.locator(".st-key-lang").is_hidden()
    assert witness.complaints == []
