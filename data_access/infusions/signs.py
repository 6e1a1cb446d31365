"""Vital signs and signs of allergy against the time since an infusion: one patient, or the medians of an arm."""

from pandas import DataFrame

from data_access.common.database import Database


def infusions(db: Database, usubjid: str) -> DataFrame:
    """One row per infusion, planned or given: status, reason, start, length, assessments, prompts, events."""
    return db.rows(
        """
        SELECT adinfn.*, reason FROM adam.adinfn
        LEFT JOIN (SELECT usubjid, doseno, reason FROM adam.adplan WHERE usubjid = $usubjid) USING (usubjid, doseno)
        WHERE usubjid = $usubjid ORDER BY doseno
        """,
        usubjid=usubjid,
    )


def signs(db: Database, usubjid: str, *, change: bool) -> DataFrame:
    """What was observed around the infusions of a patient, earliest first.

    minutes: since the start of the infusion (NULL: time not known). value as measured (sign of allergy: 1 present,
    0 absent); change from the last value before the infusion, itself 0. flagged: by which rule, 'LEVEL', 'CHANGE' or
    both with '+', NULL for none. why: why it cannot be drawn (as a `change`, if so asked), NULL where it can.
    """
    return db.rows(
        """
        SELECT doseno, paramcd, atptn AS minutes, aval AS value, round(aval - pre, 10) AS change, avalc, avalu, pre,
               derived, tpt, not_done, reasnd, strftime(adtm, '%Y-%m-%d %H:%M') AS taken,
               nullif(concat_ws('+', CASE WHEN levelfl = 'Y' THEN 'LEVEL' END,
                                     CASE WHEN changefl = 'Y' THEN 'CHANGE' END), '') AS flagged,
               CASE WHEN not_done THEN 'NOT_DONE' WHEN aval IS NULL THEN 'NO_VALUE' WHEN atptn IS NULL THEN 'NO_CLOCK'
                    WHEN $change AND pre IS NULL AND source_domain = 'VS' THEN 'NO_PRE' END AS why,
               source_file, source_row
        FROM adam.adsign WHERE usubjid = $usubjid
        ORDER BY paramcd, doseno, adtm, source_row
        """,
        usubjid=usubjid,
        change=change,
    )


def points(db: Database, usubjid: str) -> DataFrame:
    """The planned time points of a patient's infusions: tptnum, tpt, minutes (median of the infusions given)."""
    return db.rows(
        """
        SELECT tptnum, any_value(tpt) AS tpt, median(due_minutes) AS minutes FROM adam.adinf
        WHERE usubjid = $usubjid GROUP BY tptnum HAVING count(due_minutes) > 0 ORDER BY tptnum
        """,
        usubjid=usubjid,
    )


def medians(db: Database, arm: str) -> DataFrame:
    """adam.adinfmed of an arm: one row per infusion, planned time point and sign; minutes is their median."""
    return db.rows(
        "SELECT *, atptn AS minutes FROM adam.adinfmed WHERE trt01p = $arm ORDER BY paramcd, doseno, tptnum",
        arm=arm,
    )


def median_points(db: Database, arm: str) -> DataFrame:
    """As `points`, for an arm: where its assessments lie on average."""
    return db.rows(
        """
        SELECT tptnum, any_value(tpt) AS tpt, median(atptn) AS minutes FROM adam.adinfmed
        WHERE trt01p = $arm AND atptn IS NOT NULL GROUP BY tptnum ORDER BY tptnum
        """,
        arm=arm,
    )


def furthest(db: Database, arm: str) -> DataFrame:
    """The flagged values of an arm that lie furthest beyond, one per infusion and sign (adam.adprompt)."""
    return db.rows(
        """
        SELECT usubjid, doseno, paramcd, atptn AS minutes, aval AS value, round(aval - pre, 10) AS change, by_change
        FROM adam.adprompt JOIN (SELECT usubjid, trt01p FROM adam.adsl) USING (usubjid)
        WHERE trt01p = $arm AND source_domain = 'VS' AND atptn IS NOT NULL ORDER BY paramcd, usubjid, doseno
        """,
        arm=arm,
    )
