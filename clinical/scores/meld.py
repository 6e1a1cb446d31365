"""MELD and MELD-Na: different numbers that share a name, so each says which one it is (see also meld_3).

Inputs in SI units; their bounds stand with them. Dialysis means twice, or 24 h of CVVHD, within 7 days; it
puts creatinine at its cap whatever was measured, also where nothing was. NaN where an input that can matter is missing
or impossible, and an unknown dialysis (None) is a missing input too.
"""

import numpy as np

from clinical.common.decimals import Floats, Values, above, round_half_up
from clinical.laboratory.tests import UMOL_L_PER_MG_DL_BILIRUBIN, UMOL_L_PER_MG_DL_CREATININE
from clinical.scores.model import Answer, Input, Score, answer, answers, bounded, total

LOWEST, HIGHEST = 6.0, 40.0
SODIUM_GATE = 11.0

BILIRUBIN = Input(
    "bilirubin_umol_l",
    "BILI",
    "umol/L",
    used_name="bilirubin_mg_dl",
    divisor=UMOL_L_PER_MG_DL_BILIRUBIN,
    floor=1.0,
)
INR = Input("inr", "INR", floor=1.0)
CREATININE = Input(
    "creatinine_umol_l",
    "CREAT",
    "umol/L",
    used_name="creatinine_mg_dl",
    divisor=UMOL_L_PER_MG_DL_CREATININE,
    floor=1.0,
    cap=4.0,
)
DIALYSIS = Input("dialysis", "DIALYSIS", kind="flag", default=False)
SODIUM = Input("sodium_mmol_l", "SODIUM", "mmol/L", floor=125.0, cap=137.0)


def creatinine_used(bounds: Input, creatinine_umol_l: Values, dialysis: Values) -> Floats:
    """Creatinine in mg/dL as it enters the formula: at its cap under dialysis, measured or not.

    Where dialysis is not known, it is known all the same from the cap on: no answer could change it.
    """
    measured, on_dialysis = bounds.used(creatinine_umol_l), DIALYSIS.used(dialysis)
    cap = np.float64(np.inf if bounds.cap is None else bounds.cap)
    return np.where((on_dialysis == 1) | (measured >= cap), cap, np.where(on_dialysis == 0, measured, np.nan))


def reported(raw: Floats) -> Floats:
    """The whole number from 6 to 40 that is reported for a raw score."""
    return bounded(round_half_up(raw), LOWEST, HIGHEST)


def meld_terms(
    *, bilirubin_umol_l: Values, inr: Values, creatinine_umol_l: Values, dialysis: Values = False
) -> dict[str, Answer]:
    """What each input and the constant add to the raw MELD; they sum to `meld_raw`."""
    return answers(
        {
            "bilirubin_umol_l": 3.78 * np.log(BILIRUBIN.used(bilirubin_umol_l)),
            "inr": 11.20 * np.log(INR.used(inr)),
            "creatinine_umol_l": 9.57 * np.log(creatinine_used(CREATININE, creatinine_umol_l, dialysis)),
            "constant": np.asarray(6.43),
        }
    )


def meld_raw(**inputs: Values) -> Answer:
    """MELD before rounding and clamping, from the inputs of `meld`: 6.43 at its least, no greatest."""
    return answer(total(meld_terms(**inputs)))


def meld(
    *, bilirubin_umol_l: Values, inr: Values, creatinine_umol_l: Values, dialysis: Values = False
) -> Answer:
    """Original MELD without sodium, a whole number from 6 to 40.

    Source: OPTN policy 9.1.D, first step; Kamath et al., Hepatology 2001;33:464-470.
    """
    terms = meld_terms(
        bilirubin_umol_l=bilirubin_umol_l, inr=inr, creatinine_umol_l=creatinine_umol_l, dialysis=dialysis
    )
    return answer(reported(total(terms)))


def _sodium_term(meld_score: Floats, sodium_mmol_l: Values) -> Floats:
    """What sodium adds to a MELD above the gate; nothing, and no sodium needed, at or below it."""
    deficit = 137.0 - SODIUM.used(sodium_mmol_l)
    added = 1.32 * deficit - 0.033 * meld_score * deficit
    return np.where(above(meld_score, SODIUM_GATE), added, 0.0)


def meld_na_terms(*, sodium_mmol_l: Values, **inputs: Values) -> dict[str, Answer]:
    """What each input of `meld_na` adds to `meld_na_raw`."""
    terms = meld_terms(**inputs)
    return terms | {"sodium_mmol_l": answer(_sodium_term(total(terms), sodium_mmol_l))}


def meld_na_raw(**inputs: Values) -> Answer:
    """MELD-Na with nothing rounded: neither MELD before the gate of 11, nor the result.

    It is not the number that `meld_na` rounds: OPTN rounds MELD first, so where MELD lies between 10.5 and
    11.5 the two may stand on different sides of the gate.
    """
    return answer(total(meld_na_terms(**inputs)))


def meld_na(
    *,
    bilirubin_umol_l: Values,
    inr: Values,
    creatinine_umol_l: Values,
    sodium_mmol_l: Values,
    dialysis: Values = False,
) -> Answer:
    """MELD-Na (OPTN 2016), a whole number from 6 to 40; sodium is needed only where MELD is above 11.

    The rounded MELD decides at the gate and enters the sodium term, as the policy words it.
    Source: OPTN policy notice of November 2015, in force from January 2016, pages 4-5.
    """
    terms = meld_terms(
        bilirubin_umol_l=bilirubin_umol_l, inr=inr, creatinine_umol_l=creatinine_umol_l, dialysis=dialysis
    )
    without = round_half_up(total(terms))
    return answer(reported(without + _sodium_term(without, sodium_mmol_l)))


SCORES = (
    Score(
        code="MELD",
        en="MELD (original)",
        zh="MELD评分(原始版)",
        inputs=(BILIRUBIN, INR, CREATININE, DIALYSIS),
        value=meld,
        raw=meld_raw,
        terms=meld_terms,
        lowest=LOWEST,
        highest=HIGHEST,
        substitute=("dialysis", "creatinine_umol_l"),
        reference="OPTN policy 9.1.D, first step; Kamath et al., Hepatology 2001;33:464-470",
        checked="policy text as quoted in mimic-code; ameld, amscorer, clincalc",
    ),
    Score(
        code="MELDNA",
        en="MELD-Na (OPTN 2016)",
        zh="MELD-Na评分(OPTN 2016)",
        inputs=(BILIRUBIN, INR, CREATININE, SODIUM, DIALYSIS),
        value=meld_na,
        raw=meld_na_raw,
        terms=meld_na_terms,
        lowest=LOWEST,
        highest=HIGHEST,
        substitute=("dialysis", "creatinine_umol_l"),
        reference="OPTN policy notice of November 2015, in force from January 2016, pages 4-5",
        checked="policy text as quoted in mimic-code; ameld, amscorer, MedCalc-Bench",
        caveat_en="The raw value is unrounded throughout; the score rounds MELD before sodium enters.",
        caveat_zh="原始值全程不取整;评分在计入血钠前先将MELD取整。",
    ),
)
