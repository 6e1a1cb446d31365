"""A candidate who meets every criterion, and helpers to move one thing at a time.

Case 1 of the trial's golden cases: man of 45, ACLF from hepatitis B, bilirubin 342 (ULN 17.1), INR 2.1,
PTA 30, creatinine 80, encephalopathy grade I, ascites; everything else asked for answered with no.
"""

from clinical.eligibility import assess

EXCLUSIONS = (
    "liver_cancer",
    "severe_bleeding_or_dic",
    "allergy",
    "heart_disease",
    "lung_disease",
    "blood_disease",
    "autoimmune_disease",
    "diabetes",
    "uncontrolled_infection",
    "other_serious_disease",
)

CASE_1 = {
    "age_years": 45,
    "sex": "male",
    "etiology": "hbv",
    "chronic_liver_disease": "yes",
    "encephalopathy_grade": 1,
    "encephalopathy_ever": "yes",
    "ascites": "yes",
    "days_to_ascites_or_encephalopathy": 10,
    "bilirubin_umol_l": 342,
    "bilirubin_uln_umol_l": 17.1,
    "inr": 2.1,
    "pta_percent": 30,
    "creatinine_umol_l": 80,
    "dialysis_past_week": "no",
} | dict.fromkeys(EXCLUSIONS, "no")

ALF = {
    "chronic_liver_disease": "no",
    "etiology": "drug",
    "ascites": "none",
    "days_to_ascites_or_encephalopathy": None,
    "days_from_first_symptom_to_encephalopathy": 20,
}
"""What makes case 1 an acute liver failure: no liver disease before, encephalopathy on day 20."""


def candidate(**changes):
    """Case 1 with some inputs changed."""
    return CASE_1 | changes


def result(criterion, *, reading="registered", **changes):
    """The result of one criterion for case 1 with some inputs changed, as a word."""
    return assess(candidate(**changes), reading=reading)[criterion].result.value


def verdict(*, reading="registered", **changes):
    """The verdict on case 1 with some inputs changed, as a word."""
    return assess(candidate(**changes), reading=reading).verdict.value
