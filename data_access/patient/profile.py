"""One patient: who, the newest figures, the courses, what was done, what happened."""

from collections.abc import Sequence
from functools import lru_cache

from pandas import DataFrame, Series

from data_access.common.database import Database
from data_access.patient.measured import MEASURED

# What is asked again at every rerun is kept, by the opened database: a newer build is another `Database`.
PATIENTS_KEPT = 256


@lru_cache(maxsize=2)
def patients(db: Database) -> tuple[str, ...]:
    """The USUBJID of every randomised subject, in order; read once: a newer build is another `Database`."""
    return tuple(db.rows("SELECT usubjid FROM adam.board ORDER BY usubjid")["usubjid"])


@lru_cache(maxsize=PATIENTS_KEPT)
def header(db: Database, usubjid: str) -> Series:
    """The row of the board of a randomised subject, with what identifies the patient."""
    return db.rows(
        """
        SELECT board.*, age, sex, etiol, dxtype, cirrhfl, actarm, arm
        FROM adam.board
        JOIN (SELECT usubjid, age, sex, etiol, dxtype, cirrhfl, actarm, arm FROM adam.adsl) USING (usubjid)
        WHERE usubjid = $usubjid
        """,
        usubjid=usubjid,
    ).iloc[0]


@lru_cache(maxsize=PATIENTS_KEPT)
def newest(db: Database, usubjid: str, paramcds: tuple[str, ...]) -> DataFrame:
    """One row per asked parameter that the subject has: change over 7 days, and age in days at the cut-off."""
    return db.rows(
        """
        SELECT latest.*, newest_age_days + date_diff('day', CAST(adtm AS DATE), CAST(newest_adtm AS DATE)) AS age_days
        FROM adam.latest JOIN (SELECT usubjid, newest_adtm, newest_age_days FROM adam.board) USING (usubjid)
        WHERE usubjid = $usubjid AND list_contains($paramcds, paramcd)
        """,
        usubjid=usubjid,
        paramcds=list(paramcds),
    )


def marks_in_time(db: Database, usubjid: str, *, origin: str) -> DataFrame:
    """What is drawn through every panel: kind ('DOSE', 'PE', ..., 'TRANSPLANT', 'DEATH'), label, start, stop.

    Doses bear their number where the study plans them; elsewhere, first (▷) and last (□) dosing stand for all.

    start and stop are days from the origin as in courses.series(); stop is NULL for a moment.
    """
    day_one = {"anchor": "anchordt", "randomisation": "coalesce(randdt, anchordt)"}[origin]
    return db.rows(
        f"""
        WITH marks AS (
            SELECT 'DOSE' AS kind, CAST(doseno AS VARCHAR) AS label, astdtm, aendtm FROM adam.adex
            WHERE usubjid = $usubjid AND doseno IN (SELECT doseno FROM adam.adplan)
            UNION ALL
            SELECT 'DOSE', '▷', min(astdtm), NULL FROM adam.adex
            WHERE usubjid = $usubjid AND NOT EXISTS (FROM adam.adplan) HAVING min(astdtm) IS NOT NULL
            UNION ALL
            SELECT 'DOSE', '□', max(coalesce(aendtm, aendt, astdtm)), NULL FROM adam.adex
            WHERE usubjid = $usubjid AND NOT EXISTS (FROM adam.adplan) HAVING count(*) > 0
            UNION ALL
            SELECT category, label, coalesce(astdtm, astdt), coalesce(aendtm, aendt) FROM adam.adproc
            WHERE usubjid = $usubjid AND category NOT IN ('OTHER', 'ALBUMIN')
            UNION ALL
            SELECT 'DEATH', dthcaus, dthdt, NULL FROM adam.adsl WHERE usubjid = $usubjid AND dthdt IS NOT NULL
        )
        SELECT kind, label, epoch(astdtm - CAST({day_one} AS TIMESTAMP)) / 86400.0 AS start,
               epoch(aendtm - CAST({day_one} AS TIMESTAMP)) / 86400.0 AS stop,
               strftime(astdtm, '%Y-%m-%d %H:%M') AS taken
        FROM marks CROSS JOIN (SELECT anchordt, randdt FROM adam.adsl WHERE usubjid = $usubjid)
        WHERE astdtm IS NOT NULL ORDER BY start
        """,  # noqa: S608 - the columns come from the table above, never from a reader
        usubjid=usubjid,
    )


