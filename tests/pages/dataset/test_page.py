"""Every part of the page of the data set, in both languages, on three trials: it opens, in words, without mixing."""

import shutil

import pytest

from data_access.common import database
from data_access.dataset import contents
from pages.common.text import LANGUAGES, Words, string_table
from tests.pages.test_every_page import (
    CHINESE,
    KEY_LIKE,
    LANGUAGE_SWITCH,
    TRIALS,
    opened_page,
    words_on_screen,
)

PARTS = ("contents", "checks", "treatments", "visits", "gaps", "tables", "files", "compare", "import")


def shown(app, part):
    return app.segmented_control(key="part").set_value(part).run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", TRIALS)
def test_every_part_opens_in_words(database_file, monkeypatch, trial, language):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file(trial)))
    app = opened_page("dataset.py", language)
    assert tuple(app.segmented_control(key="part").options) == tuple(
        Words(language)(f"dataset.part.{part}") for part in PARTS
    )
    for part in PARTS:
        shown(app, part)
        assert [error.message for error in app.exception] == [], part
        words = words_on_screen(app)
        assert {token for text in words for token in KEY_LIKE.findall(text)} & set(string_table()) == set(), (
            part
        )
        if language == "en":
            assert {found for text in words for found in CHINESE.findall(text)} <= LANGUAGE_SWITCH, part


def test_the_rows_of_a_check_can_be_chosen_and_filtered(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("pilot")))
    app = shown(opened_page("dataset.py", "en"), "checks")
    app.selectbox(key="check").set_value("partial_date").run()
    found = contents.findings(database.current(), "partial_date")
    patient = str(found["usubjid"].iloc[-1])
    app.text_input(key="filter_partial_date").set_value(patient).run()
    table = app.dataframe[0].value
    assert set(table["usubjid"]) == {patient}
    assert len(table) == (found["usubjid"] == patient).sum()


def test_a_script_is_shown_as_it_ran(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    app = shown(opened_page("dataset.py", "zh"), "tables")
    app.selectbox(key="script").set_value("adtte").run()
    assert app.code[0].value.strip() == contents.scripts()["adtte"].sql.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_states_in_one_folder_can_be_compared(database_file, tmp_path, monkeypatch, language):
    shutil.copyfile(database_file("pilot"), tmp_path / "pilot.duckdb")
    shutil.copyfile(database_file("msg/xpt"), tmp_path / "msg.duckdb")
    shutil.copyfile(database_file("simulated"), tmp_path / "simulated.duckdb")
    monkeypatch.setenv(database.ENVIRONMENT, str(tmp_path / "msg.duckdb"))
    app = shown(opened_page("dataset.py", language), "compare")
    assert not app.exception
    # Both are CDISCPILOT01; the simulated trial is never offered.
    assert len(app.selectbox(key="other").options) == 1
    assert "pilot.duckdb" in app.selectbox(key="other").options[0]
    for kind in ("added", "changed", "removed"):
        app.segmented_control(key="kind").set_value(kind).run()
        assert not app.exception
