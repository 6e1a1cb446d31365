"""What the calculator got wrong in the field (issue 11, faults.md section 3), each by its id and authority."""

import pandas as pd
import pytest

from clinical.eligibility import assess
from clinical.eligibility.assessment import Verdict
from clinical.eligibility.cohort import assess_many, columns_from
from clinical.eligibility.columns import columns_of
from clinical.eligibility.questions import held_back, questions
from clinical.scores import meld_raw
from tests.clinical.eligible import ALF, CASE_1, candidate, result, verdict

PAIR = {"hours_between_bilirubins": 24, "bilirubin_uln_umol_l": 15}


@pytest.mark.shows("criterion E4")
def test_e3_faults_the_nearest_change_of_a_bounded_meld_is_at_its_own_end():
    answer = assess(candidate(bilirubin_umol_l=">600", inr=2.7, creatinine_umol_l=80))
    change = next(change for change in answer.changes if change.field == "inr")
    assert (answer.verdict, change.before, change.to) == ("NOT_ELIGIBLE", 2.7, 2.58)
    assert change.verdict is Verdict.UNDETERMINED
    assert meld_raw(bilirubin_umol_l=600, inr=change.limit, creatinine_umol_l=80) == pytest.approx(30.5)


@pytest.mark.shows("criterion I3")
def test_e4_faults_a_fall_with_an_exchange_between_the_samples_decides_nothing():
    labs = PAIR | {"earlier_bilirubin_umol_l": 160, "bilirubin_umol_l": 150}
    times = {
        "earlier_bilirubin_time": "2026-03-01T08:00",
        "bilirubin_time": "2026-03-02T08:00",
        "plasma_exchange_times": "2026-03-01T14:00",
    }
    assert result("I3", **labs, **times) == "UNKNOWN"
    assert result("I3", **labs, exchange_before_earlier_bilirubin="between") == "UNKNOWN"
    confounded = {"exchange_before_earlier_bilirubin": "no", "bilirubin_hours_after_exchange": 18}
    assert result("I3", **labs, **confounded) == "UNKNOWN"
    assert result("I3", **labs, exchange_before_earlier_bilirubin="no") == "NOT_MET"


@pytest.mark.shows("criterion I3")
def test_e4_faults_a_rise_in_spite_of_an_exchange_stands():
    labs = PAIR | {"earlier_bilirubin_umol_l": 130, "bilirubin_umol_l": 150}
    assert result("I3", **labs, exchange_before_earlier_bilirubin="between") == "MET"
    small = labs | {"bilirubin_umol_l": 140}
    assert result("I3", **small, exchange_before_earlier_bilirubin="between") == "UNKNOWN"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(None, "UNDETERMINED"), ("undiagnosed", "ELIGIBLE"), ("未诊断", "ELIGIBLE"), ("yes", "ELIGIBLE")],
)
@pytest.mark.shows("criterion I2")
def test_e5_record_previously_diagnosed_or_undiagnosed_and_a_blank_is_neither(answer, expected):
    answered = assess(candidate(chronic_liver_disease=answer))
    assert answered.verdict == expected
    assert ("chronic_liver_disease" in [each.field for each in answered.missing]) == (answer is None)


@pytest.mark.shows("criterion I2", "criterion I5")
def test_e6_faults_never_in_this_episode_is_grade_0():
    never = {"encephalopathy_ever": "no", "encephalopathy_grade": None}
    assert result("I5", **never) == "MET"
    assert result("I2", **(ALF | never)) == "NOT_MET"
    assert result("I5", **never, sedated="yes") == "UNKNOWN"


@pytest.mark.shows("criterion I2")
def test_e7_faults_more_than_28_days_is_past_28_days_in_every_reading():
    changes = {"days_to_ascites_or_encephalopathy": ">28"}
    assert result("I2", **changes) == "NOT_MET"
    assert result("I2", **changes, reading="onset_from_first_sign") == "NOT_MET"


def test_e8_every_reading_can_be_answered_from_numbers():
    consent = {"age_years": None, "age_at_consent": 45}
    assert verdict(**consent, reading="age_at_consent") == "ELIGIBLE"
    first = {"days_to_ascites_or_encephalopathy": None}
    assert verdict(**first, days_from_first_sign=20, reading="onset_from_first_sign") == "ELIGIBLE"
    assert verdict(**first, days_from_first_sign=29, reading="onset_from_first_sign") == "NOT_ELIGIBLE"
    rise = PAIR | {"earlier_bilirubin_umol_l": 130, "bilirubin_umol_l": 150, "hours_between_bilirubins": 30}
    pair = rise | {"exchange_before_earlier_bilirubin": "no", "calendar_days_between_bilirubins": 1}
    assert result("I3", **pair, reading="calendar_days") == "MET"


@pytest.mark.shows("criterion I2")
def test_e9_faults_the_worst_grade_of_the_episode_is_asked_for_and_decides():
    given = candidate(**ALF, encephalopathy_grade=1, encephalopathy_ever="yes")
    answer = assess(given, reading="encephalopathy_grade_2")
    assert answer.verdict == "UNDETERMINED"
    assert [each.field for each in answer.missing] == ["encephalopathy_worst_grade"]
    for grade, expected in ((1, "NOT_ELIGIBLE"), (2, "ELIGIBLE")):
        told = given | {"encephalopathy_worst_grade": grade}
        assert assess(told, reading="encephalopathy_grade_2").verdict == expected


