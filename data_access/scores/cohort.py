"""A score of all patients: every value, one per time point, quantiles of them, and where one patient stands.

All from adam.adscore and adam.adscwk, which are sorted by score: no query here reads the laboratory table.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pandas import DataFrame, concat

from clinical.statistics.summary import quantiles
from data_access.common.database import Database

SHARES = (0.10, 0.25, 0.50, 0.75, 0.90)
QUANTILES = ("q10", "q25", "q50", "q75", "q90")
# Where arms are hidden all patients are one group.
TOGETHER = "TOGETHER"
ARM = f"coalesce(trt01p, '{TOGETHER}')"
SCORES_KEPT = 16
PATIENTS_KEPT = 256


@dataclass(frozen=True)
class Available:
    """How many patients have a value of a score, of how many, and the commonest reason of those without."""

    n_patients: int
    n_all: int
    reason: str | None


@lru_cache(maxsize=2)
def scores(db: Database) -> dict[str, Available]:
    """Every derived score of the study."""
    rows = db.rows(
        """
        WITH patient AS (SELECT paramcd, usubjid, count(aval) AS n FROM adam.adscore GROUP BY ALL),
        counted AS (
            SELECT paramcd, count(*) FILTER (n > 0) AS n_patients, count(*) AS n_all FROM patient GROUP BY paramcd
        ),
        said AS (
            SELECT paramcd, reason, count(*) AS n FROM adam.adscore
            WHERE aval IS NULL AND reason IS NOT NULL GROUP BY paramcd, reason
            QUALIFY row_number() OVER (PARTITION BY paramcd ORDER BY n DESC, reason) = 1
        )
        SELECT paramcd, n_patients, n_all, reason FROM counted LEFT JOIN said USING (paramcd) ORDER BY paramcd
        """
    )
    return {
        str(row["paramcd"]): Available(
            int(row["n_patients"]),
            int(row["n_all"]),
            row["reason"] if isinstance(row["reason"], str) else None,
        )
        for _, row in rows.iterrows()
    }


@lru_cache(maxsize=2)
def arms(db: Database) -> DataFrame:
    """One row per planned arm in protocol order: arm, place (from 1), role (NULL: not in the protocol), n.

    Where arms are hidden all patients are one group, TOGETHER, of the role TOGETHER.
    """
    return db.rows(
        f"""
        SELECT {ARM} AS arm, any_value(trt01pn) AS place, count(*) AS n,
               CASE WHEN trt01p IS NULL THEN '{TOGETHER}' ELSE any_value(armrole) END AS role
        FROM adam.adsl WHERE randfl = 'Y' GROUP BY trt01p ORDER BY place, arm
        """,  # noqa: S608 - the text above
    )


def values(db: Database, paramcd: str, usubjid: str | None = None) -> DataFrame:
    """Every value of a score, of all randomised patients or of one, by patient and time.

    offset: days from the anchor, 0 on study day 1. why: NULL, or the reason for which a row cannot be drawn
    ('NO_VALUE', 'NO_TIME', 'GRAFT': after a liver transplant).
    """
    return db.rows(
        f"""
        SELECT usubjid, {ARM} AS arm, "offset", aval AS y, strftime(adtm, '%Y-%m-%d') AS taken, ady, visit,
               confound, source_file, source_row,
               CASE WHEN aval IS NULL THEN 'NO_VALUE' WHEN "offset" IS NULL THEN 'NO_TIME'
                    WHEN native = 'N' THEN 'GRAFT' END AS why
        FROM adam.adscore WHERE paramcd = $paramcd AND ($usubjid IS NULL OR usubjid = $usubjid)
        ORDER BY usubjid, adtm, source_row
        """,  # noqa: S608 - the text above
        paramcd=paramcd,
        usubjid=usubjid,
    )


@lru_cache(maxsize=SCORES_KEPT)
def extent(db: Database, paramcd: str) -> tuple[float, float]:
    """Offset of the first and of the last value of a score; zeros where there is none."""
    found = db.rows(
        'SELECT coalesce(min("offset"), 0) AS first, coalesce(max("offset"), 0) AS last FROM adam.adscore '
        "WHERE paramcd = $paramcd AND aval IS NOT NULL AND native = 'Y'",
        paramcd=paramcd,
    ).iloc[0]
    return float(found["first"]), float(found["last"])


@lru_cache(maxsize=2)
def ends(db: Database) -> DataFrame:
    """One row per randomised patient whose native liver's course ended: kind DEATH or TRANSPLANT, when, where."""
    return db.rows(
        f"""
        SELECT usubjid, {ARM} AS arm,
               CASE WHEN ltdt <= coalesce(dthdt, ltdt) THEN 'TRANSPLANT' ELSE 'DEATH' END AS kind,
               CAST(date_diff('day', anchordt, least(ltdt, dthdt)) AS DOUBLE) AS "offset",
               strftime(least(ltdt, dthdt), '%Y-%m-%d') AS taken
        FROM adam.adsl WHERE randfl = 'Y' AND least(ltdt, dthdt) IS NOT NULL AND anchordt IS NOT NULL
        ORDER BY usubjid
        """,  # noqa: S608 - the text above
    )


