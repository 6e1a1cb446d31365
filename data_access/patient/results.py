"""The courses of one patient: every result placed on a time axis, drawn or with the reason why it is not."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pandas import DataFrame, concat

from clinical.laboratory.tests import READ_IN_MULTIPLES
from data_access.common.database import Database
from data_access.patient.measured import MEASURED

Origin = Literal["anchor", "randomisation", "infusion"]
# Multiples of the upper limit only of results that are read so.
MULTIPLE = "CASE WHEN list_contains($multiples, paramcd) THEN {} END"
MEASURES = {"absolute": "aval", "xuln": MULTIPLE.format("r2anrhi"), "xbase": "r2base"}
SCALES = {"absolute": "1", "xuln": MULTIPLE.format("anrhi"), "xbase": "base"}
UNSCALED = {
    "absolute": "'NO_VALUE'",
    "xuln": "CASE WHEN list_contains($multiples, paramcd) THEN 'NO_LIMIT' ELSE 'NO_MULTIPLE' END",
    "xbase": "'NO_BASELINE'",
}
"""Why a value has no place in a measure."""
DAY_ONE = {"anchor": "anchordt", "randomisation": "coalesce(randdt, anchordt)"}

ONE_STRETCH = """
SELECT CAST(NULL AS INTEGER) AS stretch, CAST({day_one} AS TIMESTAMP) AS origin,
       CAST(NULL AS TIMESTAMP) AS begun, CAST(NULL AS TIMESTAMP) AS ended
FROM adam.adsl WHERE usubjid = $usubjid
"""
# The last value before an infusion is where its line starts, as well as where the line before it ends; the last
# infusion is followed as long as the planned gap between two.
STRETCHES = """
SELECT doseno AS stretch, min(astdtm) AS origin, min(astdtm) - INTERVAL 24 HOUR AS begun,
       coalesce(lead(min(astdtm)) OVER (ORDER BY min(astdtm)),
                min(astdtm) + to_days(CAST(any_value(gap_days) AS INTEGER))) AS ended
FROM adam.adex JOIN (SELECT doseno, any_value(gap_days) AS gap_days FROM adam.adplan GROUP BY doseno) USING (doseno)
WHERE usubjid = $usubjid AND astdtm IS NOT NULL
GROUP BY doseno
"""
SERIES = """
WITH stretch AS ({stretches}),
result AS (
    SELECT *, coalesce(avalq, CASE WHEN aval IS NULL AND regexp_matches(avalc, '^[<>]')
                                   THEN TRY_CAST(ltrim(avalc, '<>= ') AS DOUBLE) END) AS beyond_limit
    FROM ({measured}) WHERE usubjid = $usubjid AND list_contains($paramcds, paramcd)
),
placed AS (
    SELECT result.*, stretch, epoch(adtm - origin) / 86400.0 AS "offset", ltdt IS NOT NULL AND adt > ltdt AS grafted,
           CASE WHEN paramtyp = 'DERIVED' THEN 1 ELSE {scale} END AS scale,
           coalesce(CASE WHEN paramtyp = 'DERIVED' THEN aval ELSE {column} END, beyond_limit / nullif(scale, 0)) AS y
    FROM result CROSS JOIN (SELECT ltdt FROM adam.adsl WHERE usubjid = $usubjid)
    LEFT JOIN stretch ON begun IS NULL OR adtm >= begun AND adtm <= ended
)
SELECT record, paramcd, lborres, lborresu, avalu, avalc, aval, araw, y, left(avalc, 1) AS beyond,
       anrlo / nullif(scale, 0) AS lo, anrhi / nullif(scale, 0) AS hi, anrlo, anrhi, anrind, "offset", stretch,
       left(strftime(adtm, '%Y-%m-%d %H:%M'), CASE WHEN adtf IS NULL THEN 16 ELSE 10 END) AS taken, adt, ady, randdy,
       visit, confound, certainty, certnote AS slip, paramtyp, reason, placed.source_file, placed.source_row,
       coalesce(grafted, false) AS after_transplant,
       CASE WHEN aval IS NULL AND beyond_limit IS NULL THEN 'NO_VALUE' WHEN adtm IS NULL THEN 'NO_TIME'
            WHEN y IS NULL THEN {unscaled} WHEN "offset" IS NULL THEN '{unplaced}'
            WHEN grafted AND NOT $graft THEN 'AFTER_TRANSPLANT' END AS why
