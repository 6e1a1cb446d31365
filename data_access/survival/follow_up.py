"""Who was followed how long, by arm, and the days at which a survival figure is read."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pandas import DataFrame

from data_access.common import analysis_sets
from data_access.common.database import Database

# Endpoints that every study has, whether or not anybody reached them.
SURVIVAL, TRANSPLANT_FREE = "OS", "TFS"
# Why a patient is in no curve.
NO_TIME, BEFORE_START = "NO TIME", "BEFORE START"
DAYS = (28, 90, 180, 365)
DAYS_OF_WEEK, DAYS_OF_MONTH, DAYS_OF_YEAR = 7, 30.4375, 365
# Where the figure has its ticks, in the unit of its axis, and how many days that is.
TICKS: Mapping[str, tuple[tuple[int, ...], float]] = MappingProxyType(
    {
        "day": ((0, *DAYS), 1),
        "week": ((0, 4, 13, 26, 52), DAYS_OF_WEEK),
        "month": ((0, 1, 3, 6, 12), DAYS_OF_MONTH),
    }
)


def endpoints(db: Database) -> dict[str, str]:
    """The times to an event of the study: PARAMCD and PARAM; survival and transplant-free survival first."""
    rows = db.rows(
        "SELECT DISTINCT paramcd, param FROM adam.adtte ORDER BY paramcd NOT IN ($os, $tfs), paramcd",
        os=SURVIVAL,
        tfs=TRANSPLANT_FREE,
    )
    return {code: str(name) for code, name in rows.itertuples(index=False, name=None)}


def patients(db: Database, analysis_set: str, treatment: str, endpoint: str) -> DataFrame:
    """arm, usubjid, day, event, outcome: one row per patient of the analysis set, arms in protocol order.

    `day`: of the event or censoring, the first day being 1; missing where it is unknown or lies before the
    start, and `outcome` says which. `event`: 1 it happened, 0 censored. `outcome`: EVNTDESC or CNSDTDSC.
    KeyError for an endpoint that the study does not have.
    """
    if endpoint not in {SURVIVAL, TRANSPLANT_FREE, *endpoints(db)}:
        raise KeyError(endpoint)
    return db.rows(
        f"""
        SELECT arm, usubjid, CASE WHEN aval >= 1 THEN CAST(aval AS DOUBLE) END AS day,
               CASE WHEN aval >= 1 THEN 1.0 - cnsr END AS event,
               CASE WHEN aval >= 1 THEN coalesce(evntdesc, cnsdtdsc)
                    WHEN aval < 1 THEN $before_start ELSE $no_time END AS outcome
        FROM {analysis_sets.subquery(analysis_set, treatment)}
        LEFT JOIN (SELECT * FROM adam.adtte WHERE paramcd = $endpoint) USING (usubjid)
        ORDER BY place NULLS LAST, arm, day NULLS LAST, usubjid
        """,  # noqa: S608 - our own names
        endpoint=endpoint,
        before_start=BEFORE_START,
        no_time=NO_TIME,
    )


def by_arm(db: Database, analysis_set: str, treatment: str, rows: DataFrame) -> dict[str, DataFrame]:
    """The rows of every arm of the study, also of one with nobody."""
    names = analysis_sets.counts(db, analysis_set, treatment)["arm"]
    return {str(arm): rows[rows["arm"] == arm] for arm in names}


def ticks(last: float) -> Iterator[tuple[str, int, float]]:
    """axis, tick in its unit, day: those up to the last day of follow-up, then every year."""
    for axis, (marks, days) in TICKS.items():
        year = marks[-1]
        later: Iterable[int] = range(2 * year, int(last / days) + 1, year)
        yield from ((axis, mark, mark * days) for mark in (*marks, *later) if mark * days <= max(last, 0))
