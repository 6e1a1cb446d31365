"""The score page: the patient in front, what is missing said calmly, and odd trials."""

import csv

import pytest
from streamlit.testing.v1 import AppTest

from clinical.ward.thresholds import THRESHOLDS
from data_access import build
from data_access.common.database import open_database
from data_access.scores import cohort as scores_cohort
from pages.common.open_patient import of_points
from tests.conftest import ROOT

DM = {
    "STUDYID": "ODD", "DOMAIN": "DM", "USUBJID": "P-1", "SUBJID": "1", "RFSTDTC": "2025-03-10",
    "RFXSTDTC": "2025-03-10", "AGE": "40", "AGEU": "YEARS", "SEX": "M",
    "ARM": "A & <B>", "ARMCD": "A", "ACTARM": "A & <B>",
}  # fmt: skip


def result(number, code, value, moment, unit, subject="P-1"):
    return {
        "STUDYID": "ODD", "DOMAIN": "LB", "USUBJID": subject, "LBSEQ": number, "LBTESTCD": code, "LBTEST": code,
        "LBORRES": value, "LBORRESU": unit, "LBSTRESC": value, "LBSTRESN": value, "LBSTRESU": unit, "LBDTC": moment,
    }  # fmt: skip


def tube(moment, first=1, subject="P-1"):
    drawn = (("BILI", "171", "umol/L"), ("INR", "2.0", ""), ("CREAT", "80", "umol/L"))
    return [
        result(first + place, code, value, moment, unit, subject)
        for place, (code, value, unit) in enumerate(drawn)
    ]


def delivered(folder, **domains):
    """A database built from these rows."""
    for domain, rows in domains.items():
        with (folder / f"{domain}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    out = folder / "odd.duckdb"
    assert build.main([str(folder), "--out", str(out)]) == 0
    return out


def page(database, monkeypatch, **address):
    monkeypatch.setenv("LIVERLINE_DB", str(database))
    app = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=60)
    for key, value in ({"lang": "en"} | address).items():
        app.query_params[key] = value
    app.switch_page("meld.py").run()
    assert [error.message for error in app.exception] == []
    return app


def figures(app):
    return [chart.proto.spec for chart in app.get("plotly_chart")]


