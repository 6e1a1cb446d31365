"""The page about survival: every view opens in both languages and on odd data; the test only behind its switch."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import build
from data_access.common import database
from tests.data_access.deliveries import dm, write_csv
from tests.pages.test_every_page import words_on_screen

FRAME = str(Path(__file__).parents[3] / "pages" / "frame.py")
VIEWS = ("os", "tfs", "competing", "numbers")


def opened(**choices: str) -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=60)
    for key, value in choices.items():
        app.query_params[key] = value
    return app.switch_page("survival.py").run()


def said(app: AppTest) -> str:
    """All words of the page, as they are read."""
    return " ".join(words_on_screen(app)).replace("\\", "")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_and_says_that_it_is_descriptive(view, language, database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    app = opened(lang=language, survival_view=view, axis="week", ci="off")
    assert [error.message for error in app.exception] == []
    words = said(app)
    assert {"en": "not powered", "zh": "样本量不足"}[language] in words
    assert ("competing:" if view == "competing" else "survival:") in words


def test_a_study_with_further_endpoints_shows_them(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("pilot")))
    app = opened(lang="en", survival_view="other", endpoint="TTDE")
    assert [error.message for error in app.exception] == []
    assert "dermatologic" in app.subheader[0].value
    assert "survival:randomised:planned:TTDE:off" in said(app)


def test_a_p_value_stands_only_behind_the_switch_and_with_its_power(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    without = said(opened(lang="en", survival_view="os"))
    assert "chi-square" not in without
    words = said(opened(lang="en", survival_view="os", test="on"))
    assert "log-rank test, two-sided" in words
    assert "Patients are independent" in words
    assert "of trials with 10 v 10 patients" in words


SCREENED = {"ARM": "Screen Failure", "ACTARM": "Screen Failure", "RFSTDTC": "", "RFXSTDTC": ""}
DIED = {"DTHFL": "Y", "DTHDTC": "2024-02-01"}
ODD = {
    "nobody randomised": [dm(**SCREENED)],
    "one arm, one patient": [dm(**DIED)],
    "no event": [dm(RFPENDTC="2024-06-01"), dm("T-2", ARM="B", ACTARM="B", RFPENDTC="2024-05-01")],
    "all on one day": [dm(**DIED), dm("T-2", ARM="B", ACTARM="B", **DIED)],
    "censored on day 1": [dm(RFPENDTC="2024-01-02"), dm("T-2", ARM="B", ACTARM="B", RFPENDTC="2024-01-02")],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_data_are_shown_calmly(name, tmp_path, monkeypatch):
    (tmp_path / "study").mkdir()
    write_csv(tmp_path / "study", "dm.csv", ODD[name])
    file = tmp_path / "odd.duckdb"
    assert build.main([str(tmp_path / "study"), "--out", str(file)]) == 0
    monkeypatch.setenv(database.ENVIRONMENT, str(file))
    for view in VIEWS:
        app = opened(lang="en", survival_view=view, test="on")
        assert [error.message for error in app.exception] == [], view
        assert "nan" not in said(app).lower().split(), view
