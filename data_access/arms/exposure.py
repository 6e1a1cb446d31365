"""What the arms received: doses as planned, duration, and the plasma that sets an INR."""

from collections.abc import Mapping

from pandas import DataFrame

from clinical.patient.frequency import DOSES_PER_DAY, ONCE
from data_access.common import analysis_sets, summaries
from data_access.common.database import Database

# Care that changes bilirubin, INR and albumin by itself, in the order of the table (trial.md 3.3).
CARE = ("PE", "DPMAS", "ADSORPTION", "ALSS", "FFP", "ALBUMIN")
EARLY_DAYS = 28
ALL_DAYS = 1_000_000
# A planned dose as the figure shows it: in its window, outside it, not given, still to come.
STATES = ("GIVEN", "OUTSIDE", "MISSED", "PENDING")
_STATE = """
    CASE WHEN status = 'GIVEN' AND deviation IS NULL THEN 'GIVEN' WHEN status = 'GIVEN' THEN 'OUTSIDE'
         WHEN status = 'MISSED' THEN 'MISSED' ELSE 'PENDING' END
"""


def received(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """What each arm received; tables in protocol order of the arms, empty where the study has nothing of the kind.

    doses (arm, doses, n, of): patients by number of planned doses given. planned (arm, doseno, state, n), every state
    of STATES. reasons (arm, doseno, state, reason, n): why not given; for a dose outside its window, days off plan.
    duration and volume (arm, statistics): days from first to last dose; mL given to a patient in all, only where
    every dose says its volume. care (arm, category, days, patients, of, sessions, amount, unit, patient_days,
    undated): from day 1, to EARLY_DAYS or (days NULL) as long as the own liver was followed. sessions: procedures, or
    doses given; amount: of all of them, NULL if units mix or a dose repeats at a frequency that is not known.
    No total of particles or milligrams is computed: the record leaves open what a dose contains.
    """
    member = analysis_sets.subquery(analysis_set, treatment)
    return {
        "doses": _doses(db, member),
        "planned": _planned(db, member),
        "reasons": _reasons(db, member),
        "duration": _per_arm(db, member, _DURATION),
        "volume": _per_arm(db, member, _VOLUME),
        "care": _care(db, member),
    }


def _doses(db: Database, member: str) -> DataFrame:
    return db.rows(
        f"""
        WITH member AS (SELECT member.*, ndose, nplan FROM {member} AS member JOIN adam.adsl USING (usubjid)
                        WHERE nplan IS NOT NULL),
        possible AS (SELECT unnest(range(max(nplan) + 1)) AS doses FROM member)
        SELECT arm, doses, count(*) FILTER (ndose = doses) AS n, count(*) AS "of"
        FROM member CROSS JOIN possible GROUP BY arm, place, doses ORDER BY place, arm, doses DESC
        """  # noqa: S608 - our own names
    )


def _planned(db: Database, member: str) -> DataFrame:
    return db.rows(
        f"""
        WITH plan AS (SELECT arm, place, doseno, {_STATE} AS reached FROM adam.adplan JOIN {member} USING (usubjid)),
        possible AS (SELECT unnest($states) AS state)
        SELECT arm, doseno, state, count(*) FILTER (reached = state) AS n
        FROM plan CROSS JOIN possible GROUP BY arm, place, doseno, state
        ORDER BY doseno, place, arm, list_position($states, state)
        """,  # noqa: S608 - our own names
        states=list(STATES),
    )


def _reasons(db: Database, member: str) -> DataFrame:
    return db.rows(
        f"""
        WITH plan AS (
            SELECT arm, place, doseno, {_STATE} AS state,
                   CASE WHEN status = 'MISSED' THEN reason ELSE printf('%+d', delay_days) END AS reason
            FROM adam.adplan JOIN {member} USING (usubjid)
        )
        SELECT arm, doseno, state, reason, count(*) AS n FROM plan WHERE state IN ('MISSED', 'OUTSIDE')
        GROUP BY arm, place, doseno, state, reason ORDER BY doseno, place, arm, state, n DESC, reason
        """  # noqa: S608 - our own names
    )


_DURATION = "SELECT usubjid, CAST(trtdurd AS DOUBLE) AS value FROM adam.adsl WHERE trtdurd IS NOT NULL"
_VOLUME = """
    SELECT usubjid, sum(volume_ml) AS value FROM adam.adex
    WHERE (SELECT count(*) = count(volume_ml) FROM adam.adex) GROUP BY usubjid
"""


def _per_arm(db: Database, member: str, source: str) -> DataFrame:
    values = db.rows(
        f"SELECT arm, value FROM {member} LEFT JOIN ({source}) USING (usubjid) ORDER BY place, arm, usubjid"  # noqa: S608
    )
    return summaries.by_group(values if values["value"].notna().any() else values.head(0), ["arm"])


def _care(db: Database, member: str) -> DataFrame:
    """Procedures and doses from day 1 on; a patient is followed until death, transplantation or the last day alive.

    What goes on as reported is given until the last day known alive.
    """
    return db.rows(
        f"""
        WITH member AS (
            SELECT member.*, anchordt, date_diff('day', anchordt, least(lstalvdt, ltdt)) + 1 AS followed
            FROM {member} AS member JOIN adam.adsl USING (usubjid)
        ),
        period AS (SELECT unnest([$early, $all]) AS days),
        given AS (
            SELECT usubjid, category, amount, unit, adproc.astdt,
                   date_diff('day', anchordt, adproc.astdt) + 1 AS first,
                   date_diff('day', anchordt, coalesce(adproc.aendt, CASE WHEN ongofl = 'Y' THEN lstalvdt END,
                                                       adproc.astdt)) + 1 AS last,
                   upper(trim(cmdosfrq)) AS often, cmdostot AS daily, source_domain = 'CM' AS drug
            FROM adam.adproc JOIN (SELECT usubjid, anchordt, lstalvdt FROM adam.adsl) USING (usubjid)
            LEFT JOIN adam.adcm USING (usubjid, source_domain, source_file, source_row)
            WHERE category IN (SELECT unnest($care))
        ),
        reached AS (
            SELECT *, greatest(first, 1) AS from_day, least(last, followed, days) AS to_day
            FROM given JOIN member USING (usubjid) CROSS JOIN period
        ),
        -- A procedure and a single dose count on their first day. What is given for several days counts each dose; at a
        -- frequency that is not known, each day, and then no amount is told.
        dosed AS (
            SELECT reached.*, often.per_day,
                   CASE WHEN NOT drug OR often = $once OR last = first THEN CAST(first >= 1 AS INTEGER)
                        ELSE ceil((to_day - from_day + 1) * coalesce(often.per_day, 1) - 1e-9) END AS doses,
                   drug AND last > first AND often IS DISTINCT FROM $once AS repeated
            FROM reached LEFT JOIN (SELECT unnest($codes) AS often, unnest($per_day) AS per_day) AS often USING (often)
            WHERE from_day <= to_day
        ),
        told AS (
            SELECT *, CASE WHEN NOT repeated THEN doses * amount
                           WHEN daily IS NOT NULL THEN (to_day - from_day + 1) * daily
                           WHEN per_day IS NOT NULL THEN doses * amount END AS total
            FROM dosed WHERE doses > 0
        ),
        followed AS (
            SELECT arm, place, days, count(*) AS "of",
                   CAST(sum(least(greatest(followed, 0), days)) AS BIGINT) AS patient_days
            FROM member CROSS JOIN period GROUP BY ALL
        ),
        counted AS (
            SELECT arm, days, category, count(DISTINCT usubjid) AS patients, CAST(sum(doses) AS BIGINT) AS sessions,
                   CASE WHEN count(total) = count(*) AND count(DISTINCT unit) = 1 THEN sum(total) END AS amount,
                   CASE WHEN count(DISTINCT unit) = 1 THEN min(unit) END AS unit
            FROM told GROUP BY ALL
        ),
        undated AS (SELECT arm, category, count(*) AS undated FROM given JOIN member USING (usubjid)
                    WHERE astdt IS NULL GROUP BY ALL)
        SELECT arm, category, nullif(days, $all) AS days, coalesce(patients, 0) AS patients, "of",
               coalesce(sessions, 0) AS sessions, amount, unit, patient_days, coalesce(undated, 0) AS undated
        FROM (followed CROSS JOIN (SELECT DISTINCT category FROM given))
        LEFT JOIN counted USING (arm, category, days)
        LEFT JOIN undated USING (arm, category)
        ORDER BY list_position($care, category), followed.days, place, arm
        """,  # noqa: S608 - our own names
        early=EARLY_DAYS,
        all=ALL_DAYS,
        care=list(CARE),
        once=ONCE,
        codes=list(DOSES_PER_DAY),
        per_day=list(DOSES_PER_DAY.values()),
    )
