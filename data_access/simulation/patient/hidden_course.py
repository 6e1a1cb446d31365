"""A patient's hidden course, and its state at the moments when somebody looks."""

from dataclasses import dataclass
from math import log

import numpy as np

from data_access.simulation.calibration import courses, ward
from data_access.simulation.patient.complications import Complications, Days
from data_access.simulation.patient.organs import full_recovery
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.patient.reserve import GRID, baseline_reserve
from data_access.simulation.patient.treatments import Treatments
from data_access.simulation.screening.candidates import Candidate


@dataclass(frozen=True)
class Body:
    """The hidden course on GRID and everything that acts on it."""

    candidate: Candidate
    fate: Outcome
    events: Complications
    care: Treatments
    log_activity: Days
    bilirubin: Days
    creatinine_factor: Days
    he_grade: Days
    ascites: Days


@dataclass(frozen=True)
class Moment:
    """The hidden state at some times, each an array over them.

    `recovery` 0-1 slow, `synthesis` -0.5 to 1 quick, `worse` log reserve lost since screening, `terminal`
    0-1 in the last days, `infected` 0-1, `grafted` days since transplantation (inf: none), `drained` the
    share of protein-bound substances that a plasma exchange has just taken off.
    """

    days: Days
    recovery: Days
    synthesis: Days
    worse: Days
    terminal: Days
    infected: Days
    grafted: Days
    drained: Days


def moment(body: Body, times: Days) -> Moment:
    """The hidden state at the given times (days)."""
    activity = np.interp(times, GRID, body.log_activity)
    span = log(courses.RECOVERED_PTA / courses.ENROLLED_PTA)
    death, surgery = body.fate.death or np.inf, body.fate.transplant or np.inf
    infections = [e.size * e.course(times, 1.2, 4.0) for e in body.events.infections]
    drained = [
        ward.EXCHANGE_PROTEIN_BOUND * (times >= e.end) * np.exp(-np.abs(times - e.end) / 2)
        for e in body.care.exchanges
    ]
    return Moment(
        days=times,
        recovery=np.interp(times, GRID, full_recovery(body.log_activity)),
        synthesis=np.clip((activity - log(courses.ENROLLED_PTA)) / span, -0.5, 1),
        worse=np.clip(baseline_reserve(body.candidate) - activity, 0, None),
        terminal=np.clip(1 - (death - times) / 4, 0, 1) ** 2,
        infected=np.max([np.zeros(len(times)), *infections], axis=0),
        grafted=np.where(times >= surgery, times - surgery, np.inf),
        drained=np.sum([np.zeros(len(times)), *drained], axis=0),
    )


def grade_at(course: Days, time: float) -> int:
    """A graded course at one time: the grade of that day."""
    return int(course[int(np.searchsorted(GRID, time, side="right")) - 1])
