"""What the analysis SQL takes from clinical/: points and limits of organs, groups of treatments and of events."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, VARCHAR

from clinical.common.decimals import Floats, numbers
from clinical.patient.complications import complication
from clinical.patient.medication import CATEGORY_GROUPS, GROUPS, group_of, ventilates
from clinical.scores.organ_points import (
    FAILS_FROM,
    FEWEST_POINTS,
    FINDINGS,
    MOST_POINTS,
    finding_points,
    mean_arterial_pressure,
)

NAMES = ("organ_points", "mean_pressure")
DRUGS = """
SELECT DISTINCT coalesce(cmdecod, '') AS decod, coalesce(cmtrt, '') AS trt, coalesce(cmroute, '') AS route,
       coalesce(cmclascd, '') AS clascd, coalesce(cmclas, '') AS clas
FROM sdtm.cm
UNION
SELECT DISTINCT coalesce(prdecod, ''), coalesce(prtrt, ''), '', '', '' FROM sdtm.pr
"""
PROCEDURES = (
    "SELECT DISTINCT coalesce(prdecod, prtrt, '') AS name, coalesce(prindc, '') AS indication FROM sdtm.pr"
)
EVENTS = """
SELECT DISTINCT coalesce(aedecod, '') AS decod, coalesce(aeterm, '') AS term, coalesce(aebodsys, aesoc, '') AS bodsys
FROM sdtm.ae
"""
UNCODED = ("", "UNCODED")


def offer_organs(connection: DuckDBPyConnection) -> None:
    """Make organ_points(paramcd, value) and mean_pressure(systolic, diastolic) callable in SQL."""
    arrow, special = PythonUDFType.ARROW, FunctionNullHandling.SPECIAL
    connection.create_function(
        NAMES[0], _points, [VARCHAR, DOUBLE], DOUBLE, type=arrow, null_handling=special
    )
    connection.create_function(
        NAMES[1], _pressure, [DOUBLE, DOUBLE], DOUBLE, type=arrow, null_handling=special
    )


def withdraw_organs(connection: DuckDBPyConnection) -> None:
    """Take these functions out of the connection again."""
    for name in NAMES:
        connection.remove_function(name)


def list_findings(connection: DuckDBPyConnection) -> None:
    """work.finding: which parameter speaks for which organ, and from how many points on it fails."""
    _store(
        connection,
        "finding",
        ["paramcd", "organ", "worse", "fails_from", "fewest", "highest"],
        [
            (each.paramcd, each.organ, each.worse, FAILS_FROM[each.organ], FEWEST_POINTS, MOST_POINTS)
            for each in FINDINGS
        ],
    )


def list_treatments(connection: DuckDBPyConnection) -> None:
    """work.drug_group, work.category_group and work.ventilation: the treatments of the study, by what they are for."""
    drugs = connection.execute(DRUGS).fetchall()
    _store(
        connection, "drug_group", ["decod", "trt", "route", "clascd", "clas", "cmgroup"],
        [(*row, _group(*row)) for row in drugs],
    )  # fmt: skip
    _store(connection, "category_group", ["category", "cmgroup"], list(CATEGORY_GROUPS.items()))
    _store(
        connection, "group_order", ["cmgroup", "cmgroupn"], list(zip(GROUPS, range(len(GROUPS)), strict=True))
    )
    _store(
        connection, "ventilation", ["name", "indication"],
        [row for row in connection.execute(PROCEDURES).fetchall() if ventilates(*row)],
    )  # fmt: skip


def list_complications(connection: DuckDBPyConnection) -> None:
    """work.complication: the terms of the study that are an infection or a bleeding."""
    events = connection.execute(EVENTS).fetchall()
    found = [(*event, complication(*event)) for event in events]
    columns = ["decod", "term", "bodsys", "aecomp"]
    _store(connection, "complication", columns, [row for row in found if row[-1] is not None])


def _group(decod: str, trt: str, route: str, clascd: str, clas: str) -> str:
    """By the coded name, and where nobody coded it by the name as reported."""
    name = trt if decod.upper() in UNCODED else decod
    return group_of(name, route=route, atc_code=clascd, atc_name=clas)


def _store(
    connection: DuckDBPyConnection, table: str, columns: list[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Create work.<table>; every column is text but those of whole numbers, so that it may be empty."""
    numeric = {"fails_from", "fewest", "highest", "cmgroupn"}
    declared = ", ".join(f"{name} {'INTEGER' if name in numeric else 'VARCHAR'}" for name in columns)
    connection.execute(f"CREATE TABLE work.{table} ({declared})")
    if rows:
        connection.register("batch", pd.DataFrame(list(rows), columns=columns))
        connection.execute(f"INSERT INTO work.{table} FROM batch")  # noqa: S608 - our own names
        connection.unregister("batch")


def _points(paramcd: pa.Array, value: pa.Array) -> pa.Array:
    """The points that each finding alone gives its organ, NULL where the value gives none."""
    codes = np.asarray(paramcd.to_pylist(), dtype=object)
    values = _floats(value)
    found = np.full(len(codes), np.nan)
    for code in set(codes.tolist()):
        rows = codes == code
        found[rows] = finding_points(code, values[rows])
    return pa.array(found, mask=np.isnan(found))


def _pressure(systolic: pa.Array, diastolic: pa.Array) -> pa.Array:
    found = numbers(mean_arterial_pressure(_floats(systolic), _floats(diastolic)))
    return pa.array(found, mask=np.isnan(found))


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)
