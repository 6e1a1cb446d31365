"""How much a result of the same patient changes without the patient changing: biology and assay together.

The coefficients of variation are those of the trial's design document (trial.md 4.3), read in no source: they are
ours. PTA has the noise of the INR that it is measured with; a score has what its inputs leave it.
"""

from collections.abc import Mapping
from math import hypot, sqrt
from types import MappingProxyType

WITHIN_PATIENT_CV: Mapping[str, float] = MappingProxyType(
    {
        "BILI": 0.06, "INR": 0.05, "PTA": 0.08, "ALT": 0.12, "AST": 0.12, "GGT": 0.08, "ALB": 0.035, "CREAT": 0.06,
        "SODIUM": 0.008, "PLAT": 0.09, "WBC": 0.15,
    }
)  # fmt: skip
# MELD = 3.78 ln(bilirubin) + 11.2 ln(INR) + 9.57 ln(creatinine) + 6.43: an input's relative error, times its factor.
MELD_SD = hypot(
    3.78 * WITHIN_PATIENT_CV["BILI"], 11.2 * WITHIN_PATIENT_CV["INR"], 9.57 * WITHIN_PATIENT_CV["CREAT"]
)
# Two results differ by more than this many standard deviations of one in 5 of 100 pairs where nothing has changed.
Z_OF_A_PAIR = 1.96 * sqrt(2)


def beyond_variation(paramcd: str, value: float, before: float) -> bool | None:
    """Whether two results differ by more than chance explains; None where the variation of the test is not known."""
    if paramcd == "MELD":
        return abs(value - before) > Z_OF_A_PAIR * MELD_SD
    if paramcd not in WITHIN_PATIENT_CV:
        return None
    return abs(value - before) > Z_OF_A_PAIR * WITHIN_PATIENT_CV[paramcd] * abs(before)
