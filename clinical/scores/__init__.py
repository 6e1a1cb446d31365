"""Every score by its code, and the public names of them all.

A new score is a function and one `Score` beside it; it is listed here by the tuple of its file.
"""

from clinical.common.decimals import ImplausibleValue, Values
from clinical.scores import aclf, kings_college, liver_injury, liver_reserve, organ_failure, sofa
from clinical.scores import meld as _meld
from clinical.scores import meld_3 as _meld_3
from clinical.scores.aclf import (
    aarc,
    aarc_grade,
    aarc_points,
    cossh_aclf_ii,
    cossh_aclf_ii_raw,
    cossh_aclf_ii_stratum,
    cossh_aclf_ii_terms,
)
from clinical.scores.explain import Explanation, explain_score
from clinical.scores.kings_college import kings_non_paracetamol, kings_paracetamol
from clinical.scores.liver_injury import (
    EDISH,
    MDISH,
    injury_type,
    nr_ratio,
    potential_hys_law,
    quadrant,
    r_ratio,
)
from clinical.scores.liver_reserve import (
    albi,
    albi_grade,
    albi_raw,
    albi_terms,
    child_pugh,
    child_pugh_class,
    child_pugh_points,
)
from clinical.scores.meld import meld, meld_na, meld_na_raw, meld_na_terms, meld_raw, meld_terms
from clinical.scores.meld_3 import meld_3, meld_3_raw, meld_3_terms
from clinical.scores.model import Input, Score
from clinical.scores.organ_failure import (
    aclf_grade,
    clif_c_aclf,
    clif_c_aclf_mortality,
    clif_c_aclf_raw,
    clif_c_aclf_terms,
    clif_c_of,
    clif_c_of_points,
)
from clinical.scores.population import Patient, has_hbv
from clinical.scores.sofa import sofa_coagulation, sofa_liver

__all__ = [
    "EDISH",
    "MDISH",
    "REGISTRY",
    "Explanation",
    "ImplausibleValue",
    "Input",
    "Patient",
    "Score",
    "aarc",
    "aarc_grade",
    "aarc_points",
    "aclf_grade",
    "albi",
    "albi_grade",
    "albi_raw",
    "albi_terms",
    "applies",
    "child_pugh",
    "child_pugh_class",
    "child_pugh_points",
    "clif_c_aclf",
    "clif_c_aclf_mortality",
    "clif_c_aclf_raw",
    "clif_c_aclf_terms",
    "clif_c_of",
    "clif_c_of_points",
    "cossh_aclf_ii",
    "cossh_aclf_ii_raw",
    "cossh_aclf_ii_stratum",
    "cossh_aclf_ii_terms",
    "explain",
    "has_hbv",
    "injury_type",
    "kings_non_paracetamol",
    "kings_paracetamol",
    "meld",
    "meld_3",
    "meld_3_raw",
    "meld_3_terms",
    "meld_na",
    "meld_na_raw",
    "meld_na_terms",
    "meld_raw",
    "meld_terms",
    "nr_ratio",
    "potential_hys_law",
    "quadrant",
    "r_ratio",
    "sofa_coagulation",
    "sofa_liver",
]

REGISTRY: dict[str, Score] = {
    score.code: score
    for scores in (
        _meld.SCORES,
        _meld_3.SCORES,
        liver_reserve.SCORES,
        organ_failure.SCORES,
        sofa.SCORES,
        aclf.SCORES,
        kings_college.SCORES,
        liver_injury.SCORES,
    )
    for score in scores
}


def explain(code: str, *, patient: Patient | None = None, **inputs: Values) -> Explanation:
    """One score of one patient with its inputs as used, flags, what is missing, and its reference.

    `patient` decides whether the score applies; without it that is not known, and the score is computed.
    KeyError for an unknown code, TypeError for an input the score does not have.
    """
    return explain_score(REGISTRY[code], patient or Patient(), inputs)


def applies(
    code: str, *, dx_type: str | None = None, cirrhosis: bool | None = None, etiology: str | None = None
) -> bool | None:
    """Whether the score is defined for such a patient; None where what is not known decides.

    `dx_type` is 'ACLF' or 'ALF', `etiology` free text in which hepatitis B is recognised.
    """
    return REGISTRY[code].population.includes(Patient(dx_type, cirrhosis, etiology))
