"""Hepatic reserve over time: the logarithm of prothrombin activity, which all laboratory values follow."""

from math import log

import numpy as np
from numpy.random import Generator
from scipy.interpolate import PchipInterpolator

from data_access.simulation.calibration import courses, people
from data_access.simulation.patient.complications import Complications, Days
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.screening.candidates import Candidate

GRID: Days = np.arange(-14.0, courses.LAST_DAY + 1)
BEFORE = int(-GRID[0])


def baseline_reserve(candidate: Candidate) -> float:
    """Log PTA that belongs to the screening INR."""
    return log(people.INR_TIMES_PTA / (candidate.values["INR"] - people.INR_AT_FULL_ACTIVITY))


def inr_of(log_activity: Days) -> Days:
    """INR that belongs to a log PTA."""
    return people.INR_AT_FULL_ACTIVITY + people.INR_TIMES_PTA / np.exp(log_activity)


def reserve(random: Generator, candidate: Candidate, fate: Outcome, events: Complications) -> Days:
    """Log PTA (%) on GRID, one value a day; after transplantation that of the graft."""
    native = class_course(random, candidate, fate) + wobble(random, *courses.RESERVE_WOBBLE)
    for episode in (*events.infections, *((events.bleeding,) if events.bleeding else ())):
        native = native - courses.RESERVE_LOST_TO_EPISODE * episode.size * episode.course(GRID, 3.0, 7.0)
    native = native - final_decline(fate)
    floor = log(courses.RESERVE_FLOOR_PTA)
    native = floor + np.logaddexp(0, 6 * (native - floor)) / 6
    return native if fate.transplant is None else with_graft(native, fate.transplant)


def class_course(random: Generator, candidate: Candidate, fate: Outcome) -> Days:
    """The smooth course of the class, with the patient's own speed and first week."""
    start = baseline_reserve(candidate)
    speed = max(0.2, float(random.normal(1, courses.RESERVE_SPREAD)))
    dying = fate.death is not None and fate.death <= courses.LATE_FROM_DAY
    if fate.progressing and not dying and fate.transplant is None:
        speed *= courses.PROGRESSION_SURVIVED
    own_week = float(random.normal(courses.WEEK_ONE_DYING * dying, courses.WEEK_ONE_SPREAD))
    own_full = float(random.normal(0, courses.FULL_PTA_SPREAD))
    full = max(start, log(courses.FULL_PTA[candidate.cirrhosis])) + own_full
    days = np.array(courses.RESERVE_DAYS)
    early = start + speed * np.array(courses.RESERVE_CHANGE[fate.course])
    early += own_week * np.interp(days, (0, 7, 21, 42), (0, 1, 1, 0))
    early += pull(start, fate.course) * np.interp(days, (0, 10), (0, 1))
    late = full - np.array(courses.RESERVE_BELOW_FULL[fate.course])
    knots = np.concatenate(([-30.0], days, courses.RESERVE_LATER_DAYS, [400.0]))
    levels = np.concatenate(([start], np.minimum(early, full), late, late[-1:]))
    return np.asarray(PchipInterpolator(knots, levels)(GRID))


def pull(start: float, course: str) -> float:
    """Courses without recovery draw together, wherever they began."""
    if course.endswith("RECOVERY"):
        return 0.0
    return courses.RESERVE_PULL * (log(courses.RESERVE_PULL_TO_PTA) - start)


def wobble(random: Generator, deviation: float, correlation_days: float) -> Days:
    """Day-to-day ups and downs on GRID that remember the days before; none before day 0."""
    keep = float(np.exp(-1 / correlation_days))
    steps = random.standard_normal(len(GRID)) * deviation * np.sqrt(1 - keep**2)
    steps[: BEFORE + 1] = 0.0
    values = np.empty(len(GRID))
    level = 0.0
    for index, step in enumerate(steps.tolist()):
        level = keep * level + step
        values[index] = level
    return values


def final_decline(fate: Outcome) -> Days:
    """Log reserve lost before death: slowly in those who were not progressing, steeply in the last days."""
    if fate.death is None:
        return np.zeros(len(GRID))
    last = np.clip(1 - (fate.death - GRID) / courses.TERMINAL_DAYS, 0, 1) ** 1.5 * courses.TERMINAL_FALL
    if fate.progressing and fate.death < courses.LATE_FROM_DAY:
        return np.asarray(last)
    span, fall = courses.DECLINE_BEFORE_LATE_DEATH
    return np.asarray(last + fall * np.clip(1 - (fate.death - GRID) / span, 0, 1))


def with_graft(native: Days, transplant: float) -> Days:
    """The native course up to transplantation, then that of a working graft."""
    full = log(courses.FULL_PTA[0])
    at_surgery = float(np.interp(transplant, GRID, native))
    after = np.clip(GRID - transplant, 0, None)
    graft = full - (full - at_surgery) * 0.75 * np.exp(-after / courses.GRAFT_COAGULATION_DAYS)
    return np.where(transplant > GRID, native, graft)


def bilirubin(random: Generator, candidate: Candidate, fate: Outcome, log_activity: Days) -> Days:
    """Total bilirubin (umol/L) on GRID: lags behind reserve, rises below a balance point, falls above."""
    own = courses.BILI_BALANCE_OWN
    at_rest = baseline_reserve(candidate) + courses.BILI_BALANCE_ABOVE
    balance = (1 - own) * log(courses.BILI_BALANCE_PTA) + own * at_rest
    speed = float(np.exp(random.normal(0, courses.BILI_SPREAD)))
    fall = log(2) / courses.BILI_HALF_LIFE_DAYS[fate.course]
    above = (log_activity - balance).tolist()
    recovered = courses.BILI_RECOVERED[candidate.cirrhosis]
    level = candidate.values["BILI"]
    values = [level] * (BEFORE + 1)
    for distance in above[BEFORE:-1]:
        level += speed * daily_change(level, distance, recovered, fall)
        values.append(level)
    course = np.array(values)
    return course if fate.transplant is None else bilirubin_with_graft(course, fate.transplant)


def daily_change(level: float, distance: float, recovered: float, fall: float) -> float:
    """Change of bilirubin (umol/L per day) at a log distance of reserve from its balance point.

    `fall` is the share lost per day at full speed.
    """
    if distance >= 0:
        pace = min(1.0, distance / courses.BILI_FULL_FALL_AT)
        return -fall * pace * (level - recovered)
    room = max(0.0, 1 - level / courses.BILI_CEILING)
    return -courses.BILI_RISE_PER_DAY * distance * max(level, courses.BILI_RISES_AS_FROM) * room


def bilirubin_with_graft(course: Days, transplant: float) -> Days:
    """Half of the bilirubin goes with the operation, the rest within two weeks."""
    low = courses.BILI_RECOVERED[0]
    at_surgery = float(np.interp(transplant, GRID, course))
    after = np.clip(GRID - transplant, 0, None)
    graft = low + (at_surgery / 2 - low) * np.exp(-after / courses.GRAFT_BILIRUBIN_DAYS)
    return np.where(transplant > GRID, course, graft)
