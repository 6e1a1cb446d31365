"""Signs of allergy asked for on the grid around each infusion, in agreement with the adverse events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from numpy.random import Generator

from data_access.simulation.calibration import ward
from data_access.simulation.patient.adverse_events import Event
from data_access.simulation.patient.subject import Subject
from data_access.simulation.patient.vitals import Assessment, assessments
from data_access.simulation.random_streams import chance, pick, stream


@dataclass(frozen=True)
class Answers:
    """What was found at one assessment: sign -> present; a sign left blank is absent from it.

    `reason` is set, and nothing answered, where the form was marked as not done.
    """

    assessment: Assessment
    present: dict[str, bool]
    reason: str


def allergy_answers(subject: Subject, events: Sequence[Event]) -> Iterator[Answers]:
    """The forms of all assessments around infusions, at the moments of the vital signs, in order of time."""
    random = stream(subject.seed, "allergy", subject.screened.number)
    # The moments are the first draws of the stream of vital signs.
    taken = assessments(stream(subject.seed, "vitals", subject.screened.number), subject)
    for assessment in taken:
        if assessment.dose is not None:
            found = answers(random, assessment, signs_at(assessment.time, events))
            if found.present or found.reason:
                yield found


def answers(random: Generator, assessment: Assessment, seen: frozenset[str]) -> Answers:
    """One form: filled, marked as not done, or (neither answers nor reason) not there at all."""
    asked = not chance(random, ward.ALLERGY_NOT_ASKED_SHARE)
    recorded = chance(random, ward.ALLERGY_NOT_ASKED_RECORDED_SHARE)
    reason = pick(random, ward.ALLERGY_NOT_ASKED_REASONS)
    blank = {sign: chance(random, ward.ALLERGY_BLANK_SHARE) for sign in ward.ALLERGY_SIGNS}
    if asked:
        return Answers(assessment, {sign: sign in seen for sign in ward.ALLERGY_SIGNS if not blank[sign]}, "")
    return Answers(assessment, {}, reason if recorded else "")


def signs_at(time: float, events: Sequence[Event]) -> frozenset[str]:
    """The signs that the events going on at that time show."""
    signs = ward.REACTION_SIGNS | ward.EVENT_SIGNS
    return frozenset(
        sign for event in events if event.onset <= time <= event.end for sign in signs.get(event.term, ())
    )