def adverse_events(db: Database, usubjid: str, *, origin: str) -> DataFrame:
    """Adverse events, earliest first, with start and stop in days from the origin as in courses.series().

    start: the first moment at which it can have begun, NULL where nothing is known of it; start_open: not known to
    the day. stop: the last moment of an end that is known, of its day, or of its month; NULL: ongoing at the
    cut-off, or its end is not known. rank: 1 for what matters most, serious events first, then the higher grade
    (or severity), then the later. complication: 'INFECTION', 'BLEEDING' or NULL.
    """
    day_one = {"anchor": "anchordt", "randomisation": "coalesce(randdt, anchordt)"}[origin]
    return db.rows(
        f"""
        SELECT aeseq, aeterm, aedecod, aebodsys, aesev, aeser, aerel, aeacn, aeout, aetoxgr, aestdtc, aeendtc,
               trtemfl, ongofl, inf24fl, aecomp AS complication, source_file, source_row, astdt IS NULL AS start_open,
               epoch(coalesce(astdtm, astdt, astlo) - CAST({day_one} AS TIMESTAMP)) / 86400.0 AS start,
               epoch(coalesce(aendtm, CAST(aenhi AS TIMESTAMP)) - CAST({day_one} AS TIMESTAMP)) / 86400.0
                   + CASE WHEN aendtf IS NULL AND aendtm IS NOT NULL THEN 0 ELSE 1 END AS stop,
               row_number() OVER (ORDER BY aeser = 'Y' DESC NULLS LAST, coalesce(aetoxgr, CASE aesev
                   WHEN 'SEVERE' THEN 3 WHEN 'MODERATE' THEN 2 WHEN 'MILD' THEN 1 END) DESC NULLS LAST,
                   start DESC NULLS LAST, aeseq, source_row) AS rank
        FROM adam.adae JOIN (SELECT usubjid, anchordt, randdt FROM adam.adsl) USING (usubjid)
        WHERE usubjid = $usubjid ORDER BY start NULLS FIRST, aeseq
        """,  # noqa: S608 - the columns come from the table above, never from a reader
        usubjid=usubjid,
    )


def results(db: Database, usubjid: str, paramcds: Sequence[str]) -> DataFrame:
    """One row per moment of sampling, newest first; a column per asked parameter, as reported, with H or L.

    Columns: taken, ady, visit, then the parameters in the order asked. Two results at one moment share a cell.
    """
    columns = ", ".join(
        f"string_agg(reported, ' / ') FILTER (paramcd = $code_{place}) AS column_{place}"
        for place in range(len(paramcds))
    )
    table = db.rows(
        f"""
        SELECT strftime(adtm, '%Y-%m-%d %H:%M') AS taken, ady, visit, {columns}
        FROM (SELECT *, coalesce(avalc, printf('%.10g', aval))
                     || CASE anrind WHEN 'HIGH' THEN ' H' WHEN 'LOW' THEN ' L' ELSE '' END AS reported
              FROM ({MEASURED}) WHERE usubjid = $usubjid AND list_contains($paramcds, paramcd))
        WHERE reported IS NOT NULL
        GROUP BY ALL ORDER BY taken DESC
        """,  # noqa: S608 - only numbers of places are put in
        usubjid=usubjid,
        paramcds=list(paramcds),
        **{f"code_{place}": code for place, code in enumerate(paramcds)},
    )
    return table.set_axis(["taken", "ady", "visit", *paramcds], axis="columns")


def why_no_score(db: Database, usubjid: str, paramcd: str) -> DataFrame:
    """The reasons why a derived score of the subject is missing, the commonest first: reason, n."""
    return db.rows(
        """
        SELECT reason, count(*) AS n FROM adam.adlb
        WHERE usubjid = $usubjid AND paramcd = $paramcd AND aval IS NULL AND reason IS NOT NULL
        GROUP BY reason ORDER BY n DESC, reason
        """,
        usubjid=usubjid,
        paramcd=paramcd,
    )
