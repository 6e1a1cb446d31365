"""Values worth trying for an input: on either side of every limit that it meets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clinical.eligibility.candidate import FIELDS
from clinical.eligibility.limits import Limits

_ONSET = (0.0, 14.0, 15.0, 28.0, 29.0, 56.0, 57.0)

_NUMBERS: Mapping[str, Callable[[Limits], tuple[float, ...]]] = MappingProxyType(
    {
        "age_years": lambda x: (x.age_low_years - 1, x.age_low_years, x.age_high_years, x.age_high_years + 1),
        "bilirubin_umol_l": lambda x: (20.0, x.bilirubin_umol_l - 1, x.bilirubin_umol_l, 260.0, 400.0, 900.0),
        "bilirubin_uln_umol_l": lambda _: (17.1, 26.0),
        "earlier_bilirubin_umol_l": lambda x: (20.0, x.bilirubin_umol_l, 400.0),
        "hours_between_bilirubins": lambda _: (24.0,),
        "inr": lambda x: (1.0, x.inr_low, (x.inr_low + x.inr_high) / 2, x.inr_high, x.inr_high + 1, 8.0),
        "pta_percent": lambda x: (10.0, x.pta_low_percent, 30.0, x.pta_high_percent, 70.0),
        "creatinine_umol_l": lambda _: (60.0, 110.0, 180.0, 360.0),
        "sodium_mmol_l": lambda _: (125.0, 131.0, 137.0),
        "albumin_g_l": lambda _: (15.0, 25.0, 35.0),
        "days_to_ascites_or_encephalopathy": lambda _: _ONSET,
        "days_from_first_symptom_to_encephalopathy": lambda _: _ONSET,
    }
)


def probes(field: str, limits: Limits) -> tuple[float, ...]:
    """Values to try for this input; every answer, or numbers around the limits; none for dates."""
    described = FIELDS[field]
    if described.kind in ("answer", "grade", "severity", "choice"):
        return tuple(float(value) for value in range(int(described.high) + 1))
    return _NUMBERS[field](limits) if field in _NUMBERS else ()
