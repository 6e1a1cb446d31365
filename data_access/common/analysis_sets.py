"""Analysis sets and treatment arms: who is counted, in the arm as planned (TRT01P) or as given (TRT01A)."""

from functools import lru_cache
from types import MappingProxyType

from pandas import DataFrame

from data_access.common.database import Database

# Each analysis set and the flag of adam.adsl that says who belongs to it.
ANALYSIS_SETS = MappingProxyType({"randomised": "randfl", "treated": "saffl", "per_protocol": "pprotfl"})
# Each basis and the columns of adam.adsl with the arm's name and its place in protocol order.
TREATMENTS = MappingProxyType({"planned": ("trt01p", "trt01pn"), "actual": ("trt01a", "trt01an")})

HIDDEN = ""


def subquery(analysis_set: str, treatment: str) -> str:
    """SQL for a subquery of usubjid, arm, place, to be joined by a query. KeyError for an unknown choice.

    Whoever was randomised has a planned arm; where arms are hidden, all of them are in the one arm HIDDEN.
    Made of the names above only, never of what a reader wrote.
    """
    flag, (arm, place) = ANALYSIS_SETS[analysis_set], TREATMENTS[treatment]
    named = f"coalesce({arm}, '{HIDDEN}')" if (analysis_set, treatment) == ("randomised", "planned") else arm
    return (
        f"(SELECT usubjid, {named} AS arm, {place} AS place FROM adam.adsl "  # noqa: S608 - our own names
        f"WHERE {flag} = 'Y' AND {named} IS NOT NULL)"
    )


@lru_cache(maxsize=32)
def counts(db: Database, analysis_set: str, treatment: str) -> DataFrame:
    """arm, n: how many each arm has in the analysis set; arms in protocol order, others after them by name.

    Every arm to which anybody was randomised is listed, also with nobody.
    """
    _, (arm, place) = ANALYSIS_SETS[analysis_set], TREATMENTS[treatment]
    return db.rows(
        f"""
        WITH known AS (SELECT DISTINCT {arm} AS arm, {place} AS place FROM adam.adsl WHERE {arm} IS NOT NULL)
        SELECT known.arm, count(usubjid) AS n FROM known LEFT JOIN {subquery(analysis_set, treatment)} AS member
          ON member.arm = known.arm
        GROUP BY known.arm, known.place ORDER BY known.place NULLS LAST, known.arm
        """  # noqa: S608 - our own names
    )


def available(db: Database) -> tuple[str, ...]:
    """The analysis sets that this study has anybody in; a study without a protocol has no per-protocol set."""
    flags = ", ".join(f"count(*) FILTER ({flag} = 'Y') AS {name}" for name, flag in ANALYSIS_SETS.items())
    found = db.rows(f"SELECT {flags} FROM adam.adsl").iloc[0]  # noqa: S608 - our own names
    return tuple(name for name in ANALYSIS_SETS if found[name])
