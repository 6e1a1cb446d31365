"""What happened to one patient by day: organs, what was given, immune cells. Days count as in courses.series()."""

from pandas import DataFrame

from clinical.protocols.protocol import DAYS_PER_MONTH
from data_access.common.database import Database

DAY_ONE = {"anchor": "anchordt", "randomisation": "coalesce(randdt, anchordt)"}


def organ_cells(db: Database, usubjid: str, *, origin: str, days: int) -> DataFrame:
    """One row per row of the strip and cell of `days` days in which something is known; the worst of them decides.

    row: an organ of adam.adorgan, 'HEGRADE' or 'ASCITES'; start and stop of the cell. level: points 1 to 3 of an
    organ, else the grade; failing 'Y', 'N' or NULL (cannot be said). The other columns are those of the deciding row.
    """
    return db.rows(
        f"""
        WITH known AS (
            SELECT organ AS "row", adt, points AS level, failing, confound, paramcd, avalc, avalu, afterlt,
                   source_file, source_row
            FROM adam.adorgan WHERE usubjid = $usubjid
            UNION ALL BY NAME
            SELECT paramcd AS "row", adt, aval AS level, paramcd, avalc, avalu,
                   CASE WHEN adt > ltdt THEN 'Y' ELSE 'N' END AS afterlt, adrs.source_file, adrs.source_row
            FROM adam.adrs JOIN adam.adsl USING (usubjid)
            WHERE usubjid = $usubjid AND paramcd IN ('HEGRADE', 'ASCITES') AND aval IS NOT NULL AND adt IS NOT NULL
        ),
        placed AS (
            SELECT known.*, floor(date_diff('day', {DAY_ONE[origin]}, adt) / $days) * $days AS start
            FROM known CROSS JOIN (SELECT anchordt, randdt FROM adam.adsl WHERE usubjid = $usubjid)
        )
        SELECT *, start + $days AS stop FROM placed WHERE start IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY "row", start
            ORDER BY failing = 'Y' DESC NULLS LAST, failing IS NULL DESC, level DESC, adt, source_file, source_row) = 1
        ORDER BY "row", start
        """,  # noqa: S608 - the expression is one of the two above
        usubjid=usubjid,
        days=days,
    )


def treatments(db: Database, usubjid: str, *, origin: str) -> DataFrame:
    """Medication and procedures, newest first, with start and stop as in patient.adverse_events().

    group: as adam.adcm has it; ongoing 'Y', 'N' or NULL where nothing is said of the end.
    """
    return db.rows(
        f"""
        SELECT cmgroup AS "group", cmdecod AS name, cmtrt AS reported, cmindc AS indication, cmclas AS atc_class,
               concat_ws(' ', coalesce(printf('%.10g', cmdose), cmdostxt), cmdosu, cmdosfrq) AS dose, cmroute AS route,
               cmstdtc, cmendtc, ongofl AS ongoing, astdt IS NULL AS start_open,
               epoch(coalesce(astdtm, astdt, astlo) - CAST({DAY_ONE[origin]} AS TIMESTAMP)) / 86400.0 AS start,
               epoch(coalesce(aendtm, CAST(aenhi AS TIMESTAMP)) - CAST({DAY_ONE[origin]} AS TIMESTAMP)) / 86400.0
                   + CASE WHEN aendtf IS NULL AND aendtm IS NOT NULL THEN 0 ELSE 1 END AS stop,
               source_domain, source_file, source_row
        FROM adam.adcm JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
        WHERE usubjid = $usubjid
        ORDER BY start DESC NULLS LAST, name, source_file, source_row
        """,  # noqa: S608 - see organ_cells()
        usubjid=usubjid,
    )


def immune_cells(db: Database, usubjid: str) -> DataFrame:
    """Immune cell subsets, oldest first: months since the anchor, value as reported, range of the record if any."""
    return db.rows(
        """
        SELECT paramcd, param, aval, avalc, avalu, anrlo, anrhi, cpmethod, adt, ady, visit, source_file, source_row,
               date_diff('day', coalesce(anchordt, randdt), adt) / $month AS month
        FROM adam.adcp JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
        WHERE usubjid = $usubjid ORDER BY paramcd, adtm, source_row
        """,
        usubjid=usubjid,
        month=DAYS_PER_MONTH,
    )
