"""The formulas as a reader sees them, by score. A test computes each line and compares it with the function.

Names are the inputs as used (after conversion and bounds); `ln` and `log10` are logarithms. Scores that are
sums of points have none.
"""

from collections.abc import Mapping
from types import MappingProxyType

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "MELD": "3.78*ln(bilirubin_mg_dl) + 11.2*ln(inr) + 9.57*ln(creatinine_mg_dl) + 6.43",
        "MELDNA": "meld + 1.32*(137 - sodium_mmol_l) - 0.033*meld*(137 - sodium_mmol_l)",
        "MELD30": (
            "1.33*female + 4.56*ln(bilirubin_mg_dl) + 0.82*(137 - sodium_mmol_l)"
            " - 0.24*(137 - sodium_mmol_l)*ln(bilirubin_mg_dl) + 9.09*ln(inr) + 11.14*ln(creatinine_mg_dl)"
            " + 1.85*(3.5 - albumin_g_dl) - 1.83*(3.5 - albumin_g_dl)*ln(creatinine_mg_dl) + 6"
        ),
        "ALBI": "0.66*log10(bilirubin_umol_l) - 0.085*albumin_g_l",
        "CLIFACLF": "10*(0.33*clif_of + 0.04*age_years + 0.63*ln(wbc_10e9_l) - 2)",
        "COSSH2": (
            "1.649*ln(inr) + 0.457*encephalopathy_class + 0.425*ln(neutrophils_10e9_l)"
            " + 0.396*ln(bilirubin_umol_l) + 0.576*ln(urea_mmol_l) + 0.033*age_years"
        ),
        "RRATIO": "(alt/alt_uln)/(alp/alp_uln)",
    }
)
