"""The frame of the meeting: its bar, the projector, and a passport that anybody can check."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access import verify
from data_access.common import database
from pages.meeting import bar
from tests.pages.test_every_page import words_on_screen

FRAME = str(Path(__file__).parents[3] / "pages" / "frame.py")
CODE = re.compile(r"code ([a-z]+:[^\s\"]+)")
VIEWS = ("flow", "baseline", "exposure", "endpoint", "cells")


@pytest.fixture(autouse=True)
def simulated(database_file, monkeypatch):
    file = database_file("simulated")
    monkeypatch.setenv(database.ENVIRONMENT, str(file))
    return file


def opened(**address):
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = "en"
    app.switch_page("arms.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return checked(app)


def checked(app):
    assert [error.message for error in app.exception] == []
    return app


def code_of(app):
    found = [match[1] for text in words_on_screen(app) if (match := CODE.search(text.replace("\\", "")))]
    assert len(found) == 1
    return found[0]


def press(app, key):
    return checked(app.button(key=key).click().run())


def test_the_bar_is_written_in_the_address_and_kept_across_pages():
    app = opened(population="treated", arms="actual", arms_view="baseline")
    app.switch_page("trial.py").run()
    checked(app.switch_page("arms.py").run())
    assert app.session_state["population"] == "treated" and app.session_state["arms"] == "actual"
    assert app.query_params["population"] == "treated" and app.query_params["arms"] == "actual"
    assert code_of(app).startswith("baseline:treated:actual:")


def test_a_choice_in_the_bar_changes_whom_the_page_counts():
    app = opened(arms_view="baseline")
    app.session_state["population"] = "per_protocol"
    checked(app.run())
    assert app.query_params["population"] == "per_protocol"
    assert code_of(app).startswith("baseline:per_protocol:planned:")


@pytest.mark.parametrize("wrong", ["everybody", "", "' OR 1=1"])
def test_a_bogus_bar_falls_back_quietly(wrong):
    app = opened(population=wrong, arms=wrong, arms_view="baseline", projector=wrong)
    assert code_of(app).startswith("baseline:randomised:planned:")


@pytest.mark.parametrize("view", VIEWS)
def test_the_code_on_the_page_is_found_equal(view, simulated):
    outcome, sentence = verify.verify(code_of(opened(arms_view=view)), simulated)
    assert outcome == verify.EQUAL, sentence


def test_the_code_of_a_comparison_is_found_equal(simulated):
    app = opened(
        arms_view="endpoint",
        paramcd="INR",
        quantity="percent",
        confounded="excluded",
        compare="1-2",
        test="on",
    )
    code = code_of(app)
    assert code.startswith("endpoint:randomised:planned:INR:percent:excluded:1-2:on:")
    assert verify.verify(code, simulated)[0] == verify.EQUAL


def test_projected_there_is_nothing_to_choose_and_nothing_to_take_away():
    app = opened(projector="on", arms_view="endpoint", paramcd="ALT", population="treated")
    assert not app.selectbox and not app.get("download_button")
    assert {button.key for button in app.button} == {"back", "on", "project"}
    assert code_of(app).startswith("endpoint:treated:planned:ALT:")


def test_next_and_back_lead_through_the_exhibits_with_all_choices(monkeypatch):
    monkeypatch.setattr(bar, "PAGES", ("arms.py",))
    app = opened(projector="on", population="treated", paramcd="ALT")
    seen = [code_of(app).split(":")[0]]
    for _ in VIEWS[1:]:
        seen.append(code_of(press(app, "on")).split(":")[0])
    assert seen == list(VIEWS)
    assert code_of(press(app, "back")).startswith("endpoint:treated:planned:ALT:")


@pytest.mark.parametrize(("view", "key"), [("flow", "back"), ("cells", "on")])
def test_at_the_ends_of_the_meeting_one_stays(monkeypatch, view, key):
    monkeypatch.setattr(bar, "PAGES", ("arms.py",))
    app = press(opened(projector="on", arms_view=view), key)
    assert code_of(app).split(":")[0] == view


def test_beyond_the_last_exhibit_comes_the_next_page(monkeypatch):
    monkeypatch.setattr(bar, "PAGES", ("arms.py", "trial.py"))
    press(opened(projector="on", arms_view="cells"), "on")


def test_leaving_the_projector_brings_the_bar_back_with_its_choices():
    app = opened(projector="on", arms_view="exposure", population="treated")
    press(app, "project")
    assert "projector" not in app.query_params
    assert code_of(app).startswith("exposure:treated:planned:")
    assert app.get("download_button")


def test_the_projector_draws_letters_larger():
    def size(app):
        (figure,) = app.get("plotly_chart")
        return re.search(r'"size": ?([\d.]+)', figure.proto.spec)[1]

    assert float(size(opened(projector="on", arms_view="flow"))) > float(size(opened(arms_view="flow")))
