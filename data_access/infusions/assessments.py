"""What was assessed of what was due, the adverse events in the 24 hours after each infusion, and the prompts."""

from collections.abc import Sequence
from functools import lru_cache

from pandas import DataFrame

from data_access.common.database import Database


def grid(db: Database, usubjid: str) -> DataFrame:
    """One row per infusion, planned time point and assessment of a patient; the signs of allergy are one.

    state as in adam.adinf, and PARTLY where only some signs of allergy were answered. value: as reported; for
    allergy the signs present. why and reason: of the first sign that is not assessed. look: the assessment; the
    column keeps the name that it has in adam.adinf and in files that readers already have.
    """
    return db.rows(
        """
        WITH sign AS (
            SELECT *, coalesce(levelfl = 'Y' OR changefl = 'Y', false) AS flag FROM adam.adinf WHERE usubjid = $usubjid
        )
        SELECT doseno, any_value(status) AS status, tptnum, any_value(tpt) AS tpt, look,
               CASE WHEN count(DISTINCT state) = 1 THEN any_value(state)
                    WHEN bool_or(state = 'ASSESSED') THEN 'PARTLY' ELSE 'NOT ASSESSED' END AS state,
               any_value(why) AS why, any_value(reason) AS reason, any_value(aval) AS value, any_value(avalu) AS avalu,
               list(paramcd) FILTER (aval = 1 AND look = 'ALLERGY') AS present,
               count(*) FILTER (state = 'ASSESSED') AS answered, count(*) AS asked,
               coalesce(bool_or(flag), false) AS flag,
               any_value(strftime(adtm, '%Y-%m-%d %H:%M')) AS taken,
               any_value(source_file) AS source_file, min(source_row) AS source_row
        FROM sign GROUP BY doseno, tptnum, look ORDER BY doseno, tptnum
        """,
        usubjid=usubjid,
    )


@lru_cache(maxsize=16)
def patients(db: Database, arm: str) -> tuple[str, ...]:
    """The patients of an arm."""
    found = db.rows("SELECT usubjid FROM adam.adsl WHERE trt01p = $arm ORDER BY usubjid", arm=arm)
    return tuple(found["usubjid"])


def completeness(db: Database, usubjids: Sequence[str]) -> DataFrame:
    """One row per infusion of these patients: assessments due and made, prompts, events in the window."""
    return db.rows(
        """
        SELECT usubjid, doseno, status, n_due, n_assessed, n_prompts, n_without_entry, n_events
        FROM adam.adinfn WHERE list_contains($usubjids, usubjid) ORDER BY usubjid, doseno
        """,
        usubjids=list(usubjids),
    )


def events(db: Database, arm: str | None, usubjid: str | None) -> DataFrame:
    """Adverse events from the start of an infusion to 24 h after its end, of an arm or of one patient.

    hours: since the start, NULL where known by date only. Grade, relation, action: by the investigator.
    """
    return db.rows(
        """
        SELECT usubjid, doseno, aedecod, aeterm, aetoxgr, aesev, aeser, aerel, aeacn, aeout, aestdtc, aeendtc,
               CASE WHEN inf24how = 'TIMED' THEN epoch(astdtm - start) / 3600.0 END AS hours, inf24how,
               adae.source_file, adae.source_row
        FROM adam.adae JOIN (SELECT usubjid, trt01p FROM adam.adsl) USING (usubjid)
        LEFT JOIN (SELECT usubjid, doseno, start FROM adam.adinfn) USING (usubjid, doseno)
        WHERE inf24fl = 'Y' AND coalesce(trt01p = $arm, usubjid = $usubjid)
        ORDER BY usubjid, doseno, hours NULLS LAST, aeseq
        """,
        arm=arm,
        usubjid=usubjid,
    )


@lru_cache(maxsize=64)
def infused(db: Database, arm: str | None, usubjid: str | None) -> bool:
    """Whether any infusion of an arm or of one patient is recorded with its day."""
    found = db.rows(
        """
        SELECT 1 FROM adam.adinfn JOIN (SELECT usubjid, trt01p FROM adam.adsl) USING (usubjid)
        WHERE start IS NOT NULL AND coalesce(trt01p = $arm, usubjid = $usubjid) LIMIT 1
        """,
        arm=arm,
        usubjid=usubjid,
    )
    return not found.empty


def prompts(db: Database, arm: str | None, usubjid: str | None) -> DataFrame:
    """adam.adprompt of an arm or of one patient: those without an adverse event in the window first."""
    return db.rows(
        """
        SELECT usubjid, doseno, paramcd, aval, avalu, pre, chgpre, pre_reached, by_level, by_change, n_values, tpt,
               strftime(adt, '%Y-%m-%d') AS taken, atptn / 60 AS hours,
               array_to_string(entries, ', ') AS entries, array_to_string(ongoing, ', ') AS ongoing,
               len(entries) > 0 AS entered, source_file, source_row
        FROM adam.adprompt JOIN (SELECT usubjid, trt01p FROM adam.adsl) USING (usubjid)
        WHERE coalesce(trt01p = $arm, usubjid = $usubjid)
        ORDER BY entered, usubjid, doseno, paramcd
        """,
        arm=arm,
        usubjid=usubjid,
    )
