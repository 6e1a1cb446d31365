"""The CLIF-C points of each organ, one to three, and from how many points on the organ fails.

Six organs in the order of the published table: liver, kidney, brain, coagulation, circulation, lungs.
Source: Jalan et al., J Hepatol 2014;61:1038-1047 (points); Moreau et al., Gastroenterology
2013;144:1426-1437 (failure).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clinical.common.decimals import Floats, Values, at_least, at_most, below, numbers
from clinical.laboratory.tests import UMOL_L_PER_MG_DL_CREATININE
from clinical.scores.liver_reserve import BILIRUBIN_MG_DL, INR, encephalopathy_points
from clinical.scores.model import Input, points

CREATININE_MG_DL = Input(
    "creatinine_umol_l",
    "CREAT",
    "umol/L",
    used_name="creatinine_mg_dl",
    divisor=UMOL_L_PER_MG_DL_CREATININE,
)
RENAL_REPLACEMENT = Input("renal_replacement", "RRT", kind="flag")
MEAN_PRESSURE = Input("map_mmhg", "MAP", "mmHg")
VASOPRESSORS = Input("vasopressors", "VASOPRES", kind="flag")
PAO2_FIO2 = Input("pao2_fio2", "PAO2FIO2", "mmHg")
SPO2_FIO2 = Input("spo2_fio2", "SPO2FIO2", optional=True)
VENTILATED = Input("ventilated", "VENTIL", kind="flag", default=False)

FEWEST_POINTS, MOST_POINTS = 1, 3
FAILS_FROM = {"LIVER": 3, "KIDNEY": 2, "BRAIN": 3, "COAGULATION": 3, "CIRCULATION": 3, "LUNGS": 3}
"""Points from which an organ fails: not the same for all, the kidney fails from 2 mg/dL on."""


def liver_points(bilirubin_umol_l: Values) -> Floats:
    """Bilirubin from 6 mg/dL two points, from 12 mg/dL three."""
    bilirubin = BILIRUBIN_MG_DL.used(bilirubin_umol_l)
    return points(bilirubin, at_least(bilirubin, 6.0), at_least(bilirubin, 12.0))


def kidney_points(creatinine_umol_l: Values, renal_replacement: Values) -> Floats:
    """Creatinine from 2 mg/dL two points, from 3.5 mg/dL or with renal replacement three.

    What decides alone needs nothing else: replacement no creatinine, 3.5 mg/dL no answer on replacement.
    """
    creatinine, replaced = CREATININE_MG_DL.used(creatinine_umol_l), RENAL_REPLACEMENT.used(renal_replacement)
    severe = at_least(creatinine, 3.5) | (replaced == 1)
    return np.where(severe, 3.0, points(creatinine + 0 * replaced, at_least(creatinine, 2.0)))


def coagulation_points(inr: Values) -> Floats:
    """INR from 2.0 two points, from 2.5 three."""
    ratio = INR.used(inr)
    return points(ratio, at_least(ratio, 2.0), at_least(ratio, 2.5))


def circulation_points(map_mmhg: Values, vasopressors: Values) -> Floats:
    """Mean arterial pressure below 70 mmHg two points, with vasopressors three, whatever the pressure."""
    pressure, supported = MEAN_PRESSURE.used(map_mmhg), VASOPRESSORS.used(vasopressors)
    return np.where(supported == 1, 3.0, points(pressure + 0 * supported, below(pressure, 70)))


def lung_points(pao2_fio2: Values = None, spo2_fio2: Values = None, ventilated: Values = False) -> Floats:
    """PaO2/FiO2 up to 300 two points, up to 200 three; without it SpO2/FiO2 up to 357 and 214.

    `ventilated`, for another reason than encephalopathy: three, whatever the oxygen.
    """
    arterial, pulse = PAO2_FIO2.used(pao2_fio2), SPO2_FIO2.used(spo2_fio2)
    machine = VENTILATED.used(ventilated)
    moderate = np.where(np.isnan(arterial), at_most(pulse, 357), at_most(arterial, 300))
    severe = np.where(np.isnan(arterial), at_most(pulse, 214), at_most(arterial, 200))
    known = np.where(np.isnan(arterial), pulse, arterial) + 0 * machine
    return np.where(severe | (machine == 1), 3.0, points(known, moderate))


@dataclass(frozen=True)
class Finding:
    """What speaks for an organ: a measurement with its points, or a support that by itself means failure.

    `worse`: the direction in which the organ is worse. `points` takes the value in standard units.
    """

    paramcd: str
    organ: str
    worse: str = "HIGH"
    points: Callable[[Values], Floats] | None = None


FINDINGS = (
    Finding("BILI", "LIVER", points=liver_points),
    Finding("CREAT", "KIDNEY", points=lambda value: kidney_points(value, False)),
    Finding("RRT", "KIDNEY"),
    Finding("HEGRADE", "BRAIN", points=encephalopathy_points),
    Finding("INR", "COAGULATION", points=coagulation_points),
    Finding("MAP", "CIRCULATION", "LOW", points=lambda value: circulation_points(value, False)),
    Finding("VASOPRES", "CIRCULATION"),
    Finding("PAO2FIO2", "LUNGS", "LOW", points=lung_points),
    Finding("SPO2FIO2", "LUNGS", "LOW", points=lambda value: lung_points(spo2_fio2=value)),
    Finding("VENTIL", "LUNGS"),
)


def finding_points(paramcd: str, values: Values) -> Floats:
    """The points that a finding alone gives its organ, NaN where the value is missing or impossible.

    KeyError for another paramcd. Support gives `MOST_POINTS` whatever its value.
    """
    found = {finding.paramcd: finding for finding in FINDINGS}[paramcd]
    if found.points is None:
        return np.full(numbers(values).shape, float(MOST_POINTS))
    return found.points(values)


def mean_arterial_pressure(systolic_mmhg: Values, diastolic_mmhg: Values) -> Floats:
    """(systolic + 2 x diastolic) / 3 in mmHg, NaN where either is missing or not above zero."""
    systolic = Input("systolic_mmhg", "SYSBP").possible(systolic_mmhg)
    diastolic = Input("diastolic_mmhg", "DIABP").possible(diastolic_mmhg)
    return (systolic + 2 * diastolic) / 3
