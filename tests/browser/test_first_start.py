"""The very first start, in a fresh copy of the project: nothing is asked, and it ends with the ward board."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.served import serve
from pages.common.text import Words
from tests.browser.board import GRID, cell_text
from tests.conftest import ROOT

BUILD_PATIENCE_MS = 90_000
pytestmark = pytest.mark.own_profile
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "venv", "data", "*.duckdb*", "__pycache__", ".*_cache", "tests"
)


def fresh_copy(folder: Path) -> Path:
    """The project as a new user has it: no data, no caches."""
    project = folder / "liverline"
    shutil.copytree(ROOT, project, ignore=LEFT_BEHIND)
    return project


def test_the_first_start_asks_nothing_and_ends_with_the_ward_board(page, tmp_path, witness, monkeypatch):
    project, home = fresh_copy(tmp_path), tmp_path / "home"
    home.mkdir()
    monkeypatch.delenv("LIVERLINE_DB", raising=False)
    # As at a desk: not "headless", a home without Streamlit's files; the browser to be opened opens nothing.
    newcomer = {"HOME": str(home), "USERPROFILE": str(home), "BROWSER": "true", "PATH": os.environ["PATH"]}
    with serve(
        project / "app.py", folder=project, log=tmp_path / "log", environment=newcomer, options=()
    ) as server:
        server.wait_until_up()
        words = Words("en")
        page.goto(f"{server.url}/?lang=en")
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_text(words("frame.first_start"))).to_be_visible()
        expect(page.locator(f"{GRID} canvas").first).to_be_visible(timeout=BUILD_PATIENCE_MS)
        expect(page.get_by_text(words("frame.simulated"))).to_be_visible()
        assert cell_text(page, 0, 0).startswith("SIM-")
        assert (project / "data/simulated.duckdb").is_file()
        icon = page.request.get(f"{server.url}/favicon.png")
        assert icon.body() == (ROOT / "pages/door/icon.png").read_bytes()
        assert "mail" not in server.log_text().lower()
    assert witness.outside() == []
    assert witness.complaints == []
