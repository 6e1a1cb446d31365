"""What the next shift needs of one patient on one sheet: doses, state, treatments, events, and what is missing.

Every "last n days" ends on the day that adam.board calls `asof`: the cut-off, the death or the end of the study.
"""

from pandas import DataFrame

from data_access.common.database import Database

EVENT_DAYS = 28
STALE_DAYS = 7


def doses(db: Database, usubjid: str) -> DataFrame:
    """Planned infusions in order: doseno, planned_dt, window_lo, window_hi, status, reason, given_dt, delay_days."""
    return db.rows(
        """
        SELECT doseno, planned_dt, window_lo, window_hi, status, reason, given_dt, delay_days, deviation
        FROM adam.adplan WHERE usubjid = $usubjid ORDER BY doseno
        """,
        usubjid=usubjid,
    )


def exposure(db: Database, usubjid: str) -> DataFrame:
    """One row: n dosing records, the first and the last day (NULL without any)."""
    return db.rows(
        """
        SELECT count(*) AS n, min(astdt) AS first_dt, max(coalesce(aendt, astdt)) AS last_dt
        FROM adam.adex WHERE usubjid = $usubjid
        """,
        usubjid=usubjid,
    )


def vital_signs(db: Database, usubjid: str) -> DataFrame:
    """Newest temperature, mean arterial pressure, heart rate, saturation; highest and lowest of the 24 h before."""
    return db.rows(
        """
        WITH sign AS (
            SELECT paramcd, aval, avalu, adtm, max(adtm) OVER (PARTITION BY paramcd) AS newest
            FROM adam.advs JOIN adam.board USING (usubjid)
            WHERE usubjid = $usubjid AND paramcd IN ('TEMP', 'MAP', 'HR', 'OXYSAT')
              AND aval IS NOT NULL AND adt <= "asof"
        )
        SELECT paramcd, arg_max(aval, adtm) AS aval, arg_max(avalu, adtm) AS avalu, any_value(newest) AS adtm,
               max(aval) AS high, min(aval) AS low
        FROM sign WHERE adtm >= newest - INTERVAL 24 HOUR GROUP BY paramcd
        """,
        usubjid=usubjid,
    )


def score_inputs(db: Database, usubjid: str, paramcd: str) -> DataFrame:
    """The results that the newest value of a score was computed from: paramcd, aval, avalu, adtm; araw of the score.

    One row without an input where the derivation could not name them.
    """
    return db.rows(
        """
        WITH score AS (
            SELECT adlb.usubjid, adlb.araw, adlb.srcseq FROM adam.adlb
            JOIN adam.latest USING (usubjid, paramcd, adtm, source_file, source_row)
            WHERE usubjid = $usubjid AND paramcd = $paramcd AND adlb.aval IS NOT NULL
        )
        SELECT score.araw, input.paramcd, input.aval, input.avalu, input.adtm
        FROM score LEFT JOIN adam.adlb AS input ON input.usubjid = score.usubjid AND input.paramtyp IS NULL
              AND list_has_any(input.srcseq, score.srcseq)
        ORDER BY input.paramcd
        """,
        usubjid=usubjid,
        paramcd=paramcd,
    )


def treatments(db: Database, usubjid: str) -> DataFrame:
    """Procedures and blood products of the last 14 days, newest first: sessions and amount in 7 and in 14 days.

    category, label (only of category OTHER), n_7d, amount_7d, n_14d, amount_14d, unit, last_dt, running (albumin is
    given by the day and has no end yet). n_undated counts what cannot be placed in time. Amounts are those of
    single sessions; a dose by the day has none.
    """
    return db.rows(
        """
        WITH given AS (
            SELECT category, CASE WHEN category = 'OTHER' THEN label END AS label, unit, astdt, "asof",
                   category = 'ALBUMIN' AND aendt IS NULL AS running,
                   coalesce(aendt, CASE WHEN category = 'ALBUMIN' THEN "asof" ELSE astdt END) AS until,
                   CASE WHEN category <> 'ALBUMIN' THEN amount END AS amount
            FROM adam.adproc JOIN adam.board USING (usubjid)
            WHERE usubjid = $usubjid AND (astdt IS NULL OR astdt <= "asof")
        )
        SELECT category, label, unit,
               count(*) FILTER (until > "asof" - 7) AS n_7d, sum(amount) FILTER (until > "asof" - 7) AS amount_7d,
               count(*) FILTER (until > "asof" - 14) AS n_14d, sum(amount) FILTER (until > "asof" - 14) AS amount_14d,
               count(*) FILTER (astdt IS NULL) AS n_undated, max(astdt) AS last_dt, bool_or(running) AS running
        FROM given GROUP BY category, label, unit HAVING n_14d > 0 OR n_undated > 0
        ORDER BY category = 'OTHER', last_dt DESC NULLS LAST, category, label
        """,
        usubjid=usubjid,
    )


