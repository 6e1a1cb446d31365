"""The laboratory panels of the patient page: own liver first, what is not drawn, and where a value comes from."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from charts.common import theme
from data_access.common import database
from data_access.patient import profile, provenance, results
from pages.common.text import LANGUAGES, Words
from pages.parts.patient import source_card
from tests.pages.test_every_page import FRAME, TIMEOUT_S, words_on_screen

TRANSPLANTED = "SIM-016"


@pytest.fixture
def simulated(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))
    return database.current()


def opened(subject, language="en", **choices):
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_S)
    for key, value in {"lang": language, "subject": subject, **choices}.items():
        app.query_params[key] = value
    app.switch_page("patient.py").run()
    assert [error.message for error in app.exception] == []
    return app


def panels(app):
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def lines(app):
    return [trace for trace in panels(app)["data"] if trace["mode"] == "lines+markers"]


def points(app):
    return sum(len(trace["customdata"]) for trace in lines(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_liver_alone_is_drawn_up_to_the_transplant_and_the_rest_is_counted(simulated, language):
    text, app = Words(language), opened(TRANSPLANTED, language, graft="off")
    rows = results.series(simulated, TRANSPLANTED, ("BILI",), graft=False)
    after = int((rows["why"] == "AFTER_TRANSPLANT").sum())
    assert after > 5 and len(lines(app)[0]["customdata"]) == len(rows) - after
    said = words_on_screen(app)
    assert any(text("graft.line", date="2025\\-05\\-30", n=31) in words for words in said)
    assert any(text("why.AFTER_TRANSPLANT") in words for words in said)


def test_the_switch_draws_the_graft_in_grey_and_sits_in_the_address(simulated):
    app = opened(TRANSPLANTED)
    both = points(app)
    assert theme.AFTER_TRANSPLANT in {trace["line"]["color"] for trace in lines(app)}
    assert Words("en")("legend.GRAFT") in " ".join(words_on_screen(app))
    app.toggle(key="graft").set_value(False).run()
    assert "off" in app.query_params["graft"]
    assert points(opened(TRANSPLANTED, graft="off")) == points(app) < both


def test_nobody_else_is_asked_about_a_graft(simulated):
    app = opened("SIM-006")
    assert "graft" not in {toggle.key for toggle in app.toggle} | set(app.query_params)


def test_since_infusion_draws_a_line_for_each_infusion_and_leaves_the_other_figure_on_study_days(simulated):
    app = opened("SIM-014", axis="infusion")
    rows = results.drawn(results.series(simulated, "SIM-014", ("BILI",), origin="infusion"))
    bilirubin = [trace for trace in lines(app) if trace["yaxis"] == "y"]
    assert [len(trace["customdata"]) for trace in bilirubin] == rows.groupby("stretch").size().tolist()
    spec = json.loads(app.get("plotly_chart")[1].proto.spec)
    assert spec["layout"]["xaxis"]["title"]["text"] == Words("en")("axis.day")


def test_a_study_without_numbered_infusions_does_not_offer_them(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("pilot")))
    app = opened("01-705-1186", axis="infusion")
    assert "Since infusion" not in " ".join(words_on_screen(app))
    assert panels(app)["layout"]["xaxis"]["title"]["text"] == Words("en")("axis.day")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_figure_of_the_trial_is_small(simulated, language):
    for subject in profile.patients(simulated)[:6]:
        assert len(opened(subject, language).get("plotly_chart")[0].proto.spec) < 150_000


def number_of(db, subject, paramcd, place):
    rows = results.drawn(results.series(db, subject, (paramcd,)))
    return int(rows["record"].iloc[place])


def card(db, subject, number, language="en"):
    row = provenance.record(db, subject, number)
    assert row is not None
    return source_card.content(db, subject, number, row, Words(language))


def test_the_card_of_a_result_is_the_record(simulated):
    shown = card(simulated, "SIM-044", number_of(simulated, "SIM-044", "BILI", 2))
    row = results.drawn(results.series(simulated, "SIM-044", ("BILI",))).iloc[2]
    for part in (
        row["lborres"],
        row["lborresu"],
        row["taken"],
        row["visit"],
        f"lb.csv row {row['source_row']}",
        "LBSEQ",
    ):
        assert part in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_score_shows_each_input_as_measured_and_as_used(simulated, language):
    row = results.drawn(results.series(simulated, "SIM-044", ("MELD",))).iloc[2]
    shown = card(simulated, "SIM-044", int(row["record"]), language)
    inputs = provenance.inputs(simulated, "SIM-044", int(row["record"]))
    for each in inputs[inputs["lborres"].notna()].itertuples():
        assert each.lborres in shown and f"{each.source_row:.0f}" in shown
    assert f"{row['araw']:.4g}" in shown and "OPTN policy" in shown and "3.78" in shown


def test_the_card_of_a_suspected_unit_says_which_unit_was_meant(simulated):
    rows = results.series(simulated, "SIM-010", ("BILI",))
    number = int(rows["record"][rows["slip"].notna()].iloc[0])
    assert "meant in mg/dL it would be 562.25" in card(simulated, "SIM-010", number)
    assert "若单位为mg/dL,则为562.25" in card(simulated, "SIM-010", number, "zh")


def test_a_click_opens_the_card_of_this_patient_alone(simulated):
    app = opened("SIM-044")
    app.session_state[source_card.CHOSEN] = number_of(simulated, "SIM-044", "BILI", 2)
    app.run()
    assert "LBSEQ" in " ".join(words_on_screen(app))
    app.session_state[source_card.CHOSEN] = number_of(simulated, "SIM-045", "BILI", 2)
    app.run()
    assert "LBSEQ" not in " ".join(words_on_screen(app))
