"""The arms side by side: who was screened, randomised, treated and followed to the end."""

from collections.abc import Mapping

from pandas import DataFrame

from data_access.common.database import Database

# The criteria that somebody failed, one row each; a reason that names no criterion of IE has none.
_FAILED = """
    SELECT usubjid, scrfreas, unnest(string_split(scrfreas, ', ')) AS criterion,
           len(string_split(scrfreas, ', ')) AS together
    FROM adam.adsl WHERE randfl = 'N' AND usubjid IN (SELECT usubjid FROM sdtm.ie)
"""


def flow(db: Database) -> Mapping[str, DataFrame]:
    """The CONSORT flow: `screening` (step, reason, n) and `criteria` before randomisation, `arms` after it.

    `screening` steps: screened, not_randomised, failed_several (more than one criterion), other_reason (one row per
    reason that is no criterion; reason NULL: none given), randomised. `criteria` (criterion, wording, kind, n, alone):
    who failed each, `alone` no other; who failed several is counted under each. `arms` (arm, step, reason, n) per
    arm as planned: randomised, treated, not_treated, completed, ongoing, discontinued, discontinued_for (one row per
    reason).
    """
    return {"screening": _screening(db), "criteria": _criteria(db), "arms": _followed(db)}


def _screening(db: Database) -> DataFrame:
    return db.rows(
        f"""
        WITH failed AS ({_FAILED}),
        counted AS (
            SELECT 1 AS place, 'screened' AS step, NULL AS reason, count(*) AS n FROM adam.adsl
            UNION ALL
            SELECT 2, 'not_randomised', NULL, count(*) FILTER (randfl = 'N') FROM adam.adsl
            UNION ALL
            SELECT 3, 'failed_several', NULL, count(DISTINCT usubjid) FROM failed WHERE together > 1
            UNION ALL
            SELECT 4, 'other_reason', scrfreas, count(*) FROM adam.adsl
            WHERE randfl = 'N' AND usubjid NOT IN (SELECT usubjid FROM failed) GROUP BY scrfreas
            UNION ALL
            SELECT 5, 'randomised', NULL, count(*) FILTER (randfl = 'Y') FROM adam.adsl
        )
        SELECT step, reason, n FROM counted ORDER BY place, n DESC, reason
        """  # noqa: S608 - our own text
    )


def _criteria(db: Database) -> DataFrame:
    return db.rows(
        f"""
        WITH failed AS ({_FAILED}),
        named AS (
            SELECT coalesce(ietestcd, ietest) AS criterion, min(ietest) AS wording, min(upper(iecat)) AS kind
            FROM sdtm.ie GROUP BY ALL
        )
        SELECT criterion, wording, kind, count(*) AS n, count(*) FILTER (together = 1) AS alone
        FROM failed LEFT JOIN named USING (criterion) GROUP BY ALL ORDER BY n DESC, criterion
        """  # noqa: S608 - our own text
    )


def _followed(db: Database) -> DataFrame:
    return db.rows(
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
            SELECT arm, place, 6, 'discontinued', NULL, count(*) FILTER (eosstt = 'DISCONTINUED')
            FROM subject GROUP BY ALL
            UNION ALL
            SELECT arm, place, 7, 'discontinued_for', dcsreas, count(*) FROM subject
            WHERE eosstt = 'DISCONTINUED' GROUP BY ALL
        )
        SELECT arm, step, reason, n FROM counted ORDER BY place, arm, row, n DESC, reason
        """
    )