FROM placed
ORDER BY paramcd, stretch, adtm, placed.source_row
"""
REPORTED = [
    "paramcd", "lborres", "lborresu", "aval", "avalc", "avalu", "anrlo", "anrhi", "anrind", "taken", "ady", "visit",
    "confound", "certainty", "slip", "after_transplant", "source_file", "source_row",
]  # fmt: skip
"""What a file of rows says of each."""


def series(
    db: Database,
    usubjid: str,
    paramcds: Sequence[str],
    *,
    measure: str = "absolute",
    origin: Origin = "anchor",
    graft: bool = True,
) -> DataFrame:
    """All results of the asked parameters, oldest first; a result that is not drawn has its reason in `why`.

    offset: days from `origin` ('anchor': first infusion, else randomisation; 'randomisation'; 'infusion': the
    infusion whose number is in `stretch`); a first day is 0 here, study day 1 on the axis. A stretch begins
    with what was drawn up to 24 h before its infusion and ends with the next infusion, or after the planned gap; a
    result just before an infusion ends one and begins the next, and so has two rows.
    y, lo, hi: value and reference limits in the asked `measure` ('absolute', 'xuln', 'xbase'); scores are always
    absolute. A result without a number but reported beyond a limit ('<0.2') has y at that limit and beyond '<'
    or '>'. record names the row, as `measured` has it. slip: why the value is questioned; it has no
    aval, and y at its number, apart from the line.
    why: NULL where the row can be drawn, else NO_VALUE, NO_TIME, NO_LIMIT, NO_MULTIPLE (not read in
    multiples of an upper limit), NO_BASELINE, NO_INFUSION (in no
    stretch), NO_DAY_ONE (neither dosed nor a day of randomisation), AFTER_TRANSPLANT (unless `graft`).
    """
    stretches = STRETCHES if origin == "infusion" else ONE_STRETCH.format(day_one=DAY_ONE[origin])
    query = SERIES.format(
        measured=MEASURED,
        stretches=stretches,
        column=MEASURES[measure],
        scale=SCALES[measure],
        unscaled=UNSCALED[measure],
        unplaced="NO_INFUSION" if origin == "infusion" else "NO_DAY_ONE",
    )
    multiples = {"multiples": list(READ_IN_MULTIPLES)} if measure == "xuln" else {}
    return db.rows(query, usubjid=usubjid, paramcds=list(paramcds), graft=graft, **multiples)


def extent(rows: DataFrame) -> tuple[float, float] | None:
    """The first and the last offset of what can be drawn of series(); None where nothing can."""
    offsets = rows["offset"][rows["why"].isna()]
    return None if offsets.empty else (float(offsets.min()), float(offsets.max()))


def reach(*parts: DataFrame) -> tuple[float, float] | None:
    """The first and the last offset of anything in these series(), drawn or not."""
    offsets = concat([rows["offset"] for rows in parts]).dropna()
    return None if offsets.empty else (float(offsets.min()), float(offsets.max()))


def within(rows: DataFrame, first: float, last: float) -> DataFrame:
    """series() in which what could be drawn, but lies outside this stretch of time, is OUTSIDE."""
    outside = rows["why"].isna() & ~rows["offset"].between(first, last)
    return rows.assign(why=rows["why"].mask(outside, "OUTSIDE"))


def drawn(rows: DataFrame) -> DataFrame:
    """The rows of series() that are drawn."""
    return rows[rows["why"].isna()]


def shown_table(rows: DataFrame) -> DataFrame:
    """What is drawn of series() as a file says it: one row per result, as reported and as drawn."""
    return drawn(rows).drop_duplicates("record")[[*REPORTED, "y"]].rename(columns={"y": "drawn_at"})


def missing_table(rows: DataFrame) -> DataFrame:
    """What is not drawn of series(): one row per result, with its reason in `why`."""
    shown = set(drawn(rows)["record"])
    left_out = rows[~rows["record"].isin(shown)].drop_duplicates("record")
    return left_out[[*REPORTED, "reason", "why"]]


@lru_cache(maxsize=2)
def numbers_infusions(db: Database) -> bool:
    """Whether the study plans its infusions, so that each given has a number."""
    return bool(db.rows("SELECT count(*) AS n FROM (FROM adam.adplan LIMIT 1)")["n"].iloc[0])


def separations(db: Database, usubjid: str, *, origin: Origin) -> DataFrame:
    """The stretches of time in which ALT fell while bilirubin rose (adam.adsep), those that meet made one.

    start and stop in days from the origin as in series(); the other columns tell of the draw at which the
    rule was first met, and n at how many it was. Not for origin 'infusion', which has several origins.
    """
    return db.rows(
        f"""
        WITH found AS (
            SELECT *, max(adtm) OVER (ORDER BY refdtm, adtm ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
            FROM adam.adsep WHERE usubjid = $usubjid
        ),
        numbered AS (
            SELECT *, sum(CASE WHEN refdtm <= reached THEN 0 ELSE 1 END) OVER (ORDER BY refdtm, adtm) AS run FROM found
        )
        SELECT epoch(min(refdtm) - origin) / 86400.0 AS start, epoch(max(adtm) - origin) / 86400.0 AS stop,
               count(*) AS n, unnest(arg_min({{'refdy': refdy, 'ady': ady, 'refalt': refalt, 'alt': alt,
               'pchgalt': pchgalt, 'refbili': refbili, 'bili': bili, 'pchgbili': pchgbili}}, adtm))
        FROM numbered CROSS JOIN (SELECT CAST({DAY_ONE[origin]} AS TIMESTAMP) AS origin FROM adam.adsl
                                  WHERE usubjid = $usubjid)
        GROUP BY run, origin ORDER BY start
        """,  # noqa: S608 - the origin comes from the table above, never from a reader
        usubjid=usubjid,
    )
