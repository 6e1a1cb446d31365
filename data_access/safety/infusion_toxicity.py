"""The primary endpoint: adverse events within 24 hours after an infusion, with exact intervals."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from pandas import DataFrame

from clinical.statistics import proportion
from data_access.common import analysis_sets
from data_access.common.database import Database
from data_access.safety.adverse_events import LISTED, SEVERE, events

# Each row and the events that it counts; `toxicity` is the label of the endpoint (trial.md 3.4).
ROWS = MappingProxyType(
    {
        "any": "true",
        "related": "related",
        "severe": f"level >= {SEVERE}",
        "toxicity": f"related AND level >= {SEVERE}",
        "serious": "aeser = 'Y'",
    }
)


def has_infusions(db: Database) -> bool:
    """Whether anything was infused: a patch or a tablet has no 24 hours after an infusion."""
    found = db.rows("SELECT count(*) > 0 AS found FROM adam.adinfn WHERE day IS NOT NULL")
    return bool(found["found"].item())


def within_24_h(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """`patients` (arm, row, n, of, value, lower, upper), `infusions` (the same by doseno), `events`.

    Of the patients who had an infusion (that infusion), those with an event of the row from its start to 24 h after
    its end; fractions with the 95 % Clopper-Pearson interval, NaN in an arm without infusions. In `events`, how is
    TIMED or BY DATE, and hours (TIMED only) count from the start of the infusion.
    """
    member = analysis_sets.subquery(analysis_set, treatment)
    event = f"(SELECT * FROM {events(analysis_set, treatment, 'any', 'all')} WHERE inf24fl = 'Y')"  # noqa: S608
    return {
        "patients": _estimated(_counted(db, member, event, "")),
        "infusions": _estimated(_counted(db, member, event, "doseno")),
        "events": _listed(db, event),
    }


def _counted(db: Database, member: str, event: str, by: str) -> DataFrame:
    """Patients by arm and row; `by` is doseno or nothing."""
    rows = " UNION ALL ".join(
        f"SELECT {place} AS line, '{row}' AS row, usubjid, doseno FROM event WHERE {condition}"  # noqa: S608
        for place, (row, condition) in enumerate(ROWS.items())
    )
    lines = ", ".join(f"({place}, '{row}')" for place, row in enumerate(ROWS))
    also, of = (f", {by}", f", exposed.{by}") if by else ("", "")
    join = "JOIN" if by else "LEFT JOIN"
    return db.rows(
        f"""
        WITH member AS {member}, event AS {event},
        given AS (SELECT DISTINCT usubjid{also} FROM adam.adinfn WHERE day IS NOT NULL),
        found AS (SELECT DISTINCT line, usubjid{also}, true AS yes FROM ({rows})),
        exposed AS (SELECT arm, place, member.usubjid{also}, given.usubjid IS NOT NULL AS exposed
                    FROM member {join} given USING (usubjid))
        SELECT arm{of}, possible.row, count(*) FILTER (exposed AND yes) AS n, count(*) FILTER (exposed) AS "of"
        FROM exposed CROSS JOIN (VALUES {lines}) AS possible (line, row)
        LEFT JOIN found ON found.usubjid = exposed.usubjid AND found.line = possible.line
             {"AND found.doseno = exposed.doseno" if by else ""}
        GROUP BY arm, place, possible.line, possible.row{of}
        ORDER BY place NULLS LAST, arm{of}, possible.line
        """  # noqa: S608 - our own names
    )


def _estimated(counts: DataFrame) -> DataFrame:
    found = [proportion(int(n), int(of)) for n, of in zip(counts["n"], counts["of"], strict=True)]
    return counts.assign(
        **{
            name: np.array([getattr(each, name) for each in found], float)
            for name in ("value", "lower", "upper")
        }
    )


def _listed(db: Database, event: str) -> DataFrame:
    listed = ", ".join(f"event.{name.strip()}" for name in LISTED.split(","))
    return db.rows(
        f"""
        WITH event AS {event},
        dose AS (SELECT usubjid, doseno, min(astdtm) AS begun, bool_and(astdtf IS NULL) AS timed
                 FROM adam.adex WHERE doseno IS NOT NULL GROUP BY ALL)
        SELECT {listed}, event.doseno, inf24how AS how,
               CASE WHEN inf24how = 'TIMED' AND timed THEN date_diff('minute', begun, event.astdtm) / 60.0 END AS hours
        FROM event LEFT JOIN dose USING (usubjid, doseno)
        ORDER BY place NULLS LAST, arm, event.usubjid, event.astdt, aeseq
        """  # noqa: S608 - our own names
    )
