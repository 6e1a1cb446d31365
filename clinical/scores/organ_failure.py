"""Organ failure in decompensated cirrhosis: CLIF-C OF, the EASL-CLIF grade and CLIF-C ACLF."""

import numpy as np

from clinical.common.decimals import Values, at_least, numbers, round_half_up
from clinical.scores.liver_reserve import BILIRUBIN_MG_DL, ENCEPHALOPATHY, INR, encephalopathy_points
from clinical.scores.model import Answer, Input, Score, answer, answers, bounded, total
from clinical.scores.organ_points import (
    CREATININE_MG_DL,
    FAILS_FROM,
    MEAN_PRESSURE,
    PAO2_FIO2,
    RENAL_REPLACEMENT,
    SPO2_FIO2,
    VASOPRESSORS,
    VENTILATED,
    circulation_points,
    coagulation_points,
    kidney_points,
    liver_points,
    lung_points,
)
from clinical.scores.population import CIRRHOTIC_ACLF

AGE = Input("age_years", "AGE", "years")
WBC = Input("wbc_10e9_l", "WBC", "10^9/L")

_CLIF_DECIMALS = 1
_DEATH_BY_MONTHS = {1: (0.0022, 0.0995), 3: (0.0079, 0.0869), 6: (0.0115, 0.0824), 12: (0.0231, 0.0731)}


def clif_c_of_points(
    *,
    bilirubin_umol_l: Values,
    creatinine_umol_l: Values,
    renal_replacement: Values,
    encephalopathy_grade: Values,
    inr: Values,
    map_mmhg: Values,
    vasopressors: Values,
    pao2_fio2: Values = None,
    spo2_fio2: Values = None,
    ventilated: Values = False,
) -> dict[str, Answer]:
    """The one to three points of each organ: liver, kidney, brain, coagulation, circulation, lungs.

    Oxygenation from PaO2/FiO2, else from SpO2/FiO2. `ventilated`: for another reason than encephalopathy.
    """
    return answers(
        {
            "liver": liver_points(bilirubin_umol_l),
            "kidney": kidney_points(creatinine_umol_l, renal_replacement),
            "brain": encephalopathy_points(encephalopathy_grade),
            "coagulation": coagulation_points(inr),
            "circulation": circulation_points(map_mmhg, vasopressors),
            "lungs": lung_points(pao2_fio2, spo2_fio2, ventilated),
        }
    )


def clif_c_of(**inputs: Values) -> Answer:
    """CLIF-C organ failure score, 6 to 18, from the inputs of `clif_c_of_points`.

    Source: Jalan et al., J Hepatol 2014;61:1038-1047; bilirubin of exactly 12 mg/dL scores three.
    """
    return answer(total(clif_c_of_points(**inputs)))


def aclf_grade(**inputs: Values) -> Answer:
    """EASL-CLIF grade of ACLF, 0 (none) to 3, from the inputs of `clif_c_of_points`.

    A failing organ is not the same as a sub-score of three: the kidney fails from 2 mg/dL. One failure
    alone is grade 1 only if it is the kidney, or with creatinine of 1.5 to 1.9 mg/dL or mild encephalopathy.
    Source: Moreau et al., Gastroenterology 2013;144:1426-1437.
    """
    organ = {name: numbers(score) for name, score in clif_c_of_points(**inputs).items()}
    creatinine = CREATININE_MG_DL.used(inputs["creatinine_umol_l"])
    failing = {name: at_least(score, FAILS_FROM[name.upper()]) for name, score in organ.items()}
    failures = np.sum(np.broadcast_arrays(*failing.values()), axis=0)
    mild = at_least(creatinine, 1.5) | (organ["brain"] == 2)
    single = (failures == 1) & (failing["kidney"] | mild)
    grade = np.where(failures >= 2, np.minimum(failures, 3), np.where(single, 1, 0))
    return answer(np.where(np.isnan(total(organ)), np.nan, grade))


def clif_c_aclf_terms(*, age_years: Values, wbc_10e9_l: Values, **organs: Values) -> dict[str, Answer]:
    """What organ failure, age and white cells add to the raw CLIF-C ACLF score."""
    return answers(
        {
            "organ_failure": 3.3 * numbers(clif_c_of(**organs)),
            "age_years": 0.4 * AGE.used(age_years),
            "wbc_10e9_l": 6.3 * np.log(WBC.used(wbc_10e9_l)),
            "constant": np.asarray(-20.0),
        }
    )


def clif_c_aclf_raw(**inputs: Values) -> Answer:
    """CLIF-C ACLF before rounding and clamping."""
    return answer(total(clif_c_aclf_terms(**inputs)))


def clif_c_aclf(**inputs: Values) -> Answer:
    """CLIF-C ACLF score, 0 to 100 to one decimal: inputs of `clif_c_of_points`, age_years and wbc_10e9_l.

    Source: Jalan et al., J Hepatol 2014;61:1038-1047.
    """
    raw = total(clif_c_aclf_terms(**inputs))
    return answer(bounded(round_half_up(raw, _CLIF_DECIMALS), 0.0, 100.0))


def clif_c_aclf_mortality(score: Values, *, months: int) -> Answer:
    """Per cent dead by 1, 3, 6 or 12 months in the cohort that the score came from; KeyError otherwise.

    A figure of that cohort, not this patient's risk. Source: as `clif_c_aclf`; coefficients as published
    in the openEHR guideline whose own test they reproduce.
    """
    scale, slope = _DEATH_BY_MONTHS[months]
    return answer(np.asarray(100 * (1 - np.exp(-scale * np.exp(slope * numbers(score))))))


_ORGANS = (
    BILIRUBIN_MG_DL,
    CREATININE_MG_DL,
    RENAL_REPLACEMENT,
    ENCEPHALOPATHY,
    INR,
    MEAN_PRESSURE,
    VASOPRESSORS,
    PAO2_FIO2,
    SPO2_FIO2,
    VENTILATED,
)
_JALAN = "Jalan et al., J Hepatol 2014;61:1038-1047"

SCORES = (
    Score(
        code="CLIFOF",
        en="CLIF-C organ failure",
        zh="CLIF-C器官衰竭评分",
        inputs=_ORGANS,
        value=clif_c_of,
        raw=clif_c_of,
        terms=clif_c_of_points,
        lowest=6,
        highest=18,
        population=CIRRHOTIC_ACLF,
        reference=_JALAN,
        checked="openEHR GDL text, nobra, Gut table 7",
    ),
    Score(
        code="ACLFGR",
        en="EASL-CLIF ACLF grade",
        zh="EASL-CLIF慢加急性肝衰竭分级",
        inputs=_ORGANS,
        value=aclf_grade,
        raw=aclf_grade,
        lowest=0,
        highest=3,
        population=CIRRHOTIC_ACLF,
        reference="Moreau et al., Gastroenterology 2013;144:1426-1437",
        checked="World J Gastroenterol 2022;28:6922 table 1",
    ),
    Score(
        code="CLIFACLF",
        en="CLIF-C ACLF",
        zh="CLIF-C ACLF评分",
        inputs=(*_ORGANS, AGE, WBC),
        value=clif_c_aclf,
        raw=clif_c_aclf_raw,
        terms=clif_c_aclf_terms,
        decimals=_CLIF_DECIMALS,
        lowest=0,
        highest=100,
        population=CIRRHOTIC_ACLF,
        reference=_JALAN,
        checked="openEHR GDL rule and test",
    ),
)
