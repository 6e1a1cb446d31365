"""What is new and what is due, as the ward page and the patient page show it."""

from datetime import date
from types import SimpleNamespace

import pytest
from pandas import isna

from pages.common import names
from pages.common.text import LANGUAGES, Words, plain
from pages.parts.news import phrases
from tests.pages.app import link


def page(database, monkeypatch, name="ward.py", **address):
    monkeypatch.setenv("LIVERLINE_DB", str(database))
    app = link(name, **address).run()
    assert [error.message for error in app.exception] == []
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_says_the_weightiest_thing_since_the_previous_cut(two_cuts, monkeypatch, lang):
    app = page(two_cuts, monkeypatch, lang=lang)
    board = app.dataframe[0].value.set_index("usubjid")
    text = Words(lang)
    assert board.loc["SIM-044", "new"].startswith(text("news.ORGAN", what=text("news.organ.KIDNEY")))
    assert board.loc["SIM-024", "new"] == "", "nothing new is no word at all"
    assert "2026-03-24" in text("since.previous", date=date(2026, 3, 24))
    assert app.selectbox(key="since").value == "previous"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_what_is_new_is_ranked_and_traceable(two_cuts, monkeypatch, lang):
    app = page(two_cuts, monkeypatch, lang=lang, view="new", since="day", since_day="2026-03-01")
    shown, text = app.dataframe[0].value, Words(lang)
    assert shown["what"].iloc[0] == text("news.DEATH") and shown["usubjid"].iloc[0] == "SIM-037"
    assert shown["what"].iloc[-1].endswith(text("news.TO_AMBER", what=""))
    assert "late" not in shown, "a column that says nothing of any row is left out"
    assert all(".csv" in source for source in shown["source"])
    coagulation = shown[shown["change"].str.startswith("INR")].iloc[0]
    assert coagulation["change"] == "INR 2.25 → 2.75", "faults.md W2: it failed on 23 March, under plasma"


def test_the_choice_of_a_day_is_the_same_on_the_patient_page(two_cuts, monkeypatch):
    app = page(two_cuts, monkeypatch, lang="en", since="day", since_day="2026-03-20")
    app.switch_page("patient.py").run()
    app.toggle(key="news_open").set_value(True).run()
    assert app.selectbox(key="since").value == "day"
    assert app.date_input(key="since_day").value == date(2026, 3, 20)
    app.date_input(key="since_day").set_value(date(2026, 3, 27)).run()
    app.switch_page("ward.py").run()
    assert app.date_input(key="since_day").value == date(2026, 3, 27)
    assert [error.message for error in app.exception] == []


@pytest.mark.parametrize("wish", ["2031-01-01", "1999-01-01", "yesterday", "", "2026-02-30"])
def test_a_day_without_data_falls_back_to_the_last_seven(two_cuts, monkeypatch, wish):
    app = page(two_cuts, monkeypatch, lang="en", since="day", since_day=wish)
    assert app.date_input(key="since_day").value == date(2026, 3, 25)


def test_without_a_previous_cut_it_is_no_choice(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, lang="en", since="previous")
    assert app.selectbox(key="since").value == "week"
    assert len(app.selectbox(key="since").options) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_patient_has_one_line_of_what_is_new(two_cuts, monkeypatch, lang):
    app = page(two_cuts, monkeypatch, "patient.py", lang=lang, subject="SIM-044")
    text = Words(lang)
    said = text("news.patient", date="2026-03-24", n=121)
    (line,) = [each.value for each in app.markdown if each.value.startswith(said)]
    assert line.count("-badge[") == 4 and line.endswith(r"\+9")


