"""A small trial that is wrong in every way seen in delivered data, as SDTM files: one patient per oddity.

It carries the registry identifier of the MSC-EV trial, so that planned infusions and visit windows apply to it.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

STUDY = "ODD-01"
CUT_OFF = date(2025, 4, 30)
FIRST_DAY = date(2025, 3, 10)
LATE_FIRST_DAY = date(2025, 4, 17)
MARKUP = "<b>x</b>"
"""Stands in every hostile text of this trial: nowhere may it reach a reader as markup."""
NASTY = f"=A\"{MARKUP}&'\u202e1"
"""A subject id with quotes, a tag, an ampersand, the start of a formula and a right-to-left mark."""
TOO_MUCH = "TOO-MUCH-" + "X" * 51
HOSTILE_TERM = (
    f"{MARKUP}<img src=x onerror=alert(1)> **bold** [link](https://example.org) $x$ :red[y] `z` </svg>"
)
LONG_TERM = "Very long term " * 667
JAPANESE_TERMS = ("発疹", "下痢", "嘔吐", "攪拌", "咳")

Row = dict[str, object]
Rows = Mapping[str, list[Row]]

# Code, unit, lower and upper limit, value on day 1, change per day.
PANEL = (
    ("BILI", "umol/L", 0, 17.1, 250.0, -2.0), ("INR", "", 0.8, 1.2, 2.1, -0.02), ("PTA", "%", 75, 130, 29, 0.4),
    ("CREAT", "umol/L", 57, 97, 80, 0.5), ("SODIUM", "mmol/L", 137, 147, 136, 0.0), ("ALT", "U/L", 9, 50, 400, -9.0),
    ("ALB", "g/L", 40, 55, 32, 0.0), ("PLAT", "10^9/L", 125, 350, 90, 0.0),
)  # fmt: skip


def lab(code: str, result: object, moment: str, unit: str = "", low: object = "", high: object = "") -> Row:
    """A laboratory result as reported; with a standardised number where it is one."""
    number = result if isinstance(result, (int, float)) else ""
    return {"LBTESTCD": code, "LBTEST": code, "LBORRES": result, "LBORRESU": unit, "LBORNRLO": low, "LBORNRHI": high,
            "LBSTRESC": result, "LBSTRESN": number, "LBSTRESU": unit if number != "" else "", "LBSTNRLO": low,
            "LBSTNRHI": high, "LBDTC": moment, "LBNAM": "", "VISIT": ""}  # fmt: skip


def panel(day: date, since: int) -> list[Row]:
    """One morning's results, `since` days after the first."""
    return [
        lab(code, round(value + slope * since, 2), f"{day}T07:00", unit, low, high)
        for code, unit, low, high, value, slope in PANEL
    ]


def event(term: str, start: str, stop: str = "", grade: object = 2, **changes: object) -> Row:
    """An adverse event."""
    return {"AETERM": term, "AEDECOD": term, "AEBODSYS": "", "AESEV": "", "AESER": "N", "AEREL": "NOT RELATED",
            "AEACN": "", "AEOUT": "", "AETOXGR": grade, "AESTDTC": start, "AEENDTC": stop,
            "AEPATT": ""} | changes  # fmt: skip


def ordinary(first: date = FIRST_DAY, last: date = CUT_OFF) -> dict[str, list[Row]]:
    """Two infusions, results every third day, one event: what every patient has whose oddity lies elsewhere."""
    days = range(-3, min((last - first).days, 30) + 1, 3)
    return {
        "ds": [{"DSTERM": "RANDOMIZED", "DSDECOD": "RANDOMIZED", "DSCAT": "PROTOCOL MILESTONE", "DSSTDTC": first}],
        "ex": [infusion(first + timedelta(days=7 * week)) for week in range(2) if first + timedelta(7 * week) <= last],
        "lb": [row for since in days for row in panel(first + timedelta(days=since), since)],
        "ae": [event("Fever", str(first + timedelta(days=2)), str(first + timedelta(days=4)))],
    }  # fmt: skip


def infusion(day: date) -> Row:
    return {"EXTRT": "MSC-EV", "EXDOSE": 1, "EXDOSU": "10E10 PARTICLES", "EXDOSFRQ": "ONCE", "EXVAMT": 100,
            "EXVAMTU": "mL", "EXSTDTC": f"{day}T10:00", "EXENDTC": f"{day}T11:00"}  # fmt: skip


def exchanges(first: date, last: date) -> list[Row]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        {"PRTRT": "PLASMA EXCHANGE", "PRDECOD": "PLASMA EXCHANGE", "PRDOSE": 2000, "PRDOSU": "mL",
         "PRSTDTC": f"{day}T13:00", "PRENDTC": f"{day}T16:00"}
        for day in days
    ]  # fmt: skip


