"""What is looked at is one line of the access log, and where no line can be written nothing is shown."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.access_log import append
from data_access.access_log.append import LogUnwritable
from data_access.access_log.verify import verify
from data_access.common import database
from data_access.patient import profile
from pages.access import log as access_log
from pages.common.text import string_table
from tests.pages.app import link
from tests.pages.test_every_page import words_on_screen

CANDIDATES = b"candidate,age_years,bilirubin_umol_l\nWang Wu 13800138000,45,342\nLi Si,58,345\n"


@pytest.fixture(autouse=True)
def log(database_file, monkeypatch, tmp_path) -> Path:
    """The access log of one test, of readers of the simulated trial."""
    path = tmp_path / "access.jsonl"
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    monkeypatch.setenv(append.ENVIRONMENT, str(path))
    return path


def opened(page: str, language: str = "en", **address: str) -> AppTest:
    app = link(page, lang=language, **address).run()
    assert [error.message for error in app.exception] == []
    return app


def said(log: Path, action: str, page: str) -> list[dict[str, str]]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["action"] == action and line["page"] == page]


def subjects() -> list[str]:
    return list(profile.patients(database.current()))


def test_a_view_of_a_patient_is_one_line_however_often_the_page_runs(log):
    first, second = subjects()[:2]
    app = opened("patient.py", subject=first)
    app.run().run()
    (line,) = said(log, "view", "patient")
    assert (line["subject"], line["reader"], line["role"]) == (first, "local", "local")
    assert line["snapshot"] == database.current().snapshot.hash
    app.session_state["subject"] = second
    app.run().run()
    assert [line["subject"] for line in said(log, "view", "patient")] == [first, second]
    assert verify(log).findings == []


def test_another_session_is_another_view(log):
    for _ in range(2):
        opened("patient.py", subject=subjects()[0])
    assert len(said(log, "view", "patient")) == 2


@pytest.mark.parametrize(
    ("page", "address", "subject"),
    [
        ("ward", {}, "*"),
        ("meld", {"subject": None}, None),
        ("infusions", {}, "*"),
        ("infusions", {"view": "day", "subject": None}, None),
        ("infusions", {"view": "grid", "scope": "arm"}, "*"),
        ("safety", {"safety_view": "listings"}, "*"),
        ("safety", {"safety_view": "infusion"}, "*"),
        ("safety", {"safety_view": "liver"}, "*"),
        ("arms", {"arms_view": "endpoint"}, "*"),
        ("survival", {}, "*"),
        ("dataset", {"part": "checks"}, "*"),
        ("eligibility", {"view": "days"}, None),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else str(value),
)
def test_every_page_with_rows_of_patients_says_whose(log, page, address, subject):
    one = subjects()[1]
    opened(f"{page}.py", **{key: value or one for key, value in address.items()})
    viewed = [line["subject"] for line in said(log, "view", page)]
    assert len(viewed) == 1
    assert viewed == [subject] if subject else viewed[0] in subjects()


def test_a_record_behind_a_value_is_a_view_of_its_own(log):
    one = subjects()[0]
    app = opened("patient.py", subject=one)
    rows = database.current().rows("SELECT min(rowid) AS number FROM adam.adlb WHERE usubjid = $one", one=one)
    number = int(rows["number"].item())
    app.session_state["source_record"] = number
    app.run().run()
    assert [line.get("record") for line in said(log, "view", "patient")] == [None, str(number)]


def test_a_batch_is_written_down_without_a_value_of_a_candidate(log):
    app = opened("eligibility.py", view="cohort")
    app.run()
    (line,) = said(log, "what-if", "eligibility")
    assert (line["of"], line["limit"]) == ("screened", "meld 30")
    app.session_state["source"] = "file"
    app.run()
    app.get("file_uploader")[0].upload("Wang Wu.csv", CANDIDATES, "text/csv").run()
    assert [error.message for error in app.exception] == []
    assert [line["candidates"] for line in said(log, "what-if", "eligibility")][1:] == ["2"]
    text = log.read_text(encoding="utf-8")
    assert not [value for value in ("Wang", "Li Si", "13800138000", "342") if value in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_patient_is_shown_where_the_log_cannot_be_written(log, monkeypatch, language):
    monkeypatch.setenv(append.ENVIRONMENT, str(log.parent / "unmounted" / "access.jsonl"))
    app = opened("patient.py", language, subject=subjects()[0])
    words = string_table()
    reason = words["log.unwritable"][language].format(why=words["log.why.missing"][language])
    assert [error.value for error in app.error] == [reason]
    assert not app.get("plotly_chart")
    assert not app.get("dataframe")
    board = opened("ward.py", language)
    assert [error.value for error in board.error] == [reason]
    assert not [text for text in words_on_screen(board) if any(one in text for one in subjects())]


def test_a_page_comes_back_when_the_log_does(log, monkeypatch):
    monkeypatch.setenv(append.ENVIRONMENT, str(log.parent / "unmounted" / "access.jsonl"))
    app = opened("patient.py", subject=subjects()[0])
    assert app.error
    monkeypatch.setenv(append.ENVIRONMENT, str(log))
    app.run()
    assert not app.error
    assert app.get("plotly_chart")
    assert len(said(log, "view", "patient")) == 1


def test_at_the_door_a_line_has_no_page_and_what_fails_is_raised(log, monkeypatch):
    access_log.record("sign-in")
    line = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["action"], line["reader"], "page" in line) == ("sign-in", "local", False)
    monkeypatch.setenv(append.ENVIRONMENT, str(log.parent / "unmounted" / "access.jsonl"))
    with pytest.raises(LogUnwritable):
        access_log.record("sign-in")
