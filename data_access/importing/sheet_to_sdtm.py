"""A mapped table as SDTM files: DM, SV and LB, which then go the way of every delivery.

Each row of the table is one visit (SV), each result one row of LB; --SPID says in which row and column of the
table it stands. A cell that is no number where one is needed is written as it is: the build rejects that row with
its reason, so that nothing is lost.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from clinical.laboratory.tests import LAB_TESTS
from data_access.importing.mapping import Mapping as Meaning
from data_access.importing.refusals import Refused
from data_access.importing.sheet import Sheet

Row = Mapping[str, str]
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.年]?)(?P<month>\d{1,2})(?:[-/.月]?)(?P<day>\d{1,2})日?"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?)?"
)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
LIMIT = re.compile(r"[<>≤≥]=? *\d+(\.\d+)?")
AGE = re.compile(r"(?P<years>\d+(\.\d+)?) *(岁|周岁|y|yrs?|years?)?", re.IGNORECASE)
SEX = {"男": "M", "女": "F", "m": "M", "f": "F", "male": "M", "female": "F", "男性": "M", "女性": "F"}
SERIAL_DAY_0, SERIAL = date(1899, 12, 30), re.compile(r"[2-6]\d{4}(\.0)?")
CONSTANT = ("sex", "arm")


def write(sheet: Sheet, meaning: Meaning, folder: Path) -> None:
    """Write dm.csv, sv.csv and lb.csv into `folder`; `meaning` has no `mapping.faults`.

    Refused if two rows give one patient another sex or arm.
    """
    visits = [_Visit(number, _named(sheet, meaning, cells)) for number, cells in sheet.rows]
    _check_constant(visits)
    _write(folder / "dm.csv", _demographics(visits, meaning.study))
    _write(folder / "sv.csv", _visits(visits, meaning.study))
    _write(folder / "lb.csv", _results(sheet, visits, meaning))


class _Visit:
    """A row of the table by what its columns mean; what is not in the table is ''."""

    def __init__(self, number: int, given: dict[str, str]) -> None:
        self.number, self._given = number, given
        self.subject, self.visit, self.arm = (
            given.get("subject", ""),
            given.get("visit", ""),
            given.get("arm", ""),
        )
        self.sex = SEX.get(given.get("sex", "").lower(), given.get("sex", ""))
        self.when, self.start = iso(given.get("date", "")), iso(given.get("start", ""))
        self.age = given.get("age", "")

    def __getitem__(self, meaning: str) -> str:
        return self._given.get(meaning, "")


def _named(sheet: Sheet, meaning: Meaning, cells: tuple[str, ...]) -> dict[str, str]:
    by_name = dict(zip(sheet.columns, cells, strict=True))
    return {column.meaning: by_name[column.name] for column in meaning.columns if column.meaning}


def iso(written: str) -> str:
    """A date, or date and time, in ISO 8601, from the ways in which it is written in China; else as it is.

    A whole number is a day as spreadsheets count them (45292 is 2024-01-01).
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if SERIAL.fullmatch(plain):
        return (SERIAL_DAY_0 + timedelta(days=int(float(plain)))).isoformat()
    match = DATE.fullmatch(plain)
    if match is None or not match["mark"] and len(match["month"] + match["day"]) != 4:
        return written
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return written
    return f"{day}T{int(match['hour']):02}:{match['minute']}" if match["hour"] else day


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
    """The variables of a result; '<5' has no number, and what is neither a number nor a limit stays, to be rejected."""
    test = LAB_TESTS[code]
    plain = unicodedata.normalize("NFKC", written).strip().replace("≤", "<=").replace("≥", ">=")
    return {
        "LBTESTCD": code, "LBTEST": test.en, "LBCAT": test.category, "LBORRES": plain, "LBORRESU": unit,
        "LBSTRESC": plain, "LBSTRESN": "" if LIMIT.fullmatch(plain) else plain, "LBSTRESU": unit,
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
