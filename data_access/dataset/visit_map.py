"""Which planned visits each patient made: the whole trial at one look (adam.advisit)."""

from functools import lru_cache

from pandas import DataFrame

from data_access.common.database import Database

# What a map can show of the states of adam.advisit; DUE and OVERDUE are told apart on the ward board.
STATES = {
    "DONE": ("DONE",),
    "LATE": ("LATE", "EARLY"),
    "MISSED": ("MISSED", "NO RECORD"),
    "NOT YET": ("PLANNED", "DUE", "OVERDUE"),
    "NOT EXPECTED": ("NOT EXPECTED",),
}
MAP = """
SELECT usubjid, trt01p, avisit, place, status, reason, planned_dt, done_dt,
       dense_rank() OVER (ORDER BY trt01pn, trt01p, usubjid) AS patient_place,
       dense_rank() OVER (ORDER BY planned_dy, place, avisit) AS column_place
FROM adam.advisit JOIN (SELECT usubjid, trt01p, trt01pn FROM adam.adsl) USING (usubjid)
ORDER BY patient_place, column_place
"""


@lru_cache(maxsize=2)
def visits(db: Database) -> DataFrame:
    """Per patient and planned visit: usubjid, trt01p, avisit, status, reason, planned_dt, done_dt, state.

    patient_place and column_place: 1, 2, ... by arm and subject, and in the order of the plan. state: a key of
    STATES. No rows where the study names no planned visits.
    """
    rows = db.rows(MAP)
    state_of = {status: state for state, statuses in STATES.items() for status in statuses}
    return rows.assign(state=[state_of[status] for status in rows["status"]])


@lru_cache(maxsize=2)
def by_visit(db: Database) -> DataFrame:
    """Per planned visit in the order of the plan: avisit, and how many patients are in each state of STATES."""
    rows = visits(db)
    counts = rows.groupby(["column_place", "avisit"])["state"].value_counts().unstack(fill_value=0)
    return counts.reindex(columns=list(STATES), fill_value=0).reset_index().drop(columns="column_place")
