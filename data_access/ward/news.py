"""What is new since the last look: since the previous data cut where one is known, or since a day.

Since a day means: dated on it or later, or entered late in this data cut; a happening whose date is only partly
known counts as soon as it can be. Since the previous cut (`since` None) means: not known to it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pandas import DataFrame

from data_access.common.database import Database

ASKED_KEPT = 256
RECENT_DAYS = 7

# Of the happenings that say the same of a patient (one parameter, or one term) only the weightiest, newest one;
# `times` says how many there were.
NEWS = """
    SELECT usubjid, code, rank, term, paramcd, level, grade, base, aval, avalc, avalu, adtc, adtlast, ady, latefl,
           source_file, source_row, count(*) OVER same AS times
    FROM adam.adnews
    WHERE CASE WHEN CAST($since AS DATE) IS NULL THEN known = 'N'
               ELSE adtlast >= CAST($since AS DATE) OR latefl = 'Y' END
      AND ($usubjid IS NULL OR usubjid = $usubjid)
    WINDOW same AS (PARTITION BY usubjid, coalesce(paramcd, concat(code, '|', term)))
    QUALIFY row_number() OVER (PARTITION BY usubjid, coalesce(paramcd, concat(code, '|', term))
                               ORDER BY rank, adtlast DESC, adtm DESC NULLS LAST, source_row DESC) = 1
"""


@dataclass(frozen=True)
class Times:
    """Between which days a reader can choose, the last one being the data cut-off; the previous cut-off if known."""

    first: date
    last: date
    previous: date | None

    @property
    def recent(self) -> date:
        """The first of the last RECENT_DAYS days."""
        return self.last - timedelta(days=RECENT_DAYS - 1)

    @property
    def yesterday(self) -> date:
        """The day before the last one, on which a round may have been made."""
        return self.last - timedelta(days=1)


@lru_cache(maxsize=2)
def times(db: Database) -> Times | None:
    """The days of this database; None where nothing in it has a date."""
    row = db.rows(
        """
        SELECT CAST(left(snapshot.data_cutoff, 10) AS DATE) AS last,
               CAST(left(previous.data_cutoff, 10) AS DATE) AS previous,
               least(last, (SELECT min(anchordt) FROM adam.adsl WHERE randfl = 'Y')) AS first
        FROM meta.snapshot AS snapshot LEFT JOIN meta.previous AS previous ON true
        """
    )
    known = (row[name].dropna() for name in ("first", "last", "previous"))
    first, last, previous = (None if day.empty else day.iloc[0].date() for day in known)
    return None if last is None else Times(first or last, last, previous)


@lru_cache(maxsize=ASKED_KEPT)
def ranked(db: Database, since: date | None, most: int) -> tuple[DataFrame, int]:
    """The weightiest happenings of all patients, at most `most` of them, and how many there are.

    Columns as adam.adnews has them, with trt01p, `times` and the newest result of the parameter (newest).
    """
    rows = db.rows(
        f"""
        SELECT news.*, board.trt01p, latest.aval AS newest, count(*) OVER () AS total
        FROM ({NEWS}) AS news JOIN adam.board USING (usubjid)
        LEFT JOIN adam.latest ON latest.usubjid = news.usubjid AND latest.paramcd = news.paramcd
        ORDER BY rank, adtlast DESC, news.usubjid, term LIMIT $most
        """,  # noqa: S608 - the text above
        since=since,
        usubjid=None,
        most=most,
    )
    return rows, 0 if rows.empty else int(rows["total"].iloc[0])


@lru_cache(maxsize=ASKED_KEPT)
def of_patient(db: Database, usubjid: str, since: date | None) -> DataFrame:
    """The happenings of one patient, the weightiest first; columns as `ranked`, without `newest`."""
    return db.rows(
        f"{NEWS} ORDER BY rank, adtlast DESC, term",
        since=since,
        usubjid=usubjid,
    )


@lru_cache(maxsize=ASKED_KEPT)
def n_results(db: Database, usubjid: str, since: date) -> int:
    """How many laboratory results of one patient were drawn on that day or later."""
    count = (
        "SELECT count(*) AS n FROM adam.adlb WHERE usubjid = $usubjid AND paramtyp IS NULL AND adt >= $since"
    )
    return int(db.rows(count, usubjid=usubjid, since=since)["n"][0])


@lru_cache(maxsize=8)
def foremost(db: Database, since: date | None) -> DataFrame:
    """One row per patient in the order of the ward board: the weightiest happening, if any, and how many (n)."""
    return db.rows(
        f"""
        WITH news AS ({NEWS})
        SELECT board.usubjid, news.* EXCLUDE (usubjid, n), coalesce(n, 0) AS n FROM adam.board
        LEFT JOIN (SELECT *, count(*) OVER (PARTITION BY usubjid) AS n FROM news
                   QUALIFY row_number() OVER (PARTITION BY usubjid ORDER BY rank, adtlast DESC, term) = 1
        ) AS news USING (usubjid)
        ORDER BY board.rowid
        """,  # noqa: S608 - the text above
        since=since,
        usubjid=None,
    )
