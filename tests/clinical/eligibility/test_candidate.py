"""Inputs: what is read from what is written, what is refused and how, and dates."""

import datetime

import numpy as np
import pandas as pd
import pytest

from clinical.eligibility import assess
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.columns import columns_of
from tests.clinical.eligible import ALF, candidate, result


def held(**given):
    """The ranges of one candidate by field: (low, high)."""
    columns = columns_of({name: [value] for name, value in given.items()}, 1)
    return {name: (columns[name].low[0], columns[name].high[0]) for name in columns.ranges}


def problems(**given):
    return [(problem.field, problem.text.en) for problem in assess(given).problems]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (342, (342, 342)),
        ("342", (342, 342)),
        (" ３４２．５ ", (342.5, 342.5)),
        ("20 mg/dL", (342, 342)),
        ("342 umol/l", (342, 342)),
        ("<5", (0, 5)),
        ("＞600", (600, np.inf)),
        ("≥600", (600, np.inf)),
        (np.float64(171), (171, 171)),
        (None, (0, np.inf)),
        (float("nan"), (0, np.inf)),
        (pd.NA, (0, np.inf)),
        ("未查", (0, np.inf)),
        ("", (0, np.inf)),
    ],
)
def test_a_bilirubin_is_read_as_written(written, expected):
    assert held(bilirubin_umol_l=written)["bilirubin_umol_l"] == expected


@pytest.mark.parametrize("written", [0, -5, "0", "abc", "17,1", "20 mmHg", "±", True, "1e999"])
def test_an_impossible_bilirubin_is_not_used_and_says_so_at_its_field(written):
    answer = assess(candidate(bilirubin_umol_l=written))
    assert [problem.field for problem in answer.problems] == ["bilirubin_umol_l"]
    assert answer.verdict == "UNDETERMINED"
    assert answer.problems[0].text.zh


@pytest.mark.parametrize(
    ("written", "criterion", "expected"),
    [
        ({"inr": "<1.5", "pta_percent": "45"}, "I2", "NOT_MET"),
        ({"inr": "<1.6", "pta_percent": "45"}, "I2", "UNKNOWN"),
        ({"inr": ">2.6", "pta_percent": 50}, "I4", "NOT_MET"),
        ({"inr": ">2.5", "pta_percent": 50}, "I4", "UNKNOWN"),
        ({"inr": None, "pta_percent": "<40"}, "I2", "MET"),
        ({"inr": None, "pta_percent": "<=40"}, "I2", "UNKNOWN"),
        ({"bilirubin_umol_l": ">600"}, "I3", "MET"),
        ({"bilirubin_umol_l": ">150"}, "I3", "UNKNOWN"),
        ({"creatinine_umol_l": "<60"}, "E4", "NOT_MET"),
        ({"bilirubin_umol_l": ">600", "inr": 2.6, "creatinine_umol_l": None}, "E4", "MET"),
    ],
    ids=str,
)
def test_a_censored_value_decides_only_if_its_whole_range_does(written, criterion, expected):
    assert result(criterion, **written) == expected


@pytest.mark.parametrize(
    ("field", "written", "expected"),
    [
        ("liver_cancer", True, (1, 1)),
        ("liver_cancer", "Y", (1, 1)),
        ("liver_cancer", "否", (0, 0)),
        ("liver_cancer", 0, (0, 0)),
        ("liver_cancer", "不详", (0, 1)),
        ("encephalopathy_grade", "Ⅱ", (2, 2)),
        ("encephalopathy_grade", "Ⅲ级", (3, 3)),
        ("encephalopathy_grade", 4.0, (4, 4)),
        ("ascites", "none", (0, 0)),
        ("ascites", True, (1, 3)),
        ("ascites", "中量", (2, 2)),
        ("diabetes", "controlled", (1, 1)),
        ("diabetes", 1, (2, 2)),
        ("sex", "女", (1, 1)),
        ("etiology", "HBV", (0, 0)),
    ],
)
def test_an_answer_is_read_in_both_languages(field, written, expected):
    assert held(**{field: written})[field] == expected


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("liver_cancer", "maybe"),
        ("encephalopathy_grade", 5),
        ("encephalopathy_grade", 1.5),
        ("sex", "x"),
        ("ascites", "±"),
    ],
)
def test_an_answer_that_is_none_counts_as_not_known(field, written):
    assert [name for name, _ in problems(**{field: written})] == [field]


# --- ages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "today", "expected"),
    [
        ("1958-06-15", "2024-06-14", (65, 65)),
        ("1958-06-15", "2024-06-15", (66, 66)),
        (datetime.date(1960, 2, 29), "2023-02-28", (62, 62)),
        (datetime.date(1960, 2, 29), "2023-03-01", (63, 63)),
        ("1980", "2024-06-15", (43, 44)),
        (1980, "2024-12-31", (44, 44)),
        ("1980-06", "2024-06-15", (43, 44)),
        ("1980-06", "2024-07-01", (44, 44)),
        (pd.Timestamp("1980-06-15"), pd.Timestamp("2024-06-15 08:30"), (44, 44)),
        ("1980/6/15", "2024年6月15日", (44, 44)),
        ("1980-06-15", None, (0, 130)),
    ],
)
def test_completed_years(birth, today, expected):
    assert held(birth_date=birth, assessment_date=today)["age_years"] == expected


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [("1958", "2024-06-15", "UNKNOWN"), ("1958", "2024-12-31", "NOT_MET"), ("1960", "2024-06-15", "MET")],
)
def test_a_birth_year_decides_only_where_it_must(year, today, expected):
    assert result("I1", age_years=None, birth_date=year, assessment_date=today) == expected


