"""The calculator as a doctor uses it: nothing pre-ticked, bad input told at its field, verdicts as computed."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clinical.common.disclaimer import FOOTER
from clinical.common.plain_text import escape
from clinical.eligibility import assess
from clinical.eligibility.assessment import VERDICT_WORDS, Verdict
from clinical.eligibility.comparisons import checks_of
from clinical.eligibility.criteria import CRITERIA, rule_of
from clinical.eligibility.readings import READINGS
from clinical.laboratory.report import read_report
from data_access.common import database
from pages.common.text import Words
from pages.parts.eligibility import paper, share
from pages.parts.eligibility.form import ADDED, ASKED, SECTIONS, asked, options_of
from pages.parts.eligibility.paste import entered
from tests.clinical.eligible import ALF, CASE_1, candidate

FRAME = str(Path(__file__).parents[3] / "pages" / "frame.py")


@pytest.fixture(autouse=True)
def in_simulated(database_file, monkeypatch):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file("simulated")))


def opened(language="en", **address):
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = language
    app.switch_page("eligibility.py")
    for key, value in address.items():
        app.query_params[key] = str(value)
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def address_of(given):
    """A candidate as the address carries it: what is known, in the words of the options."""
    words = {"ascites": {"yes": "mild"}}
    return {
        key: words.get(key, {}).get(value, value)
        for key, value in given.items()
        if key in ASKED and value is not None
    }


def texts(app):
    drawn = [element.proto.body for element in app.get("html")]
    return [*drawn, *(element.value for element in (*app.markdown, *app.caption))]


def answer(app):
    return next(value for value in texts(app) if 'class="eligibility"' in value and "verdict" in value)


def verdict(app, language="en"):
    """The verdict on the screen; its words must be those of the language."""
    shown = answer(app)
    found = Verdict(re.search(r'class="verdict (\w+)"', shown)[1])
    assert f" {VERDICT_WORDS[found].of(language)}</b>" in shown
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_ticked_and_nothing_can_be_determined(language):
    app = opened(language)
    for field in ASKED:
        assert app.session_state[field] is None
    assert verdict(app, language) is Verdict.UNDETERMINED


def test_every_input_of_every_criterion_under_every_reading_is_asked_for():
    for reading in READINGS.values():
        needed = {
            field
            for criterion in CRITERIA
            for check in checks_of(rule_of(criterion.id, reading))
            for field in check.fields
        }
        assert needed <= set(asked(reading.id)), reading.id


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Verdict.ELIGIBLE),
        ({"inr": 2.3, "creatinine_umol_l": 133}, Verdict.NOT_ELIGIBLE),
        ({"bilirubin_umol_l": 600, "inr": 2.6, "creatinine_umol_l": 70}, Verdict.NOT_ELIGIBLE),
        (ALF | {"encephalopathy_grade": 0}, Verdict.ELIGIBLE),
        (ALF | {"days_from_first_symptom_to_encephalopathy": 57}, Verdict.NOT_ELIGIBLE),
        ({"encephalopathy_grade": None, "liver_cancer": "yes"}, Verdict.NOT_ELIGIBLE),
        ({"liver_cancer": None}, Verdict.UNDETERMINED),
    ],
    ids=str,
)
def test_a_link_reproduces_inputs_and_verdict(changes, expected, language):
    given = candidate(**changes)
    app = opened(language, **address_of(given))
    assert verdict(app, language) is expected


def test_typing_changes_the_verdict():
    app = opened(**address_of(CASE_1))
    app.text_input(key="creatinine_umol_l").set_value("141").run()
    assert verdict(app) is Verdict.NOT_ELIGIBLE
    app.text_input(key="creatinine_umol_l").set_value("140").run()
    assert verdict(app) is Verdict.ELIGIBLE


def test_the_unit_of_a_field_is_switched_without_the_language():
    app = opened(**address_of(candidate(bilirubin_umol_l=20, creatinine_umol_l=80)))
    app.selectbox(key="unit_bilirubin_umol_l").set_value("mg/dL").run()
    assert verdict(app) is Verdict.ELIGIBLE
    assert "342" in answer(app)


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("inr", "abc", "not a number"),
        ("creatinine_umol_l", "0", "must be above 0"),
        ("bilirubin_umol_l", "-5", "must be above 0"),
        ("age_years", "200", "must be 130 or less"),
        ("creatinine_umol_l", "80 mmHg", "unit not recognised"),
    ],
)
def test_bad_input_is_told_at_its_field_and_decides_nothing(field, written, said):
    app = opened(**address_of(candidate(**{field: written})))
    assert any(said in value and value.startswith(":red[") for value in texts(app))
    assert verdict(app) is Verdict.UNDETERMINED


def test_a_value_that_looks_like_another_unit_waits_until_confirmed():
    app = opened(**address_of(candidate(bilirubin_umol_l=17)))
    assert verdict(app) is Verdict.UNDETERMINED
    assert any("was it reported in mg/dL" in value for value in texts(app))
    app.checkbox(key="sure_bilirubin_umol_l_17").check().run()
    assert verdict(app) is Verdict.NOT_ELIGIBLE
    app.text_input(key="bilirubin_umol_l").set_value("18").run()
    assert verdict(app) is Verdict.UNDETERMINED, "another value asks again"


@pytest.mark.parametrize("value", ["maybe", "<script>alert(1)</script>", "', DROP"])
def test_a_bogus_address_falls_back_quietly(value):
    app = opened(liver_cancer=value, etiology=value, unit_bilirubin_umol_l=value, reading=value, view=value)
    assert app.session_state["liver_cancer"] is None
    assert verdict(app) is Verdict.UNDETERMINED


def test_markup_typed_into_a_field_stays_text():
    app = opened(inr="<b>2</b>")
    assert any(texts(app))
    assert not any("<b>2</b>" in value for value in texts(app))


def test_the_reading_is_chosen_and_named():
    labs = {"bilirubin_umol_l": 205, "inr": 2.6, "creatinine_umol_l": 133}
    app = opened(**address_of(candidate(**labs)))
    assert verdict(app) is Verdict.ELIGIBLE
    app.selectbox(key="reading").set_value("meld_raw").run()
    assert verdict(app) is Verdict.NOT_ELIGIBLE
    assert "MELD not rounded" in answer(app)


def test_clear_makes_everything_not_known_again():
    app = opened(**address_of(CASE_1))
    app.button(key="clear").click().run()
    assert all(app.session_state[field] is None for field in ASKED)


def test_inputs_survive_a_visit_to_another_page():
    app = opened(**address_of(CASE_1))
    app.switch_page("trial.py").run()
    app.switch_page("eligibility.py").run()
    assert app.session_state["inr"] == "2.1"
    assert verdict(app) is Verdict.ELIGIBLE


@pytest.mark.parametrize("view", ["days", "cohort"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_other_views_draw_their_figures(view, language):
    app = opened(language, view=view)
    assert len(app.get("plotly_chart")) == {"days": 1, "cohort": 2}[view]
    assert any(FOOTER.of(language)[:20] in value.replace("\\", "") for value in texts(app))


def test_moving_a_limit_moves_the_count():
    app = opened(view="cohort")
    before = {metric.label: metric.value for metric in app.metric}
    app.slider(key="limit_meld").set_value(22.0).run()
    after = {metric.label: metric.value for metric in app.metric}
    eligible = next(label for label in before if label.startswith("✓"))
    assert int(after[eligible]) < int(before[eligible])


# --- paper ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_carries_date_reading_every_criterion_and_the_footer(language):
    from datetime import UTC, datetime

    checked = assess(candidate(creatinine_umol_l=150, sodium_mmol_l="abc"))
    sheet = paper.document(
        checked, Words(language), made_at=datetime(2026, 3, 1, 8, 30, tzinfo=UTC), simulated=True
    )
    assert "2026-03-01 08:30 UTC" in sheet
    assert checked.reading.name.of(language) in sheet
    for result in checked.criteria:
        assert f"{result.id} {result.criterion.title.of(language)}".replace(">", "&gt;") in sheet
        assert result.word.of(language) in sheet
    assert FOOTER.of(language).replace("'", "&#x27;") in sheet
    assert Words(language)("frame.simulated") in sheet
    assert "http" not in sheet, "nothing is loaded from anywhere"


def test_the_link_carries_inputs_and_no_subject(monkeypatch):
    import streamlit as st

    monkeypatch.setitem(st.session_state, "kept_eligibility", {"inr": "2.1", "liver_cancer": "no"})
    link = share.link(assess({"inr": 2.1}, reading="meld_raw"), Words("zh"))
    assert link.endswith("?inr=2.1&liver_cancer=no&reading=meld_raw&lang=zh")
    assert "subject" not in link


def test_every_option_of_the_form_is_read_by_the_check():
    for field in ASKED:
        for option in options_of(field):
            assert assess({field: option}).problems == ()


@pytest.mark.parametrize("page", ["eligibility.py", "trial.py"])
@pytest.mark.parametrize(("trial", "said"), [("pilot", True), ("simulated", False)])
def test_e15_another_open_study_is_told_from_the_protocol_meant(
    page, trial, said, database_file, monkeypatch
):
    monkeypatch.setenv(database.ENVIRONMENT, str(database_file(trial)))
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.switch_page(page)
    app.run()
    told = [box.value for box in app.info if "NCT05940610" in box.value]
    assert [("CDISCPILOT01" in text) for text in told] == ([True] if said else [])


def keys_of(app):
    return {box.key for box in (*app.text_input, *app.selectbox)}


@pytest.mark.parametrize(("reading", "fields"), sorted(ADDED.items()))
def test_e8_a_reading_brings_the_inputs_it_needs(reading, fields):
    app = opened(reading=reading, **address_of(CASE_1))
    assert set(fields) <= keys_of(app)
    assert not set(fields) & keys_of(opened(**address_of(CASE_1)))


def test_e8_a_date_decides_and_enters_no_link():
    known = address_of(candidate(age_years=None))
    app = opened(reading="age_at_consent", **known)
    app.text_input(key="birth_date").set_value("1980-05-01").run()
    app.text_input(key="consent_date").set_value("2026-03-01").run()
    assert verdict(app) is Verdict.ELIGIBLE
    assert "1980" not in str(app.query_params)
    assert not [block.value for block in app.code if "1980" in block.value]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_visit_shows_the_criteria_in_words_and_an_example(language):
    app = opened(language)
    for criterion in CRITERIA:
        assert escape(criterion.title.of(language)) in answer(app)
    assert CRITERIA[2].wording.of(language) in answer(app)
    app.button(key="example").click().run()
    assert verdict(app, language) is Verdict.ELIGIBLE


def test_one_button_answers_that_none_of_the_exclusions_is_there():
    app = opened(**address_of(candidate(**dict.fromkeys(SECTIONS["exclusions"]))))
    assert verdict(app) is Verdict.UNDETERMINED
    app.button(key="none_of_the_exclusions").click().run()
    assert verdict(app) is Verdict.ELIGIBLE


def test_an_open_criterion_names_what_would_decide_it():
    app = opened(**address_of(candidate(inr=None, pta_percent=None)))
    assert "To decide: INR · PTA (%)" in answer(app) or "To decide: PTA (%) · INR" in answer(app)


def test_a_pasted_report_fills_the_fields_it_was_read_into():
    report = read_report("TBil 20 mg/dL (0.3-1.0) INR 2.1 PTA 30% Cr 80")
    assert entered(report) == {
        "bilirubin_umol_l": "20 mg/dL",
        "inr": "2.1",
        "pta_percent": "30 %",
        "creatinine_umol_l": "80",
        "bilirubin_uln_umol_l": "1.0 mg/dL",
    }
    assert assess(entered(report)).laboratory["bilirubin_umol_l"] == 342


def test_a_pasted_value_stands_in_its_field_with_its_unit_beside_it():
    app = opened()
    app.session_state["eligibility_paste"] = True
    app.run()
    app.text_area(key="eligibility_pasted").set_value("TBil 20 mg/dL Cr 80 umol/L PTA 30%").run()
    app.button(key="paste_take").click().run()
    shown = {key: app.session_state[key] for key in ("bilirubin_umol_l", "creatinine_umol_l", "pta_percent")}
    assert shown == {"bilirubin_umol_l": "20", "creatinine_umol_l": "80", "pta_percent": "30"}
    assert app.session_state["unit_bilirubin_umol_l"] == "mg/dL"
    assert app.session_state["unit_creatinine_umol_l"] == "umol/L"
    assert "342" in answer(app)


@pytest.mark.parametrize("masked", ["off", "on"])
def test_the_cohort_shows_which_rows_answered_and_no_source_row_where_identities_are_hidden(masked):
    app = opened(view="cohort", masked=masked)
    shown = [frame.value for frame in app.dataframe if "Recorded as" in frame.value]
    assert len(shown) == 1
    assert (shown[0]["Question"] == "no question").any()
    assert app.session_state["study"].masked == (masked == "on")
    assert ("Row" in shown[0]) == (masked == "off")