def test_a_quiet_patient_is_said_to_be_quiet(two_cuts, monkeypatch):
    app = page(two_cuts, monkeypatch, "patient.py", lang="en", subject="SIM-024")
    assert any("nothing of weight" in each.value for each in app.markdown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_due_is_listed_and_drawn(two_cuts, monkeypatch, lang):
    app = page(two_cuts, monkeypatch, lang=lang, view="due")
    listed, text = app.dataframe[0].value, Words(lang)
    assert list(listed["planned"]) == sorted(listed["planned"])
    fourth = listed[listed["what"] == text("due.dose", n=4)].iloc[0]
    assert (fourth["usubjid"], fourth["state"]) == ("SIM-042", text("due.status.DUE"))
    assert not listed.map(isna).any().any()
    assert len(app.get("plotly_chart")) == 1
    assert any(plain(text("due.drawn", drawn=20, n=20)) in caption.value for caption in app.caption)


def test_a_study_of_many_patients_is_paged(database_file, monkeypatch):
    app = page(database_file("pilot"), monkeypatch, lang="en", view="due")
    pager = app.selectbox(key="due_page")
    assert pager.options[0] == "Patients 1 to 32 of 254" and pager.options[-1] == "Patients 225 to 254 of 254"
    pager.set_value("224").run()
    assert any("30 of 254 patients drawn" in caption.value.replace("\\", "") for caption in app.caption)


def test_a_study_without_planned_days_says_so(database_file, monkeypatch):
    app = page(database_file("msg/xpt"), monkeypatch, lang="en", view="due")
    assert "planned days" in app.info[0].value and not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("kind", "name", "en", "zh"),
    [
        ("DOSE", "2", "Infusion 2", "第2次输注"),
        ("VISIT", "Week 4", "Week 4", "第4周"),
        ("VISIT", "MONTH 12", "Month 12", "第12个月"),
        ("VISIT", "WEEK 10 (T)", "WEEK 10 (T)", "WEEK 10 (T)"),
    ],
)
def test_names_of_what_is_planned(kind, name, en, zh):
    assert (names.due_name(kind, name, Words("en")), names.due_name(kind, name, Words("zh"))) == (en, zh)


def happening(code, **changes):
    """One row of data_access.ward.news."""
    empty = dict.fromkeys(("term", "paramcd", "level", "grade", "base", "aval", "avalc", "avalu"))
    return SimpleNamespace(**empty | {"code": code, "latefl": "N", "n": 1} | changes)


@pytest.mark.parametrize(
    ("row", "what", "change"),
    [
        (happening("DEATH", term="SEPSIS"), "Died", "SEPSIS"),
        (happening("TO_RED", term="INR", paramcd="INR", base=2.3, aval=2.7), "INR high (red)", "2.30 → 2.70"),
        (
            happening("TO_AMBER", term="AKI_48H", paramcd="CREAT", base=60.0, aval=100.0, avalu="umol/L"),
            "Creatinine +26.5 in 48 h (amber)",
            "60 → 100 µmol/L",
        ),
        (happening("ORGAN", term="LIVER", paramcd="BILI", aval=390.3), "Liver failing", "TBil 390.3"),
        (happening("ORGAN", term="CIRCULATION", avalc="DOPAMINE"), "Circulation failing", "DOPAMINE"),
        (happening("COMA", term="HE_RISE", paramcd="HEGRADE", base=2.0, aval=3.0), "HE worse (≥ III)", "2 → 3"),
        (happening("SERIOUS", term="Sepsis", grade=4), "Serious AE: Sepsis", "grade 4"),
        (happening("GRADE3", term="Anaemia", grade=3), "AE grade 3: Anaemia", ""),
        (happening("GRADE3", term="Anaemia", avalc="SEVERE"), "Severe AE: Anaemia", ""),
        (happening("MISSED", term="2", avalc="NO RECORD"), "Infusion 2 missed", "no record"),
        (happening("LEFT", term="LOST TO FOLLOW-UP"), "Left the study", "LOST TO FOLLOW-UP"),
    ],
    ids=lambda each: getattr(each, "code", None),
)  # fmt: skip
def test_a_happening_in_words(row, what, change):
    text = Words("en")
    assert (phrases.what(row, text), phrases.change(row, text)) == (what, change)


@pytest.mark.parametrize(("lang", "brief"), [("en", "Died (late) +2"), ("zh", "死亡 (补录) +2")])
def test_the_board_says_what_was_entered_late_and_how_much_more_there_is(lang, brief):
    assert phrases.brief(happening("DEATH", latefl="Y", n=3), Words(lang)) == brief
    assert phrases.brief(happening("DEATH", n=0), Words(lang)) == ""
