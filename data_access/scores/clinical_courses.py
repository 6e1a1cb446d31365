"""The course of liver failure as labelled at the build: of one patient, of all, and counted by arm."""

from functools import lru_cache

from pandas import DataFrame, Series

from data_access.common.database import Database

PATIENTS_KEPT = 256


@lru_cache(maxsize=2)
def courses(db: Database) -> DataFrame:
    """One row per randomised patient in order of name: arm, course (NULL: none), clause, and the values used.

    end: what ended the course of the native liver and on which study day, NULL where nothing did.
    """
    return db.rows(
        """
        SELECT usubjid, trt01p AS arm, course, clause, pta_base, pta_week_1, pta_week_4, pta_week_12,
               bilirubin_base, bilirubin_week_4, bilirubin_week_12, end_kind, end_day
        FROM adam.adcourse ORDER BY usubjid
        """
    )


def told(rows: DataFrame) -> DataFrame:
    """`courses` for a file: without the arm where it is hidden of all."""
    return rows if rows["arm"].notna().any() else rows.drop(columns="arm")


@lru_cache(maxsize=PATIENTS_KEPT)
def course(db: Database, usubjid: str) -> Series | None:
    """The row of `courses` of a patient; None for an unknown one."""
    rows = courses(db)
    found = rows[rows["usubjid"] == usubjid]
    return found.iloc[0] if len(found) else None


@lru_cache(maxsize=2)
def labelled(db: Database) -> bool:
    """Whether anybody in this study can be labelled."""
    return bool(courses(db)["course"].notna().any())


@lru_cache(maxsize=2)
def counts(db: Database) -> DataFrame:
    """Patients by arm and course (NULL: cannot be labelled): arm, course, n."""
    return db.rows(
        "SELECT trt01p AS arm, course, count(*) AS n FROM adam.adcourse GROUP BY ALL ORDER BY arm, course"
    )
