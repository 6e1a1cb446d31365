"""MELD 3.0, which adds sex and albumin to MELD-Na and caps creatinine lower.

Inputs, dialysis and missing values as in `meld`.
"""

from dataclasses import replace

import numpy as np

from clinical.common.decimals import Values
from clinical.laboratory.tests import G_L_PER_G_DL
from clinical.scores.meld import (
    BILIRUBIN,
    CREATININE,
    DIALYSIS,
    HIGHEST,
    INR,
    LOWEST,
    SODIUM,
    creatinine_used,
    reported,
)
from clinical.scores.model import Answer, Input, Score, answer, answers, total

CREATININE_3 = replace(CREATININE, cap=3.0)
ALBUMIN = Input(
    "albumin_g_l", "ALB", "g/L", used_name="albumin_g_dl", divisor=G_L_PER_G_DL, floor=1.5, cap=3.5
)
FEMALE = Input("female", "FEMALE", kind="flag")


def meld_3_terms(
    *,
    bilirubin_umol_l: Values,
    inr: Values,
    creatinine_umol_l: Values,
    sodium_mmol_l: Values,
    albumin_g_l: Values,
    female: Values,
    dialysis: Values = False,
) -> dict[str, Answer]:
    """What each input adds to `meld_3_raw`; sodium and albumin include their interactions."""
    log_bilirubin = np.log(BILIRUBIN.used(bilirubin_umol_l))
    log_creatinine = np.log(creatinine_used(CREATININE_3, creatinine_umol_l, dialysis))
    sodium_deficit = 137.0 - SODIUM.used(sodium_mmol_l)
    albumin_deficit = 3.5 - ALBUMIN.used(albumin_g_l)
    return answers(
        {
            "bilirubin_umol_l": 4.56 * log_bilirubin,
            "inr": 9.09 * np.log(INR.used(inr)),
            "creatinine_umol_l": 11.14 * log_creatinine,
            "sodium_mmol_l": 0.82 * sodium_deficit - 0.24 * sodium_deficit * log_bilirubin,
            "albumin_g_l": 1.85 * albumin_deficit - 1.83 * albumin_deficit * log_creatinine,
            "female": 1.33 * FEMALE.used(female),
            "constant": np.asarray(6.0),
        }
    )


def meld_3_raw(**inputs: Values) -> Answer:
    """MELD 3.0 before rounding and clamping, from the inputs of `meld_3`; as published, without a cap."""
    return answer(total(meld_3_terms(**inputs)))


def meld_3(
    *,
    bilirubin_umol_l: Values,
    inr: Values,
    creatinine_umol_l: Values,
    sodium_mmol_l: Values,
    albumin_g_l: Values,
    female: Values,
    dialysis: Values = False,
) -> Answer:
    """MELD 3.0 for adults, a whole number from 6 to 40.

    Source: Kim et al., Gastroenterology 2021;161:1887-1895; range and dialysis as in the OPTN policy in
    force from July 2023.
    """
    terms = meld_3_terms(
        bilirubin_umol_l=bilirubin_umol_l,
        inr=inr,
        creatinine_umol_l=creatinine_umol_l,
        sodium_mmol_l=sodium_mmol_l,
        albumin_g_l=albumin_g_l,
        female=female,
        dialysis=dialysis,
    )
    return answer(reported(total(terms)))


SCORES = (
    Score(
        code="MELD30",
        en="MELD 3.0",
        zh="MELD 3.0评分",
        inputs=(BILIRUBIN, INR, CREATININE_3, SODIUM, ALBUMIN, FEMALE, DIALYSIS),
        value=meld_3,
        raw=meld_3_raw,
        terms=meld_3_terms,
        lowest=LOWEST,
        highest=HIGHEST,
        substitute=("dialysis", "creatinine_umol_l"),
        reference="Kim et al., Gastroenterology 2021;161:1887-1895; OPTN policy in force from July 2023",
        checked="table 4 of the paper as tested in ameld; amscorer, medx",
    ),
)
