"""A mapped table as SDTM files: DM, SV and LB, which then go the way of every delivery.

Each row of the table is one visit (SV), each result one row of LB; --SPID says in which row and column of the
table it stands. A cell that is no number where one is needed is written as it is: the build rejects that row with
its reason, so that nothing is lost.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import canonical
from data_access.importing.mapping import Mapping as Meaning
from data_access.importing.reading.dates import moment
from data_access.importing.reading.grid import EPOCH_1900
from data_access.importing.reading.results import NOT_DONE, NUMBER, UNREAD, result
from data_access.importing.refusals import Refused
from data_access.importing.sheet import Sheet

Row = Mapping[str, str]
AGE = re.compile(r"(?P<years>\d+(\.\d+)?) *(岁|周岁|y|yrs?|years?)?", re.IGNORECASE)
SEX = {"男": "M", "女": "F", "m": "M", "f": "F", "male": "M", "female": "F", "男性": "M", "女性": "F"}
ISO = re.compile(r"\d{4}-\d\d-\d\d")
HYPHENS = re.compile("[‐‑‒–—−]")
SEX_WORDS = {"未知": "U", "不详": "U", "未说明": "U", "unknown": "U", "u": "U"}
# GB/T 2261.1 and ISO/IEC 5218 count 1, 2; others count from 0: which is meant is asked. 9 is unknown in all.
SEX_CODES = {
    "12": {"1": "M", "2": "F", "0": "U", "9": "U"},
    "21": {"1": "F", "2": "M", "0": "U", "9": "U"},
    "10": {"1": "M", "0": "F", "9": "U"},
    "01": {"0": "M", "1": "F", "9": "U"},
}
CONSTANT = ("sex", "arm")


def write(sheet: Sheet, meaning: Meaning, folder: Path) -> None:
    """Write dm.csv, sv.csv and lb.csv into `folder`; `meaning` has no `mapping.faults`.

    Refused if two rows give one patient another sex or arm.
    """
    visits = _visits_of(sheet, meaning)
    _check_constant(visits)
    _write(folder / "dm.csv", _demographics(visits, meaning.study))
    _write(folder / "sv.csv", _visits(visits, meaning.study))
    _write(folder / "lb.csv", _results(sheet, visits, meaning))


def _visits_of(sheet: Sheet, meaning: Meaning) -> list["_Visit"]:
    """The rows by what their columns mean; each patient in one spelling."""
    named = [(number, _named(sheet, meaning, number, cells)) for number, cells in sheet.rows]
    spelling = one_spelling(given.get("subject", "") for _, given in named)
    return [
        _Visit(number, given, spelling.get(patient_of(given.get("subject", "")), ""), meaning, sheet.day_zero)
        for number, given in named
    ]


class _Visit:
    """A row of the table by what its columns mean; what is not in the table is ''."""

    def __init__(
        self, number: int, given: dict[str, str], subject: str, meaning: Meaning, day_zero: date
    ) -> None:
        self.number, self._given = number, given
        self.subject, self.visit, self.arm = (
            subject,
            given.get("visit", ""),
            given.get("arm", ""),
        )
        self.sex = sex_of(given.get("sex", ""), meaning.sex)
        self.when, self.start = (
            iso(given.get(role, ""), day_zero, meaning.dates) for role in ("date", "start")
        )
        self.age = given.get("age", "")

    def __getitem__(self, meaning: str) -> str:
        return self._given.get(meaning, "")


def _named(sheet: Sheet, meaning: Meaning, number: int, cells: tuple[str, ...]) -> dict[str, str]:
    """The cells by their meaning; a result that a merge shows in several rows stands in the first of them."""
    at = {name: place for place, name in enumerate(sheet.columns)}
    return {
        column.meaning: cells[at[column.name]]
        for column in meaning.columns
        if column.meaning and not (column.meaning in LAB_TESTS and (number, at[column.name]) in sheet.filled)
    }


def sex_of(written: str, codes: str) -> str:
    """M, F or U by its word, or by its code as the reader said (a key of SEX_CODES); else as it is."""
    plain = re.sub(r"\.0$", "", unicodedata.normalize("NFKC", written).strip().lower())
    known = SEX | SEX_WORDS | SEX_CODES.get(codes, {})
    return known.get(plain, written)


def iso(written: str, day_zero: date = EPOCH_1900, order: str = "") -> str:
    """A date, or date and time, in ISO 8601 (`reading.dates.moment`); what cannot be read stays as it is."""
    return moment(written, day_zero, order).text


def patient_of(written: str) -> str:
    """A patient's code in one width, without blanks, with one kind of hyphen."""
    plain = unicodedata.normalize("NFKC", written)
    return HYPHENS.sub("-", "".join(plain.split()))


