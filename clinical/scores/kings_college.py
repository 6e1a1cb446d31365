"""King's College criteria for acute liver failure: 1 met, 0 not met, NaN where what is missing could decide.

All limits are exclusive. Lactate and phosphate are later additions and belong to neither rule.
Source: O'Grady et al., Gastroenterology 1989;97:439-445.
"""

import numpy as np

from clinical.common.decimals import Floats, Truths, Values, above, at_least, below
from clinical.scores.liver_reserve import BILIRUBIN, ENCEPHALOPATHY, INR
from clinical.scores.model import Answer, Input, Score, answer
from clinical.scores.organ_failure import AGE
from clinical.scores.population import ALF

ARTERIAL_PH = Input("arterial_ph", "PH")
PROTHROMBIN_TIME = Input("prothrombin_time_s", "PT", "s", optional=True)
CREATININE = Input("creatinine_umol_l", "CREAT", "umol/L")
UNFAVOURABLE_AETIOLOGY = Input("unfavourable_aetiology", "KINGSAET", kind="flag")
JAUNDICE_TO_ENCEPHALOPATHY = Input(
    "jaundice_to_encephalopathy_days", "JAUNDHE", "days", kind="whole", highest=3650
)


def _truth(holds: Truths, *given: Floats) -> Floats:
    """1 or 0, and NaN where any of the values it rests on is missing."""
    unknown = np.any(np.isnan(np.broadcast_arrays(*given)), axis=0)
    return np.where(unknown, np.nan, holds)


def _met(needed: int, *truths: Floats) -> Floats:
    """1 where enough are true, 0 where the unknown ones could not make it enough, otherwise NaN."""
    known = np.stack(np.broadcast_arrays(*truths))
    true = np.sum(known == 1, axis=0)
    possible = true + np.sum(np.isnan(known), axis=0)
    return np.where(true >= needed, 1.0, np.where(possible < needed, 0.0, np.nan))


def _coagulopathy(inr: Values, inr_limit: float, prothrombin_time_s: Values, time_limit: float) -> Floats:
    """INR above its limit, or the prothrombin time above its own; either alone is enough to judge by."""
    ratio, seconds = INR.used(inr), PROTHROMBIN_TIME.used(prothrombin_time_s)
    either = above(ratio, inr_limit) | above(seconds, time_limit)
    return np.where(np.isnan(ratio) & np.isnan(seconds), np.nan, either)


def kings_paracetamol(
    *,
    arterial_ph: Values,
    inr: Values,
    creatinine_umol_l: Values,
    encephalopathy_grade: Values,
    prothrombin_time_s: Values = None,
) -> Answer:
    """Paracetamol: arterial pH below 7.30; or INR above 6.5 (PT above 100 s) with creatinine above
    300 umol/L and encephalopathy grade 3-4, all within 24 h.
    """
    acidity, creatinine = ARTERIAL_PH.used(arterial_ph), CREATININE.used(creatinine_umol_l)
    grade = ENCEPHALOPATHY.used(encephalopathy_grade)
    all_three = _met(
        3,
        _coagulopathy(inr, 6.5, prothrombin_time_s, 100),
        _truth(above(creatinine, 300), creatinine),
        _truth(at_least(grade, 3), grade),
    )
    return answer(_met(1, _truth(below(acidity, 7.30), acidity), all_three))


def kings_non_paracetamol(
    *,
    inr: Values,
    age_years: Values,
    unfavourable_aetiology: Values,
    jaundice_to_encephalopathy_days: Values,
    bilirubin_umol_l: Values,
    prothrombin_time_s: Values = None,
) -> Answer:
    """Other causes: INR above 6.5 (PT above 100 s); or three of five: age below 10 or above 40; cause
    non-A non-B hepatitis, drug or halothane; jaundice more than 7 days before encephalopathy; INR above 3.5
    (PT above 50 s); bilirubin above 300 umol/L.
    """
    age, bilirubin = AGE.used(age_years), BILIRUBIN.used(bilirubin_umol_l)
    interval = JAUNDICE_TO_ENCEPHALOPATHY.used(jaundice_to_encephalopathy_days)
    three_of_five = _met(
        3,
        _truth(below(age, 10) | above(age, 40), age),
        UNFAVOURABLE_AETIOLOGY.used(unfavourable_aetiology),
        _truth(above(interval, 7), interval),
        _coagulopathy(inr, 3.5, prothrombin_time_s, 50),
        _truth(above(bilirubin, 300), bilirubin),
    )
    return answer(_met(1, _coagulopathy(inr, 6.5, prothrombin_time_s, 100), three_of_five))


_REFERENCE = "O'Grady et al., Gastroenterology 1989;97:439-445"
_CHECKED = "BSG guideline table 8; openEHR GDL tests"

SCORES = (
    Score(
        code="KINGSPAR",
        en="King's College criteria, paracetamol",
        zh="King's College标准(对乙酰氨基酚)",
        inputs=(ARTERIAL_PH, INR, CREATININE, ENCEPHALOPATHY, PROTHROMBIN_TIME),
        value=kings_paracetamol,
        raw=kings_paracetamol,
        lowest=0,
        highest=1,
        population=ALF,
        reference=_REFERENCE,
        checked=_CHECKED,
    ),
    Score(
        code="KINGSNON",
        en="King's College criteria, other causes",
        zh="King's College标准(非对乙酰氨基酚)",
        inputs=(INR, AGE, UNFAVOURABLE_AETIOLOGY, JAUNDICE_TO_ENCEPHALOPATHY, BILIRUBIN, PROTHROMBIN_TIME),
        value=kings_non_paracetamol,
        raw=kings_non_paracetamol,
        lowest=0,
        highest=1,
        population=ALF,
        reference=_REFERENCE,
        checked=_CHECKED,
    ),
)
