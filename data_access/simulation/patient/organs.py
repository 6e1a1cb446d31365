"""Kidney, brain and peritoneum over time, as they follow hepatic reserve and complications."""

from math import log

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import courses
from data_access.simulation.patient.complications import Complications, Days
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.patient.reserve import GRID, wobble
from data_access.simulation.screening.candidates import Candidate


def creatinine_factor(random: Generator, fate: Outcome, events: Complications) -> Days:
    """Creatinine as a multiple of its screening value on GRID, before any dialysis."""
    drift = courses.CREATININE_DRIFT_PER_DAY.get(fate.course, 0.0) * np.clip(GRID, 0, 12)
    back = courses.CREATININE_DRIFT_BACK_DAYS
    course = drift * np.exp(-np.clip(GRID - back, 0, None) / back) + wobble(
        random, *courses.CREATININE_WOBBLE
    )
    factor = np.exp(course)
    if events.kidney:
        factor = factor * (1 + (events.kidney.size - 1) * events.kidney.course(GRID, 3.0, 5.0))
    if fate.transplant is not None:
        after = np.clip(GRID - fate.transplant, 0, None)
        settled = courses.CREATININE_AFTER_TRANSPLANT
        factor = np.where(after > 0, settled + (factor - settled) * np.exp(-after / 4), factor)
    return factor


def encephalopathy(
    random: Generator, candidate: Candidate, fate: Outcome, events: Complications, log_activity: Days
) -> Days:
    """West Haven grade (0-4) on GRID."""
    limits = courses.HE_LIMITS
    within = float(random.beta(1.6, 1.2))
    lower = limits[candidate.he_grade - 1] if candidate.he_grade else limits[0] - courses.HE_MARGIN
    upper = limits[candidate.he_grade] if candidate.he_grade < 4 else limits[-1] + 0.4
    score = lower + within * (upper - lower) + courses.HE_PER_RESERVE * (log_activity[0] - log_activity)
    for episode in events.infections:
        score = score + courses.HE_BY_INFECTION * episode.size * episode.course(GRID, 2.0, 4.0)
    if events.bleeding:
        score = score + courses.HE_BY_BLEEDING * events.bleeding.course(GRID, 1.0, 3.0)
    if fate.death is not None and fate.cause not in courses.DEATHS_WITH_CLEAR_MIND:
        score = score + courses.HE_TERMINAL * np.clip(
            1 - (fate.death - GRID - 1) / courses.HE_TERMINAL_DAYS, 0, 1
        )
    score = score + wobble(random, *courses.HE_WOBBLE)
    score[GRID <= 1] = score[0]
    grades = np.searchsorted(limits, score, side="right").astype(float)
    return grades if fate.transplant is None else np.where(fate.transplant + 2 < GRID, 0.0, grades)


def ascites(random: Generator, candidate: Candidate, fate: Outcome, log_activity: Days) -> Days:
    """0 none, 1 mild, 2 moderate or severe on GRID; it comes and goes within a week or two."""
    within = float(random.uniform(0.15, 0.95))
    score = candidate.ascites + within + courses.ASCITES_PER_RESERVE * (log_activity[0] - log_activity)
    score[GRID <= 1] = score[0]
    if candidate.acute:
        score = np.minimum(score, 1.9)
    grades = np.clip(np.floor(smoothed(score, courses.ASCITES_LAG_DAYS)), 0, 2)
    return grades if fate.transplant is None else np.where(fate.transplant + 10 < GRID, 0.0, grades)


def smoothed(values: Days, lag_days: float) -> Days:
    """Values that follow with a lag."""
    keep = float(np.exp(-1 / lag_days))
    level, followed = float(values[0]), []
    for value in values.tolist():
        level = keep * level + (1 - keep) * value
        followed.append(level)
    return np.array(followed)


def full_recovery(log_activity: Days) -> Days:
    """0 while reserve is as low as at enrolment, 1 when it is back to normal, slowly, on GRID."""
    span = log(courses.RECOVERED_PTA / courses.ENROLLED_PTA)
    return smoothed(
        np.clip((log_activity - log(courses.ENROLLED_PTA)) / span, 0, 1), courses.RECOVERY_LAG_DAYS
    )
