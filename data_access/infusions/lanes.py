"""The lanes of all patients: doses planned against given, and how each lane ends."""

from collections.abc import Sequence
from functools import lru_cache

from pandas import DataFrame

from data_access.common.database import Database


@lru_cache(maxsize=2)
def lanes(db: Database) -> DataFrame:
    """One row per randomised patient, arms in protocol order; read once: a newer build is another `Database`.

    Days are counted from the anchor (first dose, else randomisation), whose day is 0 here: death, transplant,
    stop (end of study), last (data cut-off or end). planned: whether infusions are planned for the patient.
    """
    return db.rows(
        """
        SELECT usubjid, trt01p AS arm, status, nplan > 0 AS planned, anchordt IS NOT NULL AS anchored,
               date_diff('day', anchordt, dthdt) AS death, date_diff('day', anchordt, ltdt) AS transplant,
               date_diff('day', anchordt, eosdt) AS stop, date_diff('day', anchordt, "asof") AS last, dcsreas
        FROM adam.board JOIN (SELECT usubjid, eosdt, dcsreas FROM adam.adsl) USING (usubjid)
        ORDER BY trt01pn, trt01p, usubjid
        """
    )


def marks(db: Database, usubjids: Sequence[str]) -> DataFrame:
    """adam.adlane of these patients, with what was looked at around each infusion (adam.adinfn).

    start, stop, planned_day, window_lo, window_hi: days from the anchor as in `lanes`; a day without a time is
    its midnight, and the last day of a window or run is counted to its end.
    """
    return db.rows(
        """
        SELECT usubjid, kind, doseno, epoch(start - CAST(anchordt AS TIMESTAMP)) / 86400.0 AS start,
               CASE WHEN CAST(stop AS DATE) = stop THEN date_diff('day', anchordt, CAST(stop AS DATE)) + 1.0
                    ELSE epoch(stop - CAST(anchordt AS TIMESTAMP)) / 86400.0 END AS stop,
               date_diff('day', anchordt, planned_dt) AS planned_day,
               date_diff('day', anchordt, window_lo) AS window_lo,
               date_diff('day', anchordt, window_hi) + 1 AS window_hi,
               strftime(planned_dt, '%Y-%m-%d') AS planned_date, delay_days, deviation,
               coalesce(interrupted = 'Y', false) AS interrupted, reason, extrt, exdose, exdosu, volume_ml, minutes,
               exstdtc, exendtc, n_records, source_file, source_row, source_last,
               n_due, n_assessed, n_prompts, n_events, CASE WHEN start IS NULL THEN 'NO_TIME' END AS why
        FROM adam.adlane
        JOIN (SELECT usubjid, anchordt FROM adam.adsl) USING (usubjid)
        LEFT JOIN (SELECT usubjid, doseno, n_due, n_assessed, n_prompts, n_events FROM adam.adinfn)
            USING (usubjid, doseno)
        WHERE list_contains($usubjids, usubjid) ORDER BY usubjid, start, doseno
        """,
        usubjids=list(usubjids),
    )
