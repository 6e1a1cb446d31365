"""Published worked examples and the trial's golden cases, to be run on the spot and signed off.

Each names where its answer comes from; none was computed with this product. Inputs stand in the units in
which they were published.
"""

from clinical.protocols.worked_examples import EligibilityExample, Outcome, Published, ScoreExample

_score, _case = ScoreExample, EligibilityExample

_AMELD = "R package ameld, tests (commit e12cd00)"
_KIM = "Kim 2021, table 4, as in the tests of the R package ameld"
_GDL = "openEHR GDL2 clinical models, tests (commit 4a9eccc)"
_CLINCALC = "clincalc, tests (commit 46db830)"
_ALF = {
    "chronic_liver_disease": "no",
    "etiology": "drug",
    "ascites": "none",
    "days_to_ascites_or_encephalopathy": None,
}


def _meld(bilirubin: str, inr: float, creatinine: str, **more: Published) -> dict[str, Published]:
    named: dict[str, Published] = {"bilirubin_umol_l": bilirubin, "inr": inr, "creatinine_umol_l": creatinine}
    return named | more


_SICK: dict[str, Published] = {"sodium_mmol_l": 128, "albumin_g_l": "2.0 g/dL", "female": False}

# fmt: off
EXAMPLES: tuple[ScoreExample | EligibilityExample, ...] = (
    _score("MELD-001", "MELD", _meld("4.2 mg/dL", 1.2, "1.9 mg/dL"), 20, _AMELD),
    _score("MELD-003", "MELD", _meld("54 umol/L", 2.0, "170 umol/L"), 25, "R package transplantr, tests"),
    _score("MELD-006", "MELD", _meld("50 mg/dL", 10.0, "4.0 mg/dL", dialysis=True), 40, _CLINCALC),
    _score("MELD-047", "MELD", _meld("25 mg/dL", 2.6, "1.1 mg/dL"), 30, "ameld and four others, executed"),
    _score("MELD_NA_2016-055", "MELDNA", _meld("2.1 mg/dL", 1.8, "3.0 mg/dL", sodium_mmol_l=145), 26,
                 "R package amscorer, printed output"),
    _score("MELD_NA_2016-057", "MELDNA", _meld("8.0 mg/dL", 2.5, "5.0 mg/dL", sodium_mmol_l=122), 39,
                 "MEDCALCEHR, tests"),
    _score("MELD_3_0-050", "MELD30", _meld("2.5 mg/dL", 1.0, "1.2 mg/dL", sodium_mmol_l=131,
                                                 albumin_g_l="3.8 g/dL", female=False), 16, _KIM),
    _score("MELD_3_0-055", "MELD30", _meld("12 mg/dL", 2.2, "1.8 mg/dL", **_SICK), 34, _KIM),
    _score("MELD_3_0-056", "MELD30", _meld("12 mg/dL", 2.2, "2.8 mg/dL", **_SICK), 38, _KIM),
    _score("ALBI-003", "ALBI", {"bilirubin_umol_l": "1 mg/dL", "albumin_g_l": 40}, -2.586, _GDL, 3),
    _score("ALBI-004", "ALBI", {"bilirubin_umol_l": 15, "albumin_g_l": 40}, -2.624, _GDL, 3),
    _score("CHILD_PUGH-003", "CHILDPUG", {"bilirubin_umol_l": "4 mg/dL", "albumin_g_l": "2 g/dL",
                 "inr": 2.5, "ascites": 2, "encephalopathy_grade": 3}, 15, _GDL),
    _score("CHILD_PUGH-011", "CHILDPUG", {"bilirubin_umol_l": "2.5 mg/dL", "albumin_g_l": "3.0 g/dL",
                 "inr": 1.8, "ascites": 1, "encephalopathy_grade": 0}, 9, _CLINCALC),
    _score("AARC-016", "AARC", {"bilirubin_umol_l": "16 mg/dL", "encephalopathy_grade": 1, "inr": 2.0,
                 "lactate_mmol_l": 2.0, "creatinine_umol_l": "1.0 mg/dL"}, 10, "APASL AARC, two papers"),
    _score("R_RATIO-002", "RRATIO", {"alt": 20, "alt_uln": 10, "alp": 50, "alp_uln": 140}, 5.6, _GDL, 1),
    _case("Case 1", {}, "ELIGIBLE"),
    _case("Case 2a", {"inr": 2.3, "creatinine_umol_l": 133}, "NOT_ELIGIBLE"),
    _case("Case 2b", {"bilirubin_umol_l": 513, "inr": 2.6, "creatinine_umol_l": 88.4}, "ELIGIBLE"),
    _case("Case 2c", {"bilirubin_umol_l": 600, "inr": 2.6, "creatinine_umol_l": 70}, "NOT_ELIGIBLE"),
    _case("Case 2d", {"bilirubin_umol_l": 205, "inr": 2.6, "creatinine_umol_l": 133}, "ELIGIBLE"),
    _case("Case 2e", {"bilirubin_umol_l": 205, "inr": 2.6, "creatinine_umol_l": 133},
                       "NOT_ELIGIBLE", reading="meld_raw"),
    _case("Case 3a", {"bilirubin_umol_l": 200, "bilirubin_uln_umol_l": 26}, "NOT_MET", "I2"),
    _case("Case 3b", {"bilirubin_umol_l": 200, "bilirubin_uln_umol_l": 26}, "ELIGIBLE",
                       reading="fixed_171"),
    _case("Case 4a", {"inr": None, "pta_percent": 40}, "UNKNOWN", "I2"),
    _case("Case 4b", {"inr": None, "pta_percent": 40}, "MET", "I4"),
    _case("Case 5a", {"inr": 2.8, "pta_percent": 25}, "MET", "I4"),
    _case("Case 5b", {"inr": 2.8, "pta_percent": 25}, "NOT_MET", "I4", "both_coagulation"),
    _case("Case 6a", {**_ALF, "encephalopathy_ever": "no", "encephalopathy_grade": 0}, "NOT_MET", "I2"),
    _case("Case 6b", {**_ALF, "encephalopathy_grade": 0,
                                   "days_from_first_symptom_to_encephalopathy": 20}, "MET", "I2"),
    _case("Case 6c", {**_ALF, "encephalopathy_grade": 2,
                                   "days_from_first_symptom_to_encephalopathy": 56}, "MET", "I2"),
    _case("Case 6d", {**_ALF, "encephalopathy_grade": 2,
                                   "days_from_first_symptom_to_encephalopathy": 57}, "NOT_MET", "I2"),
    _case("Case 7a", {"bilirubin_umol_l": 150}, "UNKNOWN", "I3"),
    _case("Case 7b", {"bilirubin_umol_l": 150, "earlier_bilirubin_umol_l": 130,
                                   "hours_between_bilirubins": 24, "exchange_before_earlier_bilirubin": "no"},
                       "MET", "I3"),
    _case("Case 7c", {"bilirubin_umol_l": 150, "earlier_bilirubin_umol_l": 130,
                                   "hours_between_bilirubins": 24,
                                   "hours_from_exchange_to_earlier_bilirubin": 20}, "UNKNOWN", "I3"),
    _case("Case 8", {"encephalopathy_grade": None, "encephalopathy_ever": None,
                                  "liver_cancer": "yes"}, "NOT_ELIGIBLE"),
    _case("Case 9a", {"age_years": None, "birth_date": "1958-06-15",
                                   "assessment_date": "2024-06-14"}, "ELIGIBLE"),
    _case("Case 9b", {"age_years": None, "birth_date": "1958-06-15",
                                   "assessment_date": "2024-06-15"}, "NOT_ELIGIBLE"),
    _case("Case 10a", {"inr": 2.5, "creatinine_umol_l": 133, "etiology": "alcohol"}, "NOT_ELIGIBLE"),
    _case("Case 10b", {"inr": 2.5, "creatinine_umol_l": 133, "etiology": "alcohol"}, "ELIGIBLE",
                       reading="meld_aetiology"),
)
# fmt: on


def run_all() -> tuple[Outcome, ...]:
    """Every example, computed now."""
    return tuple(example.run() for example in EXAMPLES)
