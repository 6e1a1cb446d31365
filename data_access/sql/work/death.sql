-- One row per subject who died: date and cause, from DM, else DS, else a fatal AE, else DD.
-- A partial date of death counts as its first day, but not before the last day the patient was seen.
CREATE TABLE work.death AS
WITH reported AS (
    SELECT usubjid, dthdtc AS dtc, 1 AS rank FROM sdtm.dm WHERE upper(dthfl) = 'Y' OR dthdtc IS NOT NULL
    UNION ALL
    SELECT usubjid, min(dsstdtc), 2 FROM sdtm.ds WHERE upper(dsdecod) = 'DEATH' GROUP BY usubjid
    UNION ALL
    SELECT usubjid, min(aeendtc), 3 FROM sdtm.ae WHERE upper(aesdth) = 'Y' OR upper(aeout) = 'FATAL' GROUP BY usubjid
    UNION ALL
    SELECT usubjid, min(dddtc), 4 FROM sdtm.dd GROUP BY usubjid
),
cause AS (
    SELECT usubjid, ddorres AS cause, 1 AS rank FROM sdtm.dd WHERE upper(ddtestcd) = 'PRCDTH'
    UNION ALL
    SELECT usubjid, dsterm, 2 FROM sdtm.ds WHERE upper(dsdecod) = 'DEATH' AND upper(dsterm) NOT IN ('DEATH', 'DIED')
    UNION ALL
    SELECT usubjid, coalesce(aedecod, aeterm), 3 FROM sdtm.ae WHERE upper(aesdth) = 'Y' OR upper(aeout) = 'FATAL'
)
SELECT usubjid, arg_min(dtc, rank) AS dthdtc,
       CASE WHEN dtc_date(arg_min(dtc, rank)) IS NOT NULL THEN dtc_date(arg_min(dtc, rank))
            ELSE greatest(work.first_day(arg_min(dtc, rank)), any_value(seen)) END AS dthdt,
       any_value(cause) AS dthcaus
FROM reported
LEFT JOIN (SELECT usubjid, arg_min(cause, rank) AS cause FROM cause GROUP BY usubjid) USING (usubjid)
LEFT JOIN (SELECT usubjid, seen FROM work.last_seen) USING (usubjid)
GROUP BY usubjid;
