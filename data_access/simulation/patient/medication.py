"""Concomitant medication of one patient: what liver failure, its complications and a graft call for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from numpy.random import Generator

from data_access.simulation.calibration import ward
from data_access.simulation.patient.hidden_course import Body
from data_access.simulation.patient.reserve import GRID
from data_access.simulation.patient.subject import Subject
from data_access.simulation.random_streams import chance, stream
from data_access.simulation.screening.candidates import HBV


@dataclass(frozen=True)
class Drug:
    """One course of a medicine from `start` to `end` (days, inf: ongoing).

    `since` is a partial ISO date of a start long ago that nobody knows exactly.
    """

    name: str
    indication: str
    dose: str
    unit: str
    frequency: str
    route: str
    start: float
    end: float
    since: str = ""


def drug(kind: str, start: float, end: float, since: str = "") -> Drug:
    """A course of one of the medicines of the ward's list."""
    indication, dose, unit, frequency, route = ward.DRUGS[kind]
    return Drug(kind, indication, dose, unit, frequency, route, start, end, since)


def medication(subject: Subject) -> list[Drug]:
    """All courses begun before the patient was last known, in order of start; earlier medicines first."""
    random = stream(subject.seed, "medication", subject.screened.number)
    found = list(before(random, subject))
    if subject.body is not None and subject.where is not None:
        stay_ends = min(subject.where.discharge, subject.body.fate.death or inf, subject.where.lost)
        found += list(liver_care(random, subject, stay_ends))
        found += list(complication_care(random, subject.body, stay_ends))
        found += list(reaction_care(subject))
    last = inf if subject.death is None else subject.death
    known = [replace(one, end=min(one.end, last)) for one in found if one.start <= subject.known_until]
    return sorted(known, key=lambda one: (one.start, one.name))


def before(random: Generator, subject: Subject) -> Iterator[Drug]:
    """Medicines taken before admission, with the dates as patients remember them."""
    year, month = subject.screened.anchor.year - int(random.integers(1, 9)), int(random.integers(1, 13))
    since = f"{year}" if chance(random, 0.5) else f"{year}-{month:02d}"
    hypertensive, herbs = chance(random, ward.HYPERTENSION_SHARE), float(random.uniform(25, 60))
    if hypertensive:
        yield drug("AMLODIPINE", -1000.0, inf, since)
    if subject.screened.candidate.cause == "DRUG-INDUCED LIVER INJURY":
        start = subject.screened.screening_day - herbs
        yield drug("POLYGONUM MULTIFLORUM", start, start + herbs / 2, subject.date(start)[:7])


def liver_care(random: Generator, subject: Subject, stay_ends: float) -> Iterator[Drug]:
    """Antiviral, liver-protective and supportive treatment of the stay, and what follows a transplant."""
    admitted = subject.screened.screening_day - int(random.integers(1, 5)) + 0.5
    antiviral = "ENTECAVIR" if chance(random, 0.6) else "TENOFOVIR ALAFENAMIDE"
    if subject.screened.candidate.cause == HBV:
        yield drug(antiviral, admitted, inf)
    for name, share in ward.SUPPORTIVE_SHARES.items():
        if chance(random, share):
            yield drug(name, admitted, admitted + 3 if name == "VITAMIN K1" else stay_ends)
    if subject.screened.candidate.ascites:
        yield drug("SPIRONOLACTONE", admitted + 1, stay_ends)
        yield drug("FUROSEMIDE", admitted + 1, stay_ends)
    body = subject.body
    if body is not None and body.fate.transplant is not None:
        for name in ("TACROLIMUS", "MYCOPHENOLATE MOFETIL"):
            yield drug(name, body.fate.transplant + 1, inf)
        yield drug("METHYLPREDNISOLONE", body.fate.transplant, body.fate.transplant + 6)


def complication_care(random: Generator, body: Body, stay_ends: float) -> Iterator[Drug]:
    """Antibiotics, lactulose, vasoconstrictors."""
    for episode in body.events.infections:
        at_home = episode.onset > stay_ends or episode.term == "Upper respiratory infection"
        in_hospital = ward.ANTIBIOTICS[int(random.integers(len(ward.ANTIBIOTICS)))]
        name = in_hospital if episode.size >= 1 or not at_home else "AMOXICILLIN"
        yield drug(name, episode.onset + 0.2, min(episode.end, inf if at_home else stay_ends))
    confused = GRID[(body.he_grade >= 1) & (GRID >= -1) & (stay_ends > GRID)]
    if len(confused):
        start, end = float(confused[0]) + 0.5, float(confused[-1]) + 3
        yield drug("LACTULOSE", start, min(end, stay_ends))
        yield drug("ORNITHINE ASPARTATE", start, min(end, stay_ends))
    kidney = body.events.kidney if body.events.hepatorenal else None
    for cause in (body.events.bleeding, kidney):
        if cause is not None:
            yield drug("TERLIPRESSIN", cause.onset + 0.3, min(cause.end, cause.onset + 7))


def reaction_care(subject: Subject) -> Iterator[Drug]:
    """What is given for an interrupted infusion."""
    for dose in subject.given:
        if dose.pause_minutes and dose.start and dose.reaction:
            onset = dose.start + (dose.reaction.onset_minutes + 5) / 1440
            for name in ("PROMETHAZINE", "DEXAMETHASONE"):
                yield drug(name, onset, onset)
