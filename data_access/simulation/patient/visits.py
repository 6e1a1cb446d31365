"""The hospital stay and the visits after it: when the patient is seen and when blood is taken."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import courses, plan
from data_access.simulation.patient.complications import Days
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.patient.reserve import GRID, inr_of
from data_access.simulation.random_streams import chance
from data_access.simulation.screening.enrolment import SATURDAY


@dataclass(frozen=True)
class Stay:
    """In hospital until `discharge` (inf: until death), again from `readmission`; contact ends at `lost`.

    `left` says how contact ended: 'LOST TO FOLLOW-UP' or 'WITHDRAWAL BY SUBJECT'; all times in days.
    """

    discharge: float
    readmission: float
    lost: float
    left: str | None

    def inpatient(self, time: float) -> bool:
        """Whether the patient lies in hospital at that time."""
        return time < self.discharge or time >= self.readmission


@dataclass(frozen=True)
class Visit:
    """One occasion of the visit plan: number, name, target in days after the first infusion, window."""

    number: int
    name: str
    target: float
    window: float


VISITS = tuple(Visit(*plan) for plan in plan.VISIT_PLAN)
SCREENING = VISITS[0]


def stay(random: Generator, fate: Outcome, log_activity: Days, bilirubin: Days) -> Stay:
    """Discharge when coagulation and jaundice allow it, or weeks after transplantation."""
    leaves = discharge_day(random, fate, log_activity, bilirubin)
    end = fate.death if fate.death is not None else inf
    discharge = leaves if leaves < end - 3 else inf
    readmission = max(discharge + 1, end - float(random.uniform(3, 9))) if discharge < inf else inf
    waiting = float(random.exponential(365 / courses.LOST_PER_YEAR))
    deciding = float(random.exponential(365 / courses.WITHDRAWN_PER_YEAR))
    lost = discharge + min(waiting, deciding)
    if lost > min(end - 10, courses.LAST_DAY - 20):
        return Stay(discharge, readmission, inf, None)
    left = "LOST TO FOLLOW-UP" if waiting < deciding else "WITHDRAWAL BY SUBJECT"
    return Stay(discharge, inf, lost, left)


def discharge_day(random: Generator, fate: Outcome, log_activity: Days, bilirubin: Days) -> float:
    """Day and hour of discharge, were the patient to live."""
    hour, after = float(random.uniform(9, 15)) / 24, float(random.uniform(1, 5))
    after_surgery, waits = float(random.uniform(20, 32)), chance(random, plan.STAYS_FOR_LAST_DOSE)
    if fate.transplant is not None:
        return int(fate.transplant + after_surgery) + hour
    earliest, latest, inr, jaundice = plan.FIT_FOR_DISCHARGE
    fit = (inr_of(log_activity) < inr) & (bilirubin < jaundice) & (earliest <= GRID)
    day = float(GRID[fit.argmax()]) + after if fit.any() else latest
    day = min(day, latest + after * 2)
    last_dose = plan.DOSE_DAYS[-1]
    return max(int(day), last_dose + 1 if waits else 0) + hour


def planned_visits(random: Generator, fate: Outcome, where: Stay) -> list[tuple[float, Visit]]:
    """The visits that take place, with their times; the last may be a telephone call."""
    seen = []
    for visit in VISITS[1:]:
        shift = float(random.triangular(-visit.window, 0, visit.window)) if visit.window else 0.0
        hour, attended = float(random.uniform(8, 11)) / 24, chance(random, plan.VISIT_ATTENDED_SHARE)
        day = visit.target + (round(shift) if not where.inpatient(visit.target) else 0)
        alive = day + 1 < min(fate.death or inf, where.lost)
        if alive and (attended or where.inpatient(day)):
            seen.append((int(day) + (hour if not where.inpatient(day) else morning(random)), visit))
    return seen


def morning(random: Generator) -> float:
    """Ward blood is taken before breakfast."""
    return float(random.uniform(6.0, 7.4)) / 24


def ward_bloods(
    random: Generator, anchor: date, first: float, fate: Outcome, where: Stay, inr: Days
) -> list[float]:
    """Times of routine ward blood between the visits: most weekdays at first, few on weekends."""
    end = min(fate.death or inf, where.lost, courses.LAST_DAY)
    chances, hours = random.random(len(GRID)), random.uniform(6.0, 7.4, len(GRID)) / 24
    times = []
    for index, day in enumerate(GRID.tolist()):
        if not (first < day and day + hours[index] < end and where.inpatient(day + hours[index])):
            continue
        weekend = (anchor + timedelta(days=int(day))).weekday() >= SATURDAY
        if chances[index] < draw_share(day, weekend, float(inr[index]), fate):
            times.append(day + float(hours[index]))
    return times


def draw_share(day: float, weekend: bool, inr: float, fate: Outcome) -> float:
    """How likely blood is taken on a day on the ward."""
    worrying = inr > plan.WORRYING_INR or (fate.transplant is not None and 0 < day - fate.transplant < 14)
    if weekend:
        return plan.WEEKEND_DRAW_WORRYING_SHARE if worrying else plan.WEEKEND_DRAW_SHARE
    usual = float(np.interp(day, *plan.DRAW_SHARE_BY_DAY))
    return max(usual, plan.DRAW_WORRYING_SHARE) if worrying else usual


def clinic_bloods(random: Generator, anchor: date, fate: Outcome, where: Stay) -> list[float]:
    """Times of blood in the out-patient clinic between the visits: weekly, later every two weeks, monthly."""
    if where.discharge == inf:
        return []
    end = min(fate.death or inf, where.readmission, where.lost, courses.LAST_DAY)
    times, day = [], int(where.discharge)
    while day < end:
        day += next(gap for until, gap in plan.CLINIC_GAPS if day < until) + int(random.integers(-1, 2))
        weekday = (anchor + timedelta(days=day)).weekday()
        day += 7 - weekday if weekday >= SATURDAY else 0
        hour = float(random.uniform(8, 11)) / 24
        if chance(random, plan.VISIT_ATTENDED_SHARE) and day + hour < end:
            times.append(day + hour)
    return times
