"""CTCAE grades as a function that the analysis SQL can call."""

from collections.abc import Callable, Set

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, INTEGER, VARCHAR

from clinical import ctcae
from clinical.common.decimals import Floats

NAME = "ctcae_grade"
OF_TERM = "ctcae_term_grade"


def offer_grades(connection: DuckDBPyConnection) -> None:
    """Make ctcae_grade(paramcd, value, lower, upper, baseline) callable in SQL; `withdraw_grades` ends it.

    The worse of a test's two terms; ctcae_term_grade(term, ...) is that of one of them.
    """
    for name, function in ((NAME, _grades), (OF_TERM, _term_grades)):
        connection.create_function(
            name,
            function,
            [VARCHAR, DOUBLE, DOUBLE, DOUBLE, DOUBLE],
            INTEGER,
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )


def withdraw_grades(connection: DuckDBPyConnection) -> None:
    """Take both out of the connection again."""
    connection.remove_function(NAME)
    connection.remove_function(OF_TERM)


def list_grade_terms(connection: DuckDBPyConnection) -> None:
    """work.grade_term: the terms of each laboratory test, and how many of them it has."""
    connection.execute(
        "CREATE TABLE work.grade_term (paramcd VARCHAR, term VARCHAR, direction VARCHAR, sides INTEGER)"
    )
    for paramcd, terms in ctcae.TERM_OF_PARAMCD.items():
        for direction, term in terms.items():
            row = [paramcd, term, direction, len(terms)]
            connection.execute("INSERT INTO work.grade_term VALUES (?, ?, ?, ?)", row)


def _grades(
    paramcd: pa.Array, value: pa.Array, lower: pa.Array, upper: pa.Array, baseline: pa.Array
) -> pa.Array:
    """One CTCAE v4.03 grade per row, NULL where the value cannot be graded."""
    return _by_code(
        ctcae.paramcd_grades, ctcae.TERM_OF_PARAMCD.keys(), paramcd, value, lower, upper, baseline
    )


def _term_grades(
    term: pa.Array, value: pa.Array, lower: pa.Array, upper: pa.Array, baseline: pa.Array
) -> pa.Array:
    """The same by a term of CTCAE."""
    return _by_code(ctcae.grades, set(ctcae.TERMS), term, value, lower, upper, baseline)


def _by_code(grade: Callable[..., Floats], known: Set[str], code: pa.Array, *columns: pa.Array) -> pa.Array:
    codes = np.asarray(code.to_pylist(), dtype=object)
    values, lln, uln, before = (_floats(column) for column in columns)
    graded = np.full(len(codes), np.nan)
    for each in set(codes.tolist()) & known:
        rows = codes == each
        graded[rows] = grade(each, values[rows], uln=uln[rows], lln=lln[rows], baseline=before[rows])
    missing = np.isnan(graded)
    return pa.array(np.where(missing, 0, graded).astype(np.int32), mask=missing)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)
