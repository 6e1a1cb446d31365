"""Medical history of one patient: cause and kind of liver failure, onset of its signs, what was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.random import Generator

from data_access.simulation.calibration import ward
from data_access.simulation.patient.subject import Subject
from data_access.simulation.random_streams import chance, pick, stream
from data_access.simulation.screening.candidates import HBV

COURSE = "COURSE OF LIVER FAILURE"
ASKED = "ELIGIBILITY QUESTION"


@dataclass(frozen=True)
class Item:
    """One item: `onset` in days, or `since` as a partial ISO date; `asked` if it stood on the form."""

    term: str
    category: str
    present: bool = True
    asked: bool = False
    onset: float | None = None
    since: str = ""


def history(subject: Subject) -> Iterator[Item]:
    """Everything recorded at screening."""
    random = stream(subject.seed, "history", subject.screened.number)
    one = subject.screened.candidate
    chronic = not one.acute
    long_ago = one.cause in (HBV, "ALCOHOLIC LIVER DISEASE")
    yield Item(one.cause, "AETIOLOGY", since=remembered(random, subject, 25) if long_ago else "")
    kind = "ACUTE LIVER FAILURE" if one.acute else "ACUTE-ON-CHRONIC LIVER FAILURE"
    yield Item(kind, "LIVER FAILURE TYPE", onset=subject.screened.screening_day - 1.0)
    yield Item("CHRONIC LIVER DISEASE", "LIVER DISEASE", chronic, True)
    known = remembered(random, subject, 6)
    yield Item("LIVER CIRRHOSIS", "LIVER DISEASE", one.cirrhosis, True, since=known if one.cirrhosis else "")
    yield from onsets(random, subject)
    yield from questions(random, subject)
    for term, share in ward.OTHER_HISTORY_SHARES.items():
        since = remembered(random, subject, 12)
        if chance(random, share):
            yield Item(term, "GENERAL MEDICAL HISTORY", since=since)


def remembered(random: Generator, subject: Subject, years: int) -> str:
    """A date as patients remember it: a year, a month, or nothing."""
    year = subject.screened.anchor.year - 1 - int(random.integers(0, years))
    month, exactness = int(random.integers(1, 13)), float(random.random())
    return f"{year}" if exactness < 0.5 else f"{year}-{month:02d}" if exactness < 0.85 else ""


def onsets(random: Generator, subject: Subject) -> Iterator[Item]:
    """First symptom, jaundice, coagulopathy, ascites, encephalopathy: in that order, within four weeks."""
    one, screening = subject.screened.candidate, float(subject.screened.screening_day)
    symptom = screening - int(random.integers(14, 28))
    jaundice = symptom + int(random.integers(2, 7))
    coagulopathy = screening - int(random.integers(1, 6))
    fluid, confusion = screening - int(random.integers(1, 7)), screening - int(random.integers(0, 3))
    yield Item("FIRST SYMPTOM OF THIS EPISODE", COURSE, onset=symptom)
    yield Item("JAUNDICE", COURSE, onset=jaundice)
    yield Item("COAGULOPATHY", COURSE, onset=coagulopathy)
    for term, present, onset in (
        ("ASCITES", one.ascites > 0, fluid),
        ("HEPATIC ENCEPHALOPATHY", one.he_grade > 0, confusion),
    ):
        yield Item(term, COURSE, present, True, onset=onset if present else None)


def questions(random: Generator, subject: Subject) -> Iterator[Item]:
    """The exclusion criteria as asked: yes or no for each."""
    conditions = subject.screened.candidate.conditions
    disease = pick(random, ward.SERIOUS_DISEASES)
    for criterion, term in ward.EXCLUSION_QUESTIONS.items():
        yield Item(term, ASKED, criterion in conditions, True)
    for term in ward.SERIOUS_DISEASES:
        yield Item(term, ASKED, "E5" in conditions and term == disease, True)
