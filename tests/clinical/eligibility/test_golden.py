"""The golden cases of the trial's design document, section 2.4, each by its number."""

import pytest

from clinical.eligibility import assess
from tests.clinical.eligible import ALF, candidate, result, verdict


@pytest.mark.shows("criterion I2", "criterion I3", "criterion E4")
def test_case_1_typical_aclf_is_eligible_with_meld_26():
    answer = assess(candidate())
    assert answer.verdict == "ELIGIBLE"
    assert answer.meld_raw == pytest.approx((26.06, 26.06), abs=0.005)
    assert assess(candidate(creatinine_umol_l=60)).meld_raw == pytest.approx((26.06, 26.06), abs=0.005)


@pytest.mark.parametrize(
    ("labs", "raw", "expected"),
    [
        ({"bilirubin_umol_l": 342, "inr": 2.3, "creatinine_umol_l": 133}, 30.99, "NOT_ELIGIBLE"),
        ({"bilirubin_umol_l": 513, "inr": 2.6, "creatinine_umol_l": 88.4}, 29.99, "ELIGIBLE"),
        ({"bilirubin_umol_l": 600, "inr": 2.6, "creatinine_umol_l": 70}, 30.58, "NOT_ELIGIBLE"),
        ({"bilirubin_umol_l": 205, "inr": 2.6, "creatinine_umol_l": 133}, 30.43, "ELIGIBLE"),
    ],
)
@pytest.mark.shows("criterion E4")
def test_case_2_meld_around_the_cap(labs, raw, expected):
    answer = assess(candidate(**labs))
    # The document prints two decimals, cut or rounded.
    assert answer.meld_raw[0] == pytest.approx(raw, abs=0.011)
    assert answer.verdict == expected
    assert answer["E4"].result == ("MET" if expected == "NOT_ELIGIBLE" else "NOT_MET")


@pytest.mark.shows("criterion E4")
def test_case_2_rounding_saves_a_candidate_whom_the_raw_reading_excludes():
    labs = {"bilirubin_umol_l": 205, "inr": 2.6, "creatinine_umol_l": 133}
    assert verdict(**labs) == "ELIGIBLE"
    assert verdict(**labs, reading="meld_raw") == "NOT_ELIGIBLE"


@pytest.mark.shows("criterion I2")
def test_case_3_the_laboratory_limit_of_26_sets_the_aclf_bar_at_260():
    labs = {"bilirubin_umol_l": 200, "bilirubin_uln_umol_l": 26}
    answer = assess(candidate(**labs))
    assert answer["I3"].result == "MET"
    assert answer["I2"].result == "NOT_MET"
    assert answer["I2"].alternatives["fixed_171"] == "MET"
    assert verdict(**labs, reading="fixed_171") == "ELIGIBLE"


@pytest.mark.shows("criterion I4")
def test_case_4_pta_40_without_inr():
    answer = assess(candidate(inr=None, pta_percent=40))
    assert answer["I2"].result == "UNKNOWN"
    assert answer["I4"].result == "MET"


@pytest.mark.shows("criterion I4")
def test_case_5_inr_outside_and_pta_inside_the_window():
    answer = assess(candidate(inr=2.8, pta_percent=25))
    assert answer["I4"].result == "MET"
    assert "discordant" in {warning.kind for warning in answer.warnings}
    assert result("I4", inr=2.8, pta_percent=25, reading="both_coagulation") == "NOT_MET"


@pytest.mark.shows("criterion I2")
def test_case_6_acute_liver_failure_without_encephalopathy_ever():
    never = ALF | {"encephalopathy_ever": "no", "encephalopathy_grade": 0}
    assert result("I2", **never) == "NOT_MET"


@pytest.mark.shows("criterion I2")
def test_case_6_acute_liver_failure_with_resolved_encephalopathy():
    resolved = ALF | {"encephalopathy_ever": "yes", "encephalopathy_grade": 0}
    assert verdict(**resolved) == "ELIGIBLE"
    assert result("I2", **resolved, reading="encephalopathy_now") == "NOT_MET"


@pytest.mark.parametrize(("day", "expected"), [(56, "MET"), (57, "NOT_MET")])
@pytest.mark.shows("criterion I2")
def test_case_6_acute_liver_failure_within_eight_weeks(day, expected):
    onset = ALF | {"encephalopathy_grade": 2, "days_from_first_symptom_to_encephalopathy": day}
    assert result("I2", **onset) == expected


@pytest.mark.shows("criterion I3")
def test_case_7_one_bilirubin_below_171_says_nothing_about_the_rise():
    assert result("I3", bilirubin_umol_l=150) == "UNKNOWN"


RISE = {"bilirubin_umol_l": 150, "earlier_bilirubin_umol_l": 130, "hours_between_bilirubins": 24}


@pytest.mark.shows("criterion I3")
def test_case_7_a_rise_of_20_in_24_hours_without_plasma():
    assert result("I3", **RISE, exchange_before_earlier_bilirubin="no") == "MET"


@pytest.mark.shows("criterion I3")
def test_case_7_a_rise_that_starts_20_hours_after_plasma_exchange_says_nothing():
    assert result("I3", **RISE, hours_from_exchange_to_earlier_bilirubin=20) == "UNKNOWN"
    assert result("I3", **RISE, exchange_before_earlier_bilirubin="yes") == "UNKNOWN"


@pytest.mark.shows("criterion I5")
def test_case_8_one_exclusion_decides_while_encephalopathy_is_unknown():
    unknown = {"encephalopathy_grade": None, "encephalopathy_ever": None}
    assert verdict(**unknown, liver_cancer="yes") == "NOT_ELIGIBLE"
    assert verdict(**unknown) == "UNDETERMINED"


@pytest.mark.parametrize(("day", "expected"), [("2024-06-14", "ELIGIBLE"), ("2024-06-15", "NOT_ELIGIBLE")])
@pytest.mark.shows("criterion I1")
def test_case_9_eligible_until_the_day_before_the_66th_birthday(day, expected):
    assert verdict(age_years=None, birth_date="1958-06-15", assessment_date=day) == expected


@pytest.mark.shows("criterion E5", "criterion E4")
def test_case_10_alcoholic_aclf_is_excluded_by_the_original_meld_and_not_with_the_aetiology_factor():
    labs = {"bilirubin_umol_l": 342, "inr": 2.5, "creatinine_umol_l": 133, "etiology": "alcohol"}
    answer = assess(candidate(**labs))
    assert answer.meld_raw[0] == pytest.approx(31.9, abs=0.05)
    assert answer.verdict == "NOT_ELIGIBLE"
    assert answer["E4"].alternatives["meld_aetiology"] == "NOT_MET"
    other = assess(candidate(**labs), reading="meld_aetiology")
    assert other.meld_raw[0] == pytest.approx(25.5, abs=0.05)
    assert other.verdict == "ELIGIBLE"
