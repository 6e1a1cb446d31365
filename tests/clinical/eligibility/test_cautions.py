"""Warnings: each appears where it should and only there."""

import pytest

from clinical.eligibility import assess
from tests.clinical.eligible import candidate


def kinds(*, reading="registered", **changes):
    return [warning.kind for warning in assess(candidate(**changes), reading=reading).warnings]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("stale", {"creatinine_age_hours": 72.5}),
        ("stale", {"encephalopathy_age_hours": 25}),
        ("stale", {"liver_imaging_age_days": 91}),
        ("confounded_coagulation", {"coagulation_hours_after_plasma": 24}),
        ("confounded_bilirubin", {"bilirubin_hours_after_exchange": 48}),
        ("confounded_creatinine", {"dialysis_past_week": "yes"}),
        ("discordant", {"inr": 2.8}),
        ("edge", {"bilirubin_umol_l": 179}),
        ("edge", {"inr": 1.55}),
        ("edge", {"pta_percent": 21}),
        ("meld_border", {"creatinine_umol_l": 141}),
        ("unit_look", {"bilirubin_umol_l": 17}),
        ("unit_look", {"creatinine_umol_l": 1.2}),
        ("unit_look", {"pta_percent": 0.3}),
        ("implausible", {"inr": 25}),
        ("autoimmune_cause", {"etiology": "autoimmune"}),
        ("ultrasound_only", {"ascites_by_ultrasound_only": "yes"}),
        ("before_jaundice", {"days_to_ascites_or_encephalopathy": -3}),
        ("never_yet_present", {"encephalopathy_ever": "no"}),
    ],
    ids=str,
)
def test_the_warning_appears(kind, changes):
    assert kind in kinds(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"creatinine_age_hours": 72, "encephalopathy_age_hours": 24, "liver_imaging_age_days": 90},
        {"coagulation_hours_after_plasma": 25, "bilirubin_hours_after_exchange": 49},
    ],
    ids=str,
)
def test_a_typical_candidate_has_no_warning(changes):
    assert kinds(**changes) == []


def test_another_reading_than_the_registered_one_is_said():
    assert kinds(reading="meld_raw") == ["reading"]


def test_each_warning_names_its_fields_in_both_languages():
    for warning in assess(candidate(bilirubin_umol_l=17, inr=2.61, pta_percent=41)).warnings:
        assert warning.fields
        assert warning.text.en
        assert warning.text.zh
