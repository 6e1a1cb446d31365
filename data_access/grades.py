"""CTCAE grades as a function that the analysis SQL can call."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, INTEGER, VARCHAR

from clinical import ctcae
from clinical.decimals import Floats

NAME = "ctcae_grade"


def offer_grades(connection: DuckDBPyConnection) -> None:
    """Make ctcae_grade(paramcd, value, lower, upper, baseline) callable in SQL; `withdraw_grades` ends it."""
    connection.create_function(
        NAME,
        _grades,
        [VARCHAR, DOUBLE, DOUBLE, DOUBLE, DOUBLE],
        INTEGER,
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )


def withdraw_grades(connection: DuckDBPyConnection) -> None:
    """Take ctcae_grade out of the connection again."""
    connection.remove_function(NAME)


def _grades(
    paramcd: pa.Array, value: pa.Array, lower: pa.Array, upper: pa.Array, baseline: pa.Array
) -> pa.Array:
    """One CTCAE v4.03 grade per row, NULL where the value cannot be graded."""
    codes = np.asarray(paramcd.to_pylist(), dtype=object)
    values, lln, uln, before = (_floats(column) for column in (value, lower, upper, baseline))
    graded = np.full(len(codes), np.nan)
    for code in set(codes.tolist()) & ctcae.TERM_OF_PARAMCD.keys():
        rows = codes == code
        graded[rows] = ctcae.paramcd_grades(
            code, values[rows], uln=uln[rows], lln=lln[rows], baseline=before[rows]
        )
    missing = np.isnan(graded)
    return pa.array(np.where(missing, 0, graded).astype(np.int32), mask=missing)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)