def one_spelling(codes: Iterable[str]) -> dict[str, str]:
    """For each way in which a patient is written the one that is taken: of those that differ in case the commonest."""
    counts = Counter(patient_of(code) for code in codes if code)
    taken: dict[str, str] = {}
    for code, _ in counts.most_common():
        taken.setdefault(code.casefold(), code)
    return {code: taken[code.casefold()] for code in counts}


def _check_constant(visits: Iterable[_Visit]) -> None:
    """Sex and arm are the patient's: rows that contradict each other must be settled in the table."""
    first: dict[tuple[str, str], _Visit] = {}
    for visit in visits:
        for what in CONSTANT:
            given = getattr(visit, what)
            known = first.setdefault((visit.subject, what), visit) if given and visit.subject else visit
            if getattr(known, what) != given:
                raise Refused(
                    f"contradict_{what}", subject=visit.subject, row=known.number, other=visit.number
                )


def _demographics(visits: list[_Visit], study: str) -> Iterator[Row]:
    """One row per patient, and a row for each age that is no number, for the build to reject."""
    by_subject: dict[str, list[_Visit]] = {}
    for visit in visits:
        by_subject.setdefault(visit.subject, []).append(visit)
    by_subject.pop("", None)
    for subject, own in by_subject.items():
        ages = [(visit, AGE.fullmatch(visit.age)) for visit in own if visit.age]
        for visit, read in ages:
            if read is None:
                yield _head("DM", study, subject) | {"AGE": visit.age, "DMSPID": str(visit.number)}
        dates = sorted(visit.when for visit in own if ISO.match(visit.when))
        arm = _first(visit.arm for visit in own)
        yield _head("DM", study, subject) | {
            "SUBJID": subject, "RFSTDTC": _first(visit.start for visit in own) or _first(dates),
            "AGE": _first(read["years"] for _, read in ages if read), "AGEU": "YEARS",
            "SEX": _first(visit.sex for visit in own), "ARM": arm, "ARMCD": arm[:20], "ACTARM": arm,
            "ACTARMCD": arm[:20], "DMSPID": str(own[0].number),
        }  # fmt: skip


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _head(domain: str, study: str, subject: str) -> dict[str, str]:
    return {"STUDYID": study, "DOMAIN": domain, "USUBJID": subject}


def _numbers(visits: Iterable[_Visit]) -> dict[str, str]:
    """A number for each visit name, in the order in which the table first names it."""
    names = dict.fromkeys(visit.visit for visit in visits if visit.visit)
    return {name: str(at) for at, name in enumerate(names, start=1)}


def _visits(visits: list[_Visit], study: str) -> Iterator[Row]:
    """One row for each row of the table."""
    numbers = _numbers(visits)
    for visit in visits:
        yield _head("SV", study, visit.subject) | {
            "VISITNUM": numbers.get(visit.visit, ""), "VISIT": visit.visit, "SVSTDTC": visit.when,
            "SVSPID": str(visit.number),
        }  # fmt: skip


def _results(sheet: Sheet, visits: list[_Visit], meaning: Meaning) -> Iterator[Row]:
    """One row for each cell of a laboratory test that is not empty."""
    numbers, sequence = _numbers(visits), dict.fromkeys((visit.subject for visit in visits), 0)
    for visit in visits:
        for column in meaning.tests():
            written = visit[column.meaning]
            if written:
                sequence[visit.subject] += 1
                yield _head("LB", meaning.study, visit.subject) | {
                    "LBSEQ": str(sequence[visit.subject]), "VISITNUM": numbers.get(visit.visit, ""),
                    "VISIT": visit.visit, "LBDTC": visit.when,
                    "LBSPID": f"{sheet.name or sheet.file}:{visit.number}:{column.name}",
                    **_result(column.meaning, column.unit or "", written),
                }  # fmt: skip


def _result(code: str, unit: str, written: str) -> dict[str, str]:
    """The variables of a result. A unit in the cell counts before the column's; the build rejects what is unread."""
    test, read = LAB_TESTS[code], result(written)
    about = {"LBTESTCD": code, "LBTEST": test.en, "LBCAT": test.category}
    if read.kind == NOT_DONE:
        return about | {"LBSTAT": "NOT DONE", "LBREASND": read.text}
    unit = (canonical(read.unit) or "") if read.unit else unit
    number = read.text if read.kind == UNREAD else read.number if read.kind == NUMBER else ""
    return about | {
        "LBORRES": read.text, "LBORRESU": unit, "LBSTRESC": read.text, "LBSTRESN": number, "LBSTRESU": unit,
        "LBNRIND": read.flag,
    }  # fmt: skip


def _write(path: Path, rows: Iterable[Row]) -> None:
    """The rows as CSV; a data set without a row is not written."""
    listed = list(rows)
    if not listed:
        return
    names = list(dict.fromkeys(name for row in listed for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(listed)
