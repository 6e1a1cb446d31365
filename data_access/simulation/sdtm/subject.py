"""DM, SUPPDM, DS, IE, SV, DD: who the subject is, what happened to the subject in the trial."""

from collections.abc import Iterator

from data_access.simulation.calibration import plan
from data_access.simulation.patient.event_terms import VERBATIM
from data_access.simulation.patient.subject import Subject
from data_access.simulation.patient.visits import SCREENING, VISITS
from data_access.simulation.screening.record_gates import CRITERIA, DECLINED
from data_access.simulation.sdtm.epochs_and_visits import epoch, visit_number
from data_access.simulation.sdtm.writer import Row


def last_contact(subject: Subject) -> float:
    """The last time at which anything was known."""
    return subject.known_until if subject.screened.order else subject.samples[-1].time


def participation_end(subject: Subject) -> tuple[str, str, float] | None:
    """DSDECOD, DSTERM and time of the end of participation; None while it goes on."""
    body, where, end = subject.body, subject.where, subject.known_until
    if body is None or where is None:
        return None
    if subject.death is not None:
        return "DEATH", VERBATIM[body.fate.cause or ""].upper(), subject.death
    if where.left and where.lost <= end:
        return where.left, where.left, where.lost
    final = [s.time for s in subject.samples if s.visit == VISITS[-1].name]
    return ("COMPLETED", "COMPLETED", final[0]) if final else None


def dm_rows(subject: Subject, arm_code: str | None) -> Iterator[Row]:
    """Demographics; the arm is known here and in the infusion records only."""
    one, consent = subject.screened.candidate, subject.screened.screening_day
    yield {
        "SUBJID": subject.screened.usubjid.removeprefix(plan.SUBJECT_PREFIX),
        "RFICDTC": subject.date(consent),
        "SITEID": plan.SITE_ID,
        "AGE": str(one.age_years),
        "AGEU": "YEARS",
        "SEX": "F" if one.female else "M",
        "RACE": "ASIAN",
        "ETHNIC": "NOT HISPANIC OR LATINO",
        "COUNTRY": "CHN",
        "DMDTC": subject.date(consent),
        "DMDY": subject.study_day(consent),
        **reference_columns(subject),
        **arm_columns(subject, arm_code),
    }


def reference_columns(subject: Subject) -> Row:
    """First and last infusion, end of participation, death."""
    end, last = participation_end(subject), subject.date(last_contact(subject))
    columns = {"RFPENDTC": subject.date(end[2]) if end else "" if subject.screened.order else last}
    if subject.given:
        first, final = subject.given[0].start or 0.0, subject.given[-1].end or 0.0
        begun = subject.stamp(first)
        columns |= {"RFSTDTC": begun, "RFXSTDTC": begun, "RFENDTC": last}
        columns["RFXENDTC"] = subject.stamp(min(final, subject.known_until))
    if subject.death is not None:
        columns |= {"DTHDTC": subject.date(subject.death), "DTHFL": "Y"}
    return columns


def arm_columns(subject: Subject, arm_code: str | None) -> Row:
    """Planned and actual arm, or why there is none."""
    if arm_code is None:
        return {"ARMNRS": "SCREEN FAILURE"}
    planned = {"ARMCD": arm_code, "ARM": plan.ARMS[arm_code]}
    if not subject.given:
        return planned | {"ARMNRS": "ASSIGNED, NOT TREATED"}
    return planned | {"ACTARMCD": arm_code, "ACTARM": plan.ARMS[arm_code]}


def suppdm_rows(subject: Subject) -> Iterator[Row]:
    """The randomisation number."""
    if subject.screened.order:
        yield {
            "RDOMAIN": "DM",
            "QNAM": "RANDNO",
            "QLABEL": "Randomization Number",
            "QORIG": "ASSIGNED",
            "QVAL": f"R{subject.screened.order:03d}",
        }


