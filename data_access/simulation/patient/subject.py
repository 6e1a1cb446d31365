"""One screened patient complete: hidden course, care, infusions, blood, and until when it is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import floor, inf

import numpy as np

from data_access.simulation.calibration import courses, plan
from data_access.simulation.patient import organs, reserve
from data_access.simulation.patient.analytes import levels
from data_access.simulation.patient.complications import Days, complications
from data_access.simulation.patient.hidden_course import Body
from data_access.simulation.patient.infusions import Circumstances, Dose, doses
from data_access.simulation.patient.outcome import outcome
from data_access.simulation.patient.reserve import GRID, inr_of
from data_access.simulation.patient.samples import Result, Sample, after_exchanges, numbered, results
from data_access.simulation.patient.treatments import treatments
from data_access.simulation.patient.visits import (
    SCREENING,
    Stay,
    clinic_bloods,
    planned_visits,
    stay,
    ward_bloods,
)
from data_access.simulation.random_streams import stream
from data_access.simulation.screening.enrolment import Screened


@dataclass(frozen=True)
class Subject:
    """Everything about one screened patient; `body` and `where` are None for a screening failure.

    Times are days from midnight of the anchor day. Nothing after `known_until` may be written: death, loss
    of contact or the data cut-off, whichever is first.
    """

    seed: int
    screened: Screened
    body: Body | None
    where: Stay | None
    doses: tuple[Dose, ...]
    samples: tuple[Sample, ...]
    results: tuple[Result, ...]
    known_until: float

    @property
    def death(self) -> float | None:
        """The day of death, if it is known."""
        day = self.body.fate.death if self.body else None
        return day if day is not None and day <= self.known_until else None

    @property
    def transplant(self) -> float | None:
        """The day of transplantation, if it is known."""
        day = self.body.fate.transplant if self.body else None
        return day if day is not None and day <= self.known_until else None

    @property
    def examined(self) -> tuple[Sample, ...]:
        """The occasions on which somebody examined the patient: not a telephone call, not extra blood."""
        return tuple(one for one in self.samples if one.panels and one.time % 1 < plan.NOON)

    @cached_property
    def given(self) -> tuple[Dose, ...]:
        """The infusions that were started."""
        return tuple(dose for dose in self.doses if dose.start is not None and dose.start <= self.known_until)

    def date(self, time: float) -> str:
        """ISO date of a time."""
        return (self.screened.anchor + timedelta(days=floor(time))).isoformat()

    def stamp(self, time: float) -> str:
        """ISO date and time to the minute."""
        midnight = datetime.combine(self.screened.anchor, datetime.min.time())
        return (midnight + timedelta(minutes=round(time * 1440))).isoformat(timespec="minutes")

    def study_day(self, time: float) -> str:
        """Study day from the first infusion, without a day 0; empty for those never infused."""
        if not self.given:
            return ""
        day = floor(time) - floor(self.given[0].start or 0)
        return str(day + 1 if day >= 0 else day)


def screening_failure(seed: int, screened: Screened) -> Subject:
    """A patient seen once, or twice where a low bilirubin was repeated."""
    random = stream(seed, "screening", screened.number)
    first = screened.screening_day + float(random.uniform(8, 11)) / 24
    repeated = [first + 1.0] if "I3" in screened.failed else []
    samples = numbered(random, [(first, SCREENING)], repeated, np.zeros(len(GRID)))
    screening = screened.candidate.values
    # A repeated bilirubin falls: were it to rise by 17.1 a day, the patient would qualify after all.
    repeat = dict.fromkeys(("BILI", "BILDIR", "BILEAC"), plan.REPEATED_BILIRUBIN_SHARE)
    found = {
        code: np.array([value, *[value * repeat.get(code, 1.0)] * len(repeated)])
        for code, value in screening.items()
    }
    reports = results(random, samples, found, screening)
    return Subject(seed, screened, None, None, (), tuple(samples), tuple(reports), samples[-1].time + 0.2)


def randomised(seed: int, screened: Screened) -> Subject:
    """A randomised patient; every step has a random stream of its own, and none knows the arm."""
    body, where = hidden(seed, screened)
    number, fate = screened.number, body.fate
    known_until = min(fate.death or inf, where.lost, screened.cut_off_time, courses.LAST_DAY)
    late = plan.LATE_DOSE if screened.order == plan.LATE_DOSE_ORDER else None
    interrupted = plan.INTERRUPTED_DOSE if screened.order == plan.INTERRUPTED_ORDER else None
    around = Circumstances(fate, body.events, where)
    planned = doses(stream(seed, "doses", number), around, late=late, interrupted=interrupted)
    samples = bloods(seed, screened, body, where)
    times = np.array([sample.time for sample in samples])
    found = levels(stream(seed, "levels", number), body, times)
    reports = results(stream(seed, "laboratory", number), samples, found, screened.candidate.values)
    return Subject(
        seed,
        screened,
        body,
        where,
        planned,
        tuple(sample for sample in samples if sample.time <= known_until),
        tuple(report for report in reports if report.sample.time <= known_until),
        known_until,
    )


def hidden(seed: int, screened: Screened) -> tuple[Body, Stay]:
    """The latent course of a randomised patient, the care it calls for and the stay."""
    number, one = screened.number, screened.candidate
    fate = outcome(stream(seed, "outcome", number), one)
    events = complications(stream(seed, "complications", number), fate)
    random = stream(seed, "reserve", number)
    activity = reserve.reserve(random, one, fate, events)
    bilirubin = reserve.bilirubin(random, one, fate, activity)
    where = stay(stream(seed, "stay", number), fate, activity, bilirubin)
    organ = stream(seed, "organs", number)
    body = Body(
        candidate=one,
        fate=fate,
        events=events,
        care=treatments(stream(seed, "treatments", number), fate, events, where, inr_of(activity)),
        log_activity=activity,
        bilirubin=bilirubin,
        creatinine_factor=organs.creatinine_factor(organ, fate, events),
        he_grade=organs.encephalopathy(organ, one, fate, events, activity),
        ascites=organs.ascites(organ, one, fate, activity),
    )
    return body, where


def bloods(seed: int, screened: Screened, body: Body, where: Stay) -> list[Sample]:
    """All samples that will be taken from a randomised patient."""
    random = stream(seed, "visits", screened.number)
    first = screened.screening_day + float(random.uniform(8, 11)) / 24
    visits = [(first, SCREENING), *planned_visits(random, body.fate, where)]
    inr = inr_of(body.log_activity)
    others = ward_bloods(random, screened.anchor, first, body.fate, where, inr)
    others += clinic_bloods(random, screened.anchor, body.fate, where)
    others += after_exchanges(random, body.care.exchanges)
    return numbered(random, visits, others, worrying(body, inr))


def worrying(body: Body, inr: Days) -> Days:
    """How likely ammonia, lactate and markers of infection are ordered on each day of GRID."""
    infected = np.zeros(len(GRID))
    for episode in body.events.infections:
        infected = np.maximum(infected, episode.course(GRID, 0.5, 3.0))
    worse = (infected > 0.2) | (body.he_grade >= 2) | (inr > plan.WORRYING_INR + 0.3)
    return np.where(worse, plan.EXTRA_PANEL_SHARES[1], plan.EXTRA_PANEL_SHARES[0])
