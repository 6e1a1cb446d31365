"""Finds at build where ALT and bilirubin part: the steps of the analysis that SQL alone cannot take."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.laboratory.certainty import BEYOND_ALL, JUST, NEXT_TO_NOTHING
from clinical.patient.separation import compared_with
from data_access.building.checks.views import create_unit_tables

# clinical.laboratory.certainty.span, in SQL.
SPANS = f"""
CREATE MACRO work.limit_low(sign, bound) AS
    CASE WHEN sign IN ('<', '<=') THEN {NEXT_TO_NOTHING} WHEN sign = '>=' THEN bound
         WHEN sign = '>' THEN bound * {1 + JUST} END;
CREATE MACRO work.limit_high(sign, bound) AS
    CASE WHEN sign IN ('>', '>=') THEN {BEYOND_ALL} WHEN sign = '<=' THEN bound
         WHEN sign = '<' THEN bound * {1 - JUST} END;
"""


def list_unit_tables(connection: DuckDBPyConnection) -> None:
    """work.known_test, work.unit_ratio (what is seen in patients, what a value would be in another unit), work.limit_*.

    limit_low and limit_high: the ends of what a limit leaves open.
    """
    create_unit_tables(connection)
    connection.execute("CREATE TABLE work.known_test AS FROM known_test")
    connection.execute("CREATE TABLE work.unit_ratio AS FROM unit_ratio")
    connection.execute(SPANS)


def find_separations(connection: DuckDBPyConnection) -> None:
    """work.separation: which draw of work.paired_draw has parted from which earlier one, by their places."""
    draws = connection.execute(
        "SELECT subject, day, alt, bili FROM work.paired_draw ORDER BY place"
    ).fetchnumpy()
    against = compared_with(*(np.ma.getdata(draws[name]) for name in ("subject", "day", "alt", "bili")))
    parted = np.flatnonzero(against >= 0)
    connection.register("found", pa.table({"place": parted, "against": against[parted]}))
    connection.execute("CREATE TABLE work.separation AS FROM found")
    connection.unregister("found")
