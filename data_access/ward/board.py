"""The ward board and the one line of study figures above it."""

from functools import lru_cache

from pandas import DataFrame

from data_access.building.analysis.board import ACTIVE
from data_access.common.database import Database


@lru_cache(maxsize=2)
def study_figures(db: Database) -> DataFrame:
    """One row per arm in protocol order, then one for all (arm NULL), counting subjects and doses.

    doses_given counts infusions where the study plans them, else the dosing records of the study.
    screened counts everybody in DM and is known for all only: nobody has an arm before randomisation.
    grade3 counts subjects with a treatment-emergent event of grade 3 or more (severe where not graded).
    """
    return db.rows(
        """
        WITH severe AS (
            SELECT DISTINCT usubjid FROM adam.adae
            WHERE trtemfl = 'Y' AND coalesce(aetoxgr >= 3, aesev = 'SEVERE')
        ),
        records AS (SELECT usubjid, count(*) AS n_records FROM adam.adex GROUP BY usubjid),
        counted AS (
            SELECT adsl.*, severe.usubjid IS NOT NULL AS grade3, n_records FROM adam.adsl
            LEFT JOIN severe USING (usubjid) LEFT JOIN records USING (usubjid)
        )
        SELECT trt01p AS arm, any_value(trt01pn) AS place, count(*) AS screened,
               count(*) FILTER (randfl = 'Y') AS randomised, count(*) FILTER (trtsdt IS NOT NULL) AS treated,
               coalesce(sum(CASE WHEN nplan > 0 THEN ndose ELSE n_records END) FILTER (randfl = 'Y'), 0) AS doses_given,
               coalesce(sum(nplan) FILTER (randfl = 'Y'), 0) AS doses_planned,
               count(*) FILTER (grade3 AND randfl = 'Y') AS grade3,
               count(*) FILTER (dthfl = 'Y' AND randfl = 'Y') AS deaths,
               count(*) FILTER (ltfl = 'Y' AND randfl = 'Y') AS transplants
        FROM counted
        GROUP BY GROUPING SETS ((trt01p), ())
        HAVING grouping(trt01p) = 1 OR trt01p IS NOT NULL
        ORDER BY grouping(trt01p), place
        """
    )


# How the rows can stand, beside the order of adam.board.
ORDERS = {
    "worst": "rowid",
    "subject": "usubjid",
    "meld": '"MELD" DESC NULLS LAST, meld_araw DESC NULLS LAST, rowid',
    "rising": "meld_chg7d DESC NULLS LAST, rowid",
    "due": "first_due NULLS LAST, rowid",
    "oldest": "oldest_age_days DESC NULLS LAST, rowid",
}


@lru_cache(maxsize=64)
def board(db: Database, status: str | None = None, arm: str | None = None, order: str = "worst") -> DataFrame:
    """One row per randomised subject as adam.board has it: those still under treatment first, worst first.

    Of one status, or ACTIVE for those under treatment or observation; of one planned arm; in one of the ORDERS.
    """
    return db.rows(
        f"""
        SELECT * FROM adam.board
        WHERE ($status IS NULL OR status = $status OR $status = 'ACTIVE' AND list_contains($active, status))
          AND ($arm IS NULL OR trt01p = $arm)
        ORDER BY {ORDERS[order]}
        """,  # noqa: S608 - one of the orders above
        status=status,
        arm=arm,
        active=list(ACTIVE),
    )
