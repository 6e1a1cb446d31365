"""Which tests and units of a study can be analysed, and how they reach the standard unit."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import pandas as pd
from duckdb import DuckDBPyConnection

from clinical.laboratory.tests import LAB_TESTS, paramcd
from clinical.laboratory.units import canonical, factor

REPORTED = """
SELECT lbtestcd, coalesce(work.fluid(lbspec, lbcat), '') AS fluid,
       any_value(coalesce(lbtest, lbtestcd)),
       list(DISTINCT coalesce(lbstresu, '')), list(DISTINCT coalesce(lborresu, '')),
       coalesce(
           list(DISTINCT coalesce(lbstresu, '')) FILTER (lbstresn IS NOT NULL),
           list(DISTINCT coalesce(lborresu, '')) FILTER (TRY_CAST(lborres AS DOUBLE) IS NOT NULL)
       )
FROM sdtm.lb WHERE lbtestcd IS NOT NULL GROUP BY lbtestcd, fluid ORDER BY lbtestcd, fluid
"""
"""One row per test and body fluid: name, standard units, reported units, units with a number."""


@dataclass(frozen=True)
class LabCode:
    """How one LBTESTCD in one body fluid ('' for blood) is analysed; `known`: it is in clinical.laboratory.tests."""

    lbtestcd: str
    fluid: str
    paramcd: str
    param: str
    parcat1: str
    avalu: str
    known: bool


@dataclass(frozen=True)
class LabUnit:
    """The factor from one reported unit of a test to the unit it is analysed in."""

    lbtestcd: str
    fluid: str
    unit: str
    factor: float


def list_lab_codes(connection: DuckDBPyConnection) -> None:
    """work.lab_code and work.lab_unit, for every test and unit of the study that can be analysed.

    Tests of clinical.laboratory.tests in blood go by their PARAMCD and are converted; a unit not known for a test
    has no row. Any other test, and any in another fluid, keeps its code and unit if the study has just one.
    """
    found = connection.execute(REPORTED).fetchall()
    codes: list[LabCode] = []
    units: list[LabUnit] = []
    for lbtestcd, fluid, lbtest, standard, original, measured in found:
        reported = sorted({*standard, *original})
        code = None if fluid else paramcd(lbtestcd)
        if code is not None:
            test = LAB_TESTS[code]
            codes.append(LabCode(lbtestcd, fluid, code, test.en, test.category, test.unit, True))
            factors = ((unit, factor(lbtestcd, unit)) for unit in reported)
            units += [
                LabUnit(lbtestcd, fluid, unit, number) for unit, number in factors if number is not None
            ]
        elif len(own := {canonical(unit) for unit in measured or ()}) == 1:
            name = f"{lbtestcd}.{fluid}" if fluid else lbtestcd
            codes.append(LabCode(lbtestcd, fluid, name, lbtest, "OTHER", next(iter(own)) or "", False))
            units += [LabUnit(lbtestcd, fluid, unit, 1.0) for unit in reported if canonical(unit) in own]
    _store(connection, "lab_code", LabCode, codes)
    _store(connection, "lab_unit", LabUnit, units)


def _store(
    connection: DuckDBPyConnection,
    table: str,
    kind: type[LabCode] | type[LabUnit],
    rows: Sequence[LabCode | LabUnit],
) -> None:
    """Create work.<table> with a column per field; typed, so that it may be empty."""
    types = {str: "VARCHAR", bool: "BOOLEAN", float: "DOUBLE"}
    columns = [field.name for field in fields(kind)]
    declared = ", ".join(f"{field.name} {types[field.type]}" for field in fields(kind))  # type: ignore[index]
    connection.execute(f"CREATE TABLE work.{table} ({declared})")
    connection.register("batch", pd.DataFrame([astuple(row) for row in rows], columns=columns))
    if rows:
        connection.execute(f"INSERT INTO work.{table} FROM batch")
    connection.unregister("batch")
