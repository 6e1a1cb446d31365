"""The limits of `clinical.scores.liver_injury` as a table that the analysis SQL can use."""

from duckdb import DuckDBPyConnection

from clinical.scores.liver_injury import EDISH, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE


def list_injury_limits(connection: DuckDBPyConnection) -> None:
    """work.injury_limit, one row: the multiples of the ULN and the days of Hy's law, and the modified multiple."""
    connection.execute(
        "CREATE TABLE work.injury_limit AS SELECT $1 AS enzyme, $2 AS bilirubin, $3 AS days, $4 AS modified",
        [EDISH.aminotransferase, EDISH.bilirubin, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE],
    )