def test_an_age_that_contradicts_the_birth_date_is_not_used():
    answer = assess(candidate(age_years=45, birth_date="1950-01-01", assessment_date="2024-01-01"))
    assert answer["I1"].result == "UNKNOWN"
    assert [problem.field for problem in answer.problems] == ["age_years"]


@pytest.mark.parametrize("written", ["2024-02-30", "15.06.1980", "tomorrow", 30])
def test_an_impossible_date_is_refused(written):
    assert [name for name, _ in problems(birth_date=written)] == ["birth_date"]


# --- onset dates ----------------------------------------------------------------------------------------

ONSET = {
    "days_to_ascites_or_encephalopathy": None,
    "jaundice_date": "2024-05-01",
    "coagulopathy_date": "2024-05-03",
    "ascites_date": "2024-05-31",
    "encephalopathy_grade": 0,
    "encephalopathy_ever": "no",
}


def test_the_four_weeks_run_from_jaundice_with_coagulopathy_to_ascites():
    assert result("I2", **ONSET) == "MET"
    assert result("I2", **ONSET | {"ascites_date": "2024-06-01"}) == "NOT_MET"


def test_the_four_weeks_from_the_first_sign_are_another_reading():
    assert result("I2", **ONSET, reading="onset_from_first_sign") == "NOT_MET"


def test_an_unknown_coagulopathy_date_can_only_shorten_the_interval():
    assert result("I2", **ONSET | {"coagulopathy_date": None, "ascites_date": "2024-05-29"}) == "MET"
    assert result("I2", **ONSET | {"coagulopathy_date": None, "ascites_date": "2024-05-30"}) == "UNKNOWN"


def test_the_date_of_ascites_that_is_absent_does_not_count():
    dates = {"ascites": "none", "encephalopathy_ever": "yes", "encephalopathy_date": "2024-07-01"}
    assert result("I2", **ONSET | dates) == "NOT_MET"


def test_encephalopathy_before_the_first_symptom_is_refused_at_its_field():
    dates = {"first_symptom_date": "2024-05-10", "encephalopathy_date": "2024-05-01"}
    answer = assess(candidate(**ALF | {"days_from_first_symptom_to_encephalopathy": None} | dates))
    assert [problem.field for problem in answer.problems] == ["encephalopathy_date"]
    assert answer["I2"].result == "UNKNOWN"


def test_an_onset_after_the_assessment_is_refused_at_its_field():
    answer = assess(candidate(**ONSET | {"assessment_date": "2024-05-20"}))
    assert [problem.field for problem in answer.problems] == ["ascites_date"]


# --- the daily rise -------------------------------------------------------------------------------------

TIMES = {
    "bilirubin_umol_l": 150,
    "bilirubin_time": "2024-05-02T08:00",
    "earlier_bilirubin_umol_l": 130,
    "earlier_bilirubin_time": "2024-05-01T08:00",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"plasma_exchange_times": []}, "MET"),
        ({"plasma_exchange_times": ["2024-04-30T12:00"]}, "UNKNOWN"),
        ({"plasma_exchange_times": "2024-04-29T07:00; 2024-05-01T20:00"}, "MET"),
        ({"plasma_exchange_times": ["2024-04-29T08:00"]}, "UNKNOWN"),
        ({"plasma_exchange_times": None}, "UNKNOWN"),
        ({"plasma_exchange_times": [], "earlier_bilirubin_umol_l": 132.9}, "MET"),
        ({"plasma_exchange_times": [], "earlier_bilirubin_umol_l": 133}, "NOT_MET"),
        ({"plasma_exchange_times": [], "bilirubin_umol_l": 188.1, "earlier_bilirubin_umol_l": 171}, "MET"),
    ],
    ids=str,
)
def test_the_rise_from_sampling_times(changes, expected):
    assert result("I3", **TIMES | changes) == expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(17.9, "UNKNOWN"), (18, "MET"), (72, "NOT_MET"), (72.1, "UNKNOWN")]
)
def test_the_pair_must_lie_18_to_72_hours_apart(hours, expected):
    pair = {
        "bilirubin_umol_l": 150,
        "earlier_bilirubin_umol_l": 130,
        "exchange_before_earlier_bilirubin": "no",
    }
    assert result("I3", **pair, hours_between_bilirubins=hours) == expected


def test_samples_in_the_wrong_order_are_refused_at_their_field():
    answer = assess(candidate(**TIMES | {"earlier_bilirubin_time": "2024-05-03T08:00"}))
    assert [problem.field for problem in answer.problems] == ["earlier_bilirubin_time"]


def test_every_field_has_words_in_both_languages():
    for name, field in FIELDS.items():
        assert field.label.en, name
        assert field.label.zh, name
