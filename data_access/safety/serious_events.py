"""Serious adverse events and deaths, patient by patient, with the row of the source."""

from collections.abc import Mapping

from pandas import DataFrame

from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.safety.adverse_events import LISTED, events


def listed(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """`serious`: every event with AESER = Y, by arm, patient and day, treatment-emergent (trtemfl) or not.

    `deaths` (usubjid, arm, dthdt, day, dthcaus, ndose, after_last_dose, source_file, source_row): day counts from
    the first dose, after_last_dose in days; a death may have no serious event and the other way round.
    """
    return {
        "serious": db.rows(
            f"""
            SELECT {LISTED}, trtemfl, inf24fl FROM {events(analysis_set, treatment, "serious", "all")}
            ORDER BY place NULLS LAST, arm, usubjid, astdt, aeseq
            """  # noqa: S608 - our own names
        ),
        "deaths": db.rows(
            f"""
            SELECT usubjid, member.arm, strftime(dthdt, '%Y-%m-%d') AS dthdt,
                   date_diff('day', anchordt, dthdt) + CASE WHEN dthdt >= anchordt THEN 1 ELSE 0 END AS day, dthcaus,
                   ndose, date_diff('day', trtedt, dthdt) AS after_last_dose, source_file, source_row
            FROM adam.adsl JOIN {analysis_sets.subquery(analysis_set, treatment)} AS member USING (usubjid)
            WHERE dthfl = 'Y' ORDER BY place NULLS LAST, member.arm, usubjid
            """  # noqa: S608 - our own names
        ),
    }
