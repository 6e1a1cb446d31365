"""Where and when in the trial something was found: epoch, visit, date, baseline."""

from data_access.simulation.calibration import plan
from data_access.simulation.patient.subject import Subject


def epoch(subject: Subject, time: float) -> str:
    """SCREENING before the first infusion, TREATMENT to four weeks after it, then FOLLOW-UP."""
    first = subject.given[0].start if subject.given else None
    if first is None or time < first:
        return "SCREENING"
    return "TREATMENT" if time < plan.TREATMENT_EPOCH_DAYS else "FOLLOW-UP"


def visit_number(number: float) -> str:
    """VISITNUM as text: whole for a planned visit."""
    return str(int(number)) if number == int(number) else f"{number:.2f}"


def flagged(subject: Subject, times: dict[str, list[float]]) -> dict[str, float]:
    """By test, the time of the last value before the first infusion (LOBXFL)."""
    if not subject.given:
        return {}
    first = subject.given[0].start or 0.0
    before = {code: [time for time in taken if time < first] for code, taken in times.items()}
    return {code: max(taken) for code, taken in before.items() if taken}


def place(subject: Subject, domain: str, time: float, number: float, name: str) -> dict[str, str]:
    """Visit, epoch, date and time and study day of a finding."""
    return {
        "VISITNUM": visit_number(number),
        "VISIT": name,
        "EPOCH": epoch(subject, time),
        f"{domain}DTC": subject.stamp(time),
        f"{domain}DY": subject.study_day(time),
    }
