"""A trial of a few rows, one patient per rule, and the rows that the rule must give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from clinical.protocols.protocol import MSC_EV, Protocol
from data_access.building.analysis import make
from data_access.building.loading.sdtm_tables import create_schemas, ensure_table

CUT_OFF = "2025-12-31"
PATIENT = {
    "studyid": "T",
    "arm": "MSC-EV",
    "armcd": "MSCEV",
    "actarm": "MSC-EV",
    "sex": "M",
    "age": 40,
    "rfstdtc": "2025-03-10",
    "rfxstdtc": "2025-03-10T10:00",
}
"""Treated on 10 March 2025 at 10:00."""
UNTREATED = {"rfxstdtc": None}

Row = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """What the source says about one patient and what the analysis must say; `dm` is added to PATIENT."""

    expected: Any
    dm: Row = field(default_factory=dict)
    domains: Mapping[str, list[Row]] = field(default_factory=dict)


def rule(expected: Any, *, dm: Row | None = None, **domains: list[Row]) -> Rule:
    """A rule, with the rows of each domain as keywords."""
    return Rule(expected, dm or {}, domains)


def trial(
    rules: Mapping[str, Rule],
    *,
    cutoff: str = CUT_OFF,
    protocol: Protocol | None = None,
    added: Mapping[str, list[str]] | None = None,
    tv: Sequence[Row] = (),
) -> duckdb.DuckDBPyConnection:
    """The analysis tables of a study with one patient per rule, whose usubjid is the name of the rule.

    `added`: further columns of a domain, as a supplemental data set brings them. `tv`: the visits as planned.
    """
    connection = duckdb.connect()
    create_schemas(connection)
    for domain, columns in (added or {}).items():
        ensure_table(connection, domain, columns)
    connection.execute(
        "INSERT INTO meta.snapshot (study, simulated, data_cutoff) VALUES ('T', false, ?)", [cutoff]
    )
    for name, each in rules.items():
        for domain, rows in {"dm": [PATIENT | each.dm], **each.domains}.items():
            for number, row in enumerate(rows, start=1):
                _insert(
                    connection, domain, {"usubjid": name, "source_file": name, "source_row": number} | row
                )
    for number, row in enumerate(tv, start=1):
        _insert(connection, "tv", {"source_file": "tv", "source_row": number} | row)
    make.make(connection, protocol)
    return connection


def planned_trial(rules: Mapping[str, Rule], *, cutoff: str = CUT_OFF) -> duckdb.DuckDBPyConnection:
    """As `trial`, for the MSC-EV trial with its planned infusions and visit windows."""
    return trial(rules, cutoff=cutoff, protocol=MSC_EV)


def found(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query whose {patient} is the patient of that rule."""
    return connection.execute(query.replace("{patient}", "usubjid = ?"), [name]).fetchall()


def lab(code: str, value: float | None, moment: str, unit: str = "", **more: Any) -> Row:
    """One LB row with a standardised result."""
    text = None if value is None else f"{value:g}"
    return {"lbtestcd": code, "lbstresn": value, "lbstresc": text, "lborres": text, "lbstresu": unit or None,
            "lborresu": unit or None, "lbdtc": moment} | more  # fmt: skip


def _insert(connection: duckdb.DuckDBPyConnection, domain: str, row: Row) -> None:
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO sdtm.{domain} ({names}) VALUES ({marks})", list(row.values()))
