"""A doctor fills the calculator in Chinese, case by case, and reads the verdict; nothing leaves the machine."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clinical.common.disclaimer import FOOTER
from clinical.eligibility import assess
from clinical.eligibility.assessment import VERDICT_WORDS, Verdict
from pages.common.text import Words
from pages.parts.eligibility.form import ASKED, option_words, options_of
from tests.browser.board import wait_until_run
from tests.clinical.eligible import ALF, CASE_1, candidate

ZH = Words("zh")
DESKTOP = {"width": 1920, "height": 1080}


def place(page: Page, field: str):
    return page.locator(f".st-key-{field}").first


def choose(page: Page, field: str, option: str) -> None:
    """A click on a button, or a choice from a list, whichever the field has."""
    words = option_words(field, option, ZH)
    # The verdict comes before the last of the fields: which kind this is shows once it is there.
    expect(place(page, field).locator("[role=radio], [role=combobox]").first).to_be_visible()
    button = place(page, field).get_by_role("radio", name=words, exact=True)
    if button.count():
        button.click()
        return
    place(page, field).get_by_role("combobox").click()
    page.get_by_role("option", name=words, exact=True).click()


def fill(page: Page, given: dict) -> None:
    """Every known input, in the order of the form, as a person enters it."""
    written = {"ascites": {"yes": "mild"}}
    for field in ASKED:
        value = given.get(field)
        if value is None:
            continue
        option = written.get(field, {}).get(value, str(value))
        if options_of(field):
            choose(page, field, option)
        else:
            place(page, field).get_by_role("textbox").fill(option)
            place(page, field).get_by_role("textbox").press("Tab")
        wait_until_run(page)


def expect_verdict(page: Page, verdict: Verdict) -> None:
    expect(page.locator(f".eligibility .verdict.{verdict.value}")).to_contain_text(VERDICT_WORDS[verdict].zh)


CASES = {
    "case 1": (CASE_1, Verdict.ELIGIBLE),
    "case 2": (candidate(inr=2.3, creatinine_umol_l=133), Verdict.NOT_ELIGIBLE),
    "case 2, rounded": (candidate(bilirubin_umol_l=205, inr=2.6, creatinine_umol_l=133), Verdict.ELIGIBLE),
    "case 6": (candidate(**ALF | {"encephalopathy_grade": 0}), Verdict.ELIGIBLE),
    "case 6, day 57": (
        candidate(**ALF | {"encephalopathy_grade": 2, "days_from_first_symptom_to_encephalopathy": 57}),
        Verdict.NOT_ELIGIBLE,
    ),
    "case 7": (candidate(bilirubin_umol_l=150, bilirubin_uln_umol_l=15), Verdict.UNDETERMINED),
    "case 7, two values": (
        candidate(
            bilirubin_umol_l=150,
            bilirubin_uln_umol_l=15,
            earlier_bilirubin_umol_l=130,
            hours_between_bilirubins=24,
            exchange_before_earlier_bilirubin="no",
        ),
        Verdict.ELIGIBLE,
    ),
    "case 8": ({"liver_cancer": "yes"}, Verdict.NOT_ELIGIBLE),
}


@pytest.mark.parametrize("case", CASES)
def test_a_golden_case_filled_in_chinese(case, page, app_url, witness):
    given, verdict = CASES[case]
    assert assess(given).verdict is verdict
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh")
    expect_verdict(page, Verdict.UNDETERMINED)
    fill(page, given)
    expect_verdict(page, verdict)
    assert witness.complaints == []
    assert witness.outside() == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_inputs_and_answer_are_in_sight_without_scrolling(language, page, app_url):
    page.goto(f"{app_url('simulated')}/eligibility?lang={language}")
    wait_until_run(page)
    for field in ASKED:
        expect(place(page, field)).to_be_in_viewport()
    expect(page.locator(".eligibility .verdict")).to_be_in_viewport(ratio=1)
    for row in page.locator(".eligibility tr").all()[:10]:
        expect(row).to_be_in_viewport(ratio=1)


def test_a_refresh_keeps_the_inputs_and_the_link_opens_elsewhere(page, app_url):
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh")
    fill(page, candidate(liver_cancer="yes"))
    page.reload()
    expect_verdict(page, Verdict.NOT_ELIGIBLE)
    assert "SIM-" not in page.url
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url.replace("lang=zh", "lang=en"))
    expect(elsewhere.locator(".eligibility .verdict.NOT_ELIGIBLE")).to_be_visible()


def test_a_patient_is_filled_in_with_the_age_of_the_values(page, app_url):
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh")
    page.get_by_role("button", name=ZH("eligibility.fill")).click()
    chosen = page.get_by_role("combobox", name=ZH("eligibility.patient"))
    chosen.click()
    page.get_by_role("option").first.click()
    wait_until_run(page)
    page.get_by_role("button", name=ZH("eligibility.fill_now"), exact=True).click()
    wait_until_run(page)
    expect(page.get_by_text(re.compile(r"已从SIM-\d+填入"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"总胆红素 \d+ h"))).to_be_visible()
    assert place(page, "bilirubin_umol_l").get_by_role("textbox").input_value() != ""
    assert "SIM-" not in page.url


@pytest.mark.parametrize("size", [None, DESKTOP], ids=["1366x768", "1920x1080"])
def test_the_map_the_strip_and_the_cohort_draw(size, page, app_url, witness):
    if size:
        page.set_viewport_size(size)
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh&inr=2.1&bilirubin_umol_l=342&creatinine_umol_l=80")
    page.get_by_role("tab", name=ZH("eligibility.part_map")).click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    for view, figures in (("days", 1), ("cohort", 2)):
        page.goto(f"{app_url('simulated')}/eligibility?lang=zh&view={view}")
        expect(page.locator(".js-plotly-plot")).to_have_count(figures)
        wait_until_run(page)
    assert witness.complaints == []


def test_a_list_is_uploaded_and_assessed(page, app_url, tmp_path):
    rows = "candidate,age_years,liver_cancer\nP1,70,否\n".encode() + "P2,45,是\n".encode("gb18030")
    file = Path(tmp_path) / "list.csv"
    file.write_bytes(rows)
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh&view=cohort&source=file")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("1行不是UTF-8编码")).to_be_visible()
    expect(page.locator('[data-testid="stMetricValue"]').first).to_have_text("2")


def test_the_summary_prints_on_one_page_with_the_footer(page, app_url, tmp_path):
    page.goto(f"{app_url('simulated')}/eligibility?lang=zh")
    page.get_by_role("tab", name=ZH("eligibility.part_share")).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=ZH("eligibility.print")).click()
    sheet = tmp_path / "eligibility.html"
    waiting.value.save_as(sheet)
    paper = page.context.new_page()
    paper.goto(sheet.as_uri())
    expect(paper.locator("footer")).to_have_text(FOOTER.zh)
    pdf = paper.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
