"""The course label: each clause on both sides of its limits, as the stated rule has them, by hand."""

import numpy as np
import pytest

from clinical.patient.clinical_course import CLAUSES, LABELS, Observed, label
from clinical.patient.clinical_course_words import CLAUSE_WORDS, NAMES, OURS, PUBLISHED

NAN = np.nan
# Followed to the end and better at week 12: what each case below changes.
PATIENT = {
    "pta_base": 30.0, "pta_week_1": 30.0, "pta_week_4": 35.0, "pta_week_12": 60.0, "bilirubin_base": 300.0,
    "bilirubin_week_4": 250.0, "bilirubin_week_12": 40.0, "end_day": NAN, "cutoff_day": 200.0,
}  # fmt: skip


def labelled(**changes):
    seen = Observed(**{name: np.array([value]) for name, value in (PATIENT | changes).items()})
    (name,), (clause,) = label(seen)
    return name, clause


CASES = {
    "resolved at week 12": ({}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "PTA just 40% at week 12": ({"pta_week_12": 40.0}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "PTA below 40% at week 12": ({"pta_week_12": 39.9}, "SLOW PERSISTENCE", "UNRESOLVED_WEEK_12"),
    "bilirubin just 5 x 17.1 at week 12": ({"bilirubin_week_12": 85.5}, "SLOW PERSISTENCE", "UNRESOLVED_WEEK_12"),
    "bilirubin below that": ({"bilirubin_week_12": 85.4}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "PTA a quarter down at week 12": ({"pta_week_12": 22.5}, "SLOW PROGRESSION", "WORSE_WEEK_12"),
    "PTA less than a quarter down": ({"pta_week_12": 22.6}, "SLOW PERSISTENCE", "UNRESOLVED_WEEK_12"),
    "resolved at week 4": ({"pta_week_4": 40.0, "bilirubin_week_4": 180.0}, "RAPID RECOVERY", "RESOLVED_WEEK_4"),
    "bilirubin above 60% at week 4": (
        {"pta_week_4": 40.0, "bilirubin_week_4": 180.1}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "little bilirubin from the beginning": (
        {"pta_week_4": 40.0, "bilirubin_base": 100.0, "bilirubin_week_4": 80.0}, "RAPID RECOVERY", "RESOLVED_WEEK_4"),
    "death after a rapid recovery": (
        {"pta_week_4": 40.0, "bilirubin_week_4": 90.0, "end_day": 70.0}, "RAPID RECOVERY", "RESOLVED_WEEK_4"),
    "death on day 15": ({"end_day": 15.0}, "RAPID PROGRESSION", "END_WEEK_2"),
    "death on day 16": ({"end_day": 16.0}, "SLOW PROGRESSION", "END_WEEK_4"),
    "the same after PTA fell by 40% in week 1": (
        {"end_day": 16.0, "pta_week_1": 18.0}, "RAPID PROGRESSION", "END_WEEK_4_FALL"),
    "the same, PTA not known in week 1": ({"end_day": 16.0, "pta_week_1": NAN}, None, "NO_WEEK_1"),
    "death on day 29": ({"end_day": 29.0}, "SLOW PROGRESSION", "END_WEEK_4"),
    "death on day 30": ({"end_day": 30.0}, "SLOW PROGRESSION", "END_WEEK_12"),
    "death on day 85": ({"end_day": 85.0}, "SLOW PROGRESSION", "END_WEEK_12"),
    "death on day 86": ({"end_day": 86.0}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "PTA fell in week 1 and stayed down": (
        {"pta_week_1": 18.0, "pta_week_4": 22.5}, "RAPID PROGRESSION", "FELL_WEEK_4"),
    "PTA fell in week 1 and came back": (
        {"pta_week_1": 18.0, "pta_week_4": 22.6}, "SLOW RECOVERY", "RESOLVED_WEEK_12"),
    "no PTA before treatment": ({"pta_base": NAN}, None, "NO_BASELINE"),
    "no bilirubin before treatment": ({"bilirubin_base": NAN}, None, "NO_BASELINE"),
    "cut-off on day 28": (
        {"cutoff_day": 28.0, "pta_week_4": 50.0, "bilirubin_week_4": 50.0}, None, "WEEK_4_NOT_REACHED"),
    "cut-off on day 29": (
        {"cutoff_day": 29.0, "pta_week_4": 50.0, "bilirubin_week_4": 50.0}, "RAPID RECOVERY", "RESOLVED_WEEK_4"),
    "cut-off on day 84": ({"cutoff_day": 84.0}, None, "WEEK_12_NOT_REACHED"),
    "nothing measured at week 4": ({"pta_week_4": NAN}, None, "NO_WEEK_4"),
    "nothing measured at week 12": ({"bilirubin_week_12": NAN}, None, "NO_WEEK_12"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_clauses_on_both_sides_of_their_limits_by_hand(case):
    changes, name, clause = CASES[case]
    assert labelled(**changes) == (name, clause)


def test_every_clause_is_tried():
    assert {clause for _, _, clause in CASES.values()} == {clause.code for clause in CLAUSES}


def test_labels_come_for_all_patients_at_once_and_nobody_is_left_out():
    seen = Observed(**{name: np.array([value, NAN, value]) for name, value in PATIENT.items()})
    names, clauses = label(seen)
    assert names.tolist() == ["SLOW RECOVERY", None, "SLOW RECOVERY"]
    assert clauses.tolist() == ["RESOLVED_WEEK_12", "NO_BASELINE", "RESOLVED_WEEK_12"]


def test_nobody_gives_nothing():
    nobody = label(Observed(**{name: np.array([]) for name in PATIENT}))
    assert [len(part) for part in nobody] == [0, 0]


def test_every_label_and_clause_has_words_in_both_languages():
    assert set(NAMES) == set(LABELS) >= {clause.label for clause in CLAUSES if clause.label}
    for words in (*NAMES.values(), *CLAUSE_WORDS.values(), PUBLISHED, OURS):
        assert words.en and words.zh and "{" not in words.en + words.zh
