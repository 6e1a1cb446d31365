"""The rules of `clinical.infusions.window` as functions and tables that the analysis SQL can use."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, INTEGER, VARCHAR, DuckDBPyType

from clinical.common.decimals import Floats
from clinical.infusions.window import (
    ALLERGY_SIGNS,
    SIGNS,
    change_reached,
    level_reached,
    mean_arterial_pressure,
)

TABLES = """
CREATE TABLE work.sign (paramcd VARCHAR, place INTEGER, planned BOOLEAN, allergy VARCHAR, rising BOOLEAN);
CREATE TABLE work.sign_code (testcd VARCHAR, paramcd VARCHAR, preference INTEGER);
"""


def list_signs(connection: DuckDBPyConnection) -> None:
    """work.sign: vital signs, then signs of allergy with their pattern; work.sign_code: their VSTESTCDs."""
    connection.execute(TABLES)
    vital = [(s.code, s.planned, None, s.limit is None or s.limit.rising) for s in SIGNS.values()]
    signs = [*vital, *((sign.code, True, sign.pattern, True) for sign in ALLERGY_SIGNS)]
    for place, (code, planned, pattern, rising) in enumerate(signs, start=1):
        connection.execute(
            "INSERT INTO work.sign VALUES (?, ?, ?, ?, ?)", [code, place, planned, pattern, rising]
        )
    for sign in SIGNS.values():
        for preference, testcd in enumerate(sign.testcds, start=1):
            connection.execute("INSERT INTO work.sign_code VALUES (?, ?, ?)", [testcd, sign.code, preference])


def offer_infusion_rules(connection: DuckDBPyConnection) -> None:
    """Make mean_arterial_pressure, sign_level and sign_change callable in SQL; 1 flagged, 0 not, NULL not judged.

    A value in a unit that the sign does not know is not judged. `withdraw_infusion_rules` ends it.
    """
    for name, (function, arguments, result) in FUNCTIONS.items():
        connection.create_function(
            name,
            function,
            arguments,
            result,
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )


def withdraw_infusion_rules(connection: DuckDBPyConnection) -> None:
    """Take these functions out of the connection again."""
    for name in FUNCTIONS:
        connection.remove_function(name)


def _mean_pressure(systolic: pa.Array, diastolic: pa.Array) -> pa.Array:
    mean = mean_arterial_pressure(_floats(systolic), _floats(diastolic))
    return pa.array(mean, mask=np.isnan(mean))


def _level(paramcd: pa.Array, unit: pa.Array, value: pa.Array) -> pa.Array:
    values = _floats(value)
    return _judged(paramcd, unit, lambda code, rows: level_reached(code, values[rows]))


def _change(paramcd: pa.Array, unit: pa.Array, value: pa.Array, before: pa.Array) -> pa.Array:
    values, earlier = _floats(value), _floats(before)
    return _judged(paramcd, unit, lambda code, rows: change_reached(code, values[rows], earlier[rows]))


def _judged(paramcd: pa.Array, unit: pa.Array, judge: Callable[[str, np.ndarray], Floats]) -> pa.Array:
    codes = np.asarray(paramcd.to_pylist(), dtype=object)
    units = np.asarray(unit.to_pylist(), dtype=object)
    answer = np.full(len(codes), np.nan)
    for code in set(codes.tolist()):
        rows = (codes == code) & _known_unit(code, units)
        answer[rows] = judge(code, rows)
    missing = np.isnan(answer)
    return pa.array(np.where(missing, 0, answer).astype(np.int32), mask=missing)


def _known_unit(code: str, units: np.ndarray) -> np.ndarray:
    if code not in SIGNS:
        return np.full(len(units), True)
    known = {
        each for each in set(units.tolist()) if each and each.upper().replace(" ", "") in SIGNS[code].units
    }
    return np.isin(units.astype(str), sorted(known))


def _floats(column: pa.Array) -> Floats:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)


FUNCTIONS: dict[str, tuple[Callable[..., Any], Any, DuckDBPyType]] = {
    "mean_arterial_pressure": (_mean_pressure, [DOUBLE, DOUBLE], DOUBLE),
    "sign_level": (_level, [VARCHAR, VARCHAR, DOUBLE], INTEGER),
    "sign_change": (_change, [VARCHAR, VARCHAR, DOUBLE, DOUBLE], INTEGER),
}
