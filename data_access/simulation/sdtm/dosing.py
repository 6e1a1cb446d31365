"""EX, EC: the infusions. With DM the only places where the arm is known."""

from collections.abc import Iterator

from data_access.simulation.calibration import plan
from data_access.simulation.patient.infusions import Dose
from data_access.simulation.patient.subject import Subject
from data_access.simulation.sdtm.epochs_and_visits import epoch
from data_access.simulation.sdtm.writer import Row

PRODUCT = {  # by ARMCD; 10 E10 particles as registered, which is ambiguous (trial.md 1.5, C2)
    "MSCEV": {"TRT": "MSC-EV", "DOSE": "1", "DOSU": "10E10 PARTICLES"},
    "CTRL": {"TRT": "SALINE", "DOSE": "100", "DOSU": "mL"},
}
HOW = {"DOSFRM": "INJECTION, SOLUTION", "DOSFRQ": "ONCE", "ROUTE": "INTRAVENOUS"}
INTERRUPTED = "INTERRUPTED: INFUSION RELATED REACTION"


def named(domain: str, values: dict[str, str]) -> dict[str, str]:
    """Variables with their domain prefix."""
    return {f"{domain}{name}": value for name, value in values.items()}


def visit_of(dose: Dose) -> dict[str, str]:
    """The visit a dose belongs to."""
    number, name, *_ = plan.VISIT_PLAN[dose.number]
    return {"VISITNUM": str(number), "VISIT": name}


def span(subject: Subject, domain: str, dose: Dose) -> dict[str, str]:
    """Start and end of an infusion; no end where the data cut-off came first."""
    start, end = dose.start or 0.0, dose.end or 0.0
    over = end <= subject.known_until
    return named(
        domain,
        {
            "STDTC": subject.stamp(start),
            "STDY": subject.study_day(start),
            "ENDTC": subject.stamp(end) if over else "",
            "ENDY": subject.study_day(end) if over else "",
        },
    ) | {"EPOCH": epoch(subject, start)}


def ex_rows(subject: Subject, arm_code: str) -> Iterator[Row]:
    """One row per infusion given."""
    for dose in subject.given:
        adjusted = {"ADJ": INTERRUPTED if dose.pause_minutes else "", "VAMT": plan.VOLUME_ML, "VAMTU": "mL"}
        yield (
            named("EX", PRODUCT[arm_code] | HOW | adjusted | {"SPID": f"DOSE {dose.number}"})
            | visit_of(dose)
            | span(subject, "EX", dose)
        )


def ec_rows(subject: Subject, arm_code: str) -> Iterator[Row]:
    """One row per planned infusion up to the cut-off: given, or not given and why; none for the dead."""
    for dose in subject.doses:
        asked = {"SPID": f"DOSE {dose.number}", "MOOD": "PERFORMED", "PRESP": "Y"}
        if dose in subject.given:
            changed = INTERRUPTED if dose.pause_minutes else f"DELAYED: {dose.delay}" if dose.delay else ""
            done = asked | {"OCCUR": "Y", "ADJ": changed} | PRODUCT[arm_code] | HOW
            yield named("EC", done) | visit_of(dose) | span(subject, "EC", dose)
        elif dose.start is None and dose.planned_day + 0.5 <= subject.known_until:
            yield named("EC", asked | not_given(subject, dose, arm_code)) | visit_of(dose)


def not_given(subject: Subject, dose: Dose, arm_code: str) -> dict[str, str]:
    """Why an infusion did not take place, at its planned day."""
    return {
        "TRT": PRODUCT[arm_code]["TRT"],
        "OCCUR": "N",
        "REASOC": dose.reason or "",
        "STDTC": subject.date(dose.planned_day),
        "STDY": subject.study_day(dose.planned_day),
    }
