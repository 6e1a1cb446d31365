"""The two parts of SOFA that this trial's laboratory can supply; never a total of a few parts."""

from clinical.common.decimals import Values, at_least, below
from clinical.scores.liver_reserve import BILIRUBIN_MG_DL
from clinical.scores.model import Answer, Input, Score, answer, points

PLATELETS = Input("platelets_10e9_l", "PLAT", "10^9/L")


def sofa_liver(*, bilirubin_umol_l: Values) -> Answer:
    """The liver part of SOFA, 0 to 4.

    Source: Vincent et al., Intensive Care Med 1996;22:707-710; exactly 12 mg/dL scores four.
    """
    bilirubin = BILIRUBIN_MG_DL.used(bilirubin_umol_l)
    return answer(points(bilirubin, *(at_least(bilirubin, limit) for limit in (1.2, 2, 6, 12)), lowest=0))


def sofa_coagulation(*, platelets_10e9_l: Values) -> Answer:
    """The coagulation part of SOFA, 0 to 4, from platelets. Source: as `sofa_liver`."""
    platelets = PLATELETS.used(platelets_10e9_l)
    return answer(points(platelets, *(below(platelets, limit) for limit in (150, 100, 50, 20)), lowest=0))


_SOFA = "Vincent et al., Intensive Care Med 1996;22:707-710"

SCORES = (
    Score(
        code="SOFALIV",
        en="SOFA liver",
        zh="SOFA肝脏分项",
        inputs=(BILIRUBIN_MG_DL,),
        value=sofa_liver,
        raw=sofa_liver,
        lowest=0,
        highest=4,
        reference=_SOFA,
        checked="mimic-code, clincalc tests",
    ),
    Score(
        code="SOFACOAG",
        en="SOFA coagulation",
        zh="SOFA凝血分项",
        inputs=(PLATELETS,),
        value=sofa_coagulation,
        raw=sofa_coagulation,
        lowest=0,
        highest=4,
        reference=_SOFA,
        checked="mimic-code, clincalc tests",
    ),
)
