"""AE, SUPPAE: adverse events."""

from collections.abc import Iterator

from data_access.simulation.patient.adverse_events import Event, adverse_events
from data_access.simulation.patient.event_terms import BODY_SYSTEM, INFECTION
from data_access.simulation.patient.subject import Subject
from data_access.simulation.sdtm.epochs_and_visits import epoch
from data_access.simulation.sdtm.writer import Row

SEVERITY = {1: "MILD", 2: "MODERATE", 3: "SEVERE", 4: "SEVERE", 5: "SEVERE"}
GRAVE = {"Encephalopathy", "Acute kidney injury", "Upper gastrointestinal hemorrhage", "Thromboembolic event"}


def ae_rows(subject: Subject, events: list[Event]) -> Iterator[Row]:
    """One row per event; open where it was not over when the patient was last known."""
    for event in events:
        serious = event.fatal or event.grade >= 4 or (event.grade >= 3 and grave(event))
        written = subject.stamp if event.timed else subject.date
        row = {
            "AETERM": event.verbatim,
            "AEDECOD": event.term,
            "AEBODSYS": BODY_SYSTEM[event.term],
            "AESEV": SEVERITY[event.grade],
            "AETOXGR": str(event.grade),
            "AESER": "Y" if serious else "N",
            "AESDTH": "Y" if event.fatal else "",
            "AESLIFE": "Y" if event.grade == 4 else "",
            "AESHOSP": "Y" if serious and event.grade == 3 else "",
            "AEREL": related(event),
            "AEACN": action(subject, event),
            "AESTDTC": written(event.onset),
            "AESTDY": subject.study_day(event.onset),
            "EPOCH": epoch(subject, event.onset),
        }
        yield row | outcome_columns(
            subject, event, written(event.end) if event.end <= subject.known_until else ""
        )


def grave(event: Event) -> bool:
    """Whether an event of grade 3 prolongs the stay."""
    return event.term in GRAVE or BODY_SYSTEM[event.term] == INFECTION


def related(event: Event) -> str:
    """Relation to the infusion, as judged without knowing what was infused to be better."""
    if event.timed:
        return "RELATED"
    return "POSSIBLY RELATED" if event.related else "NOT RELATED"


def action(subject: Subject, event: Event) -> str:
    """What was done with the infusions."""
    if event.paused:
        return "DRUG INTERRUPTED"
    ahead = [dose for dose in subject.doses if dose.planned_day + 1 > event.onset]
    if not ahead or event.fatal:
        return "NOT APPLICABLE"
    held = ahead[0].reason == "ACTIVE INFECTION" and BODY_SYSTEM[event.term] == INFECTION
    return "DRUG INTERRUPTED" if held else "DOSE NOT CHANGED"


def outcome_columns(subject: Subject, event: Event, end: str) -> dict[str, str]:
    """How it ended, or that it goes on."""
    if event.fatal and subject.death is not None:
        return {
            "AEOUT": "FATAL",
            "AEENDTC": subject.date(subject.death),
            "AEENDY": subject.study_day(subject.death),
        }
    if end:
        return {"AEOUT": "RECOVERED/RESOLVED", "AEENDTC": end, "AEENDY": subject.study_day(event.end)}
    return {
        "AEOUT": "NOT RECOVERED/NOT RESOLVED",
        "AEENRTPT": "ONGOING",
        "AEENTPT": subject.date(subject.known_until),
    }


def suppae_rows(events: list[Event]) -> Iterator[Row]:
    """The infusion to which an event is attributed; `events` in the order of AESEQ."""
    for number, event in enumerate(events, start=1):
        if event.dose is not None:
            yield {
                "RDOMAIN": "AE",
                "IDVAR": "AESEQ",
                "IDVARVAL": str(number),
                "QNAM": "INFNO",
                "QLABEL": "Infusion Number",
                "QVAL": str(event.dose),
                "QORIG": "CRF",
            }


def events_of(subject: Subject) -> list[Event]:
    """The events of a subject; a death that is not known yet is not an event yet."""
    return [event for event in adverse_events(subject) if not event.fatal or subject.death is not None]
