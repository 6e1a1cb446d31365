"""The ward board and the one line of study figures above it."""

from functools import lru_cache

from pandas import DataFrame

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


@lru_cache(maxsize=2)
def board(db: Database) -> DataFrame:
    """One row per randomised subject as adam.board has it: those still under treatment first, worst first."""
    return db.rows("SELECT * FROM adam.board")
