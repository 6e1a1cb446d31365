"""What the round reads of each patient on one sheet: the newest figures, and what was given in the last days."""

from collections.abc import Sequence

from pandas import DataFrame

from data_access.common.database import Database

GIVEN_DAYS = 7


def figures(db: Database, subjects: Sequence[str], paramcds: Sequence[str]) -> DataFrame:
    """One row per patient and parameter that the patient has: the columns of adam.latest, and age_days.

    age_days: from the result to the data cut-off.
    """
    return db.rows(
        """
        SELECT latest.*, newest_age_days + date_diff('day', CAST(adtm AS DATE), CAST(newest_adtm AS DATE)) AS age_days
        FROM adam.latest JOIN (SELECT usubjid, newest_adtm, newest_age_days FROM adam.board) USING (usubjid)
        WHERE list_contains($subjects, usubjid) AND list_contains($paramcds, paramcd)
        ORDER BY usubjid, paramcd
        """,
        subjects=list(subjects),
        paramcds=list(paramcds),
    )


def given(db: Database, subjects: Sequence[str]) -> DataFrame:
    """One row per patient and kind of procedure or blood product of the last GIVEN_DAYS days: category, n, last_dt."""
    return db.rows(
        """
        SELECT usubjid, category, count(*) AS n, max(astdt) AS last_dt
        FROM adam.adproc JOIN (SELECT usubjid, "asof" FROM adam.board) USING (usubjid)
        WHERE list_contains($subjects, usubjid) AND astdt <= "asof" AND coalesce(aendt, astdt) > "asof" - $days
          AND category <> 'OTHER'
        GROUP BY usubjid, category ORDER BY usubjid, category
        """,
        subjects=list(subjects),
        days=GIVEN_DAYS,
    )
