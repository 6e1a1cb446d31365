"""The page of the arms: every exhibit in both languages on three trials, its figure, its choices, its words."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.common import database
from pages.common import names
from pages.common.text import Words
from pages.parts.arms import by_visit, endpoint
from tests.pages.test_every_page import KEY_LIKE, string_table, words_on_screen

FRAME = str(Path(__file__).parents[3] / "pages" / "frame.py")
VIEWS = ("flow", "baseline", "exposure", "endpoint", "cells")
TRIALS = ("simulated", "pilot", "msg/xpt")
LIMIT_BYTES = 150_000


@pytest.fixture
def in_trial(request, database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file(request.param)))
    return request.param


def opened(view, language="en", **address):
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = language
    app.switch_page("arms.py")
    for key, value in {"arms_view": view, **address}.items():
        app.query_params[key] = value
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def figures(app):
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def said(app):
    return " ".join(words_on_screen(app)).replace("\\", "")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("in_trial", TRIALS, indirect=True)
def test_every_exhibit_opens_in_words_with_a_figure_or_a_table(in_trial, view, language):
    app = opened(view, language)
    keys = {token for text in words_on_screen(app) for token in KEY_LIKE.findall(text)} & set(string_table())
    assert keys == set(), "keys instead of words"
    assert figures(app) or app.table
    for figure in figures(app):
        assert len(json.dumps(figure).encode()) < LIMIT_BYTES
        assert any(
            database.current().snapshot.hash[:8] in note["text"] for note in figure["layout"]["annotations"]
        )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("population", ["treated", "per_protocol"])
@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_every_exhibit_follows_the_bar(in_trial, view, population):
    app = opened(view, population=population, arms="actual")
    if view != "flow":
        assert f"{population}:actual" in said(app)


@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_the_flow_names_our_criteria_and_keeps_their_codes(in_trial):
    boxes = " ".join(note["text"] for note in figures(opened("flow"))[0]["layout"]["annotations"])
    assert "E4 MELD above 30" in boxes and "I2 ACLF or ALF" in boxes
    assert "other" not in boxes.lower().replace("e5 other serious disease", "")


@pytest.mark.parametrize("in_trial", ["msg/xpt"], indirect=True)
def test_criteria_of_another_study_are_named_as_it_delivered_them(in_trial):
    boxes = " ".join(note["text"] for note in figures(opened("flow"))[0]["layout"]["annotations"])
    assert "INCL03 MMSE score of 10 to 23." in boxes


@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_exposure_says_what_the_record_leaves_open_and_computes_no_total_of_particles(in_trial):
    words = said(opened("exposure"))
    assert "10 E10 particles (as registered; ambiguous)" in words
    assert "no total of particles" in words


@pytest.mark.parametrize(
    ("view", "missing"), [("baseline", "INR"), ("exposure", "albumin"), ("cells", "SDTM CP")]
)
@pytest.mark.parametrize("in_trial", ["pilot"], indirect=True)
def test_what_a_study_does_not_have_is_said(in_trial, view, missing):
    assert missing in said(opened(view))


@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_no_p_value_until_asked_for_and_then_with_its_power(in_trial):
    plain = said(opened("endpoint", compare="1-2"))
    assert "Wilcoxon" not in plain and "p, not adjusted" not in plain
    assert "95% CI" in plain
    tested = said(opened("endpoint", compare="1-2", test="on"))
    assert "Wilcoxon" in tested and "10 v 10" in tested and "not adjusted for their number" in tested


@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_choices_of_the_exhibit_live_in_the_address(in_trial):
    app = opened("endpoint")
    app.selectbox(key="paramcd").set_value("ALT").run()
    app.selectbox(key="compare").set_value("1-2").run()
    assert app.query_params["paramcd"] == "ALT" and app.query_params["compare"] == "1-2"
    app.switch_page("trial.py").run()
    app.switch_page("arms.py").run()
    assert "endpoint:randomised:planned:ALT:value:included:1-2:off" in said(app)


@pytest.mark.parametrize("wrong", ["NOTHING", "', DROP TABLE", "<script>"])
@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_a_bogus_address_falls_back_quietly(in_trial, wrong):
    app = opened("endpoint", paramcd=wrong, quantity=wrong, compare=wrong, confounded=wrong, test=wrong)
    assert "endpoint:randomised:planned:BILI:value:included:none:off" in said(app)


@pytest.mark.parametrize("in_trial", ["pilot"], indirect=True)
def test_three_arms_offer_every_pair(in_trial):
    app = opened("endpoint", compare="2-3")
    assert "endpoint:randomised:planned:BILI:value:included:2-3:off" in said(app)


@pytest.mark.parametrize(("paramcd", "name"), [("MELD", "MELD (original)"), ("INR", "INR")])
@pytest.mark.parametrize("in_trial", ["simulated"], indirect=True)
def test_what_has_no_unit_shows_none(in_trial, paramcd, name):
    (figure,) = figures(opened("endpoint", paramcd=paramcd))
    assert figure["layout"]["yaxis"]["title"]["text"] == name


@pytest.mark.parametrize(
    ("visit", "en", "zh"),
    [
        ("Week 4", "Week 4", "第4周"),
        ("Month 12", "Month 12", "第12个月"),
        ("Baseline", "Baseline", "基线"),
        ("End of treatment", "End of treatment", "治疗结束"),
        ("Retrieval", "RETRIEVAL", "RETRIEVAL"),
    ],
)
def test_visits_in_words(visit, en, zh):
    assert (names.visit_name(visit, Words("en")), names.visit_name(visit, Words("zh"))) == (en, zh)


@pytest.mark.parametrize("paramcd", endpoint.FIRST)
def test_every_first_choice_has_a_name_and_decimals(paramcd):
    assert Words("zh").lab(paramcd) and re.search(r"\w", Words("en").lab(paramcd))
    assert by_visit.decimals_of(paramcd) in (0, 1, 2)
