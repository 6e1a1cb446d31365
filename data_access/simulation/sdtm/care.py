"""CM, PR, MH: medicines, procedures, history."""

from collections.abc import Iterator

from data_access.simulation.patient.history import Item, history
from data_access.simulation.patient.medication import Drug, medication
from data_access.simulation.patient.subject import Subject
from data_access.simulation.patient.treatments import Given
from data_access.simulation.sdtm.epochs_and_visits import epoch
from data_access.simulation.sdtm.writer import Row


def ended(subject: Subject, domain: str, end: float, timed: bool = False) -> dict[str, str]:
    """When something ended, or that it goes on."""
    if end <= subject.known_until:
        text = subject.stamp(end) if timed else subject.date(end)
        return {f"{domain}ENDTC": text, f"{domain}ENDY": subject.study_day(end)}
    return {f"{domain}ENRTPT": "ONGOING", f"{domain}ENTPT": subject.date(subject.known_until)}


def cm_rows(subject: Subject) -> Iterator[Row]:
    """Medicines, then plasma and albumin, in order of start."""
    rows = [(one.start, medicine(subject, one)) for one in medication(subject)]
    if subject.body:
        products = (*subject.body.care.plasma, *subject.body.care.albumin)
        known = (given for given in products if given.start <= subject.known_until)
        rows += [(given.start, blood_product(subject, given)) for given in known]
    for _, row in sorted(rows, key=lambda row: row[0]):
        yield row


def medicine(subject: Subject, one: Drug) -> Row:
    """One course of a medicine; a start that is only remembered has no study day."""
    return ended(subject, "CM", one.end) | {
        "CMTRT": one.name,
        "CMDECOD": one.name,
        "CMCAT": "CONCOMITANT MEDICATION",
        "CMINDC": one.indication,
        "CMDOSE": one.dose,
        "CMDOSU": one.unit,
        "CMDOSFRQ": one.frequency,
        "CMROUTE": one.route,
        "EPOCH": epoch(subject, one.start),
        "CMSTDTC": one.since or subject.date(one.start),
        "CMSTDY": "" if one.since else subject.study_day(one.start),
    }


def blood_product(subject: Subject, given: Given) -> Row:
    """Plasma with its hours, albumin by the day."""
    timed = given.name == "FRESH FROZEN PLASMA"
    return ended(subject, "CM", given.end, timed) | {
        "CMTRT": given.name,
        "CMDECOD": given.name,
        "CMCAT": "BLOOD PRODUCT",
        "CMINDC": "COAGULOPATHY" if timed else "HYPOALBUMINAEMIA",
        "CMDOSE": f"{given.amount:g}",
        "CMDOSU": given.unit,
        "CMDOSFRQ": "ONCE" if timed else "QD",
        "CMROUTE": "INTRAVENOUS",
        "EPOCH": epoch(subject, given.start),
        "CMSTDTC": subject.stamp(given.start) if timed else subject.date(given.start),
        "CMSTDY": subject.study_day(given.start),
    }


def pr_rows(subject: Subject) -> Iterator[Row]:
    """Artificial liver, dialysis, transplantation, in order of start."""
    if subject.body is None:
        return
    care, graft = subject.body.care, subject.body.fate.transplant
    done = [*care.exchanges, *care.dialyses]
    if graft is not None:
        done.append(Given("LIVER TRANSPLANTATION", graft, graft + 8 / 24, 0.0, ""))
    for one in sorted(done, key=lambda one: one.start):
        if one.start <= subject.known_until:
            row = {
                "PRTRT": one.name,
                "PRDECOD": one.name,
                "PRCAT": procedure_category(one.name),
                "PRDOSE": f"{one.amount:g}" if one.unit else "",
                "PRDOSU": one.unit,
                "PRSTDTC": subject.stamp(one.start),
                "PRSTDY": subject.study_day(one.start),
                "EPOCH": epoch(subject, one.start),
            }
            if one.end <= subject.known_until:
                row |= {"PRENDTC": subject.stamp(one.end), "PRENDY": subject.study_day(one.end)}
            yield row


def procedure_category(name: str) -> str:
    """What a procedure stands in for."""
    if name in ("PLASMA EXCHANGE", "DPMAS"):
        return "ARTIFICIAL LIVER SUPPORT"
    return "TRANSPLANTATION" if "TRANSPLANT" in name else "RENAL REPLACEMENT"


def mh_rows(subject: Subject) -> Iterator[Row]:
    """History, asked and volunteered."""
    for item in history(subject):
        yield history_row(subject, item)


def history_row(subject: Subject, item: Item) -> Row:
    """One item; 'N' where it was asked for and is not there."""
    row = {"MHTERM": item.term, "MHDECOD": item.term, "MHCAT": item.category, "MHSTDTC": item.since}
    if item.asked:
        row |= {"MHPRESP": "Y", "MHOCCUR": "Y" if item.present else "N"}
    if item.onset is not None:
        row |= {"MHSTDTC": subject.date(item.onset), "MHSTDY": subject.study_day(item.onset)}
    if item.present:
        row |= {"MHENRTPT": "ONGOING", "MHENTPT": subject.date(subject.screened.screening_day)}
    return row