def transplant(day: date) -> Row:
    return {"PRTRT": "LIVER TRANSPLANTATION", "PRDECOD": "LIVER TRANSPLANTATION", "PRSTDTC": day}


def died(day: date) -> Row:
    return {"DTHFL": "Y", "DTHDTC": day}


def many_results(last: date) -> list[Row]:
    """400 results of a week, several of them at one moment."""
    start = datetime(last.year, last.month, last.day) - timedelta(days=6)
    moments = [start + timedelta(minutes=25 * number) for number in range(400)]
    return [
        lab("INR" if number % 2 else "BILI", 2 + number % 7 / 10, f"{moment:%Y-%m-%dT%H:%M}",
            "" if number % 2 else "umol/L")
        for number, moment in enumerate(moments)
    ]  # fmt: skip


def everything_at_once() -> Rows:
    """Forty of everything in the last days, all of it bad."""
    rows = ordinary(LATE_FIRST_DAY)
    names = [f"Haemorrhage with infection and a long name, number {number}" for number in range(40)]
    worst = {"BILI": 700, "INR": 6, "PTA": 5, "CREAT": 600, "SODIUM": 110, "ALT": 9999, "PLAT": 5}
    bad = [
        lab(code, worst.get(code, 20), f"{CUT_OFF}T07:00", unit, low, high)
        for code, unit, low, high, *_ in PANEL
    ]
    he = [(LATE_FIRST_DAY, 0), (CUT_OFF - timedelta(days=7), 1), (CUT_OFF, 4)]
    return rows | {
        "ae": [event(name, str(CUT_OFF), grade=number % 5 + 1, AESER="Y", AEBODSYS="Infections and infestations")
               for number, name in enumerate(names)],
        "pr": exchanges(LATE_FIRST_DAY, CUT_OFF) + [{"PRTRT": name, "PRSTDTC": CUT_OFF} for name in names],
        "cm": [{"CMTRT": name, "CMSTDTC": CUT_OFF} for name in
               ("FRESH FROZEN PLASMA", "HUMAN SERUM ALBUMIN", *(f"Long medicine {name}" for name in names))],
        "lb": rows["lb"] + bad,
        "rs": [{"RSTESTCD": "HEGRADE", "RSORRES": grade, "RSSTRESC": grade, "RSSTRESN": grade, "RSDTC": f"{day}T08:00"}
               for day, grade in he],
        "vs": [{"VSTESTCD": code, "VSORRES": value + hour, "VSORRESU": unit, "VSSTRESC": value + hour,
                "VSSTRESN": value + hour, "VSSTRESU": unit, "VSDTC": f"{CUT_OFF}T0{hour}:00"}
               for code, value, unit in (("MAP", 50, "mmHg"), ("HR", 140, "beats/min"), ("OXYSAT", 80, "%"),
                                         ("TEMP", 36, "C")) for hour in (3, 1)],
    }  # fmt: skip


