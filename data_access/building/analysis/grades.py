"""CTCAE grades as a function that the analysis SQL can call."""

from collections.abc import Callable, Set

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, INTEGER, VARCHAR

from clinical import ctcae
from clinical.common.decimals import Floats
from clinical.laboratory.certainty import decided

NAME = "ctcae_grade"
OF_TERM = "ctcae_term_grade"


def offer_grades(connection: DuckDBPyConnection) -> None:
    """Make ctcae_grade(paramcd, low, high, lower, upper, baseline) callable in SQL; `withdraw_grades` ends it.

    The worse of a test's two terms; ctcae_term_grade(term, ...) is that of one of them. low and high: the value, or the
    ends of what a limit leaves open, which is graded where they agree.
    """
    for name, function in ((NAME, _grades), (OF_TERM, _term_grades)):
        connection.create_function(
            name,
            function,
            [VARCHAR, DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE],
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
    paramcd: pa.Array, low: pa.Array, high: pa.Array, lower: pa.Array, upper: pa.Array, baseline: pa.Array
) -> pa.Array:
    """One CTCAE v4.03 grade per row, NULL where the value cannot be graded."""
    return _by_code(_of_span, ctcae.TERM_OF_PARAMCD.keys(), paramcd, low, high, lower, upper, baseline)


def _of_span(paramcd: str, low: Floats, high: Floats, **references: Floats) -> Floats:
    """The worse of the terms of a test; each rises or falls throughout, so that its ends say all of a span."""
    certain = [
        _term_of_span(term, low, high, **references) for term in ctcae.TERM_OF_PARAMCD[paramcd].values()
    ]
    spanned = np.max(np.stack(certain), axis=0)
    return np.where(low == high, ctcae.paramcd_grades(paramcd, low, **references), spanned)


def _term_grades(
    term: pa.Array, low: pa.Array, high: pa.Array, lower: pa.Array, upper: pa.Array, baseline: pa.Array
) -> pa.Array:
    """The same by a term of CTCAE."""
    return _by_code(_term_of_span, set(ctcae.TERMS), term, low, high, lower, upper, baseline)


def _term_of_span(term: str, low: Floats, high: Floats, **references: Floats) -> Floats:
    return decided(np.stack([ctcae.grades(term, end, **references) for end in (low, high)]))


def _by_code(grade: Callable[..., Floats], known: Set[str], code: pa.Array, *columns: pa.Array) -> pa.Array:
    codes = np.asarray(code.to_pylist(), dtype=object)
    low, high, lln, uln, before = (_floats(column) for column in columns)
    graded = np.full(len(codes), np.nan)
    for each in set(codes.tolist()) & known:
        rows = codes == each
        graded[rows] = grade(each, low[rows], high[rows], uln=uln[rows], lln=lln[rows], baseline=before[rows])
    missing = np.isnan(graded)
    return pa.array(np.where(missing, 0, graded).astype(np.int32), mask=missing)


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)
