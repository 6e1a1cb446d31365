"""The adverse events of one patient: complications, blood, infusions and the small troubles of a stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.random import Generator

from clinical.ctcae import TERM_OF_PARAMCD, grades
from data_access.simulation.calibration import ward
from data_access.simulation.hospital_laboratory import ASSAY_OF
from data_access.simulation.patient.complications import Days, Episode
from data_access.simulation.patient.event_terms import LOWEST_GRADE, VERBATIM
from data_access.simulation.patient.hidden_course import Body
from data_access.simulation.patient.reserve import GRID
from data_access.simulation.patient.subject import Subject
from data_access.simulation.random_streams import chance, stream


@dataclass(frozen=True)
class Event:
    """One adverse event: CTCAE term, text, grade, onset and end in days (end inf: not over).

    `dose` is the infusion it is attributed to, `timed` whether onset and end are known to the minute,
    `paused` whether the infusion was interrupted for it.
    """

    term: str
    verbatim: str
    grade: int
    onset: float
    end: float
    related: bool = False
    dose: int | None = None
    timed: bool = False
    paused: bool = False
    fatal: bool = False


def adverse_events(subject: Subject) -> list[Event]:
    """All events that began before the patient was last known, in order of onset."""
    body, where = subject.body, subject.where
    if body is None or where is None:
        return []
    random = stream(subject.seed, "events", subject.screened.number)
    known_until = subject.known_until
    found = [*complication_events(body, known_until), *encephalopathy_events(body, known_until)]
    found += ascites_events(body, known_until)
    found += [*laboratory_events(random, subject), *infusion_events(subject), *minor_events(random, subject)]
    found += fatal_events(body)
    known = [event for event in found if event.onset <= known_until]
    return sorted(known, key=lambda event: (event.onset, event.term))


def complication_events(body: Body, known_until: float) -> Iterator[Event]:
    """Infections, kidney injury, bleeding."""
    deadly = body.fate.cause
    for episode in body.events.infections:
        severity = max(3 if episode.size >= 1 else 2, LOWEST_GRADE.get(episode.term, 1))
        yield Event(episode.term, VERBATIM[episode.term], severity, episode.onset, episode.end)
    if body.events.kidney and body.events.kidney.onset <= known_until:
        text = "Hepatorenal syndrome (HRS-AKI)" if body.events.hepatorenal else "Acute kidney injury"
        yield Event(
            "Acute kidney injury",
            text,
            kidney_grade(body, body.events.kidney, known_until),
            body.events.kidney.onset,
            body.events.kidney.end,
        )
    if body.events.fever:
        yield Event("Fever", "Fever without focus", 1, body.events.fever.onset, body.events.fever.end)
    bleeding = body.events.bleeding
    if bleeding and deadly != bleeding.term:
        yield Event(bleeding.term, VERBATIM[bleeding.term], 3, bleeding.onset, bleeding.end)


def kidney_grade(body: Body, kidney: Episode, known_until: float) -> int:
    """Dialysis is grade 4; else by the multiple of baseline creatinine so far: 1 up to 2, 2 up to 3, 3 above."""
    if any(session.start <= known_until for session in body.care.dialyses):
        return 4
    last = min(kidney.end, kidney.onset + 10, known_until)
    multiple = float(body.creatinine_factor[(kidney.onset - 1 <= GRID) & (last >= GRID)].max())
    return 1 + (multiple > 2) + (multiple > 3)


def encephalopathy_events(body: Body, known_until: float) -> Iterator[Event]:
    """Encephalopathy above the grade of screening, until it is back there."""
    for onset, end, worst in worsenings(body.he_grade, body.candidate.he_grade, known_until):
        yield Event("Encephalopathy", f"Hepatic encephalopathy grade {worst}", worst, onset + 0.3, end)


def ascites_events(body: Body, known_until: float) -> Iterator[Event]:
    """Ascites above the finding at screening."""
    for onset, end, worst in worsenings(body.ascites, body.candidate.ascites, known_until):
        if end - onset >= 4:
            yield Event("Ascites", VERBATIM["Ascites"], 1 + worst, onset + 0.4, end)


def worsenings(course: Days, baseline: int, known_until: float) -> Iterator[tuple[float, float, int]]:
    """Spells above baseline after day 0: first day, day of return (inf: none), highest grade so far.

    Spells less than three days apart are one. Nothing after `known_until` counts.
    """
    days = GRID[(course > baseline) & (GRID > 0) & (known_until >= GRID)]
    if len(days) == 0:
        return
    for spell in np.split(days, np.flatnonzero(np.diff(days) > 3) + 1):
        inside = (spell[0] <= GRID) & (spell[-1] >= GRID)
        end = float(spell[-1]) + 1.4 if spell[-1] < GRID[-1] else inf
        yield float(spell[0]), end, int(course[inside].max())


def laboratory_events(random: Generator, subject: Subject) -> Iterator[Event]:
    """The first spell above baseline of some tests, where somebody wrote it down."""
    female = subject.screened.candidate.female
    for code, (direction, lowest, share) in ward.LABORATORY_EVENTS.items():
        written, term = chance(random, share), TERM_OF_PARAMCD[code][direction]
        found = [
            (one.sample.time, one.value) for one in subject.results if one.assay.code == code and one.value
        ]
        values, lower = [value for _, value in found], ASSAY_OF[code].range_of(female)[0]
        reached = np.nan_to_num(grades(term, values, lln=lower)).astype(int).tolist()
        graded = [(time, grade) for (time, _), grade in zip(found, reached, strict=True)]
        before = max((grade for time, grade in graded if time < 1), default=0)
        onset = next(
            (time for time, grade in graded if time >= 1 and grade > before and grade >= lowest), None
        )
        if written and onset is not None:
            back = next((time for time, grade in graded if time > onset and grade <= before), inf)
            worst = max(grade for time, grade in graded if onset <= time < back)
            yield Event(term, VERBATIM[term], worst, onset, back)


def infusion_events(subject: Subject) -> Iterator[Event]:
    """Reactions to an infusion, with their times."""
    for dose in subject.given:
        if dose.reaction and dose.start:
            onset = dose.start + dose.reaction.onset_minutes / 1440
            yield Event(
                dose.reaction.term,
                dose.reaction.verbatim,
                dose.reaction.grade,
                onset,
                onset + dose.reaction.hours / 24,
                True,
                dose.number,
                True,
                dose.pause_minutes > 0,
            )


def minor_events(random: Generator, subject: Subject) -> Iterator[Event]:
    """Small troubles of the hospital stay, a few of them before the first infusion."""
    consent = subject.screened.screening_day
    for term, (share, text) in ward.MINOR_EVENT_SHARES.items():
        happens, onset = chance(random, share), consent + 0.4 + float(random.gamma(1.3, 9.0))
        length = float(random.gamma(2.0, 2.5))
        moderate = chance(random, ward.MINOR_MODERATE_SHARE)
        asked = chance(random, ward.POSSIBLY_RELATED_SHARE)
        if not happens or subject.where is None or not subject.where.inpatient(onset):
            continue
        after = [dose.number for dose in subject.given if dose.start and 0 < onset - dose.start < 1]
        severity = 2 if moderate or term == "Thromboembolic event" else 1
        yield Event(
            term,
            text,
            severity,
            onset,
            onset + 0.5 + length,
            asked and bool(after),
            after[-1] if after and asked else None,
        )


def fatal_events(body: Body) -> Iterator[Event]:
    """The event that a patient dies of."""
    if body.fate.death is None or body.fate.cause is None:
        return
    bleeding = body.events.bleeding
    onset = body.fate.death - (5.0 if body.fate.cause in ("Hepatic failure", "Multi-organ failure") else 1.5)
    if bleeding and body.fate.cause == bleeding.term:
        onset = bleeding.onset
    yield Event(body.fate.cause, VERBATIM[body.fate.cause], 5, max(1.0, onset), body.fate.death, fatal=True)
