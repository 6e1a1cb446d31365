"""Finds at build where ALT and bilirubin part: the steps of the analysis that SQL alone cannot take."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.patient.separation import compared_with
from data_access.building.checks.run import query_of
from data_access.building.checks.views import create_unit_tables
from data_access.common.sql_text import fill

SLIPS = """
CREATE TABLE work.unit_slip AS SELECT DISTINCT source_file, source_row, true AS slipped FROM ({query})
"""


def list_unit_slips(connection: DuckDBPyConnection) -> None:
    """work.unit_slip: the rows that the data check of that name finds; they must not look like a change."""
    create_unit_tables(connection)
    connection.execute(fill(SLIPS, query=query_of("unit_slip")))


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
