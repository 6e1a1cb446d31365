"""Limits of `clinical` as tables that the analysis SQL can join: liver injury, display limits, order of the news."""

from duckdb import DuckDBPyConnection

from clinical.scores.liver_injury import EDISH, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE
from clinical.ward.news import HAPPENINGS
from clinical.ward.thresholds import AMBER, RED, THRESHOLDS


def list_injury_limits(connection: DuckDBPyConnection) -> None:
    """work.injury_limit, one row: the multiples of the ULN and the days of Hy's law, and the modified multiple."""
    connection.execute(
        "CREATE TABLE work.injury_limit AS SELECT $1 AS enzyme, $2 AS bilirubin, $3 AS days, $4 AS modified",
        [EDISH.aminotransferase, EDISH.bilirubin, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE],
    )


TABLES = """
CREATE TABLE work.display_limit (
    code VARCHAR, paramcd VARCHAR, measure VARCHAR, place INTEGER,
    amber_least DOUBLE, amber_most DOUBLE, red_least DOUBLE, red_most DOUBLE
);
CREATE TABLE work.happening (code VARCHAR, rank INTEGER);
"""
# What a threshold on a change measures, and of which parameter; all others are on the level of their own.
CHANGE_OF = {
    "MELD_RISE": ("MELD", "7 DAYS"),
    "HE_RISE": ("HEGRADE", "STEP"),
    "AKI_48H": ("CREAT", "ABOVE LOWEST 48 H"),
    "AKI_7D": ("CREAT", "TIMES LOWEST 7 D"),
}


def list_display_limits(connection: DuckDBPyConnection) -> None:
    """Make and fill work.display_limit, a row per threshold with the span of each level, and work.happening."""
    connection.execute(TABLES)
    for place, threshold in enumerate(THRESHOLDS):
        paramcd, measure = CHANGE_OF.get(threshold.code, (threshold.value.upper(), "LEVEL"))
        spans = [threshold.span(level) or (None, None) for level in (AMBER, RED)]
        connection.execute(
            "INSERT INTO work.display_limit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [threshold.code, paramcd, measure, place, *spans[0], *spans[1]],
        )
    connection.executemany(
        "INSERT INTO work.happening VALUES (?, ?)",
        [(code, rank) for rank, code in enumerate(HAPPENINGS, start=1)],
    )