def patients(terms: tuple[str, ...] = JAPANESE_TERMS) -> Iterator[tuple[str, Row, Rows]]:
    """Subject id, what DM says beyond the usual, and the rows of the other domains."""
    usual, second = ordinary(), str(FIRST_DAY + timedelta(days=1))
    bili = ("umol/L", 0, 17.1)
    yield "NO-AE", {}, usual | {"ae": []}
    yield "ONE-TEST", {}, usual | {"lb": [lab("BILI", 180, f"{FIRST_DAY}T07:00", *bili)]}
    yield (
        "ONE-MOMENT",
        {},
        usual | {"lb": [lab("BILI", value, f"{second}T07:00", *bili) for value in (180, 195)]},
    )
    limits = [("BILI", "<3.4", *bili), ("INR", ">10", "", 0.8, 1.2), ("CREAT", "＜１８", "umol/L", 57, 97),
              ("ALT", "> 1000", "U/L", 9, 50), ("SODIUM", "haemolysed", "mmol/L", 137, 147)]  # fmt: skip
    yield (
        "LIMITS",
        {},
        usual | {"lb": [lab(code, text, f"{second}T07:00", *more) for code, text, *more in limits]},
    )
    yield "NO-GRADE", {}, usual | {"ae": [event("Fever", second, grade="", AESER="", AEREL="")]}
    yield (
        "NO-START",
        {},
        usual | {"ae": [event("Fever", ""), event("", "", grade=3, AEDECOD="Rash", AESER="Y")]},
    )
    yield "DEAD-DAY-1", died(FIRST_DAY), ordinary(last=FIRST_DAY)
    yield "NO-INFUSION", {"RFXSTDTC": ""}, usual | {"ex": []}
    yield (
        "WEEK-OF-400",
        {"RFXSTDTC": LATE_FIRST_DAY},
        ordinary(LATE_FIRST_DAY) | {"lb": many_results(CUT_OFF)},
    )
    yield NASTY, {}, usual | {"ae": [event(HOSTILE_TERM, second, AEBODSYS=MARKUP, AEOUT=MARKUP)]}
    yield "JAPANESE", {}, usual | {"ae": [event(term, second) for term in terms]}
    yield "LONG-TERM", {}, usual | {"ae": [event(LONG_TERM, second, grade=4, AESER="Y")]}
    partial = [lab("BILI", 200, "2025-03", *bili), lab("INR", 2, "2025"), lab("ALT", 90, "", "U/L", 9, 50)]
    yield "PARTIAL-DATES", {"RFSTDTC": "2025-03", "RFXSTDTC": "2025-03", "DTHFL": "Y", "DTHDTC": "2025-04"}, usual | {
        "lb": partial, "ae": [event("Fever", "2025", "2025-04"), event("Rash", "2025-03")],
        "pr": [{"PRTRT": "PLASMA EXCHANGE", "PRSTDTC": start} for start in ("2025-03", "")]}  # fmt: skip
    yield "AFTER-DEATH", died(FIRST_DAY + timedelta(days=5)), usual
    yield "TRANSPLANTED-DAY-2", {}, usual | {"pr": [transplant(FIRST_DAY + timedelta(days=1))]}
    yield "EXCHANGED-DAILY", {"RFXSTDTC": LATE_FIRST_DAY}, ordinary(LATE_FIRST_DAY) | {
        "pr": exchanges(LATE_FIRST_DAY, CUT_OFF)}  # fmt: skip
    yield "NO-UNITS", {}, usual | {"lb": [row | {"LBORRESU": "", "LBSTRESU": ""} for row in usual["lb"]]}
    yield TOO_MUCH, {"RFXSTDTC": LATE_FIRST_DAY}, everything_at_once()
    nothing = {"RFSTDTC": "", "RFXSTDTC": "", "AGE": "", "SEX": ""}
    yield "NOTHING", nothing, {}
    yield "DEAD-AND-NOTHING", nothing | {"DTHFL": "Y"}, {}


def write_trial(folder: Path, shared: Path | None = None) -> None:
    """Write the trial into `folder`, with real Japanese terms where the folder of real trials is given."""
    tables: dict[str, list[Row]] = {
        "ts": [
            {"TSPARMCD": "TITLE", "TSVAL": f"Odd & \"nasty\" {MARKUP} trial"},
            {"TSPARMCD": "REGID", "TSVAL": "NCT05940610"},
            {"TSPARMCD": "DCUTDTC", "TSVAL": CUT_OFF},
        ]
    }  # fmt: skip
    for number, (subject, dm, domains) in enumerate(patients(_japanese_terms(shared))):
        arm, code = (("MSC-EV", "MSCEV"), ("Control", "CTRL"))[number % 2]
        who = {"USUBJID": subject, "SUBJID": number, "SITEID": "1", "RFSTDTC": FIRST_DAY, "RFXSTDTC": FIRST_DAY,
               "DTHFL": "", "DTHDTC": "", "AGE": 50, "AGEU": "YEARS", "SEX": "M", "RACE": "", "ARM": arm,
               "ARMCD": code, "ACTARM": arm, "ACTARMCD": code, "COUNTRY": ""}  # fmt: skip
        for domain, rows in {"dm": [who | dm], **domains}.items():
            named = ({"USUBJID": subject, f"{domain.upper()}SEQ": at} | row for at, row in enumerate(rows, 1))
            tables.setdefault(domain, []).extend(named if domain != "dm" else rows)
    for domain, rows in tables.items():
        _write(folder / f"{domain}.csv", [{"STUDYID": STUDY, "DOMAIN": domain.upper()} | row for row in rows])


def _write(path: Path, rows: list[Row]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _japanese_terms(shared: Path | None) -> tuple[str, ...]:
    """Terms of the CDISC pilot in Japanese, or a few of them written here."""
    path = shared / "data/i18n/ae.json" if shared else None
    if path is None or not path.is_file():
        return JAPANESE_TERMS
    content = json.loads(path.read_text(encoding="utf-8"))
    at = [column["name"] for column in content["columns"]].index("AETERM")
    terms = dict.fromkeys(row[at] for row in content["rows"] if not str(row[at]).isascii())
    return tuple(terms)[:20]
