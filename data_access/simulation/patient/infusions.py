"""The four weekly infusions: given, delayed, interrupted or not given, and why. The arm is not known here."""

from dataclasses import dataclass
from math import inf

from numpy.random import Generator

from data_access.simulation.calibration import plan
from data_access.simulation.patient.complications import Complications
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.patient.visits import Stay
from data_access.simulation.random_streams import chance, pick


@dataclass(frozen=True)
class Reaction:
    """An infusion reaction: CTCAE term and grade, minutes after the start, how long it lasts."""

    term: str
    verbatim: str
    grade: int
    onset_minutes: float
    hours: float


@dataclass(frozen=True)
class Dose:
    """One planned infusion. `start` and `end` (days) are None when it was not given; `reason` says why not.

    `delay` is the reason of a delay, `pause_minutes` how long the infusion was interrupted.
    """

    number: int
    planned_day: int
    start: float | None
    end: float | None
    reason: str | None
    delay: str | None
    pause_minutes: int
    reaction: Reaction | None


@dataclass(frozen=True)
class Circumstances:
    """What decides whether an infusion can be given."""

    fate: Outcome
    events: Complications
    where: Stay


def doses(
    random: Generator, around: Circumstances, *, late: int | None, interrupted: int | None
) -> tuple[Dose, ...]:
    """All planned infusions. `late` and `interrupted` name a dose that is planted so, if given."""
    reacting = int(random.integers(1, 5)) if chance(random, plan.REACTION_SHARE) else None
    planned = []
    for number, day in enumerate(plan.DOSE_DAYS, start=1):
        reason, days = delayed(random, number, number == late)
        reaction = infusion_reaction(random, number == interrupted)
        felt = reaction if number in (reacting, interrupted) else None
        planned.append(dose(random, around, number, day, days, reason if days else None, felt))
    return tuple(planned)


def dose(
    random: Generator,
    around: Circumstances,
    number: int,
    planned: int,
    days: int,
    delay: str | None,
    reaction: Reaction | None,
) -> Dose:
    """One planned infusion and what came of it, `days` after its day for the reason `delay`."""
    start = planned + days + float(random.uniform(9.5, 11)) / 24
    minutes = float(random.uniform(*plan.INFUSION_MINUTES))
    reason = not_given(start, number, around, chance(random, plan.DOSE_HELD_SHARE))
    if reason is not None:
        return Dose(number, planned, None, None, reason, None, 0, None)
    pause = plan.PAUSE_MINUTES if reaction and reaction.grade >= 2 else 0
    return Dose(number, planned, start, start + (minutes + pause) / 1440, None, delay, pause, reaction)


def delayed(random: Generator, number: int, late: bool) -> tuple[str, int]:
    """The reason and the days by which a dose after the first is late: a day, which is within the window."""
    reason = pick(random, plan.DELAY_REASONS)
    next_day = chance(random, plan.DOSE_DELAYED_SHARE)
    if number == 1:
        return reason, 0
    return reason, plan.LATE_DOSE_DAYS if late else int(next_day)


def not_given(start: float, number: int, around: Circumstances, held: bool) -> str | None:
    """Why a dose was not given, or None."""
    death, transplant = around.fate.death or inf, around.fate.transplant or inf
    if start > death:
        return "DEATH"
    if start > transplant - 0.5:
        return "LIVER TRANSPLANTATION"
    if start > min(around.where.discharge, around.where.lost):
        return "DISCHARGED FROM HOSPITAL"
    if start > death - 2:
        return "PHYSICIAN DECISION: MORIBUND"
    infected = any(one.size >= 1 and 0 <= start - one.onset < 5 for one in around.events.infections)
    return "ACTIVE INFECTION" if infected and held and number > 1 else None


def infusion_reaction(random: Generator, interrupted: bool) -> Reaction:
    """A mild or moderate reaction within the first hours."""
    term = pick(random, plan.REACTION_TERMS)
    moderate = chance(random, plan.REACTION_MODERATE_SHARE)
    onset, hours = float(random.uniform(12, 55)), float(random.uniform(0.7, 6))
    if interrupted or moderate:
        return Reaction("Infusion related reaction", "Chills and fever during infusion", 2, onset, hours)
    return Reaction(term, plan.REACTION_VERBATIM[term], 1, onset, hours)
