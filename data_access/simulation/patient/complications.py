"""Infection, kidney injury and bleeding: when, how bad, for how long."""

from dataclasses import dataclass
from math import inf

from numpy import clip, exp, float64
from numpy.random import Generator
from numpy.typing import NDArray

from data_access.simulation.calibration import courses
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.random_streams import chance, pick

Days = NDArray[float64]


@dataclass(frozen=True)
class Episode:
    """One complication: `term` as CTCAE spells it, onset and end in days (end inf: never resolved).

    `size` is the rise of creatinine (times baseline) for kidney injury, else 1 for severe, 0.5 for moderate.
    """

    term: str
    onset: float
    end: float
    size: float

    def course(self, days: Days, build_up: float, fading: float) -> Days:
        """0 before onset, rising to 1 within `build_up` days, fading with that time constant from the end."""
        rising = clip((days - self.onset) / build_up, 0, 1)
        return rising * exp(-clip(days - self.end, 0, None) / fading)


@dataclass(frozen=True)
class Complications:
    """All complications of one patient; None and empty where there were none."""

    infections: tuple[Episode, ...]
    kidney: Episode | None
    hepatorenal: bool
    dialysed: bool
    bleeding: Episode | None
    fever: Episode | None


def complications(random: Generator, fate: Outcome) -> Complications:
    """What complicates a course; a death of sepsis, kidney or bleeding has its episode before it."""
    kidney = kidney_injury(random, fate)
    hepatorenal, dialysis_chosen = (
        chance(random, courses.HEPATORENAL_SHARE),
        chance(random, courses.DIALYSIS_SHARE),
    )
    infections = (native_infection(random, fate), fatal_infection(random, fate), late_infection(random, fate))
    return Complications(
        infections=tuple(sorted((e for e in infections if e), key=lambda e: e.onset)),
        kidney=kidney,
        hepatorenal=hepatorenal,
        dialysed=kidney is not None and kidney.size >= 2 and dialysis_chosen,
        bleeding=bleeding(random, fate),
        fever=fever(random, fate),
    )


def native_infection(random: Generator, fate: Outcome) -> Episode | None:
    """The infection of the hospital stay."""
    happens = chance(random, courses.INFECTION_SHARES[fate.course])
    first, last = courses.INFECTION_DAYS
    onset = first + (last - first) * float(random.beta(1.1, 2.2))
    severe = chance(random, courses.INFECTION_SEVERE_SHARE)
    term, length = pick(random, courses.INFECTION_SITES), float(random.uniform(6, 13))
    limit = min(fate.death or inf, fate.transplant or inf)
    if not happens or onset > limit - 2:
        return None
    unresolved = fate.transplant is None and onset + length > limit
    return Episode(term, onset, inf if unresolved else onset + length, 1.0 if severe else 0.5)


def fatal_infection(random: Generator, fate: Outcome) -> Episode | None:
    """The infection that a patient dies of."""
    before = float(random.uniform(3, 7))
    site = pick(random, courses.INFECTION_SITES)
    if fate.cause != "Sepsis" or fate.death is None:
        return None
    return Episode(site, max(1.0, fate.death - before), inf, 1.0)


def late_infection(random: Generator, fate: Outcome) -> Episode | None:
    """An airway infection after discharge, mild, in some."""
    happens, onset = chance(random, courses.LATE_INFECTION_SHARE), float(random.uniform(60, 330))
    if not happens or onset > (fate.death or inf) - 10:
        return None
    return Episode("Upper respiratory infection", onset, onset + float(random.uniform(5, 10)), 0.5)


def kidney_injury(random: Generator, fate: Outcome) -> Episode | None:
    """Acute kidney injury; before a death it does not resolve."""
    happens = chance(random, courses.AKI_SHARES[fate.course])
    low, high = courses.AKI_RISE
    size = low + (high - low) * float(random.beta(1.3, 1.3))
    before, length = float(random.uniform(6, 13)), float(random.uniform(5, 12))
    early = float(random.uniform(2, 20))
    limit = min(fate.death or inf, fate.transplant or inf)
    onset = max(1.5, limit - before) if limit < courses.AKI_BEFORE_END_WITHIN else early
    if not happens or onset > limit - 1:
        return None
    return Episode("Acute kidney injury", onset, inf if limit < inf else onset + length, size)


def bleeding(random: Generator, fate: Outcome) -> Episode | None:
    """Upper gastrointestinal bleeding, and always before a death of it."""
    happens, onset = chance(random, courses.BLEEDING_SHARE), float(random.uniform(2, 40))
    before, length = float(random.uniform(0.8, 2.5)), float(random.uniform(1.5, 4))
    term = "Upper gastrointestinal hemorrhage"
    if fate.cause == term and fate.death is not None:
        return Episode(term, max(0.6, fate.death - before), inf, 1.0)
    if not happens or onset > min(fate.death or inf, fate.transplant or inf) - 5:
        return None
    return Episode(term, onset, onset + length, 1.0)


def fever(random: Generator, fate: Outcome) -> Episode | None:
    """Fever for which nobody finds a focus."""
    happens, onset = chance(random, courses.FEVER_SHARE), float(random.gamma(1.6, 6.0))
    end = onset + float(random.uniform(0.6, 3.5))
    if not happens or end > min(fate.death or inf, fate.transplant or inf) - 1:
        return None
    return Episode("Fever", onset, end, 1.0)