def medicines(db: Database, usubjid: str) -> DataFrame:
    """Medicines begun and not known to have ended, newest first, blood products left out: name, start.

    start is as recorded and may be partial or NULL.
    """
    return db.rows(
        """
        SELECT coalesce(cmdecod, cmtrt) AS name, max(left(cmstdtc, 10)) AS start
        FROM sdtm.cm JOIN adam.board USING (usubjid)
        WHERE usubjid = $usubjid AND upper(cmoccur) IS DISTINCT FROM 'N' AND coalesce(cmdecod, cmtrt) IS NOT NULL
          AND coalesce(dtc_date(cmstdtc) <= "asof", true) AND (cmendtc IS NULL OR dtc_date(cmendtc) >= "asof")
          AND coalesce(upper(cmenrtpt), '') NOT IN ('BEFORE', 'COINCIDENT')
          AND name NOT IN (SELECT label FROM adam.adproc WHERE usubjid = $usubjid AND label IS NOT NULL)
        GROUP BY name ORDER BY start DESC NULLS LAST, name
        """,
        usubjid=usubjid,
    )


def events(db: Database, usubjid: str) -> DataFrame:
    """Adverse events that are ongoing or touched the last 28 days, or whose time is not known.

    Ongoing first, then serious, then by grade (not graded first: it may be any), then newest. infection and
    bleeding say what kind an event is.
    """
    return db.rows(
        """
        SELECT aedecod, aetoxgr, aesev, aeser, aerel, aeout, aestdtc, aeendtc, astdy, ongofl, inf24fl, doseno,
               coalesce(upper(aebodsys) LIKE 'INFECTIONS%', false) AS infection,
               regexp_matches(upper(concat_ws(' ', aedecod, aeterm)),
                              'HA?EMORRHAG|BLEED|MEL[AÉ]E?NA|HA?EMATEMESIS|出血|呕血|黑便|便血') AS bleeding
        FROM adam.adae JOIN adam.board USING (usubjid)
        WHERE usubjid = $usubjid
          AND (ongofl = 'Y' OR coalesce(aendt, astdt) IS NULL OR coalesce(aendt, astdt) > "asof" - $days)
        ORDER BY ongofl = 'Y' DESC, coalesce(aeser = 'Y', false) DESC, aetoxgr DESC NULLS FIRST, astdt DESC, aeseq
        """,
        usubjid=usubjid,
        days=EVENT_DAYS,
    )


def gaps(db: Database, usubjid: str, paramcds: tuple[str, ...]) -> DataFrame:
    """Which of the asked parameters the patient has not, or not of the last 7 days.

    paramcd, days since the newest result (NULL: none with a date), n_undated: results that have no complete date.
    """
    return db.rows(
        """
        WITH undated AS (
            SELECT paramcd, count(*) AS n_undated
            FROM (SELECT usubjid, paramcd, adt FROM adam.adlb WHERE coalesce(paramtyp, '') <> 'DERIVED'
                  UNION ALL SELECT usubjid, paramcd, adt FROM adam.adrs)
            WHERE usubjid = $usubjid AND adt IS NULL GROUP BY paramcd
        )
        SELECT asked.paramcd, date_diff('day', CAST(adtm AS DATE), "asof") AS days,
               coalesce(n_undated, 0) AS n_undated
        FROM (SELECT unnest($paramcds) AS paramcd, unnest(range(len($paramcds))) AS place) AS asked
        CROSS JOIN (SELECT usubjid, "asof" FROM adam.board WHERE usubjid = $usubjid)
        LEFT JOIN adam.latest USING (usubjid, paramcd) LEFT JOIN undated USING (paramcd)
        WHERE adtm IS NULL OR days > $stale ORDER BY place
        """,
        usubjid=usubjid,
        paramcds=list(paramcds),
        stale=STALE_DAYS,
    )
