"""Marks the rows of the ward board by the display thresholds and puts those who worry most first."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from clinical.ward.thresholds import RED, THRESHOLDS, marks

# Status in which somebody can still act; the others stand below.
ACTIVE = ("ON TREATMENT", "FOLLOW-UP")
VALUE_OF = {threshold.code: threshold.value for threshold in THRESHOLDS}
MARKED = pa.schema(
    {
        "usubjid": pa.string(),
        "marks": pa.list_(pa.string()),
        "mark_values": pa.list_(pa.float64()),
        "n_red": pa.int32(),
    }
)


def rank_board(connection: DuckDBPyConnection) -> None:
    """Create adam.board, one row per randomised subject, worst first, from work.board and work.standing.

    `marks` holds 'CODE:level' of every display threshold reached, red before amber, and `mark_values` the number
    that reached each. Order: patients still under treatment or observation, then most red marks, most marks,
    highest MELD, before the cap of the score, its largest rise over 7 days.
    """
    standing: dict[str, dict[str, float]] = {}
    for usubjid, code, number in connection.execute(
        "SELECT usubjid, code, number FROM work.standing"
    ).fetchall():
        standing.setdefault(usubjid, {})[code] = number
    subjects = [usubjid for (usubjid,) in connection.execute("SELECT usubjid FROM work.board").fetchall()]
    marked = pa.Table.from_pylist([_marked(each, standing.get(each, {})) for each in subjects], MARKED)
    connection.register("marked", marked)
    connection.execute(
        """
        CREATE TABLE adam.board AS
        SELECT board.*, marked.* EXCLUDE (usubjid) FROM work.board JOIN marked USING (usubjid)
        ORDER BY list_contains($active, status) DESC, n_red DESC, len(marked.marks) DESC, "MELD" DESC NULLS LAST,
                 meld_araw DESC NULLS LAST, meld_chg7d DESC NULLS LAST, "BILI" DESC NULLS LAST, usubjid
        """,
        {"active": list(ACTIVE)},
    )
    connection.unregister("marked")


def _marked(usubjid: str, numbers: Mapping[str, float | None]) -> dict[str, Any]:
    """`numbers`: by the code of the threshold."""
    found = marks({VALUE_OF[code]: number for code, number in numbers.items()})
    return {
        "usubjid": usubjid,
        "marks": [f"{mark.code}:{mark.level}" for mark in found],
        "mark_values": [mark.value for mark in found],
        "n_red": sum(mark.level == RED for mark in found),
    }