@pytest.mark.parametrize(
    "written",
    ["171↑", "171 H", "171H", "171*", "↑171", "H 171", "171 ↑", "171 (H)", "171↑ μmol/L", "171 H umol/L",
     "171 umol/L ↑", "171 μmol/L H", "１７１↑", "171偏高", "10 H mg/dL"],
)  # fmt: skip
def test_e10_faults_a_number_with_the_mark_of_the_laboratory_is_that_number(written):
    answer = assess({"bilirubin_umol_l": written})
    assert answer.problems == ()
    assert answer.laboratory["bilirubin_umol_l"] == 171


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("17,5", "write 17.5"),
        ("17，5", "write 17.5"),
        ("0,9 mg/dL", "write 0.9"),
        ("1,234", "write 1234 or 1.234"),
    ],
)
def test_e10_faults_a_decimal_comma_is_named(written, advice):
    (problem,) = assess({"bilirubin_umol_l": written}).problems
    assert advice in problem.text.en
    assert "逗号" in problem.text.zh
    assert assess({"bilirubin_umol_l": written}).laboratory == {}


RISEN = PAIR | {
    "earlier_bilirubin_umol_l": 130,
    "bilirubin_umol_l": 150,
    "hours_between_bilirubins": None,
    "exchange_before_earlier_bilirubin": "no",
}


def test_e12_faults_an_hour_that_no_clock_has_is_no_time():
    answer = assess(
        candidate(**RISEN, earlier_bilirubin_time="2026-03-01 33:75", bilirubin_time="2026-03-02 12:00")
    )
    (problem,) = answer.problems
    assert (problem.field, answer["I3"].result) == ("earlier_bilirubin_time", "UNKNOWN")
    assert "no such time" in problem.text.en


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("2026-03-01T08:00+08:00", "2026-03-01T08:00Z", "UNKNOWN"),
        ("2026-03-01T08:00+08:00", "2026-03-02T00:00Z", "MET"),
        ("2026-03-01T08:00Z", "2026-03-02T16:00+08:00", "MET"),
        ("2026-03-01T08:00", "2026-03-02T08:00Z", "UNKNOWN"),
    ],
)
def test_e12_faults_time_zones_are_obeyed(earlier, later, expected):
    answer = assess(candidate(**RISEN, earlier_bilirubin_time=earlier, bilirubin_time=later))
    assert answer["I3"].result == expected
    assert bool(answer.problems) == ("+" not in earlier + later and "Z" not in earlier)


def test_e12_faults_eight_hours_between_two_zones():
    times = {"earlier_bilirubin_time": ["2026-03-01T08:00+08:00"], "bilirubin_time": ["2026-03-01T08:00Z"]}
    columns = columns_of(times, 1)
    assert columns["hours_between_bilirubins"].low[0] == pytest.approx(8)


@pytest.mark.shows("criterion I2")
def test_e13_faults_ascites_two_years_before_jaundice_is_no_complication_of_this_episode():
    typed = assess(candidate(days_to_ascites_or_encephalopathy=-730))
    assert (typed["I2"].result, typed.problems[0].field) == ("UNKNOWN", "days_to_ascites_or_encephalopathy")
    dates = {
        "days_to_ascites_or_encephalopathy": None,
        "jaundice_date": "2026-03-01",
        "coagulopathy_date": "2026-03-02",
        "ascites_date": "2024-03-01",
    }
    old = assess(candidate(**dates, encephalopathy_grade=0, encephalopathy_ever="no"))
    assert old["I2"].result == "UNKNOWN"
    assert ("ascites_date", True) in [(p.field, "not a complication" in p.text.en) for p in old.problems]
    new = assess(candidate(**dates, encephalopathy_date="2026-03-10"))
    assert new["I2"].result == "MET"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"creatinine_umol_l": 3.0}, ("creatinine_umol_l",)),
        ({"pta_percent": 0.30}, ("pta_percent",)),
        ({"inr": 21}, ("inr",)),
        ({"bilirubin_umol_l": 20}, ("bilirubin_umol_l",)),
        ({"earlier_bilirubin_umol_l": 18}, ("earlier_bilirubin_umol_l",)),
        ({"bilirubin_uln_umol_l": 1.0}, ("bilirubin_uln_umol_l",)),
        ({"inr": ">21"}, ("inr",)),
        ({"inr": 0.9, "pta_percent": 30}, ("inr", "pta_percent")),
        ({"inr": 2.3, "pta_percent": 95}, ("inr", "pta_percent")),
    ],
    ids=str,
)
def test_e2_e14_faults_a_list_holds_back_what_the_form_asks_about(values, fields):
    columns = columns_from(pd.DataFrame([CASE_1, candidate(**values)]).astype(object))
    asked = questions(columns)
    assert {(question.row, question.fields) for question in asked} == {(1, fields)}
    verdicts = assess_many(held_back(columns, asked))["verdict"].tolist()
    assert verdicts[0] == "ELIGIBLE"
    assert verdicts[1] == verdict(**dict.fromkeys(fields))
    # One by one it is the same doubt, in the same words.
    warned = assess(candidate(**values)).warnings
    assert (asked[0].kind, asked[0].text) in [(caution.kind, caution.text) for caution in warned]


def test_e14_faults_the_records_own_pairs_are_possible_and_two_samples_may_disagree():
    for inr, pta in ((1.5, 40), (1.87, 30), (2.6, 20), (2.8, 25), (2.6, 35), (1.3, 45)):
        assert not questions(columns_from(pd.DataFrame([candidate(inr=inr, pta_percent=pta)]).astype(object)))
    apart = {"inr": 0.9, "pta_percent": 30, "inr_age_hours": 2, "pta_age_hours": 30}
    assert not questions(columns_from(pd.DataFrame([candidate(**apart)]).astype(object)))


def test_every_undetermined_case_1_with_one_blank_names_it():
    for field in CASE_1:
        answer = assess(candidate(**{field: None}))
        assert answer.verdict != "UNDETERMINED" or field in [each.field for each in answer.missing], field
