"""The four weekly infusions: given, delayed, interrupted or not given, and why. The arm is not known here."""

from dataclasses import dataclass
from math import inf

from numpy.random import Generator

from data_access.simulation.calibration import plan
from data_access.simulation.complications import Complications
from data_access.simulation.outcome import Outcome
from data_access.simulation.stay import Stay
from data_access.simulation.streams import chance, pick


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


def doses(
    random: Generator,
    fate: Outcome,
    events: Complications,
    where: Stay,
    *,
    late: int | None,
    reacts: int | None,
) -> tuple[Dose, ...]:
    """All planned infusions. `late` and `reacts` name a dose that is to be late or interrupted, if given."""
    reacting = int(random.integers(1, 5)) if chance(random, plan.REACTION_SHARE) else None
    return tuple(
        dose(
            random,
            number,
            day,
            fate,
            events,
            where,
            number == late,
            number in (reacting, reacts),
            number == reacts,
        )
        for number, day in enumerate(plan.DOSE_DAYS, start=1)
    )


def dose(
    random: Generator,
    number: int,
    planned: int,
    fate: Outcome,
    events: Complications,
    where: Stay,
    late: bool,
    reacts: bool,
    interrupted: bool,
) -> Dose:
    """One planned infusion and what came of it."""
    delay, days = delayed(random, number, late)
    start = planned + days + float(random.uniform(9.5, 11)) / 24
    minutes = float(random.uniform(*plan.INFUSION_MINUTES))
    held = chance(random, plan.DOSE_HELD_SHARE)
    reaction = infusion_reaction(random, interrupted)
    reason = not_given(start, number, fate, events, where, held)
    if reason is not None:
        return Dose(number, planned, None, None, reason, None, 0, None)
    pause = 30 if reacts and reaction.grade >= 2 else 0
    end = start + (minutes + pause) / 1440
    return Dose(
        number, planned, start, end, None, delay if days > 1 else None, pause, reaction if reacts else None
    )


def delayed(random: Generator, number: int, late: bool) -> tuple[str, int]:
    """The reason and the days by which a dose after the first is late; a day is within the window."""
    reason = pick(random, plan.DELAY_REASONS)
    long, short = chance(random, plan.DOSE_DELAYED_SHARE), chance(random, plan.DOSE_DELAYED_SHARE * 2)
    if number == 1:
        return reason, 0
    return reason, plan.LATE_DOSE_DAYS if late else 2 * long or int(short)


def not_given(
    start: float, number: int, fate: Outcome, events: Complications, where: Stay, held: bool
) -> str | None:
    """Why a dose was not given, or None."""
    if start > (fate.death or inf):
        return "DEATH"
    if start > (fate.transplant or inf) - 0.5:
        return "LIVER TRANSPLANTATION"
    if start > min(where.discharge, where.lost):
        return "DISCHARGED FROM HOSPITAL"
    if start > (fate.death or inf) - 2:
        return "PHYSICIAN DECISION: MORIBUND"
    infected = any(one.size >= 1 and 0 <= start - one.onset < 5 for one in events.infections)
    return "ACTIVE INFECTION" if infected and held and number > 1 else None


def infusion_reaction(random: Generator, interrupted: bool) -> Reaction:
    """A mild or moderate reaction within the first hours."""
    term = pick(random, plan.REACTION_TERMS)
    moderate = chance(random, plan.REACTION_MODERATE_SHARE)
    onset, hours = float(random.uniform(12, 55)), float(random.uniform(0.7, 6))
    if interrupted or moderate:
        return Reaction("Infusion related reaction", "Chills and fever during infusion", 2, onset, hours)
    return Reaction(term, plan.REACTION_VERBATIM[term], 1, onset, hours)