def ds_rows(subject: Subject) -> Iterator[Row]:
    """Consent, randomisation, discharge, end of participation, in order of time."""
    screening = subject.screened.screening_day
    yield disposition(subject, screening, "INFORMED CONSENT OBTAINED", "PROTOCOL MILESTONE")
    if subject.screened.order is None:
        yield screen_failure(subject)
        return
    events = [disposition_at(subject, subject.screened.randomised_day, "RANDOMIZED", "PROTOCOL MILESTONE")]
    if subject.where and subject.where.discharge <= subject.known_until:
        events.append(disposition_at(subject, subject.where.discharge, "HOSPITAL DISCHARGE", "OTHER EVENT"))
    end = participation_end(subject)
    if end:
        code, term, time = end
        row = disposition(subject, time, code, "DISPOSITION EVENT", term)
        events.append((time, {**row, "DSSCAT": "STUDY PARTICIPATION"}))
    for _, row in sorted(events, key=lambda event: event[0]):
        yield row


def disposition_at(subject: Subject, time: float, code: str, category: str) -> tuple[float, Row]:
    """A disposition row with the time it sorts by."""
    return time, disposition(subject, time, code, category)


def disposition(subject: Subject, time: float, code: str, category: str, term: str = "") -> Row:
    """One row of DS."""
    day = subject.date(time)
    return {
        "DSTERM": term or code,
        "DSDECOD": code,
        "DSCAT": category,
        "DSDTC": day,
        "DSSTDTC": day,
        "DSSTDY": subject.study_day(time),
        "EPOCH": epoch(subject, time),
    }


def screen_failure(subject: Subject) -> Row:
    """Why a screened patient was not randomised: the first criterion that was not met."""
    reason = subject.screened.failed[0]
    declined = reason not in CRITERIA
    row = disposition(
        subject,
        subject.samples[-1].time,
        "SCREEN FAILURE",
        "DISPOSITION EVENT",
        DECLINED if declined else CRITERIA[reason][1],
    )
    return {**row, "DSSCAT": "STUDY PARTICIPATION"}


def ie_rows(subject: Subject) -> Iterator[Row]:
    """The criteria that were not met."""
    time = subject.screened.screening_day
    for number in subject.screened.failed:
        if number in CRITERIA:
            answer = "N" if number.startswith("I") else "Y"
            yield {
                "IETESTCD": number,
                "IETEST": CRITERIA[number][0],
                "IEORRES": answer,
                "IESTRESC": answer,
                "IECAT": "INCLUSION" if answer == "N" else "EXCLUSION",
                "EPOCH": "SCREENING",
                "VISITNUM": str(SCREENING.number),
                "VISIT": SCREENING.name,
                "IEDTC": subject.date(time),
            }


def sv_rows(subject: Subject) -> Iterator[Row]:
    """One row per visit that took place; a day with an infusion but without blood is a visit too."""
    found = {one.visit: (one.visit_number, one.time, not one.panels) for one in subject.samples}
    for dose in subject.given:
        number, name, *_ = plan.VISIT_PLAN[dose.number]
        found.setdefault(name, (float(number), dose.start or 0.0, False))
    for name, (place, time, called) in sorted(found.items(), key=lambda visit: visit[1][1]):
        day = subject.date(time)
        yield {
            "VISITNUM": visit_number(place),
            "VISIT": name,
            "EPOCH": epoch(subject, time),
            "SVSTDTC": day,
            "SVENDTC": day,
            "SVSTDY": subject.study_day(time),
            "SVENDY": subject.study_day(time),
            "SVUPDES": "TELEPHONE" if called else "" if place == int(place) else "CLINICAL ROUTINE",
        }


def dd_rows(subject: Subject) -> Iterator[Row]:
    """The cause of death."""
    if subject.death is not None and subject.body is not None:
        cause = VERBATIM[subject.body.fate.cause or ""].upper()
        yield {
            "DDTESTCD": "PRCDTH",
            "DDTEST": "Primary Cause of Death",
            "DDORRES": cause,
            "DDSTRESC": cause,
            "DDDTC": subject.date(subject.death),
            "DDDY": subject.study_day(subject.death),
        }
