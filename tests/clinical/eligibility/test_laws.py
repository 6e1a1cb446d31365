"""Laws of the eligibility check: what an interval may answer, and that what is open can be closed.

Authority: strong Kleene logic over the values that a candidate may have (trial.md, section 2.1).
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinical.eligibility import assess
from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.limits import REGISTERED, probes
from clinical.eligibility.readings import READINGS
from tests.clinical.eligible import ALF, CASE_1, EXCLUSIONS

LAWS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STATES = {
    field: st.sampled_from(FIELDS[field].options)
    for field in ("chronic_liver_disease", "exchange_before_earlier_bilirubin", "ascites", "sex", "etiology")
}
ANSWERS = {name: st.sampled_from(["no", "yes"]) for name in ("encephalopathy_ever", "dialysis_past_week")}
SERIOUS = {name: st.sampled_from(FIELDS[name].options or ("no", "yes")) for name in EXCLUSIONS}
LABS = {
    "age_years": st.integers(16, 70),
    "age_at_consent": st.integers(16, 70),
    "encephalopathy_grade": st.integers(0, 4),
    "encephalopathy_worst_grade": st.integers(0, 4),
    "days_to_ascites_or_encephalopathy": st.integers(-10, 35),
    "days_from_first_sign": st.integers(-10, 40),
    "days_from_first_symptom_to_encephalopathy": st.integers(0, 65),
    "bilirubin_umol_l": st.integers(100, 700),
    "bilirubin_uln_umol_l": st.sampled_from([15, 17.1, 26]),
    "earlier_bilirubin_umol_l": st.integers(100, 700),
    "hours_between_bilirubins": st.sampled_from([6, 18, 24, 48, 72, 80]),
    "calendar_days_between_bilirubins": st.sampled_from([0, 1, 2, 3]),
    "inr": st.sampled_from([1.2, 1.5, 2.0, 2.6, 3.0]),
    "pta_percent": st.integers(10, 60),
    "creatinine_umol_l": st.integers(40, 250),
    "sodium_mmol_l": st.integers(120, 145),
    "albumin_g_l": st.integers(20, 40),
}
PERSON = st.fixed_dictionaries({}, optional=STATES | ANSWERS | SERIOUS | LABS)
NUMBERS = [name for name in LABS if FIELDS[name].kind == "number"]


def consistent(person):
    """The same person without answers that contradict each other: what is not used is another matter."""
    never = person.get("encephalopathy_ever") == "no"
    if never:
        person = person | {
            name: 0 for name in person if name.startswith("encephalopathy_") and "grade" in name
        }
    grade = person.get("encephalopathy_grade", 0)
    if person.get("encephalopathy_worst_grade", 4) < grade:
        person = person | {"encephalopathy_worst_grade": grade}
    if grade or person.get("encephalopathy_worst_grade"):
        person = person | {"encephalopathy_ever": "yes"}
    days, first = (person.get(n) for n in ("days_to_ascites_or_encephalopathy", "days_from_first_sign"))
    if days is not None and first is not None and first < days:
        person = person | {"days_from_first_sign": days}
    person = dict(person)
    if "hours_between_bilirubins" in person:
        person.pop("calendar_days_between_bilirubins", None)
    return person


@LAWS
@given(PERSON, st.sampled_from(sorted(READINGS)))
def test_e9_whatever_cannot_be_determined_names_what_would_decide(person, reading):
    person = consistent(person)
    answer = assess(person, reading=reading)
    assert (answer.verdict == "UNDETERMINED") == bool(answer.missing)
    for criterion in answer.criteria:
        if answer.verdict == "UNDETERMINED" and criterion.speaks == "open":
            assert any(criterion.id in each.criteria for each in answer.missing), criterion.id


WHOLE = CASE_1 | {
    "age_at_consent": 45,
    "encephalopathy_worst_grade": 2,
    "days_from_first_symptom_to_encephalopathy": 10,
    "days_from_first_sign": 10,
    "earlier_bilirubin_umol_l": 300,
    "hours_between_bilirubins": 24,
    "calendar_days_between_bilirubins": 1,
    "exchange_before_earlier_bilirubin": "no",
    "sodium_mmol_l": 138,
    "albumin_g_l": 33,
    "sedated": "no",
}


@LAWS
@given(PERSON, st.sampled_from(sorted(READINGS)))
def test_e9_giving_the_values_that_are_named_decides(person, reading):
    known = consistent(person)
    for _ in range(6):
        answer = assess(known, reading=reading)
        if answer.verdict != "UNDETERMINED":
            return
        known = consistent(known | {each.field: WHOLE[each.field] for each in answer.missing})
    assert answer.verdict != "UNDETERMINED", [each.field for each in answer.missing]


def members(sign, bound, field):
    """Values on that side of the bound, near it and far."""
    away = (0.0, 0.01, 0.5, 1.0, 3.0, 10.0, 27.0, 47.0, 100.0, 1e3, 1e5)
    values = [bound + step if sign in (">", "≥") else bound - step for step in away]
    values = values[1:] if sign in (">", "<") else values
    low, high = FIELDS[field].low, FIELDS[field].high
    kept = [
        value for value in values if low <= value <= high and not (FIELDS[field].low_open and value <= low)
    ]
    edges = (low + 1e-6 if FIELDS[field].low_open else low) if sign in ("<", "≤") else None
    return kept if edges is None else [*kept, edges]


LIMITS_MET = {
    "age_years": (18, 65, 66),
    "age_at_consent": (18, 65, 66),
    "days_to_ascites_or_encephalopathy": (0, 28, 29),
    "days_from_first_sign": (0, 28, 29),
    "days_from_first_symptom_to_encephalopathy": (14, 56, 57),
    "bilirubin_umol_l": (171, 188.1, 260),
    "bilirubin_uln_umol_l": (17.1, 34.2),
    "earlier_bilirubin_umol_l": (153.9, 324.9, 307.8, 342),
    "hours_between_bilirubins": (18, 24, 48, 72),
    "calendar_days_between_bilirubins": (0, 1, 2),
    "inr": (1.5, 2.6),
    "pta_percent": (20, 40),
    "creatinine_umol_l": (88.4, 141, 353.6),
    "sodium_mmol_l": (125, 137),
    "albumin_g_l": (15, 35),
}
BASES = {
    "ACLF": WHOLE,
    "ALF": WHOLE | ALF | {"days_to_ascites_or_encephalopathy": 10},
    "rise": WHOLE | {"bilirubin_umol_l": 170, "bilirubin_uln_umol_l": 15, "earlier_bilirubin_umol_l": 140},
    "fall": WHOLE | {"bilirubin_umol_l": 140, "bilirubin_uln_umol_l": 15, "earlier_bilirubin_umol_l": 160},
    "INR only": WHOLE | {"pta_percent": None},
}
# Numbers that say the same as another one are left blank, so that the bound stands alone.
ALONE = {
    "days_to_ascites_or_encephalopathy": ("days_from_first_sign",),
    "days_from_first_sign": ("days_to_ascites_or_encephalopathy",),
    "hours_between_bilirubins": ("calendar_days_between_bilirubins",),
    "calendar_days_between_bilirubins": ("hours_between_bilirubins",),
}


def test_every_number_that_a_reading_asks_for_is_held_to_the_law():
    assert set(LIMITS_MET) == set(NUMBERS)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("field", LIMITS_MET)
def test_e7_kleene_a_bound_answers_as_all_its_members_where_they_agree(field, base):
    person = BASES[base] | dict.fromkeys(ALONE.get(field, ()))
    for sign in ("<", "≤", ">", "≥"):
        for bound in LIMITS_MET[field]:
            one = assess_results(person | {field: f"{sign}{bound}"})
            all_of_them = [assess_results(person | {field: value}) for value in members(sign, bound, field)]
            for reading, criteria in one.items():
                for name, result in criteria.items():
                    told = {each[reading][name] for each in all_of_them}
                    expected = told.pop() if len(told) == 1 else "UNKNOWN"
                    assert result == expected, (field, sign, bound, reading, name, told)


def assess_results(person):
    """The result of every criterion under every reading."""
    shown = assess(person)
    found = {"registered": {each.id: each.result.value for each in shown.criteria}}
    for reading in READINGS:
        found[reading] = {
            each.id: each.alternatives.get(reading, each.result).value for each in shown.criteria
        }
    return found


def test_probes_are_values_of_their_fields():
    for name, field in FIELDS.items():
        for value in probes(name, REGISTERED):
            assert field.low <= value <= field.high
