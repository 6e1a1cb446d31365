"""What a reader takes away is written down before it is handed out, and stays here if that fails."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.served import serve
from pages.common.text import string_table
from tests.conftest import ROOT


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "audit").mkdir()
    return tmp_path / "audit" / "access.jsonl"


@pytest.fixture
def url(database_file, tmp_path: Path, log: Path) -> Iterator[str]:
    environment = {"LIVERLINE_DB": str(database_file("simulated")), "LIVERLINE_LOG": str(log)}
    with serve(ROOT / "app.py", folder=ROOT, log=tmp_path / "log.txt", environment=environment) as server:
        server.wait_until_up()
        yield server.url


def exports(log: Path) -> list[str]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line["file"] for line in lines if line["action"] == "export"]


def test_an_export_is_written_down_or_does_not_happen(page: Page, url: str, log: Path):
    page.goto(f"{url}/patient?lang=en")
    button = page.locator(".st-key-panels_csv button")
    taken = []
    for _ in range(2):
        with page.expect_download() as waiting:
            button.click()
        taken.append(waiting.value.suggested_filename)
        assert waiting.value.path().stat().st_size > 1_000
    assert exports(log) == taken

    log.parent.rename(log.parent.with_name("unmounted"))
    handed_out: list[str] = []
    page.on("download", lambda download: handed_out.append(download.suggested_filename))
    button.click()
    words = string_table()
    reason = words["log.unwritable"]["en"].format(why=words["log.why.missing"]["en"])
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_test_id("stDownloadButtonError")).to_be_visible()
    assert handed_out == []
    assert exports(log.parent.with_name("unmounted") / log.name) == taken
