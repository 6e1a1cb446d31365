"""Planned infusions and visits: what is due or soon will be, and what became of each."""

from functools import lru_cache

from pandas import DataFrame

from data_access.building.analysis.board import ACTIVE
from data_access.common.database import Database

AHEAD_DAYS = 7
OPEN = ("DUE", "OVERDUE", "PLANNED")
# Infusions and visits in one form and with the states of adam.advisit: an infusion that death, transplant or the end
# made impossible is not expected. name: the number of the infusion, or the visit as the plan calls it.
PLANNED = """
    SELECT usubjid, 'DOSE' AS kind, CAST(doseno AS VARCHAR) AS name, planned_dt, planned_dy, window_lo, window_hi,
           CASE WHEN status = 'GIVEN' AND given_dt > window_hi THEN 'LATE'
                WHEN status = 'GIVEN' AND given_dt < window_lo THEN 'EARLY' WHEN status = 'GIVEN' THEN 'DONE'
                WHEN status = 'MISSED' AND (reason IN ('DEATH', 'LIVER TRANSPLANTATION') OR reason = dcsreas)
                THEN 'NOT EXPECTED' ELSE status END AS status,
           reason, given_dt AS done_dt, delay_days, coalesce(given.source_file, refused.source_file) AS source_file,
           coalesce(given.source_row, refused.source_row) AS source_row
    FROM adam.adplan JOIN (SELECT usubjid, dcsreas FROM adam.adsl) USING (usubjid)
    LEFT JOIN (SELECT usubjid, doseno, source_file, source_row FROM adam.adex
               QUALIFY row_number() OVER (PARTITION BY usubjid, doseno ORDER BY source_file, source_row) = 1) AS given
        USING (usubjid, doseno)
    LEFT JOIN (SELECT usubjid, TRY_CAST(term AS BIGINT) AS doseno, source_file, source_row FROM adam.adnews
               WHERE code = 'MISSED') AS refused USING (usubjid, doseno)
    UNION ALL
    SELECT usubjid, 'VISIT', avisit, planned_dt, planned_dy, window_lo, window_hi, status, reason, done_dt, delay_days,
           source_file, source_row
    FROM adam.advisit
"""


@lru_cache(maxsize=2)
def planned_anything(db: Database) -> bool:
    """Whether the study's plan gives infusions or visits with their days."""
    return bool(db.rows(f"SELECT EXISTS ({PLANNED}) AS planned")["planned"][0])  # noqa: S608 - the text above


@lru_cache(maxsize=2)
def soon(db: Database) -> DataFrame:
    """What is overdue, due, or begins its window within AHEAD_DAYS of the data cut-off, the earliest first.

    trt01p: arm; days: from the cut-off to the planned day, negative when past. Only of patients still in the study,
    for whom adam.board's `asof` is the cut-off.
    """
    return db.rows(
        f"""
        SELECT planned.*, trt01p, date_diff('day', "asof", planned_dt) AS days
        FROM ({PLANNED}) AS planned JOIN adam.board USING (usubjid)
        WHERE list_contains($open, planned.status) AND list_contains($active, board.status)
          AND coalesce(window_lo, planned_dt) <= "asof" + $ahead
        ORDER BY days, usubjid, kind
        """,  # noqa: S608 - the text above
        open=list(OPEN),
        active=list(ACTIVE),
        ahead=AHEAD_DAYS,
    )


@lru_cache(maxsize=2)
def n_patients(db: Database) -> int:
    """How many patients have a plan."""
    return int(db.rows(f"SELECT count(DISTINCT usubjid) AS n FROM ({PLANNED})")["n"][0])  # noqa: S608


def told(rows: DataFrame) -> DataFrame:
    """Rows of `soon` or `matrix` without the arm where it is hidden of all."""
    return rows if rows["trt01p"].notna().any() else rows.drop(columns="trt01p")


@lru_cache(maxsize=32)
def matrix(db: Database, first: int, most: int) -> DataFrame:
    """Every planned infusion and visit of `most` patients from the `first` (0) on: arms in protocol order, within an
    arm those still in the study first.

    patient_place and column_place: 1, 2, ... of the patient and of the infusion or visit in the order of the plan.
    """
    return db.rows(
        f"""
        WITH planned AS ({PLANNED}),
        patient AS (
            SELECT usubjid, trt01p, row_number() OVER (
                       ORDER BY trt01pn, trt01p, list_contains($active, status) DESC, usubjid) AS patient_place
            FROM adam.board WHERE usubjid IN (SELECT usubjid FROM planned)
        ),
        in_order AS (
            SELECT DISTINCT kind, name, planned_dy,
                   dense_rank() OVER (ORDER BY planned_dy, kind, name) AS column_place FROM planned
        )
        SELECT planned.*, trt01p, patient_place, column_place
        FROM planned JOIN patient USING (usubjid) JOIN in_order USING (kind, name, planned_dy)
        WHERE patient_place BETWEEN $first + 1 AND $first + $most
        ORDER BY patient_place, column_place
        """,  # noqa: S608 - the text above
        active=list(ACTIVE),
        first=first,
        most=most,
    )