def words(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def test_the_patient_of_the_address_is_in_front_and_the_change_is_that_patients(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-008")
    cohort, change = figures(app)
    assert "SIM-008" in cohort and "2025-04-03" in change
    assert app.selectbox(key="to").value == "2025-04-03 07:10"
    assert "MELD" in words(app) and "slow progression" in words(app)


@pytest.mark.parametrize("score", ["MELD", "MELDNA", "MELD30", "AARC", "COSSH2", "ALBI", "CHILDPUG"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_score_of_the_study_can_be_looked_at_in_both_ways(database_file, monkeypatch, score, lang):
    db = open_database(database_file("simulated"))
    assert scores_cohort.scores(db)[score].n_patients
    for behind in ("arms", "bands"):
        app = page(
            database_file("simulated"), monkeypatch, subject="SIM-008", score=score, behind=behind, lang=lang
        )
        assert app.selectbox(key="score").value == score and len(figures(app)) == 2


def test_a_score_that_does_not_apply_to_the_patient_says_so(database_file, monkeypatch):
    """SIM-014 has no hepatitis B, for which alone COSSH-ACLF II is defined; the cohort is there all the same."""
    app = page(database_file("simulated"), monkeypatch, subject="SIM-014", score="COSSH2")
    assert "SIM-014 has no value of COSSH-ACLF II" in words(app).replace("\\", "") and len(figures(app)) == 1


def test_dates_of_the_reader_are_compared_and_one_date_with_itself_shows_the_inputs_only(
    database_file, monkeypatch
):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-014")
    options = app.selectbox(key="from").options
    assert any("○" in option for option in options), "confounded dates are marked"
    app.selectbox(key="from").select_index(0).run()
    assert app.query_params["from"] and len(figures(app)) == 2
    app.selectbox(key="to").select_index(0).run()
    assert len(figures(app)) == 1 and "Only one value" in words(app)


def test_another_patient_gets_the_own_default_dates(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-014")
    app.selectbox(key="from").select_index(0).run()
    app.button(key="next").click().run()
    fresh = page(database_file("simulated"), monkeypatch, subject=app.selectbox(key="subject").value)
    for key in ("from", "to"):
        assert app.selectbox(key=key).value == fresh.selectbox(key=key).value


def test_one_arm_leaves_the_other_out_but_not_the_patient(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-008", arm="MSC-EV")
    cohort = figures(app)[0]
    assert "MSC-EV (N = 10)" in cohort and "Control (N = 10)" not in cohort and "SIM-008" in cohort
    assert "of an arm not chosen" in words(app)


def test_display_thresholds_are_drawn_and_named_and_their_table_is_there(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-008")
    limit = next(each for each in THRESHOLDS if each.code == "MELD")
    assert f"display thresholds {limit.amber:g} · {limit.red:g}" in words(app).replace("\\", "")
    assert any(len(table.value) == len(THRESHOLDS) for table in app.dataframe)


def test_rows_not_drawn_are_counted_with_their_reasons(database_file, monkeypatch):
    app = page(database_file("simulated"), monkeypatch, subject="SIM-008")
    said = words(app)
    assert "after a liver transplant" in said and "outside the period shown" in said


def test_a_study_without_inr_says_so_and_shows_what_it_has(database_file, monkeypatch):
    app = page(database_file("pilot"), monkeypatch)
    said = words(app).replace("\\", "")
    assert "MELD cannot be computed in this study (INR: not measured in this study)" in said
    assert "No course can be labelled in this study" in said
    assert app.selectbox(key="score").options == ["ALBI"] and len(figures(app)) == 2
    assert max(map(len, figures(app))) < 150_000


def test_all_of_the_pilot_at_once_stays_below_150_kb(database_file, monkeypatch):
    app = page(database_file("pilot"), monkeypatch, period="all")
    assert max(map(len, figures(app))) < 150_000


def test_more_than_300_patients_stand_as_bands(database_file, monkeypatch):
    monkeypatch.setattr("data_access.scores.lines.MOST_PATIENTS", 10)
    monkeypatch.setattr("pages.parts.scores.explain.MOST_PATIENTS", 10)
    app = page(database_file("simulated"), monkeypatch, subject="SIM-014", period="weeks5", arm="Control")
    assert "More than 10 patients" in words(app) and "SIM-014" in figures(app)[0]
    assert "SIM-006" not in figures(app)[0], "no line of another patient"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([{"customdata": ["SIM-014", "2025-04-18", 1, "", 7]}], "SIM-014"),
        ([{"x": 7.0, "y": 25.0}, {"customdata": ["A &amp; B", "2025-04-18", 1, "", 7]}], "A & B"),
        ([{"customdata": ["somebody else"]}], None),
        ([{"x": 7.0, "customdata": None}], None),
        ([], None),
    ],
    ids=["a patient", "a median first, and an escaped name", "unknown", "a median", "nothing"],
)
def test_the_patient_of_a_clicked_point(points, expected):
    assert of_points(points, ("SIM-014", "A & B")) == expected


ODD = {
    "one patient with one value": {"dm": [DM], "lb": tube("2025-03-10T08:00")},
    "values only after a transplant": {
        "dm": [DM],
        "lb": tube("2025-03-20T08:00"),
        "pr": [{"STUDYID": "ODD", "DOMAIN": "PR", "USUBJID": "P-1", "PRSEQ": 1, "PRTRT": "LIVER TRANSPLANTATION",
             "PRDECOD": "LIVER TRANSPLANTATION", "PRSTDTC": "2025-03-12"}],
    },
    "a second patient without any result": {
        "dm": [DM, DM | {"USUBJID": "P-2", "SUBJID": "2"}],
        "lb": [*tube("2025-03-10T08:00"), *tube("2025-03-18T08:00", 4)],
    },
    "no value at all": {"dm": [DM], "lb": [result(1, "BILI", "171", "2025-03-10", "umol/L")]},
    "never treated, no date": {
        "dm": [DM | {"RFSTDTC": "", "RFXSTDTC": ""}], "lb": [*tube("2025-03-10T08:00"), *tube("2025-03-18T08:00", 4)]},
    "only confounded values": {
        "dm": [DM], "lb": tube("2025-03-11T08:00"),
        "cm": [{"STUDYID": "ODD", "DOMAIN": "CM", "USUBJID": "P-1", "CMSEQ": 1, "CMTRT": "FRESH FROZEN PLASMA",
             "CMDECOD": "FRESH FROZEN PLASMA", "CMSTDTC": "2025-03-11"}],
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ODD)
def test_odd_trials_are_shown_calmly(tmp_path, monkeypatch, name, lang):
    database = delivered(tmp_path, **ODD[name])
    subjects = {row["USUBJID"] for row in ODD[name]["dm"]}
    for subject in sorted(subjects):
        for behind in ("arms", "bands"):
            app = page(
                database, monkeypatch, subject=subject, lang=lang, behind=behind, axis="date", period="all"
            )
            assert app.selectbox(key="subject").value == subject


def test_one_value_has_inputs_and_no_change(tmp_path, monkeypatch):
    app = page(delivered(tmp_path, **ODD["one patient with one value"]), monkeypatch, subject="P-1")
    assert "Only one value so far" in words(app) and len(figures(app)) == 1
    assert "no other patient has a value there" in words(app)


def test_no_score_at_all_is_one_sentence(tmp_path, monkeypatch):
    app = page(delivered(tmp_path, **ODD["no value at all"]), monkeypatch, subject="P-1")
    assert "No score of this page can be computed" in words(app) and not figures(app)
