"""Whom a figure of the trial meeting counts: an analysis set, in the arm as planned or as treated."""

from functools import lru_cache
from types import MappingProxyType

from pandas import DataFrame

from data_access.common.database import Database

# Each analysis set and the flag of adam.adsl that says who belongs to it.
POPULATIONS = MappingProxyType({"randomised": "randfl", "treated": "saffl", "per_protocol": "pprotfl"})
# Each basis and the columns of adam.adsl with the arm's name and its place in protocol order.
ARMS = MappingProxyType({"planned": ("trt01p", "trt01pn"), "actual": ("trt01a", "trt01an")})

HIDDEN = ""


def subquery(population: str, arms: str) -> str:
    """SQL for a subquery of usubjid, arm, place, to be joined by a query. KeyError for an unknown choice.

    Whoever was randomised has a planned arm; where arms are hidden, all of them are in the one arm HIDDEN.
    Made of the names above only, never of what a reader wrote.
    """
    flag, (arm, place) = POPULATIONS[population], ARMS[arms]
    named = f"coalesce({arm}, '{HIDDEN}')" if (population, arms) == ("randomised", "planned") else arm
    return (
        f"(SELECT usubjid, {named} AS arm, {place} AS place FROM adam.adsl "  # noqa: S608 - our own names
        f"WHERE {flag} = 'Y' AND {named} IS NOT NULL)"
    )


@lru_cache(maxsize=32)
def counts(db: Database, population: str, arms: str) -> DataFrame:
    """arm, n: how many each arm has in the analysis set; arms in protocol order, others after them by name.

    Every arm to which anybody was randomised is listed, also with nobody.
    """
    _, (arm, place) = POPULATIONS[population], ARMS[arms]
    return db.rows(
        f"""
        WITH known AS (SELECT DISTINCT {arm} AS arm, {place} AS place FROM adam.adsl WHERE {arm} IS NOT NULL)
        SELECT known.arm, count(usubjid) AS n FROM known LEFT JOIN {subquery(population, arms)} AS member
          ON member.arm = known.arm
        GROUP BY known.arm, known.place ORDER BY known.place NULLS LAST, known.arm
        """  # noqa: S608 - our own names
    )


def available(db: Database) -> tuple[str, ...]:
    """The analysis sets that this study has anybody in; a study without a protocol has no per-protocol set."""
    flags = ", ".join(f"count(*) FILTER ({flag} = 'Y') AS {name}" for name, flag in POPULATIONS.items())
    found = db.rows(f"SELECT {flags} FROM adam.adsl").iloc[0]  # noqa: S608 - our own names
    return tuple(name for name in POPULATIONS if found[name])
