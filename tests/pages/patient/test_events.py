"""What happened to a patient, on the page: folds that ask only when open, and odd data that stay calm."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import build
from tests.conftest import ROOT
from tests.data_access.deliveries import ae, dm, ds, ex, lb, write_csv

HARD_NAME = 'O\'Brien "<b>&amp;</b>" $x$'
LARGEST_FIGURE = 150_000


def page(database: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    monkeypatch.setenv("LIVERLINE_DB", str(database))
    app = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page("patient.py").run()
    assert [error.message for error in app.exception] == []
    return app


def figures(app: AppTest) -> list[dict]:
    """The figures of the page, each small enough to travel."""
    specs = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert specs and all(len(spec.encode()) < LARGEST_FIGURE for spec in specs)
    return [json.loads(spec) for spec in specs]


def notes(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"].get("annotations", [])]


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Path]:
    """built(dm=[...], ae=[...]): the database of these rows."""

    def make(**domains: list) -> Path:
        folder = tmp_path / "delivery"
        folder.mkdir()
        for domain, rows in domains.items():
            write_csv(folder, f"{domain}.csv", rows)
        assert build.main([str(folder), "--out", str(tmp_path / "odd.duckdb")]) == 0
        return tmp_path / "odd.duckdb"

    return make


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("trial", ["simulated", "pilot", "msg/xpt"])
def test_every_fold_opens_from_the_address(trial, language, database_file, monkeypatch):
    closed = figures(page(database_file(trial), monkeypatch, lang=language))
    opened = figures(page(database_file(trial), monkeypatch, lang=language, lanes="open", immune="open"))
    assert len(opened) == len(closed) + 2


def test_a_fold_stays_open_on_another_page_and_back(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, lang="en", lanes="open")
    n = len(app.get("plotly_chart"))
    app.switch_page("ward.py").run().switch_page("patient.py").run()
    assert len(app.get("plotly_chart")) == n and "open" in app.query_params["lanes"]


def test_a_trial_of_subjects_and_results_only_is_calm(built, monkeypatch):
    database = built(dm=[dm(HARD_NAME)], lb=[lb(HARD_NAME)], ex=[ex(HARD_NAME)], ds=[ds(HARD_NAME)])
    found = figures(page(database, monkeypatch, lang="en", lanes="open", immune="open"))
    said = [note for figure in found for note in notes(figure)]
    for words in ("No adverse event", "No medication or procedure", "No immune cell"):
        assert any(words in note for note in said), words
    assert said and not any("<b>&amp;" in note for note in said)


def test_events_without_start_grade_or_end_and_death_on_day_1(built, monkeypatch):
    events = [
        ae(AESTDTC="", AEENDTC="", AESEV="", AETERM="<img src=x>"),
        ae(seq=2, AESTDTC="2024", AEENDTC="2024-01", AEOUT="SOME WORD"),
        ae(seq=3, AESTDTC="2024-01-02", AEENDTC="2024-01-02", AEOUT="FATAL", AESDTH="Y", AESER="Y"),
    ]
    died = dm(DTHFL="Y", DTHDTC="2024-01-02")
    found = figures(
        page(built(dm=[died], ae=events, lb=[lb()], ex=[ex()], ds=[ds()]), monkeypatch, lang="zh")
    )
    bars = [
        trace
        for figure in found
        for trace in figure["data"]
        if trace["type"] == "bar" and trace.get("customdata")
    ]
    hover = [text for trace in bars for text in trace["customdata"] if isinstance(text, str)]
    assert any("开始日期不详" in text for text in hover) and any("SOME WORD" in text for text in hover)
    assert not any("<img" in text for text in hover)


def test_sixty_events_are_drawn_in_part_and_counted(built, monkeypatch):
    events = [ae(seq=n, AETERM=f"Event {n}", AETOXGR=1 + n % 4) for n in range(1, 61)]
    app = page(built(dm=[dm()], ae=events, lb=[lb()], ex=[ex()], ds=[ds()]), monkeypatch, lang="en")
    assert any("40 of 60 rows drawn" in caption.value for caption in app.caption)
    figures(app)


def test_japanese_terms_are_shown(shared, tmp_path, monkeypatch):
    for name in ("dm.xpt", "ex.xpt", "ds.xpt", "vs.csv.gz"):
        (tmp_path / "japan").mkdir(exist_ok=True)
        shutil.copy(shared / "data/pilot" / name, tmp_path / "japan" / name)
    shutil.copy(shared / "data/i18n/ae.json", tmp_path / "japan" / "ae.json")
    assert build.main([str(tmp_path / "japan"), "--out", str(tmp_path / "japan.duckdb")]) == 0
    found = figures(page(tmp_path / "japan.duckdb", monkeypatch, subject="01-701-1015", lang="en"))
    assert any("下痢" in str(trace.get("customdata")) for figure in found for trace in figure["data"])
