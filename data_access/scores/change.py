"""The values of one patient's score, and the inputs that each was computed from."""

from functools import lru_cache

from pandas import DataFrame, Timedelta

from data_access.common.database import Database

BEFORE_DAYS = 7
PATIENTS_KEPT = 256

_KEYED = """
    SELECT *, strftime(adtm, '%Y-%m-%d %H:%M') AS minute,
           row_number() OVER (PARTITION BY minute ORDER BY source_row) AS place,
           minute || CASE WHEN place > 1 THEN ' #' || place ELSE '' END AS moment
    FROM adam.adscore
    WHERE paramcd = $paramcd AND usubjid = $usubjid AND aval IS NOT NULL AND adtm IS NOT NULL AND native = 'Y'
"""


@lru_cache(maxsize=PATIENTS_KEPT)
def moments(db: Database, usubjid: str, paramcd: str) -> DataFrame:
    """One row per value on the native liver, oldest first: moment (names it), adtm, ady, aval, confound, note."""
    return db.rows(
        f"SELECT moment, adtm, ady, aval, araw, confound, note FROM ({_KEYED}) ORDER BY adtm, place",  # noqa: S608
        usubjid=usubjid,
        paramcd=paramcd,
    )


def default_pair(values: DataFrame) -> tuple[str, str] | None:
    """From and to: the newest unconfounded value, and the earlier unconfounded one closest to 7 days before it.

    Where all are confounded they take part; a single value is compared with itself; None without any.
    """
    clean = values[values["confound"].isna()]
    chosen = clean if len(clean) else values
    if chosen.empty:
        return None
    newest, earlier = chosen.iloc[-1], chosen.iloc[:-1]
    if earlier.empty:
        return str(newest["moment"]), str(newest["moment"])
    gap = (earlier["adtm"] - (newest["adtm"] - Timedelta(days=BEFORE_DAYS))).abs()
    return str(earlier.loc[gap.idxmin(), "moment"]), str(newest["moment"])


@lru_cache(maxsize=PATIENTS_KEPT)
def inputs_used(db: Database, usubjid: str, paramcd: str, moment: str) -> DataFrame:
    """The inputs of the value at this moment, in the order of the score, before floor, cap and substitution.

    Columns: name (keyword of the score), aval, taken, source_file, source_row; what the score could do
    without and did not have is left out.
    """
    return db.rows(
        f"""
        SELECT used.name, used.aval, strftime(used.adtm, '%Y-%m-%d %H:%M') AS taken,
               used.source_file AS source_file, used.source_row AS source_row
        FROM (SELECT unnest(inputs) AS used FROM ({_KEYED}) WHERE moment = $moment)
        """,  # noqa: S608 - our own text
        usubjid=usubjid,
        paramcd=paramcd,
        moment=moment,
    )
