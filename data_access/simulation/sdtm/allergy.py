"""FA: signs of allergy around the infusions."""

from collections.abc import Iterator, Sequence

from data_access.simulation.calibration import ward
from data_access.simulation.patient.adverse_events import Event
from data_access.simulation.patient.allergy import allergy_answers
from data_access.simulation.patient.subject import Subject
from data_access.simulation.sdtm.epochs_and_visits import flagged
from data_access.simulation.sdtm.findings import assessment_columns
from data_access.simulation.sdtm.writer import Row

WHAT = {
    "FATESTCD": "OCCUR",
    "FATEST": "Occurrence Indicator",
    "FACAT": "ALLERGY SIGNS AROUND INFUSION",
    "FAEVAL": "INVESTIGATOR",
}


def fa_rows(subject: Subject, events: Sequence[Event]) -> Iterator[Row]:
    """A row per sign and time point: present or absent, or not done and why; none where nobody wrote anything."""
    forms = list(allergy_answers(subject, events))
    taken: dict[str, list[float]] = {}
    for form in forms:
        for sign in form.present:
            taken.setdefault(sign, []).append(form.assessment.time)
    baseline = flagged(subject, taken)
    for form in forms:
        where = WHAT | assessment_columns(subject, "FA", form.assessment)
        for sign in form.present or ward.ALLERGY_SIGNS:
            flag = {"FALOBXFL": "Y" if baseline.get(sign) == form.assessment.time and form.present else ""}
            yield where | flag | {"FAOBJ": sign} | result(form.present.get(sign), form.reason)


def result(present: bool | None, reason: str) -> dict[str, str]:
    """The answer, or that there is none and why."""
    if present is None:
        return {"FASTAT": "NOT DONE", "FAREASND": reason}
    letter = "Y" if present else "N"
    return {"FAORRES": letter, "FASTRESC": letter}
