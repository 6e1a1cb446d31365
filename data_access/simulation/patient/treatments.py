"""Standard care in both arms: artificial liver, plasma, albumin, dialysis. Trial infusions are elsewhere."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.random import Generator

from data_access.simulation.calibration import plan, ward
from data_access.simulation.patient.complications import Complications, Days
from data_access.simulation.patient.outcome import Outcome
from data_access.simulation.patient.reserve import GRID
from data_access.simulation.patient.visits import Stay
from data_access.simulation.random_streams import chance


@dataclass(frozen=True)
class Given:
    """One treatment given from `start` to `end` (days), with its amount."""

    name: str
    start: float
    end: float
    amount: float
    unit: str


@dataclass(frozen=True)
class Treatments:
    """Everything that disturbs laboratory values, in order of time."""

    exchanges: tuple[Given, ...]
    plasma: tuple[Given, ...]
    albumin: tuple[Given, ...]
    dialyses: tuple[Given, ...]


def treatments(random: Generator, fate: Outcome, events: Complications, where: Stay, inr: Days) -> Treatments:
    """What the ward gives one patient until death, transplantation or discharge."""
    limit = min(fate.death or inf, fate.transplant or inf, where.discharge, where.lost)
    exchanges = plasma_exchanges(random, fate, limit - 0.5)
    return Treatments(
        exchanges=exchanges,
        plasma=plasma(random, limit - 0.2, inr, {int(one.start) for one in exchanges}),
        albumin=albumin(random, limit - 0.2),
        dialyses=dialyses(random, events, fate),
    )


def plasma_exchanges(random: Generator, fate: Outcome, limit: float) -> tuple[Given, ...]:
    """Two to four sessions every third day in weeks 1-2, never on a day of infusion."""
    chosen = chance(random, ward.EXCHANGE_SHARES[fate.course])
    kind = "DPMAS" if chance(random, ward.DPMAS_SHARE) else "PLASMA EXCHANGE"
    low, high = ward.EXCHANGE_SESSIONS
    count, day = int(random.integers(low, high + 1)), int(random.integers(1, 4))
    sessions = []
    for _ in range(count):
        day += day in plan.DOSE_DAYS
        start, hours = day + float(random.uniform(9, 14)) / 24, float(random.uniform(2.5, 4.0))
        volume = 100 * int(random.integers(*ward.EXCHANGE_VOLUME_HUNDRED_ML[kind]))
        if chosen and start + hours / 24 < limit:
            sessions.append(Given(kind, start, start + hours / 24, volume, "mL"))
        day += 3
    return tuple(sessions)


def plasma(random: Generator, limit: float, inr: Days, exchange_days: set[int]) -> tuple[Given, ...]:
    """Fresh frozen plasma on some days with a high INR."""
    orders = random.random(len(GRID)) < ward.PLASMA_PER_DAY
    hours, volumes = random.uniform(14, 20, len(GRID)) / 24, random.choice(ward.PLASMA_ML, len(GRID))
    given = []
    for index in np.flatnonzero(orders & (inr > ward.PLASMA_ABOVE_INR) & (GRID >= 0)).tolist():
        start = float(GRID[index] + hours[index])
        if start < limit and int(start) not in exchange_days:
            given.append(Given("FRESH FROZEN PLASMA", start, start + 1.5 / 24, float(volumes[index]), "mL"))
    return tuple(given)


def albumin(random: Generator, limit: float) -> tuple[Given, ...]:
    """Courses of 10 g or 20 g a day while in hospital, up to five weeks."""
    courses, day = [], float(random.integers(-1, 3))
    while day < min(limit, ward.ALBUMIN_UNTIL_DAY):
        days, pause = int(random.integers(4, 9)), int(random.integers(1, 4))
        grams = 10.0 * int(random.integers(1, 3))
        if day >= 0:
            courses.append(Given("HUMAN SERUM ALBUMIN", day + 0.6, min(day + days, limit), grams, "g"))
        day += days + pause
    return tuple(one for one in courses if one.end > one.start)


def dialyses(random: Generator, events: Complications, fate: Outcome) -> tuple[Given, ...]:
    """Continuous treatment in the last days of a patient, else sessions every other day."""
    kidney = events.kidney
    first, every = float(random.uniform(2, 3.5)), int(random.integers(2, 4))
    if kidney is None or not events.dialysed:
        return ()
    limit = min(fate.death or inf, fate.transplant or inf, kidney.end, kidney.onset + ward.DIALYSIS_DAYS)
    start = int(kidney.onset + first) + 10 / 24
    if kidney.end == inf:
        return tuple(
            Given("CRRT", day, min(day + 20 / 24, limit - 0.05), 20.0, "h")
            for day in np.arange(start, limit - 0.5, 1.0).tolist()
        )
    return tuple(
        Given("HAEMODIALYSIS", day, day + 4 / 24, 4.0, "h")
        for day in np.arange(start, limit - 0.5, every).tolist()
    )


def bilirubin_left(sessions: tuple[Given, ...], times: Days) -> Days:
    """The share of bilirubin that plasma exchange leaves: much is off at once, most is back in a day."""
    left = np.ones(len(times))
    for one in sessions:
        at_once, day_1, day_3 = ward.EXCHANGE_REMOVAL[one.name]
        since = times - one.end
        removed = np.interp(since, (one.start - one.end, 0.0, 1.0, 3.0), (0.0, at_once, day_1, day_3))
        left *= 1 - removed * np.exp(-np.clip(since - 3, 0, None) / ward.EXCHANGE_REFILL_DAYS)
    return left


def clotting_gained(care: Treatments, times: Days) -> Days:
    """The factor (at most 1) by which donated plasma lowers INR, gone after a day."""
    factor = np.ones(len(times))
    for one in care.exchanges:
        fall, since = ward.EXCHANGE_COAGULATION[one.name], times - one.end
        factor *= 1 - fall * (since >= 0) * np.exp(-np.clip(since, 0, None) / ward.EXCHANGE_COAGULATION_DAYS)
    low, high = ward.PLASMA_INR_FALL
    for one in care.plasma:
        share = (one.amount - min(ward.PLASMA_ML)) / (max(ward.PLASMA_ML) - min(ward.PLASMA_ML))
        fall, since = low + (high - low) * share, times - one.end
        factor *= 1 - fall * (since >= 0) * np.exp(-np.clip(since, 0, None) / ward.PLASMA_DAYS)
    return factor


def dialysis_left(care: Treatments, times: Days) -> Days:
    """The share of creatinine and urea that dialysis leaves: a third off per session, back in two days."""
    left = np.ones(len(times))
    for one in care.dialyses:
        since = times - one.start
        left *= 1 - ward.DIALYSIS_REMOVAL * (since >= 0.1) * np.exp(-np.clip(since, 0, None) / 2)
    return np.clip(left, 0.35, 1)
