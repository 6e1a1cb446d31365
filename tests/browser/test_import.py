"""A whole upload in a real browser: a hospital's own table, mapped, built, looked at, taken over."""

from playwright.sync_api import expect

from data_access.common.database import open_database
from pages.common.text import Words
from tests.browser.board import wait_until_still

TEXT = Words("zh")
TABLE = """住院号,性别,年龄,组别,检查日期,访视,总胆红素(μmol/L),国际标准化比值,肌酐
A01,男,45,MSC-EV,2024/1/2,第0周,320.5,2.1,88
A01,男,45,MSC-EV,2024/1/9,第1周,280,2.0,见附页
A02,女,50,对照组,2024/1/3,第0周,250,1.9,70
"""


def test_a_hospital_table_becomes_a_database(page, app_url, database_file, tmp_path, witness):
    (tmp_path / "随访.csv").write_bytes(TABLE.encode("gb18030"))
    page.goto(f"{app_url('simulated')}/dataset?lang=zh&part=import")
    page.locator('.st-key-import_files_0 input[type="file"]').set_input_files(tmp_path / "随访.csv")
    study, unit = (page.locator(f".st-key-import_{key} input") for key in ("study", "unit_8_CREAT"))
    unit.scroll_into_view_if_needed()
    study.fill("BROWSER01")
    # Playwright scrolls to what it fills in, and a page that is still scrolling closes a list that is opened meanwhile.
    wait_until_still(page)
    study.press("Enter")
    # At once: the run that the Enter key has begun takes a sentence away below, and the list has to stay open.
    unit.click()
    page.get_by_role("option", name="µmol/L", exact=True).click()
    page.get_by_role("button", name=TEXT("import.check")).click()
    expect(page.get_by_text("not a number: 见附页")).to_be_visible()
    expect(page.get_by_text("BROWSER01，数据截至2024-01-09")).to_be_visible()
    take_over = page.get_by_role("button", name=TEXT("import.take_over"))
    expect(take_over).to_be_disabled()
    page.locator(".st-key-import_agree label").click()
    expect(take_over).to_be_enabled()
    take_over.click()
    expect(page.get_by_text("已写入 browser01.duckdb")).to_be_visible()
    made = open_database(database_file("simulated").with_name("browser01.duckdb"))
    assert made.rows("SELECT count(*) AS n FROM sdtm.lb")["n"][0] == 8
    assert witness.complaints == []
    assert witness.outside() == []
