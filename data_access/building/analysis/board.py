"""Marks the rows of the ward board by the display thresholds and puts those who worry most first."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.ward.thresholds import RED, THRESHOLDS, Mark, marks

# Status in which somebody can still act; the others stand below.
ACTIVE = ("ON TREATMENT", "FOLLOW-UP")


def rank_board(connection: DuckDBPyConnection) -> None:
    """Create adam.board, one row per randomised subject, worst first, from work.board.

    `marks` holds 'CODE:level' of every display threshold reached, red before amber. Order: patients still
    under treatment or observation, then most red marks, most marks, highest MELD, its largest rise over 7 days.
    """
    values = [threshold.value for threshold in THRESHOLDS]
    columns = ", ".join(f'"{value}"' for value in values)
    rows = connection.execute(f"SELECT usubjid, {columns} FROM work.board").fetchall()  # noqa: S608 - our names
    marked = pa.Table.from_pylist(
        [_marked(usubjid, dict(zip(values, numbers, strict=True))) for usubjid, *numbers in rows],
        pa.schema({"usubjid": pa.string(), "marks": pa.list_(pa.string()), "n_red": pa.int32()}),
    )
    connection.register("marked", marked)
    connection.execute(
        """
        CREATE TABLE adam.board AS
        SELECT board.*, marked.marks, marked.n_red FROM work.board JOIN marked USING (usubjid)
        ORDER BY list_contains($active, status) DESC, n_red DESC, len(marked.marks) DESC,
                 "MELD" DESC NULLS LAST, meld_chg7d DESC NULLS LAST, "BILI" DESC NULLS LAST, usubjid
        """,
        {"active": list(ACTIVE)},
    )
    connection.unregister("marked")


def _marked(usubjid: str, numbers: Mapping[str, float | None]) -> dict[str, Any]:
    found: tuple[Mark, ...] = marks(numbers)
    return {
        "usubjid": usubjid,
        "marks": [f"{mark.code}:{mark.level}" for mark in found],
        "n_red": sum(mark.level == RED for mark in found),
    }
