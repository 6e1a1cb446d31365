"""The arms side by side: who was screened, randomised, treated and followed to the end."""

from collections.abc import Mapping

from pandas import DataFrame

from data_access.database import Database


def flow(db: Database) -> Mapping[str, DataFrame]:
    """The CONSORT flow: `screening` (step, reason, n) before randomisation, `arms` (arm, step, reason, n) after.

    Steps: screened, not_randomised (one row per reason), randomised; per arm randomised, treated, not_treated,
    completed, ongoing, discontinued (one row per reason). Reasons are as delivered, NULL where none is.
    """
    screening = db.rows(
        """
        SELECT 'screened' AS step, NULL AS reason, count(*) AS n FROM adam.adsl
        UNION ALL
        (SELECT 'not_randomised', scrfreas, count(*) FROM adam.adsl WHERE randfl = 'N'
         GROUP BY scrfreas ORDER BY count(*) DESC, scrfreas)
        UNION ALL
        SELECT 'randomised', NULL, count(*) FILTER (randfl = 'Y') FROM adam.adsl
        """
    )
    arms = db.rows(
        """
        WITH subject AS (SELECT trt01p AS arm, trt01pn AS place, trtsdt IS NOT NULL AS treated, eosstt, dcsreas
                         FROM adam.adsl WHERE randfl = 'Y'),
        counted AS (
            SELECT arm, place, 1 AS row, 'randomised' AS step, NULL AS reason, count(*) AS n FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 2, 'treated', NULL, count(*) FILTER (treated) FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 3, 'not_treated', NULL, count(*) FILTER (NOT treated) FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 4, 'completed', NULL, count(*) FILTER (eosstt = 'COMPLETED') FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 5, 'ongoing', NULL, count(*) FILTER (eosstt = 'ONGOING') FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 6, 'discontinued', dcsreas, count(*) FROM subject
            WHERE eosstt = 'DISCONTINUED' GROUP BY ALL
        )
        SELECT arm, step, reason, n FROM counted ORDER BY place, arm, row, n DESC, reason
        """
    )
    return {"screening": screening, "arms": arms}
