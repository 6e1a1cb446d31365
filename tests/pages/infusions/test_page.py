"""The infusion page: each view in both languages on three trials, and on trials whose infusions are not as planned."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import build
from data_access.common import database
from pages.common.text import LANGUAGES, string_table
from pages.parts.infusions import lanes
from tests.pages.test_every_page import FRAME, KEY_LIKE, TIMEOUT_S, words_on_screen

VIEWS = ("lanes", "day", "grid", "events")


def opened(file, monkeypatch, **choices) -> AppTest:
    monkeypatch.setenv(database.ENVIRONMENT, str(file))
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_S)
    app.query_params["lang"] = "en"
    app.switch_page("infusions.py")
    for name, value in choices.items():
        app.query_params[name] = value
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def figure(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


@pytest.mark.parametrize("scope", ["patient", "arm"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", ["simulated", "pilot", "msg/xpt"])
def test_every_view_opens(trial, language, view, scope, database_file, monkeypatch):
    app = opened(database_file(trial), monkeypatch, lang=language, view=view, scope=scope)
    words = words_on_screen(app)
    keys = {token for text in words for token in KEY_LIKE.findall(text)} & set(string_table())
    assert keys == set() and not any("nan" in text.split() for text in words)


def test_the_first_screen_has_all_twenty_patients(database_file, monkeypatch):
    drawn = figure(opened(database_file("simulated"), monkeypatch))
    assert len(drawn["layout"]["yaxis"]["ticktext"]) == 20 and drawn["layout"]["height"] < 520
    assert len(json.dumps(drawn)) < 150_000


@pytest.mark.parametrize(("trial", "drawn", "of"), [("pilot", 40, 254), ("msg/xpt", 17, 17)])
def test_many_dosing_records_stay_readable_and_small(trial, drawn, of, database_file, monkeypatch):
    app = opened(database_file(trial), monkeypatch)
    assert len(figure(app)["layout"]["yaxis"]["ticktext"]) == drawn
    said = any(f"Patients 1–{drawn} of {of} drawn" in caption.value for caption in app.caption)
    assert said == (drawn < of)
    assert len(app.get("plotly_chart")[0].proto.spec) < 150_000


@pytest.mark.parametrize(
    ("planned", "chosen"),
    [(True, {"subject": "P1", "view": "day", "scope": "patient"}), (False, {"go_to_subject": "P1"})],
)
def test_a_click_on_a_lane_opens_its_24_hours_or_the_patient(planned, chosen, monkeypatch):
    session = {"lanes": {"selection": {"points": [{"y": 3.0}]}}}
    monkeypatch.setattr(lanes.st, "session_state", session)
    lanes._open({3: "P1"}, planned=planned)
    assert session.items() >= chosen.items()


def test_a_click_on_a_heading_opens_nothing(monkeypatch):
    session = {"lanes": {"selection": {"points": [{"y": 0.0}]}}}
    monkeypatch.setattr(lanes.st, "session_state", session)
    lanes._open({3: "P1"}, planned=True)
    assert set(session) == {"lanes"}


def test_the_reaction_is_on_the_screen_as_a_prompt_and_as_the_investigators_entry(database_file, monkeypatch):
    app = opened(database_file("simulated"), monkeypatch, view="events", subject="SIM-011")
    prompts, events = (table.value for table in app.dataframe[:2])
    assert "39.2 °C (+2.6 °C)" in set(prompts["Furthest value (change)"])
    assert events["CTCAE grade"].tolist() == ["2"] and events["Onset (h since start)"].tolist() == ["0.4"]
    assert set(prompts["Adverse events in the window"]) == {"Infusion related reaction"}


def test_words_never_call_the_control_placebo_and_never_call_a_flag_a_grade_or_an_alarm():
    said = " ".join(
        words["en"].lower() for key, words in string_table().items() if key.startswith("infusions.")
    )
    assert "placebo" not in said and "alarm" not in said
    assert "not a grade" in said


def altered(folder: Path, target: Path, domain: str, change) -> Path:
    """The simulated trial with the rows of a domain changed (None: left out), built."""
    source = target / "source"
    shutil.copytree(folder, source)
    path = source / f"{domain}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [new for row in rows if (new := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    out = target / "altered.duckdb"
    assert build.main([str(source), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def without_infusions(simulated_folder, tmp_path_factory):
    return altered(simulated_folder, tmp_path_factory.mktemp("none"), "ex", lambda row: None)


@pytest.fixture(scope="module")
def without_saline(simulated_folder, tmp_path_factory):
    keep = lambda row: None if row["EXTRT"] == "SALINE" else row  # noqa: E731 - a rule of one line
    return altered(simulated_folder, tmp_path_factory.mktemp("saline"), "ex", keep)


@pytest.fixture(scope="module")
def by_date(simulated_folder, tmp_path_factory):
    cut = lambda row: row | {"EXSTDTC": row["EXSTDTC"][:10], "EXENDTC": row["EXENDTC"][:10]}  # noqa: E731
    return altered(simulated_folder, tmp_path_factory.mktemp("dates"), "ex", cut)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("trial", ["without_infusions", "without_saline", "by_date"])
def test_it_works_where_infusions_are_missing_or_have_no_times(trial, view, request, monkeypatch):
    file = request.getfixturevalue(trial)
    for scope in ("patient", "arm"):
        opened(file, monkeypatch, view=view, scope=scope, arm="Control")


def test_a_control_arm_without_infusions_says_that_none_is_planned(without_saline, monkeypatch):
    headings = [note["text"] for note in figure(opened(without_saline, monkeypatch))["layout"]["annotations"]]
    assert any("Control" in text and "no infusion planned" in text for text in headings)
    assert not any("MSC-EV" in text and "no infusion planned" in text for text in headings)


def test_infusions_without_times_are_assessed_by_name_and_said_not_to_be_drawn(by_date, monkeypatch):
    day = opened(by_date, monkeypatch, view="day", subject="SIM-011")
    assert any("without a time of day" in caption.value for caption in day.caption)
    grid = opened(by_date, monkeypatch, view="grid", subject="SIM-011")
    assert any("looks assessed" in note["text"] for note in figure(grid)["layout"]["annotations"])


@pytest.mark.parametrize(("trial", "arm"), [("pilot", "Placebo"), ("without_infusions", "MSC-EV")])
def test_without_an_infusion_nothing_is_said_of_the_hours_after_one(
    trial, arm, request, database_file, monkeypatch
):
    file = database_file(trial) if trial == "pilot" else request.getfixturevalue(trial)
    app = opened(file, monkeypatch, view="events", scope="arm", arm=arm)
    assert [info.value for info in app.info] == [string_table()["infusions.none_recorded"]["en"]]
    assert len(app.dataframe) == 0
