"""The numbers of the registered criteria, each written here once, and how old a value may be.

Source: ClinicalTrials.gov NCT05940610, eligibility section; windows of time marked so are working decisions.

Values worth trying for an input: on either side of every limit that it meets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinical.common.wording import Wording
from clinical.eligibility.candidate import FIELDS


@dataclass(frozen=True)
class Limits:
    """Every limit a criterion compares with. Move one with `dataclasses.replace` to see what it does.

    `bilirubin_uln_umol_l` is the laboratory's upper limit where a result carries none; None: not known.
    """

    age_low_years: float = 18.0
    age_high_years: float = 65.0
    bilirubin_times_uln: float = 10.0
    bilirubin_umol_l: float = 171.0
    bilirubin_rise_umol_l_day: float = 17.1
    aclf_inr: float = 1.5
    aclf_pta_percent: float = 40.0
    aclf_onset_days: float = 28.0
    alf_onset_days: float = 56.0
    pta_low_percent: float = 20.0
    pta_high_percent: float = 40.0
    inr_low: float = 1.5
    inr_high: float = 2.6
    encephalopathy_grade: float = 2.0
    meld: float = 30.0
    # The Chinese guideline's acute liver failure, used by one alternative reading only.
    chinese_alf_onset_days: float = 14.0
    chinese_alf_grade: float = 2.0
    # Working decisions: which pairs of bilirubin values make a daily rise.
    rise_shortest_hours: float = 18.0
    rise_longest_hours: float = 72.0
    exchange_hours: float = 48.0
    bilirubin_uln_umol_l: float | None = None


REGISTERED = Limits()


@dataclass(frozen=True)
class Movable:
    """A limit that the cohort what-if moves: its name, how far and in what steps, and whom it touches."""

    name: Wording
    low: float
    high: float
    step: float
    touches: tuple[str, ...]


MOVABLE = MappingProxyType(
    {
        "meld": Movable(Wording("MELD cap", "MELD上限"), 20.0, 40.0, 1.0, ("E4",)),
        "age_high_years": Movable(Wording("Upper age limit", "年龄上限"), 50.0, 80.0, 1.0, ("I1",)),
        "age_low_years": Movable(Wording("Lower age limit", "年龄下限"), 14.0, 30.0, 1.0, ("I1",)),
        "bilirubin_umol_l": Movable(
            Wording("Bilirubin limit (μmol/L)", "胆红素下限(μmol/L)"), 51.3, 342.0, 17.1, ("I2", "I3")
        ),
        "bilirubin_times_uln": Movable(
            Wording("Bilirubin limit of ACLF (× ULN)", "慢加急性胆红素下限(×ULN)"), 3.0, 20.0, 1.0, ("I2",)
        ),
        "inr_low": Movable(Wording("Lower end of the INR window", "INR范围下限"), 1.1, 2.0, 0.1, ("I4",)),
        "inr_high": Movable(Wording("Upper end of the INR window", "INR范围上限"), 2.0, 4.0, 0.1, ("I4",)),
    }
)
"""The limits that can be moved, the most asked for first."""

# How old a value may be before it is called stale (hours); working decisions of the trial's design.
FRESH_HOURS = MappingProxyType(
    {
        "bilirubin_umol_l": 72.0,
        "inr": 72.0,
        "pta_percent": 72.0,
        "creatinine_umol_l": 72.0,
        "sodium_mmol_l": 72.0,
        "encephalopathy_grade": 24.0,
        "ascites": 168.0,
        "severe_bleeding_or_dic": 24.0,
        "liver_cancer": 90 * 24.0,
    }
)
PLASMA_HOURS = 24.0
"""How long plasma or an artificial-liver session disturbs INR and PTA."""
EDGE_SHARE = 0.05
"""A value within this share of a limit is called close to it."""
MELD_BORDER = 0.5
"""A raw MELD within this of the rounding limit is called borderline."""


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
        "age_at_consent": lambda x: (
            x.age_low_years - 1,
            x.age_low_years,
            x.age_high_years,
            x.age_high_years + 1,
        ),
        "calendar_days_between_bilirubins": lambda _: (1.0,),
        "days_from_first_sign": lambda _: _ONSET,
        "days_to_ascites_or_encephalopathy": lambda _: _ONSET,
        "days_from_first_symptom_to_encephalopathy": lambda _: _ONSET,
    }
)


def probes(field: str, limits: Limits) -> tuple[float, ...]:
    """Values to try for this input; every answer, or numbers around the limits; none for dates."""
    described = FIELDS[field]
    if described.kind in ("answer", "grade", "severity", "choice", "state"):
        return tuple(float(value) for value in range(int(described.high) + 1))
    return _NUMBERS[field](limits) if field in _NUMBERS else ()
