"""Limits of `clinical` as tables that the analysis SQL can join: liver injury, display limits, order of the news."""

from duckdb import DuckDBPyConnection

from clinical.scores.liver_injury import EDISH, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE
from clinical.ward.news import HAPPENINGS
from clinical.ward.thresholds import AMBER, FADES_AFTER_DAYS, LASTING, RED, THRESHOLDS


def list_injury_limits(connection: DuckDBPyConnection) -> None:
    """work.injury_limit, one row: the multiples of the ULN and the days of Hy's law, and the modified multiple."""
    connection.execute(
        "CREATE TABLE work.injury_limit AS SELECT $1 AS enzyme, $2 AS bilirubin, $3 AS days, $4 AS modified",
        [EDISH.aminotransferase, EDISH.bilirubin, HYS_LAW_WINDOW_DAYS, MODIFIED_HYS_LAW_ABOVE],
    )


TABLES = """
CREATE TABLE work.display_limit (
    code VARCHAR, paramcd VARCHAR, measure VARCHAR, place INTEGER, rising BOOLEAN, lasting BOOLEAN,
    amber_least DOUBLE, amber_most DOUBLE, red_least DOUBLE, red_most DOUBLE
);
CREATE TABLE work.display_age (days INTEGER);
CREATE TABLE work.happening (code VARCHAR, rank INTEGER);
"""
# What a threshold measures, and of which parameter, where it is not the level of its own.
CHANGE_OF = {
    "PRESSOR": ("VASOPRES", "SUPPORT"),
    "MAP": ("MAP", "WORST 24 H"),
    "TEMP": ("TEMP", "WORST 24 H"),
    "RRT": ("RRT", "SUPPORT"),
    "SEPSIS": ("SEPSIS", "SUPPORT"),
    "BILI_RISE": ("BILI", "PER DAY"),
    "BILI_RISE_2D": ("BILI", "PER DAY TWICE"),
    "HGB_FALL": ("HGB", "FALL PER DAY"),
    "MELD_RISE": ("MELD", "7 DAYS"),
    "HE_RISE": ("HEGRADE", "STEP"),
    "AKI_48H": ("CREAT", "ABOVE LOWEST 48 H"),
    "AKI_7D": ("CREAT", "TIMES LOWEST 7 D"),
}


def list_display_limits(connection: DuckDBPyConnection) -> None:
    """work.display_limit, a row per threshold with the span of each level; work.display_age; work.happening."""
    connection.execute(TABLES)
    connection.execute("INSERT INTO work.display_age VALUES (?)", [FADES_AFTER_DAYS])
    for place, threshold in enumerate(THRESHOLDS):
        paramcd, measure = CHANGE_OF.get(threshold.code, (threshold.value.upper(), "LEVEL"))
        spans = [threshold.span(level) or (None, None) for level in (AMBER, RED)]
        connection.execute(
            "INSERT INTO work.display_limit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                threshold.code,
                paramcd,
                measure,
                place,
                threshold.rising,
                threshold.code in LASTING,
                *spans[0],
                *spans[1],
            ],
        )
    connection.executemany(
        "INSERT INTO work.happening VALUES (?, ?)",
        [(code, rank) for rank, code in enumerate(HAPPENINGS, start=1)],
    )
