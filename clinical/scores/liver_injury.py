"""The pattern of liver injury: R ratio, potential Hy's law, and the quadrants of eDISH and mDISH.

Every limit here is inclusive, and every multiple is of the record's own upper limit of normal.
"""

from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import Values, at_least, numbers, ratio
from clinical.scores.model import Answer, Input, Score, answer

ALT = Input("alt", "ALT", "U/L")
ALT_ULN = Input("alt_uln", "ALT", "U/L", role="uln")
AST = Input("ast", "AST", "U/L")
AST_ULN = Input("ast_uln", "AST", "U/L", role="uln")
ALP = Input("alp", "ALP", "U/L")
ALP_ULN = Input("alp_uln", "ALP", "U/L", role="uln")

HEPATOCELLULAR_ABOVE = 5.0
CHOLESTATIC_BELOW = 2.0
HYS_LAW_WINDOW_DAYS = 14
MODIFIED_HYS_LAW_ABOVE = 1.5
"""ALT or AST and bilirubin at the same visit above so many ULN: the criterion of the CDISC pilot (ADLBHY)."""


@dataclass(frozen=True)
class Cuts:
    """Where the four quadrants meet: multiples of the ULN (eDISH) or of the patient's baseline (mDISH)."""

    aminotransferase: float
    bilirubin: float


EDISH = Cuts(aminotransferase=3.0, bilirubin=2.0)
MDISH = Cuts(aminotransferase=3.8, bilirubin=4.8)

POSSIBLE_HYS_LAW = "possible Hy's law"
HYPERBILIRUBINAEMIA = "hyperbilirubinaemia"
TEMPLES_COROLLARY = "Temple's corollary"
NORMAL = "normal"


def r_ratio(*, alt: Values, alt_uln: Values, alp: Values, alp_uln: Values) -> Answer:
    """R = (ALT / ULN) / (ALP / ULN), unrounded; NaN where anything is missing or not above zero.

    Source: Benichou, J Hepatol 1990;11:272-276.
    """
    alanine = ratio(ALT.used(alt), ALT_ULN.used(alt_uln))
    return answer(ratio(alanine, ratio(ALP.used(alp), ALP_ULN.used(alp_uln))))


def nr_ratio(
    *, alt: Values, alt_uln: Values, ast: Values, ast_uln: Values, alp: Values, alp_uln: Values
) -> Answer:
    """The R ratio with the higher of ALT and AST; NaN where either is missing. Source: as `r_ratio`."""
    highest = np.maximum(
        ratio(ALT.used(alt), ALT_ULN.used(alt_uln)), ratio(AST.used(ast), AST_ULN.used(ast_uln))
    )
    return answer(ratio(highest, ratio(ALP.used(alp), ALP_ULN.used(alp_uln))))


def injury_type(r: float | None) -> str | None:
    """'hepatocellular' above 5, 'cholestatic' below 2, else 'mixed'; sources differ at exactly 2 and 5."""
    if r is None or np.isnan(r):
        return None
    if r > HEPATOCELLULAR_ABOVE:
        return "hepatocellular"
    return "cholestatic" if r < CHOLESTATIC_BELOW else "mixed"


def potential_hys_law(
    *,
    aminotransferase_day: Values,
    aminotransferase_xuln: Values,
    bilirubin_day: Values,
    bilirubin_xuln: Values,
) -> bool | None:
    """Whether one patient's ALT or AST reached 3 x ULN and bilirubin 2 x ULN on that day or within 14 after.

    Days and multiples are single values or sequences of equal length. Another explanation, such as liver
    disease before the trial, is not looked for. None: no pair of results in the window to judge by.
    Source: FDA guidance on drug-induced liver injury, 2009, as worked out in the admiral vignette.
    """
    injury_day, injury = (
        np.atleast_1d(numbers(aminotransferase_day)),
        np.atleast_1d(numbers(aminotransferase_xuln)),
    )
    jaundice_day, jaundice = np.atleast_1d(numbers(bilirubin_day)), np.atleast_1d(numbers(bilirubin_xuln))
    delay = jaundice_day[None, :] - injury_day[:, None]
    judged = np.isfinite(injury)[:, None] & np.isfinite(jaundice)[None, :]
    in_window = judged & (delay >= 0) & (delay <= HYS_LAW_WINDOW_DAYS)
    if not in_window.any():
        return None
    both = at_least(injury, EDISH.aminotransferase)[:, None] & at_least(jaundice, EDISH.bilirubin)[None, :]
    return bool((both & in_window).any())


def quadrant(aminotransferase: Values, bilirubin: Values, *, cuts: Cuts = MDISH) -> Answer:
    """The quadrant of a patient's peak multiples: a name, or an array of names; None where one is missing.

    The default cuts are multiples of baseline: with multiples of the ULN every patient of a trial in liver
    failure starts in the upper half. Source: the settings of hep-explorer.
    """
    injury, jaundice = np.broadcast_arrays(numbers(aminotransferase), numbers(bilirubin))
    right, upper = at_least(injury, cuts.aminotransferase), at_least(jaundice, cuts.bilirubin)
    names = np.where(
        upper,
        np.where(right, POSSIBLE_HYS_LAW, HYPERBILIRUBINAEMIA),
        np.where(right, TEMPLES_COROLLARY, NORMAL),
    ).astype(object)
    names[np.isnan(injury) | np.isnan(jaundice)] = None
    return names.item() if names.ndim == 0 else names


SCORES = (
    Score(
        code="RRATIO",
        en="R ratio",
        zh="R值",
        inputs=(ALT, ALT_ULN, ALP, ALP_ULN),
        value=r_ratio,
        raw=r_ratio,
        decimals=1,
        reference="Benichou, J Hepatol 1990;11:272-276",
        checked="hep-explorer validation data, openEHR GDL tests",
        caveat_en="Sources differ on the class at exactly 2 and 5: read the number.",
        caveat_zh="R值恰为2或5时各来源分类不一,请以数值为准。",
    ),
)
