"""From a deep link to a patient, and from the ward board by a click, as a reader on a ward PC does it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.common.text import Words
from tests.browser.board import GRID, click_row, wait_until_run
from tests.conftest import ROOT

WORDS = {"zh": Words("zh"), "en": Words("en")}
ADDRESSES = sorted(
    "" if path.stem == "ward" else path.stem
    for path in (ROOT / "pages").glob("*.py")
    if path.stem not in ("__init__", "frame")
)
CHART = ".js-plotly-plot .main-svg"
PANELS = 10


@pytest.fixture
def patient(opened) -> str:
    """A randomised patient who got an infusion: not the first, which a page shows by itself."""
    treated = "SELECT usubjid FROM adam.adsl WHERE ndose > 0 ORDER BY usubjid LIMIT 1 OFFSET 5"
    return opened("simulated").execute(treated).fetchall()[0][0]


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def expect_address(page: Page, path: str, **choices: str) -> None:
    """Wait until the address bar shows the page and the choices."""
    page.wait_for_url(
        lambda url: (
            urlsplit(url).path == path
            and choices.items()
            <= {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}.items()
        )
    )


def expect_patient(page: Page, subject: str) -> None:
    """Wait until the page names the patient and has drawn the panels."""
    expect(page.locator(CHART).first).to_be_visible()
    wait_until_run(page)
    expect(page.get_by_text(re.compile(rf"^{subject} ·"))).to_be_visible()
    assert page.locator(".js-plotly-plot").first.locator(".scatterlayer .trace").count() >= PANELS


def choose(page: Page, key: str, label: str) -> None:
    """Press the button with this label in the switch with this key."""
    page.locator(f".st-key-{key}").get_by_text(label, exact=True).click()


def go(page: Page, name: str) -> None:
    """Follow the menu."""
    page.get_by_role("link", name=name, exact=True).click()


def test_a_deep_link_opens_the_patient_inside_the_frame(page, app_url, witness, patient):
    page.goto(f"{app_url('simulated')}/patient?subject={patient}&lang=zh")
    expect_patient(page, patient)
    expect(page.get_by_text(WORDS["zh"]("frame.simulated"), exact=True)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect_address(page, "/patient", subject=patient, lang="zh")
    assert witness.complaints == []
    go(page, WORDS["zh"]("menu.ward"))
    expect(page.locator(f"{GRID} canvas").first).to_be_visible()
    expect_address(page, "/", lang="zh")
    assert witness.complaints == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_click_on_the_board_opens_that_patient(page, app_url, witness, language):
    page.goto(f"{app_url('simulated')}/?lang={language}")
    subject = click_row(page, row=2)
    expect_address(page, "/patient", subject=subject, lang=language)
    expect_patient(page, subject)
    assert witness.complaints == []


def test_a_click_on_what_is_new_opens_that_patient(page, app_url, witness):
    page.goto(f"{app_url('simulated')}/?lang=en&view=new")
    subject = click_row(page, row=0)
    expect_address(page, "/patient", subject=subject, lang="en")
    expect_patient(page, subject)
    assert witness.complaints == []


def test_the_language_switch_keeps_the_patient(page, app_url, patient, witness):
    page.goto(f"{app_url('simulated')}/patient?subject={patient}&lang=en")
    expect_patient(page, patient)
    choose(page, "lang", "中文")
    expect(page.get_by_text(WORDS["zh"]("frame.simulated"), exact=True)).to_be_visible()
    expect_address(page, "/patient", subject=patient, lang="zh")
    expect_patient(page, patient)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    choose(page, "lang", "English")
    expect(page.get_by_text(WORDS["en"]("frame.simulated"), exact=True)).to_be_visible()
    assert witness.complaints == []


@pytest.mark.parametrize("wish", ["klingon", "", "ZH", "<script>alert(1)</script>"])
def test_a_bogus_language_falls_back_to_the_browsers(page, app_url, witness, wish):
    page.goto(f"{app_url('simulated')}/?lang={wish}")
    expect(page.get_by_text(WORDS["en"]("frame.simulated"), exact=True)).to_be_visible()
    expect(page.locator(f"{GRID} canvas").first).to_be_visible()
    expect_address(page, "/", lang="en")
    assert witness.complaints == []


def test_choices_survive_a_page_change_and_a_reload(page, app_url, patient, witness):
    chosen = {"subject": patient, "lang": "en", "scale": "log", "axis": "date"}
    words = WORDS["en"]
    page.goto(f"{app_url('simulated')}/patient?subject={patient}&lang=en")
    expect_patient(page, patient)
    choose(page, "scale", words("patient.scale.log"))
    expect_address(page, "/patient", scale="log")
    choose(page, "axis", words("patient.axis.date"))
    expect_address(page, "/patient", **chosen)
    go(page, words("menu.ward"))
    expect(page.locator(f"{GRID} canvas").first).to_be_visible()
    go(page, words("menu.patient"))
    expect_patient(page, patient)
    expect_address(page, "/patient", **chosen)
    page.reload()
    expect_patient(page, patient)
    expect_address(page, "/patient", **chosen)
    pressed = page.locator(".st-key-scale").get_by_role("radio", name=words("patient.scale.log"))
    expect(pressed).to_be_checked()
    assert witness.complaints == []


def test_no_request_leaves_the_machine_from_any_page_of_a_real_trial(page, app_url, witness):
    """test_access.py looks at each page of the simulated trial."""
    for address in ADDRESSES:
        for language in WORDS:
            page.goto(f"{app_url('pilot')}/{address}?lang={language}")
            expect(page.locator(".st-key-lang")).to_be_visible()
            wait_until_run(page)
            page.wait_for_load_state("networkidle")
    assert len(witness.requests) > len(ADDRESSES)
    assert witness.outside() == []
    assert witness.complaints == []


def test_an_unknown_patient_gets_a_sentence_and_no_other_patient(page, app_url, witness):
    page.goto(f"{app_url('simulated')}/patient?subject=NOBODY&lang=en")
    expect(page.get_by_text("NOBODY")).to_be_visible()
    wait_until_run(page)
    assert page.locator(CHART).count() == 0
    assert witness.complaints == []
