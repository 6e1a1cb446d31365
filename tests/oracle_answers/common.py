"""How an oracle is answered: a query on the built file, brought into the shape of the expected answer.

Each module of this folder holds ANSWERS: id of the oracle -> function of an open database and the id.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest

Database = duckdb.DuckDBPyConnection
Answer = Callable[[Database, str], Any]


def rows(db: Database, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return db.execute(query, list(parameters)).fetchall()


def one(db: Database, query: str, *parameters: Any) -> Any:
    """The only value of a query."""
    ((value,),) = rows(db, query, *parameters)
    return value


def pairs(db: Database, query: str, *parameters: Any) -> dict[str, Any]:
    """A query of two columns as a dict."""
    return dict(rows(db, query, *parameters))


def nested(db: Database, query: str, *parameters: Any) -> dict[str, dict[str, Any]]:
    """A query of three columns as a dict of dicts."""
    result: dict[str, dict[str, Any]] = {}
    for outer, inner, value in rows(db, query, *parameters):
        result.setdefault(outer, {})[inner] = value
    return result


def frame(db: Database, query: str, *parameters: Any) -> pd.DataFrame:
    """A query as a data frame."""
    return db.execute(query, list(parameters)).df()


def summaries(db: Database, query: str, *parameters: Any) -> dict[str, dict[str, float]]:
    """A query of arm and value as n, mean, sd, median, min and max of each arm."""
    found = rows(
        db,
        f"""
        SELECT arm, count(value), avg(value), stddev_samp(value), median(value), min(value), max(value)
        FROM ({query}) AS of (arm, value) WHERE value IS NOT NULL GROUP BY arm
        """,
        *parameters,
    )
    return {
        arm: dict(zip(("n", "mean", "sd", "median", "min", "max"), numbers, strict=True))
        for arm, *numbers in found
    }


def arms(db: Database) -> list[str]:
    """The planned arms in order."""
    return [
        arm for (arm,) in rows(db, "SELECT DISTINCT trt01p FROM adam.adsl WHERE randfl = 'Y' ORDER BY trt01p")
    ]


def with_zero(db: Database, counts: dict[str, int]) -> dict[str, int]:
    """Counts by arm, 0 for an arm with nobody."""
    return {arm: counts.get(arm, 0) for arm in arms(db)}


def assert_same(found: Any, expected: Any, tolerance: float) -> None:
    """Equal in shape, order and text; numbers within the tolerance."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key in expected:
            assert_same(found[key], expected[key], tolerance)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for left, right in zip(found, expected, strict=True):
            assert_same(left, right, tolerance)
    elif isinstance(expected, float | int) and not isinstance(expected, bool):
        assert found == pytest.approx(expected, abs=tolerance, rel=1e-12)
    else:
        assert found == expected
