"""Where one value comes from: its complete record, and for a score the values that it was computed from."""

from functools import lru_cache
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from clinical.scores import REGISTRY
from data_access.common.database import Database
from data_access.patient.measured import MEASURED

RECORDS_KEPT = 256


@lru_cache(maxsize=RECORDS_KEPT)
def record(db: Database, usubjid: str, number: int) -> Series | None:
    """The row with this number (`record` of results.series, as `measured` has it), with what identifies the patient's
    liver disease, and why the value is questioned.

    None where there is no such row of this subject: the number comes from a browser.
    """
    rows = db.rows(
        f"""
        SELECT measured.*, left(strftime(adtm, '%Y-%m-%d %H:%M'), CASE WHEN adtf IS NULL THEN 16 ELSE 10 END) AS taken,
               coalesce(adt > ltdt, false) AS after_transplant, dxtype, cirrhfl, etiol,
               certnote AS slip
        FROM ({MEASURED}) AS measured JOIN (SELECT usubjid, ltdt, dxtype, cirrhfl, etiol FROM adam.adsl) USING (usubjid)
        WHERE record = $number AND usubjid = $usubjid
        """,  # noqa: S608 - the text above
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
    table = DataFrame(
        {
            "name": [item.name for item in items],
            "used_name": [item.used_name or item.name for item in items],
            "kind": [item.kind for item in items],
        }
    ).merge(_used(db, usubjid, number), on="name", how="left", sort=False)
    limits = [item.role == "uln" for item in items]
    table.loc[limits, ["lborres", "lborresu"]] = np.nan
    return table


def _used(db: Database, usubjid: str, number: int) -> DataFrame:
    """The values that a score was given, each with the record of the source that holds it."""
    identity: dict[str, Any] = {"usubjid": usubjid, "number": number}
    return db.rows(
        """
        WITH used AS (
            SELECT unnest(inputs, recursive := true) FROM adam.adscore
            JOIN (SELECT paramcd, source_file, source_row FROM adam.adlb WHERE rowid = $number) AS score
              ON score.paramcd = adscore.paramcd AND score.source_file = adscore.source_file
             AND score.source_row = adscore.source_row
            WHERE usubjid = $usubjid
        ),
        source AS (
            SELECT lborres, lborresu, adtf, confound, source_file, source_row FROM adam.adlb
            WHERE usubjid = $usubjid AND paramtyp IS NULL
            UNION ALL BY NAME
            SELECT avalc AS lborres, avalu AS lborresu, adtf, source_file, source_row FROM adam.adrs
            WHERE usubjid = $usubjid
            UNION ALL BY NAME
            SELECT avalc AS lborres, avalu AS lborresu, adtf, source_file, source_row FROM adam.advs
            WHERE usubjid = $usubjid AND paramcd = 'MAP'
        )
        SELECT name, aval, lborres, lborresu, confound, used.source_file, used.source_row,
               left(strftime(adtm, '%Y-%m-%d %H:%M'), CASE WHEN adtf IS NULL THEN 16 ELSE 10 END) AS taken
        FROM used LEFT JOIN source USING (source_file, source_row)
        """,
        **identity,
    )
