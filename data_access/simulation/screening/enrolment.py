"""Who is screened when, who is randomised, and to which arm."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from numpy import interp

from data_access.simulation.calibration import plan
from data_access.simulation.random_streams import chance, stream
from data_access.simulation.screening.candidates import Candidate, candidate
from data_access.simulation.screening.record_gates import failures

SATURDAY = 5
FAILURE_KNOWN_DAYS = 2  # after screening: a low bilirubin is repeated the next day


@dataclass(frozen=True)
class Screened:
    """One screened patient in the calendar; days count from `anchor`, the first planned infusion.

    `order` is the place in the randomisation list from 1, None for a screening failure; for a failure
    `anchor` is the day after screening and `randomised_day` means nothing. `cut_off`: None for the trial's own.
    """

    candidate: Candidate
    usubjid: str
    failed: tuple[str, ...]
    anchor: date
    screening_day: int
    randomised_day: int
    order: int | None = None
    cut_off: date | None = None

    @property
    def number(self) -> int:
        """The order of screening, which names the patient's random streams."""
        return self.candidate.number

    @property
    def decided_time(self) -> float:
        """The day of randomisation, or the day after the last blood of a failure, in days from the anchor."""
        return self.randomised_day if self.order else self.screening_day + FAILURE_KNOWN_DAYS

    @property
    def cut_off_time(self) -> float:
        """The moment of the data cut-off, in days from midnight of the anchor day."""
        day = self.cut_off or plan.CUT_OFF_DATE
        moment = datetime.combine(day, datetime.min.time()) + plan.CUT_OFF_TIME
        return (moment - datetime.combine(self.anchor, datetime.min.time())) / timedelta(days=1)


def enrol(patients: int, seed: int, cut_off: date | None = None) -> list[Screened]:
    """Everybody screened until `patients` were randomised, in order of screening.

    With a `cut_off` only those of them whose randomisation or failure was known on its morning.
    """
    candidates: list[Candidate] = []
    missing = patients
    while missing:
        candidates.append(candidate(seed, len(candidates) + 1))
        missing -= not excluded(candidates[-1])
    screened = [placed(seed, one, len(candidates)) for one in candidates]
    randomised = sorted((s for s in screened if not s.failed), key=randomisation_date)
    order = {s.number: place for place, s in enumerate(randomised, start=1)}
    complete = [replace(s, order=order.get(s.number), cut_off=cut_off) for s in screened]
    return [s for s in complete if cut_off is None or s.decided_time < s.cut_off_time]


def excluded(one: Candidate) -> tuple[str, ...]:
    """Why a candidate was not randomised: criteria of the record, or consent; empty if randomised."""
    return failures(one) or (("CONSENT",) if one.declined else ())


def randomisation_date(screened: Screened) -> tuple[date, int]:
    """The date, and the order of screening to separate two of one day."""
    return screened.anchor + timedelta(days=screened.randomised_day), screened.number


def placed(seed: int, one: Candidate, total: int) -> Screened:
    """A candidate with screening, randomisation and first infusion on working days."""
    random = stream(seed, "calendar", one.number)
    position = (one.number - 0.5 + 0.8 * (random.random() - 0.5)) / total
    day = float(interp(position, plan.ACCRUAL_SHARES, plan.ACCRUAL_DAYS))
    screening = working_day(plan.FIRST_SCREENING + timedelta(days=int(day)))
    randomised = working_day(screening + timedelta(days=1 + int(random.integers(0, 3))))
    infused = randomised + timedelta(days=int(chance(random, plan.INFUSED_NEXT_DAY_SHARE)))
    anchor = infused if infused.weekday() < SATURDAY else randomised
    return Screened(
        candidate=one,
        usubjid=f"{plan.SUBJECT_PREFIX}{one.number:0{max(3, len(str(total)))}d}",
        failed=excluded(one),
        anchor=anchor,
        screening_day=(screening - anchor).days,
        randomised_day=(randomised - anchor).days,
    )


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def allocate(patients: int, seed: int) -> list[str]:
    """ARMCD by place in the randomisation list: permuted blocks, drawn apart from everything else."""
    random = stream(seed, "allocation")
    codes = list(plan.ARMS)
    block = codes * (plan.BLOCK_SIZE // len(codes))
    blocks = -(-patients // len(block))
    return [block[i] for _ in range(blocks) for i in random.permutation(len(block))][:patients]