@lru_cache(maxsize=SCORES_KEPT)
def time_points(db: Database, paramcd: str) -> DataFrame:
    """One row per randomised patient and time point at which anybody has a value: what stands for it, or why none.

    Columns: usubjid, arm, avisit, avisitn, offset, status, y, taken, ady, source_file, source_row.
    """
    return db.rows(
        f"""
        SELECT usubjid, {ARM} AS arm, avisit, avisitn, CAST(day_offset AS DOUBLE) AS "offset", status, aval AS y,
               strftime(adt, '%Y-%m-%d') AS taken, ady, source_file, source_row
        FROM adam.adscwk WHERE paramcd = $paramcd
        QUALIFY count(aval) OVER (PARTITION BY avisitn) > 0
        ORDER BY usubjid, avisitn
        """,  # noqa: S608 - the text above
        paramcd=paramcd,
    )


@lru_cache(maxsize=SCORES_KEPT)
def spread(db: Database, paramcd: str) -> DataFrame:
    """One row per arm (NULL: all together) and time point: n with a value, n alive with the native liver, quantiles.

    The quantiles at SHARES stand in QUANTILES; definition as in clinical.statistics.quantiles.
    """
    points = time_points(db, paramcd)
    together = _quantiles(points.assign(arm=None), ["avisitn"])
    return concat([_quantiles(points, ["arm", "avisitn"]), together.assign(arm=None)], ignore_index=True)


def told(rows: DataFrame) -> DataFrame:
    """Rows of `values` or `spread` for a file: without the arm, and each quantile once, where arms are hidden."""
    if TOGETHER not in set(rows["arm"]):
        return rows
    return rows[rows["arm"].notna()].drop(columns="arm")


def _quantiles(points: DataFrame, by: list[str]) -> DataFrame:
    alive = points["status"].isin(("VALUE", "CONFOUNDED", "NO_VALUE"))
    groups = points.assign(alive=alive).groupby(by, sort=True, observed=False)
    table = groups.agg(
        avisit=("avisit", "first"), offset=("offset", "first"), n=("y", "count"), n_alive=("alive", "sum")
    )
    found = np.array([quantiles(part.to_numpy(np.float64), SHARES) for _, part in groups["y"]])
    for place, name in enumerate(QUANTILES):
        table[name] = found[:, place] if len(found) else []
    return table.reset_index()


@dataclass(frozen=True)
class Standing:
    """Where a patient stands at the newest time point at which the patient has a value.

    The value was measured on study day `ady`. `others` have a value there too, `lower` of them a lower one; `median`
    is of all, the patient included.
    """

    avisit: str
    ady: int
    value: float
    others: int
    lower: int
    median: float


@lru_cache(maxsize=PATIENTS_KEPT)
def standing(db: Database, paramcd: str, usubjid: str) -> Standing | None:
    """The patient among the others with a value at that time point; None where the patient has none."""
    points = time_points(db, paramcd)
    points = points[points["status"] == "VALUE"]
    own = points[points["usubjid"] == usubjid]
    if own.empty:
        return None
    newest = own.iloc[-1]
    found = points.loc[points["avisitn"] == newest["avisitn"], "y"].to_numpy(np.float64)
    value = float(newest["y"])
    return Standing(
        avisit=str(newest["avisit"]),
        ady=int(newest["ady"]),
        value=value,
        others=len(found) - 1,
        lower=int((found < value).sum()),
        median=float(quantiles(found, [0.5])[0]),
    )
