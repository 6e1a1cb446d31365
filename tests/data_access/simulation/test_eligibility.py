"""Whoever is randomised in the simulated trial is eligible; whoever is not fails by what is recorded."""

from collections import defaultdict

from clinical.eligibility import Verdict, assess
from data_access.simulation.patient.history import history
from data_access.simulation.patient.subject import randomised, screening_failure
from data_access.simulation.screening.enrolment import enrol
from tests.data_access.simulated import rows

ETIOLOGY = {
    "CHRONIC HEPATITIS B": "hbv",
    "ALCOHOLIC LIVER DISEASE": "alcohol",
    "DRUG-INDUCED LIVER INJURY": "drug",
    "CRYPTOGENIC LIVER DISEASE": "cryptogenic",
}


def by_subject(folder, domain):
    found = defaultdict(list)
    for row in rows(folder, domain):
        found[row["USUBJID"]].append(row)
    return found


def test_screening_failures_fail_by_the_criteria_recorded_for_them(larger):
    failed = by_subject(larger, "ie")
    for row in rows(larger, "dm"):
        reasons = failed[row["USUBJID"]]
        if row["ARM"]:
            assert not reasons
        else:
            assert reasons or "WITHDRAWAL BY SUBJECT" in {
                item["DSTERM"] for item in by_subject(larger, "ds")[row["USUBJID"]]
            }


def candidate_of(seed, screened):
    """What the eligibility calculator is told about one screened patient."""
    one, values = screened.candidate, screened.candidate.values
    subject = (randomised if screened.order else screening_failure)(seed, screened)
    onset = {item.term: item.onset for item in history(subject) if item.onset is not None}
    sign = min((onset[name] for name in ("ASCITES", "HEPATIC ENCEPHALOPATHY") if name in onset), default=None)
    disease = "yes" if "E5" in one.conditions else "no"
    bilirubin = [result.value for result in subject.results if result.assay.code == "BILI"]
    known = {
        "etiology": ETIOLOGY.get(one.cause, "other"),
        "age_years": one.age_years,
        "chronic_liver_disease": not one.acute,
        "encephalopathy_grade": one.he_grade,
        "encephalopathy_ever": one.he_grade > 0,
        "ascites": ("none", "mild", "moderate")[one.ascites],
        "bilirubin_umol_l": values["BILI"],
        "bilirubin_uln_umol_l": 17.1,
        "inr": values["INR"],
        "pta_percent": values["PTA"],
        "creatinine_umol_l": values["CREAT"],
        "dialysis_past_week": False,
        "liver_cancer": "E1" in one.conditions,
        "severe_bleeding_or_dic": "E2" in one.conditions,
        "allergy": "E3" in one.conditions,
        "other_serious_disease": disease,
        "heart_disease": "no",
        "lung_disease": "no",
        "blood_disease": "no",
        "autoimmune_disease": "no",
        "diabetes": "no",
        "uncontrolled_infection": "no",
    }
    if "I3" in screened.failed:
        known |= {
            "earlier_bilirubin_umol_l": bilirubin[0],
            "bilirubin_umol_l": bilirubin[1],
            "hours_between_bilirubins": 24,
            "exchange_before_earlier_bilirubin": False,
        }
    if sign is not None:
        known["days_to_ascites_or_encephalopathy"] = sign - max(onset["JAUNDICE"], onset["COAGULOPATHY"])
    if "HEPATIC ENCEPHALOPATHY" in onset:
        known["days_from_first_symptom_to_encephalopathy"] = (
            onset["HEPATIC ENCEPHALOPATHY"] - onset["FIRST SYMPTOM OF THIS EPISODE"]
        )
    return known


def test_gates_agree_with_the_eligibility_calculator():
    """Everybody randomised is eligible as registered; everybody failing a criterion is not."""
    for screened in enrol(60, 9):
        verdict = assess(candidate_of(9, screened)).verdict
        if screened.order:
            assert verdict is Verdict.ELIGIBLE, screened.usubjid
        elif screened.failed != ("CONSENT",):
            assert verdict is Verdict.NOT_ELIGIBLE, (screened.usubjid, screened.failed)
