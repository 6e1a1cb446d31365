"""Vital signs: at every visit, and on the grid around each infusion, in both arms alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.random import Generator

from clinical.protocols.protocol import MSC_EV, TimePoint
from data_access.simulation.calibration import plan, ward
from data_access.simulation.patient.complications import Days
from data_access.simulation.patient.hidden_course import Body, moment
from data_access.simulation.patient.infusions import Dose
from data_access.simulation.patient.subject import Subject
from data_access.simulation.random_streams import stream


@dataclass(frozen=True)
class GridPoint:
    """One planned time around an infusion: minutes after its start, or after its end."""

    name: str
    number: int
    minutes: float
    from_end: bool
    planned: str


def grid_point(point: TimePoint) -> GridPoint:
    """A planned point of the protocol, with its planned time from the start of an infusion as planned."""
    minutes = ward.PRE_INFUSION_MINUTES if point.before else float(point.minutes)
    planned = int(minutes) + (ward.PLANNED_INFUSION_MINUTES if point.from_end else 0)
    return GridPoint(point.name, point.number, minutes, point.from_end, duration(planned))


def duration(minutes: int) -> str:
    """ISO 8601, in minutes up to two hours."""
    sign, size = "-" if minutes < 0 else "", abs(minutes)
    return f"{sign}PT{size}M" if size < 120 else f"{sign}PT{size // 60}H{size % 60}M"


GRID_POINTS = tuple(grid_point(point) for point in MSC_EV.time_points)


@dataclass(frozen=True)
class Assessment:
    """One set of vital signs: time in days, visit, and the infusion and grid point it belongs to, if any."""

    time: float
    visit_number: float
    visit: str
    dose: Dose | None
    point: GridPoint | None


def assessments(random: Generator, subject: Subject) -> list[Assessment]:
    """All moments at which vital signs were taken, in order of time."""
    found = [Assessment(s.time + 0.01, s.visit_number, s.visit, None, None) for s in subject.examined]
    for dose in subject.given:
        if dose.start is None or dose.end is None:
            continue
        visit = plan.VISIT_PLAN[dose.number]
        for point in GRID_POINTS:
            base = dose.end if point.from_end else dose.start
            minutes = point.minutes + (float(random.uniform(-2, 4)) if point.minutes else 0.0)
            found.append(Assessment(base + minutes / 1440, visit[0], visit[1], dose, point))
    return sorted(
        (assessment for assessment in found if assessment.time <= subject.known_until),
        key=lambda assessment: assessment.time,
    )


def vital_signs(subject: Subject) -> Iterator[tuple[Assessment, dict[str, float]]]:
    """Each set of vital signs as measured; MAP from the two pressures."""
    person = subject.screened.number
    taken = assessments(stream(subject.seed, "vitals", person), subject)
    times = np.array([assessment.time for assessment in taken])
    random = stream(subject.seed, "vital levels", person)
    own = {code: float(random.normal(mean, between)) for code, (mean, between, _) in ward.VITALS.items()}
    shift = state(subject.body, times) if subject.body else {}
    reaction = infusion_effect(taken)
    random = stream(subject.seed, "vital noise", person)
    for row, assessment in enumerate(taken):
        # One assessment after the other, so that a later data cut-off changes none of the earlier ones.
        missing = random.random(len(own)) < plan.VITALS_MISSING_SHARE
        noise = random.standard_normal(len(own))
        signs = {
            code: level
            + float(shift[code][row] if code in shift else 0.0)
            + float(reaction[code][row])
            + ward.VITALS[code][2] * float(noise[column])
            for column, (code, level) in enumerate(own.items())
        }
        seen = {code: value for column, (code, value) in enumerate(signs.items()) if not missing[column]}
        yield assessment, rounded(seen)


def state(body: Body, times: Days) -> dict[str, Days]:
    """How infection and the approach of death move vital signs; temperature has its daily course."""
    now = moment(body, times)
    bled = body.events.bleeding.course(times, 0.3, 1.0) if body.events.bleeding else np.zeros(len(times))
    hot = body.events.fever.course(times, 0.1, 0.2) if body.events.fever else np.zeros(len(times))
    daily = 0.2 * np.sin((times % 1 - 0.46) * 2 * pi)
    return {
        "TEMP": daily + np.maximum(1.6 * now.infected, 1.8 * hot),
        "HR": 14 * now.infected + 22 * now.terminal + 20 * bled - 6 * now.recovery,
        "SYSBP": -6 * now.infected - 28 * now.terminal - 20 * bled + 6 * now.recovery,
        "DIABP": -5 * now.infected - 16 * now.terminal - 10 * bled + 5 * now.recovery,
        "RESP": 2.5 * now.infected + 5 * now.terminal,
        "OXYSAT": -1.2 * now.infected - 5 * now.terminal,
    }


def infusion_effect(taken: list[Assessment]) -> dict[str, Days]:
    """A slightly lower pressure during an infusion, and what a reaction does; nothing elsewhere."""
    effect = {code: np.zeros(len(taken)) for code in ward.VITALS}
    for row, assessment in enumerate(taken):
        if assessment.dose is None or assessment.dose.start is None:
            continue
        minutes = (assessment.time - assessment.dose.start) * 1440
        effect["SYSBP"][row] -= ward.SYSTOLIC_FALL_DURING_INFUSION * (15 <= minutes <= 90)
        reaction = assessment.dose.reaction
        if reaction is None or minutes < reaction.onset_minutes:
            continue
        since = minutes - reaction.onset_minutes
        size = (
            (0.6 + 0.4 * reaction.grade)
            * min(1.0, (since + 15) / 30)
            * float(np.exp(-since / (reaction.hours * 60)))
        )
        warm = reaction.term in ("Fever", "Infusion related reaction")
        effect["TEMP"][row] += 2.1 * size if warm else 0.3 * size
        effect["HR"][row] += 14 * size
        effect["SYSBP"][row] -= 6 * size * (reaction.grade - 1)
    return effect


def rounded(signs: dict[str, float]) -> dict[str, float]:
    """As written on the chart: temperature to a tenth, the rest whole; saturation at most 100."""
    written = {code: round(value, 1 if code == "TEMP" else 0) for code, value in signs.items()}
    if "OXYSAT" in written:
        written["OXYSAT"] = min(100.0, written["OXYSAT"])
    if "SYSBP" in written and "DIABP" in written:
        written["SYSBP"] = max(written["SYSBP"], written["DIABP"] + 15)
        written["MAP"] = float(round((written["SYSBP"] + 2 * written["DIABP"]) / 3))
    return written
