"""ALBI and Child-Pugh: how much liver function is left."""

import numpy as np

from clinical.common.decimals import Floats, Values, above, at_least, at_most, below, numbers, round_half_up
from clinical.laboratory.tests import G_L_PER_G_DL, UMOL_L_PER_MG_DL_BILIRUBIN
from clinical.scores.model import Answer, Input, Score, answer, answers, points, total

BILIRUBIN = Input("bilirubin_umol_l", "BILI", "umol/L")
BILIRUBIN_MG_DL = Input(
    "bilirubin_umol_l", "BILI", "umol/L", used_name="bilirubin_mg_dl", divisor=UMOL_L_PER_MG_DL_BILIRUBIN
)
ALBUMIN = Input("albumin_g_l", "ALB", "g/L")
ALBUMIN_G_DL = Input("albumin_g_l", "ALB", "g/L", used_name="albumin_g_dl", divisor=G_L_PER_G_DL)
INR = Input("inr", "INR")
ASCITES = Input("ascites", "ASCITES", kind="whole", highest=2)
ENCEPHALOPATHY = Input("encephalopathy_grade", "HEGRADE", kind="whole")

ALBI_DECIMALS = 3


def albi_terms(*, bilirubin_umol_l: Values, albumin_g_l: Values) -> dict[str, Answer]:
    """What bilirubin and albumin add to the raw ALBI."""
    return answers(
        {
            "bilirubin_umol_l": 0.66 * np.log10(BILIRUBIN.used(bilirubin_umol_l)),
            "albumin_g_l": -0.085 * ALBUMIN.used(albumin_g_l),
        }
    )


def albi_raw(**inputs: Values) -> Answer:
    """ALBI unrounded, from the inputs of `albi`."""
    return answer(total(albi_terms(**inputs)))


def albi(*, bilirubin_umol_l: Values, albumin_g_l: Values) -> Answer:
    """ALBI to three decimals: the lower, the better the liver works.

    Source: Johnson et al., J Clin Oncol 2015;33:550-558.
    """
    terms = albi_terms(bilirubin_umol_l=bilirubin_umol_l, albumin_g_l=albumin_g_l)
    return answer(round_half_up(total(terms), ALBI_DECIMALS))


def albi_grade(*, bilirubin_umol_l: Values, albumin_g_l: Values) -> Answer:
    """ALBI grade 1, 2 or 3, decided on the unrounded score: at most -2.60 is 1, at most -1.39 is 2."""
    raw = numbers(albi_raw(bilirubin_umol_l=bilirubin_umol_l, albumin_g_l=albumin_g_l))
    return answer(points(raw, above(raw, -2.60), above(raw, -1.39)))


def encephalopathy_points(encephalopathy_grade: Values) -> Floats:
    """1 for West Haven 0, 2 for grades 1-2, 3 for grades 3-4."""
    grade = ENCEPHALOPATHY.used(encephalopathy_grade)
    return points(grade, at_least(grade, 1), at_least(grade, 3))


def child_pugh_points(
    *,
    bilirubin_umol_l: Values = None,
    albumin_g_l: Values = None,
    inr: Values = None,
    ascites: Values = None,
    encephalopathy_grade: Values = None,
) -> dict[str, Answer]:
    """The one to three points of each input, NaN for each that is not given.

    Bilirubin 2 and 3 mg/dL, albumin 3.5 and 2.8 g/dL, INR 1.7 and 2.3 all score two.
    """
    bilirubin, albumin = BILIRUBIN_MG_DL.used(bilirubin_umol_l), ALBUMIN_G_DL.used(albumin_g_l)
    ratio, fluid = INR.used(inr), ASCITES.used(ascites)
    return answers(
        {
            "bilirubin_umol_l": points(bilirubin, at_least(bilirubin, 2.0), above(bilirubin, 3.0)),
            "albumin_g_l": points(albumin, at_most(albumin, 3.5), below(albumin, 2.8)),
            "inr": points(ratio, at_least(ratio, 1.7), above(ratio, 2.3)),
            "ascites": points(fluid, at_least(fluid, 1), at_least(fluid, 2)),
            "encephalopathy_grade": encephalopathy_points(encephalopathy_grade),
        }
    )


def child_pugh(
    *,
    bilirubin_umol_l: Values,
    albumin_g_l: Values,
    inr: Values,
    ascites: Values,
    encephalopathy_grade: Values,
) -> Answer:
    """Child-Pugh score, 5 to 15 points. Ascites: 0 none, 1 mild, 2 moderate or severe.

    Source: Pugh et al., Br J Surg 1973;60:646-649, with the INR bands in current use.
    """
    scored = child_pugh_points(
        bilirubin_umol_l=bilirubin_umol_l,
        albumin_g_l=albumin_g_l,
        inr=inr,
        ascites=ascites,
        encephalopathy_grade=encephalopathy_grade,
    )
    return answer(total(scored))


def child_pugh_class(score: float | None) -> str | None:
    """Class A (5-6), B (7-9) or C (10-15) of a Child-Pugh score; None for a missing one."""
    if score is None or not score >= 5:
        return None
    return "A" if score <= 6 else "B" if score <= 9 else "C"


SCORES = (
    Score(
        code="ALBI",
        en="ALBI",
        zh="ALBI评分",
        inputs=(BILIRUBIN, ALBUMIN),
        value=albi,
        raw=albi_raw,
        terms=albi_terms,
        decimals=ALBI_DECIMALS,
        reference="Johnson et al., J Clin Oncol 2015;33:550-558",
        checked="openEHR GDL tests, nobra, cliot",
    ),
    Score(
        code="CHILDPUG",
        en="Child-Pugh",
        zh="Child-Pugh评分",
        inputs=(BILIRUBIN_MG_DL, ALBUMIN_G_DL, INR, ASCITES, ENCEPHALOPATHY),
        value=child_pugh,
        raw=child_pugh,
        terms=child_pugh_points,
        lowest=5,
        highest=15,
        reference="Pugh et al., Br J Surg 1973;60:646-649, with the INR bands 1.7 and 2.3 in current use",
        checked="clincalc tests, physician-corrected MedCalc-Bench labels",
        caveat_en="INR bands are a later mapping of the original prothrombin time; 2.2 is also printed.",
        caveat_zh="INR分段由原始凝血酶原时间换算而来,亦有以2.2为界者。",
    ),
)
