"""Where one value comes from: its complete record, and for a score the values that it was computed from."""

from functools import lru_cache
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from clinical.scores import REGISTRY
from data_access.database import Database

RECORDS_KEPT = 256


@lru_cache(maxsize=RECORDS_KEPT)
def record(db: Database, usubjid: str, number: int) -> Series | None:
    """The row of adam.adlb with this number (`record` of courses.series), with what identifies the patient's
    liver disease and what the data check on units found.

    None where there is no such row of this subject: the number comes from a browser.
    """
    rows = db.rows(
        """
        SELECT adlb.*, left(strftime(adtm, '%Y-%m-%d %H:%M'), CASE WHEN adtf IS NULL THEN 16 ELSE 10 END) AS taken,
               coalesce(adt > ltdt, false) AS after_transplant, dxtype, cirrhfl, etiol,
               (SELECT max(detail) FROM meta.finding
                WHERE check_id = 'unit_slip' AND paramtyp IS NULL AND finding.usubjid = adlb.usubjid
                  AND finding.source_file = adlb.source_file AND finding.source_row = adlb.source_row) AS slip
        FROM adam.adlb JOIN (SELECT usubjid, ltdt, dxtype, cirrhfl, etiol FROM adam.adsl) USING (usubjid)
        WHERE adlb.rowid = $number AND usubjid = $usubjid
        """,
        usubjid=usubjid,
        number=number,
    )
    return None if rows.empty else rows.iloc[0]


@lru_cache(maxsize=RECORDS_KEPT)
def inputs(db: Database, usubjid: str, number: int) -> DataFrame:
    """The inputs of the derived record with this number, one row each in the order of the score's registry entry.

    name, used_name, kind: as the registry has them; aval: the value that the score was given, NaN where there
    was none. What was measured, as reported, with its moment and source row: lborres, lborresu, taken,
    confound, source_file, source_row; missing for an input that is no measurement, such as age.
    """
    row = record(db, usubjid, number)
    if row is None:
        raise LookupError(f"no record {number} of {usubjid}")
    items = REGISTRY[row["paramcd"]].inputs
    given = row["inputs"] if isinstance(row["inputs"], np.ndarray) else np.full(len(items), np.nan)
    table = DataFrame(
        {
            "name": [item.name for item in items],
            "used_name": [item.used_name or item.name for item in items],
            "kind": [item.kind for item in items],
            "paramcd": [item.source for item in items],
            "aval": given,
        }
    ).merge(_measured(db, usubjid, number), on="paramcd", how="left", sort=False)
    limits = [item.role == "uln" for item in items]
    table.loc[limits, ["lborres", "lborresu"]] = np.nan
    return table.drop(columns="paramcd")


def _measured(db: Database, usubjid: str, number: int) -> DataFrame:
    """What stands behind a score, one row per parameter: laboratory results by the LBSEQ that the score names; a
    clinical grade or pressure is the row nearest in time that has the value which the score used."""
    identity: dict[str, Any] = {"usubjid": usubjid, "number": number}
    return db.rows(
        """
        WITH score AS (SELECT * FROM adam.adlb WHERE rowid = $number AND usubjid = $usubjid),
        source AS (
            SELECT paramcd, lborres, lborresu, adtm, adtf, confound, source_file, source_row FROM adam.adlb
            WHERE usubjid = $usubjid AND paramtyp IS NULL AND list_has_any(srcseq, (SELECT srcseq FROM score))
            UNION ALL BY NAME
            SELECT paramcd, avalc AS lborres, avalu AS lborresu, adtm, adtf, source_file, source_row
            FROM (FROM adam.adrs SELECT paramcd, usubjid, aval, avalc, avalu, adtm, adtf, source_file, source_row
                  UNION ALL
                  FROM adam.advs SELECT paramcd, usubjid, aval, avalc, avalu, adtm, adtf, source_file, source_row
                  WHERE paramcd = 'MAP')
            WHERE usubjid = $usubjid AND list_contains((SELECT inputs FROM score), CAST(aval AS DOUBLE))
        )
        SELECT source.* EXCLUDE (adtm, adtf), left(strftime(source.adtm, '%Y-%m-%d %H:%M'),
               CASE WHEN source.adtf IS NULL THEN 16 ELSE 10 END) AS taken
        FROM source CROSS JOIN (SELECT adtm FROM score) AS drawn
        QUALIFY row_number() OVER (PARTITION BY paramcd
                                   ORDER BY abs(epoch(source.adtm - drawn.adtm)), source_row) = 1
        """,
        **identity,
    )
