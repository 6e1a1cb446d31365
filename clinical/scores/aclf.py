"""Prognosis in acute-on-chronic liver failure: COSSH-ACLF II (hepatitis B) and APASL AARC.

COSSH-ACLF I is left out: its HBV-SOFA table could not be found.
"""

import numpy as np

from clinical.common.decimals import Values, above, at_least, numbers, round_half_up
from clinical.scores.liver_reserve import (
    BILIRUBIN,
    BILIRUBIN_MG_DL,
    ENCEPHALOPATHY,
    INR,
    encephalopathy_points,
)
from clinical.scores.model import Answer, Input, Score, answer, answers, points, total
from clinical.scores.organ_failure import AGE
from clinical.scores.organ_points import CREATININE_MG_DL
from clinical.scores.population import ACLF, HBV_ACLF

NEUTROPHILS = Input("neutrophils_10e9_l", "NEUT", "10^9/L")
UREA = Input("urea_mmol_l", "UREA", "mmol/L")
LACTATE = Input("lactate_mmol_l", "LACTATE", "mmol/L")

_COSSH_DECIMALS = 2


def cossh_aclf_ii_terms(
    *,
    inr: Values,
    encephalopathy_grade: Values,
    neutrophils_10e9_l: Values,
    bilirubin_umol_l: Values,
    urea_mmol_l: Values,
    age_years: Values,
) -> dict[str, Answer]:
    """What each input adds to the raw COSSH-ACLF II."""
    return answers(
        {
            "inr": 1.649 * np.log(INR.used(inr)),
            "encephalopathy_grade": 0.457 * encephalopathy_points(encephalopathy_grade),
            "neutrophils_10e9_l": 0.425 * np.log(NEUTROPHILS.used(neutrophils_10e9_l)),
            "bilirubin_umol_l": 0.396 * np.log(BILIRUBIN.used(bilirubin_umol_l)),
            "urea_mmol_l": 0.576 * np.log(UREA.used(urea_mmol_l)),
            "age_years": 0.033 * AGE.used(age_years),
        }
    )


def cossh_aclf_ii_raw(**inputs: Values) -> Answer:
    """COSSH-ACLF II unrounded, from the inputs of `cossh_aclf_ii`."""
    return answer(total(cossh_aclf_ii_terms(**inputs)))


def cossh_aclf_ii(
    *,
    inr: Values,
    encephalopathy_grade: Values,
    neutrophils_10e9_l: Values,
    bilirubin_umol_l: Values,
    urea_mmol_l: Values,
    age_years: Values,
) -> Answer:
    """COSSH-ACLF II to two decimals, for hepatitis B only. UNVERIFIED: see the caveat of its entry.

    Source: Li et al., J Hepatol 2021;75:1104-1115, coefficients as on the authors' university page.
    """
    terms = cossh_aclf_ii_terms(
        inr=inr,
        encephalopathy_grade=encephalopathy_grade,
        neutrophils_10e9_l=neutrophils_10e9_l,
        bilirubin_umol_l=bilirubin_umol_l,
        urea_mmol_l=urea_mmol_l,
        age_years=age_years,
    )
    return answer(round_half_up(total(terms), _COSSH_DECIMALS))


def cossh_aclf_ii_stratum(score: Values) -> Answer:
    """Risk stratum of a COSSH-ACLF II score: 1 below 7.4, 2 below 8.4, 3 from 8.4."""
    value = numbers(score)
    return answer(points(value, at_least(value, 7.4), at_least(value, 8.4)))


def aarc_points(
    *,
    bilirubin_umol_l: Values,
    encephalopathy_grade: Values,
    inr: Values,
    lactate_mmol_l: Values,
    creatinine_umol_l: Values,
) -> dict[str, Answer]:
    """The one to three points of each input of AARC; both limits of a band score two."""
    bilirubin, ratio = BILIRUBIN_MG_DL.used(bilirubin_umol_l), INR.used(inr)
    lactate, creatinine = LACTATE.used(lactate_mmol_l), CREATININE_MG_DL.used(creatinine_umol_l)
    return answers(
        {
            "bilirubin_umol_l": points(bilirubin, at_least(bilirubin, 15), above(bilirubin, 25)),
            "encephalopathy_grade": encephalopathy_points(encephalopathy_grade),
            "inr": points(ratio, at_least(ratio, 1.8), above(ratio, 2.5)),
            "lactate_mmol_l": points(lactate, at_least(lactate, 1.5), above(lactate, 2.5)),
            "creatinine_umol_l": points(creatinine, at_least(creatinine, 0.7), above(creatinine, 1.5)),
        }
    )


def aarc(
    *,
    bilirubin_umol_l: Values,
    encephalopathy_grade: Values,
    inr: Values,
    lactate_mmol_l: Values,
    creatinine_umol_l: Values,
) -> Answer:
    """APASL AARC score, 5 to 15 points. Source: Choudhury et al., Hepatol Int 2017;11:461-471."""
    scored = aarc_points(
        bilirubin_umol_l=bilirubin_umol_l,
        encephalopathy_grade=encephalopathy_grade,
        inr=inr,
        lactate_mmol_l=lactate_mmol_l,
        creatinine_umol_l=creatinine_umol_l,
    )
    return answer(total(scored))


def aarc_grade(score: Values) -> Answer:
    """AARC grade 1 (5-7), 2 (8-10) or 3 (11-15) of an AARC score."""
    value = numbers(score)
    return answer(points(value, at_least(value, 8), at_least(value, 11)))


SCORES = (
    Score(
        code="COSSH2",
        en="COSSH-ACLF II (unverified)",
        zh="COSSH-ACLFⅡ评分(未核实)",
        inputs=(INR, ENCEPHALOPATHY, NEUTROPHILS, BILIRUBIN, UREA, AGE),
        value=cossh_aclf_ii,
        raw=cossh_aclf_ii_raw,
        terms=cossh_aclf_ii_terms,
        decimals=_COSSH_DECIMALS,
        population=HBV_ACLF,
        reference="Li et al., J Hepatol 2021;75:1104-1115",
        checked="coefficients on a Zhejiang University page; no independent implementation found",
        verified=False,
        caveat_en="Units and the coding of encephalopathy (1, 2, 3) were not confirmed in the publication.",
        caveat_zh="单位及肝性脑病编码(1、2、3)未在原文中核实。",
    ),
    Score(
        code="AARC",
        en="APASL AARC",
        zh="APASL AARC评分",
        inputs=(BILIRUBIN_MG_DL, ENCEPHALOPATHY, INR, LACTATE, CREATININE_MG_DL),
        value=aarc,
        raw=aarc,
        terms=aarc_points,
        lowest=5,
        highest=15,
        population=ACLF,
        reference="Choudhury et al., Hepatol Int 2017;11:461-471",
        checked="two published copies of the points table",
    ),
)
